"""Ledgers of any size: one county is crawled in memory, read and judged, and its rows are copied under other names.

The copies are rows of the same tables with other ids, addresses and names of bodies; texts, cells and sections are
copied for as many counties as asked for, since nothing in the measured paths reads them of the others.
"""

import csv
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.portfolio.sketches import SAMPLE
from config.clock import end_of_day, now
from config.workspace import Workspace
from reports.archive import Archive
from reports.ledger import evaluate, ingest
from reports.portfolio.shared_rows import SharedRows
from reports.portfolio.words import Library
from reports.settling import Settling
from reports.store import Capture, FrontierEntry, Record, RunState, RunVerdict, Store, Visit, VisitOutcome
from reports.store.bigrams import words_of_finding
from tests.portals.realm import County

FIRST, NEXT = end_of_day(date(2026, 4, 9)), end_of_day(date(2026, 4, 10))
SETTINGS = 'office = "青禾市政务公开办公室"\nsimulated = true\nfirst_year = 2019\n'
HEADS = ("id", "name", "kind", "level", "parent", "region", "site")
SPAN = 1_000_000
"""Ids of one county; those of the next are so much higher."""
_NUMBERED = {"run_id", "visit_id", "capture_id", "edition_id", "finding_id"}
_WITH_ID = {"runs", "visits", "frontier", "captures", "editions", "dates", "findings", "finding_events"}
_NAMED = {
    "key", "site", "source", "name", "url", "final_url", "referrer", "title", "body", "body_id", "parent", "document",
}  # fmt: skip
_ALWAYS = (
    "sources", "bodies", "runs", "payloads", "visits", "frontier", "captures", "editions", "sightings", "dates",
    "evaluations", "findings", "finding_events",
)  # fmt: skip
_WHOLE = ("cells", "sections", "notes")
_STEP = 4 * 2654435761 % 2**32
"""How far the hashes of one county are from those of the next."""


@dataclass(frozen=True)
class Size:
    """How large a ledger is.

    Attributes:
        counties: of fifty bodies and seven years of reports each.
        whole: how many of them have their texts, cells and sections.
    """

    counties: int
    whole: int

    @property
    def reports(self) -> int:
        """How many reports it holds."""
        return self.counties * 350


def site_of(number: int) -> str:
    """Return the invented home page of a county."""
    return f"http://county{number:04}.example/"


def write_office(root: Path, sites: Iterable[tuple[County, str]], settings: str = SETTINGS) -> Workspace:
    """Write a workspace that lists the bodies of some counties, each with the address of its site."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "duban.toml").write_text(settings, encoding="utf-8")
    with (root / "bodies.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        for site, url in sites:
            writer.writerows(_rows(site, url))
    return Workspace.open(root)


def _rows(site: County, url: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a county: all its bodies under its government."""
    for at, body in enumerate(site.bodies):
        kind = site.kind_of(body)
        level = "township" if kind in {"township", "subdistrict"} else "county"
        parent = f"{site.number:04}00" if at else ""
        yield f"{site.number:04}{at:02}", body, kind, level, parent, 110_101 + site.number, url


def _invented(counties: int) -> Iterator[tuple[County, str]]:
    return ((County(number, formats="html"), site_of(number)) for number in range(counties))


def first_counties(root: Path, count: int = 1) -> Workspace:
    """Make the ledger of the first counties as a crawl and a check leave it; its reports are web pages."""
    sites = list(_invented(count))
    workspace = write_office(root, sites)
    with Store.open(workspace.database, write=True) as store:
        store.sync_registry(workspace.registry, FIRST)
        for site, _ in sites:
            look(store, workspace, site)
        ingest(store, workspace, as_of=FIRST)
        evaluate(store, workspace, as_of=FIRST)
    return workspace


def look(store: Store, workspace: Workspace, site: County, *, other: County | None = None) -> None:
    """Record an accepted run of a county's site that saw every report; with the text of another county, if given."""
    archive, home = Archive(workspace.archive), site_of(site.number)
    source = next(each for each in workspace.registry.sources() if each.site == home)
    run = store.start_run(source, NEXT if other else FIRST, simulated=True)
    pages = ((path, (other or site).report(entry)[0]) for path, entry in site.reports.items())
    store.record_visits(_record(run.id, home, path, page, archive) for path, page in pages)
    store.finish_run(run.id, RunVerdict(RunState.ACCEPTED, "", {"reports": len(site.reports)}))


def _record(run_id: int, home: str, path: str, page: bytes, archive: Archive) -> Record:
    url, sha256 = home.rstrip("/") + path, archive.put(page)
    visit = Visit(url, url, now(), now(), VisitOutcome.OK, 200, {}, sha256, len(page), "text/html")
    return Record(run_id, FrontierEntry(url, "report", in_column=True), visit, capture=Capture(url, "", None, sha256))


