"""R103: the printed values could be laid on the columns of the form."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.labels import table_label
from checks.model import Evidence, Level, Note, Outcome, Report
from checks.subject import TABLES, Subject

CODE = "columns_not_aligned"
"""The reader's note that a table prints more or fewer values than it has columns; its message begins with the table."""


@rule(
    "R103",
    name=Words("表格的数与列对得上", "The values of each table fall into its columns"),
    statement="每张表每行的数与格式的列数一致，能逐格对应；多出或缺少的请人工看原件。",
    level=Level.WARNING,
    law=(),
    applies=Applies(forms=("2019", "2021", "mixed")),
    messages={
        "pass": Words("数与列对得上", "the values fall into the columns"),
        "fail": Words(
            "{table} 的数与列对不上，请看原件：{why}",
            "{table}: the values do not fall into the columns, see the original: {why}",
        ),
    },
    meanings={
        Outcome.NEEDS_REVIEW: Words(
            "原件或副本里的列乱了；只有各种对法都同值的格才采用",
            "the columns are broken in the original or its copy; only what every alignment gives is used",
        )
    },
    related=("R101",),
    examples=Examples(
        passed=(Example(title="clean report"),),
        failed=(
            Example(
                title="thirteen values for seven columns",
                structured=False,
                notes=(Note(CODE, "t3: 13 values for 7 columns", "line 31"),),
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
                suspects=(),
            ),
        ),
        inapplicable=(Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),),
    ),
)
def columns_aligned(subject: Subject) -> Iterator[Verdict]:
    """Every row of a table prints as many values as the form has columns, so that each falls into its cell.

    Where that fails, only values that every alignment gives are used, and a person looks. One finding a table.

    Not applicable when the report is of the time before 2019.
    """
    told = misaligned(subject.report)
    for table, note in told.items():
        values = {"table": table_label(table), "why": _words(note, table)}
        evidence = (Evidence(note.place, note.message),)
        yield Verdict(Outcome.NEEDS_REVIEW, "fail", values, key=table, evidence=evidence)
    if not told:
        yield Verdict(Outcome.PASS, "pass")


def misaligned(report: Report) -> dict[str, Note]:
    """Return the tables with values that no column can be given, each with the reader's first note on it."""
    notes = [note for note in report.notes if note.code == CODE]
    found = {table: next((n for n in notes if n.message.startswith(table)), None) for table in TABLES}
    return {table: note for table, note in found.items() if note}


def _words(note: Note, table: str) -> Words:
    return Words(*(note.message_in(lang).removeprefix(table).lstrip(":： ") for lang in ("zh", "en")))
