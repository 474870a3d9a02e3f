"""Opening the database: one writer, many readers, and clear words for what is wrong with the file."""

import json
import os
import sqlite3
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from config.errors import UserError
from reports.store import Store, connection
from reports.store.document import DEFAULT, comments, document, schema
from reports.store.lock import WriterLock
from reports.store.migrations import first_schema, migrations

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from copy import deepcopy
from pathlib import Path
from reports.store import Store
with Store.open(Path(sys.argv[1]), write=True):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "duban.sqlite"
    Store.open(path, write=True).close()
    return path


def test_a_new_database_is_as_documented(database):
    with Store.open(database) as store:
        assert store.db.journal_mode == "wal"
        assert not migrations.pending(store.db)
        strict = {name: store.db[name].strict for name in store.db.table_names() if not name.startswith("_")}
    assert all(strict.values()), strict
    assert schema().keys() == comments().keys()
    for table, columns in schema().items():
        assert {"table", *(column["name"] for column in columns)} == comments()[table].keys(), table


def test_the_page_on_the_schema_is_fresh():
    assert (ROOT / DEFAULT).read_text(encoding="utf-8") == document(), "run: python -m reports.store.document"


def test_a_second_writer_is_told_who_holds_the_lock_and_readers_are_not_disturbed(database):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    with holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(UserError, match=rf"in use by process {holder.pid} \(.*duban.sqlite\) since 20.*wait until"):
            Store.open(database, write=True, wait=0.1)
        with Store.open(database) as reader:
            assert reader.open_findings() == []
        holder.stdin.close()
        holder.wait()
    Store.open(database, write=True, wait=0).close()


def test_a_lock_whose_holder_was_killed_is_free(database):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        holder.kill()
        holder.wait()
    Store.open(database, write=True, wait=0).close()


def test_a_holder_that_left_no_name_is_still_respected(database):
    with Store.open(database, write=True):
        database.with_name("duban.lock.json").unlink()
        with pytest.raises(UserError, match="in use by another process"):
            Store.open(database, write=True, wait=0)


@pytest.mark.parametrize("text", ["soon", "-1", "inf", "nan"])
def test_a_patience_that_is_no_number_of_seconds_is_refused(database, monkeypatch, text):
    monkeypatch.setenv("DUBAN_WAIT", text)
    with pytest.raises(UserError, match=f"DUBAN_WAIT={text}: not a number of seconds"):
        Store.open(database, write=True)


def test_the_process_that_holds_the_lock_is_known_while_it_does(database):
    lock = WriterLock(database.parent)
    assert lock.holder() is None
    with Store.open(database, write=True):
        assert lock.holder() == os.getpid()
        database.with_name("duban.lock.json").write_text("[]", "utf-8")
        assert lock.holder() is None
    assert lock.holder() is None
    assert WriterLock(database / "nowhere").holder() is None


def test_a_database_that_does_not_exist_yet_reads_as_an_empty_one(tmp_path):
    with Store.open(tmp_path / "duban.sqlite") as store:
        assert store.messages() == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_database_in_a_directory_without_write_permission_can_be_read_but_not_written(database):
    database.with_name("duban.lock").unlink(missing_ok=True)
    database.parent.chmod(0o555)
    try:
        with Store.open(database) as store:
            assert store.messages() == []
        with pytest.raises(UserError, match="cannot be written to"):
            Store.open(database, write=True)
    finally:
        database.parent.chmod(0o755)


def test_a_workspace_that_does_not_exist_is_one_clear_line(tmp_path):
    with pytest.raises(UserError, match=r"no such directory.*duban init"):
        Store.open(tmp_path / "nowhere" / "duban.sqlite", write=True)


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to be taken for one" * 100, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_damaged_file_is_one_clear_line_and_stays_as_it_is(tmp_path, content, write):
    path = tmp_path / "duban.sqlite"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"damaged or no database.*restore a backup"):
        Store.open(path, write=write)
    assert path.read_bytes() == content
    path.unlink()
    Store.open(path, write=True, wait=0).close()


def test_damage_met_later_is_one_clear_line(database):
    with Store.open(database, write=True) as store:
        store.db.execute("PRAGMA wal_checkpoint(truncate)").fetchall()
    raw = bytearray(database.read_bytes())
    with sqlite3.connect(database) as db:
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'messages'").fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    db.close()
    raw[(page - 1) * size : page * size] = b"\xff" * size
    database.write_bytes(raw)
    with pytest.raises(UserError, match="damaged"), Store.open(database) as store:
        store.messages()


