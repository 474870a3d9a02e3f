"""Reading on a Dask cluster: real schedulers and workers, killed, unlike, absent, and given hostile documents."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from checks.reading import Hints
from config.errors import UserError
from config.workspace import Workspace
from reports import cluster as module
from reports.cluster import BYTES_A_BATCH, ClusterReaders, OtherReaderError, executor_at, in_batches
from reports.store import CaptureState, Store
from reports.workers import Failure, Job
from tests.conftest import ROOT
from tests.dask_cluster import DaskCluster, dask_cluster, free_port
from tests.reports.ledger_samples import Desk, day, make_workspace
from tests.reports.unruly import read_as_told

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with dask_cluster(tmp_path_factory.mktemp("dask"), 2) as cluster:
        yield cluster


def jobs(*texts: str) -> list[Job]:
    return [Job(number, text.encode(), f"{number}.html", Hints()) for number, text in enumerate(texts)]


def read_on(place: str, *texts: str, seconds: float = 60) -> list[str]:
    """What became of each document: its words, or how its reading failed."""
    with executor_at(place) as executor, ClusterReaders(read_as_told, executor, seconds=seconds) as readers:
        return [
            reading.state.value if isinstance(reading, Failure) else reading[0].text
            for _, reading in readers.read(jobs(*texts))
        ]


def test_readings_come_in_the_order_of_the_documents(two_workers):
    texts = [f"report {number}" for number in range(50)]
    assert read_on(two_workers.place, *texts) == texts


def test_the_captures_of_a_workspace_are_read_on_a_cluster_by_its_settings(two_workers, tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        Desk(store, workspace).visit(day("2025-01-10"), {"1": "<h1>岚山县</h1>".encode()})
    with workspace.settings_file.open("a", encoding="utf-8") as file:
        file.write(f'\n[reading]\nexecutor = "{two_workers.place}"\n')
    words = ["check", "-w", str(workspace.root), "--as-of", "2025-01-10", "--lang", "en"]
    nowhere = f"tcp://127.0.0.1:{free_port()}"
    told = duban(*words, "--executor", f"dask:{nowhere}")
    assert (told.returncode, f"no Dask scheduler answers at {nowhere}" in told.stderr) == (2, True)
    assert states(workspace) == [CaptureState.UNREAD]
    told = duban(*words)
    assert told.returncode == 0, told.stderr
    assert states(workspace) == [CaptureState.NOT_REPORT]
    told = duban(*words, "--executor", "host:8786")
    assert (told.returncode, "write dask:tcp://HOST:PORT" in told.stderr) == (2, True)


def duban(*words: str) -> "subprocess.CompletedProcess[str]":
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "duban", *words]
    return subprocess.run(command, check=False, env=environ, capture_output=True, text=True, timeout=120)


def states(workspace: Workspace) -> list[CaptureState]:
    with Store.open(workspace.database) as store:
        return [capture.state for capture in store.captures()]


def test_a_hostile_document_costs_only_itself(two_workers):
    found = read_on(two_workers.place, "one", "bomb", "two", "crash", "three", "hang", "four", seconds=6)
    crashed, hung = CaptureState.READER_CRASHED.value, CaptureState.READER_TIMEOUT.value
    assert found == ["one", crashed, "two", crashed, "three", hung, "four"]
    assert [worker.poll() for worker in two_workers.workers] == [None, None]


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_worker_loses_nothing(tmp_path):
    marks = [str(tmp_path / f"{number}") for number in range(40)]
    texts = [f"slow 0.1 {mark}" for mark in marks]
    with dask_cluster(tmp_path, 2) as cluster, executor_at(cluster.place) as executor:
        readings = ClusterReaders(read_as_told, executor).read(jobs(*texts))
        first = next(readings)
        cluster.workers[0].kill()
        rest = list(readings)
    assert [reading[0].text for _, reading in (first, *rest)] == texts


def test_a_worker_of_a_nanny_reads_too(tmp_path):
    cluster = DaskCluster(tmp_path)
    try:
        cluster.add_worker("--nanny")
        cluster.wait_for(1)
        assert read_on(cluster.place, "one", "crash", "two") == ["one", "reader_crashed", "two"]
    finally:
        cluster.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_what_several_workers_died_of_is_read_here(tmp_path):
    me = f"kill-worker {os.getpid()}"
    with dask_cluster(tmp_path, 5) as cluster:
        assert read_on(cluster.place, "one", me, "two") == ["one", me, "two"]
        assert sum(worker.poll() is not None for worker in cluster.workers) == 4


def test_a_worker_with_another_reader_is_refused(tmp_path):
    other = tmp_path / "other"
    for package in ("config", "checks", "reports"):
        shutil.copytree(ROOT / package, other / package)
    (other / "checks" / "reading" / "newer.py").write_text("THOROUGH = True\n", encoding="utf-8")
    (other / "tests" / "reports").mkdir(parents=True)
    for name in ("tests/__init__.py", "tests/reports/unruly.py"):
        shutil.copy(ROOT / name, other / name)
    cluster = DaskCluster(tmp_path)
    try:
        cluster.add_worker(path=(other,))
        cluster.wait_for(1)
        with pytest.raises(OtherReaderError, match="another reader"):
            read_on(cluster.place, "one")
    finally:
        cluster.stop()


def test_a_scheduler_that_is_not_there_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr(module, "SECONDS_TO_CONNECT", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(UserError, match=f"no Dask scheduler answers at {address}.*--executor"):
        read_on(f"dask:{address}", "one")


def test_a_cluster_without_workers_is_told_after_a_while(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SECONDS_WITHOUT_WORKERS", 1)
    monkeypatch.setattr(module, "SECONDS_A_LOOK", 0.2)
    with dask_cluster(tmp_path, 0) as cluster, pytest.raises(UserError, match="has had no worker for 1 s"):
        read_on(cluster.place, "one")


def test_a_scheduler_that_dies_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SECONDS_A_LOOK", 0.2)
    mark = tmp_path / "begun"
    with dask_cluster(tmp_path, 1) as cluster, executor_at(cluster.place) as executor:
        readings = ClusterReaders(read_as_told, executor).read(jobs("one", *["slow 2 " + str(mark)] * 40))
        cluster.scheduler.kill()
        started = time.monotonic()
        with pytest.raises(UserError, match=r"was lost while documents were being read|no Dask scheduler answers"):
            list(readings)
    assert time.monotonic() - started < 60


@pytest.mark.parametrize("place", ["dask", "dask:", "dask:8786", "tcp://127.0.0.1:8786", "processes"])
def test_a_place_that_is_none_is_refused(place):
    with pytest.raises(UserError, match=r"write dask:tcp://HOST:PORT"), executor_at(place):
        pass


def test_documents_travel_in_batches():
    large = Job(0, b"x" * BYTES_A_BATCH, "large.pdf")
    small = jobs(*["text"] * 20)
    sizes = [len(batch) for batch in in_batches([small[0], large, *small])]
    assert sizes == [1, 1, 16, 4]
    assert list(in_batches([])) == []


def test_without_the_extra_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError, match=r"pip install \"duban\[cluster\]\""):
        read_on("dask:tcp://127.0.0.1:8786", "one")
