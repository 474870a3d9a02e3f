"""T102: the report of the year is published."""

from collections.abc import Iterator
from datetime import date

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.examples import instant
from checks.model import Evidence, Level, Outcome, Standing, State
from checks.rules._calendar import clock, level_of_breach
from checks.subject import Subject

_DUE = date(2024, 1, 31)
_RUNS = (instant("2024-02-01T08:00:00"), instant("2024-02-02T08:00:00"))
_FOUND = frozenset((State.LATE, State.ON_TIME, State.UNDATED, State.PUBLISHED))
_OPEN = {
    State.NOT_FOUND_SO_FAR: "so_far",
    State.NOT_LOOKED: "not_looked",
    State.WITHDRAWN: "withdrawn",
}
_WITHOUT = {
    State.NOT_EXPECTED: "not_expected",
    State.NOT_DUE: "not_due",
    State.DUE: "not_due",
    State.NOT_FOUND: "no_clock",
}


@rule(
    "T102",
    name=Words("年度报告已公布", "The report is published"),
    statement="到期日过后，应编制报告的机关已公布该年度报告。",
    level=Level.ERROR,
    law=("regulation.49.1", "regulation.49.2"),
    applies=Applies(needs="standing"),
    inapplicable=(
        Words(
            "尚未到期；该机关当年不必编制；没有适用的期限", "not yet due; no report expected; no clock for this body"
        ),
    ),
    tolerance=Words(
        "到期后至少两次、相隔12小时的完整查看都没有", "two accepted runs after the due day, twelve hours apart"
    ),
    messages={
        "pass": Words("已公布", "published"),
        "fail": Words(
            "截至 {last_absent} 没有公布 {year} 年度报告，{clock}期限 {due}，到期后 {runs} 次查看均无",
            "no report of {year} by {last_absent}; due {due} ({clock}); {runs} runs after the due day found nothing",
        ),
        "so_far": Words("到期后查看尚未见到，证据还不够", "not found so far; not yet enough for proof"),
        "not_looked": Words("到期后没有成功查看过网站", "the site was not looked at successfully after the due day"),
        "withdrawn": Words("曾经公布，现已查不到，见 P101", "it was published and is gone, see P101"),
        "not_expected": Words("该年度不需要报告", "no report is expected for this year"),
        "not_due": Words("还没有到期", "not due yet"),
        "no_clock": Words("没有适用的期限", "no due day applies"),
    },
    meanings={
        Outcome.FAIL: Words(
            "到期后多次查看都没有；不排除发在别处", "looked for after the due day and not there; it may stand elsewhere"
        )
    },
    false_positives=(
        Words(
            "栏目迁移、列表由脚本生成、机关已撤并", "a column moved, a list made by script, a body merged or abolished"
        ),
    ),
    related=("T101", "P101"),
    examples=Examples(
        passed=(Example(title="found, date unclear", standing=Standing(State.UNDATED, _DUE, "law")),),
        failed=(
            Example(
                title="two runs after the due day found nothing",
                published=False,
                standing=Standing(State.MISSING, _DUE, "law", last_absent=_RUNS[-1], absent_runs=_RUNS),
                level=Level.ERROR,
            ),
            Example(
                title="a township is judged by practice",
                body="石汀镇人民政府",
                published=False,
                standing=Standing(State.MISSING, _DUE, "practice", last_absent=_RUNS[-1], absent_runs=_RUNS),
                level=Level.WARNING,
            ),
        ),
        inapplicable=(
            Example(title="not due yet", published=False, standing=Standing(State.NOT_DUE, _DUE, "law")),
            Example(title="no clock", body="云岫经济开发区管委会", published=False, standing=Standing(State.NOT_FOUND)),
        ),
        undecided=(
            Example(
                title="one run is no proof", published=False, standing=Standing(State.NOT_FOUND_SO_FAR, _DUE, "law")
            ),
            Example(title="the site was blocked", published=False, standing=Standing(State.NOT_LOOKED, _DUE, "law")),
        ),
    ),
)
def published(subject: Subject) -> Iterator[Verdict]:
    """The report of the year is published once its due day has passed.

    Article 49 orders publication; that nothing was found so far is no finding, only proven absence is.

    Not applicable when it is not due yet, not expected, or no clock runs for the body.
    """
    standing, state = subject.standing, subject.standing.state
    if state is State.MISSING:
        last = standing.last_absent.date() if standing.last_absent else standing.due
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {
                "year": subject.year,
                "last_absent": last,
                "clock": clock(standing),
                "due": standing.due,
                "runs": len(standing.absent_runs),
            },
            level=level_of_breach(subject, proven=True),
            expected=f"≤ {standing.due}",
            evidence=tuple(Evidence("查看时间", run.isoformat()) for run in standing.absent_runs),
        )
    elif state in _FOUND:
        yield Verdict(Outcome.PASS, "pass")
    elif state in _OPEN:
        yield Verdict(Outcome.NOT_EVALUATED, _OPEN[state])
    else:
        yield Verdict(Outcome.NOT_APPLICABLE, _WITHOUT[state])
