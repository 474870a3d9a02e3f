"""The crawl of a workspace: a run for each source, Scrapy in this process, verdicts, the reading of what was found."""

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import ScrapyDeprecationWarning
from scrapy.settings import Settings as ScrapySettings

from config import clock
from config.bodies import Registry, Source
from config.errors import UserError, why
from config.season import SLACK, due_again, freshness, next_look
from config.settings import Crawl, Lang
from config.workspace import Workspace
from crawler.acceptance import did_what_was_asked, judge
from crawler.assessment import facts_of
from crawler.families import FAMILIES, Family
from crawler.policy import Policy
from crawler.progress import ConsoleProgress, Progress, crawl_line, read_line
from crawler.recorder import Recorder
from crawler.resolver import PRIVATE_HOSTS
from crawler.selection import Restriction
from crawler.session import Session
from crawler.source_run import SourceRun
from crawler.spiders.annual_reports import AnnualReports
from reports.archive import Archive
from reports.ledger import IngestSummary, ingest, refuse_to_go_back
from reports.owing import looked
from reports.store import CaptureState, Run, Store
from reports.visible import visible

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
    """

    sources: tuple[SourceSummary, ...]
    ingested: IngestSummary
    refused_rows: int
    interrupted: bool
    resting: tuple[Resting, ...] = ()

    @property
    def exit_status(self) -> int:
        """0 when everything was looked at and read, else 3."""
        unread = self.ingested.states.get(CaptureState.UNREADABLE, 0)
        whole = all(source.complete for source in self.sources)
        return 0 if whole and not (self.refused_rows or self.interrupted or unread) else 3


def crawl(
    workspace: Workspace,
    *,
    as_of: datetime,
    body: str | None = None,
    year: int | None = None,
    sample: int | None = None,
    families: bool = True,
    planned: bool = False,
    progress: Progress | None = None,
    lang: Lang | None = None,
) -> CrawlSummary:
    """Look at every source of the registry, record what was seen, judge the runs and read what was captured.

    A run that was interrupted under the same `as_of` goes on; nothing recorded is requested again. Scrapy's reactor
    runs once in a process, so does this function.

    Args:
        workspace: whose registry is looked at and whose ledger is written.
        as_of: the instant under which everything is recorded in a simulated workspace; today otherwise.
        body: only the reports of this body (id, name or former name).
        year: only reports of this year.
        sample: at most this many report pages a source.
        families: whether what is known of kinds of site software is used; off shows what the generic path finds.
        planned: whether the plan of the season says which sources are looked at now, and which known reports are only
            looked up in their lists; otherwise everything is asked for.
        progress: is told what is being done; by default standard error shows it.
        lang: of reasons and progress, by default the workspace's.

    Raises:
        UserError: `as_of` is not today in a workspace that is not simulated, the body is unknown, there is no contact
            for foreign hosts, another process writes to the workspace, or nothing can be recorded.
    """
    _require_today(workspace, as_of)
    registry, lang = workspace.registry, lang or workspace.settings.lang
    restriction = Restriction(registry.find(body) if body else None, year, sample)
    sources = [source for source in registry.sources() if restriction.body is None or restriction.body in source.bodies]
    workspace.settings.crawl.require_contact(urlsplit(source.site).hostname or "" for source in sources)
    console = ConsoleProgress()
    try:
        with _logging_to(workspace.logs), Store.open(workspace.database, write=True) as store:
            looking = _Looking(workspace, store, progress or console, lang, planned=planned)
            return looking.look(sources, as_of, restriction, FAMILIES if families else ())
    finally:
        console.close()


class _Looking:
    """One call of `crawl` with the store open."""

    def __init__(self, workspace: Workspace, store: Store, show: Progress, lang: Lang, *, planned: bool) -> None:
        self._planned = planned
        self._workspace = workspace
        self._store = store
        self._show = show
        self._lang: Lang = lang

    def look(
        self, sources: Iterable[Source], as_of: datetime, restriction: Restriction, families: tuple[Family, ...]
    ) -> CrawlSummary:
        workspace, store = self._workspace, self._store
        registry, simulated = workspace.registry, workspace.settings.simulated
        refuse_to_go_back(store, as_of)
        now = as_of if simulated else clock.now()
        store.sync_registry(registry, now)
        chosen, resting = self._plan(sources, now) if self._planned else (list(sources), ())
        session = Session(store, Archive(workspace.archive), workspace.settings.crawl, policy_of(registry, workspace))
        session.families = families
        session.tell = lambda: self._show(crawl_line(self._lang, session.runs))
        fresh_since = now - freshness(now.astimezone(clock.SHANGHAI).date()) + SLACK if self._planned else None
        runs = [
            session.open(source, as_of, simulated=simulated, restriction=restriction, fresh_since=fresh_since)
            for source in chosen
        ]
        if runs:
            run_scrapy(session)
        interrupted = session.waiting
        summaries = tuple(_close(session, source_run, self._lang, interrupted=interrupted) for source_run in runs)
        ingested = ingest(store, workspace, as_of=as_of, progress=self._tell_reading)
        return CrawlSummary(summaries, ingested, len(registry.refusals), interrupted, resting)

    def _plan(self, sources: Iterable[Source], now: datetime) -> tuple[list[Source], tuple[Resting, ...]]:
        """Return the sources to look at now, and those that are left alone."""
        health = {entry.source: entry for entry in self._store.source_health(until=now)}
        chosen, resting = [], []
        for source in sources:
            seen = looked(self._store, self._workspace, source, health.get(source.key), now)
            why = due_again(now, seen)
            log.info("plan %s %s", source.key, why or "rests")
            if why:
                chosen.append(source)
            else:
                resting.append(Resting(source, next_look(seen, now)))
        return chosen, tuple(resting)

    def _tell_reading(self, done: int, total: int) -> None:
        self._show(read_line(self._lang, done, total))


def _require_today(workspace: Workspace, as_of: datetime) -> None:
    today = clock.now().date()
    if as_of.date() != today and not workspace.settings.simulated:
        raise UserError(
            f"--as-of {as_of.date()}: a crawl is recorded under today's date, {today}; "
            f"to record it under another, set simulated = true in {workspace.settings_file}"
        )


def policy_of(registry: Registry, workspace: Workspace) -> Policy:
    """Return where the requests of a workspace may go."""
    addresses = [address for body in registry.bodies for address in (body.site, body.column) if address]
    return Policy.of(addresses, workspace.settings.crawl.allowed_hosts)


class _OneLine(logging.Formatter):
    """Writes each message on one line of its own, whatever a page put into an address or the words of a link."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is of the standard library
        """Return the line without what may follow it, the traceback of an error."""
        return visible(super().formatMessage(record))


