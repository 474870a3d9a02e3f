"""A ledger of every earlier schema opens with all its rows, and the next evaluation has nothing to tell about it."""

import sqlite3

import pytest
from sqlite_utils import Database, Migrations

from reports.ledger import evaluate
from reports.status import body_years
from reports.store import Store
from reports.store import migrations as steps
from reports.store.migrations import migrations
from tests.reports.ledger_samples import COUNTY, FINANCE, TOWN, Desk, day, make_workspace, paper
from tests.reports.test_ledger import dump

D1, D2 = day("2025-01-10"), day("2025-01-20")
STEPS = [step.name for step in migrations.pending(Database(memory=True, execute_plugins=False))]


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A workspace whose ledger has rows in every table that a crawl and a check fill."""
    workspace = make_workspace(tmp_path_factory.mktemp("full") / "office")
    with Store.open(workspace.database, write=True) as store:
        for as_of, total in ((D1, 3), (D2, 5)):
            pages = {"1": paper(FINANCE, 2024, {"t4.review.total": total}, date="2025-01-09"), "2": paper(TOWN, 2024)}
            Desk(store, workspace).crawl(as_of, {**pages, "3": paper(COUNTY, 2024, picture=True)})
            evaluate(store, workspace, as_of=as_of)
        store.record_digest("*", as_of=D2, path="x.html", content_hash="c", last_event=store.last_event(), summary={})
        store.queue_message("k", "a@b.example", "s", "x.eml", "<k@b>", digest_id=1)
    return workspace


def as_written_by(full, path, known):
    """Write the rows of a ledger into a new one that knows only the first so many steps of the schema."""
    older = Migrations("duban")
    for name in STEPS[:known]:
        older()(getattr(steps, name))
    db = Database(sqlite3.connect(path), execute_plugins=False)
    older.apply(db)
    db.execute("ATTACH ? AS whole", [str(full.database)])
    with db.atomic():
        for table in (name for name in db.table_names() if not name.startswith("_")):
            columns = ", ".join(db[table].columns_dict)
            db.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM whole.{table}")  # noqa: S608 - our names
    db.close()


@pytest.mark.parametrize("known", range(1, len(STEPS)), ids=STEPS[:-1])
def test_a_ledger_of_an_earlier_schema_is_upgraded_with_its_rows(full, tmp_path, known):
    workspace = make_workspace(tmp_path / "office")
    as_written_by(full, workspace.database, known)
    old = sqlite3.connect(workspace.database)
    tables = [name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: old.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables if name[0] != "_"}  # noqa: S608
    old.close()
    assert min(rows[name] for name in ("cells", "finding_events", "messages")) > 0
    with Store.open(workspace.database, write=True) as store:
        upgraded = dump(store)
        assert {name: len(upgraded[name]) for name in rows} == rows
        assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert evaluate(store, workspace, as_of=D2).events == 0
        told = [row.as_json() for row in body_years(store, workspace, as_of=D2)]
    with Store.open(full.database) as store:
        assert told == [row.as_json() for row in body_years(store, full, as_of=D2)]


def test_every_step_keeps_its_place():
    """A released step is never edited, renamed or moved: databases in the field have it applied."""
    assert STEPS[:7] == [
        "first_schema",
        "changes_of_rules",
        "reasons_of_runs_in_english",
        "what_people_say_of_files",
        "who_read_an_edition",
        "column_of_requests",
        "certificates_of_visits",
    ]
