"""A Dask cluster of real processes on loopback: a scheduler and its workers, as operators start them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from distributed import Client

from tests.conftest import ROOT

PATIENCE = 60


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class DaskCluster:
    """A scheduler with workers of one thread each, which can be killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self.workers: list[subprocess.Popen[bytes]] = []
        port = self.address.rsplit(":", 1)[1]
        self.scheduler = self._start(["scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"])

    @property
    def place(self) -> str:
        """What `--executor` takes."""
        return f"dask:{self.address}"

    def add_worker(self, *words: str, path: Sequence[Path] = (ROOT,), **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker, without a nanny that would start it anew."""
        named = ["worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard", *words]
        process = self._start([*named, "--no-nanny"] if "--nanny" not in words else named, path, environment)
        self.workers.append(process)
        return process

    def wait_for(self, workers: int) -> None:
        """Wait until so many workers have come."""
        with Client(self.address, timeout=PATIENCE, set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=PATIENCE)

    def stop(self) -> None:
        """End all processes."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(
        self, words: Sequence[str], path: Sequence[Path] = (ROOT,), environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        known = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path)), **(environment or {})}
        log = self._folder / f"dask-{len(self.workers)}-{time.monotonic_ns()}.log"
        with log.open("wb") as file:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *words], cwd=self._folder, env=known, stdout=file, stderr=file
            )


@contextmanager
def dask_cluster(folder: Path, workers: int) -> Iterator[DaskCluster]:
    """Start a cluster and end it."""
    cluster = DaskCluster(folder)
    try:
        for _ in range(workers):
            cluster.add_worker()
        cluster.wait_for(workers)
        yield cluster
    finally:
        cluster.stop()
