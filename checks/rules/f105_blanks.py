"""F105: no number cell is left blank."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.labels import label, table_label
from checks.model import CellStatus, Level, Outcome
from checks.subject import Subject

_RULES_ROW = "t2.regulations."
_MOST_NAMED = 5
_NO_SUCH_POWER = re.compile(
    r"(?:无|没有|不具有|不具备|不享有|不承担|不涉及|未涉及)[^。；;]{0,40}?(?:职能|职权|职责|权限|权力|制定权|执法权|收费项目|事项)"
)


@rule(
    "F105",
    name=Words("数字格没有空白", "No number cell is left blank"),
    statement="统计表的数字格都填了数字，没有数量的填 0；空白、“/”“—”“无”“不涉及”都算空白。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    messages={
        "pass": Words("没有空白的数字格", "no number cell is blank"),
        "fail": Words(
            "{table} 有 {count} 个数字格空白：{cells}，没有数量请填 0",
            "{table} has {count} blank number cells: {cells}; write 0 for none",
        ),
        "struck": Words(
            "{table} 有 {count} 个数字格空白或填“/”“无”等：{cells}，没有数量请填 0",
            "{table} has {count} number cells blank or struck out: {cells}; write 0 for none",
        ),
        "told": Words("空白已由算术规则指出", "the blanks are told by a rule of arithmetic"),
        "none": Words("没有这些表格", "the tables are not there"),
    },
    meanings={
        Outcome.FAIL: Words(
            "空白按 0 计算时各等式成立，只是没有填数；仅规章行空白，或注明没有该项职权而划“/”的，为提示",
            "counted as 0 they balance, but they were not filled in; only the row of rules, or cells struck out with "
            "a note that the body has no such power: a hint",
        )
    },
    false_positives=(
        Words(
            "无规章制定权的机关常在规章行画“/”", "bodies without rule-making power often strike out the row of rules"
        ),
    ),
    related=("F102", "A102"),
    version=2,
    changes=(Change(version=2, what="cells struck out beside a note that the body has no such power are a hint"),),
    examples=Examples(
        passed=(Example(title="zeros are written"),),
        failed=(
            Example(
                title="zeros left blank, every sum holds",
                cells={"t3.granted.research": "", "t3.granted.charity": "—"},
                level=Level.WARNING,
                suspects=("t3.granted.research", "t3.granted.charity"),
            ),
            Example(
                title="only the row of rules is struck out",
                cells={"t2.regulations.issued": "/", "t2.regulations.repealed": "/", "t2.regulations.in_force": "/"},
                level=Level.HINT,
            ),
            Example(
                title="struck out, with a note that there is no such power",
                cells={"t2.regulations.issued": "/", "t2.penalties.decisions": "/", "t2.coercion.decisions": "无"},
                texts={"2": "注：本单位无行政处罚、行政强制职能。"},
                level=Level.HINT,
            ),
        ),
        inapplicable=(Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),),
        undecided=(Example(title="a blank that cannot be 0 is told by its sum", cells={"t3.granted.total": ""}),),
    ),
)
def blanks(subject: Subject) -> Iterator[Verdict]:
    """Every number cell of the tables carries a number, 0 where there is nothing.

    The form asks for numbers (forms of 2019 and 2021). One finding a table; a blank that upsets a sum is told there.

    Not applicable when the report is of the time before 2019.
    """
    told_elsewhere = {blank for b in subject.balances if b.broken for blank in b.blanks}
    found = {table: subject.with_status(table, CellStatus.BLANK) for table in subject.forms}
    for table, ids in found.items():
        cells = tuple(cell for cell in ids if cell not in told_elsewhere)
        if cells:
            named = [label(cell) for cell in cells[:_MOST_NAMED]] + (["…"] if len(cells) > _MOST_NAMED else [])
            yield Verdict(
                Outcome.FAIL,
                "struck" if any(_struck_out(subject, cell) for cell in cells) else "fail",
                {"table": table_label(table), "count": len(cells), "cells": named},
                key=table,
                level=Level.HINT if _excused(subject, table, cells) else None,
                cells=cells,
            )
    if any(told_elsewhere.intersection(ids) for ids in found.values()):
        yield Verdict(Outcome.NOT_EVALUATED, "told", key="told")
    if not any(found.values()):
        yield Verdict(Outcome.PASS, "pass") if found else Verdict(Outcome.NOT_EVALUATED, "none")


def _excused(subject: Subject, table: str, cells: tuple[str, ...]) -> bool:
    """Tell whether cells are blank for want of the power: the row of rules, or struck out with a note that says so."""
    others = [cell for cell in cells if not cell.startswith(_RULES_ROW)]
    if not others:
        return True
    struck = all(_struck_out(subject, cell) for cell in others)
    return table == "t2" and struck and bool(_NO_SUCH_POWER.search(subject.report.text))


def _struck_out(subject: Subject, cell: str) -> bool:
    found = subject.report.cells.get(cell)
    return found is not None and bool(found.text.strip())
