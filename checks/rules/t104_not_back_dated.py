"""T104: the day shown is not earlier than the report appeared."""

from collections.abc import Iterator
from datetime import date

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.examples import instant, witness
from checks.model import DateSource, DateWitness, Evidence, Level, Outcome, Standing, State
from checks.rules._calendar import shown
from checks.subject import Subject
from checks.timeliness import proven_absent
from config.clock import SHANGHAI

_DUE = date(2024, 1, 31)
_ADDRESSES = frozenset((DateSource.URL, DateSource.URL_ID))
_ABSENT = (instant("2024-02-05T08:00:00"), instant("2024-02-06T08:00:00"))
_BACK_DATED = Standing(
    State.LATE,
    _DUE,
    "law",
    published=date(2024, 2, 7),
    published_source=DateSource.FIRST_SEEN,
    first_seen=instant("2024-02-07T08:00:00"),
    last_absent=_ABSENT[-1],
    absent_runs=_ABSENT,
    certain=True,
    witnesses=(witness("2024-01-30", "page.line"),),
    shown=witness("2024-01-30", "page.line"),
    absent_since_shown=_ABSENT,
    flags=("back_dated", "date_conflict"),
)


@rule(
    "T104",
    name=Words("显示的日期不早于实际发布", "The day shown is not earlier than the report appeared"),
    statement="页面显示的发布日期，不早于报告实际出现在网站上的日期。",
    level=Level.ERROR,
    law=("regulation.49.1", "regulation.49.2"),
    applies=Applies(needs="standing"),
    inapplicable=(
        Words("没有报告，或没有显示日期", "there is no report, or it shows no day"),
        Words("网站迁移时统一改期的报告", "reports that were dated anew when a site was moved"),
    ),
    tolerance=Words(
        "发布后六小时内看不到不算：静态页面和缓存有延迟", "six hours: static pages are published in queues, caches lag"
    ),
    messages={
        "pass": Words("显示的日期与所见一致", "the day shown agrees with what was seen"),
        "fail": Words(
            "页面显示 {date} 发布，但 {last_absent} 查看时栏目中还没有，{first_seen} 才见到，请说明",
            "the page says {date}, but on {last_absent} it was not yet there and on {first_seen} it was; explain",
        ),
        "review": Words(
            "页面显示 {date} 发布，网址中的日期是 {address}，在期限之后，请核对",
            "the page says {date}, the date in its address is {address}, after the due day; please check",
        ),
        "no_day": Words("没有报告，或没有显示日期", "there is no report, or it shows no day"),
        "migrated": Words("网站迁移时统一改期，不作判断", "dated anew when the site was moved"),
    },
    meanings={
        Outcome.FAIL: Words(
            "显示日期之后两次相隔12小时的完整查看都没有，为错误；只有一次，为警告",
            "an error where two accepted runs twelve hours apart after that day found nothing; a warning after one",
        )
    },
    false_positives=(
        Words(
            "网站迁移、重新上传；先建草稿后发布的系统",
            "moved or re-uploaded pages; systems that keep the day of the draft",
        ),
    ),
    related=("T101", "P101"),
    examples=Examples(
        passed=(
            Example(
                title="seen on the day shown",
                standing=Standing(State.ON_TIME, _DUE, "law", shown=witness("2024-01-30", "page.line")),
            ),
        ),
        failed=(
            Example(title="proven absent for a week after the day shown", standing=_BACK_DATED, level=Level.ERROR),
            Example(
                title="the date in the address is after the due day",
                standing=Standing(
                    State.ON_TIME,
                    _DUE,
                    "law",
                    witnesses=(witness("2024-01-29", "page.line"), witness("2024-02-18", "url")),
                    shown=witness("2024-01-29", "page.line"),
                    flags=("date_conflict",),
                ),
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
            ),
        ),
        inapplicable=(
            Example(title="no report", published=False, standing=Standing(State.MISSING, _DUE, "law")),
            Example(
                title="the site was moved",
                standing=Standing(
                    State.UNDATED, _DUE, "law", shown=witness("2024-01-29", "page.line"), flags=("migrated",)
                ),
            ),
        ),
    ),
)
def not_back_dated(subject: Subject) -> Iterator[Verdict]:
    """The day that the page shows as that of publication is not earlier than the day on which the report appeared.

    Only our own looking proves it: an accepted run after that day that found nothing. A date in the address is a doubt.

    Not applicable when there is no report, it shows no day, or its site was moved.
    """
    standing = subject.standing
    day = standing.shown
    if "migrated" in standing.flags:
        yield Verdict(Outcome.NOT_APPLICABLE, "migrated")
    elif subject.case.report is None or day is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "no_day")
    elif "back_dated" in standing.flags:
        yield _proven(standing, day)
    else:
        later = _address_after(standing, day)
        yield _doubted(standing, day, later) if later else Verdict(Outcome.PASS, "pass")


def _proven(standing: Standing, day: DateWitness) -> Verdict:
    runs = standing.absent_since_shown
    last = standing.last_absent.astimezone(SHANGHAI) if standing.last_absent else None
    first = standing.first_seen.astimezone(SHANGHAI) if standing.first_seen else None
    return Verdict(
        Outcome.FAIL,
        "fail",
        {
            "date": day.date,
            "last_absent": last.date() if last else "?",
            "first_seen": first.date() if first else "?",
        },
        level=None if proven_absent(runs) else Level.WARNING,
        expected=f"≥ {last.date()}" if last else None,
        found=day.date.isoformat(),
        evidence=(*shown(standing.witnesses), *(Evidence("查看时间（未见）", run.isoformat()) for run in runs)),
    )


def _address_after(standing: Standing, day: DateWitness) -> DateWitness | None:
    """The date of the address where it lies behind the due day that the page claims to have kept."""
    dated = sorted((w for w in standing.witnesses if w.source in _ADDRESSES), key=lambda w: w.date)
    in_time = standing.due is not None and day.date <= standing.due
    return dated[0] if in_time and dated and standing.due and dated[0].date > standing.due else None


def _doubted(standing: Standing, day: DateWitness, later: DateWitness) -> Verdict:
    return Verdict(
        Outcome.NEEDS_REVIEW,
        "review",
        {"date": day.date, "address": later.date},
        level=Level.WARNING,
        found=day.date.isoformat(),
        evidence=shown(standing.witnesses),
    )
