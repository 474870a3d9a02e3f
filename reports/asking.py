"""Asking the rules about bodies and years: here, and in worker processes where they are many."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import Self

from checks.adjust import Adjustment, adjust
from checks.engine import About
from checks.engine import evaluate as evaluate_case
from checks.model import Case, Earlier, Finding, LocalLimit, Report
from config.bodies import Body
from reports.facts import Facts
from reports.store import EditionRow, Store
from reports.workers import limited_pool

MANY = 300
"""Questions that are answered here before workers are started, which takes as long as two hundred answers."""
_TOGETHER = 7
"""Questions that travel together: mostly the years of one body, each of which is the year before of the next."""
_REPORTS_AT_HAND = 8
"""The reports of a body come one year after the other, each as the year before of the next."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the rules are asked about a body and year; its reports stay in the ledger until it is answered.

    Attributes:
        earlier: the editions of the year before that the report continues, with the bodies they are of.
        shared_rows: the rows no form has that the report shares with many others.
        changes: what the settings change about rules.
    """

    facts: Facts
    limit: LocalLimit | None
    earlier: tuple[tuple[Body, EditionRow], ...]
    shared_rows: frozenset[str]
    changes: tuple[Adjustment, ...]

    def case(self, read: Callable[[int], Report]) -> Case:
        """Return the case that is judged; `read` gives the report of an edition."""
        facts, edition = self.facts, self.facts.edition
        return Case(
            body=facts.body.name,
            year=facts.year,
            kind=facts.body.kind,
            kind_source=facts.body.kind_source,
            level=facts.body.level,
            report=read(edition.id) if edition else None,
            earlier=tuple(
                Earlier(read(each.id), body.name, each.url, each.fetched_at.isoformat(), each.sha256)
                for body, each in self.earlier
            ),
            standing=facts.standing,
            publication=facts.publication,
            limit=self.limit,
            revision=facts.revision,
            shared_rows=self.shared_rows,
            url=edition.url if edition else facts.body.column or facts.body.site,
            fetched_at=edition.fetched_at.isoformat() if edition else None,
            sha256=edition.sha256 if edition else None,
            source=edition.url if edition else "",
        )

    def answers(self, read: Callable[[int], Report]) -> tuple[Finding, ...]:
        """Return what every rule says of the report by itself, or of its absence, as the settings have it."""
        about = About.ALONE if self.facts.edition else None
        return tuple(adjust(evaluate_case(self.case(read), about), self.changes))


class Asking:
    """Answers questions in their order; workers read the ledger themselves, so that only questions and answers travel.

    Args:
        store: open.
        database: the same one, for the workers.
        many: how many questions are answered here before workers are started.
    """

    def __init__(self, store: Store, database: Path, *, many: int = MANY) -> None:
        self._read = lru_cache(maxsize=_REPORTS_AT_HAND)(store.load_report)
        self._database = database
        self._left = many
        self._pool: ProcessPoolExecutor | None = None
        self._alone = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def answers(self, questions: Sequence[Question]) -> Iterator[tuple[Finding, ...]]:
        """Yield the answers to every question; what they rest on must be committed."""
        here = len(questions) if self._alone else min(self._left, len(questions))
        self._left -= here
        yield from (each.answers(self._read) for each in questions[:here])
        if here < len(questions):
            yield from self._by_workers(questions[here:])

    def _by_workers(self, questions: Sequence[Question]) -> Iterator[tuple[Finding, ...]]:
        """Workers that die, as where memory is short, leave the rest to this process."""
        answered = 0
        try:
            for answers in self._workers().map(partial(_answer, self._database), questions, chunksize=_TOGETHER):
                yield answers
                answered += 1
        except BrokenExecutor:
            self._alone = True
            self._stop()
            yield from self.answers(questions[answered:])

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = limited_pool()
        return self._pool

    def _stop(self) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _answer(database: Path, question: Question) -> tuple[Finding, ...]:
    return question.answers(_reading(database))


@cache
def _reading(database: Path) -> Callable[[int], Report]:
    """Open the ledger in a worker, which keeps it open as long as it lives."""
    return lru_cache(maxsize=_REPORTS_AT_HAND)(Store.open(database).load_report)
