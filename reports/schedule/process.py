"""One command of the front door as a process of its own, with everything it starts, for a limited time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event

from reports.store.lock import WAIT_VARIABLE

GRACE = 10.0
"""Seconds a process that was asked to end may take for it: a crawl finishes the page it is at."""

_POLL = 0.2
_TAIL = 4000
"""Bytes at the end of the output in which its last line is looked for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a process ended: by itself with an exit status, or because time or patience with it was over.

    Attributes:
        exit_status: as the contract has it; None when it was ended from outside.
        last_words: the last line it wrote.
    """

    exit_status: int | None
    last_words: str
    timed_out: bool = False
    stopped: bool = False


def run(
    command: Sequence[str],
    *,
    root: Path,
    log: Path,
    limit: timedelta,
    stop: Event,
    started: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Run a command of the front door on a workspace until it ends, its time is over, or it is to stop.

    Args:
        command: the words after `duban`.
        root: of the workspace.
        log: what it writes is added to this file.
        limit: how long it may take; for half of that it waits for another command that holds the workspace.
        stop: ends it when set.
        started: is told the number of the process.
    """
    words = [sys.executable, "-m", "duban", *command, "--workspace", str(root)]
    environment = {**os.environ, WAIT_VARIABLE: str(limit.total_seconds() / 2)}
    log.parent.mkdir(exist_ok=True)
    with log.open("ab") as output:
        begin = output.tell()
        process = subprocess.Popen(  # noqa: S603 - our own front door
            words,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        started(process.pid)
        timed_out = not _wait(process, limit, stop)
        ended = timed_out or process.poll() is None
        end_group(process.pid, lambda: process.poll() is not None)
        process.wait()
    last = _last_line(log, begin)
    if ended:
        return Outcome(None, last, timed_out=timed_out, stopped=not timed_out)
    return Outcome(process.returncode, last)


def _wait(process: "subprocess.Popen[bytes]", limit: timedelta, stop: Event) -> bool:
    """Wait until a process ends or is to stop; False when its time is over first."""
    deadline = time.monotonic() + limit.total_seconds()
    while process.poll() is None and not stop.is_set():
        if time.monotonic() >= deadline:
            return False
        stop.wait(_POLL)
    return True


def end_group(pid: int, ended: Callable[[], bool], grace: float = GRACE) -> None:
    """End a process and all it started: first asked, then made to.

    Args:
        pid: of a process that leads a group of its own.
        ended: tells whether the process itself has ended.
        grace: seconds between the two.
    """
    if not ended():
        _signal(pid, signal.SIGTERM)
        deadline = time.monotonic() + grace
        while not ended() and time.monotonic() < deadline:
            time.sleep(_POLL)
    _signal(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def _signal(pid: int, number: int) -> None:
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(pid, number)
        else:
            taskkill = [str(Path(os.environ["SYSTEMROOT"]) / "System32" / "taskkill.exe"), "/PID", str(pid), "/T", "/F"]
            subprocess.run(taskkill, check=False, capture_output=True)  # noqa: S603 - a program of Windows


def _last_line(log: Path, begin: int) -> str:
    with log.open("rb") as file:
        file.seek(max(begin, log.stat().st_size - _TAIL))
        lines = file.read().decode("utf-8", errors="replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
