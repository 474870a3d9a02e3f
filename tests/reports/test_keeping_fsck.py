"""Real damage to ledger and archive is found and named, and nothing is changed by looking."""

import gzip
import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from config.workspace import Workspace, init_workspace
from reports.archive import Archive
from reports.keeping.fsck import Fault, examine
from tests.conftest import ROOT, run
from tests.reports.keeping_samples import make_office


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make_office(tmp_path / "office")


def payload(office: Workspace) -> Path:
    return next(office.archive.rglob("*.gz"))


def flip_a_byte(office: Workspace) -> None:
    data = bytearray(payload(office).read_bytes())
    data[len(data) // 2] ^= 1
    payload(office).write_bytes(data)


def put_other_content(office: Workspace) -> None:
    payload(office).write_bytes(gzip.compress(b"another report"))


def delete(office: Workspace) -> None:
    payload(office).unlink()


def store_unrecorded(office: Workspace) -> None:
    Archive(office.archive).put(b"written before its transaction, which a kill prevented")


def leave_partial(office: Workspace) -> None:
    payload(office).with_name(f".{'0' * 64}.part").write_bytes(b"\x1f\x8b")


def drop_a_file(office: Workspace) -> None:
    (office.archive / "Thumbs.db").write_bytes(b"")


def truncate_database(office: Workspace) -> None:
    data = office.database.read_bytes()
    office.database.write_bytes(data[: len(data) // 2])


def overwrite_a_table(office: Workspace) -> None:
    with office.database.open("rb+") as file:
        file.seek(office.database.stat().st_size - 20_000)
        file.write(b"\xa5" * 8192)


def break_a_reference(office: Workspace) -> None:
    db = sqlite3.connect(office.database)
    db.execute("DELETE FROM payloads")
    db.commit()
    db.close()


DAMAGE: dict[Callable[[Workspace], None], set[Fault]] = {
    flip_a_byte: {Fault.DAMAGED},
    put_other_content: {Fault.DAMAGED},
    delete: {Fault.MISSING},
    store_unrecorded: {Fault.ORPHAN},
    leave_partial: {Fault.PARTIAL},
    drop_a_file: {Fault.FOREIGN},
    truncate_database: {Fault.DATABASE},
    overwrite_a_table: {Fault.DATABASE},
    break_a_reference: {Fault.DATABASE, Fault.ORPHAN},
}


def test_an_office_that_is_whole_has_no_problem(office: Workspace) -> None:
    assert [*examine(office)] == []


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damage_is_named(office: Workspace, damage: Callable[[Workspace], None]) -> None:
    damage(office)
    assert {problem.fault for problem in examine(office)} == DAMAGE[damage]


def test_a_new_workspace_has_nothing_to_compare(tmp_path: Path) -> None:
    init_workspace(tmp_path / "new")
    assert [*examine(Workspace.open(tmp_path / "new"))] == []


def test_the_command_tells_each_problem_and_changes_nothing(office: Workspace) -> None:
    flip_a_byte(office)
    store_unrecorded(office)
    before = {path: path.read_bytes() for path in office.root.rglob("*") if path.is_file() and path.suffix != ".lock"}
    command = [sys.executable, "-m", "duban", "fsck", "--workspace", str(office.root)]
    told = run([*command, "--json"], ROOT)
    assert told.returncode == 3
    assert {json.loads(line)["fault"] for line in told.stdout.splitlines()} == {"damaged", "orphan"}
    in_words = run([*command, "--lang", "en"], ROOT)
    assert len(in_words.stdout.splitlines()) == 2
    assert "not what was stored under its hash: archive/" in in_words.stdout
    assert {path: path.read_bytes() for path in before} == before
