"""R101: every cell could be read in one way."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.labels import label, table_label
from checks.model import CellStatus, Level, Outcome
from checks.rules.r103_columns_aligned import misaligned
from checks.subject import Subject

_MOST_NAMED = 4


@rule(
    "R101",
    name=Words("每个单元格都读得清", "Every cell could be read in one way"),
    statement="每个单元格都读出一个确定的数；读不出或有几种读法的，请人工看原件，不算机关的错。",
    level=Level.WARNING,
    law=(),
    applies=Applies(forms=("2019", "2021", "mixed")),
    messages={
        "pass": Words("单元格都读清了", "every cell was read"),
        "ambiguous": Words(
            "{table} 有 {count} 格数字粘连、有几种读法：{cells}，请看原件",
            "{table}: {count} cells have several readings: {cells}; see the original",
        ),
        "unreadable": Words(
            "{table} 有 {count} 格读不出数字：{cells}，请看原件",
            "{table}: {count} cells could not be read: {cells}; see the original",
        ),
        "told": Words(
            "{table} 的数与列对不上，已由 R103 指出", "{table} is not aligned with its columns, which R103 tells"
        ),
        "none": Words("没有这些表格", "the tables are not there"),
    },
    meanings={
        Outcome.NEEDS_REVIEW: Words(
            "是我们没有读清，不是报告的错", "it was us who could not read it; no fault of the report is claimed"
        )
    },
    false_positives=(Words("表格是图片时整张表读不出", "a table that is a picture is unreadable as a whole"),),
    related=("F102", "R103"),
    examples=Examples(
        passed=(Example(title="clean report"),),
        failed=(
            Example(
                title="joined digits",
                cells={"t2.normative_documents.issued": (6, 69), "t2.normative_documents.repealed": (3, 93)},
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.HINT,
                suspects=("t2.normative_documents.issued", "t2.normative_documents.repealed"),
            ),
            Example(
                title="words where a number belongs",
                cells={"t2.licensing.decisions": "见附件"},
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
                suspects=("t2.licensing.decisions",),
            ),
        ),
        inapplicable=(Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),),
    ),
)
def clear_cells(subject: Subject) -> Iterator[Verdict]:
    """Every cell of the tables was read in exactly one way; what was not goes to a person, and blames nobody.

    One finding a table: a hint where several readings remain, a warning where nothing could be read.

    Not applicable when the report is of the time before 2019.
    """
    unclear = 0
    told = misaligned(subject.report)
    for table in subject.forms:
        unreadable = subject.with_status(table, CellStatus.UNREADABLE)
        found = unreadable + subject.with_status(table, CellStatus.AMBIGUOUS)
        unclear += len(found)
        if found and table in told:
            yield Verdict(Outcome.NOT_EVALUATED, "told", {"table": table_label(table)}, key=f"told:{table}")
        elif found:
            named = [label(cell) for cell in found[:_MOST_NAMED]] + (["…"] if len(found) > _MOST_NAMED else [])
            yield Verdict(
                Outcome.NEEDS_REVIEW,
                "unreadable" if unreadable else "ambiguous",
                {"table": table_label(table), "count": len(found), "cells": named},
                key=table,
                level=None if unreadable else Level.HINT,
                cells=found,
            )
    if not unclear:
        yield Verdict(Outcome.PASS, "pass") if subject.forms else Verdict(Outcome.NOT_EVALUATED, "none")
