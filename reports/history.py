"""How the report of a body and year changed and moved, told from where and when each of its editions was seen."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from reports.store import EditionRow, Sighting


@dataclass(frozen=True, slots=True)
class Transition:
    """One edition took the place of another: ids of both, where, and when (in ledger time) each was seen there.

    Attributes:
        last_before: when the older one was last seen there.
        seen: when the newer one was first seen there.
    """

    before: int
    after: int
    url: str
    last_before: datetime
    seen: datetime


def transitions(
    sightings: Sequence[Sighting], editions: Mapping[int, EditionRow], accepted: Collection[int]
) -> tuple[Transition, ...]:
    """Return what took the place of what, oldest first, every pair once.

    Another reading of the same bytes is no change, and neither is a copy beside the old one.

    Args:
        sightings: of one body and year, oldest first.
        editions: by id.
        accepted: ids of the runs that would have seen the report wherever it stood.
    """
    found = sorted(
        (*_at_one_address(sightings), *_elsewhere(sightings, editions, accepted)), key=lambda each: each.seen
    )
    return tuple({(each.before, each.after): each for each in reversed(found)}.values())[::-1]


def moved(sightings: Sequence[Sighting], standing: Sequence[Sighting]) -> bool:
    """Tell whether a report stands at none of the addresses any more at which the first run saw it.

    Args:
        sightings: of one body and year, oldest first.
        standing: those of them that are what stands where now.
    """
    crawled = [sighting for sighting in sightings if sighting.run_id is not None]
    first = {_place(sighting.url) for sighting in crawled if sighting.run_id == crawled[0].run_id}
    now = {_place(sighting.url) for sighting in standing if sighting.run_id is not None}
    return bool(first and now) and not first & now


def _place(url: str) -> str:
    """An address without its scheme: a site that changed to https moved nothing."""
    return url.split("://", 1)[-1]


def _at_one_address(sightings: Sequence[Sighting]) -> Iterator[Transition]:
    shown: dict[str, Sighting] = {}
    for sighting in sightings:
        before = shown.get(_place(sighting.url))
        if before and _replaces(before, sighting):
            yield _transition(before, sighting)
        shown[_place(sighting.url)] = sighting


def _replaces(before: Sighting, sighting: Sighting) -> bool:
    """Tell whether a sighting shows another content; files entered together under one address are copies."""
    together = before.run_id is None and sighting.run_id is None and before.seen == sighting.seen
    return not together and before.edition_id != sighting.edition_id and before.sha256 != sighting.sha256


def _elsewhere(
    sightings: Sequence[Sighting], editions: Mapping[int, EditionRow], accepted: Collection[int]
) -> Iterator[Transition]:
    """Yield the changes of a report that moved at the same time: nothing of what was seen before is there any more."""
    by_run: dict[int, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        if sighting.run_id is not None:
            by_run[sighting.run_id].append(sighting)
    for earlier, later in pairwise(by_run):
        old, new = by_run[earlier], by_run[later]
        if later in accepted and not _places(old) & _places(new) and not _contents(old) & _contents(new):
            yield _transition(_fullest(old, editions), _fullest(new, editions))


def _places(sightings: Sequence[Sighting]) -> set[str]:
    return {_place(sighting.url) for sighting in sightings}


def _contents(sightings: Sequence[Sighting]) -> set[object]:
    return {known for sighting in sightings for known in (sighting.edition_id, sighting.sha256)}


def _fullest(sightings: Sequence[Sighting], editions: Mapping[int, EditionRow]) -> Sighting:
    return max(sightings, key=lambda sighting: editions[sighting.edition_id].completeness)


def _transition(before: Sighting, after: Sighting) -> Transition:
    return Transition(before.edition_id, after.edition_id, after.url, before.seen, after.seen)
