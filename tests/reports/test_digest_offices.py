"""Several offices in one workspace: each is told of its own bodies, and nowhere of another's."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checks.model import Level
from config.workspace import Workspace
from reports.digest import write_digest
from reports.digest.gather import gather
from reports.store import Store
from tests.conftest import ROOT, run
from tests.reports.digest_ledger import FIRST_LOOK, SECOND_LOOK, add_finding, look, make_workspace
from tests.reports.test_digest_write import mail_text

OFFICES = """
[[offices]]
name = "财政口"
bodies = ["qh1"]
heading = "财政口检查组"
[[offices]]
name = "社会口"
bodies = ["qh2", "yl1"]
[[recipients]]
email = "zhang@office.example"
office = "财政口"
[[recipients]]
email = "li@office.example"
office = "社会口"
[[recipients]]
email = "wang@office.example"
"""
NAMES = {"财政口": ("财政局",), "社会口": ("教育局", "云麓街道")}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "w", OFFICES)


@pytest.fixture
def store(workspace: Workspace) -> Iterator[Store]:
    """Both departments publish on one site; each has a finding, and one of them has its report changed later."""
    with Store.open(workspace.database, write=True) as opened:
        look(opened, workspace, FIRST_LOOK)
        add_finding(opened, "qh1", "青禾县财政局", FIRST_LOOK)
        add_finding(opened, "qh2", "青禾县教育局", FIRST_LOOK)
        yield opened


def pages(workspace: Workspace) -> dict[str, str]:
    return {name: (workspace.digests / name / "latest.html").read_text(encoding="utf-8") for name in NAMES}


def test_no_page_and_no_letter_names_a_body_of_another_office(store: Store, workspace: Workspace) -> None:
    first = write_digest(store, workspace, as_of=FIRST_LOOK)
    add_finding(store, "qh2", "青禾县教育局", SECOND_LOOK, message="另一处")
    look(store, workspace, SECOND_LOOK, review_total=1)
    second = write_digest(store, workspace, as_of=SECOND_LOOK)
    mails = (*first.outbox, *second.outbox)
    for office, address in (("财政口", "zhang"), ("社会口", "li")):
        letters = [mail_text(mail) for mail in mails if f"-{address}@" in mail.name]
        assert len(letters) == 2  # both reports were changed
        page = pages(workspace)[office]
        assert all(name in page for name in NAMES[office])
        others = [name for other, names in NAMES.items() if other != office for name in names]
        assert not [name for name in others for text in (page, *letters) if name in text]


def test_each_page_has_its_heading_and_the_whole_is_still_written(store: Store, workspace: Workspace) -> None:
    summary = write_digest(store, workspace, as_of=FIRST_LOOK)
    assert summary.offices == (
        workspace.digests / "财政口" / "2026-02-02.html",
        workspace.digests / "社会口" / "2026-02-02.html",
    )
    page = pages(workspace)
    assert "财政口检查组" in page["财政口"]
    assert "财政口检查组" not in page["社会口"]
    whole = summary.path.read_text(encoding="utf-8")
    assert all(name in whole for names in NAMES.values() for name in names)
    letters = {mail.name.split("-")[3].split("@")[0]: mail_text(mail) for mail in summary.outbox}
    assert "digests/财政口/2026-02-02.html" in letters["zhang"]
    assert "digests/2026-02-02.html" in letters["wang"]


def test_again_changes_nothing(store: Store, workspace: Workspace) -> None:
    write_digest(store, workspace, as_of=FIRST_LOOK)
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.html")}
    again = write_digest(store, workspace, as_of=FIRST_LOOK)
    assert again.queued == 0
    assert {path: path.read_bytes() for path in workspace.root.rglob("*.html")} == before


def test_a_page_in_doubt_that_names_another_office_s_body_is_not_shown(store: Store, workspace: Workspace) -> None:
    facts = gather(store, workspace, as_of=FIRST_LOOK)
    (shared,) = [source for source in facts.sources if "qh1" in source.body_ids]
    capture = store.captures()[0]
    titles = ("青禾县教育局2023年年报", "青禾县财政局2023年年报", "2023年年报")
    doubtful = tuple(replace(capture, title=title) for title in titles)
    given = replace(facts, sources=(replace(shared, doubtful=doubtful),))
    (seen,) = given.only({"qh1"}, Level.HINT, "x").sources
    assert [page.title for page in seen.doubtful] == [*titles[1:]]


def test_status_of_an_office(store: Store, workspace: Workspace) -> None:
    command = [sys.executable, "-m", "duban", "status", "-w", str(workspace.root), "--as-of", "2026-02-02", "--json"]
    shown = run([*command, "--office", "财政口"], ROOT)
    assert {json.loads(line)["id"] for line in shown.stdout.splitlines()} == {"qh1"}
    unknown = run([*command, "--office", "东"], ROOT)
    assert unknown.returncode == 2
    assert "no office '东' in [[offices]] of duban.toml; there are: 财政口, 社会口" in unknown.stderr
