"""One call of the crawl with the store open: sources are chosen, opened, looked at, judged and closed."""

import logging
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from config import clock
from config.bodies import Source
from config.season import SLACK, due_again, freshness, next_look
from config.settings import Crawl, Lang
from config.workspace import Workspace
from crawler.acceptance import did_what_was_asked, judge
from crawler.assessment import facts_of
from crawler.engine import run_scrapy
from crawler.families import FAMILIES
from crawler.leases import Leases
from crawler.policy import Policy, policy_of
from crawler.progress import Progress, crawl_line, read_line
from crawler.selection import Restriction
from crawler.session import Session
from crawler.shard import Groups, Shard, host_groups
from crawler.source_run import SourceRun
from crawler.together import PUT_ASIDE, SharedSession, Together
from crawler.turns import HostTurns
from reports.ledger import IngestSummary, ingest, refuse_to_go_back
from reports.owing import looked
from reports.store import CaptureState, Run, RunState, RunVerdict, Store
from reports.targets import archive_of

log = logging.getLogger("duban.crawl")


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """How the crawl of one source ended.

    Attributes:
        source: what was looked at.
        run: as recorded, with state, reason and counts.
        complete: whether it saw all it was asked to see; a restricted run can be complete and still prove nothing.
    """

    source: Source
    run: Run
    complete: bool


@dataclass(frozen=True, slots=True)
class Resting:
    """A source that was left alone, and the day on which it is looked at again."""

    source: Source
    until: date


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """What a crawl did.

    Attributes:
        refused_rows: rows of the registry that were not loaded.
        interrupted: whether somebody stopped it; the same command goes on where it ended.
        resting: sources that the plan of the season left alone.
        unread: whether what was found waits to be read, because other crawlers are still at work.
    """

    sources: tuple[SourceSummary, ...]
    ingested: IngestSummary
    refused_rows: int
    interrupted: bool
    resting: tuple[Resting, ...] = ()
    unread: bool = False

    @property
    def exit_status(self) -> int:
        """0 when everything was looked at and read, else 3."""
        unread = self.ingested.states.get(CaptureState.UNREADABLE, 0)
        whole = all(source.complete for source in self.sources)
        return 0 if whole and not (self.refused_rows or self.interrupted or unread) else 3


@dataclass(frozen=True, slots=True)
class Task:
    """What one call of `crawl` is asked to do; see there.

    Attributes:
        closed: keys of the sources at which it has looked before it was interrupted.
    """

    as_of: datetime
    lang: Lang
    planned: bool = False
    families: bool = True
    closed: frozenset[str] = frozenset()


