"""One crawl of several sources: hands out requests from the frontier and records what came back.

It knows nothing of Scrapy. What must survive a kill is in the store: a request is pending until the one transaction
that records its visit and enqueues what its page links to; its payload is in the archive before. What a page links to
is requested only after that.
"""

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import urlsplit

from checks.reading import linked_tables
from config import clock
from config.bodies import Source
from config.settings import Crawl
from crawler.discovery import Judged, Page, attachments, renderings
from crawler.families import FAMILIES, Family
from crawler.outcomes import GONE, PASSING, PRESENT, Answer, Outcome, classify, classify_failure, page_of
from crawler.policy import Policy, slot
from crawler.recorder import recording_at_once
from crawler.selection import Left, Look, Restriction, Selection
from crawler.sounding import MADE_UP, Soundings, is_sounding, sounding
from crawler.tls import tolerated_hosts
from reports.archive import Archive, DamagedError, hash_of
from reports.store import (
    TOLERATED,
    Capture,
    FrontierEntry,
    Kept,
    Known,
    PagePicture,
    Record,
    RequestKey,
    Role,
    Run,
    Store,
    Validators,
    Visit,
    VisitOutcome,
    VisitRow,
)

log = logging.getLogger("duban.crawl")

MOST_BLOCKED = 3
"""Challenge pages in one run after which the site is left in peace."""

MOST_SILENT = 5
"""Requests in a row without an answer after which the site is left in peace."""

MOST_BARREN = 40
"""Pages of lists in a row that lead to nothing but further pages, after which the list is taken for a trap."""

MOST_REDIRECTS = 12
"""Depth beyond which a redirect is no longer followed."""

SHORTEST_WAIT, LONGEST_WAIT = 0.5, 60.0
"""Seconds on which the wait before a further attempt is built, and its limit."""

LONGEST_RETRY_AFTER = 120.0
"""Seconds of Retry-After that are waited; a server that asks for more is not asked again in this run."""

MOST_PICTURES = 12
"""Pictures asked for that one page shows in the places of tables."""

_ORDER: tuple[Role, ...] = ("home", "column", "list", "probe", "report", "attachment", "picture")
"""Lists before reports: what is missing from the lists is known early, and a budget is spent on looking everywhere."""

READ_AHEAD = 1000
"""Requests that are taken from the store at once."""

Found = FrontierEntry | Kept
"""What follows from a page: a request, or a known report that need not be requested."""

Choice = tuple[Judged, FrontierEntry | Left]
"""A judged link and what became of it."""


