"""`duban export` as it is typed: where the files go, what is refused in one line, and that nothing else is touched."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from config.workspace import Workspace
from duban import main
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


@pytest.fixture
def exported(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """Type a command in the folder of the workspace."""

    def export(*words: object) -> Done:
        monkeypatch.chdir(workspace.root)
        monkeypatch.setattr("sys.argv", ["duban", "export", *map(str, words), "--as-of", AS_OF])
        with pytest.raises(SystemExit) as left:
            main()
        return Done(int(left.value.code or 0), *capsys.readouterr())

    return export


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_goes_to_its_place_and_says_where(exported, workspace: Workspace, kind: str) -> None:
    done = exported(kind)
    path = workspace.root / FILES[kind]
    assert (done.returncode, done.stdout.split()) == (0, [str(path)])
    first = path.read_bytes()
    assert first
    assert exported(kind).returncode == 0
    assert path.read_bytes() == first


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
