"""A108: no list of items shrinks below nothing."""

from collections.abc import Iterator

from checks.arithmetic.balance import State
from checks.arithmetic.inequality import not_negative
from checks.catalogue import WHOLE_NUMBERS, Applies, Example, Examples, Verdict, Words, rule
from checks.labels import row_label
from checks.model import Level, Outcome
from checks.subject import Subject

_ROWS = ("licensing", "other_services", "penalties", "coercion", "fees")


@rule(
    "A108",
    name=Words("上一年项目数量加本年增减不小于 0", "Items of last year and this year's change are not below 0"),
    statement="2019年格式中，各行上一年项目数量加本年增/减不小于 0。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019"),
    applies=Applies(forms=("2019", "mixed")),
    inapplicable=(Words("表二不是2019年格式", "table two is not of the form of 2019"),),
    tolerance=WHOLE_NUMBERS,
    messages={
        "pass": Words("各行均成立", "every row holds"),
        "fail": Words(
            "{row} 上一年项目 {items} + 本年增减 {change} < 0，请核对",
            "{row}: {items} items last year and a change of {change} leave less than none",
        ),
        "other": Words("表二不是2019年格式", "table two is not of the form of 2019"),
        "unread": Words("项目数量没有读清", "the items were not read"),
    },
    false_positives=(Words("把上一年数量填成当年数量", "this year's number printed as last year's"),),
    related=("A106", "A107"),
    examples=Examples(
        passed=(Example(title="clean table", year=2020, form="2019"),),
        failed=(
            Example(
                title="more taken away than there was",
                year=2020,
                form="2019",
                cells={"t2.licensing.items_last_year": 40, "t2.licensing.change": "-41"},
                suspects=("t2.licensing.change", "t2.licensing.items_last_year"),
            ),
        ),
        inapplicable=(Example(title="form of 2021 has no such columns"),),
        undecided=(Example(title="unreadable", year=2020, form="2019", cells={"t2.licensing.change": "若干"}),),
    ),
)
def items_left(subject: Subject) -> Iterator[Verdict]:
    """The items of last year and this year's change do not come to less than none.

    A list of items cannot have fewer than none (form of 2019, table two).

    Not applicable when table two is not of the form of 2019.
    """
    if subject.forms.get("t2") != "2019":
        yield Verdict(Outcome.NOT_APPLICABLE, "other")
        return
    states = []
    for row in _ROWS:
        items, change = f"t2.{row}.items_last_year", f"t2.{row}.change"
        sign = not_negative(subject.report.cells, {items: 1, change: 1})
        broken = sign.state is State.BROKEN and sign.value is not None
        states.append(State.OPEN if sign.state is State.BROKEN and not broken else sign.state)
        if broken:
            values = {
                "row": row_label(items),
                "items": subject.report.value(items) or 0,
                "change": subject.report.value(change) or 0,
            }
            yield Verdict(
                Outcome.NEEDS_REVIEW if sign.blanks else Outcome.FAIL,
                "fail",
                values,
                key=row,
                cells=(change, items),
                found=subject.report.value(change),
            )
    if State.OPEN in states:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
    elif State.BROKEN not in states:
        yield Verdict(Outcome.PASS, "pass")
