"""`duban export` as it is typed: where the files go, what is refused in one line, and that nothing else is touched."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from config.sheets import read_sheets
from config.waivers import load_waivers
from config.workspace import Workspace
from duban import main
from reports.exports.ledger.columns import COLUMNS
from reports.store import Store
from tests.reports.digest_ledger import SECOND_LOOK, add_finding, look, make_workspace

AS_OF = "2026-02-05"
FILES = {
    "ledger": "exports/ledger-2026-02-05.xlsx",
    "circular": "exports/circular-2025-2026-02-05.docx",
    "findings": "exports/findings-2026-02-05.csv",
    "status": "exports/status-2026-02-05.csv",
    "cells": "exports/cells-2026-02-05.csv",
    "feed": "digests/feeds/all.xml",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = make_workspace(tmp_path_factory.mktemp("command") / "w")
    with Store.open(made.database, write=True) as store:
        look(store, made, SECOND_LOOK)
        add_finding(store, "qh1", "青禾县财政局", SECOND_LOOK)
    return made


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def typed_in(workspace: Workspace, monkeypatch, capsys, *words: object) -> Done:
    monkeypatch.chdir(workspace.root)
    monkeypatch.setattr("sys.argv", ["duban", *map(str, words), "--as-of", AS_OF])
    with pytest.raises(SystemExit) as left:
        main()
    return Done(int(left.value.code or 0), *capsys.readouterr())


@pytest.fixture
def exported(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """Type an export in the folder of the workspace."""
    return lambda *words: typed_in(workspace, monkeypatch, capsys, "export", *words)


@pytest.fixture
def imported(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """Read a workbook back in the folder of the workspace."""
    return lambda *words: typed_in(workspace, monkeypatch, capsys, "import-decisions", *words)


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_goes_to_its_place_and_says_where(exported, workspace: Workspace, kind: str) -> None:
    done = exported(kind)
    path = workspace.root / FILES[kind]
    assert (done.returncode, done.stdout.split()) == (0, [str(path)])
    first = path.read_bytes()
    assert first
    assert exported(kind).returncode == 0
    assert path.read_bytes() == first


@pytest.fixture
def confirmed(workspace: Workspace) -> Iterator[None]:
    """A person has confirmed the finding, for the time of one test."""
    workspace.waivers_file.write_text(
        '[[confirmation]]\nrule = "A104"\nbody = "qh1"\nyear = 2025\nauthor = "王某"\n', encoding="utf-8"
    )
    yield
    workspace.waivers_file.unlink()


@pytest.mark.usefixtures("confirmed")
def test_notices_go_to_a_folder_one_a_body(exported, tmp_path: Path) -> None:
    done = exported("notice", "--due", "2026-03-01")
    assert done.returncode == 0
    assert [Path(line).name for line in done.stdout.splitlines()] == ["青禾县财政局-2025.docx"]
    named = exported("notice", "--due", "2026-03-01", "--body", "qh1", "--out", tmp_path / "n.docx")
    assert named.returncode == 0
    assert (tmp_path / "n.docx").is_file()


@pytest.mark.parametrize(
    ("name", "words", "begin"),
    [
        ("s.json", (), b'{"duban": "status"'),
        ("s.JSON", (), b'{"duban": "status"'),
        ("s.csv", (), b"\xef\xbb\xbfid,body"),
        ("s.txt", ("--format", "json"), b'{"duban": "status"'),
    ],
)
def test_the_format_is_that_of_the_name_unless_it_is_said(
    exported, tmp_path: Path, name: str, words: tuple[str, ...], begin: bytes
) -> None:
    assert exported("status", "--out", tmp_path / "new folder" / name, *words).returncode == 0
    assert (tmp_path / "new folder" / name).read_bytes().startswith(begin)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("status", "--body", "云麓县"), "no body '云麓县' in the registry"),
        (("notice",), "a notice needs --due DATE"),
        (("notice", "--due", "soon"), "soon: not a date"),
        (("circular", "--year", "2019"), "no report is expected of anybody in this year"),
        (("status", "--out", "bodies.csv/x.csv"), "cannot be written"),
    ],
)
def test_wrong_use_is_one_line_and_exit_status_2(
    exported, workspace: Workspace, words: tuple[str, ...], line: str
) -> None:
    done = exported(*words)
    assert done.returncode == 2
    assert line in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert not list(workspace.root.rglob("*.part"))


def test_an_unknown_kind_is_refused_with_those_there_are(exported) -> None:
    done = exported("pdf")
    assert done.returncode == 2
    assert "ledger" in done.stderr


def decided_in(workspace: Workspace, path: Path, **typed: str) -> None:
    """Save the first sheet of the exported workbook with something typed into its first row."""
    rows = read_sheets(workspace.root / FILES["ledger"])[0]
    cells = dict(zip((column.id for column in COLUMNS), rows[3].cells, strict=True)) | typed
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*(row.cells for row in rows[:3]), cells.values()])


def test_decisions_go_from_the_workbook_into_waivers_toml_once(
    exported, imported, workspace: Workspace, tmp_path: Path
) -> None:
    assert exported("ledger").returncode == 0
    path = tmp_path / "filled.csv"
    decided_in(workspace, path, choice="申请豁免", remark='当年新设，"特批"', author="王某", until="2026-12-31")
    first = imported(path)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.endswith("waiver written\n")
    written = workspace.waivers_file.read_bytes()
    (waiver,) = load_waivers(workspace.waivers_file).waiver
    assert (waiver.reason, waiver.author, waiver.expires) == ('当年新设，"特批"', "王某", date(2026, 12, 31))
    again = imported(path)
    assert (again.returncode, workspace.waivers_file.read_bytes()) == (0, written)
    assert again.stdout.endswith("waiver was there already\n")
    assert exported("ledger").returncode == 0
    state = [column.id for column in COLUMNS].index("state")
    assert read_sheets(workspace.root / FILES["ledger"])[0][3].cells[state] == "已豁免至 2026-12-31"
    workspace.waivers_file.unlink()


def test_a_row_that_cannot_be_entered_is_a_line_and_exit_status_3(
    exported, imported, workspace: Workspace, tmp_path: Path
) -> None:
    assert exported("ledger").returncode == 0
    path = tmp_path / "filled.csv"
    decided_in(workspace, path, choice="情况属实，待整改")
    done = imported(path)
    assert done.returncode == 3
    assert "filled.csv: sheet 1, line 4, " in done.stderr
    assert "没有填写经办人" in done.stderr
    assert not workspace.waivers_file.exists()
