"""Whose turn it is to ask a host, where several crawlers of one machine may: a lock for each host and port.

The leases divide sources, but pages of one source link to hosts of another. The system frees the lock of a crawler
that was killed.
"""

import re
from pathlib import Path
from time import monotonic

from filelock import FileLock, Timeout

_NO_NAME = re.compile(r"[^\w.-]")


class HostTurns:
    """The hosts that this crawler is asking.

    Args:
        folder: of the locks.
        name: of this crawler; no other has it.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._taken: dict[str, FileLock] = {}
        folder.mkdir(exist_ok=True)

    def take(self, host: str, delay: float) -> bool:
        """Take the turn at a host and port, if no other crawler has it or had it within so many seconds."""
        if host in self._taken:
            return True
        lock = FileLock(str(self._path(host).with_suffix(".lock")))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        if self._rests(host, delay):
            lock.release()
            return False
        self._taken[host] = lock
        self._note(host)
        return True

    def give_back(self, host: str) -> None:
        """Let others have their turn; the delay counts from now on."""
        lock = self._taken.pop(host, None)
        if lock:
            self._note(host)
            lock.release()

    def _note(self, host: str) -> None:
        """Write down who asks when; the file keeps the time, also of a crawler that is killed."""
        self._path(host).write_text(f"{self._name} {monotonic()}", encoding="utf-8")

    def _rests(self, host: str, delay: float) -> bool:
        """Tell whether another crawler asked lately; the own requests are kept apart by the downloader."""
        path = self._path(host)
        name, _, moment = path.read_text(encoding="utf-8").partition(" ") if path.exists() else ("", "", "")
        if not moment or name == self._name:
            return False
        return 0 <= monotonic() - float(moment) < delay  # a machine that was started anew counts from 0

    def _path(self, host: str) -> Path:
        return self._folder / f"{_NO_NAME.sub('_', host)}.turn"
