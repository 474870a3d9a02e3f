"""Which visits and which files entered by hand stand behind a finding."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from checks.catalogue import rules
from config.workspace import Workspace
from reports.facts import Facts, facts_of_source
from reports.store import CaptureRow, Exchange, FindingRow, Role, Run, RunState, Store

_LISTS: tuple[Role, ...] = ("home", "column", "list")
_LONGEST_WAY = 12
"""Steps from a report back to the list it was found on."""


class Part(StrEnum):
    """What a page has to do with a finding."""

    REPORT = "report"
    ATTACHMENT = "attachment"
    PICTURE = "picture"
    FOUND_ON = "found_on"
    ABSENCE = "absence"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class Page:
    """A visit and its part."""

    exchange: Exchange
    part: Part


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that stands behind a finding.

    Attributes:
        pages: each visit once, those of the report first.
        by_hand: files that a person entered.
        runs: the accepted runs whose lists did not show the report.
        more_runs: further such runs, whose pages are not among `pages`.
        facts: where the body stood with the year when the finding was last seen; None when it is listed no more.
    """

    row: FindingRow
    pages: tuple[Page, ...]
    by_hand: tuple[CaptureRow, ...]
    runs: tuple[Run, ...]
    more_runs: int
    facts: Facts | None


def gather(store: Store, workspace: Workspace, row: FindingRow) -> Bundle:
    """Return what stands behind a finding."""
    captures = tuple(_captures(store, row))
    facts = _facts(store, workspace, row)
    proving = _proving(store, workspace, row, facts) if _rests_on_the_calendar(row) else ()
    shown = proving if len(proving) < 2 else (proving[0], proving[-1])
    pages: dict[int, Page] = {}
    for page in (*_pages_of(store, captures), *_lists_of(store, shown)):
        pages.setdefault(page.exchange.visit.id, page)
    for page in [*pages.values()]:
        origin = store.origin(page.exchange) if page.exchange.visit.status == 304 else None
        if origin:
            pages.setdefault(origin.visit.id, Page(origin, Part.ORIGIN))
    by_hand = tuple(capture for capture in captures if capture.visit_id is None)
    return Bundle(row, tuple(pages.values()), by_hand, shown, len(proving) - len(shown), facts)


def _captures(store: Store, row: FindingRow) -> Iterator[CaptureRow]:
    """Yield the first and the last sighting of the edition, and the first of every other payload that is quoted."""
    seen: set[int] = set()
    for capture in (*_of_edition(store, row), *_quoted(store, row)):
        if capture.id not in seen:
            seen.add(capture.id)
            yield capture


def _of_edition(store: Store, row: FindingRow) -> Iterable[CaptureRow]:
    sightings = [each for each in store.sightings(row.body_id) if each.edition_id == row.edition_id]
    return [store.capture(each.capture_id) for each in dict.fromkeys((*sightings[:1], *sightings[-1:]))]


def _quoted(store: Store, row: FindingRow) -> Iterator[CaptureRow]:
    for url, sha256 in dict.fromkeys((each.url, each.sha256) for each in row.finding.evidence if each.sha256):
        captures = store.captures_of_payload(sha256 or "")
        yield from [capture for capture in captures if capture.url == url][:1] or captures[:1]


def _pages_of(store: Store, captures: Iterable[CaptureRow]) -> Iterator[Page]:
    for capture in captures:
        if capture.visit_id is not None:
            exchange = store.exchange(capture.visit_id)
            yield Page(exchange, Part.REPORT)
            for attachment in store.exchanges_from(exchange.visit.run_id, exchange.visit.url, "attachment"):
                yield Page(attachment, Part.ATTACHMENT)
            for picture in store.pictures(capture.visit_id):
                yield Page(store.exchange(picture.visit_id), Part.PICTURE)
            yield from _way_back(store, exchange)


def _way_back(store: Store, exchange: Exchange) -> Iterator[Page]:
    """Yield what led to a page, step by step, as far as the list it was found on."""
    for _ in range(_LONGEST_WAY):
        before = store.exchange_at(exchange.visit.run_id, exchange.referrer) if exchange.referrer else None
        if before is None:
            return
        yield Page(before, Part.FOUND_ON)
        if before.visit.role in _LISTS and before.visit.final_url == before.visit.url:
            return
        exchange = before


def _rests_on_the_calendar(row: FindingRow) -> bool:
    needs = {rule.id: rule.applies.needs for rule in rules()}
    return needs.get(row.finding.rule) == "standing"


def _facts(store: Store, workspace: Workspace, row: FindingRow) -> Facts | None:
    sources = (s for s in workspace.registry.sources() if any(body.id == row.body_id for body in s.bodies))
    found = (
        facts
        for source in sources
        for facts in facts_of_source(store, workspace, source, as_of=row.last_seen)
        if (facts.body.id, facts.year) == (row.body_id, row.year)
    )
    return next(found, None)


def _proving(store: Store, workspace: Workspace, row: FindingRow, facts: Facts | None) -> tuple[Run, ...]:
    """Return the accepted runs that found no report, one an instant, oldest first."""
    if facts is None:
        return ()
    absent = _absent(facts, row.last_seen)
    runs = {
        run.instant: run
        for source in workspace.registry.sources()
        if any(body.id == row.body_id for body in source.bodies)
        for run in store.runs(source.key, until=row.last_seen)
        if run.state is RunState.ACCEPTED and not run.scope and run.instant in absent
    }
    return tuple(runs.values())


def _absent(facts: Facts, until: datetime) -> set[datetime]:
    standing = facts.standing
    absent = {run for run in standing.absent_runs if run <= until}
    return absent | ({standing.last_absent} if standing.last_absent else set())


def _lists_of(store: Store, runs: Iterable[Run]) -> Iterator[Page]:
    for run in runs:
        for exchange in store.exchanges(run.id, _LISTS):
            yield Page(exchange, Part.ABSENCE)
