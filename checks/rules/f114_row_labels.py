"""F114: rows and columns carry the labels of the form."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.labels import row_label
from checks.model import Evidence, Level, Note, Outcome
from checks.notes import note
from checks.portfolio.new_rows import UNKNOWN_ROW, unknown_row
from checks.subject import Subject
from config.forms import cell_ids

_QUOTED = re.compile(r"“(.*)”")


@rule(
    "F114",
    name=Words("行名与格式一致", "Rows carry the labels of the form"),
    statement="三张表的行名与统一格式一致，没有错漏字。",
    level=Level.HINT,
    law=("form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    inapplicable=(Words("旧格式报告", "a report in the old free text"),),
    messages={
        "pass": Words("行名与格式一致", "the labels are those of the form"),
        "fail": Words("行名“{found}”有误，应为“{due}”", "the label “{found}” is misprinted; it is “{due}”"),
        "unknown": Words("格式中没有的一行：“{found}”", "a row that the form does not have: “{found}”"),
        "shared": Words(
            "格式中没有、但许多报告都有的一行：“{found}”，格式可能有变",
            "a row that the form does not have and many reports do: “{found}”; the form may have changed",
        ),
    },
    false_positives=(
        Words("序号、空格、换行、引号的不同不算", "numbering, spaces, line breaks and quotes do not count"),
    ),
    related=("F102", "F103", "F115"),
    version=2,
    changes=(Change(version=2, what="a row that many reports of the year share is no fault of one of them"),),
    examples=Examples(
        passed=(Example(title="clean report"),),
        failed=(
            Example(
                title="a sign is printed twice",
                notes=(note("label_typo", row="t3.not_processed.excessive", text="无正当理由由大量反复申请"),),
                level=Level.HINT,
                suspects=("t3.not_processed.excessive.total",),
            ),
            Example(
                title="a row that the form does not have",
                notes=(note("unknown_row", table="t2", text="其他对外管理服务事项"),),
            ),
        ),
        undecided=(
            Example(
                title="many reports of the year have the same row: no body changed the form by itself",
                notes=(note("unknown_row", table="t3", text="4.涉及工作秘密"),),
                shared_rows=frozenset({"4.涉及工作秘密"}),
            ),
        ),
        inapplicable=(Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),),
    ),
)
def row_labels(subject: Subject) -> Iterator[Verdict]:
    """The rows of the tables carry the labels of the form, without misprints.

    A misprinted label is told by its row; the numbers of the row are read all the same.

    Not applicable when the report is in the old free text.
    """
    told = {f"{n.code}:{n.message}": n for n in subject.report.notes if n.code in {"label_typo", UNKNOWN_ROW}}
    for entry in told.values():
        yield _told(subject, entry)
    if not told:
        yield Verdict(Outcome.PASS, "pass")


def _told(subject: Subject, entry: Note) -> Verdict:
    quoted = _QUOTED.search(entry.message)
    found = quoted[1] if quoted else entry.message.partition("：")[2]
    row = entry.message.partition("：")[0]
    evidence = (Evidence(entry.place or row, found),)
    cells = _cells(subject, row)
    unknown = unknown_row(entry)
    if unknown and unknown[1] in subject.case.shared_rows:
        return Verdict(Outcome.NOT_EVALUATED, "shared", {"found": unknown[1]}, key=f"shared:{unknown[1]}")
    if unknown or not cells:
        return Verdict(Outcome.FAIL, "unknown", {"found": found}, key=f"row:{found}", evidence=evidence)
    values = {"found": found, "due": row_label(cells[0])}
    return Verdict(Outcome.FAIL, "fail", values, key=row, cells=cells[:1], evidence=evidence)


def _cells(subject: Subject, place: str) -> tuple[str, ...]:
    """Return the cells of a row, its total first; of a single cell, that one."""
    form = subject.forms.get(place[:2])
    known = cell_ids(form, place[:2]) if form else ()
    inside = [cell for cell in known if cell == place or cell.startswith(f"{place}.")]
    return tuple(sorted(inside, key=lambda cell: not cell.endswith(".total")))
