"""The reports of one year of a workspace, beside each other and beside those of the years before."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from checks.portfolio.beside import companions_of, quoted
from checks.portfolio.copies import Key, Matches, matches_of
from checks.portfolio.peers import CELLS, outliers
from checks.portfolio.records import Companion, Companions, Outlier
from config.bodies import Registry
from reports.portfolio.figures import companion, families, office_of, total_of_family
from reports.portfolio.relations import peers_of
from reports.portfolio.vocabulary import Vocabulary
from reports.portfolio.words import Library
from reports.store import Shown, Store

YEARS_BACK = 2
"""How many years back the own reports of a body are compared."""


class Beside:
    """Everything that is the same for all years of one comparison.

    Args:
        store: one open to write keeps the sketches that are made.
        registry: which bodies there are, and how they stand to each other.
        moved: the bodies whose reports moved, by year.
        whole: take nothing that is kept for true; all reports that are judged are among the moved.
    """

    def __init__(self, store: Store, registry: Registry, moved: Mapping[int, Collection[str]], *, whole: bool) -> None:
        self.store, self.registry, self.moved = store, registry, moved
        self.library = Library(store, registry)
        self.vocabulary = Vocabulary(store, self.library, moved, whole=whole)
        self.peers = {body.id: group for body in registry.bodies if (group := peers_of(body))}


class Year:
    """What reports of one year look like beside others.

    Args:
        beside: what is the same for all years.
        year: the report year.

    Attributes:
        held: the editions that are judged, by body.
    """

    def __init__(self, beside: Beside, year: int) -> None:
        self._beside, self._year = beside, year
        self._store, self._library, self._vocabulary = beside.store, beside.library, beside.vocabulary
        self._peers = beside.peers
        self.held = self._vocabulary.judged(year)
        self._families = {head: below for head, below in families(beside.registry, year).items() if head in self.held}
        self._shown: dict[Key, Shown] = {}
        self._matches: Mapping[Key, Matches] = {}

    def moved(self) -> set[str]:
        """Return the bodies whose report may look otherwise since reports have moved, but for figures beside peers."""
        moved = self._beside.moved
        back = range(self._year - YEARS_BACK, self._year)
        asked = {*self._vocabulary.reached(self._year), *(body for year in back for body in moved.get(year, ()))}
        touched = self._vocabulary.touched(self._year) | self._vocabulary.touched(self._year - 1)
        asked |= self._vocabulary.having(self._year, touched)
        of_year = moved.get(self._year, ())
        asked |= {head for head, below in self._families.items() if any(each.id in of_year for each in below)}
        return asked & self.held.keys()

    def figures_beside(self, bodies: Collection[str]) -> dict[str, tuple[Outlier, ...] | None]:
        """Return what is found of the figures of some bodies, those whose report moved or is gone, and all their peers.

        It is None where peers are too few.
        """
        concerned = {*bodies, *self._beside.moved.get(self._year, ())}
        groups = {self._peers[body] for body in concerned if body in self._peers}
        editions = {body: edition for body, edition in self.held.items() if self._peers.get(body) in groups}
        figures = self._store.figures(list(editions.values()), CELLS)
        read = {body: figures[edition] for body, edition in editions.items() if edition in figures}
        found = outliers(read, self._peers)
        return {body: found.get(body) for body in editions}

    def reports(
        self, asked: Collection[str], odd: Mapping[str, tuple[Outlier, ...] | None]
    ) -> Iterator[tuple[Shown, Companions]]:
        """Yield the reports of some bodies with what they look like, without the passages that are alike."""
        self._load(asked)
        for key, found in self._matches.items():
            beside = companions_of(found, self._companion)
            told = odd.get(key[0])
            beside = replace(beside, peers=told is not None, outliers=told or ())
            yield self._shown[key], self._in_family(key[0], beside)

    def with_passages(self, shown: Shown, companions: Companions) -> Companions:
        """Return what a report looks like with the passages that are alike."""
        key = (shown.body_id, shown.year)
        return quoted(companions, key, self._matches[key], self._library.text_of)

    def _load(self, asked: Collection[str]) -> None:
        year, few = self._year, 2 * len(asked) < len(self.held)
        numbers = self._vocabulary.numbers(year, asked) if few else ()
        bodies: dict[int, Collection[str]] = dict.fromkeys(range(year - YEARS_BACK, year - 1), asked)
        for each in (year - 1, year):
            bodies[each] = {*asked, *(self._vocabulary.having(each, numbers) if few else self._vocabulary.judged(each))}
        shown = [each for past, wanted in bodies.items() for each in self._listed(past, wanted)]
        self._shown = {(each.body_id, each.year): each for each in shown}
        several = self._store.several_bodies(year - 1, year)
        members = self._library.members(shown)
        self._matches = matches_of(asked, members, year, self._vocabulary.boilerplate, several=several)

    def _listed(self, year: int, bodies: Collection[str]) -> list[Shown]:
        return [each for each in self._store.shown_reports(year, bodies) if each.body_id in self._library.bodies]

    def _in_family(self, body: str, beside: Companions) -> Companions:
        below = self._families.get(body)
        if not below:
            return beside
        shown = {each.body_id: each for each in self._listed(self._year, [body, *(each.id for each in below)])}
        parts = self._store, self._beside.registry, shown, self._library.bodies[body], below
        return replace(beside, total=total_of_family(*parts), office=office_of(*parts))

    def _companion(self, key: Key) -> Companion:
        return companion(self._library.bodies[key[0]], self._shown[key])
