"""No statement of the daily path reads a whole table that grows: each that a real day executes is explained.

The day is a crawl of a site on loopback, the check, the digest and the status, in a process that writes down what
SQLite executes; a statement that is new is therefore looked at without anybody having to name it here.
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.crawler.office import Body, make_office
from tests.portals import DIALECTS, Servers, Site

DAY = """
import json, sys
from pathlib import Path
from config.clock import parse_as_of
from config.workspace import Workspace
from reports.store import connection

seen, connect = set(), connection.connect

def traced(uri):
    db = connect(uri)
    db.conn.set_trace_callback(seen.add)
    return db

connection.connect = traced
from crawler.run import crawl
from reports.digest import write_digest
from reports.exports.companions import companions
from reports.ledger import evaluate
from reports.mail import send
from reports.status import body_years
from reports.store import Store

office, told = Workspace.open(sys.argv[1]), parse_as_of(sys.argv[2])
crawl(office, as_of=told, planned=True)
with Store.open(office.database, write=True) as store:
    evaluate(store, office, as_of=told)
    evaluate(store, office, as_of=told)
    write_digest(store, office, as_of=told, companions=companions())
    send(store, office)
    body_years(store, office, as_of=told, bodies=[office.registry.bodies[0].id])
Path(sys.argv[3]).write_text(json.dumps(sorted(seen)), encoding="utf-8")
"""
SETTINGS = "simulated = true\nfirst_year = 2024\n[crawl]\ndelay = 0.0\n[[recipients]]\nemail = 'a@b.example'\n"
SMALL = {
    "meta": "a few rows",
    "settled": "one row a source",
    "moved": "what moved since reports were compared last",
    "sources": "one row a source",
    "bodies": "the registry itself, which is read whole anyway",
    "cell_names": "the 254 cells of the forms",
    "decisions": "what people have decided",
    "digests": "one row a day and reader",
    "messages": "what was sent",
    "notices": "what people have asked bodies to mend",
    "notice_findings": "as above",
    "notice_answers": "as above",
    "alerts": "what was told",
    "waived_findings": "what people have decided",
}
"""Tables that may be read whole, and why they do not grow with the reports."""
BOUNDED = {
    "captures_unread": "what waits to be read",
    "findings_open": "what is open, all of which the day tells",
    "one_current_edition": "what is judged, all of which the day tells",
}
"""Partial indexes that may be read whole, and what they hold."""
ONCE = {
    "SELECT e.*, c.counts AS more_counts, c.outcomes AS more_outcomes FROM (SELECT * FROM evaluations WHERE TRUE)": (
        "the digest tells of every body and year"
    ),
    "SELECT body_id, year, json_extract(counts, '$.not_evaluated') AS n FROM evaluations WHERE TRUE": "as above",
    "SELECT * FROM ( SELECT editions.id": "the pages beside the digest show every content of every report",
    "SELECT finding_id, max(id) FROM finding_events": "and the life of every finding",
    "SELECT body_id, year, value FROM cells": "and one figure of every report",
}
"""What a digest of everything asks once, and why; asked for each source or body it would be quadratic."""
TEMPORARY = re.compile(r"(json_each|\d+ CONSTANT|CONSTANT|\(subquery|new|way|asked|each|listed|sqlite_master)\b")


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Two days of a workspace; the database and every statement of the second."""
    root = tmp_path_factory.mktemp("plans")
    site = Site("vsb", 0)
    DIALECTS["vsb"](site)
    with Servers({"vsb": site}) as servers:
        office = make_office(root / "office", [Body(body, servers.urls["vsb"]) for body in site.bodies], SETTINGS)
        for told in ("2026-02-10", "2026-02-17"):
            words = [sys.executable, "-c", DAY, office.root, told, root / "statements"]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
            assert done.returncode == 0, done.stderr
    return office.database, json.loads((root / "statements").read_text(encoding="utf-8"))


def scans(database: Path, statements: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each statement that reads something whole, and what SQLite says of it."""
    with sqlite3.connect(database) as db:
        for statement in statements:
            if statement.lstrip().split(None, 1)[0].upper() not in {"SELECT", "WITH", "INSERT", "UPDATE", "DELETE"}:
                continue
            for *_, detail in db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall():
                if detail.startswith("SCAN ") and not _allowed(detail.removeprefix("SCAN "), statement):
                    yield statement, detail
    db.close()


def _allowed(detail: str, statement: str) -> bool:
    named, said = detail.split(maxsplit=1)[0], " ".join(statement.split())
    once = any(said.startswith(beginning) for beginning in ONCE)
    return once or named in SMALL or bool(TEMPORARY.match(detail)) or any(index in detail for index in BOUNDED)


def test_a_day_reads_no_table_whole_that_grows(day: tuple[Path, list[str]]) -> None:
    database, statements = day
    assert len(statements) > 100
    assert "\n".join(f"{detail}: {statement}" for statement, detail in scans(database, statements)) == ""


def test_what_is_allowed_is_in_the_schema(day: tuple[Path, list[str]]) -> None:
    with sqlite3.connect(day[0]) as db:
        known = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    db.close()
    assert SMALL.keys() | BOUNDED.keys() <= known
