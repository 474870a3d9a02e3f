"""A live walk of one source that leaves no trace in the ledger: what `duban doctor` and `registry propose` stand on.

It is the crawl itself, over a database and an archive of its own in a temporary folder that is deleted afterwards.
"""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.bodies import Source
from config.settings import Crawl
from crawler.acceptance import Facts
from crawler.assessment import facts_of
from crawler.engine import run_scrapy
from crawler.following import Choice
from crawler.policy import Policy
from crawler.selection import Left, Look, Restriction
from crawler.session import Session
from reports.archive import Archive
from reports.store import FrontierEntry, Store, VisitRow

MOST_PAGES = 80
"""Pages that a walk looks at; what it cannot find within them a person should point out."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One page of a walk: how it was asked for, what it was known by, what became of its links."""

    entry: FrontierEntry
    look: Look
    choices: tuple[Choice, ...]

    def taken(self) -> Iterator[Choice]:
        """Yield the links that became requests."""
        return (choice for choice in self.choices if isinstance(choice[1], FrontierEntry))

    def left(self) -> Iterator[tuple[Choice, str]]:
        """Yield the links that were left although their words say something, with the reason."""
        for choice in self.choices:
            if isinstance(choice[1], Left) and choice[1].reason != "unrelated":
                yield choice, choice[0].decoy or choice[1].reason


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk saw: every visit in order, the pages that were read, and the facts by which a run is judged."""

    source: Source
    visits: tuple[VisitRow, ...]
    stops: tuple[Stop, ...]
    facts: Facts


def walk(
    source: Source, settings: Crawl, policy: Policy, as_of: datetime, restriction: Restriction | None = None
) -> Walk:
    """Walk a source; Scrapy's reactor runs once in a process, so does this function.

    Raises:
        UserError: nothing can be written to the folder for temporary files.
    """
    stops: list[Stop] = []

    def watch(entry: FrontierEntry, look: Look, choices: Iterable[Choice]) -> None:
        stops.append(Stop(entry, look, tuple(choices)))

    limited = settings.model_copy(update={"max_pages": min(settings.max_pages, MOST_PAGES)})
    with tempfile.TemporaryDirectory(prefix="duban-walk-") as folder:
        root = Path(folder)
        with Store.open(root / "walk.sqlite", write=True) as store:
            session = Session(store, Archive(root / "archive"), limited, policy)
            session.watch = watch
            source_run = session.open(source, as_of, simulated=True, restriction=restriction or Restriction())
            run_scrapy(session)
            facts = facts_of(store, session.archive, source_run)
            return Walk(source, tuple(store.visits(source_run.run.id)), tuple(stops), facts)
