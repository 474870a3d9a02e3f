"""An invented county for the tests of the ledger: a workspace, a crawl without a network, reports as plain JSON."""

import json
import os
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from checks.model import Cell, CellStatus, DateSource, DateWitness, Note, Report, Section
from checks.notes import note
from checks.reading import Hints
from config.clock import end_of_day, now
from config.forms import cell_ids
from config.kinds import kind_by_name
from config.registry import Source
from config.workspace import Workspace
from reports.archive import Archive
from reports.ledger import IngestSummary, ingest
from reports.store import Capture, FrontierEntry, Record, Run, RunState, RunVerdict, Store, Visit, VisitOutcome

SITE = "http://www.qinghe.example/"
COUNTY = "青禾县人民政府"
FINANCE = "青禾县财政局"
TOWN = "柳塘镇人民政府"
HEAD = "id,name,kind,site,since,until,aliases\n"
ROWS = f"gov,{COUNTY},government,{SITE},,,\nfin,{FINANCE},department,{SITE},,,\ntown,{TOWN},township,{SITE},,,\n"


def day(text: str) -> datetime:
    return end_of_day(date.fromisoformat(text))


def make_workspace(root: Path, rows: str = ROWS, *, simulated: bool = True, first_year: int = 2024) -> Workspace:
    root.mkdir(exist_ok=True)
    (root / "duban.toml").write_text(f"simulated = {str(simulated).lower()}\nfirst_year = {first_year}\n", "utf-8")
    (root / "bodies.csv").write_text(HEAD + rows, "utf-8")
    return Workspace.open(root)


def paper(body: str | None, year: int | None, cells: Mapping[str, int] | None = None, **more: object) -> bytes:
    """A report as the reader of these tests understands it: nothing but zeros, except the cells given."""
    return json.dumps({"body": body, "year": year, "cells": cells or {}, **more}, ensure_ascii=False).encode()


def read_paper(data: bytes, *, source: str, hints: Hints) -> tuple[Report, ...]:
    """The reader of these tests; its papers can also kill it, hang it, or be no reports."""
    said = json.loads(data)
    if said.get("dies"):
        os._exit(3)
    if said.get("hangs"):
        hang(Path(said["hangs"]))
    if said.get("raises"):
        raise RuntimeError("a parser gave up")
    papers = said.get("papers", [said])
    return tuple(_report(entry, source, hints) for entry in papers)


def hang(told: Path) -> None:
    """Hang for longer than anybody waits; the file tells each process that did."""
    with told.open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(600)


def _report(said: Mapping[str, object], source: str, hints: Hints) -> Report:
    if said.get("notice"):
        return Report(source=source, title="关于做好年度工作的通知", text="各单位：")
    if said.get("unreadable"):
        return Report(source=source, notes=(Note("no_text", "the file has no text"),))
    body, year = said["body"], said["year"]
    known = next((entry for entry in hints.bodies if body in (entry.name, *entry.aliases)), None)
    numbers = {cell: 0 for table in ("t2", "t3", "t4") for cell in cell_ids("2021", table)} | dict(said["cells"])
    cells = {
        cell: Cell(cell, CellStatus.READ, Decimal(n), str(n), f"table {cell[1]}", "text") for cell, n in numbers.items()
    }
    text = str(said.get("text", "本年度工作平稳，未收取费用。"))
    own = dict(said.get("texts", {}))
    sections = {str(n): Section(str(n), f"第{n}部分", own.get(str(n), text)) for n in range(1, 7)}
    empty = bool(said.get("picture"))
    witness = said.get("date") or hints.list_date
    dates = (DateWitness(date.fromisoformat(str(witness)), DateSource.PAGE_LINE, str(witness)),) if witness else ()
    return Report(
        source=source,
        body=known.name if known else body,
        kind=known.kind if known else kind_by_name(body) if body else None,
        kind_source="registry" if known else "name",
        year=year,
        title=f"{body or ''}{year or ''}年政府信息公开工作年度报告" if year else "政府信息公开工作年度报告",
        form=None if empty else "2021",
        forms={} if empty else dict.fromkeys(("t2", "t3", "t4"), "2021"),
        dates=dates,
        sections={} if empty else sections,
        cells={} if empty else cells,
        notes=tuple(note("unknown_row", table="t3", text=row) for row in said.get("unknown_rows", ())),
        text="扫描件" if empty else text,
        structured=True,
    )


@dataclass
class Desk:
    """A store with its workspace, and a crawler of pages given by hand."""

    store: Store
    workspace: Workspace

    @property
    def archive(self) -> Archive:
        return Archive(self.workspace.archive)

    @property
    def source(self) -> Source:
        return self.workspace.registry.sources()[0]

    def crawl(self, as_of: datetime, pages: Mapping[str, bytes], **details: object) -> Run:
        """Record a run that found these pages to look like reports, and read them."""
        run = self.visit(as_of, pages, **details)
        self.ingest(as_of)
        return run

    def visit(
        self,
        as_of: datetime,
        pages: Mapping[str, bytes],
        *,
        state: RunState = RunState.ACCEPTED,
        scope: str = "",
        list_date: str | None = None,
        title: str | None = None,
        outcome: VisitOutcome = VisitOutcome.OK,
    ) -> Run:
        """Record a run that found these pages to look like reports."""
        run = self.store.start_run(self.source, as_of, self.workspace.settings.simulated, scope=scope)
        for url, data in pages.items():
            entry = FrontierEntry(SITE + url, "report", title=title, list_date=list_date)
            sha256 = self.archive.put(data)
            visit = Visit(entry.url, entry.url, now(), now(), outcome, 200, {}, sha256, len(data), "text/html")
            capture = Capture(entry.url, title, list_date, sha256)
            self.store.record_visits([Record(run.id, entry, visit, capture=capture)])
        self.store.finish_run(run.id, RunVerdict(state))
        return run

    def ingest(self, as_of: datetime) -> IngestSummary:
        with ThreadPoolExecutor(1) as executor:
            return ingest(self.store, self.workspace, as_of=as_of, executor=executor, read=read_paper)


def later(moment: datetime, **delta: int) -> datetime:
    return moment + timedelta(**delta)
