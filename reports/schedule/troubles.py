"""What went wrong with the jobs of a workspace, for the digest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from reports.schedule.health import PATIENCE, stuck
from reports.schedule.plan import NAMES
from reports.store.schedule import HAD_THEIR_TURN, TROUBLES, JobRun, ScheduleLog

_WINDOW = timedelta(days=8)
"""How far back is told: a digest comes at least once a week."""


@dataclass(frozen=True, slots=True)
class Troubles:
    """What a digest tells of the jobs.

    Attributes:
        runs: those that went wrong or did not come about of late, oldest first.
        stuck: jobs that go wrong again and again, which by itself makes a digest worth sending.
    """

    runs: tuple[JobRun, ...] = ()
    stuck: tuple[str, ...] = ()


def troubles(log: Path, as_of: datetime) -> Troubles:
    """Return what went wrong up to an instant; nothing where no scheduler ever kept the workspace."""
    with ScheduleLog.open(log) as opened:
        runs = tuple(opened.between(as_of - _WINDOW, as_of, TROUBLES))
        turns = {name: opened.runs(name, states=HAD_THEIR_TURN, most=PATIENCE, until=as_of) for name in NAMES}
    return Troubles(runs, tuple(name for name, ended in turns.items() if stuck(ended)))
