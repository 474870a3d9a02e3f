"""F106: number cells hold bare numbers."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.labels import amount_cells, label, table_label
from checks.model import Cell, CellStatus, Level, Note, Outcome
from checks.subject import Subject

_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_MONEY = re.compile(r"\d\s*(?:万元|亿元|元)")
_COUNTING = re.compile(r"\d\s*(?:件|份|个|项|次|宗|条)")
_MOST_NAMED = 4


@rule(
    "F106",
    name=Words("数字格只写数字", "Number cells hold bare numbers"),
    statement="统计表的数字格只写数字，单位按表头，不在格内写“件”“万元”“元”或说明文字。",
    level=Level.HINT,
    law=("form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    messages={
        "pass": Words("数字格里没有文字", "no words in number cells"),
        "fail": Words(
            "{table} 的数字格里写了文字：{cells}，请只写数字",
            "words in number cells of {table}: {cells}; write bare numbers",
        ),
        "unit": Words("{cells} 的单位见 L102", "for the unit of {cells} see L102"),
        "none": Words("没有这些表格", "the tables are not there"),
    },
    false_positives=(Words("千分位逗号、全角数字不算文字", "thousands separators and full-width digits are no words"),),
    related=("L102", "R101"),
    examples=Examples(
        passed=(
            Example(title="bare numbers"),
            Example(title="thousands separator", cells={"t2.licensing.decisions": "14,205"}),
        ),
        failed=(
            Example(
                title="the unit of the header repeated in the cell",
                year=2020,
                form="2019",
                cells={"t2.procurement.amount": "16.8700万元"},
                level=Level.HINT,
                suspects=("t2.procurement.amount",),
            ),
            Example(
                title="yuan in a cell whose header names no unit",
                year=2020,
                form="2019",
                cells={"t2.procurement.amount": "258463.87元"},
                notes=(Note("header_without_unit", "t2.procurement.amount: the header names no unit"),),
                suspects=("t2.procurement.amount",),
            ),
        ),
        inapplicable=(Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),),
        undecided=(Example(title="yuan under a header of 万元 is for L102", cells={"t2.fees.amount": "125000元"}),),
    ),
)
def bare_numbers(subject: Subject) -> Iterator[Verdict]:
    """Number cells of the tables hold a number and nothing else.

    The units are printed in the headers (forms of 2019 and 2021). Yuan under a header of 万元 is told by L102.

    Not applicable when the report is of the time before 2019.
    """
    worded = {
        table: [c for c in subject.cells_of(table) if not c.text.isdigit() and _has_words(c, form)]
        for table, form in subject.forms.items()
    }
    wrong_unit = [c.id for cells in worded.values() for c in cells if subject.contradicts_header(c)]
    for table, found in worded.items():
        cells = [cell for cell in found if cell.id not in wrong_unit]
        if cells:
            named = [f"{label(cell.id)} “{cell.text.strip()}”" for cell in cells[:_MOST_NAMED]]
            values = {"table": table_label(table), "cells": named + (["…"] if len(cells) > _MOST_NAMED else [])}
            yield Verdict(Outcome.FAIL, "fail", values, key=table, cells=tuple(cell.id for cell in cells))
    if wrong_unit:
        yield Verdict(Outcome.NOT_EVALUATED, "unit", {"cells": [label(cell) for cell in wrong_unit]}, key="unit")
    if not any(worded.values()):
        yield Verdict(Outcome.PASS, "pass") if worded else Verdict(Outcome.NOT_EVALUATED, "none")


def _has_words(cell: Cell, form: str) -> bool:
    """Tell whether words stand beside the number; of a text that cells share, only a unit of this cell counts."""
    if cell.status is CellStatus.READ:
        return bool(_WORDS.search(cell.text))
    unit = _MONEY if cell.id in amount_cells(form) else _COUNTING
    return cell.status in {CellStatus.INFERRED, CellStatus.AMBIGUOUS} and bool(unit.search(cell.text))
