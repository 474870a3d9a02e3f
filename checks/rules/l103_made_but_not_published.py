"""L103: documents that were made were published."""

from collections.abc import Iterator

from checks.arithmetic.balance import ZERO
from checks.catalogue import WHOLE_NUMBERS, Applies, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.subject import Subject

CELLS = tuple(f"t2.normative_documents.{column}" for column in ("made", "published", "total_published"))
"""The row of rules is left to L101: few bodies may make any."""


@rule(
    "L103",
    name=Words("制作了文件就有公开的文件", "Where documents were made, some were published"),
    statement="2019年格式中，规范性文件本年新制作数量大于 0 时，本年新公开数量和对外公开总数量不都为 0。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019"),
    applies=Applies(forms=("2019", "mixed")),
    inapplicable=(Words("表二不是2019年格式", "table two is not of the form of 2019"),),
    tolerance=WHOLE_NUMBERS,
    messages={
        "pass": Words("没有只制作不公开的文件", "none were made, or some were published"),
        "fail": Words(
            "规范性文件本年新制作 {made} 件，新公开 0、对外公开总数 0：规范性文件须公开才有约束力，请核对",
            "normative documents: {made} made, none ever published; unpublished they bind nobody, please check",
        ),
        "unread": Words("规范性文件行没有读清", "the row of normative documents was not read"),
        "other": Words("表二不是2019年格式", "table two is not of the form of 2019"),
    },
    false_positives=(Words("全部为依法不公开的内部文件", "all of them lawfully kept internal"),),
    related=("A106", "L101"),
    examples=Examples(
        passed=(Example(title="clean table", year=2020, form="2019"),),
        failed=(
            Example(
                title="85 made, none published",
                year=2020,
                form="2019",
                cells={
                    "t2.normative_documents.made": 85,
                    "t2.normative_documents.published": 0,
                    "t2.normative_documents.total_published": 0,
                },
                level=Level.WARNING,
                suspects=("t2.normative_documents.made",),
            ),
        ),
        inapplicable=(Example(title="form of 2021 has no such columns"),),
        undecided=(
            Example(
                title="the total is unreadable",
                year=2020,
                form="2019",
                cells={"t2.normative_documents.total_published": "约十"},
            ),
        ),
    ),
)
def made_but_not_published(subject: Subject) -> Iterator[Verdict]:
    """Where normative documents were made in the year, the numbers published are not all 0.

    Normative documents bind only when public (form of 2019, table two, item one).

    Not applicable when table two is not of the form of 2019.
    """
    if subject.forms.get("t2") != "2019":
        yield Verdict(Outcome.NOT_APPLICABLE, "other")
        return
    made, *published = (subject.report.value(cell) for cell in CELLS)
    if made is None or None in published:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
    elif made == ZERO or any(published):
        yield Verdict(Outcome.PASS, "pass")
    else:
        yield Verdict(Outcome.FAIL, "fail", {"made": made}, cells=CELLS, found=made)
