"""Killed at any moment, the store is whole, and a crawl goes on where it was."""

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from reports.archive import Archive
from reports.store import Store
from tests.reports.ledger_samples import Desk, day, make_workspace

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20
CRAWL = """
import sys
from pathlib import Path
from config.clock import now
from config.workspace import Workspace
from reports.archive import Archive
from reports.store import Capture, FrontierEntry, Record, Store, Visit, VisitOutcome
from tests.reports.ledger_samples import SITE, day

workspace = Workspace.open(Path(sys.argv[1]))
archive = Archive(workspace.archive)
with Store.open(workspace.database, write=True) as store:
    run = store.start_run(workspace.registry.sources()[0], day("2025-01-10"), simulated=True)
    store.enqueue(run.id, [FrontierEntry(SITE + "0", "list")])
    print("crawling", flush=True)
    while True:
        for entry in store.pending(run.id):
            number = int(entry.url.removeprefix(SITE))
            data = f"page {number} ".encode() * 2000
            sha256 = archive.put(data)
            visit = Visit(entry.url, entry.url, now(), now(), VisitOutcome.OK, 200, {}, sha256, len(data), "text/html")
            found = [FrontierEntry(SITE + str(2 * number + step), "report") for step in (1, 2)]
            capture = Capture(entry.url, None, None, sha256)
            store.record_visits([Record(run.id, entry, visit, tuple(found), capture)])
"""


@pytest.mark.slow
def test_a_crawl_killed_at_any_moment_loses_and_doubles_nothing(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    random = Random(4711)  # noqa: S311 - test data, no secret
    visits = 0
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", CRAWL, workspace.root], stdout=subprocess.PIPE, cwd=ROOT) as child:
            assert child.stdout.readline() == b"crawling\n"
            time.sleep(random.uniform(0, 0.15))
            child.kill()
        with Store.open(workspace.database, write=True, wait=0) as store:
            visits = assert_whole(store, Archive(workspace.archive), visits)
    assert visits > KILLS
    with Store.open(workspace.database, write=True) as store:
        run = store.start_run(workspace.registry.sources()[0], day("2025-01-10"), simulated=True)
        assert run.resumed
        pending, done = store.frontier_size(run.id)
        assert (done, pending) == (visits, visits + 1), "every page links to two more, and none was asked for twice"
        assert Desk(store, workspace).archive.has(store.visits(run.id)[-1].sha256)


def assert_whole(store, archive, visits_before):
    def count(sql):
        return store.db.execute(f"SELECT count(*) FROM {sql}").fetchone()[0]  # noqa: S608 - the conditions below

    assert store.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert count("frontier WHERE (state = 'done') <> (visit_id IS NOT NULL)") == 0
    assert count("frontier JOIN visits ON visits.id = visit_id WHERE visits.url <> frontier.url") == 0
    visits = count("visits")
    assert visits == count("captures") == count("frontier WHERE state = 'done'") == count("payloads")
    assert visits >= visits_before
    newest = store.db.execute("SELECT sha256 FROM captures ORDER BY id DESC LIMIT 20").fetchall()
    assert all(archive.get(sha256) for (sha256,) in newest)
    return visits
