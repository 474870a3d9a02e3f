"""Grades what was read against what a rendered report says; knows the answers only by their shape."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from tests.writing import Answer, Expected, ExpectedReport


class ReadCell(Protocol):
    """A cell as the reader gives it."""

    status: str
    value: Decimal | None
    text: str
    place: str
    candidates: tuple[Decimal, ...]


class ReadReport(Protocol):
    """A report as the reader gives it."""

    body: str | None
    kind: str | None
    year: int | None
    title: str | None
    form: str | None
    dates: Sequence[Any]
    sections: Mapping[str, Any]
    cells: Mapping[str, ReadCell]


class Grade(StrEnum):
    """How one cell was answered.

    `WRONG` is the grave one: a value that is not the true one, or a value where there is none to be known.
    `UNANSWERED` gives no value where one is printed; `MISNAMED` rightly gives none, but says the wrong why.
    """

    EXACT = "exact"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    MISNAMED = "misnamed"


def grade(expected: Expected, cell: ReadCell | None) -> Grade:
    """Grade one cell."""
    value = cell.value if cell else None
    if value is not None:
        known = expected.answer in {Answer.VALUE, Answer.OPEN}
        return Grade.EXACT if known and value == expected.value else Grade.WRONG
    if expected.answer is Answer.OPEN:
        return Grade.EXACT
    if expected.answer is Answer.VALUE or cell is None:
        return Grade.UNANSWERED
    if expected.answer is Answer.AMBIGUOUS and cell.candidates and expected.value not in cell.candidates:
        return Grade.WRONG
    return Grade.EXACT if cell.status == expected.answer.value else Grade.MISNAMED


@dataclass(frozen=True, slots=True)
class Miss:
    """One cell that was not exact, with what helps to find out why."""

    layout: str
    number: int
    cell: str
    grade: Grade
    expected: Expected
    got: ReadCell | None

    def __str__(self) -> str:
        due = f"{self.expected.answer}{_spaced(self.expected.value)} (printed {self.expected.text!r})"
        got = "no such cell"
        if self.got:
            got = f"{self.got.status}{_spaced(self.got.value)} from {self.got.text!r} at {self.got.place or 'no place'}"
        return f"{self.grade}: {self.layout} #{self.number} {self.cell}: due {due}, got {got}"


def _spaced(value: Decimal | None) -> str:
    return "" if value is None else f" {value}"


def by_gravity(misses: Iterable[Miss]) -> list[Miss]:
    """Sort misses, wrong values first."""
    return sorted(misses, key=lambda miss: list(Grade).index(miss.grade))


FACTS = ("body", "kind", "year", "title", "form", "date", "sections")
KEPT = 50
"""The misses of a layout that are kept to be shown."""


@dataclass(slots=True)
class Tally:
    """What was counted over the reports of one layout; `seconds` is reading alone, `misses` are the gravest few.

    `pages` counts the pages of scans.
    """

    layout: str
    family: str
    reports: int = 0
    cells: Counter[Grade] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    mistaken: list[str] = field(default_factory=list)
    seconds: float = 0.0
    size: int = 0
    pages: int = 0

    @property
    def total(self) -> int:
        """All graded cells."""
        return self.cells.total()

    def share(self, grade_: Grade) -> float:
        """Return the percentage of the cells with this grade."""
        return 100 * self.cells[grade_] / self.total if self.total else 0.0

    def add(self, number: int, expected: ExpectedReport, read: ReadReport | None) -> list[Miss]:
        """Grade one report and return its misses; `read` is None when the reader gave nothing."""
        self.reports += 1
        for fact, (right, due, got) in facts(expected, read).items() if read else ():
            self.facts[fact] += right
            if not right:
                self.mistaken.append(f"{fact}: {self.layout} #{number}: due {due}, got {got}")
        graded = list(self._graded(number, expected, read.cells if read else {}))
        self.cells.update(miss.grade for miss in graded)
        misses = [miss for miss in graded if miss.grade is not Grade.EXACT]
        self.misses = by_gravity([*self.misses, *misses])[:KEPT]
        return misses

    def _graded(self, number: int, expected: ExpectedReport, cells: Mapping[str, ReadCell]) -> Iterator[Miss]:
        for cell, due in expected.cells.items():
            yield Miss(self.layout, number, cell, grade(due, cells.get(cell)), due, cells.get(cell))
        for cell in sorted(cells.keys() - expected.cells.keys()):
            due = Expected(Answer.MISSING)
            if cells[cell].value is not None:
                yield Miss(self.layout, number, cell, Grade.WRONG, due, cells[cell])


def facts(expected: ExpectedReport, read: ReadReport) -> dict[str, tuple[bool, object, object]]:
    """Return for each fact about the report as a whole: whether it was read rightly, what was due, what came."""
    dates = {witness.date for witness in read.dates}
    kinds = {expected.kind} if read.body == expected.bodies[0] else {read.kind}
    published = {expected.published} - {None}
    titles = {_bare(title) for title in expected.titles}
    return {
        "body": (read.body in expected.bodies, expected.bodies, read.body),
        "kind": (read.kind in kinds, kinds, read.kind),
        "year": (read.year == expected.year, expected.year, read.year),
        "title": (_bare(read.title) in titles, expected.titles, read.title),
        "form": (read.form == expected.form, expected.form, read.form),
        "date": (published <= dates, published, dates),
        "sections": (set(expected.sections) <= set(read.sections), expected.sections, sorted(read.sections)),
    }


def _bare(title: str | None) -> str:
    return re.sub(r"\s", "", title or "")


def merged(tallies: Iterable[Tally], name: str) -> Tally:
    """Add up several layouts."""
    total = Tally(name, name)
    for tally in tallies:
        total.reports += tally.reports
        total.cells += tally.cells
        total.facts += tally.facts
        total.misses += tally.misses
        total.mistaken += tally.mistaken
        total.seconds += tally.seconds
        total.size += tally.size
        total.pages += tally.pages
    return total
