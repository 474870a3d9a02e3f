"""Payloads are written beside the crawl: in a process of its own where that is a folder, else in threads.

Writing one file takes a dozen calls of the system. In a thread each of them hands the interpreter over and takes it
back, from whoever judges pages; another process does not.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO, Protocol, cast

from config.errors import UserError
from reports.archive import Archive

FILES_AT_ONCE = 4
"""Payloads written at once: their syncs share the commits of the file system's journal."""

_NAME, _LENGTH = 64, 8
"""Bytes before each payload on the way to the writing process: its SHA-256 in hex, its length."""

Wait = Callable[[], object]
"""Returns when a payload is on the disk; raises UserError when it cannot be stored."""


class Filing(Protocol):
    """Where payloads are handed in."""

    def write(self, sha256: str, data: bytes) -> Wait:
        """Begin to store a payload, unless it is being stored."""
        ...

    def close(self) -> None:
        """End when all is written."""
        ...


def filing_of(archive: Archive) -> Filing:
    """Return what writes to an archive."""
    return InProcess(archive) if archive.target is None else InThreads(archive)


class InThreads:
    """Writes in threads of this process."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._threads = ThreadPoolExecutor(FILES_AT_ONCE)
        self._writing: dict[str, Future[None]] = {}

    def write(self, sha256: str, data: bytes) -> Wait:
        """See `Filing`; two pages may have the same payload."""
        writing = self._writing.get(sha256)
        if writing is None:
            writing = self._writing[sha256] = self._threads.submit(self._archive.keep, sha256, data)
            writing.add_done_callback(lambda _: self._writing.pop(sha256))
        return writing.result

    def close(self) -> None:
        """See `Filing`."""
        self._threads.shutdown()


class InProcess:
    """Writes in another process, which tells how many payloads are on the disk and ends when nothing more can come."""

    command: tuple[str, ...] = (sys.executable, "-m", "reports.filing")

    def __init__(self, archive: Archive) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [*self.command, archive.root, archive.mark],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self._given = cast("BinaryIO", self._process.stdin)
        self._told = cast("BinaryIO", self._process.stdout)
        self._root = archive.root
        self._sent = self._safe = 0

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def write(self, sha256: str, data: bytes) -> Wait:
        """See `Filing`; from one thread only, the waiting from one too."""
        self._sent += 1
        number = self._sent
        with suppress(OSError):  # the process has ended; who waits is told why
            self._given.write(b"%s%s%s" % (sha256.encode(), len(data).to_bytes(_LENGTH), data))
            self._given.flush()
        return lambda: self.wait(number)

    def close(self) -> None:
        """See `Filing`."""
        with suppress(OSError):
            self._given.close()
        self._process.wait()
        self._told.close()

    def wait(self, number: int) -> None:
        """Return when so many payloads are on the disk.

        Raises:
            UserError: one cannot be stored, or the process has ended.
        """
        while self._safe < number:
            told = self._told.readline().decode().strip()
            if not told.isdecimal():
                raise UserError(told or f"{self._root}: the process that writes payloads has ended")
            self._safe = int(told)


def main(root: Path, mark: str, given: BinaryIO, told: BinaryIO) -> None:
    """Store the payloads that come in, until no more do, and tell after each few how many are on the disk."""
    filing = InThreads(Archive(root, mark=mark))
    begun: SimpleQueue[Wait | None] = SimpleQueue()
    teller = Thread(target=_tell, args=(begun, told))
    teller.start()
    while len(head := given.read(_NAME + _LENGTH)) == _NAME + _LENGTH:
        length = int.from_bytes(head[_NAME:])
        data = given.read(length)
        if len(data) == length:  # else whoever sends it was killed
            begun.put(filing.write(head[:_NAME].decode(), data))
    begun.put(None)
    teller.join()
    filing.close()


def _tell(begun: "SimpleQueue[Wait | None]", told: BinaryIO) -> None:
    """Tell how many payloads are on the disk, in the order in which they came, or why one cannot be."""
    safe = 0
    with suppress(BrokenPipeError):
        while wait := begun.get():
            try:
                wait()
            except UserError as error:
                told.write(f"{error}\n".encode())
                told.flush()
                return
            safe += 1
            if begun.empty():
                told.write(b"%d\n" % safe)
                told.flush()


if __name__ == "__main__":
    for ending in (signal.SIGINT, signal.SIGTERM):  # whoever sends payloads ends first
        signal.signal(ending, signal.SIG_IGN)
    main(Path(sys.argv[1]), sys.argv[2], sys.stdin.buffer, sys.stdout.buffer)
