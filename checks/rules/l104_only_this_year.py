"""L104: a government has published normative documents of earlier years, too."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.subject import Subject
from config.kinds import Kind

_MADE, _PUBLISHED, _TOTAL = CELLS = tuple(
    f"t2.normative_documents.{column}" for column in ("made", "published", "total_published")
)


@rule(
    "L104",
    name=Words("对外公开总数量含以前年度的规范性文件", "The total published contains earlier years' documents"),
    statement="2019年格式中，一级政府规范性文件的对外公开总数量大于本年新公开数量。",
    level=Level.HINT,
    law=("form.2019",),
    applies=Applies(forms=("2019", "mixed"), kinds=(Kind.GOVERNMENT,)),
    tolerance=WHOLE_NUMBERS,
    messages={
        "pass": Words("总数量含以前年度的文件", "the total contains earlier documents"),
        "fail": Words(
            "规范性文件对外公开总数量 {total} 等于本年新公开 {total}：以前年度没有公开的文件吗？请核对",
            "normative documents: {total} published in all, {total} this year; are there none of earlier years?",
        ),
        "none": Words("本年没有新公开规范性文件，或表二不是2019年格式", "none published this year, or another form"),
        "unread": Words("规范性文件行没有读清", "the row of normative documents was not read"),
    },
    false_positives=(
        Words("新设立的政府；以前的文件已全部废止", "a newly founded government; all earlier ones repealed"),
    ),
    related=("A106", "L103"),
    examples=Examples(
        passed=(Example(title="clean table", body="云岫县人民政府", year=2020, form="2019"),),
        failed=(
            Example(
                title="four and four",
                body="云岫县人民政府",
                year=2020,
                form="2019",
                cells=dict.fromkeys(CELLS, 4),
                level=Level.HINT,
                suspects=("t2.normative_documents.total_published",),
            ),
        ),
        inapplicable=(
            Example(title="a department", year=2020, form="2019"),
            Example(
                title="none this year", body="云岫县人民政府", year=2020, form="2019", cells=dict.fromkeys(CELLS, 0)
            ),
        ),
        undecided=(
            Example(
                title="the total is unreadable",
                body="云岫县人民政府",
                year=2020,
                form="2019",
                cells={_TOTAL: "约十"},
            ),
        ),
    ),
)
def only_this_year(subject: Subject) -> Iterator[Verdict]:
    """A government's total of published normative documents exceeds what it published this year.

    A government has earlier documents in force (form of 2019, table two, item one).

    Not applicable when the body is no government, none was published, or table two is not of the form of 2019.
    """
    published, total = subject.report.value(_PUBLISHED), subject.report.value(_TOTAL)
    if subject.forms.get("t2") != "2019" or published == 0:
        yield Verdict(Outcome.NOT_APPLICABLE, "none")
    elif published is None or total is None:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
    elif total == published:
        yield Verdict(Outcome.FAIL, "fail", {"total": total}, cells=(_TOTAL, _PUBLISHED, _MADE), found=total)
    else:
        yield Verdict(Outcome.PASS, "pass")