class Looking:
    """One call of `crawl`, or the part of it that falls to one of several crawlers."""

    def __init__(self, workspace: Workspace, task: Task, show: Progress) -> None:
        self._workspace = workspace
        self._show = show
        self._lang: Lang = task.lang
        self._as_of = task.as_of
        self._planned = task.planned
        self._closed_before = task.closed
        self._families = FAMILIES if task.families else ()
        self._simulated = workspace.settings.simulated
        self._now = task.as_of if self._simulated else clock.now()
        self._resting: list[Resting] = []
        self._closed: list[SourceSummary] = []

    def look(self, store: Store, sources: Iterable[Source], restriction: Restriction) -> CrawlSummary:
        """Look at sources, alone in the workspace."""
        self._begin(store)
        chosen = self._due(store, sources)
        session = Session(store, archive_of(self._workspace), *self._manners)
        self._prepare(session)
        runs = [self._open(session, source, restriction) for source in chosen]
        if runs:
            run_scrapy(session)
        interrupted = session.waiting
        for run in runs:
            self._close(session, run, interrupted=interrupted)
        return self._summary(interrupted=interrupted)

    def look_together(self, store: Store, shard: Shard, *, waits: bool) -> CrawlSummary:
        """Look at a part of the registry and at what other crawlers leave; see `Together` for `waits`."""
        self._begin(store)
        groups = host_groups(self._workspace.registry.sources())
        term = self._workspace.settings.crawl.lease
        turns = HostTurns(self._workspace.root / "turns", store.holder, term)
        archive = archive_of(self._workspace, f".{store.holder}")
        with Leases(store, groups, shard, term, turns) as leases:
            session = SharedSession(store, archive, *self._manners, leases=leases, turns=turns)
            self._prepare(session)
            session.more = self._together(store, groups, session, leases, waits=waits).go_on
            if session.more():
                run_scrapy(session)
            interrupted = session.unfinished
            for run in session.runs:
                self._close(session, run, interrupted=interrupted)
        return self._summary(interrupted=interrupted)

    def read(self, store: Store, summary: CrawlSummary, executor: Executor | None) -> CrawlSummary:
        """Read what was captured."""
        ingested = ingest(store, self._workspace, as_of=self._as_of, executor=executor, progress=self._tell_reading)
        return replace(summary, ingested=ingested)

    @property
    def _manners(self) -> tuple[Crawl, Policy]:
        return self._workspace.settings.crawl, policy_of(self._workspace.registry, self._workspace)

    def _together(
        self, store: Store, groups: Groups, session: SharedSession, leases: Leases, *, waits: bool
    ) -> Together:
        return Together(
            leases,
            groups,
            session,
            due=partial(self._due, store),
            open_run=partial(self._open, session, restriction=Restriction()),
            close_run=partial(self._close, session, interrupted=False),
            put_aside=partial(self._put_aside, store),
            waits=waits,
        )

    def _begin(self, store: Store) -> None:
        refuse_to_go_back(store, self._as_of)
        store.sync_registry(self._workspace.registry, self._now)

    def _prepare(self, session: Session) -> None:
        session.families = self._families
        session.tell = lambda: self._show(crawl_line(self._lang, session.runs))

    def _open(self, session: Session, source: Source, restriction: Restriction) -> SourceRun:
        today = self._now.astimezone(clock.SHANGHAI).date()
        fresh_since = self._now - freshness(today) + SLACK if self._planned else None
        return session.open(
            source, self._as_of, simulated=self._simulated, restriction=restriction, fresh_since=fresh_since
        )

    def _close(self, session: Session, source_run: SourceRun, *, interrupted: bool) -> None:
        self._closed.append(_close(session, source_run, self._lang, interrupted=interrupted))

    def _put_aside(self, store: Store, source: Source) -> None:
        run = store.start_run(source, self._as_of, self._simulated)
        store.finish_run(run.id, RunVerdict(RunState.REJECTED, PUT_ASIDE.zh, reason_en=PUT_ASIDE.en))
        log.warning("aside %s", source.key)
        self._closed.append(SourceSummary(source, store.run(run.id), complete=False))

    def _summary(self, *, interrupted: bool) -> CrawlSummary:
        refused = len(self._workspace.registry.refusals)
        return CrawlSummary(tuple(self._closed), IngestSummary(), refused, interrupted, tuple(self._resting))

    def _due(self, store: Store, sources: Iterable[Source]) -> list[Source]:
        """Return the sources to look at now; of the others is told when they are looked at again."""
        sources = [source for source in sources if source.key not in self._closed_before]
        if not self._planned:
            return sources
        health = {entry.source: entry for entry in store.source_health(until=self._now)}
        chosen = []
        for source in sources:
            seen = looked(store, self._workspace, source, health.get(source.key), self._now)
            why = due_again(self._now, seen)
            log.info("plan %s %s", source.key, why or "rests")
            if why:
                chosen.append(source)
            else:
                self._resting.append(Resting(source, next_look(seen, self._now)))
        return chosen

    def _tell_reading(self, done: int, total: int) -> None:
        self._show(read_line(self._lang, done, total))


def _close(session: Session, source_run: SourceRun, lang: Lang, *, interrupted: bool) -> SourceSummary:
    """Judge and close a run; one that was interrupted stays open and is taken up by the next call."""
    store, run_id = session.store, source_run.run.id
    facts = facts_of(store, session.archive, source_run)
    if interrupted and facts.counts["pages_left"] and not source_run.stopped:
        return SourceSummary(source_run.source, store.run(run_id), complete=False)
    verdict = judge(facts)
    store.finish_run(run_id, verdict)
    log.info("verdict %s %s %s", verdict.state, source_run.source.key, verdict.said(lang) or "-")
    return SourceSummary(source_run.source, store.run(run_id), complete=did_what_was_asked(facts))
