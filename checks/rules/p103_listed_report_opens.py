"""P103: a report that a list names can be opened."""

from collections.abc import Iterator
from datetime import date

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import DeadLink, Evidence, Level, Outcome, Publication, Standing, State
from checks.subject import Subject

_DAYS = 3
_URL = "http://www.yunxiu.example/2024/t20240120_1.html"
_THREE_DAYS = DeadLink(_URL, "云岫县财政局2023年年度报告", (date(2024, 2, 1), date(2024, 2, 2), date(2024, 2, 5)))


@rule(
    "P103",
    name=Words("列表上的报告打得开", "A listed report can be opened"),
    statement="年报栏目列出的报告，其链接打得开，而不是“页面不存在”或跳回首页。",
    level=Level.ERROR,
    law=("regulation.24",),
    applies=Applies(needs="publication"),
    inapplicable=(
        Words("报告在别处见到了，或列表上没有这份报告", "the report was seen elsewhere, or no list names it"),
    ),
    tolerance=Words("三个不同的日子：网站会临时出错", "three different days: sites fail now and then"),
    messages={
        "pass": Words("报告打得开", "the report opens"),
        "fail": Words(
            "列表上的“{title}”自 {first} 至 {last} 在 {days} 个不同的日子都打不开，请修复链接",
            "“{title}” is listed and did not open on {days} different days from {first} to {last}; mend the link",
        ),
        "so_far": Words(
            "列表上的报告打不开，至今 {days} 天", "a listed report could not be opened, on {days} days so far"
        ),
        "none": Words("列表上没有打不开的报告", "no list names a report that is gone"),
    },
    false_positives=(
        Words("网站拦截程序访问时的假“页面不存在”", "a site that answers programs with a false “not found”"),
    ),
    related=("T102",),
    examples=Examples(
        passed=(Example(title="it opens", publication=Publication((_URL,), in_column=True)),),
        failed=(
            Example(
                title="gone on three days",
                published=False,
                standing=Standing(State.NOT_LOOKED),
                publication=Publication(dead=(_THREE_DAYS,)),
                level=Level.ERROR,
            ),
        ),
        inapplicable=(Example(title="nothing is listed", published=False, publication=Publication()),),
        undecided=(
            Example(
                title="gone on one day",
                published=False,
                publication=Publication(dead=(DeadLink(_URL, "云岫县财政局2023年年度报告", (date(2024, 2, 1),)),)),
            ),
        ),
    ),
)
def listed_report_opens(subject: Subject) -> Iterator[Verdict]:
    """A report that the list of the column names can be opened.

    Article 24: what is published can be read; a link to nothing, or back to the home page, publishes nothing.

    Not applicable when the report was seen elsewhere, or no list names it.
    """
    publication = subject.publication
    if publication.addresses:
        yield Verdict(Outcome.PASS, "pass")
    elif not publication.dead:
        yield Verdict(Outcome.NOT_APPLICABLE, "none")
    else:
        worst = max(publication.dead, key=lambda link: len(link.days))
        yield (
            _told(worst)
            if len(worst.days) >= _DAYS
            else Verdict(Outcome.NOT_EVALUATED, "so_far", {"days": len(worst.days)})
        )


def _told(link: DeadLink) -> Verdict:
    return Verdict(
        Outcome.FAIL,
        "fail",
        {"title": link.title or link.url, "first": link.days[0], "last": link.days[-1], "days": len(link.days)},
        evidence=tuple(Evidence("查看日期", day.isoformat(), url=link.url) for day in link.days),
    )
