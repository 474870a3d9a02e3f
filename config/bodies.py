"""The words of the registry as records: a body, a refused row, a source to crawl, and the registry of them all."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from config.body_rows import KindSource
from config.cleaning import clean_code, clean_name
from config.errors import UserError
from config.kinds import Kind


@dataclass(frozen=True, slots=True)
class Body:
    """A reporting body 机关.

    Attributes:
        id: the stable key: the id of the row, else region and name.
        kind_source: `name` when the kind was taken from the name, and so gives no timeliness error.
        level: `nation`, `province`, `city`, `county`, `township`, or None when the registry does not say.
        parent: the id of the body above, None when there is none in the registry.
        region: the code of the administrative division, empty when unknown.
        site: the home page, its own or the nearest one above it.
        column: the address of the 年报 column, or None.
        since, until: the first and last report year expected; `until` None means for good.
        successor: the id of the body that continues this one, or its name when it is not in the registry.
        line: where it stands in the file.
    """

    id: str
    name: str
    kind: Kind
    kind_source: KindSource
    level: str | None
    parent: str | None
    region: str
    site: str
    column: str | None
    contact: str
    aliases: tuple[str, ...]
    since: int
    until: int | None
    successor: str | None
    line: int

    def expected(self, year: int) -> bool:
        """Whether a report for `year` is expected of this body."""
        return self.since <= year and (self.until is None or year <= self.until)

    def years(self, last: int) -> range:
        """The report years expected up to `last`."""
        return range(self.since, min(last, self.until or last) + 1)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the former names."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not loaded: its line as a person sees it, the reason, and its cells."""

    line: int
    reason: str
    row: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A place that is crawled as one: a site and, when known, the column its reports stand in.

    Attributes:
        key: stable text made of both addresses.
        bodies: the bodies whose reports are looked for here, in the order of the registry.
    """

    key: str
    site: str
    column: str | None
    bodies: tuple[Body, ...]


@dataclass(frozen=True)
class Registry:
    """The bodies that loaded, the rows that did not, and remarks that refuse nothing."""

    bodies: tuple[Body, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()

    def sources(self) -> tuple[Source, ...]:
        """The places to crawl, each with its bodies, in the order of the registry."""
        groups: dict[tuple[str, str | None], list[Body]] = defaultdict(list)
        for body in self.bodies:
            groups[body.site, body.column].append(body)
        return tuple(
            Source(f"{site} {column}" if column else site, site, column, tuple(bodies))
            for (site, column), bodies in groups.items()
        )

    def source_of(self, body: Body) -> Source:
        """Return the source in which the reports of a body of this registry are looked for."""
        return self._sources[body.site, body.column]

    def get(self, body_id: str) -> Body | None:
        """Return the body with this id."""
        return self._by_id.get(body_id)

    def position(self, body: Body) -> int:
        """Return the place of a body of this registry in its order, from 0."""
        return self._positions[body.id]

    def find(self, text: str) -> Body:
        """Return the body that a person means by an id, a name or a former name.

        Raises:
            UserError: there is none, or several have this name.
        """
        found = self._meant(text)
        if not found:
            raise UserError(f"no body '{text}' in the registry: write an id or a name of bodies.csv")
        if len(found) > 1:
            ids = ", ".join(body.id for body in found)
            raise UserError(f"'{text}' may be any of {len(found)} bodies: write one of the ids {ids}")
        return found[0]

    def above(self, body: Body) -> tuple[Body, ...]:
        """Return the bodies above `body`, the nearest first."""
        return tuple(self._by_id[body_id] for body_id in self._above(body))

    def under(self, body: Body) -> tuple[Body, ...]:
        """Return the bodies below `body`, at any depth, in the order of the registry."""
        return tuple(each for each in self.bodies if body.id in self._above(each))

    def continued(self, body: Body, year: int) -> tuple[Body, ...]:
        """Return the bodies whose reports of the year before a body's report of `year` continues.

        It is the body itself, and those that ended with that year and name it as their successor.
        """
        ended = tuple(each for each in self._followed.get(body.id, ()) if each.until == year - 1)
        return ended if ended and not body.expected(year - 1) else (body, *ended)

    @cached_property
    def _followed(self) -> Mapping[str, tuple[Body, ...]]:
        """The bodies that each body continues."""
        found: dict[str, list[Body]] = defaultdict(list)
        for body in self.bodies:
            if body.successor:
                found[body.successor].append(body)
        return {successor: tuple(bodies) for successor, bodies in found.items()}

    @cached_property
    def _by_id(self) -> Mapping[str, Body]:
        return {body.id: body for body in self.bodies}

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {body.id: position for position, body in enumerate(self.bodies)}

    @cached_property
    def _sources(self) -> Mapping[tuple[str, str | None], Source]:
        return {(source.site, source.column): source for source in self.sources()}

    def _meant(self, text: str) -> list[Body]:
        """The body with this id, else those with this name, else those with this former name."""
        by_id = self._by_id.get(clean_code(text))
        if by_id:
            return [by_id]
        name = clean_name(text)
        named = [body for body in self.bodies if body.name == name]
        return named or [body for body in self.bodies if name in body.aliases]

    def _above(self, body: Body) -> Iterator[str]:
        parent = body.parent
        while parent is not None:
            yield parent
            parent = self._by_id[parent].parent
