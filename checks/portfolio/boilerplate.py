"""What is common to the reports of a place: statutory phrases and templates that an office handed out."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import chain
from zlib import crc32

from checks.portfolio.sketches import Sketch

ENOUGH = 12
"""Reports of a place without which nobody knows what is common there."""
FEW = 3
"""So many bodies may have copied from each other; words that more have were handed out."""
ANYWHERE = "*"
"""Stands for a place where the reports of all places are meant."""
_SHARE_OF_PLACE, _SHARE_OF_ALL = 0.05, 0.01
_MOST_COUNTED, _PLACES_AT_HAND = 2000, 256


@dataclass(frozen=True, slots=True)
class Common:
    """The hashes that are nobody's own among the reports of one place and year, and how many were counted."""

    hashes: frozenset[int] = frozenset()
    reports: int = 0

    @property
    def known(self) -> bool:
        """Whether there are enough reports to know what is common."""
        return self.reports >= ENOUGH


class Boilerplate:
    """The hashes that are nobody's own in the report of a place and year: those common in it or the year before.

    Args:
        common: returns what is common in a place (or `ANYWHERE`) and year.
    """

    def __init__(self, common: Callable[[str, int], Common]) -> None:
        self._common = common
        self._hashes = lru_cache(maxsize=_PLACES_AT_HAND)(self._hashes_of)

    def own(self, place: str, year: int, hashes: Iterable[int]) -> "array[int]":
        """Return those of some hashes of a report that are not common."""
        here, anywhere = self._hashes(place, year), self._hashes(ANYWHERE, year)
        return array("I", [each for each in hashes if each not in here and each not in anywhere])

    def known(self, place: str, year: int) -> bool:
        """Tell whether enough reports of a place are at hand to know what is common there."""
        return self._common(place, year).known or self._common(place, year - 1).known

    def _hashes_of(self, place: str, year: int) -> frozenset[int]:
        return self._common(place, year).hashes | self._common(place, year - 1).hashes


def counted(bodies: Iterable[str]) -> list[str]:
    """Return the bodies whose reports are counted: all, or of very many those that a hash of their ids chooses."""
    return nsmallest(_MOST_COUNTED, bodies, key=lambda body: (crc32(body.encode()), body))


def common_of(place: str, sketches: Sequence[Sketch]) -> Common:
    """Return the words that more bodies of a place have than are likely to have copied from each other."""
    counts = Counter(chain.from_iterable(sketch.whole for sketch in sketches))
    bound = max(FEW, (_SHARE_OF_ALL if place == ANYWHERE else _SHARE_OF_PLACE) * len(sketches))
    return Common(frozenset(each for each, bodies in counts.items() if bodies > bound), len(sketches))


def boilerplate_of(reports: Iterable[tuple[str, str, int, Sketch]]) -> Boilerplate:
    """Return what is common to reports, each with its body, place and year."""
    grouped: defaultdict[tuple[str, int], dict[str, Sketch]] = defaultdict(dict)
    for body, place, year, sketch in reports:
        for name in (place, ANYWHERE):
            grouped[name, year][body] = sketch
    found: Mapping[tuple[str, int], Common] = {
        (place, year): common_of(place, [sketches[body] for body in counted(sketches)])
        for (place, year), sketches in grouped.items()
    }
    return Boilerplate(lambda place, year: found.get((place, year), Common()))
