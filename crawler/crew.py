"""A crawl by several crawlers of this machine, each with hosts of its own: one cannot use a second processor."""

import logging
import math
import multiprocessing
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from config.bodies import Source
from config.settings import Crawl
from config.workspace import Workspace
from crawler.leases import MOST_ATTEMPTS, holder_name
from crawler.logs import logging_to
from crawler.looking import CrawlSummary, Looking, SourceSummary, Task
from crawler.progress import Progress
from crawler.settings import CONCURRENT_REQUESTS
from crawler.shard import NOTHING, Shard
from reports.store import Run, RunState, Store
from reports.workers import die_with_parent

log = logging.getLogger("duban.crawl")

MOST_CRAWLERS = 4
"""Processes that are started unasked: they write to one database, one after the other."""

HOSTS_A_CRAWLER = 25
"""Groups of hosts below which a further process is not worth the second that its start takes."""

PAGES_A_SECOND = 150.0
"""Pages that one crawler fetches, judges and records at least, where no delay slows it (docs/benchmarks.md)."""


def crawlers_for(hosts: int, settings: Crawl) -> int:
    """Return how many crawlers look at so many groups of hosts: as many as these and the processors keep busy."""
    if settings.processes:
        return max(min(settings.processes, hosts), 1)
    delay = max(settings.delay, 0.001)
    asked = hosts * settings.concurrency_per_host / delay
    pace = min(PAGES_A_SECOND, CONCURRENT_REQUESTS / delay)
    fed = int((os.cpu_count() or 1) * PAGES_A_SECOND / pace)
    return max(min(fed, MOST_CRAWLERS, hosts // HOSTS_A_CRAWLER, math.ceil(asked / pace)), 1)


def look_as_one_of(
    workspace: Workspace, task: Task, shard: Shard, show: Progress, *, waits: bool = True
) -> CrawlSummary:
    """Look at a part of the registry beside other crawlers, and at what they leave; see `Together` for `waits`."""
    with Store.open(workspace.database, write=True, holder=holder_name()) as store:
        return Looking(workspace, task, show).look_together(store, shard, waits=waits)


def look_in_crew(workspace: Workspace, task: Task, crawlers: int, show: Progress) -> CrawlSummary:
    """Look at every source of the registry with several crawlers, of which this process is one.

    What one that died leaves, another takes over, which is started for that where all others have ended. What nobody
    could finish is told as interrupted. After a kill the same call goes on: sources that were closed stay closed.
    """
    with Store.open(workspace.database, write=True) as store:
        closed = {run.source: run for run in store.begin_crew(task.as_of)}
    task = replace(task, closed=frozenset(closed))
    parts = [Shard(part, crawlers, evenly=True) for part in range(1, crawlers + 1)]
    with _pool(crawlers - 1) as pool:
        others = [pool.submit(_look, workspace.root, task, shard) for shard in parts[1:]]
        own = look_as_one_of(workspace, task, parts[0], show, waits=False)
        if own.interrupted:
            _stop_all()
        summaries = [own, *_finished(others)]
    if len(summaries) < crawlers and not own.interrupted:
        summaries += _taken_over(workspace, task)
    joined = _joined(summaries, workspace.registry.sources(), closed)
    if not joined.interrupted:
        with Store.open(workspace.database, write=True) as store:
            store.end_crew()
    return joined


def _taken_over(workspace: Workspace, task: Task) -> list[CrawlSummary]:
    """Look at what crawlers left that died; a group of hosts that kills every crawler is put aside by the last."""
    for _ in range(MOST_ATTEMPTS + 1):
        with _pool(1) as pool:
            summaries = _finished([pool.submit(_look, workspace.root, task, NOTHING)])
        if summaries:
            return summaries
    return []


def _pool(crawlers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(crawlers, multiprocessing.get_context("spawn"), initializer=die_with_parent)


def _look(root: Path, task: Task, shard: Shard) -> CrawlSummary:
    workspace = Workspace.open(root)
    with logging_to(workspace.logs):
        return look_as_one_of(workspace, task, shard, lambda _: None, waits=shard == NOTHING)


def _stop_all() -> None:
    """Pass on that somebody stopped this crawler; Scrapy ends at SIGTERM as it does at Ctrl-C."""
    for child in multiprocessing.active_children():
        child.terminate()


def _finished(others: Iterable[Future[CrawlSummary]]) -> list[CrawlSummary]:
    summaries = []
    for other in others:
        try:
            summaries.append(other.result())
        except BrokenExecutor:
            log.warning("died a crawler of this crawl; others take over what it left")
    return summaries


def _joined(summaries: Sequence[CrawlSummary], sources: Sequence[Source], closed: Mapping[str, Run]) -> CrawlSummary:
    before = [
        SourceSummary(source, run, run.state is RunState.ACCEPTED)
        for source in sources
        if (run := closed.get(source.key))
    ]
    looked_at = (*before, *(source for summary in summaries for source in summary.sources))
    resting = tuple(each for summary in summaries for each in summary.resting)
    left = len(sources) - len(looked_at) - len(resting)
    interrupted = any(summary.interrupted for summary in summaries) or left > 0
    return replace(summaries[0], sources=looked_at, resting=resting, interrupted=interrupted)
