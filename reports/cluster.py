"""Reading on a Dask cluster: documents travel in batches, the limits of time and memory hold on every worker.

Scheduler and workers need this very duban installed, with the extra `cluster`. What a cluster executes comes from
whoever reaches its scheduler, so both belong into a network that only their operators reach.
"""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, wait
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import islice
from threading import local
from time import monotonic
from types import TracebackType
from typing import Any, Self

from config.errors import UserError
from reports.content import reader_version
from reports.workers import SECONDS_A_DOCUMENT, Job, Read, Readers, Reading

DOCUMENTS_A_BATCH = 16
BYTES_A_BATCH = 4_000_000
"""A task costs the scheduler some milliseconds; a batch that is lost is read once more."""

SECONDS_TO_CONNECT = 10
SECONDS_WITHOUT_WORKERS = 60
SECONDS_A_LOOK = 5.0

Readings = list[Reading]


class OtherReaderError(UserError):
    """A worker has another version of the reader, whose values must not stand beside ours."""


class Cluster(Executor):
    """The standard executor of a Dask cluster; connects when it is first used.

    Args:
        address: of the scheduler, `tcp://host:port` or `tls://host:port`.
    """

    def __init__(self, address: str) -> None:
        self.address = address

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":  # noqa: ANN401 - as the base class
        """Run a function on a worker."""
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; with `cancel_futures`, or without waiting, what it has not done is forgotten."""
        if "_client" in self.__dict__:
            with suppress(Exception):
                self._executor.shutdown(wait=wait and not cancel_futures)
            self._client.close(timeout=SECONDS_TO_CONNECT)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown(cancel_futures=error is not None)

    def threads(self) -> int:
        """Return how many tasks the cluster does at once now; 0 when it has no workers.

        Raises:
            UserError: the scheduler does not answer.
        """
        client = self._client
        try:
            return sum(client.nthreads().values())
        except Exception as error:
            raise self.lost(error) from error

    def lost(self, error: BaseException) -> UserError:
        """Return what is to be said of a cluster that was there before."""
        return UserError(
            f"the Dask scheduler at {self.address} was lost while documents were being read "
            f"({type(error).__name__}); what was read is recorded: run the same command again once it answers, "
            "or without --executor to read on this machine"
        )

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401 - a client of a library without types
        try:
            from dask import config  # noqa: PLC0415 - an extra
            from distributed import Client  # noqa: PLC0415 - an extra
        except ImportError:
            raise UserError('reading on a Dask cluster needs an extra: pip install "duban[cluster]"') from None
        config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
        try:
            client: Any = Client
            return client(self.address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UserError(
                f"no Dask scheduler answers at {self.address} ({type(error).__name__}); start one there with "
                "`dask scheduler`, or read on this machine by leaving out --executor and reading.executor"
            ) from error

    @cached_property
    def _executor(self) -> Executor:
        executor: Executor = self._client.get_executor(pure=False)
        return executor


@contextmanager
def executor_at(place: str) -> Iterator[Cluster | None]:
    """Open the place where documents are read, as `reading.executor` names it; None is this machine.

    Raises:
        UserError: it is no such place.
    """
    if not place:
        yield None
        return
    address = place.removeprefix("dask:")
    if address == place or "://" not in address:
        raise UserError(f"--executor {place}: not a place to read at; write dask:tcp://HOST:PORT")
    with Cluster(address) as cluster:
        yield cluster


class ClusterReaders:
    """Reads documents on a cluster, in the order they are given in, some batches being read ahead."""

    def __init__(self, read: Read, cluster: Cluster, *, seconds: float = SECONDS_A_DOCUMENT) -> None:
        self._read = read
        self._cluster = cluster
        self._seconds = seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster to whoever opened it."""

    def read(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Reading]]:
        """Yield every job with its reading.

        A worker that dies loses nothing: its batches are given to others. A batch that several workers died of is
        read on this machine.

        Raises:
            UserError: the cluster is lost, has no workers, or another version of the reader.
        """
        batches = in_batches(jobs)
        running: deque[tuple[Sequence[Job], Future[Readings]]] = deque()
        while True:
            most = 2 * max(self._cluster.threads(), 1)
            running.extend((batch, self._submit(batch)) for batch in islice(batches, max(most - len(running), 0)))
            if not running:
                return
            batch, future = running.popleft()
            readings = self._result(future)
            if readings is None:
                yield from self._read_here(batch)
            else:
                yield from zip(batch, readings, strict=True)

    def _submit(self, batch: Sequence[Job]) -> "Future[Readings]":
        return self._cluster.submit(read_batch, self._read, batch, self._seconds, reader_version())

    def _result(self, future: "Future[Readings]") -> Readings | None:
        """Wait for a batch; None when workers died of it."""
        self._wait(future)
        try:
            return future.result()
        except UserError:
            raise
        except (CancelledError, OSError) as error:
            raise self._cluster.lost(error) from error
        except Exception as error:
            if type(error).__name__ == "KilledWorker":
                return None
            raise UserError(
                f"the cluster at {self._cluster.address} cannot read documents ({type(error).__name__}: {error}); "
                'its scheduler and workers need this duban: pip install "duban[cluster]"'
            ) from error

    def _wait(self, future: "Future[Readings]") -> None:
        alive = monotonic()
        while not wait([future], SECONDS_A_LOOK).done:
            if self._cluster.threads():
                alive = monotonic()
            elif monotonic() - alive > SECONDS_WITHOUT_WORKERS:
                raise UserError(
                    f"the Dask scheduler at {self._cluster.address} has had no worker for "
                    f"{SECONDS_WITHOUT_WORKERS} s; start one with `dask worker {self._cluster.address}` (if it ends "
                    "at once, it lacks this duban) and run the same command again: what was read is recorded"
                )

    def _read_here(self, batch: Sequence[Job]) -> Iterator[tuple[Job, Reading]]:
        with Readers(self._read, seconds=self._seconds, workers=1) as readers:
            yield from readers.read(batch)


def in_batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Yield jobs in groups that are worth a task; one that is larger than a group stands alone."""
    batch: list[Job] = []
    size = 0
    for job in jobs:
        if batch and (len(batch) == DOCUMENTS_A_BATCH or size + len(job.data) > BYTES_A_BATCH):
            yield batch
            batch, size = [], 0
        batch.append(job)
        size += len(job.data)
    if batch:
        yield batch


def read_batch(read: Read, batch: Sequence[Job], seconds: float, reader: str) -> Readings:
    """Read documents on a worker, in a process of their own with its limits, as `Readers` does on one machine.

    Raises:
        OtherReaderError: the reader of this machine is another than the one named.
    """
    if reader != reader_version():
        raise OtherReaderError(
            f"a worker of the cluster has another reader than this machine ({reader_version()}, here {reader}): "
            "install the same duban with the same extras on all of them, or values of two readers would be mixed"
        )
    multiprocessing.current_process().daemon = False  # a nanny's worker may have no children otherwise
    readers = _of_this_thread.readers.setdefault((read, seconds), Readers(read, seconds=seconds, workers=1))
    return [reading for _, reading in readers.read(batch)]


class _OfThisThread(local):
    """The readers of one thread of a worker, which keep their process between batches."""

    def __init__(self) -> None:
        self.readers: dict[tuple[Read, float], Readers] = {}


_of_this_thread = _OfThisThread()
