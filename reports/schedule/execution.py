"""One run of a job: its commands one after the other, within its time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event

from reports.schedule.plan import Job
from reports.schedule.process import Outcome, run
from reports.store.schedule import JobState

_STATES = {0: JobState.DONE, 1: JobState.DONE, 3: JobState.INCOMPLETE}
"""By exit status of a command; any other one failed."""

_LEAST = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended; `reason` is one line on what went wrong, empty when nothing did."""

    state: JobState
    exit_status: int | None = None
    reason: str = ""


def execute(job: Job, *, root: Path, log: Path, stop: Event, started: Callable[[int], None]) -> Result:
    """Run the commands of a job; one that fails ends it, one that is done in part does not.

    Args:
        job: what is run.
        root: of the workspace.
        log: what the commands write is added to this file.
        stop: ends the command that runs when set.
        started: is told the number of each process.
    """
    left, result = job.limit, Result(JobState.DONE)
    for command in job.commands:
        begun = time.monotonic()
        try:
            ended = run(command, root=root, log=log, limit=left, stop=stop, started=started)
        except OSError as error:
            return Result(JobState.FAILED, reason=f"could not be started: {error}")
        came = _result(command[0], ended, job.limit)
        if came.state not in {JobState.DONE, JobState.INCOMPLETE}:
            return came
        result = came if came.state is JobState.INCOMPLETE else result
        left = max(left - timedelta(seconds=time.monotonic() - begun), _LEAST)
    return result


def _result(name: str, ended: Outcome, limit: timedelta) -> Result:
    if ended.stopped:
        return Result(JobState.STOPPED, reason="the scheduler was told to stop")
    if ended.timed_out:
        return Result(JobState.TIMED_OUT, reason=f"{name} ended after {limit}: {ended.last_words}")
    state = _STATES.get(ended.exit_status or 0, JobState.FAILED)
    return Result(state, ended.exit_status, f"{name}: {ended.last_words}" if state is JobState.FAILED else "")
