"""Where and how a report is offered, from what was recorded: for the rules of publication."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from checks.dating import day_of
from checks.model import Copies, DeadLink, Publication, Report
from config.bodies import Body, Registry
from config.kinds import Kind
from reports.content import contradictions
from reports.store import Sighting, Unopened


def publication_of(
    read: Callable[[int], Report],
    registry: Registry,
    body: Body,
    standing: Sequence[Sighting],
    *,
    in_column: bool | None,
    dead: Sequence[Unopened],
    runs: Mapping[int, datetime],
) -> Publication:
    """Return where and how a body's report of a year is offered.

    Args:
        read: returns the report of an edition, by its id.
        registry: tells whose website an address is on.
        body: whose report it is.
        standing: what stands where, as far as is known.
        in_column: whether a list of the column led to any of it; None where that is not known.
        dead: listed addresses that promise this report and are gone, of accepted runs.
        runs: when these runs began, in ledger time, by id.
    """
    crawled = [sighting for sighting in standing if sighting.run_id is not None]
    addresses = tuple(dict.fromkeys(sighting.url for sighting in crawled))
    return Publication(
        addresses=addresses,
        in_column=in_column,
        host_of=_host_of(registry, body, addresses),
        dead=() if standing else tuple(_dead_links(dead, runs)),
        copies=tuple(_copies(read, crawled)),
    )


def _dead_links(dead: Sequence[Unopened], runs: Mapping[int, datetime]) -> Iterator[DeadLink]:
    days: dict[str, set[date]] = defaultdict(set)
    titles = {each.url: each.title for each in dead}
    for each in dead:
        if each.run_id in runs:
            days[each.url].add(day_of(runs[each.run_id]))
    yield from (DeadLink(url, titles[url], tuple(sorted(found))) for url, found in days.items())


def _copies(read: Callable[[int], Report], standing: Sequence[Sighting]) -> Iterator[Copies]:
    if len({each.edition_id for each in standing}) < 2:
        return
    for run_id in dict.fromkeys(sighting.run_id for sighting in standing):
        own = [each for each in standing if each.run_id == run_id]
        if len({each.edition_id for each in own}) > 1:
            yield from contradictions([(each.url, read(each.edition_id)) for each in own])


def _host_of(registry: Registry, body: Body, addresses: Sequence[str]) -> str | None:
    """Return the government on whose website alone a report stands, when it is one of another place."""
    own = {host for each in (body, *registry.above(body)) for host in _hosts(each)}
    hosts = {_host(url) for url in addresses}
    if not hosts or hosts & own:
        return None
    owners = (
        each.name
        for each in registry.bodies
        if each.kind is Kind.GOVERNMENT and each.region != body.region and hosts & _hosts(each)
    )
    return next(owners, None)


def _hosts(body: Body) -> set[str]:
    return {_host(url) for url in (body.site, body.column) if url}


@lru_cache(maxsize=4096)
def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
