"""Whether the lists of a run were seen whole: what each says of its size, against what was seen of it.

The pages of one list are those that its pagers lead to; a script that only points to its data belongs to them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.discovery import Announced
from reports.store import RequestKey

SMALLEST_SIZE = 5
"""Entries of a page from which on a full one is a sign; fewer are met by chance."""

USUAL_SIZES = frozenset({10, 15, 20, 25, 30, 50})
"""Entries at which lists are cut where nobody says so."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list as it was seen.

    Attributes:
        key: how it was asked for.
        further: the requests for the rest of the list that it led to.
        rows: the addresses of its entries.
        said: what it says of the size of the list.
        turns: whether something on it turns to a further page and could not be followed.
        is_answer: whether it is data rather than a page: an empty one is the end of a list.
        size: how many entries one page holds at most, where its script or its request says so.
        years: the report years that its entries name; where one names none, those that its date leaves open.
        closed: the years, among those that are expected, of groups on it that open by script alone.
        since: the first year that is expected of the list; that of its group, where it is a group of one year.
    """

    key: RequestKey
    further: frozenset[RequestKey]
    rows: frozenset[str]
    said: Announced
    turns: bool = False
    is_answer: bool = False
    size: int | None = None
    years: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()
    since: int = 0

    @property
    def is_full(self) -> bool:
        """Whether it holds exactly as many entries as a page of its list can: more may follow.

        Where no size is told, a usual one is such a sign unless the entries reach back to the first year expected.
        """
        if self.size is None:
            return len(self.rows) in USUAL_SIZES and min(self.years, default=0) > self.since
        return self.size >= SMALLEST_SIZE and len(self.rows) == self.size


@dataclass(frozen=True, slots=True)
class Short:
    """A list of which less was seen than it says it holds; figures as `seen/announced`, `?` where nothing is said."""

    url: str
    figures: str


def short_lists(parts: Iterable[Part], ends: Iterable[RequestKey] = ()) -> Iterator[Short]:
    """Yield the lists that were not seen whole.

    Args:
        parts: the pages of all lists of a run, in the order of the visits.
        ends: requests that met the end of a list: a stub past its last page.
    """
    met = set(ends)
    for group in _lists(parts):
        keys = {key for part in group for key in (part.key, *part.further)}
        short = _short(group, len(keys & met))
        if short:
            yield Short(group[0].key[0], short)


def _short(group: list[Part], stubs: int) -> str:
    """The figures of a list that was not seen whole; empty where it was, or says nothing."""
    rows = len(frozenset[str]().union(*(part.rows for part in group)))
    pages = len({part.rows for part in group if part.rows or part.is_answer}) + stubs
    said_rows = max((part.said.rows or 0 for part in group), default=0)
    said_pages = max((part.said.pages or 0 for part in group), default=0)
    if said_pages:
        is_whole = pages >= said_pages or (said_rows and rows >= said_rows)
        return "" if is_whole else f"{pages}/{said_pages}"
    if said_rows:
        return "" if rows >= said_rows else f"{rows}/{said_rows}"
    if pages < 2 and any(part.turns for part in group):
        return f"{pages}/?"
    is_part = _has_closed_group(group) or (pages < 2 and any(part.is_full for part in group))
    return f"{rows}/?" if is_part else ""


def _has_closed_group(group: list[Part]) -> bool:
    """Tell whether a year that only a script opens is that of no entry: of its reports, or of their publication."""
    years = frozenset[int]().union(*(part.years for part in group))
    closed = frozenset[int]().union(*(part.closed for part in group))
    return any(not {year - 1, year} & years for year in closed)


def _lists(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """The pages of each list together."""
    known = list(parts)
    leader: dict[RequestKey, RequestKey] = {}

    def find(key: RequestKey) -> RequestKey:
        while leader.setdefault(key, key) != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for part in known:
        for further in part.further:
            leader[find(further)] = find(part.key)
    groups: dict[RequestKey, list[Part]] = defaultdict(list)
    for part in known:
        groups[find(part.key)].append(part)
    yield from groups.values()
