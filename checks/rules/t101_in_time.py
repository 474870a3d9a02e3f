"""T101: the report was published by the due day."""

from collections.abc import Iterator
from datetime import date

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.examples import witness
from checks.model import DateSource, Level, Outcome, Standing, State
from checks.rules._calendar import clock, days_late, level_of_breach, seen_from, shown
from checks.subject import Subject

_LATE = Standing(
    State.LATE,
    due=date(2024, 1, 31),
    due_source="law",
    published=date(2024, 2, 20),
    published_source=DateSource.PAGE_LINE,
    days_late=20,
    certain=True,
    witnesses=(witness("2024-02-20", "page.line"), witness("2024-02-20", "url")),
)
_NO_REPORT_YET = frozenset((State.NOT_DUE, State.DUE, State.MISSING, State.NOT_FOUND_SO_FAR, State.NOT_LOOKED))
_NO_CLOCK = frozenset((State.PUBLISHED, State.NOT_FOUND, State.NOT_EXPECTED))


@rule(
    "T101",
    name=Words("在期限内公布", "Published in time"),
    statement="年度报告在到期日（含当日）之前公布：部门次年1月31日，县级以上政府次年3月31日。",
    level=Level.ERROR,
    law=("regulation.49.1", "regulation.49.2"),
    applies=Applies(needs="standing"),
    inapplicable=(
        Words("没有法定时限的机关（管委会等）", "bodies without a clock, such as zone committees"),
        Words("尚未公布的由 T102 判断", "what is not published is for T102"),
    ),
    tolerance=Words("0 天：到期日当天公布算按时", "0 days: the due day itself is in time"),
    messages={
        "pass": Words("{published} 公布，不晚于 {due}", "published {published}, not later than {due}"),
        "fail": Words(
            "{published} 公布（{source}），晚于{clock}期限 {due} 共 {days} 天",
            "published {published} ({source}), {days} days after the due day {due} ({clock})",
        ),
        "no_clock": Words("没有适用的期限", "no due day applies"),
        "not_there": Words("尚无报告，见 T102", "there is no report, see T102"),
        "undated": Words("见到的日期互相矛盾或不足，不能断定", "the dates seen are too few or contradict each other"),
    },
    meanings={
        Outcome.FAIL: Words(
            "法定期限、名录中的机关类型、两方日期或到期后查无的证据齐备时为错误，否则为警告",
            "an error with a day of law, a kind from the registry and two witnesses or proven absence; else a warning",
        )
    },
    false_positives=(
        Words(
            "网站迁移、重新上传会改日期；县政府办公室是部门，县政府是政府",
            "a moved or re-uploaded page; a county's office is a department, the county a government",
        ),
    ),
    related=("T102", "T103"),
    examples=Examples(
        passed=(
            Example(
                title="on the due day",
                standing=Standing(State.ON_TIME, date(2024, 1, 31), "law", date(2024, 1, 31), DateSource.PAGE_LINE),
            ),
        ),
        failed=(
            Example(title="20 days late, two witnesses", standing=_LATE, level=Level.ERROR),
            Example(title="kind from the name only", kind_source="name", standing=_LATE, level=Level.WARNING),
            Example(
                title="no date on the page, absent after the due day",
                standing=Standing(
                    State.LATE,
                    date(2024, 1, 31),
                    "law",
                    date(2024, 2, 20),
                    DateSource.FIRST_SEEN,
                    days_late=10,
                    certain=True,
                ),
                level=Level.ERROR,
            ),
        ),
        inapplicable=(
            Example(title="a zone without a clock", body="云岫经济开发区管委会", standing=Standing(State.PUBLISHED)),
            Example(title="not there", published=False, standing=Standing(State.MISSING, date(2024, 1, 31), "law")),
        ),
        undecided=(
            Example(title="dates contradict each other", standing=Standing(State.UNDATED, date(2024, 1, 31), "law")),
            Example(title="files checked without a workspace", dates=(witness("2024-02-20", "page.line"),)),
        ),
    ),
)
def in_time(subject: Subject) -> Iterator[Verdict]:
    """The report was published on or before the due day.

    Article 49: departments by 31 January, governments at county level and above by 31 March; townships by practice.

    Not applicable when no clock runs for the body, or when there is no report.
    """
    standing = subject.standing
    if standing.state is State.LATE:
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {
                "published": standing.published,
                "source": seen_from(standing),
                "clock": clock(standing),
                "due": standing.due,
                "days": days_late(standing),
            },
            level=level_of_breach(subject, proven=standing.certain),
            expected=f"≤ {standing.due}",
            found=str(standing.published),
            evidence=shown(standing.witnesses),
        )
    elif standing.state is State.ON_TIME:
        yield Verdict(Outcome.PASS, "pass", {"published": standing.published, "due": standing.due})
    elif standing.state in _NO_CLOCK:
        yield Verdict(Outcome.NOT_APPLICABLE, "no_clock")
    elif standing.state in _NO_REPORT_YET:
        yield Verdict(Outcome.NOT_APPLICABLE, "not_there")
    else:
        yield Verdict(Outcome.NOT_EVALUATED, "undated")
