"""P101: a report that was published stays published."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.examples import instant
from checks.model import Level, Outcome, Standing, State
from checks.rules._calendar import shown
from checks.subject import Subject

_GONE = Standing(State.WITHDRAWN, first_seen=instant("2024-01-20T08:00:00"), last_absent=instant("2024-03-02T08:00:00"))


@rule(
    "P101",
    name=Words("公布后没有撤下", "A published report stays published"),
    statement="公布过的年度报告一直可以查阅。",
    level=Level.WARNING,
    law=("regulation.24",),
    applies=Applies(needs="standing"),
    inapplicable=(Words("没有见到过报告", "no report was ever seen"),),
    tolerance=Words("至少两次、相隔12小时的完整查看都没有", "two accepted runs, twelve hours apart"),
    messages={
        "pass": Words("现在可以看到", "it is there now"),
        "fail": Words(
            "{first_seen} 见到的年度报告，截至 {last_absent} 已查不到，请恢复公开或说明",
            "the report seen on {first_seen} was gone by {last_absent}; restore it or explain",
        ),
        "never": Words("没有见到过报告", "no report was ever seen"),
    },
    false_positives=(Words("网站迁移后换了地址或栏目", "a site that moved its addresses or columns"),),
    related=("T102",),
    examples=Examples(
        passed=(Example(title="still there", standing=Standing(State.ON_TIME)),),
        failed=(Example(title="seen in January, gone in March", standing=_GONE, level=Level.WARNING),),
        inapplicable=(Example(title="never seen", published=False, standing=Standing(State.MISSING)),),
    ),
)
def stays_published(subject: Subject) -> Iterator[Verdict]:
    """A report that was published can still be found.

    Article 24: what is published stays open to search, reading and download.

    Not applicable when no report was ever seen.
    """
    standing = subject.standing
    if standing.state is State.WITHDRAWN:
        first = standing.first_seen.date() if standing.first_seen else "?"
        last = standing.last_absent.date() if standing.last_absent else "?"
        values = {"first_seen": first, "last_absent": last}
        yield Verdict(Outcome.FAIL, "fail", values, evidence=shown(standing.witnesses))
    elif subject.case.report is not None:
        yield Verdict(Outcome.PASS, "pass")
    else:
        yield Verdict(Outcome.NOT_APPLICABLE, "never")
