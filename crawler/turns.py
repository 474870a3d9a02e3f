"""Whose turn it is to ask a host, where several crawlers of one machine may: a lock for each host and port.

The leases divide sources, but pages of one source link to hosts of another. The system frees the lock of a crawler
that was killed.
"""

import re
from math import inf
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import NamedTuple

from filelock import FileLock, Timeout

_NO_NAME = re.compile(r"[^\w.-]")


_LONGEST_DELAY = 3600.0
"""Seconds; a moment that lies further ahead was noted before the machine was started anew."""


class _Note(NamedTuple):
    """Which crawler has or had the turn, when it was last known to live, when it asked last; both monotonic."""

    name: str
    alive: float
    asked: float


class HostTurns:
    """The hosts that this crawler is asking.

    Args:
        folder: of the locks.
        name: of this crawler; no other has it.
        term: seconds without a sign of life after which the turn of another crawler is over, whatever it holds.
    """

    def __init__(self, folder: Path, name: str, term: float) -> None:
        self._folder = folder
        self._name = name
        self._term = term
        self._taken: dict[str, FileLock | None] = {}
        self._guard = Lock()
        folder.mkdir(exist_ok=True)

    def take(self, host: str, delay: float) -> bool:
        """Take the turn at a host and port, if no other crawler has it or had it within so many seconds."""
        with self._guard:
            if host in self._taken:
                return True
            lock = FileLock(str(self._path(host).with_suffix(".lock")), thread_local=False)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                return self._is_silent(host) and self._begin(host, None, delay)
            if self._rests(host, delay):
                lock.release()
                return False
            return self._begin(host, lock, delay)

    def prolong(self) -> None:
        """Give a sign of life at every host whose turn this crawler has; from any thread."""
        with self._guard:
            for host in self._taken:
                self._note(host, self._read(host).asked)

    def give_back(self, host: str) -> None:
        """Let others have their turn; the delay counts from now on."""
        with self._guard:
            if host in self._taken:
                self._note(host, monotonic())
                lock = self._taken.pop(host)
                if lock:
                    lock.release()

    def _begin(self, host: str, lock: FileLock | None, delay: float) -> bool:
        """Take a turn; the downloader asks within the delay, so a crawler that is killed has asked by then."""
        self._taken[host] = lock
        self._note(host, monotonic() + delay)
        return True

    def _is_silent(self, host: str) -> bool:
        return monotonic() - self._read(host).alive > self._term

    def _rests(self, host: str, delay: float) -> bool:
        """Tell whether another crawler asked lately; own requests are kept apart by the downloader."""
        note = self._read(host)
        since = monotonic() - note.asked
        return note.name != self._name and -_LONGEST_DELAY <= since < delay

    def _note(self, host: str, asked: float) -> None:
        self._path(host).write_text(f"{self._name} {monotonic()} {asked}", encoding="utf-8")

    def _read(self, host: str) -> "_Note":
        """Return what is noted of a host; one that was cut off by a kill tells nothing."""
        try:
            name, alive, asked = self._path(host).read_text(encoding="utf-8").split()
            return _Note(name, float(alive), float(asked))
        except (OSError, ValueError):
            return _Note("", -inf, -inf)

    def _path(self, host: str) -> Path:
        return self._folder / f"{_NO_NAME.sub('_', host)}.turn"
