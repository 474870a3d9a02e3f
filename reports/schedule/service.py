"""`duban schedule`: APScheduler holds the times, and every job is a process of the front door.

Nothing is held in memory that a restart would need: schedules come from the settings, last runs from `schedule.sqlite`.
"""

import os
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Lock

from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_MISSED,
    JobExecutionEvent,
    JobSubmissionEvent,
)
from apscheduler.schedulers.background import BackgroundScheduler

from config import clock
from config.errors import UserError
from config.season import PASSING
from config.workspace import Workspace
from reports.schedule.execution import Result, execute
from reports.schedule.plan import Job, jobs
from reports.schedule.process import end_group
from reports.store import Store
from reports.store.lock import WriterLock
from reports.store.schedule import CUT_SHORT, GOOD, HAD_THEIR_TURN, JobState, Occasion, ScheduleLog

BEAT = 20.0
"""Seconds between two signs of life; a clock that jumped is noticed within them."""

_AGAIN = ":again"
_EVENTS = EVENT_JOB_MISSED | EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES
_BACKWARD = timedelta(minutes=2)
"""A clock that goes back by more is one that was set."""

Tell = Callable[[str], None]


def serve(workspace: Workspace, *, stop: Event, tell: Tell) -> None:
    """Keep the schedule of a workspace until told to stop; what was missed while nobody did is made up for first.

    Args:
        workspace: whose front door is used.
        stop: ends everything when set, within seconds, with all processes.
        tell: is told one line for each thing that happens.

    Raises:
        UserError: another scheduler keeps this workspace, or its settings are wrong.
    """
    lock = WriterLock(workspace.root, "schedule", "one scheduler is enough for a workspace")
    lock.acquire(0)
    try:
        Service(workspace, stop, tell).serve()
    finally:
        lock.release()


