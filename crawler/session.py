"""One crawl of several sources: hands out requests from the frontier and records what came back.

It knows nothing of Scrapy. What must survive a kill is in the store: a request is pending until the one transaction
that records its visit and enqueues what its page links to; its payload is in the archive before. What a page links to
is requested only after that.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from config import clock
from config.bodies import Source
from config.settings import Crawl
from crawler.families import FAMILIES, Family
from crawler.following import Watch, pictures_shown, what_follows
from crawler.job import Job, Received, retry_after, visit_of
from crawler.outcomes import GONE, PASSING, Answer, Outcome, classify, classify_failure
from crawler.policy import Policy, slot
from crawler.recorder import recording_at_once
from crawler.selection import Restriction, Selection
from crawler.sounding import MADE_UP, is_sounding
from crawler.source_run import SourceRun
from crawler.tls import tolerated_hosts
from reports.archive import Archive, DamagedError, hash_of
from reports.store import Capture, FrontierEntry, Kept, Record, Role, Store, VisitOutcome

log = logging.getLogger("duban.crawl")

MOST_REDIRECTS = 12
"""Depth beyond which a redirect is no longer followed."""

LONGEST_RETRY_AFTER = 120.0
"""Seconds of Retry-After that are waited; a server that asks for more is not asked again in this run."""

_ORDER: tuple[Role, ...] = ("home", "column", "list", "probe", "report", "attachment", "picture")
"""Lists before reports: what is missing from the lists is known early, and a budget is spent on looking everywhere."""

READ_AHEAD = 1000
"""Requests that are taken from the store at once."""


class Session:
    """The crawl of all sources of one call.

    Attributes:
        tell: is called after every visit.
        put: records a visit; by itself and at once, unless somebody records in groups (`crawler.recorder`).
        families: the kinds of site software that are recognised.
        watch: is told of every page that was read, with what became of each of its links.
        slowed: seconds between two requests to a host and port whose robots.txt asks for more than the settings.
    """

    tell: Callable[[], None] | None = None
    families: tuple[Family, ...] = FAMILIES
    watch: Watch | None = None

    def __init__(self, store: Store, archive: Archive, settings: Crawl, policy: Policy) -> None:
        self.store = store
        self.archive = archive
        self.settings = settings
        self.policy = policy
        self.put = recording_at_once(store, archive)
        self.runs: list[SourceRun] = []
        self.slowed: dict[str, float] = {}
        self._busy: Counter[str] = Counter()

    def open(
        self,
        source: Source,
        as_of: datetime,
        *,
        simulated: bool,
        restriction: Restriction,
        fresh_since: datetime | None = None,
    ) -> SourceRun:
        """Begin the run of a source, or take up its interrupted one.

        Known reports that were asked for since `fresh_since`, in ledger time, are not asked for again.
        """
        run = self.store.start_run(source, as_of, simulated, scope=restriction.scope)
        source_run = SourceRun(run, source, Selection(source, self.policy, restriction, self.families))
        if fresh_since:
            source_run.known = self.store.known_reports(source.key, fresh_since)
            sounded = self.store.visits_since(source.key, fresh_since, containing=MADE_UP)
            source_run.remember_soundings(self.archive, (visit for visit in sounded if visit.outcome in GONE), ())
        if not run.resumed:
            self.store.enqueue(run.id, [_first(source)])
        visited, pending = self.store.visits(run.id), self.store.pending(run.id)
        source_run.take_up(self.archive, visited, pending)
        began = "resume" if run.resumed else "start"
        log.info("%s %s pending=%d done=%d", began, source.key, len(pending), len(visited))
        self.runs.append(source_run)
        return source_run

    @property
    def waiting(self) -> bool:
        """Whether a request is still to be handed out."""
        return any(self._next_entry(source_run) for source_run in self.runs)

    def take(self) -> Job | None:
        """Return the next request that its host has room for, turn by turn between the sources, or None.

        The limit is kept here: Scrapy's own lets a request through while the one before is only about to start.
        """
        for _ in range(len(self.runs)):
            source_run = self.runs[0]
            self.runs.append(self.runs.pop(0))
            entry = self._next_entry(source_run)
            if entry and self.has_room(slot(entry.url)):
                source_run.queue.popleft()
                source_run.flying.add(entry.key)
                self._busy[slot(entry.url)] += 1
                return self._job(source_run, entry)
        return None

    def has_room(self, host: str) -> bool:
        """Tell whether a host and port may be asked for one page more."""
        return self._busy[host] < self.settings.concurrency_per_host

    def answered(self, job: Job, status: int, headers: Mapping[str, str], body: bytes) -> "Future[None] | None":
        """Record an answer; None when it should rather be tried once more.

        The future is done when the visit is recorded; it tells why where it could not be.
        """
        if status == 304:
            body, sha256 = job.payload, job.validators.sha256 if job.validators else None
            outcome = _confirmed(job)
        else:
            sha256 = hash_of(body) if body else None
            outcome = self._classify(job, status, headers, body, sha256)
        job.retry_after = retry_after(headers)
        if self._again(job, outcome):
            return None
        return self._record(job, Received(outcome, status, headers, body, sha256))

    def failed(self, job: Job, error: BaseException) -> "Future[None] | None":
        """Record a request without an answer, as `answered` does."""
        outcome = classify_failure(error)
        if self._tolerate(job, outcome) or self._again(job, outcome):
            return None
        return self._record(job, Received(outcome))

    def release(self, job: Job) -> None:
        """Give the place of a recorded job at its host to another: only what holds a place can be lost by a kill."""
        if job.holds_place:
            job.holds_place = False
            self._busy[slot(job.entry.url)] -= 1

    def give_up(self, job: Job) -> None:
        """Go on without a job that could not be dealt with; its request stays pending in the store."""
        self.release(job)
        job.source_run.poisoned = True

    def _next_entry(self, source_run: SourceRun) -> FrontierEntry | None:
        if source_run.stopped or source_run.done + len(source_run.flying) >= self.settings.max_pages:
            return None
        if not source_run.queue:
            self._read_ahead(source_run)
        return source_run.queue[0] if source_run.queue else None

    def _read_ahead(self, source_run: SourceRun) -> None:
        """Queue requests from the store, unless nothing was recorded since it held no others."""
        unsaved = {key: saved for key, saved in source_run.unsaved.items() if not saved.done()}
        if len(unsaved) == len(source_run.unsaved) and not source_run.unqueued:
            return
        source_run.unsaved = unsaved
        taken = source_run.flying | unsaved.keys()
        pending = self.store.pending(source_run.run.id, order=_ORDER, most=READ_AHEAD + len(taken))
        fresh = (entry for entry in pending if entry.key not in taken)
        source_run.queue.extend(sorted(fresh, key=lambda entry: not is_sounding(entry.url)))
        source_run.validators = self.store.validators(entry.url for entry in source_run.queue)
        source_run.unqueued = len(pending) == READ_AHEAD + len(taken)

    def _job(self, source_run: SourceRun, entry: FrontierEntry) -> Job:
        job = Job(source_run, entry, clock.now())
        known = source_run.validators.get(entry.url) if entry.method == "GET" else None
        if known and self.archive.has(known.sha256):
            try:
                job.payload = self.archive.get(known.sha256)
                job.validators = known
            except DamagedError as damage:
                log.warning("damaged %s", damage)
        return job

    def _classify(self, job: Job, status: int, headers: Mapping[str, str], body: bytes, sha256: str | None) -> Outcome:
        entry = job.entry
        same_as_home = sha256 in job.source_run.homes
        outcome = classify(Answer(entry.url, entry.role, status, headers, body, same_as_home=same_as_home))
        if outcome.outcome is VisitOutcome.REDIRECTED and entry.depth >= MOST_REDIRECTS:
            return Outcome(VisitOutcome.CLIENT_ERROR, "too many redirects")
        soundings = job.source_run.soundings
        if is_sounding(entry.url):
            return soundings.learn(outcome)
        if entry.role != "home":
            return soundings.judge(outcome)
        if outcome.page:
            soundings.know_home(outcome.page)
        return outcome

    def _tolerate(self, job: Job, outcome: Outcome) -> bool:
        """Ask a host whose TLS is not good once more with the tolerant context, from now on."""
        host = urlsplit(job.entry.url).hostname or ""
        if outcome.outcome is not VisitOutcome.TLS_ERROR or host in tolerated_hosts:
            return False
        tolerated_hosts[host] = outcome.error or "TLS"
        log.info("tolerant %s (%s)", host, outcome.error)
        return True

    def _again(self, job: Job, outcome: Outcome) -> bool:
        if outcome.outcome not in PASSING or job.attempt >= self.settings.retries:
            return False
        if job.retry_after > LONGEST_RETRY_AFTER:
            return False
        job.attempt += 1
        job.started_at = clock.now()
        log.info("retry %s %s (%s)", outcome.outcome, job.entry.url, outcome.error)
        return True

    def _record(self, job: Job, received: Received) -> "Future[None]":
        source_run, entry = job.source_run, job.entry
        known = len(source_run.reports)
        found, is_report = what_follows(job, received, self.watch)
        shown = pictures_shown(job, received) if is_report else ()
        kept = tuple(each for each in found if isinstance(each, Kept))
        discovered = tuple(each for each in found if isinstance(each, FrontierEntry))
        capture = Capture(entry.url, entry.title, entry.list_date, received.sha256) if received.sha256 else None
        taken = capture if is_report else None
        record = Record(source_run.run.id, entry, visit_of(job, received), discovered, taken, kept, shown)
        saved = self.put(record, received.payload)
        source_run.unsaved[entry.key] = saved
        if saved.done():
            self.release(job)
        source_run.count(record, leads_on=len(source_run.reports) > known)
        if source_run.done >= self.settings.max_pages:
            source_run.stopped = source_run.stopped or "max_pages"
        saved.add_done_callback(partial(_tell_visit, record))
        if self.tell:
            self.tell()
        return saved


def _first(source: Source) -> FrontierEntry:
    """Where a run begins: the column when the registry names one, else the home page."""
    if source.column:
        return FrontierEntry(source.column, "list", in_column=True)
    return FrontierEntry(source.site, "home")


def _confirmed(job: Job) -> Outcome:
    if job.validators is None:
        return Outcome(VisitOutcome.CLIENT_ERROR, "HTTP 304 without being asked")
    return Outcome(VisitOutcome.UNCHANGED)


def _tell_visit(record: Record, saved: "Future[None]") -> None:
    if saved.exception():
        return
    visit = record.visit
    words = f" ({visit.error})" if visit.error else ""
    log.info("visit %s %s %s %s%s", visit.outcome, visit.status or "-", record.entry.role, visit.url, words)
