"""A workspace with lists and reports of three years, some old and some that something rests on."""

from datetime import datetime, timedelta
from pathlib import Path

from config.clock import now
from config.workspace import Workspace
from reports.store import FrontierEntry, Record, RunState, RunVerdict, Store, Visit, VisitOutcome
from tests.reports.ledger_samples import FINANCE, SITE, Desk, day, make_workspace, paper

LIST = SITE + "nb/"


def list_page(number: int) -> bytes:
    return f"<title>年报</title><p>列表第 {number} 版</p>".encode()


def look(desk: Desk, as_of: datetime, page: bytes, *, days_ago: int, role: str = "list", url: str = LIST) -> str:
    """Record an accepted run whose list was received so many days ago by the real clock."""
    run = desk.store.start_run(desk.source, as_of, simulated=True)
    received = now() - timedelta(days=days_ago)
    sha256 = desk.archive.put(page)
    visit = Visit(url, url, received, received, VisitOutcome.OK, 200, {}, sha256, len(page), "text/html")
    desk.store.record_visits([Record(run.id, FrontierEntry(url, role), visit)])
    desk.store.finish_run(run.id, RunVerdict(RunState.ACCEPTED))
    return sha256


def make_office(root: Path) -> Workspace:
    """An office with one report, found on 2025-01-10."""
    workspace = make_workspace(root)
    with Store.open(workspace.database, write=True) as store:
        desk = Desk(store, workspace)
        store.sync_registry(workspace.registry, day("2025-01-05"))
        desk.crawl(day("2025-01-10"), {"r1.html": paper(FINANCE, 2024)})
    return Workspace.open(root)
