"""F102: every table and every cell of the form is there."""

from collections.abc import Iterator, Sequence

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.labels import label, table_label
from checks.model import CellStatus, Level, Outcome
from checks.sections import TABLE_OF, may_be_there
from checks.subject import TABLES, Subject

ELSEWHERE = frozenset(
    ("table_is_picture", "pages_are_pictures", "attachment_present", "frame_present", "format_not_read", "cut_off")
)
"""Notes of the reader that say where a table may be that it could not see."""
_MOST_NAMED = 5


@rule(
    "F102",
    name=Words("三张表和每个单元格齐全", "Every table and cell of the form is there"),
    statement="统一格式的三张统计表齐全，行、列、单元格不少。",
    level=Level.ERROR,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    inapplicable=(Words("旧格式报告（见 F103）", "a report in the old free text, see F103"),),
    messages={
        "pass": Words("单元格齐全", "every cell is there"),
        "cells": Words(
            "{table} 缺 {count} 个单元格：{cells}，请补填", "{table}, cells missing ({count}): {cells}; fill them in"
        ),
        "table": Words("没有{table}，请补上", "{table} is missing; add it"),
        "tables": Words("三张统计表都没有找到", "none of the three tables was found"),
        "review_cells": Words(
            "{table} 的文本里没有这 {count} 格：{cells}，请看原件",
            "{table}, not in this text ({count}): {cells}; see the original",
        ),
        "review_table": Words(
            "没有找到{table}，可能在图片、附件里或在文本中丢失，请看原件",
            "{table} was not found; it may be a picture, a file, or lost in the text",
        ),
        "review_tables": Words(
            "三张统计表都没有找到，可能在图片或附件里，请看原件",
            "none of the tables was found; they may be pictures or files",
        ),
        "explained": Words("{table} 随所在部分一并缺少（见 F101）", "{table} is missing with its section, see F101"),
    },
    false_positives=(Words("表格是图片、内嵌页或附件", "tables as pictures, frames or attached files"),),
    related=("F101", "F103", "F105", "R101"),
    examples=Examples(
        passed=(Example(title="clean report"),),
        failed=(
            Example(
                title="a row was deleted",
                cells={"t2.regulations.issued": None, "t2.regulations.repealed": None, "t2.regulations.in_force": None},
                suspects=("t2.regulations.issued", "t2.regulations.repealed", "t2.regulations.in_force"),
                level=Level.ERROR,
            ),
            Example(
                title="a text capture proves nothing missing",
                structured=False,
                cells={"t2.normative_documents.in_force": None},
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
                suspects=("t2.normative_documents.in_force",),
            ),
        ),
        inapplicable=(Example(title="old free text", year=2018, form="pre2019", forms={}),),
    ),
)
def cells(subject: Subject) -> Iterator[Verdict]:
    """The three tables of the form are there with all their rows, columns and cells.

    The form of the year prints them, and nothing of it may be left out (article 50; forms of 2019 and 2021). Only a
    page, a Word or PDF file or a sheet can prove a cell missing; a bare text is given to a person.

    Not applicable when the report is in the old free text.
    """
    missing = {table: subject.with_status(table, CellStatus.MISSING) for table in TABLES}
    whole = [table for table in TABLES if _is_gone(subject, table, missing[table])]
    if len(whole) == len(TABLES):
        yield _verdict(subject, "tables", "tables", {})
        return
    for table in TABLES:
        values = {"table": table_label(table), "count": len(missing[table]), "cells": _named(missing[table])}
        if table in whole and _told_by_f101(subject, table):
            yield Verdict(Outcome.NOT_EVALUATED, "explained", values, key=f"explained:{table}")
        elif table in whole:
            yield _verdict(subject, "table", table, values)
        elif missing[table]:
            yield _verdict(subject, "cells", table, values, missing[table])
    if not any(missing.values()) and not whole:
        yield Verdict(Outcome.PASS, "pass")


def _is_gone(subject: Subject, table: str, missing: Sequence[str]) -> bool:
    return table not in subject.forms or len(missing) == len(subject.cells_of(table))


def _told_by_f101(subject: Subject, table: str) -> bool:
    section = next(number for number, entry in TABLE_OF.items() if entry == table)
    return section not in subject.report.sections and not may_be_there(subject.report, section)


def _verdict(
    subject: Subject, message: str, key: str, values: dict[str, object], cells: tuple[str, ...] = ()
) -> Verdict:
    proven = subject.report.structured and not any(note.code in ELSEWHERE for note in subject.report.notes)
    if proven:
        return Verdict(Outcome.FAIL, message, values, key=key, cells=cells)
    return Verdict(Outcome.NEEDS_REVIEW, f"review_{message}", values, key=key, level=Level.WARNING, cells=cells)


def _named(cells: Sequence[str]) -> list[str]:
    named = [label(cell) for cell in cells[:_MOST_NAMED]]
    return [*named, "…"] if len(cells) > _MOST_NAMED else named
