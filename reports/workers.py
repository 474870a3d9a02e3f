"""Reading documents in worker processes, so that a document that hangs or crashes a parser costs only itself."""

import faulthandler
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Protocol, Self

from checks.model import Report
from checks.reading import Hints
from config.errors import UserError
from reports.store.records import CaptureState

WORKERS = 2
SECONDS_A_DOCUMENT = 240.0
"""A page in print takes a hundredth of a second, one that is a picture some seconds."""
_AHEAD = 8 * WORKERS
"""Documents under way or read: workers must not wait while what they read is recorded."""
MEMORY_OF_A_WORKER = 2 * 1024**3
"""Bytes of address space; a document that needs more is a document nobody publishes."""


class Read(Protocol):
    """The reading function, `checks.reading.read_bytes` unless a test says otherwise; it must be picklable."""

    def __call__(self, data: bytes, *, source: str, hints: Hints) -> tuple[Report, ...]:
        """Return the reports in the bytes."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read: its capture or its place among named files, bytes, name, and what is known."""

    capture_id: int
    data: bytes
    source: str
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True, slots=True)
class Failure:
    """A reading that came to no end, and why in words."""

    state: CaptureState
    reason: str


Reading = tuple[Report, ...] | Failure


class Readers:
    """Reads documents through an executor, in order; by default its own worker processes with limits.

    Whoever gives an executor of their own gives it its limits too, and closes it.
    """

    def __init__(
        self,
        read: Read,
        executor: Executor | None = None,
        *,
        seconds: float = SECONDS_A_DOCUMENT,
        workers: int = WORKERS,
    ) -> None:
        self._read = read
        self._given = executor
        self._workers = workers
        self._own: ProcessPoolExecutor | None = None
        self._seconds = seconds
        self._not_ours: frozenset[int | None] = frozenset()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and self._own:
            self._stop_at_once()
        self._discard()

    def read(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Reading]]:
        """Yield every job with its reading, in the order of the jobs, a few being read ahead."""
        waiting = iter(jobs)
        running: deque[tuple[Job, Future[tuple[Report, ...]]]] = deque()
        while True:
            running.extend((job, self._submit(job)) for job in islice(waiting, _AHEAD - len(running)))
            if not running:
                return
            job, future = running.popleft()
            if isinstance(future.exception(), BrokenExecutor):
                suspects = [(job, future), *running]
                running.clear()
                yield from self._one_by_one(suspects)
            else:
                yield job, _reading(future)

    def _submit(self, job: Job) -> Future[tuple[Report, ...]]:
        if self._given:
            return self._given.submit(self._read, job.data, source=job.source, hints=job.hints)
        try:
            return self._pool().submit(_read_in_time, self._read, job, self._seconds)
        except BrokenExecutor as error:
            broken: Future[tuple[Report, ...]] = Future()
            broken.set_exception(error)
            return broken

    def _one_by_one(self, suspects: Iterable[tuple[Job, Future[tuple[Report, ...]]]]) -> Iterator[tuple[Job, Reading]]:
        """A worker died while several documents were being read: read each alone to find the one that killed it."""
        self._discard()
        for job, future in suspects:
            finished = future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenExecutor)
            yield job, _reading(future) if finished else self._alone(job)

    def _alone(self, job: Job) -> Reading:
        started = monotonic()
        future = self._submit(job)
        if not isinstance(future.exception(), BrokenExecutor):
            return _reading(future)
        self._discard()
        if monotonic() - started >= self._seconds:
            return Failure(CaptureState.READER_TIMEOUT, f"reading took more than {self._seconds:.0f} s")
        self._prove_alive()
        return Failure(CaptureState.READER_CRASHED, "the reading process died")

    def _prove_alive(self) -> None:
        """Tell a machine on which no worker runs from a document that kills its worker."""
        try:
            (self._given or self._pool()).submit(os.getpid).result()
        except BrokenExecutor:
            raise UserError("worker processes cannot be started on this machine; see the messages above") from None

    def _pool(self) -> ProcessPoolExecutor:
        if self._own is None:
            self._not_ours = frozenset(child.pid for child in multiprocessing.active_children())
            self._own = limited_pool(self._workers)
        return self._own

    def _stop_at_once(self) -> None:
        """Let nobody who pressed Ctrl-C wait for a document that hangs."""
        for child in multiprocessing.active_children():
            if child.pid not in self._not_ours:
                child.kill()

    def _discard(self) -> None:
        if self._own:
            self._own.shutdown(wait=True, cancel_futures=True)
            self._own = None


def _reading(future: Future[tuple[Report, ...]]) -> Reading:
    """Return what a reading that came to an end brought; whatever a parser of third parties raises is its failure."""
    error = future.exception()
    if error is None:
        return future.result()
    return Failure(CaptureState.READER_CRASHED, f"{type(error).__name__}: {error}")


def _read_in_time(read: Read, job: Job, seconds: float) -> tuple[Report, ...]:
    """Read a document; the process ends itself when that takes too long, even inside a parser written in C."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            return read(job.data, source=job.source, hints=job.hints)
        finally:
            faulthandler.cancel_dump_traceback_later()


def limited_pool(workers: int = WORKERS) -> ProcessPoolExecutor:
    """Return processes that leave Ctrl-C to this one, die with it, and take no more memory than a worker may."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=_prepare, initargs=(MEMORY_OF_A_WORKER,))


def _prepare(memory: int) -> None:
    """Make a worker leave Ctrl-C to its parent, die with it, and take no more memory than it may."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def die_with_parent() -> None:
    """Make a worker process end when its parent was killed; a pool's worker would wait for it for ever."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)
