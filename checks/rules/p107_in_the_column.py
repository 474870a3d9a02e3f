"""P107: the report stands in the column of annual reports."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome, Publication
from checks.subject import Subject

_URL = "http://www.yunxiu.example/news/t20240120_1.html"


@rule(
    "P107",
    name=Words("发布在年报栏目", "Published in the column of annual reports"),
    statement="年度报告发布在政府信息公开年报栏目，可以从栏目列表打开。",
    level=Level.WARNING,
    law=("regulation.24",),
    applies=Applies(needs="publication"),
    inapplicable=(Words("没有见到报告", "no report was seen"),),
    messages={
        "pass": Words("栏目列表上有", "a list of the column leads to it"),
        "fail": Words(
            "报告在 {url}，但年报栏目的列表上没有，请补挂",
            "the report stands at {url}, but no list of the column has it",
        ),
        "unknown": Words("没有看到年报栏目，或是人工录入的", "no column was seen, or the report was entered by hand"),
        "none": Words("没有见到报告", "no report was seen"),
    },
    false_positives=(Words("栏目由脚本生成，列表没有看全", "a column made by script of which a part was not seen"),),
    related=("T102", "P103"),
    examples=Examples(
        passed=(Example(title="in the column", publication=Publication((_URL,), in_column=True)),),
        failed=(
            Example(
                title="among the news only", publication=Publication((_URL,), in_column=False), level=Level.WARNING
            ),
        ),
        inapplicable=(Example(title="no report", published=False, publication=Publication()),),
        undecided=(Example(title="no column was seen", publication=Publication((_URL,))),),
    ),
)
def in_the_column(subject: Subject) -> Iterator[Verdict]:
    """The report can be reached through a list of the column of annual reports.

    Article 24: one platform; who looks for the report looks there.

    Not applicable when no report was seen.
    """
    publication = subject.publication
    if not publication.addresses:
        yield Verdict(Outcome.NOT_APPLICABLE, "none")
    elif publication.in_column is None:
        yield Verdict(Outcome.NOT_EVALUATED, "unknown")
    elif publication.in_column:
        yield Verdict(Outcome.PASS, "pass")
    else:
        url = publication.addresses[0]
        yield Verdict(Outcome.FAIL, "fail", {"url": url}, evidence=(Evidence("地址", url, url=url),))