class Service:
    """The scheduler of one workspace; `scheduler` is APScheduler's, whose jobs are named as ours."""

    def __init__(self, workspace: Workspace, stop: Event, tell: Tell) -> None:
        self._workspace = workspace
        self._stop = stop
        self._tell = tell
        self._started = self._last = clock.now()
        self._kept_since: datetime | None = None
        self._turn = Lock()
        self._jobs: dict[str, Job] = {}
        self._files: tuple[float, ...] = ()
        self.scheduler = BackgroundScheduler(
            timezone=clock.SHANGHAI, job_defaults={"coalesce": True, "max_instances": 1}
        )

    def serve(self) -> None:
        """Run until `stop` is set."""
        self._recover()
        self.scheduler.add_listener(self.on_event, _EVENTS)
        self._plan()
        self._beat()
        self.scheduler.start()
        self._catch_up()
        try:
            while not self._stop.wait(BEAT):
                self._beat()
        finally:
            self._stop.set()
            self.scheduler.shutdown()
            self._tell("stopped")

    def _recover(self) -> None:
        """Settle what a scheduler that died left behind, its process among it if that still holds the workspace."""
        with self._log() as log:
            self._kept_since = log.kept_since()
            left = log.close_interrupted(clock.now())
        for each in left:
            self._tell(f"{each.job} was interrupted: the scheduler that began it at {each.started} died")
            if each.pid:
                self._end_orphan(each.pid)

    def _end_orphan(self, pid: int) -> None:
        """End a process that outlived its scheduler; only the holder of the lock is known to be still the same."""
        lock = WriterLock(self._workspace.root)
        if lock.holder() == pid:
            self._tell(f"process {pid} is ended: it still holds the workspace")
            end_group(pid, lambda: lock.holder() != pid)

    def _plan(self) -> None:
        """Take the schedules over from the settings, in place of those before."""
        planned = jobs(self._workspace)
        for gone in self._jobs.keys() - {job.name for job in planned}:
            self.scheduler.remove_job(gone)
        self._jobs = {job.name: job for job in planned}
        self._files = _written(self._workspace)
        grace = int(self._workspace.settings.schedule.grace * 60)
        for job in planned:
            self.scheduler.add_job(
                self._run,
                job.trigger,
                args=[job.name],
                id=job.name,
                misfire_grace_time=grace,
                replace_existing=True,
            )
            self._tell(f"{job.name} next at {job.next_after(clock.now())}")

    def _catch_up(self) -> None:
        with self._log() as log:
            owed = {name: self._owed(log, name) for name in self._jobs}
        for name, planned in owed.items():
            if planned:
                self._tell(f"{name} of {planned} was not run, or not to its end: it is now")
                self._again(name, planned, Occasion.CATCH_UP)

    def _owed(self, log: ScheduleLog, name: str) -> datetime | None:
        """Return the newest time of a job that passed without a turn, or that of a run that was cut short."""
        newest = next(iter(log.runs(name, states=HAD_THEIR_TURN | CUT_SHORT)), None)
        turn = next(iter(log.runs(name, states=HAD_THEIR_TURN)), None)
        missed = self._jobs[name].missed(turn.planned if turn else self._kept_since, clock.now())
        cut = newest.planned if newest and newest.state in CUT_SHORT else None
        return missed or cut

    def _beat(self) -> None:
        """Give a sign of life, and notice what changed: the clock, or the files the schedule rests on."""
        now = clock.now()
        self._record(lambda log: log.beat(os.getpid(), self._started, now))
        if now < self._last - _BACKWARD or _written(self._workspace) != self._files:
            self._replan()
        self._last = now
        if self.scheduler.running:
            self.scheduler.wakeup()

    def _replan(self) -> None:
        try:
            self._workspace = Workspace.open(self._workspace.root)
            self._plan()
        except UserError as error:
            self._files = _written(self._workspace)
            self._tell(f"the schedule stays as it was: {error}")

    def on_event(self, event: JobExecutionEvent | JobSubmissionEvent) -> None:
        """Record what APScheduler did not or could not start, and make up for what came too late."""
        name, now = event.job_id.removesuffix(_AGAIN), clock.now()
        if event.code == EVENT_JOB_MAX_INSTANCES:
            planned, state, reason = event.scheduled_run_times[-1], JobState.SKIPPED, "the one before was still running"
        elif event.code == EVENT_JOB_MISSED:
            planned, state, reason = event.scheduled_run_time, JobState.MISSED, "it could not begin in time"
        else:
            planned, state, reason = event.scheduled_run_time, JobState.FAILED, repr(event.exception)
        self._tell(f"{name} of {planned} {state}: {reason}")
        self._record(lambda log: log.note(name, planned, now, state, reason))
        if event.code == EVENT_JOB_MISSED and not self._stop.is_set():
            self._again(name, planned, Occasion.CATCH_UP)

    def _again(
        self, name: str, planned: datetime, occasion: Occasion, *, attempt: int = 0, at: datetime | None = None
    ) -> None:
        """Run a job once more, now or at a time, however late it then is."""
        self.scheduler.add_job(
            self._run,
            "date",
            run_date=at,
            args=[name, planned, occasion, attempt],
            id=name + _AGAIN,
            misfire_grace_time=None,
            replace_existing=True,
        )

    def _run(
        self, name: str, planned: datetime | None = None, occasion: Occasion = Occasion.CLOCK, attempt: int = 0
    ) -> None:
        """Run a job when no other one does, record it, and plan another attempt if it is worth one."""
        planned = planned or clock.now()
        while not self._turn.acquire(timeout=1):
            if self._stop.is_set():
                return
        try:
            if not self._stop.is_set():
                result = self._run_recorded(self._jobs[name], planned, occasion)
                self._retry(name, planned, attempt, result.state)
        finally:
            self._turn.release()

    def _run_recorded(self, job: Job, planned: datetime, occasion: Occasion) -> Result:
        begun = clock.now()
        self._tell(f"{job.name} begins ({occasion})")
        with self._log() as log:
            run_id = log.begin(job.name, planned, begun, occasion)
        result = execute(
            job,
            root=self._workspace.root,
            log=self._workspace.logs / f"schedule-{begun.date()}.log",
            stop=self._stop,
            started=lambda pid: self._record(lambda log: log.set_process(run_id, pid)),
        )
        ended = clock.now()
        self._tell(f"{job.name} {result.state} after {ended - begun}{': ' if result.reason else ''}{result.reason}")
        self._record(
            lambda log: log.finish(run_id, result.state, ended, exit_status=result.exit_status, reason=result.reason)
        )
        return result

    def _retry(self, name: str, planned: datetime, attempt: int, state: JobState) -> None:
        settings = self._workspace.settings.schedule
        again = state in {JobState.FAILED, JobState.TIMED_OUT} or (
            name == "crawl" and state in GOOD and self._some_source_failed()
        )
        if again and attempt < settings.retries and not self._stop.is_set():
            at = clock.now() + timedelta(minutes=settings.retry_after)
            self._tell(f"{name} is tried again at {at}")
            self._again(name, planned, Occasion.RETRY, attempt=attempt + 1, at=at)

    def _some_source_failed(self) -> bool:
        """Whether a source failed that did not fail before it again and again; blocked ones are left in peace."""
        listed = {source.key for source in self._workspace.registry.sources()}
        with Store.open(self._workspace.database) as store:
            health = [each for each in store.source_health() if each.source in listed]
        return any(each.state == "rejected" and each.failures < PASSING for each in health)

    def _log(self) -> ScheduleLog:
        return ScheduleLog.open(self._workspace.schedule_log, write=True)

    def _record(self, write: Callable[[ScheduleLog], object]) -> None:
        """Write to the log; a full disk stops neither the clock nor a crawl."""
        try:
            with self._log() as log:
                write(log)
        except (UserError, sqlite3.Error) as error:
            self._tell(f"not recorded in {self._workspace.schedule_log.name}: {error}")


def _written(workspace: Workspace) -> tuple[float, ...]:
    """When the files that the schedule rests on were last written."""
    files = (workspace.settings_file, workspace.bodies_file, workspace.deadlines_file)
    return tuple(path.stat().st_mtime if path.exists() else 0.0 for path in files)
