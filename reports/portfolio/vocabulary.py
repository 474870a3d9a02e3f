"""Which words are common, and by which numbers reports with the same own words find each other, kept up to date."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from checks.portfolio.boilerplate import ANYWHERE, Boilerplate, Common, common_of, counted
from checks.portfolio.copies import own_bands
from checks.portfolio.sketches import Sketch
from reports.portfolio.words import Library
from reports.store import Store

_AT_ONCE, _PLACES_AT_HAND, _YEARS_AT_HAND = 500, 512, 3
_NONE: frozenset[int] = frozenset()


class Vocabulary:
    """The own words of all reports that are judged, as far as they are needed to find those that are alike.

    What is kept in the ledger is brought up to date in memory where reports moved; `save` writes it, after everything
    that rests on it was judged: a comparison that is killed begins again with what was known before.

    Args:
        store: where it is kept.
        library: the sketches of reports.
        moved: the bodies whose reports moved, by year.
        whole: take nothing that is kept for true; all reports that are judged are among the moved.

    Attributes:
        boilerplate: tells own words from common ones.
        judged: returns the editions of a year that are judged, by body.
    """

    def __init__(
        self, store: Store, library: Library, moved: Mapping[int, Collection[str]], *, whole: bool = False
    ) -> None:
        self._store, self._library, self._moved, self._whole = store, library, moved, whole
        self._common: dict[tuple[str, int], tuple[bytes, int]] = {}
        self._bands: defaultdict[int, dict[str, bytes]] = defaultdict(dict)
        self._shifted: dict[tuple[str, int], frozenset[int]] = {}
        self._learnt: set[tuple[str, int]] = set()
        self._reached: dict[int, set[str]] = {}
        self._touched: dict[int, set[int]] = {}
        self.judged = lru_cache(maxsize=_YEARS_AT_HAND)(store.judged_reports)
        for year in sorted(moved):
            self._count(year)
        self.boilerplate = Boilerplate(lru_cache(maxsize=_PLACES_AT_HAND)(self._common_of))
        for year in sorted({*moved, *(each + 1 for each in moved)}):
            self._look_again(year)

    def reached(self, year: int) -> Collection[str]:
        """Return the bodies whose reports of a year have moved, or may have other own words than before."""
        return self._reached.get(year, ())

    def touched(self, year: int) -> set[int]:
        """Return the numbers that reports of a year which were reached have or had; none where all are judged."""
        return self._touched.get(year, set())

    def having(self, year: int, numbers: Collection[int]) -> set[str]:
        """Return the bodies whose reports of a year have one of some numbers."""
        wanted = frozenset(numbers)
        return {body for body, bands in self._banded(year) if not wanted.isdisjoint(bands)} if wanted else set()

    def numbers(self, year: int, bodies: Collection[str]) -> set[int]:
        """Return the numbers of the reports of some bodies and a year."""
        return {number for _, bands in self._banded(year, bodies) for number in bands}

    def save(self) -> None:
        """Keep what was brought up to date."""
        if self._whole:
            self._store.forget_vocabulary()
        self._store.save_common_words((year, place, *said) for (place, year), said in self._common.items())
        for year, bands in self._bands.items():
            self._store.save_bands(year, bands.items())

    def _count(self, year: int) -> None:
        """Find out what is common among the reports of a year, in places of which one has moved."""
        reports: defaultdict[str, list[str]] = defaultdict(list)
        for body in self.judged(year):
            reports[self._library.place_of(body)].append(body)
        reports[ANYWHERE] = [*self.judged(year)]
        for place in {ANYWHERE, *map(self._library.place_of, self._moved[year])}:
            now = common_of(place, self._sketches(year, counted(reports[place])))
            before = self._common_of(place, year)
            self._shifted[place, year] = before.hashes ^ now.hashes
            if before.known != now.known:
                self._learnt.add((place, year))
            self._common[place, year] = array("I", sorted(now.hashes)).tobytes(), now.reports

    def _look_again(self, year: int) -> None:
        """Find the own words of the reports of a year that moved, or hold what came to be common or is so no more."""
        moved = set(self._moved.get(year, ()))
        reached = self._reached[year] = moved | (set() if self._whole else self._reached_by_words(year))
        held = [body for body in sorted(reached) if body in self.judged(year)]
        before = set() if self._whole else self.numbers(year, reached)
        self._bands[year] |= dict.fromkeys(reached, b"")
        for start in range(0, len(held), _AT_ONCE):
            bodies = held[start : start + _AT_ONCE]
            for body, sketch in zip(bodies, self._sketches(year, bodies), strict=True):
                own = self.boilerplate.own(self._library.place_of(body), year, sketch.whole)
                self._bands[year][body] = own_bands(own).tobytes()
        self._touched[year] = set() if self._whole else before | self.numbers(year, reached)

    def _reached_by_words(self, year: int) -> set[str]:
        """Return the bodies whose reports hold words that came to be common or are so no more, where they are.

        Where it came to be known what is common, or is so no more, these are all of the place.
        """
        near: defaultdict[str, set[int]] = defaultdict(set)
        for (place, counted_in), hashes in self._shifted.items():
            if counted_in in {year - 1, year}:
                near[place] |= hashes
        anywhere = near.pop(ANYWHERE, set())
        learnt = {place for place, counted_in in self._learnt if counted_in in {year - 1, year}}
        bodies = None if anywhere else self._bodies_of(year, {*learnt, *(place for place in near if near[place])})
        return {
            body
            for body, data in self._store.sketches_of_year(year, bodies)
            if (place := self._library.place_of(body)) in learnt
            or not (anywhere.isdisjoint(found := array("I", data)[1:]) and near.get(place, _NONE).isdisjoint(found))
        }

    def _bodies_of(self, year: int, places: Collection[str]) -> list[str]:
        return [body for body in self.judged(year) if self._library.place_of(body) in places] if places else []

    def _sketches(self, year: int, bodies: Sequence[str]) -> list[Sketch]:
        editions = self.judged(year)
        found = self._library.sketches({(body, year): editions[body] for body in bodies})
        return [found[body, year] for body in bodies]

    def _common_of(self, place: str, year: int) -> Common:
        kept = (b"", 0) if self._whole else self._store.common_words(year, place)
        hashes, reports = self._common.get((place, year), kept)
        return Common(frozenset(array("I", hashes)), reports)

    def _banded(self, year: int, bodies: Collection[str] | None = None) -> Iterator[tuple[str, "array[int]"]]:
        """Yield the numbers of reports of a year, of some bodies if given."""
        pending = self._bands[year]
        if not self._whole:
            for body, numbers in self._store.bands(year, bodies):
                if body not in pending:
                    yield body, array("I", numbers)
        for body in pending if bodies is None else pending.keys() & set(bodies):
            yield body, array("I", pending[body])
