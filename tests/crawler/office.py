"""A workspace of the tests, and the crawl as a process of its own, as people start it."""

import csv
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from config.workspace import Workspace
from crawler.sounding import is_sounding
from reports.store import CaptureRow, Run, Store, VisitRow

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """
simulated = true
first_year = 2023
[crawl]
delay = 0.0
timeout = 2.0
retries = 0
"""


@dataclass(frozen=True)
class Body:
    name: str
    site: str
    column: str = ""
    kind: str = "department"


def make_office(root: Path, bodies: Iterable[Body], settings: str = SETTINGS) -> Workspace:
    root.mkdir(parents=True, exist_ok=True)
    (root / "duban.toml").write_text(settings, encoding="utf-8")
    with (root / "bodies.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "kind", "site", "column"])
        writer.writerows((body.name, body.kind, body.site, body.column) for body in bodies)
    return Workspace.open(root)


def command(office: Workspace, as_of: str = "2026-04-09", **arguments: object) -> list[str]:
    given = {"workspace": office.root, "as_of": as_of, **arguments}
    pairs = (word for name, value in given.items() for word in ("-a", f"{name}={value}"))
    return [sys.executable, "-m", "scrapy", "crawl", "annual_reports", *pairs]


def crawl(office: Workspace, as_of: str = "2026-04-09", **arguments: object) -> subprocess.CompletedProcess[str]:
    words = command(office, as_of, **arguments)
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)


def last_run(workspace: Workspace, source: int = 0) -> Run:
    with Store.open(workspace.database) as store:
        return store.runs(workspace.registry.sources()[source].key)[-1]


def visits(workspace: Workspace, source: int = 0) -> list[VisitRow]:
    with Store.open(workspace.database) as store:
        seen = store.visits(store.runs(workspace.registry.sources()[source].key)[-1].id)
    return [visit for visit in seen if not is_sounding(visit.url)]


def captures(workspace: Workspace) -> list[CaptureRow]:
    with Store.open(workspace.database) as store:
        return store.captures()


def outcomes(workspace: Workspace) -> dict[str, str]:
    """The outcome of each visit of the first source by path."""
    return {"/" + visit.url.split("/", 3)[3]: visit.outcome.value for visit in visits(workspace)}
