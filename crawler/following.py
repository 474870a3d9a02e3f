"""What follows from a visit: the requests its page leads to, and the known reports that need not be asked for again."""

import logging
from collections.abc import Callable

from checks.reading import linked_tables
from crawler.discovery import Judged, Page, attachments, renderings
from crawler.job import Job, Received
from crawler.outcomes import PRESENT, page_of
from crawler.policy import slot
from crawler.selection import Left, Look
from crawler.sounding import sounding
from crawler.source_run import SourceRun
from reports.store import FrontierEntry, Kept, Known, PagePicture, VisitOutcome

log = logging.getLogger("duban.crawl")

MOST_PICTURES = 12
"""Pictures asked for that one page shows in the places of tables."""

Found = FrontierEntry | Kept
"""What follows from a page: a request, or a known report that need not be requested."""

Choice = tuple[Judged, FrontierEntry | Left]
"""A judged link and what became of it."""

Watch = Callable[[FrontierEntry, Look, list[Choice]], None]
"""Is told of every page that was read, with what became of each of its links."""


def what_follows(job: Job, received: Received, watch: Watch | None = None) -> tuple[list[Found], bool]:
    """Return the requests that follow from a visit, and whether its page is a report."""
    outcome, entry = received.outcome, job.entry
    if outcome.target and outcome.outcome is VisitOutcome.REDIRECTED:
        return [_redirected(entry, outcome.target)], False
    if outcome.outcome not in PRESENT or entry.role == "picture":
        return [], False
    asked = job.source_run.soundings.asked
    sounded = [] if slot(entry.url) in asked else [sounding(entry)]
    asked.add(slot(entry.url))
    found, is_report = _read_page(job, received, watch)
    return [*sounded, *found], is_report


def _read_page(job: Job, received: Received, watch: Watch | None) -> tuple[list[Found], bool]:
    outcome, entry = received.outcome, job.entry
    page = outcome.page or page_of(received.payload, entry.url)
    if page is None:
        return [], True
    is_report = page.looks_like_report()
    return _follow(job, page, watch, is_report=is_report), is_report or entry.role == "report"


def _follow(job: Job, page: Page, watch: Watch | None, *, is_report: bool) -> list[Found]:
    look = job.source_run.selection.look(page, job.entry)
    judged = look.judged
    if job.entry.role == "report":
        judged = (*judged, *(renderings(page) if is_report else attachments(page)))
    choices = [_choose(job, each, look.in_column) for each in judged]
    if watch:
        watch(job.entry, look, list(zip(judged, choices, strict=True)))
    wanted = (choice for choice in choices if isinstance(choice, FrontierEntry))
    return [found for choice in wanted for found in _known_or_new(job.source_run, choice)]


def pictures_shown(job: Job, received: Received) -> tuple[PagePicture, ...]:
    """Return what the page of a report shows in the places of its tables; one that offers files has them there."""
    page = received.outcome.page or page_of(received.payload, job.entry.url)
    if page is None or not page.may_show_tables() or (not page.looks_like_report() and attachments(page)):
        return ()
    choose = job.source_run.selection.picture
    chosen = ((address, choose(address, page, job.entry)) for address in linked_tables(received.payload))
    return tuple(PagePicture(address, entry) for address, entry in chosen if entry)[:MOST_PICTURES]


def _choose(job: Job, judged: Judged, in_column: bool) -> FrontierEntry | Left:
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


def _redirected(entry: FrontierEntry, target: str) -> FrontierEntry:
    """The request for where a redirect leads: the same page as far as anybody was told, one step further."""
    return FrontierEntry(
        target, entry.role, entry.depth + 1, entry.url, entry.title, entry.list_date, in_column=entry.in_column
    )


def _tell_left(left: Left) -> None:
    judged = left.judged
    if left.reason in {"decoy", "host", "too deep", "sample"}:
        log.info("left %s %s %s", judged.decoy or left.reason, judged.link.url, judged.link.text[:60])