def test_a_sqlite_that_is_too_old_is_one_clear_line(database, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(UserError, match=r"too old: duban needs 3.37 or newer"):
        Store.open(database)


def fill(folder: Path) -> None:
    with sqlite3.connect(folder / "small") as small:
        small.execute("PRAGMA max_page_count = 2")
        small.execute("CREATE TABLE t (x)")
        small.execute("INSERT INTO t VALUES (zeroblob(100000))")


def open_nowhere(folder: Path) -> None:
    sqlite3.connect(folder / "missing" / "there").execute("CREATE TABLE t (x)")


def write_what_may_be_read(folder: Path) -> None:
    sqlite3.connect(folder / "kept").execute("CREATE TABLE t (x)")
    sqlite3.connect(f"{(folder / 'kept').as_uri()}?mode=ro", uri=True).execute("INSERT INTO t VALUES (1)")


def write_beside_another(folder: Path) -> None:
    other = sqlite3.connect(folder / "shared")
    other.execute("BEGIN EXCLUSIVE")
    sqlite3.connect(folder / "shared", timeout=0).execute("CREATE TABLE t (x)")


def ask_for_what_is_not_there(folder: Path) -> None:
    sqlite3.connect(folder / "empty").execute("SELECT * FROM t")


@pytest.mark.filterwarnings("ignore:unclosed database")
@pytest.mark.parametrize(
    ("fail", "words"),
    [
        (fill, r"could not be written \(.*full\); free some disk space"),
        (open_nowhere, r"cannot be opened \(unable to open .*\); check the permissions"),
        (write_what_may_be_read, r"cannot be opened \(.*readonly.*\); check the permissions"),
        (write_beside_another, r"in use by another program \(database is locked\); close it"),
        (ask_for_what_is_not_there, r"duban.sqlite: no such table: t$"),
    ],
)
def test_what_is_wrong_with_a_database_is_said_with_what_to_do(fail, words, tmp_path):
    with pytest.raises(UserError, match=words), connection.clear_words(tmp_path / "duban.sqlite"):
        fail(tmp_path)


def test_a_database_of_something_else_is_refused(tmp_path):
    path = tmp_path / "duban.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE accounts (id)")
    db.close()
    for write in (False, True):
        with pytest.raises(UserError, match="not a database of duban"):
            Store.open(path, write=write)


def test_a_database_of_a_newer_duban_is_refused(database):
    with sqlite3.connect(database) as db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('duban', 'of_2031', '')")
    db.close()
    for write in (False, True):
        with pytest.raises(UserError, match=r"newer duban \(schema step of_2031\)"):
            Store.open(database, write=write)


def test_a_reader_brings_an_older_schema_up_to_date(database, monkeypatch):
    newer = deepcopy(connection.migrations)

    @newer()
    def a_later_step(db):
        db.execute("ALTER TABLE messages ADD COLUMN later TEXT")

    monkeypatch.setattr(connection, "migrations", newer)
    with Store.open(database) as store:
        assert "later" in store.db["messages"].columns_dict


def test_an_evaluation_of_the_first_schema_has_no_changed_rules(tmp_path, monkeypatch):
    database = tmp_path / "old.sqlite"
    first = Migrations("duban")
    first()(first_schema)
    with monkeypatch.context() as older:
        older.setattr(connection, "migrations", first)
        with Store.open(database, write=True) as store:
            store.db.execute("PRAGMA foreign_keys = OFF")
            store.db.execute(
                """INSERT INTO evaluations
                   VALUES ('fin', 2024, NULL, 'due', NULL, 'f', 'r', '2025-01-10T15:59:59Z', '{}', '[]')"""
            )
    with Store.open(database, write=True) as store:
        assert store.evaluations()["fin", 2024].changes == {}


def test_the_holder_is_written_as_people_can_read_it(database):
    with Store.open(database, write=True):
        holder = json.loads(database.with_name("duban.lock.json").read_text(encoding="utf-8"))
    assert holder["pid"] == os.getpid()
    assert holder["since"].endswith("+08:00")
    assert not database.with_name("duban.lock.json").exists()
