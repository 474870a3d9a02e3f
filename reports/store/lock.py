"""One writer at a time: the lock beside the database, and who holds it."""

import json
import os
import sys
from pathlib import Path
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


class WriterLock:
    """The right to write to the database of a directory; the system frees it when its holder dies.

    Who holds it stands in a file apart from the lock itself, which Windows does not let others read meanwhile.

    Args:
        directory: where the lock lies.
        stem: the name of the lock; each name is a right of its own.
        advice: what somebody who does not get it is told to do.
    """

    def __init__(self, directory: Path, stem: str = "duban", advice: str = "wait until it has finished") -> None:
        self._advice = advice
        self._holder = directory / f"{stem}.lock.json"
        self._lock = FileLock(str(directory / f"{stem}.lock"))

    def acquire(self, wait: float) -> None:
        """Take the lock, waiting for at most so many seconds.

        Raises:
            UserError: somebody else holds it, or the directory cannot be written to.
        """
        try:
            self._lock.acquire(timeout=wait)
        except Timeout:
            raise UserError(f"{self._holder.parent}: {self._describe_holder()}; {self._advice}") from None
        except OSError as error:
            raise self._unwritable(error) from None
        try:
            self._write_holder()
        except OSError as error:
            self._lock.release()
            raise self._unwritable(error) from None

    def release(self) -> None:
        """Give the lock back."""
        self._holder.unlink(missing_ok=True)
        self._lock.release()

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
