"""Whether a workspace is being looked after, in one line: for a watchdog that asks from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from checks.words import Words
from config import clock
from config.season import interval
from config.workspace import Workspace
from reports.keeping.space import shortage
from reports.schedule.plan import NAMES
from reports.store import Store
from reports.store.schedule import GOOD, HAD_THEIR_TURN, Heartbeat, JobRun, ScheduleLog

SILENCE = timedelta(minutes=5)
"""How long a scheduler may give no sign of life."""

PATIENCE = 3
"""Runs of a job that may go wrong in a row before somebody has to look: each is tried again by itself."""

_SLACK = timedelta(days=1)

HEALTHY = Words("正常：{what}", "healthy: {what}")
_SILENT = Words("调度程序自 {when} 起没有动静", "the scheduler has not been heard of since {when}")
_FAILING = Words("{job} 连续 {n} 次未成功：{reason}", "{job} went wrong {n} times in a row: {reason}")
_UNSEEN = Words("自 {when} 起没有完整查看过任何来源", "no source has been looked at since {when}")
_NEVER = Words("尚未查看过任何来源", "no source has ever been looked at")
_BEATS = Words("调度程序最近一次动静 {when}", "the scheduler was heard of at {when}")
_SEEN = Words("最近一次查看来源 {when}", "a source was looked at {when}")


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a verdict on the health of a workspace rests on.

    Attributes:
        heartbeat: None where no scheduler ever kept this workspace.
        turns: the newest ended runs of each job, newest first.
        looked: when the newest whole look at a source began, by the real clock; None before the first.
        short: what is to be said of the space on the disk, None while there is enough.
    """

    now: datetime
    heartbeat: Heartbeat | None = None
    turns: Mapping[str, Sequence[JobRun]] = field(default_factory=dict)
    looked: datetime | None = None
    short: Words | None = None


def pulse(workspace: Workspace) -> Pulse:
    """Take the pulse of a workspace now.

    Raises:
        UserError: the ledger or the log of the scheduler cannot be read.
    """
    with ScheduleLog.open(workspace.schedule_log) as log:
        heartbeat = log.heartbeat()
        turns = {name: log.runs(name, states=HAD_THEIR_TURN, most=PATIENCE) for name in NAMES}
    with Store.open(workspace.database) as store:
        looked = store.last_whole_run()
    return Pulse(clock.now(), heartbeat, turns, looked, shortage(workspace))


def ailment(seen: Pulse) -> Words | None:
    """Return what is wrong, the gravest first; None when nothing is."""
    beat = seen.heartbeat
    if beat and seen.now - beat.beat > SILENCE:
        return _filled(_SILENT, when=beat.beat)
    if seen.short:
        return seen.short
    for job, runs in seen.turns.items():
        if stuck(runs):
            return _filled(_FAILING, job=job, n=PATIENCE, reason=runs[0].reason or runs[0].state)
    return _unseen(seen)


def stuck(newest: Sequence[JobRun]) -> bool:
    """Tell whether the newest `PATIENCE` runs of a job all went wrong."""
    return len(newest) == PATIENCE and not any(run.state in GOOD for run in newest)


def verdict(seen: Pulse) -> Words:
    """Return the one line: what is wrong, or that nothing is and by which sign."""
    wrong = ailment(seen)
    if wrong:
        return wrong
    sign = _filled(_BEATS, when=seen.heartbeat.beat) if seen.heartbeat else _filled(_SEEN, when=seen.looked)
    return _filled(HEALTHY, what=sign)


def _unseen(seen: Pulse) -> Words | None:
    """Tell when no source was looked at for longer than the season has it; a new scheduler gets the same time."""
    patience = interval(seen.now.date()) + _SLACK
    known = [moment for moment in (seen.looked, seen.heartbeat.started if seen.heartbeat else None) if moment]
    if not known:
        return _NEVER
    return _filled(_UNSEEN, when=seen.looked or max(known)) if seen.now - max(known) > patience else None


def _filled(words: Words, **values: object) -> Words:
    return Words(words.fill("zh", values), words.fill("en", values))
