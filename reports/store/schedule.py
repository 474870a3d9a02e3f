"""What the scheduler ran and when it was last heard of: `schedule.sqlite`, beside the ledger and apart from its lock.

The scheduler writes here while the crawls it started write to the ledger, and neither ever waits for the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database, Migrations

from reports.store.connection import clear_words, connect, copy_database
from reports.store.values import instant, maybe_instant, parse_instant

steps = Migrations("duban schedule")


@steps()
def first_schedule(db: Database) -> None:
    """Create the runs of jobs and the sign of life."""
    db.execute(
        """CREATE TABLE job_runs (
            id INTEGER PRIMARY KEY,
            job TEXT NOT NULL,
            planned_at TEXT NOT NULL,
            started_at TEXT NOT NULL,
            finished_at TEXT,
            state TEXT NOT NULL,
            occasion TEXT NOT NULL,
            exit_status INTEGER,
            reason TEXT NOT NULL DEFAULT '',
            pid INTEGER,
            CHECK ((state = 'running') = (finished_at IS NULL))
        ) STRICT"""
    )
    db.execute("CREATE INDEX job_runs_of_job ON job_runs(job, id)")
    db.execute(
        """CREATE TABLE heartbeat (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            pid INTEGER NOT NULL,
            started_at TEXT NOT NULL,
            beat_at TEXT NOT NULL
        ) STRICT"""
    )


class JobState(StrEnum):
    """How a run of a job stands or ended."""

    RUNNING = "running"
    DONE = "done"
    INCOMPLETE = "incomplete"
    """Finished, but something could not be looked at or read (exit status 3)."""
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    STOPPED = "stopped"
    """Ended because the scheduler was."""
    INTERRUPTED = "interrupted"
    """The scheduler died while it ran."""
    MISSED = "missed"
    """Not begun in time; a run of its own makes up for it."""
    SKIPPED = "skipped"
    """Not begun, because the one before was still running."""


GOOD = frozenset((JobState.DONE, JobState.INCOMPLETE))
HAD_THEIR_TURN = GOOD | {JobState.FAILED, JobState.TIMED_OUT}
CUT_SHORT = frozenset((JobState.STOPPED, JobState.INTERRUPTED))
TROUBLES = frozenset((JobState.FAILED, JobState.TIMED_OUT, JobState.INTERRUPTED, JobState.MISSED, JobState.SKIPPED))


class Occasion(StrEnum):
    """Why a job was started."""

    CLOCK = "clock"
    CATCH_UP = "catch_up"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run of a job, or one that did not come about; all times by the real clock.

    Attributes:
        planned: the time it was for.
        reason: one line on what went wrong, empty when nothing did.
        pid: its process.
    """

    id: int
    job: str
    planned: datetime
    started: datetime
    finished: datetime | None
    state: JobState
    occasion: Occasion
    exit_status: int | None
    reason: str
    pid: int | None


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The last sign of life of a scheduler."""

    pid: int
    started: datetime
    beat: datetime


class ScheduleLog:
    """The open log; several may be open at once, each for a moment."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @classmethod
    def open(cls, path: Path, *, write: bool = False) -> Self:
        """Open the log; one that does not exist reads as empty.

        Raises:
            UserError: the file is damaged or cannot be opened.
        """
        with clear_words(path):
            if write:
                db = connect(f"{path.resolve().as_uri()}?mode=rwc")
                steps.apply(db)
                return cls(db)
            db = connect(f"{path.resolve().as_uri()}?mode=ro" if path.exists() else "file::memory:")
            if "heartbeat" in db.table_names():
                return cls(db)
            db.close()
            empty = connect("file::memory:")
            steps.apply(empty)
            return cls(empty)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def begin(self, job: str, planned: datetime, started: datetime, occasion: Occasion) -> int:
        """Record that a job begins and return the id of the run."""
        return self._add(job, planned, started, state=JobState.RUNNING, occasion=occasion)

    def set_process(self, run_id: int, pid: int) -> None:
        """Record the process of a run."""
        self._db.execute("UPDATE job_runs SET pid = ? WHERE id = ?", [pid, run_id])

    def finish(
        self, run_id: int, state: JobState, at: datetime, *, exit_status: int | None = None, reason: str = ""
    ) -> None:
        """Record how a run ended."""
        self._db.execute(
            "UPDATE job_runs SET state = ?, finished_at = ?, exit_status = ?, reason = ? WHERE id = ?",
            [state.value, instant(at), exit_status, reason, run_id],
        )

    def note(self, job: str, planned: datetime, at: datetime, state: JobState, reason: str = "") -> None:
        """Record a run that did not come about."""
        self._add(job, planned, at, finished=at, state=state, reason=reason)

    def close_interrupted(self, at: datetime) -> list[JobRun]:
        """Close the runs whose scheduler died, and return them as they stood."""
        left = self._runs("state = 'running'", [])
        for run in left:
            self.finish(run.id, JobState.INTERRUPTED, at, reason="the scheduler ended while it ran")
        return left

    def runs(
        self, job: str, *, states: Iterable[JobState] = JobState, most: int = 1, until: datetime | None = None
    ) -> list[JobRun]:
        """Return the newest runs of a job in some states that began up to an instant, newest first."""
        return self._runs(
            """job = ? AND instr(?, '[' || state || ']') AND started_at <= ? ORDER BY id DESC LIMIT ?""",
            [job, _named(states), instant(until) if until else "9999", most],
        )

    def kept_since(self) -> datetime | None:
        """Return since when a scheduler is known to have kept this workspace; None when none ever did."""
        row = self._db.execute(
            "SELECT min(at) FROM (SELECT started_at AS at FROM job_runs UNION ALL SELECT started_at FROM heartbeat)"
        ).fetchone()
        return maybe_instant(row[0])

    def between(self, after: datetime, until: datetime, states: Iterable[JobState]) -> list[JobRun]:
        """Return the runs in some states that began after an instant and up to another, oldest first."""
        return self._runs(
            "started_at > ? AND started_at <= ? AND instr(?, '[' || state || ']') ORDER BY id",
            [instant(after), instant(until), _named(states)],
        )

    def beat(self, pid: int, started: datetime, at: datetime) -> None:
        """Give a sign of life."""
        self._db.execute(
            """INSERT INTO heartbeat (id, pid, started_at, beat_at) VALUES (1, ?, ?, ?)
               ON CONFLICT (id) DO UPDATE SET pid = excluded.pid, started_at = excluded.started_at,
                   beat_at = excluded.beat_at""",
            [pid, instant(started), instant(at)],
        )

    def heartbeat(self) -> Heartbeat | None:
        """Return the last sign of life of any scheduler."""
        row = self._db.execute("SELECT pid, started_at, beat_at FROM heartbeat").fetchone()
        return Heartbeat(row[0], parse_instant(row[1]), parse_instant(row[2])) if row else None

    def copy_to(self, path: Path) -> None:
        """Write a copy of the log as it stands at this moment."""
        copy_database(self._db, path)

    def _add(
        self,
        job: str,
        planned: datetime,
        started: datetime,
        *,
        state: JobState,
        finished: datetime | None = None,
        occasion: Occasion = Occasion.CLOCK,
        reason: str = "",
    ) -> int:
        cursor = self._db.execute(
            """INSERT INTO job_runs (job, planned_at, started_at, finished_at, state, occasion, reason)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            [
                job, instant(planned), instant(started), instant(finished) if finished else None,
                state.value, occasion.value, reason,
            ],
        )  # fmt: skip
        return int(cursor.lastrowid or 0)

    def _runs(self, condition: str, parameters: Sequence[object]) -> list[JobRun]:
        sql = f"SELECT * FROM job_runs WHERE {condition}"  # noqa: S608 - conditions from this module, values bound
        return [_run(row) for row in self._db.query(sql, parameters)]


def _named(states: Iterable[JobState]) -> str:
    return " ".join(f"[{state.value}]" for state in states)


def _run(row: dict[str, Any]) -> JobRun:
    return JobRun(
        id=row["id"],
        job=row["job"],
        planned=parse_instant(row["planned_at"]),
        started=parse_instant(row["started_at"]),
        finished=maybe_instant(row["finished_at"]),
        state=JobState(row["state"]),
        occasion=Occasion(row["occasion"]),
        exit_status=row["exit_status"],
        reason=row["reason"],
        pid=row["pid"],
    )
