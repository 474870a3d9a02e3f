"""Whether a site was moved: many old reports dated anew on one day, or appearing together in one run.

Such a day is none of publication, and what appeared with the move was not absent because nobody had published it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from checks.timeliness import MIGRATION_GAP

MOST_BY_CHANCE = 2
"""Old reports that may be dated anew on one day, or appear in one run, without a move."""

OF_YEARS = 2
"""How many report years they must be of: a body that publishes late publishes one year."""

_Key = TypeVar("_Key", date, int)

Place = tuple[str, int]
"""A body and a report year."""


@dataclass(frozen=True, slots=True)
class Migrations:
    """The moves of one source.

    Attributes:
        days: on which old reports were dated anew.
        runs: in which old reports appeared together, though runs before them had proven them absent.
    """

    days: frozenset[date] = field(default_factory=frozenset)
    runs: frozenset[int] = field(default_factory=frozenset)


def migrations(dated: Iterable[tuple[Place, date]], appeared: Mapping[Place, int], first_run: int | None) -> Migrations:
    """Recognise the moves of a site.

    Args:
        dated: every day that pages of the source showed for a report of a body and year.
        appeared: the run that saw each report first.
        first_run: the first accepted run: what it saw had not been looked for before.
    """
    by_day: dict[date, set[Place]] = defaultdict(set)
    for place, day in dated:
        if day - last_statutory_day(place[1]) >= MIGRATION_GAP:
            by_day[day].add(place)
    by_run: dict[int, set[Place]] = defaultdict(set)
    newest = max((year for _, year in appeared), default=0)
    for place, run in appeared.items():
        if place[1] < newest and first_run is not None and run > first_run:
            by_run[run].add(place)
    return Migrations(frozenset(_many(by_day)), frozenset(_many(by_run)))


def last_statutory_day(year: int) -> date:
    """Return the last day on which the law lets any report of a year be published."""
    return date(year + 1, 3, 31)


def _many(places: Mapping[_Key, set[Place]]) -> Iterator[_Key]:
    for key, found in places.items():
        if len(found) > MOST_BY_CHANCE and len({year for _, year in found}) >= OF_YEARS:
            yield key
