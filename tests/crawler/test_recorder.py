"""Visits recorded in groups: in order, payload first, together or not at all, whatever moment the process dies at."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from config.clock import now, parse_as_of
from config.workspace import Workspace
from crawler.recorder import Recorder
from reports.archive import Archive, hash_of
from reports.store import Capture, FrontierEntry, Record, Run, Store, Visit, VisitOutcome
from tests.crawler.office import ROOT, Body, make_office

AS_OF = parse_as_of("2026-04-09")
SITE = "http://www.yunfan.example/"
PAGES = {f"{SITE}t{number}.html": f"<title>年度报告</title>第{number}页。".encode() * 500 for number in range(30)}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_office(tmp_path, [Body("云帆县教育局", SITE)])


@pytest.fixture
def store(workspace: Workspace) -> Iterator[Store]:
    with Store.open(workspace.database, write=True) as store:
        store.sync_registry(workspace.registry, AS_OF)
        yield store


def started(store: Store, workspace: Workspace) -> Run:
    run = store.start_run(workspace.registry.sources()[0], AS_OF, simulated=True)
    store.enqueue(run.id, [FrontierEntry(url, "report") for url in PAGES])
    return run


def record(run: Run, url: str, sha256: str) -> Record:
    visit = Visit(url, url, now(), now(), VisitOutcome.OK, 200, {}, sha256, len(PAGES[url]), "text/html")
    found = FrontierEntry(url.replace(".html", ".pdf"), "attachment")
    return Record(run.id, FrontierEntry(url, "report"), visit, (found,), Capture(url, None, None, sha256))


def test_all_that_was_taken_is_recorded_in_order(workspace: Workspace, store: Store) -> None:
    run, archive = started(store, workspace), Archive(workspace.archive)
    with Recorder(store, archive) as recorder:
        saved = [recorder.put(record(run, url, hash_of(data)), data) for url, data in PAGES.items()]
    assert all(each.done() and each.exception() is None for each in saved)
    visits = store.visits(run.id)
    assert [visit.url for visit in visits] == list(PAGES)
    assert [archive.get(visit.sha256 or "") for visit in visits] == list(PAGES.values())
    assert [entry.role for entry in store.pending(run.id)] == ["attachment"] * len(PAGES)


def test_a_single_visit_waits_for_no_other(workspace: Workspace, store: Store) -> None:
    run = started(store, workspace)
    url, data = next(iter(PAGES.items()))
    with Recorder(store, Archive(workspace.archive)) as recorder:
        recorder.put(record(run, url, hash_of(data)), data).result(timeout=10)
        assert [visit.url for visit in store.visits(run.id)] == [url]


def test_after_a_group_that_could_not_be_recorded_nothing_is(workspace: Workspace, store: Store) -> None:
    run = started(store, workspace)
    (good, data), (other, _) = list(PAGES.items())[:2]
    broken = replace(record(run, good, hash_of(data)), run_id=run.id + 1)  # of a run that is not there
    with Recorder(store, Archive(workspace.archive)) as recorder:
        with pytest.raises(sqlite3.IntegrityError):
            recorder.put(broken, data).result(timeout=10)
        with pytest.raises(sqlite3.IntegrityError):
            recorder.put(record(run, other, hash_of(PAGES[other])), PAGES[other]).result(timeout=10)
    assert store.visits(run.id) == []
    assert len(store.pending(run.id)) == len(PAGES)


KILLED = """
import os, signal, sys
from pathlib import Path
from config.workspace import Workspace
from crawler.recorder import Recorder
from reports import archive
from reports.filing import InThreads
from reports.store import Store
from tests.crawler.test_recorder import PAGES, record, started

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def die_half_way(handle, data):
    write(handle, data[: len(data) // 2])
    die()

write = os.write
workspace, moment = Workspace.open(Path(sys.argv[1])), sys.argv[2]
if moment == "inside a payload":
    archive.os.write = die_half_way
elif moment == "before a rename":
    archive.Path.replace = die
elif moment == "between payloads and transaction":
    Store.record_visits = die
else:
    Store._insert_captures = die
with Store.open(workspace.database, write=True) as store:
    run = started(store, workspace)
    payloads = archive.Archive(workspace.archive)
    with Recorder(store, payloads, InThreads(payloads)) as recorder:
        for url, data in PAGES.items():
            recorder.put(record(run, url, archive.hash_of(data)), data)
"""


@pytest.mark.parametrize(
    ("moment", "files"),
    [
        ("inside a payload", 0),
        ("before a rename", 0),
        ("between payloads and transaction", 1),
        ("inside the transaction", 1),
    ],
)
def test_a_kill_inside_a_group_leaves_all_of_it_to_be_done_again(workspace: Workspace, moment: str, files: int) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, workspace.root, moment], cwd=ROOT, check=False)
    assert killed.returncode == -9
    archive = Archive(workspace.archive)
    with Store.open(workspace.database, write=True) as store:
        run = store.start_run(workspace.registry.sources()[0], AS_OF, simulated=True)
        assert run.resumed
        assert store.visits(run.id) == store.captures() == []
        assert [entry.url for entry in store.pending(run.id)] == list(PAGES)
        whole = [path.name.removesuffix(".gz") for path in archive.root.rglob("*.gz")]
        assert bool(whole) == bool(files)
        assert {archive.get(sha256) for sha256 in whole} <= set(PAGES.values())
        with Recorder(store, archive) as recorder:
            for url, data in PAGES.items():
                recorder.put(record(run, url, hash_of(data)), data)
        assert [visit.url for visit in store.visits(run.id)] == list(PAGES)
        assert len(store.captures()) == len(PAGES)
        assert all(archive.get(visit.sha256 or "") for visit in store.visits(run.id))
    assert not list(archive.root.rglob("*.part"))  # what was torn was written anew under the same name
