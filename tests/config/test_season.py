"""The plan of the season: daily in January, weekly until the end of March, monthly otherwise, at once where owed."""

from datetime import date, datetime, timedelta

import pytest

from config.clock import SHANGHAI
from config.season import Looked, due_again, freshness, interval, next_look

HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("day", "days", "fresh"),
    [("2027-01-01", 1, 7), ("2027-01-31", 1, 7), ("2027-02-01", 7, 7), ("2027-03-31", 7, 7), ("2027-04-01", 30, 30)],
)
def test_interval_of_a_day(day, days, fresh):
    assert interval(date.fromisoformat(day)) == timedelta(days=days)
    assert freshness(date.fromisoformat(day)) == timedelta(days=fresh)


@pytest.mark.parametrize(
    ("now", "age", "state", "owed", "why"),
    [
        pytest.param("2027-01-10T20:00", 12, "accepted", False, None, id="twice a day in January"),
        pytest.param("2027-01-10T08:00", 24, "accepted", False, "interval", id="the next morning"),
        pytest.param("2027-01-10T07:40", 23, "accepted", False, "interval", id="a little before the day is over"),
        pytest.param("2027-02-10T08:00", 24, "accepted", False, None, id="the next day in February"),
        pytest.param("2027-02-10T08:00", 168, "accepted", False, "interval", id="a week later"),
        pytest.param("2027-02-10T08:00", 24, "accepted", True, "owed", id="an answer is owed"),
        pytest.param("2027-02-10T08:00", 11, "accepted", True, None, id="too soon to prove anything"),
        pytest.param("2027-06-10T08:00", 168, "accepted", False, None, id="a week later in June"),
        pytest.param("2027-06-10T08:00", 720, "accepted", False, "interval", id="a month later in June"),
        pytest.param("2027-06-10T08:00", 1, "rejected", False, "rejected", id="the last run proved nothing"),
        pytest.param("2027-06-10T08:00", 12, "blocked", True, None, id="who blocks us is left in peace"),
        pytest.param("2027-06-10T08:00", 24, "blocked", False, "rejected", id="and asked again the next day"),
    ],
)
def test_why_a_source_is_looked_at(now, age, state, owed, why):
    assert due_again(at(now), Looked(at(now) - age * HOUR, state, owed=owed)) == why


def test_what_was_never_or_only_half_looked_at_is_due():
    now = at("2027-06-10T08:00")
    assert due_again(now, Looked(None, "never")) == "never"
    assert due_again(now, Looked(now, "accepted", interrupted=True)) == "interrupted"


@pytest.mark.parametrize(
    ("failures", "age", "why"),
    [
        (1, 1, "rejected"),  # a passing failure is tried again at once
        (2, 1, "rejected"),
        (3, 1, None),  # one that lasts is not asked every hour
        (3, 6, "rejected"),
        (30, 12, "rejected"),
    ],
)
def test_a_source_that_fails_again_and_again_is_asked_less_often(failures, age, why):
    now = at("2027-06-10T08:00")
    assert due_again(now, Looked(now - age * HOUR, "rejected", failures=failures)) == why


def test_the_next_look_comes_earlier_when_the_season_begins():
    assert next_look(Looked(at("2027-02-10T08:00"), "accepted"), at("2027-02-11T08:00")) == date(2027, 2, 17)
    assert next_look(Looked(at("2026-12-20T08:00"), "accepted"), at("2026-12-28T08:00")) == date(2027, 1, 1)
