"""A season of which everything is known: `duban run` twice a day tells what happened, and accuses nobody else."""

from datetime import date

import pytest

from tests.bench.season import Season, play
from tests.portals.season import STORIES


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Season:
    return play(tmp_path_factory.mktemp("season") / "office")


@pytest.mark.slow
def test_the_true_story_and_nothing_else(season: Season) -> None:
    assert list(season.differences()) == []


@pytest.mark.slow
def test_who_blocks_us_all_along_is_never_called_missing(season: Season) -> None:
    row = season.of(next(story for story in STORIES if story.key == "blocked"))
    assert (row.state, row.source.state, row.source.last_accepted) == ("not_looked", "blocked", None)
    assert row.source.reason


@pytest.mark.slow
def test_a_quiet_change_is_seen_within_a_week(season: Season) -> None:
    row = season.of(next(story for story in STORIES if story.key == "changed"))
    assert "changed" in row.flags
    assert row.checked is not None
    assert row.checked.date() >= date(2026, 3, 1)


@pytest.mark.slow
def test_the_plan_looks_less_as_the_season_ends(season: Season) -> None:
    assert season.visits[1] > season.visits[2] > season.visits[4]
    assert sum(season.visits.values()) < sum(season.calls.values()) * len(STORIES) / 2
