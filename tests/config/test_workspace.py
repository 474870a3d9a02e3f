"""A workspace: made once, never overwritten, and clear about what it lacks."""

import os
import re
from datetime import date

import pytest

from config.errors import UserError
from config.workspace import TEMPLATES, Workspace, init_workspace


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    init_workspace(tmp_path / "office")
    return Workspace.open(tmp_path / "office")


def test_a_new_workspace_loads_without_a_remark(workspace):
    assert workspace.notes == ()
    assert workspace.registry.refusals == ()
    assert workspace.settings.crawl.contact == ""
    assert workspace.deadlines.local == ()
    assert {body.kind.value for body in workspace.registry.bodies} == {
        "government", "department", "township", "subdistrict", "other",
    }  # fmt: skip


def test_the_samples_of_a_new_workspace_are_invented(workspace):
    assert all(source.site.rstrip("/").endswith(".example") for source in workspace.registry.sources())


def test_excel_opens_the_example_as_chinese(workspace):
    assert workspace.bodies_file.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", ["duban.toml", "deadlines.toml"])
def test_the_commented_examples_are_right_when_uncommented(workspace, name):
    path = workspace.root / name
    commented = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^# (?=\[.*\]$|\w+ = )", "", commented), encoding="utf-8")
    again = Workspace.open(workspace.root)
    assert bool(again.settings.recipients) == (name == "duban.toml")
    assert bool(again.deadlines.local) == (name == "deadlines.toml")
    assert len(again.notes) == (1 if again.deadlines.local else 0), "the first example names an invented region"


def test_init_twice_overwrites_nothing(tmp_path):
    first = init_workspace(tmp_path)
    assert [path.name for path in first.written] == list(TEMPLATES)
    assert first.kept == ()
    (tmp_path / "bodies.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "waivers.toml").unlink()
    second = init_workspace(tmp_path)
    assert [path.name for path in second.written] == ["waivers.toml"]
    assert [path.name for path in second.kept] == ["duban.toml", "bodies.csv", "deadlines.toml", "README.md"]
    assert (tmp_path / "bodies.csv").read_text(encoding="utf-8") == "mine"


def test_a_registry_kept_as_a_workbook_gets_no_example_beside_it(tmp_path):
    (tmp_path / "bodies.xlsx").write_bytes(b"PK")
    made = init_workspace(tmp_path)
    assert not (tmp_path / "bodies.csv").exists()
    assert [path.name for path in made.kept] == ["bodies.xlsx"]
    assert Workspace.open(tmp_path).bodies_file.name == "bodies.xlsx"


def test_a_workbook_beside_a_csv_is_remarked(workspace):
    (workspace.root / "bodies.xlsx").write_bytes(b"PK")
    assert workspace.notes == ("bodies.xlsx is not read, because there is a bodies.csv",)


def test_remarks_name_their_file(workspace):
    workspace.bodies_file.write_text("name,site,备注\n甲局,a.example,x\n", encoding="utf-8")
    workspace.deadlines_file.write_text(
        '[[local]]\nbody = "乙局"\nyear = 2025\ndate = 2026-01-20\nsource = "通知"\n', encoding="utf-8"
    )
    assert Workspace.open(workspace.root).notes == (
        "bodies.csv: line 1: columns not used: 备注",
        "deadlines.toml: local[1] selects no body of the registry",
    )


def test_first_year_and_local_days_reach_the_bodies(workspace):
    workspace.settings_file.write_text("first_year = 2019\n", encoding="utf-8")
    workspace.bodies_file.write_text("name,site\n甲局,a.example\n", encoding="utf-8")
    workspace.deadlines_file.write_text(
        '[[local]]\nbody = "甲局"\nyear = 2025\ndate = 2026-01-20\nsource = "通知"\n', encoding="utf-8"
    )
    again = Workspace.open(workspace.root)
    (body,) = again.registry.bodies
    assert body.since == 2019
    assert again.due(body, 2025).date == date(2026, 1, 20)
    assert again.due(body, 2024).date == date(2025, 1, 31)


@pytest.mark.parametrize("present", [(), ("bodies.csv",)])
def test_a_folder_that_is_no_workspace(tmp_path, present):
    for name in present:
        (tmp_path / name).touch()
    with pytest.raises(UserError, match=r" is no duban workspace: run `duban init .+`$"):
        Workspace.open(tmp_path)


def test_a_workspace_that_does_not_exist(tmp_path):
    with pytest.raises(UserError, match=r"nowhere is no duban workspace"):
        Workspace.open(tmp_path / "nowhere", writable=True)


def test_a_workspace_without_registry(workspace):
    workspace.bodies_file.unlink()
    with pytest.raises(UserError, match=r" has no bodies\.csv \(or bodies\.xlsx\): list the reporting bodies there"):
        Workspace.open(workspace.root)


def test_init_where_a_file_is(tmp_path):
    (tmp_path / "office").touch()
    with pytest.raises(UserError, match=r"office cannot be made a workspace: "):
        init_workspace(tmp_path / "office")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="only where permissions bind this user")
def test_an_unwritable_workspace_is_told_only_to_those_who_write(workspace):
    workspace.root.chmod(0o500)
    try:
        Workspace.open(workspace.root)
        with pytest.raises(UserError, match=r"cannot be written to: "):
            Workspace.open(workspace.root, writable=True)
        with pytest.raises(UserError, match=r"cannot be written to: "):
            init_workspace(workspace.root)
    finally:
        workspace.root.chmod(0o700)


@pytest.mark.parametrize(
    ("attribute", "name"),
    [
        ("settings_file", "duban.toml"),
        ("bodies_file", "bodies.csv"),
        ("deadlines_file", "deadlines.toml"),
        ("waivers_file", "waivers.toml"),
        ("database", "duban.sqlite"),
        ("archive", "archive"),
        ("digests", "digests"),
        ("outbox", "outbox"),
        ("logs", "logs"),
    ],
)
def test_the_files_of_a_workspace(workspace, attribute, name):
    assert getattr(workspace, attribute) == workspace.root / name
