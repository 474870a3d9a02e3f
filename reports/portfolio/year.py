"""The reports of one year of a workspace, beside each other and beside those of the years before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.portfolio.beside import companions_of, quoted
from checks.portfolio.copies import Key, matches
from checks.portfolio.peers import CELLS, outliers
from checks.portfolio.records import Companion, Companions
from config.bodies import Registry
from reports.portfolio.figures import companion, totals
from reports.portfolio.relations import peers_of
from reports.portfolio.words import Library
from reports.store import Shown, Store

YEARS_BACK = 2
"""How many years back the own reports of a body are compared."""


class Year:
    """What the reports of one year look like beside others.

    Args:
        store: one open to write keeps the sketches that are made.
        registry: which bodies there are, and how they stand to each other.
        shown: the reports that are judged, of all years.
        year: the report year.
    """

    def __init__(self, store: Store, registry: Registry, shown: Sequence[Shown], year: int) -> None:
        self._registry = registry
        held = [each for each in shown if year - YEARS_BACK <= each.year <= year and registry.get(each.body_id)]
        self._shown = {(each.body_id, each.year): each for each in held}
        self._library = Library(store, registry, held)
        self._matches = matches(self._library.members(), year)
        of_year = {each.body_id: each for each in held if each.year == year}
        self._totals = {body: (total, office) for body, total, office in totals(store, registry, of_year, year)}
        groups = {body.id: group for body in registry.bodies if (group := peers_of(body))}
        figures = store.figures([each.edition_id for each in of_year.values()], CELLS)
        by_body = {body: figures[each.edition_id] for body, each in of_year.items() if each.edition_id in figures}
        self._outliers = outliers(by_body, groups)

    def reports(self) -> Iterator[tuple[Shown, Companions]]:
        """Yield the reports of the year with what they look like, without the passages that are alike."""
        for key, found in self._matches.items():
            total, office = self._totals.get(key[0], (None, None))
            beside = replace(
                companions_of(found, self._companion),
                total=total,
                office=office,
                peers=key[0] in self._outliers,
                outliers=self._outliers.get(key[0], ()),
            )
            yield self._shown[key], beside

    def with_passages(self, shown: Shown, companions: Companions) -> Companions:
        """Return what a report looks like with the passages that are alike."""
        key = (shown.body_id, shown.year)
        return quoted(companions, key, self._matches[key], self._library.text_of)

    def _companion(self, key: Key) -> Companion:
        body = self._registry.get(key[0])
        if body is None:
            raise LookupError(f"no body {key[0]} in the registry")
        return companion(body, self._shown[key])
