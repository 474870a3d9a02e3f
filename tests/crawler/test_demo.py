"""The demonstration: its figures, its story, and that a changed number changes the digest."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.errors import UserError
from config.forms import identities
from crawler.demo import DemoSummary, Portal, load_story, play
from crawler.demo.figures import figures, printed
from crawler.demo.story import STORY_FILE, StoryBody
from tests.crawler.office import ROOT

STORY = load_story()


@pytest.mark.parametrize("body", STORY.bodies, ids=lambda body: body.name)
def test_figures_obey_the_form_and_the_year_before(body: StoryBody) -> None:
    for year in STORY.years:
        cells, before = figures(body, year), figures(body, year - 1)
        assert len(cells) == 200
        assert min(cells.values()) >= 0
        for identity in (*identities("2021", "t3"), *identities("2021", "t4")):
            assert sum(cells[cell] for cell in identity.left) == sum(cells[cell] for cell in identity.right), (
                identity.id
            )
        for column in ("natural_person", "company", "total"):
            assert cells[f"t3.carried_in.{column}"] == before[f"t3.carried_out.{column}"]
        stock = {name: cells[f"t2.normative_documents.{name}"] for name in ("issued", "repealed", "in_force")}
        assert stock["in_force"] == before["t2.normative_documents.in_force"] + stock["issued"] - stock["repealed"]


def test_only_departures_break_the_form() -> None:
    every = [identity for table in ("t3", "t4") for identity in identities("2021", table)]
    reports = {(body.name, year): printed(body, year) for body in STORY.bodies for year in STORY.years}
    broken = {
        report
        for report, cells in reports.items()
        for identity in every
        if sum(cells[cell] for cell in identity.left) != sum(cells[cell] for cell in identity.right)
    }
    assert broken == {("云帆县财政局", 2025), ("青禾市民政局", 2025)}


def test_the_story_is_as_rich_as_promised() -> None:
    assert len(STORY.sites) == 3
    assert len(STORY.bodies) >= 12
    assert {body.state for body in STORY.bodies} >= {"on_time", "late", "missing", "not_looked"}
    assert any(not body.findings and body.published for body in STORY.bodies)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> DemoSummary:
    return play(tmp_path_factory.mktemp("demo"))


@pytest.mark.slow
def test_the_known_story_comes_out(first: DemoSummary) -> None:
    assert first.objections == ()
    assert first.changed
    assert first.seconds < 60
    assert len(first.rows) == len(STORY.bodies)
    assert "云帆县水利局" in first.digest.read_text(encoding="utf-8")
    assert len(first.messages) == 2


@pytest.mark.slow
def test_a_second_time_changes_nothing(first: DemoSummary) -> None:
    second = play(first.root)
    assert second.story_held
    assert not second.changed
    assert second.messages == first.messages


@pytest.mark.slow
def test_a_changed_number_changes_the_digest(first: DemoSummary, tmp_path: Path) -> None:
    root = tmp_path / "changed"
    shutil.copytree(first.root, root)
    story = root / STORY_FILE
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace('"t4.review.total" = "+1"', '"t4.review.total" = "+4"'), encoding="utf-8")
    again = play(root)
    assert again.changed
    wrong = printed(next(body for body in STORY.bodies if body.name == "云帆县财政局"), 2025)["t4.review.total"] + 3
    assert f"{wrong}" in "".join(row.finding.message for each in again.rows for row in each.findings)
    assert f"{wrong}" in again.digest.read_text(encoding="utf-8")


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with Portal(STORY) as taken, pytest.raises(UserError, match=r"port \d+ on 127.0.0.1 is taken"):
        Portal(STORY, taken.ports)


@pytest.mark.parametrize("name", ["duban.toml", "bodies.csv", "duban.sqlite"])
def test_a_real_workspace_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    words = [sys.executable, "-m", "duban", "demo", "--workspace", str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.strip().endswith("is a real workspace; choose another folder for the demonstration")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_story_that_says_nothing_sensible_is_told(tmp_path: Path) -> None:
    (tmp_path / STORY_FILE).write_text("looks = [2026-04-09]\nwhat = 1\n", encoding="utf-8")
    with pytest.raises(UserError, match=STORY_FILE):
        play(tmp_path)
