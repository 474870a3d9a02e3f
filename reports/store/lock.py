"""One writer at a time: the lock beside the database, and who holds it."""

import json
import os
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from filelock import FileLock, Timeout

from config import clock
from config.errors import UserError, why

WAIT_VARIABLE = "DUBAN_WAIT"
"""The variable of the environment with the seconds a command waits for another one to finish."""

_PATIENCE = 3.0


def patience() -> float:
    """Return for how many seconds a command waits for the lock.

    Raises:
        UserError: the variable `DUBAN_WAIT` is no number of seconds.
    """
    text = os.environ.get(WAIT_VARIABLE, "")
    try:
        seconds = float(text) if text else _PATIENCE
    except ValueError:
        seconds = -1
    if not 0 <= seconds < float("inf"):
        raise UserError(f"{WAIT_VARIABLE}={text}: not a number of seconds, 0 or more")
    return seconds


_LOOK_AGAIN = 0.05
"""Seconds between two looks at whether those who write together have ended."""


class InUseError(UserError):
    """Somebody else writes to the database."""


class WriterLock:
    """The right to write to the database of a directory alone; the system frees it when its holder dies.

    Who holds it stands in a file apart from the lock itself, which Windows does not let others read meanwhile.

    Args:
        directory: where the lock lies.
        stem: the name of the lock; each name is a right of its own.
        advice: what somebody who does not get it is told to do.
    """

    def __init__(self, directory: Path, stem: str = "duban", advice: str = "wait until it has finished") -> None:
        self._advice = advice
        self._prefix = f"{stem}.crawler-"
        self._holder = directory / f"{stem}.lock.json"
        self._lock = FileLock(str(directory / f"{stem}.lock"))

    def acquire(self, wait: float) -> None:
        """Take the lock, waiting for at most so many seconds.

        Raises:
            InUseError: somebody else holds it.
            UserError: the directory cannot be written to.
        """
        until = monotonic() + wait
        self._acquire(wait)
        while others := self.writing_together():
            if monotonic() >= until:
                self._lock.release()
                raise InUseError(
                    f"{self._holder.parent}: in use by crawlers that share it ({', '.join(others)}); {self._advice}"
                )
            sleep(_LOOK_AGAIN)
        for left in self._shared():
            left.unlink(missing_ok=True)
        try:
            self._write_holder()
        except OSError as error:
            self._lock.release()
            raise self._unwritable(error) from None

    def open_gate(self) -> None:
        """Let others in who write together; who writes alone does not."""

    def release(self) -> None:
        """Give the lock back."""
        self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _acquire(self, wait: float) -> None:
        try:
            self._lock.acquire(timeout=wait)
        except Timeout:
            raise InUseError(f"{self._holder.parent}: {self._describe_holder()}; {self._advice}") from None
        except OSError as error:
            raise self._unwritable(error) from None

    def writing_together(self) -> list[str]:
        """Return the names of those who write together now; the system frees the locks of killed ones."""
        return [path.stem.removeprefix(self._prefix) for path in self._shared() if _is_held(path)]

    def _shared(self) -> list[Path]:
        return sorted(self._holder.parent.glob(f"{self._prefix}*.lock"))

    def holder(self) -> int | None:
        """Return the process that holds the lock; None when nobody does, or nobody who gave a number."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return self._said().get("pid")
        except OSError:
            return None
        self._lock.release()
        return None

    def _unwritable(self, error: OSError) -> UserError:
        return UserError(f"{self._holder.parent}: cannot be written to ({why(error)})")

    def _write_holder(self) -> None:
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
        holder = {"pid": os.getpid(), "command": command, "since": clock.now().isoformat()}
        self._holder.write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")

    def _describe_holder(self) -> str:
        holder = self._said()
        try:
            return f"in use by process {holder['pid']} ({holder['command']}) since {holder['since']}"
        except KeyError:
            return "in use by another process"

    def _said(self) -> dict[str, Any]:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return holder if isinstance(holder, dict) else {}


class SharedLock(WriterLock):
    """The right to write together with others who have it too; nobody has the right to write alone meanwhile.

    Who takes it passes a gate, the lock of those who write alone, and keeps it shut until `open_gate`.

    Args:
        directory: where the locks lie.
        name: of whoever takes it; no other has it.
    """

    def __init__(self, directory: Path, name: str) -> None:
        super().__init__(directory)
        self._own_path = directory / f"{self._prefix}{name}.lock"
        self._own = FileLock(str(self._own_path))

    def acquire(self, wait: float) -> None:
        """Take the lock and shut the gate, waiting for at most so many seconds; errors as `WriterLock.acquire`."""
        self._acquire(wait)
        self._own.acquire()

    def open_gate(self) -> None:
        """Let others in."""
        self._lock.release()

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()
        self._own.release()
        self._own_path.unlink(missing_ok=True)


def _is_held(path: Path) -> bool:
    lock = FileLock(str(path))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False
