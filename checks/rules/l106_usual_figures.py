"""L106: the figures of table two are such as a body of this kind has."""

from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.labels import row_label
from checks.model import Level, Outcome
from checks.subject import Subject
from config.plausibility import plausibility

_DOCUMENTS = ("t2.normative_documents.issued", "t2.normative_documents.made")


@rule(
    "L106",
    name=Words("许可、处罚和文件数与机关性质相符", "Table two has figures usual for such a body"),
    statement="执法、审批机关的处罚（许可）数不为 0；没有执法权的机关没有处罚、强制；临时和内设机构不制发规范性文件。",
    level=Level.HINT,
    law=("regulation.50",),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=Words("只按机关名称提示", "names alone decide; it is only a hint"),
    messages={
        "pass": Words("没有不寻常的数", "nothing unusual"),
        "zero": Words("{body}的{rows}数为 0，请核对是否漏填", "{body} reports no {rows}; was it left out?"),
        "some": Words(
            "{body}一般没有{rows}，却填了 {found}，请核对",
            "{body} usually has no {rows} but reports {found}; please check",
        ),
        "other": Words("没有关于这类机关的常识", "nothing is known about such a body"),
        "unread": Words("表二相应行没有读清", "the row was not read"),
    },
    false_positives=(
        Words("权限已划转综合执法、行政审批局，或由委托机关计入", "powers moved to another body, or counted by it"),
    ),
    related=("L101",),
    version=2,
    changes=(Change(version=2, what="one finding a body and direction"),),
    examples=Examples(
        passed=(Example(title="penalties of a market regulator", body="云岫县市场监督管理局"),),
        failed=(
            Example(
                title="a market regulator without penalties",
                body="云岫县市场监督管理局",
                cells={"t2.penalties.decisions": 0},
                level=Level.HINT,
                suspects=("t2.penalties.decisions",),
            ),
            Example(title="an archive that punishes", body="云岫县档案局", suspects=("t2.penalties.decisions",)),
            Example(
                title="a task force with documents",
                body="云岫县防汛抗旱指挥部",
                suspects=("t2.normative_documents.issued",),
            ),
            Example(
                title="one finding: neither licences nor penalties",
                body="云岫县公安局",
                cells={"t2.penalties.decisions": 0, "t2.licensing.decisions": 0},
                suspects=("t2.penalties.decisions", "t2.licensing.decisions"),
            ),
        ),
        inapplicable=(
            Example(title="a body of which nothing is known"),
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
        ),
        undecided=(
            Example(
                title="the cell cannot be read",
                body="云岫县公安局",
                cells={"t2.penalties.decisions": "若干", "t2.licensing.decisions": "若干"},
            ),
        ),
    ),
)
def usual_figures(subject: Subject) -> Iterator[Verdict]:
    """Enforcing bodies report penalties, bodies without such powers none, task forces no normative documents.

    What is usual for which body is data (config/data/plausibility.toml), not law.

    Not applicable when nothing is known about such a body.
    """
    body = subject.case.body or ""
    usual = plausibility()
    busy = [f"t2.{entry.row}.decisions" for entry in usual.busy if entry.names.search(body)]
    idle = [f"t2.{row}.decisions" for entry in usual.idle if entry.names.search(body) for row in entry.rows]
    if usual.internal.names.search(body):
        idle += _DOCUMENTS
    known = {cell: subject.report.value(cell) for cell in (*busy, *idle)}
    if not known:
        yield Verdict(Outcome.NOT_APPLICABLE, "other")
        return
    odd = [cell for cell, value in known.items() if value is not None and (value == 0) == (cell in busy)]
    for message, cells in (("zero", [c for c in odd if c in busy]), ("some", [c for c in odd if c not in busy])):
        if cells:
            values = {
                "body": body,
                "rows": [row_label(cell) for cell in cells],
                "found": [known[cell] for cell in cells],
            }
            yield Verdict(Outcome.FAIL, message, values, key=message, cells=tuple(cells), found=known[cells[0]])
    if not odd:
        read = any(value is not None for value in known.values())
        yield Verdict(Outcome.PASS, "pass") if read else Verdict(Outcome.NOT_EVALUATED, "unread")
