"""A small ledger with every kind of evidence: a list, a report in GBK with an attachment, confirmations, absences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.clock import SHANGHAI
from reports.ledger import evaluate
from reports.store import (
    TOLERATED,
    Capture,
    FindingRow,
    FrontierEntry,
    Record,
    RunState,
    RunVerdict,
    Store,
    Visit,
    VisitOutcome,
)
from tests.reports.ledger_samples import FINANCE, SITE, Desk, day, paper

MADE = datetime(2026, 11, 28, 9, 30, tzinfo=SHANGHAI)
D1, D2, D3 = day("2025-01-10"), day("2025-02-02"), day("2025-02-04")
LIST = "<html><body><a href='bg/1.html'>年报</a></body></html>".encode("gb18030")
REPORT_URL = f"{SITE}公开/bg/1.html?id=7&A=1"
LIST_URL = f"{SITE}nb/"
FILE_URL = f"{SITE}nb/附件.pdf"
FILE = b"%PDF-1.4 \x00\xff invented"
WRONG_SUM = paper(FINANCE, 2024, {"t4.review.total": 3}, date="2025-01-09")


@dataclass(frozen=True)
class Asked:
    """One request of a run: its address, what it was expected to be, and what came."""

    url: str
    role: str
    body: bytes | None
    status: int | None = 200
    outcome: VisitOutcome = VisitOutcome.OK
    headers: Mapping[str, str] | None = None
    referrer: str | None = None
    title: str | None = None
    error: str | None = None
    leads_to: str | None = None


PAGES = (
    Asked(LIST_URL, "list", LIST, headers={"content-type": "text/html; charset=gbk", "content-length": str(len(LIST))}),
    Asked(
        REPORT_URL,
        "report",
        WRONG_SUM,
        headers={"content-type": "text/html", "content-encoding": "gzip", "content-length": "17", "etag": '"v1"'},
        referrer=LIST_URL,
        title="财政局2024年年报",
        error=f"{TOLERATED}certificate has expired",
    ),
    Asked(FILE_URL, "attachment", FILE, headers={"content-type": "application/pdf"}, referrer=REPORT_URL),
    Asked(f"{SITE}away", "report", None, None, VisitOutcome.TIMEOUT, referrer=LIST_URL, error="30 s without an answer"),
)


def look(
    desk: Desk, as_of: datetime, pages=PAGES, *, state: RunState = RunState.ACCEPTED, real: datetime = MADE
) -> None:
    """Record a run of these requests, a minute apart by the real clock, read what it found, and judge."""
    run = desk.store.start_run(desk.source, as_of, simulated=True)
    for number, asked in enumerate(pages):
        begun = real - timedelta(days=1) + timedelta(minutes=number)
        sha256 = desk.archive.put(asked.body) if asked.body is not None else None
        entry = FrontierEntry(asked.url, asked.role, 1, asked.referrer, asked.title, "2025-01-09")
        visit = Visit(
            asked.url, asked.leads_to or asked.url, begun, begun + timedelta(seconds=2), asked.outcome, asked.status,
            asked.headers or {}, sha256, len(asked.body or b""), None, asked.error,
        )  # fmt: skip
        found = Capture(asked.url, asked.title, "2025-01-09", sha256) if asked.role == "report" and sha256 else None
        desk.store.record_visits([Record(run.id, entry, visit, capture=found)])
    desk.store.finish_run(run.id, RunVerdict(state))
    desk.ingest(as_of)
    evaluate(desk.store, desk.workspace, as_of=as_of)


def confirmed(asked: Asked) -> Asked:
    """The same page, of which the server says that it did not change."""
    return Asked(asked.url, asked.role, asked.body, 304, VisitOutcome.UNCHANGED, {"etag": '"v1"'}, asked.referrer)


def finding(store: Store, rule: str, body: str = "fin") -> FindingRow:
    (row,) = [row for row in store.open_findings(bodies=[body]) if row.finding.rule == rule]
    return row