def multiply(county: Workspace, root: Path, size: Size) -> Workspace:
    """Copy the ledger of one county into one of many, as if all had been crawled, read, judged and settled."""
    workspace = write_office(root, _invented(size.counties))
    Store.open(workspace.database, write=True).close()
    with sqlite3.connect(workspace.database, isolation_level=None) as db:
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -400000", "foreign_keys = off"):
            db.execute(f"PRAGMA {pragma}").fetchall()
        db.execute("ATTACH ? AS county", [str(county.database)])
        _copy_rows(db, size)
    db.close()
    with Store.open(workspace.database, write=True) as store, store.transaction():
        store.sync_registry(workspace.registry, FIRST)
        mark = Settling(store, workspace, FIRST, SharedRows(store)).mark
        for source in workspace.registry.sources():
            store.settle_source(source.key, mark, 350)
        store.set_evaluated(FIRST)
        _write_sketches(store, workspace, county)
    return workspace


def _write_sketches(store: Store, workspace: Workspace, county: Workspace) -> None:
    """Keep sketches of all copies, so that every county has words of its own and some that all have."""
    library = Library(store, workspace.registry)
    with Store.open(county.database) as one:
        for year in one.years_of_reports():
            first = dict(one.sketches_of_year(year))
            store.save_sketches(
                (edition, library.version_of(body), _elsewhere(first[f"0000{body[4:]}"], int(body[:4])))
                for body, edition in store.judged_reports(year).items()
            )


def _elsewhere(sketch: bytes, number: int) -> bytes:
    """Return the sketch of a copy: a quarter of the hashes stay, as the words of the law do."""
    count, *hashes = array("I", sketch)
    moved = (each if each // SAMPLE % 4 == 0 else (each + number * _STEP) % 2**32 for each in hashes)
    return array("I", [count, *moved]).tobytes()


def _copy_rows(db: sqlite3.Connection, size: Size) -> None:
    db.execute("CREATE TEMP TABLE counties (number INTEGER PRIMARY KEY, name TEXT)")
    db.executemany("INSERT INTO counties VALUES (?, ?)", ((n, County.place_of(n)) for n in range(size.counties)))
    triggers = db.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER main.{name}")
    db.execute("BEGIN")
    for table in ("cell_names", "places"):
        db.execute(f"INSERT OR REPLACE INTO main.{table} SELECT * FROM county.{table}")  # noqa: S608 - ours
    for table in (*_ALWAYS, *_WHOLE):
        _copy_table(db, table, size.whole if table in _WHOLE else size.counties)
    _index_words(db, size.whole)
    db.execute("INSERT INTO moved (year, body_id) SELECT year, body_id FROM main.editions WHERE current = 1")
    db.execute("COMMIT")
    for _, statement in triggers:
        db.execute(statement)


def _index_words(db: sqlite3.Connection, counties: int) -> None:
    """Index the findings of the whole counties: one that changes is taken out of the index of words."""
    found = "SELECT id, body, rule, message, message_en FROM main.findings WHERE id < ?"
    words = ((number, words_of_finding(*said)) for number, *said in db.execute(found, [counties * SPAN]).fetchall())
    db.executemany("INSERT INTO main._words_of_findings (rowid, words) VALUES (?, ?)", words)


def _copy_table(db: sqlite3.Connection, table: str, counties: int) -> None:
    columns = [row[1] for row in db.execute(f"PRAGMA county.table_info({table})")]
    values = ", ".join(_value(table, column) for column in columns)
    target = f"INSERT INTO main.{table} ({', '.join(columns)})"
    every = f"SELECT {values} FROM counties CROSS JOIN county.{table} AS t WHERE counties.number < ?"  # noqa: S608 - ours
    db.execute(f"{target} {every}", [counties])


def _value(table: str, column: str) -> str:
    """Return what stands in a column of a copy."""
    if column in _NUMBERED or (column == "id" and table in _WITH_ID):
        return f"t.{column} + counties.number * {SPAN}"
    if column in {"body_id", "parent"} or (table, column) == ("bodies", "id"):
        return f"printf('%04d', counties.number) || substr(t.{column}, 5)"
    if column in {"sha256", "public_id", "content_hash"}:
        return f"printf('%04x', counties.number) || substr(t.{column}, 5)"
    if (table, column) == ("editions", "text"):
        return "substr(t.text, 1, 200)"
    if column in _NAMED:
        own = f"replace(t.{column}, 'county0000', printf('county%04d', counties.number))"
        return f"replace({own}, '{County.place_of(0)}', counties.name)"
    return f"t.{column}"