@contextmanager
def _logging_to(folder: Path) -> Iterator[None]:
    """Write what the crawl says, and what Scrapy warns of, to the log of the day."""
    try:
        folder.mkdir(exist_ok=True)
        handler = logging.FileHandler(folder / f"crawl-{clock.now().date()}.log", encoding="utf-8")
    except OSError as error:
        raise UserError(f"{folder} cannot be written to: {why(error)}") from error
    handler.setFormatter(_OneLine("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(lambda record: record.name == log.name or record.levelno >= logging.WARNING)
    log.setLevel(logging.INFO)
    logging.root.addHandler(handler)
    try:
        yield
    finally:
        logging.root.removeHandler(handler)
        handler.close()


def run_scrapy(session: Session) -> None:
    """Run Scrapy until nothing is left to request.

    Raises:
        UserError: what was seen could not be recorded.
    """
    # Scrapy will drop the setting once it has another way to choose the context of a host.
    warnings.filterwarnings("ignore", "The 'DOWNLOADER_CLIENTCONTEXTFACTORY' setting", ScrapyDeprecationWarning)
    process = AsyncCrawlerProcess(_scrapy_settings(session.settings))
    # A robots.txt that cannot be had is told by the visits of its host, not by a traceback.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    crawler = process.create_crawler(AnnualReports)
    with Recorder(session.store, session.archive) as recorder:
        session.put = recorder.put
        process.crawl(crawler, session=session)
        process.start()
    fault = crawler.spider.fault if isinstance(crawler.spider, AnnualReports) else None
    if isinstance(fault, UserError):
        raise fault
    if fault:
        raise UserError(f"the crawl stopped, because nothing more could be recorded: {fault}") from fault


def _scrapy_settings(crawl: Crawl) -> ScrapySettings:
    settings = ScrapySettings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(
        {
            "USER_AGENT": crawl.agent,
            "DOWNLOAD_DELAY": crawl.delay,
            "CONCURRENT_REQUESTS_PER_DOMAIN": crawl.concurrency_per_host,
            "DOWNLOAD_TIMEOUT": crawl.timeout,
            "DOWNLOAD_MAXSIZE": crawl.max_size,
            PRIVATE_HOSTS: ["localhost", *crawl.allowed_hosts],
            "LOG_INSTALL_ROOT_HANDLER": False,
        },
        priority="cmdline",
    )
    return settings


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
