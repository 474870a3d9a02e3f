"""What the rules of continuity share: sums over this year's report and those of the year before."""

from collections.abc import Iterable
from functools import partial

from checks.catalogue import WHOLE_NUMBERS, Applies, Words, rule
from checks.continuity.sums import Sum, Term
from checks.model import Cell, CellStatus, Evidence, Outcome
from checks.subject import Subject

continuity_rule = partial(
    rule,
    law=("regulation.50",),
    tolerance=WHOLE_NUMBERS,
)
"""`rule` with what most rules of continuity have in common."""

NEEDS_FORM = Words("表格没有认出或格式不同", "the table was not recognised or has another form")

COMPARED = Applies(needs="earlier", forms=("2019", "2021", "mixed"))
"""When a rule compares tables of two years that both forms have."""


def has_table(subject: Subject, table: str, form: str | None = None) -> bool:
    """Tell whether this report and those of the year before have a table, of one form if given."""
    forms = [each.forms.get(table) for each in (subject, *subject.earlier)]
    return all(found is not None and form in {None, found} for found in forms)


def earlier_terms(subject: Subject, *signs: tuple[str, int]) -> tuple[Term, ...]:
    """Return the same cells of every report of the year before."""
    return tuple(Term(earlier.report, signs) for earlier in subject.earlier)


def merged(subject: Subject) -> bool:
    """Tell whether this report continues those of several bodies, or of another one."""
    return len(subject.earlier) > 1 or any(earlier.case.body != subject.case.body for earlier in subject.earlier)


def outcome_of(found: Sum) -> Outcome:
    """Return how a broken sum is told: with blanks, or numbers from pictures, a person must look."""
    return Outcome.FAIL if found.certain else Outcome.NEEDS_REVIEW


def both_years(subject: Subject, cells: Iterable[str], earlier_cells: Iterable[str]) -> tuple[Evidence, ...]:
    """Return the places and texts of cells of this report, and of cells of those of the year before."""
    told = list(earlier_cells)
    own = [_evidence(subject, cell) for cell in cells]
    return (*own, *(_evidence(earlier, cell) for earlier in subject.earlier for cell in told))


def cell_of(subject: Subject, cell: str) -> Cell:
    """Return a cell; one the report does not list is missing."""
    return subject.report.cells.get(cell) or Cell(cell, CellStatus.MISSING)


def _evidence(subject: Subject, cell_id: str) -> Evidence:
    case, cell = subject.case, cell_of(subject, cell_id)
    place = f"{subject.year or ''} {cell.place or cell_id}".strip()
    return Evidence(place, cell.text, case.url, case.fetched_at, case.sha256)
