"""What is common to the reports of a place: statutory phrases and templates that an office handed out."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from checks.portfolio.sketches import Sketch

ENOUGH = 12
"""Reports of a place without which nobody knows what is common there."""
FEW = 3
"""So many bodies may have copied from each other; words that more have were handed out."""
_SHARE_OF_PLACE, _SHARE_OF_ALL = 0.05, 0.01
_MOST_COUNTED = 2000


class Boilerplate:
    """The hashes that are nobody's own, by place.

    Words are common when more bodies have them than are likely to have copied from each other, among the reports of
    one place and year, or among those of one year wherever they come from (by a sample of them).
    """

    def __init__(self, reports: Iterable[tuple[str, int, Sketch]]) -> None:
        grouped: defaultdict[str, defaultdict[int, list[Sketch]]] = defaultdict(lambda: defaultdict(list))
        by_year: defaultdict[int, list[Sketch]] = defaultdict(list)
        for place, year, sketch in reports:
            grouped[place][year].append(sketch)
            by_year[year].append(sketch)
        self._known = {place for place, years in grouped.items() if max(map(len, years.values())) >= ENOUGH}
        self._places = {place: _of_years(years.values(), _SHARE_OF_PLACE) for place, years in grouped.items()}
        self._anywhere = _of_years(by_year.values(), _SHARE_OF_ALL)

    def own(self, place: str, hashes: Iterable[int]) -> "array[int]":
        """Return those of some hashes that are not common in a place."""
        common = self._places.get(place, frozenset())
        return array("I", [each for each in hashes if each not in common and each not in self._anywhere])

    def known(self, place: str) -> bool:
        """Tell whether enough reports of a place are at hand to know what is common there."""
        return place in self._known


def _of_years(years: Iterable[Sequence[Sketch]], least: float) -> frozenset[int]:
    return frozenset(chain.from_iterable(_common(sketches, least) for sketches in years))


def _common(sketches: Sequence[Sketch], least: float) -> Iterable[int]:
    step = -(-len(sketches) // _MOST_COUNTED) or 1
    counted = sketches[::step]
    counts = Counter(chain.from_iterable(sketch.whole for sketch in counted))
    bound = max(FEW, least * len(counted))
    return (each for each, bodies in counts.items() if bodies > bound)
