"""What is started when: the jobs of a workspace and their next times, computed without running anything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from apscheduler.triggers.base import BaseTrigger

from config.clock import SHANGHAI
from config.deadlines import last_report_year
from config.workspace import Workspace

NAMES = ("crawl", "check", "digest", "send")
"""The jobs there are."""

_HORIZON = 400
"""Days in which the next time of a job is looked for: every job comes at least once a week."""


class DailyTrigger(BaseTrigger):  # type: ignore[misc] # APScheduler is not typed
    """Fires at times of the day, in Asia/Shanghai, on the days that are wanted.

    Args:
        times: of the day, in order.
        wanted: tells whether it fires on a day.
    """

    def __init__(self, times: tuple[time, ...], wanted: Callable[[date], bool] = lambda _: True) -> None:
        self._times = times
        self._wanted = wanted

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """Return the first time after the one before, or from `now` on when there was none; see APScheduler."""
        start = previous_fire_time + timedelta(microseconds=1) if previous_fire_time else now
        start = start.astimezone(SHANGHAI)
        days = (start.date() + timedelta(days) for days in range(_HORIZON))
        moments = (datetime.combine(day, at, SHANGHAI) for day in days for at in self._times if self._wanted(day))
        return next((moment for moment in moments if moment >= start), None)


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is started by the clock.

    Attributes:
        name: also the name under which its runs are recorded.
        commands: of the front door, run one after the other; the arguments without the workspace.
        limit: after which its processes are ended.
        trigger: when it is started.
    """

    name: str
    commands: tuple[tuple[str, ...], ...]
    limit: timedelta
    trigger: DailyTrigger

    def next_after(self, moment: datetime) -> datetime | None:
        """Return the first time from a moment on."""
        return self.trigger.get_next_fire_time(None, moment)

    def missed(self, turn: datetime | None, now: datetime) -> datetime | None:
        """Return the newest time that passed without a turn.

        Args:
            turn: the time the last turn was for, or when the workspace was first kept; without it, and where the clock
                has not reached it, only the times of today count.
            now: the real time.
        """
        midnight = now.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
        moment = turn + timedelta(seconds=1) if turn and turn <= now else midnight
        passed = None
        while (due := self.next_after(moment)) and due <= now:
            passed, moment = due, due + timedelta(seconds=1)
        return passed


def jobs(workspace: Workspace) -> tuple[Job, ...]:
    """Return the jobs of a workspace as its settings, registry and deadlines have them.

    Raises:
        UserError: one of these files is wrong.
    """
    settings = workspace.settings.schedule
    last_days = cache(workspace.last_days)

    def tells(day: date) -> bool:
        yesterday = day - timedelta(days=1)
        return settings.tells_on(day, last_days(last_report_year(yesterday)) | last_days(last_report_year(day)))

    alerts = (("alert",),) if workspace.settings.alerts else ()
    planned = (
        Job("crawl", (("crawl", "--planned"),), _minutes(settings.crawl_limit), DailyTrigger(settings.crawl)),
        Job("check", (("check",),), _minutes(settings.check_limit), DailyTrigger(settings.check)),
        Job(
            "digest",
            (("check",), ("digest",), ("send",)),
            _minutes(settings.digest_limit),
            DailyTrigger(settings.digest, tells),
        ),
        Job("send", (*alerts, ("send",)), _minutes(settings.digest_limit), DailyTrigger(settings.send)),
    )
    return tuple(job for job in planned if job.next_after(datetime.combine(date(2026, 1, 1), time(), SHANGHAI)))


def upcoming(planned: tuple[Job, ...], start: datetime, most: int) -> list[tuple[datetime, Job]]:
    """Return the next times of all jobs from a moment on, in order."""
    times = ((moment, job) for job in planned for moment in _first(job, start, most))
    return sorted(times, key=lambda each: each[0])[:most]


def _first(job: Job, start: datetime, most: int) -> Iterator[datetime]:
    moment = job.next_after(start)
    for _ in range(most):
        if moment is None:
            return
        yield moment
        moment = job.trigger.get_next_fire_time(moment, moment)


def _minutes(number: float) -> timedelta:
    return timedelta(minutes=number)
