"""A moved site dates its old reports anew on one day; that is neither back-dating nor lateness."""

from datetime import date

import pytest

from checks.model import State
from reports.facts import facts_of_source
from reports.migration import migrations
from reports.store import Store
from tests.reports.ledger_samples import COUNTY, FINANCE, TOWN, Desk, day, make_workspace, paper

DAY = date(2026, 3, 10)


def dated(*years, body="fin", on=DAY):
    return [((body, year), on) for year in years]


@pytest.mark.parametrize(
    ("shown", "days"),
    [
        pytest.param(dated(2022, 2023, 2024), {date(2026, 3, 10)}, id="three old reports of three years"),
        pytest.param(dated(2022, 2023), set(), id="two old reports"),
        pytest.param(
            [*dated(2024), *dated(2024, body="gov"), *dated(2024, body="town")], set(), id="one year of three bodies"
        ),
        pytest.param(
            [*dated(2023), *dated(2024), *dated(2024, body="gov")], {date(2026, 3, 10)}, id="two years of two bodies"
        ),
        pytest.param(
            dated(2023, 2024, 2025, on=date(2026, 1, 20)), set(), id="two old ones with the new one in January"
        ),
        pytest.param(dated(2025, 2025, 2025, on=date(2026, 2, 20)), set(), id="late reports of a whole county"),
    ],
)
def test_days_of_a_move(shown, days):
    assert migrations(shown, {}, None).days == days


def test_runs_of_a_move_are_those_in_which_old_reports_appeared_that_had_been_looked_for():
    together = {("fin", 2023): 7, ("fin", 2024): 7, ("gov", 2023): 7, ("gov", 2025): 8}
    assert migrations([], together, 1).runs == {7}
    assert migrations([], together, 7).runs == set(), "the first run finds what had been there for years"
    assert migrations([], together, None).runs == set()


def months(desk, as_of):
    found = facts_of_source(desk.store, desk.workspace, desk.source, as_of=day(as_of))
    return {each.year: (each.standing.state, each.standing.flags) for each in found if each.body.id == "fin"}


@pytest.fixture
def desk(tmp_path):
    workspace = make_workspace(tmp_path / "office", first_year=2022)
    with Store.open(workspace.database, write=True) as store:
        yield Desk(store, workspace)


def pages(folder, shown):
    """Reports of the bodies from 2022 on, each dated as given or in its own January."""
    return {
        f"{folder}/{number}-{year}.html": paper(body, year, date=shown or f"{year + 1}-01-20")
        for number, body in enumerate((COUNTY, FINANCE, TOWN))
        for year in (2022, 2023, 2024, 2025)
    }


def test_reports_seen_in_time_stay_in_time_when_the_site_moves(desk):
    desk.crawl(day("2026-01-25"), pages("old", None))
    before = months(desk, "2026-01-25")
    desk.crawl(day("2026-03-10"), pages("new", "2026-03-10"))
    after = months(desk, "2026-03-11")
    assert {year: state for year, (state, _) in after.items()} == {year: state for year, (state, _) in before.items()}
    assert {flags for _, flags in after.values()} == {("migrated", "moved", "simulated")}


def test_a_first_look_after_the_move_calls_nothing_late(desk):
    desk.crawl(day("2026-03-12"), pages("new", "2026-03-10"))
    found = months(desk, "2026-03-12")
    assert {state for state, _ in found.values()} == {State.UNDATED}
    assert all("migrated" in flags for _, flags in found.values())


def test_old_reports_that_appear_together_with_their_old_dates_are_not_back_dated(desk):
    desk.crawl(day("2026-01-10"), {"x.html": paper(COUNTY, 2022, date="2023-01-20")})
    desk.crawl(day("2026-02-10"), {"x.html": paper(COUNTY, 2022, date="2023-01-20")})
    assert months(desk, "2026-02-10")[2024][0] is State.MISSING
    desk.crawl(day("2026-03-10"), pages("new", None))
    found = months(desk, "2026-03-10")
    assert {state for state, _ in found.values()} == {State.ON_TIME}
    assert all("migrated" in flags and "back_dated" not in flags for _, flags in found.values())
