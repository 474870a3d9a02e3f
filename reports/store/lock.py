"""One writer at a time: the lock beside the database, and who holds it."""

import json
import os
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from config import clock
from config.errors import UserError

LOCK_NAME = "duban.lock"
HOLDER_NAME = "duban.lock.json"
"""Kept apart from the lock itself, which Windows does not let others read while it is held."""


class WriterLock:
    """The right to write to the database of a directory; the system frees it when its holder dies."""

    def __init__(self, directory: Path) -> None:
        self._holder = directory / HOLDER_NAME
        self._lock = FileLock(str(directory / LOCK_NAME))

    def acquire(self, wait: float) -> None:
        """Take the lock, waiting for at most so many seconds.

        Raises:
            UserError: somebody else holds it, or the directory cannot be written to.
        """
        try:
            self._lock.acquire(timeout=wait)
        except Timeout:
            raise UserError(f"{self._holder.parent}: {self._describe_holder()}; wait until it has finished") from None
        except OSError as error:
            raise UserError(f"{self._holder.parent}: cannot be written to ({error.strerror})") from None
        self._write_holder()

    def release(self) -> None:
        """Give the lock back."""
        self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _write_holder(self) -> None:
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
        holder = {"pid": os.getpid(), "command": command, "since": clock.now().isoformat()}
        self._holder.write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")

    def _describe_holder(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"in use by process {holder['pid']} ({holder['command']}) since {holder['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "in use by another process"
