"""L102: amounts are in the unit of their header."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.labels import amount_cells, label
from checks.model import Cell, Level, Note, Outcome
from checks.subject import Subject
from checks.words import number


@rule(
    "L102",
    name=Words("金额的单位与表头一致", "Amounts are in the unit of their header"),
    statement="表头单位为万元的金额格，格内不写“元”的数。",
    level=Level.ERROR,
    law=("form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=Words(
        "不适用：只看格内写的单位，不猜数量级", "none applies: the printed unit decides, magnitudes are not guessed"
    ),
    messages={
        "pass": Words("没有与表头不同的单位", "no unit differs from the header"),
        "fail": Words(
            "{cell} 表头单位是万元，格内写“{text}”，应填 {value}",
            "{cell}: the header says 万元, the cell “{text}”; it should be {value}",
        ),
        "unread": Words("金额没有读清", "no amount was read"),
    },
    false_positives=(
        Words(
            "表头没有单位时格内写“元”是清楚的，只由 F106 提示",
            "where the header names no unit, 元 in the cell is clear and only a hint of F106",
        ),
        Words("格内写“万元”与表头一致", "万元 in the cell agrees with the header"),
    ),
    related=("F106",),
    examples=Examples(
        passed=(
            Example(title="a bare amount"),
            Example(title="the unit repeated", cells={"t2.fees.amount": "16.8700万元"}),
            Example(title="nothing, in any unit", cells={"t2.fees.amount": "0元"}),
            Example(
                title="yuan where the header names no unit",
                year=2020,
                form="2019",
                cells={"t2.procurement.amount": "258463.87元"},
                notes=(Note("header_without_unit", "t2.procurement.amount: the header of the amount names no unit"),),
            ),
        ),
        failed=(
            Example(
                title="yuan under a header of 万元",
                cells={"t2.fees.amount": "125000元"},
                level=Level.ERROR,
                suspects=("t2.fees.amount",),
            ),
        ),
        inapplicable=(Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),),
        undecided=(Example(title="the amount is no number", cells={"t2.fees.amount": "约十万"}),),
    ),
)
def unit_of_amount(subject: Subject) -> Iterator[Verdict]:
    """An amount under a header of 万元 is not written in 元.

    The forms of 2019 (where the header prints it) and 2021 state amounts in 万元.

    Not applicable when the report is of the time before 2019.
    """
    form = subject.forms.get("t2")
    amounts = [c for c in subject.cells_of("t2") if form and c.id in amount_cells(form)]
    wrong = [cell for cell in amounts if cell.value != 0 and subject.contradicts_header(cell)]
    yield from (_wrong(cell) for cell in wrong)
    if not wrong:
        read = any(cell.value is not None for cell in amounts)
        yield Verdict(Outcome.PASS, "pass") if read else Verdict(Outcome.NOT_EVALUATED, "unread")


def _wrong(cell: Cell) -> Verdict:
    value = number(cell.value) if cell.value is not None else "?"
    return Verdict(
        Outcome.FAIL,
        "fail",
        {"cell": label(cell.id), "text": cell.text.strip(), "value": value},
        key=cell.id,
        cells=(cell.id,),
        expected=cell.value,
        found=cell.text.strip(),
    )