@dataclass
class SourceRun:
    """The run of one source while it is crawled.

    Attributes:
        queue: requests that are ready to be handed out.
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


@dataclass
class Job:
    """One request under way.

    Attributes:
        validators: of the newest good answer, when its payload is still there.
        payload: that payload.
        attempt: how often it was tried before.
        retry_after: seconds the server asked us to wait.
        certificate: what the server showed, in words.
        holds_place: whether it counts among the requests its host has room for.
    """

    source_run: SourceRun
    entry: FrontierEntry
    started_at: datetime
    validators: Validators | None = None
    payload: bytes = b""
    attempt: int = 0
    retry_after: float = 0.0
    certificate: str | None = None
    holds_place: bool = True

    @property
    def headers(self) -> dict[str, str]:
        """The conditional headers: a page that did not change is confirmed, not sent again."""
        known = self.validators
        if known is None:
            return {}
        pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
        return {name: value for name, value in pairs if value}

    def wait(self, delay: float) -> float:
        """Return the seconds to wait before a further attempt: twice the delay of the host, then twice that.

        A server that names a time is given that time at least.
        """
        return max(min(max(delay, SHORTEST_WAIT) * 2.0**self.attempt, LONGEST_WAIT), self.retry_after)


@dataclass(frozen=True, slots=True)
class _Received:
    """What came back, ready to be recorded: outcome, head of the answer, and the payload it sent or confirmed."""

    outcome: Outcome
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    payload: bytes = b""
    sha256: str | None = None


class Session:
    """The crawl of all sources of one call.

    Attributes:
        tell: is called after every visit.
        put: records a visit; by itself and at once, unless somebody records in groups (`crawler.recorder`).
        families: the kinds of site software that are recognised.
        watch: is told of every page that was read, with what became of each of its links.
    """

    tell: Callable[[], None] | None = None
    families: tuple[Family, ...] = FAMILIES
    watch: Callable[[FrontierEntry, Look, list[Choice]], None] | None = None

    def __init__(self, store: Store, archive: Archive, settings: Crawl, policy: Policy) -> None:
        self.store = store
        self.archive = archive
        self.settings = settings
        self.policy = policy
        self.put = recording_at_once(store, archive)
        self.runs: list[SourceRun] = []
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
            self._remember_soundings(source_run, (visit for visit in sounded if visit.outcome in GONE), ())
        if not run.resumed:
            self.store.enqueue(run.id, [_first(source)])
        visited, pending = self.store.visits(run.id), self.store.pending(run.id)
        source_run.done = sum(not is_sounding(visit.url) for visit in visited)
        source_run.reports = {visit.url for visit in visited if visit.role == "report"}
        source_run.reports |= {entry.url for entry in pending if entry.role == "report"}
        source_run.homes = {visit.sha256 for visit in visited if visit.role == "home" and visit.sha256}
        self._remember_soundings(source_run, visited, pending)
        began = "resume" if run.resumed else "start"
        log.info("%s %s pending=%d done=%d", began, source.key, len(pending), len(visited))
        self.runs.append(source_run)
        return source_run

    def _remember_soundings(
        self, source_run: SourceRun, visited: Iterable[VisitRow], pending: Iterable[FrontierEntry]
    ) -> None:
        """Know again what an interrupted run learned of its hosts."""
        soundings = source_run.soundings
        soundings.asked |= {slot(entry.url) for entry in pending if is_sounding(entry.url)}
        for visit in visited:
            if is_sounding(visit.url):
                soundings.asked.add(slot(visit.url))
                target = visit.final_url if visit.final_url != visit.url else None
                page = page_of(self.archive.get(visit.sha256), visit.url) if visit.sha256 and not target else None
                soundings.learn(Outcome(visit.outcome, target=target, page=page))
            elif visit.role == "home" and visit.outcome in PRESENT and visit.sha256:
                page = page_of(self.archive.get(visit.sha256), visit.url)
                if page:
                    soundings.know_home(page)

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
            if entry and self._busy[slot(entry.url)] < self.settings.concurrency_per_host:
                source_run.queue.popleft()
                source_run.flying.add(entry.key)
                self._busy[slot(entry.url)] += 1
                return self._job(source_run, entry)
        return None

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
        return self._record(job, _Received(outcome, status, headers, body, sha256))

    def failed(self, job: Job, error: BaseException) -> "Future[None] | None":
        """Record a request without an answer, as `answered` does."""
        outcome = classify_failure(error)
        if self._tolerate(job, outcome) or self._again(job, outcome):
            return None
        return self._record(job, _Received(outcome))

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
        source_run.unqueued = len(pending) == READ_AHEAD + len(taken)

    def _job(self, source_run: SourceRun, entry: FrontierEntry) -> Job:
        job = Job(source_run, entry, clock.now())
        known = self.store.validators(entry.url) if entry.method == "GET" else None
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

    def _record(self, job: Job, received: _Received) -> "Future[None]":
        source_run, entry = job.source_run, job.entry
        known = len(source_run.reports)
        found, is_report = self._read(job, received)
        shown = self._pictures(job, received) if is_report else ()
        kept = tuple(each for each in found if isinstance(each, Kept))
        discovered = tuple(each for each in found if isinstance(each, FrontierEntry))
        capture = Capture(entry.url, entry.title, entry.list_date, received.sha256) if received.sha256 else None
        taken = capture if is_report else None
        record = Record(source_run.run.id, entry, _visit(job, received), discovered, taken, kept, shown)
        saved = self.put(record, received.payload)
        source_run.unsaved[entry.key] = saved
        if saved.done():
            self.release(job)
        _count(source_run, record, leads_on=len(source_run.reports) > known)
        if source_run.done >= self.settings.max_pages:
            source_run.stopped = source_run.stopped or "max_pages"
        saved.add_done_callback(partial(_tell_visit, record))
        if self.tell:
            self.tell()
        return saved

    def _read(self, job: Job, received: _Received) -> tuple[list[Found], bool]:
        """The requests that follow from a visit, and whether its page is a report."""
        outcome, entry = received.outcome, job.entry
        if outcome.target and outcome.outcome is VisitOutcome.REDIRECTED:
            return [_redirected(entry, outcome.target)], False
        if outcome.outcome not in PRESENT or entry.role == "picture":
            return [], False
        asked = job.source_run.soundings.asked
        sounded = [] if slot(entry.url) in asked else [sounding(entry)]
        asked.add(slot(entry.url))
        found, is_report = self._read_page(job, received)
        return [*sounded, *found], is_report

    def _read_page(self, job: Job, received: _Received) -> tuple[list[Found], bool]:
        outcome, entry = received.outcome, job.entry
        page = outcome.page or page_of(received.payload, entry.url)
        if page is None:
            return [], True
        is_report = page.looks_like_report()
        return self._follow(job, page, is_report=is_report), is_report or entry.role == "report"

    def _pictures(self, job: Job, received: _Received) -> tuple[PagePicture, ...]:
        """Return what the page of a report shows in the places of its tables; one that offers files has them there."""
        page = received.outcome.page or page_of(received.payload, job.entry.url)
        if page is None or not page.may_show_tables() or (not page.looks_like_report() and attachments(page)):
            return ()
        choose = job.source_run.selection.picture
        chosen = ((address, choose(address, page, job.entry)) for address in linked_tables(received.payload))
        return tuple(PagePicture(address, entry) for address, entry in chosen if entry)[:MOST_PICTURES]

    def _follow(self, job: Job, page: Page, *, is_report: bool) -> list[Found]:
        look = job.source_run.selection.look(page, job.entry)
        judged = look.judged
        if job.entry.role == "report":
            judged = (*judged, *(renderings(page) if is_report else attachments(page)))
        choices = [self._choose(job, each, look.in_column) for each in judged]
        if self.watch:
            self.watch(job.entry, look, list(zip(judged, choices, strict=True)))
        wanted = (choice for choice in choices if isinstance(choice, FrontierEntry))
        return [found for choice in wanted for found in _known_or_new(job.source_run, choice)]

    def _choose(self, job: Job, judged: Judged, in_column: bool) -> FrontierEntry | Left:
        source_run = job.source_run
        chosen = source_run.selection.take(judged, job.entry, in_column=in_column)
        if isinstance(chosen, FrontierEntry) and chosen.role == "report":
            most = source_run.selection.restriction.sample
            if most and chosen.url not in source_run.reports and len(source_run.reports) >= most:
                chosen = Left(judged, "sample")
            else:
                source_run.reports.add(chosen.url)
        if isinstance(chosen, Left):
            _tell_left(chosen)
        return chosen


def _known_or_new(source_run: SourceRun, entry: FrontierEntry) -> tuple[Found, ...]:
    """Keep a report that is known under the same words and date of the list, with its files; else ask for it.

    A page that led on, or to a file that must be asked for again, is asked for.
    """
    known = source_run.known.get(entry.url) if entry.method == "GET" else None
    if known is None or known.leads_on or (known.title, known.list_date) != (entry.title, entry.list_date):
        return (entry,)
    files = {url: source_run.known.get(url) for url in known.files}
    if any(file is None for file in files.values()):
        return (entry,)
    kept = (Kept(_file(url, entry, file), file) for url, file in files.items() if file)
    return (Kept(entry, known), *kept)


def _file(url: str, page: FrontierEntry, known: Known) -> FrontierEntry:
    """The request for a file that a page names, as it was made when the page was asked for."""
    return FrontierEntry(
        url, "attachment", page.depth + 1, page.url, known.title, known.list_date, in_column=page.in_column
    )


def _first(source: Source) -> FrontierEntry:
    """Where a run begins: the column when the registry names one, else the home page."""
    if source.column:
        return FrontierEntry(source.column, "list", in_column=True)
    return FrontierEntry(source.site, "home")


def _redirected(entry: FrontierEntry, target: str) -> FrontierEntry:
    """The request for where a redirect leads: the same page as far as anybody was told, one step further."""
    return FrontierEntry(
        target, entry.role, entry.depth + 1, entry.url, entry.title, entry.list_date, in_column=entry.in_column
    )


def retry_after(headers: Mapping[str, str]) -> float:
    """Return the seconds that `Retry-After` asks for, written as a number or as a date; 0 where it asks for nothing."""
    text = headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        return max((parsedate_to_datetime(text) - clock.now()).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return 0.0


def _remark(entry: FrontierEntry, outcome: Outcome) -> str | None:
    """What is recorded beside a visit: why it is not good, and what was wrong with the certificate of its host."""
    wrong = tolerated_hosts.get(urlsplit(entry.url).hostname or "") if entry.url.startswith("https:") else None
    remarks = [outcome.error, f"{TOLERATED}{wrong}" if wrong else None]
    return "; ".join(remark for remark in remarks if remark) or None


def _confirmed(job: Job) -> Outcome:
    if job.validators is None:
        return Outcome(VisitOutcome.CLIENT_ERROR, "HTTP 304 without being asked")
    return Outcome(VisitOutcome.UNCHANGED)


def _visit(job: Job, received: _Received) -> Visit:
    entry, outcome = job.entry, received.outcome
    return Visit(
        url=entry.url,
        final_url=outcome.target or entry.url,
        started_at=job.started_at,
        finished_at=clock.now(),
        outcome=outcome.outcome,
        status=received.status,
        headers=received.headers,
        sha256=received.sha256,
        size=len(received.payload) or None,
        media_type=received.headers.get("content-type"),
        error=_remark(entry, outcome),
        certificate=job.certificate,
    )


def _count(source_run: SourceRun, record: Record, *, leads_on: bool) -> None:
    """Count a visit, and stop the run where the site does not want it or leads nowhere."""
    entry, visit = record.entry, record.visit
    source_run.flying.discard(entry.key)
    source_run.done += not is_sounding(entry.url)
    source_run.blocked += visit.outcome is VisitOutcome.BLOCKED and not is_sounding(entry.url)
    source_run.silent = source_run.silent + 1 if visit.outcome in PASSING else 0
    if entry.role == "home" and visit.sha256:
        source_run.homes.add(visit.sha256)
    if leads_on:
        source_run.barren = 0
    elif entry.role == "list" and record.discovered and all(each.depth == entry.depth for each in record.discovered):
        source_run.barren += 1
    if source_run.blocked >= MOST_BLOCKED:
        source_run.stopped = "blocked"
    elif source_run.silent >= MOST_SILENT:
        source_run.stopped = "silent"
    elif source_run.barren >= MOST_BARREN:
        source_run.stopped = source_run.stopped or "trap"


def _tell_visit(record: Record, saved: "Future[None]") -> None:
    if saved.exception():
        return
    visit = record.visit
    words = f" ({visit.error})" if visit.error else ""
    log.info("visit %s %s %s %s%s", visit.outcome, visit.status or "-", record.entry.role, visit.url, words)


def _tell_left(left: Left) -> None:
    judged = left.judged
    if left.reason in {"decoy", "host", "too deep", "sample"}:
        log.info("left %s %s %s", judged.decoy or left.reason, judged.link.url, judged.link.text[:60])
