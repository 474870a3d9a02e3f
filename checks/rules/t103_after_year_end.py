"""T103: the report was published after its year had ended."""

from collections.abc import Iterator
from datetime import date

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.examples import witness
from checks.model import DateSource, DateWitness, Level, Outcome, Standing, State
from checks.rules._calendar import SOURCES, shown
from checks.subject import Subject

_CMS = (DateSource.PAGE_LINE, DateSource.PAGE_METADATA, DateSource.META_PUBDATE, DateSource.LIST)
_GROUPS = {
    **dict.fromkeys(_CMS, "cms"),
    DateSource.URL: "address",
    DateSource.URL_ID: "address",
    DateSource.SIGNATURE: "signature",
    DateSource.FIRST_SEEN: "own",
}
"""Sources that come out of one system are one witness; files and servers date templates and caches, not publication."""


@rule(
    "T103",
    name=Words("年度结束后才公布", "Published after the year had ended"),
    statement="公布日期在报告年度12月31日之后，统计期完整。",
    level=Level.ERROR,
    law=("regulation.49.1", "regulation.49.2", "regulation.50"),
    applies=Applies(needs="standing"),
    inapplicable=(Words("还没有报告", "there is no report"),),
    tolerance=Words("0 天：12月31日当天公布的统计期也不完整", "0 days: on 31 December the year is not yet over"),
    messages={
        "pass": Words("各处日期都在 {year} 年之后", "no date lies within {year} or before"),
        "fail": Words(
            "{sources} 显示 {date} 已公布，{year} 年尚未结束，请核对年度或日期",
            "{sources} show {date}, when {year} was not over; check the year or the date",
        ),
        "review": Words(
            "{sources} 显示 {date}，早于 {year} 年底，其他日期不支持，请核对",
            "{sources} shows {date}, before the end of {year}, other dates do not support it; please check",
        ),
        "no_report": Words("还没有报告", "there is no report"),
        "undated": Words("没有见到公布日期", "no date was seen"),
    },
    false_positives=(
        Words(
            "标题年度写错；模板里的旧日期；旧的地方规定曾要求年底报送",
            "a wrong year in the title; an old date in a template; old local rules asked for drafts in December",
        ),
    ),
    related=("T101",),
    examples=Examples(
        passed=(
            Example(
                title="published in January",
                standing=Standing(State.ON_TIME, witnesses=(witness("2024-01-20", "page.line"),)),
            ),
        ),
        failed=(
            Example(
                title="page and address both before the end of the year",
                standing=Standing(
                    State.UNDATED, witnesses=(witness("2023-12-20", "page.line"), witness("2023-12-20", "url"))
                ),
                level=Level.ERROR,
            ),
            Example(
                title="the page alone",
                standing=Standing(
                    State.UNDATED, witnesses=(witness("2023-12-20", "page.line"), witness("2024-01-20", "url"))
                ),
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
            ),
        ),
        inapplicable=(Example(title="no report", published=False, standing=Standing(State.MISSING)),),
        undecided=(Example(title="no date", standing=Standing(State.UNDATED)),),
    ),
)
def after_year_end(subject: Subject) -> Iterator[Verdict]:
    """The report was published after 31 December of its year.

    It covers the whole year and is due after it (articles 49 and 50).

    Not applicable when there is no report.
    """
    witnesses = tuple(w for w in subject.standing.witnesses if w.source in _GROUPS)
    if subject.case.report is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "no_report")
    elif not witnesses or subject.year is None:
        yield Verdict(Outcome.NOT_EVALUATED, "undated")
    else:
        yield _judge(subject.year, witnesses)


def _judge(year: int, witnesses: tuple[DateWitness, ...]) -> Verdict:
    early = tuple(w for w in witnesses if w.date <= date(year, 12, 31))
    if not early:
        return Verdict(Outcome.PASS, "pass", {"year": year})
    groups = {_GROUPS[w.source] for w in early}
    later = {_GROUPS[w.source] for w in witnesses} - groups
    proven = len(groups) > 1 and not later
    return Verdict(
        Outcome.FAIL if proven else Outcome.NEEDS_REVIEW,
        "fail" if proven else "review",
        {"sources": [SOURCES[w.source] for w in early], "date": early[0].date, "year": year},
        level=None if proven else Level.WARNING,
        expected=f"> {year}-12-31",
        found=early[0].date.isoformat(),
        evidence=shown(witnesses),
    )
