"""The crawl of a workspace: a run for each source, Scrapy in this process, verdicts, the reading of what was found."""

from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from config import clock
from config.errors import UserError
from config.settings import Lang
from config.workspace import Workspace
from crawler.crew import crawlers_for, look_as_one_of, look_in_crew
from crawler.logs import logging_to
from crawler.looking import CrawlSummary, Looking, Task
from crawler.progress import ConsoleProgress, Progress
from crawler.selection import Restriction
from crawler.shard import Shard, host_groups
from reports.store import Store
from reports.store.lock import InUseError


def crawl(
    workspace: Workspace,
    *,
    as_of: datetime,
    body: str | None = None,
    year: int | None = None,
    sample: int | None = None,
    families: bool = True,
    planned: bool = False,
    shard: Shard | None = None,
    executor: Executor | None = None,
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
        shard: the part of the registry with which this crawler begins, where several share the workspace; the last of
            them to end reads what all have captured.
        executor: where captured documents are read; by default worker processes of this machine.
        progress: is told what is being done; by default standard error shows it.
        lang: of reasons and progress, by default the workspace's.

    Raises:
        UserError: `as_of` is not today in a workspace that is not simulated, the body is unknown, there is no contact
            for foreign hosts, another process writes to the workspace, or nothing can be recorded.
    """
    _require_today(workspace, as_of)
    registry, lang = workspace.registry, lang or workspace.settings.lang
    if shard and (body or year or sample):
        raise UserError("--shard looks at whole sources: leave out --body, --year and --sample")
    restriction = Restriction(registry.find(body) if body else None, year, sample)
    sources = [source for source in registry.sources() if restriction.body is None or restriction.body in source.bodies]
    workspace.settings.crawl.require_contact(urlsplit(source.site).hostname or "" for source in sources)
    task, console = Task(as_of, lang, planned=planned, families=families), ConsoleProgress()
    show = progress or console
    looking = Looking(workspace, task, show)
    try:
        with logging_to(workspace.logs):
            if shard:
                return _read_if_last(look_as_one_of(workspace, task, shard, show), workspace, looking, executor)
            hosts = 1 if body or year or sample else len(host_groups(sources))
            crawlers = crawlers_for(hosts, workspace.settings.crawl)
            summary = look_in_crew(workspace, task, crawlers, show) if crawlers > 1 else None
            with Store.open(workspace.database, write=True) as store:
                if summary is None:
                    store.drop_leases()
                    summary = looking.look(store, sources, restriction)
                return looking.read(store, summary, executor)
    finally:
        console.close()


def _read_if_last(
    summary: CrawlSummary, workspace: Workspace, looking: Looking, executor: Executor | None
) -> CrawlSummary:
    """Read what all crawlers captured unless others are still at work."""
    try:
        with Store.open(workspace.database, write=True, wait=0) as store:
            return looking.read(store, summary, executor)
    except InUseError:
        return replace(summary, unread=True)


def _require_today(workspace: Workspace, as_of: datetime) -> None:
    today = clock.now().date()
    if as_of.date() != today and not workspace.settings.simulated:
        raise UserError(
            f"--as-of {as_of.date()}: a crawl is recorded under today's date, {today}; "
            f"to record it under another, set simulated = true in {workspace.settings_file}"
        )
