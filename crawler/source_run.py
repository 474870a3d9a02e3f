"""The run of one source while it is crawled: what is queued, what was seen, and when the site is left in peace."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from config.bodies import Source
from crawler.outcomes import PASSING, PRESENT, Outcome, page_of
from crawler.policy import slot
from crawler.selection import Selection
from crawler.sounding import Soundings, is_sounding
from reports.archive import Archive
from reports.store import FrontierEntry, Known, Record, RequestKey, Run, Validators, VisitOutcome, VisitRow

MOST_BLOCKED = 3
"""Challenge pages in one run after which the site is left in peace."""

MOST_SILENT = 5
"""Requests in a row without an answer after which the site is left in peace."""

MOST_BARREN = 40
"""Pages of lists in a row that lead to nothing but further pages, after which the list is taken for a trap."""


@dataclass
class SourceRun:
    """The run of one source while it is crawled.

    Attributes:
        queue: requests that are ready to be handed out.
        validators: of the pages in the queue that answered well before.
        unqueued: whether the store may hold requests that were not queued.
        flying: requests under way.
        unsaved: requests whose visits are being recorded.
        done: visits recorded, also before an interruption.
        reports: addresses of report pages, requested or to be requested.
        known: report pages that are not asked for again while a list names them as it did.
        homes: the hashes of what the home page showed.
        soundings: what the hosts answer to addresses that were made up.
        silent: requests in a row that brought no answer.
        barren: pages of lists in a row that led to nothing but further pages of the same list.
        stopped: why the rest is not requested any more.
        poisoned: whether a page broke our own code, so that its request stays pending.
    """

    run: Run
    source: Source
    selection: Selection
    queue: deque[FrontierEntry] = field(default_factory=deque)
    validators: Mapping[str, Validators] = field(default_factory=dict)
    unqueued: bool = True
    flying: set[RequestKey] = field(default_factory=set)
    unsaved: "dict[RequestKey, Future[None]]" = field(default_factory=dict)
    done: int = 0
    reports: set[str] = field(default_factory=set)
    known: Mapping[str, Known] = field(default_factory=dict)
    homes: set[str] = field(default_factory=set)
    soundings: Soundings = field(default_factory=Soundings)
    silent: int = 0
    barren: int = 0
    blocked: int = 0
    stopped: str = ""
    poisoned: bool = False

    def take_up(self, archive: Archive, visited: Sequence[VisitRow], pending: Sequence[FrontierEntry]) -> None:
        """Know again what was done before an interruption."""
        self.done = sum(not is_sounding(visit.url) for visit in visited)
        self.reports = {visit.url for visit in visited if visit.role == "report"}
        self.reports |= {entry.url for entry in pending if entry.role == "report"}
        self.homes = {visit.sha256 for visit in visited if visit.role == "home" and visit.sha256}
        self.remember_soundings(archive, visited, pending)

    def remember_soundings(
        self, archive: Archive, visited: Iterable[VisitRow], pending: Iterable[FrontierEntry]
    ) -> None:
        """Know again what an earlier or interrupted run learned of its hosts."""
        soundings = self.soundings
        soundings.asked |= {slot(entry.url) for entry in pending if is_sounding(entry.url)}
        for visit in visited:
            if is_sounding(visit.url):
                soundings.asked.add(slot(visit.url))
                target = visit.final_url if visit.final_url != visit.url else None
                page = page_of(archive.get(visit.sha256), visit.url) if visit.sha256 and not target else None
                soundings.learn(Outcome(visit.outcome, target=target, page=page))
            elif visit.role == "home" and visit.outcome in PRESENT and visit.sha256:
                page = page_of(archive.get(visit.sha256), visit.url)
                if page:
                    soundings.know_home(page)

    def count(self, record: Record, *, leads_on: bool) -> None:
        """Count a visit, and stop the run where the site does not want it or leads nowhere.

        `leads_on` tells whether it led to reports that were not known before.
        """
        entry, visit = record.entry, record.visit
        self.flying.discard(entry.key)
        self.done += not is_sounding(entry.url)
        self.blocked += visit.outcome is VisitOutcome.BLOCKED and not is_sounding(entry.url)
        self.silent = self.silent + 1 if visit.outcome in PASSING else 0
        if entry.role == "home" and visit.sha256:
            self.homes.add(visit.sha256)
        if leads_on:
            self.barren = 0
        elif (
            entry.role == "list" and record.discovered and all(each.depth == entry.depth for each in record.discovered)
        ):
            self.barren += 1
        if self.blocked >= MOST_BLOCKED:
            self.stopped = "blocked"
        elif self.silent >= MOST_SILENT:
            self.stopped = "silent"
        elif self.barren >= MOST_BARREN:
            self.stopped = self.stopped or "trap"
