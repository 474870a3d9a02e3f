"""Days off: shown beside a last day that is one, and never moving it unless the workspace says so."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Literal

DayOff = Literal["weekend", "holiday"]

_SATURDAY = 5


def day_off(day: date) -> DayOff | None:
    """Return what kind of day off a day is; of years without data only the weekends are known."""
    off, work = _days().get(day.year, (frozenset(), frozenset()))
    if day in off:
        return "holiday"
    return "weekend" if day.weekday() >= _SATURDAY and day not in work else None


def next_working_day(day: date) -> date:
    """Return the day itself, or the first working day after it."""
    while day_off(day):
        day += timedelta(days=1)
    return day


@cache
def _days() -> Mapping[int, tuple[frozenset[date], frozenset[date]]]:
    data = loads((files("config") / "data" / "holidays.toml").read_text(encoding="utf-8"))
    return {
        int(year): (
            frozenset(day for first, last in entry["off"] for day in _range(first, last)),
            frozenset(date.fromisoformat(day) for day in entry["work"]),
        )
        for year, entry in data.items()
    }


def _range(first: str, last: str) -> list[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return [begin + timedelta(days=number) for number in range((end - begin).days + 1)]
