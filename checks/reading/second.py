"""A second opinion on a report: where two ways of reading the same bytes differ, the cell is ambiguous with both."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from checks.documents.model import Document
from checks.model import Cell, CellStatus, Report
from checks.notes import note
from checks.reading.confirmation import confirmed
from checks.reading.report import Hints, read_report
from config.forms import identities

_TOLD = frozenset((CellStatus.READ, CellStatus.INFERRED, CellStatus.BLANK))
"""What a way of reading says when it understood a cell."""


def with_second_opinion(report: Report, document: Document, hints: Hints | None) -> Report:
    """Return the report, compared with what the other way of reading gives where there is doubt and such a way."""
    if document.again is None or not (document.doubtful or _in_doubt(report)):
        return report
    again = document.again()
    return _compared(report, read_report(again, hints)) if again else report


def _in_doubt(report: Report) -> bool:
    """Tell whether a cell was not understood, or a sum of a table does not hold; a blank counts as nothing."""
    if any(cell.status not in _TOLD and not _is_clear(cell) for cell in report.cells.values()):
        return True
    return any(
        _sum(report.cells, identity.left) != _sum(report.cells, identity.right)
        for table, form in report.forms.items()
        for identity in identities(form, table)
    )


def _is_clear(cell: Cell) -> bool:
    """Tell whether a cell holds words where a number belongs (见附件), of which no way of reading makes a number."""
    return cell.status is CellStatus.UNREADABLE and bool(cell.text) and not any(map(str.isdigit, cell.text))


def _sum(cells: Mapping[str, Cell], ids: tuple[str, ...]) -> Decimal:
    return sum((cells[cell].value or Decimal(0) for cell in ids), Decimal(0))


def _compared(report: Report, other: Report) -> Report:
    differing = dict(_differing(report, other))
    if not differing:
        return report
    first = next(iter(differing.values()))
    why = note("second_opinion", first.place, cells=list(differing))
    cells = {**report.cells, **differing}
    return replace(report, cells={**cells, **confirmed(cells, report.forms)}, notes=(*report.notes, why))


def _differing(report: Report, other: Report) -> Iterator[tuple[str, Cell]]:
    """Yield the cells that the other way reads differently.

    Where it understood nothing it has no opinion, but a picture must be understood twice.
    """
    for cell_id, cell in report.cells.items():
        second = other.cells.get(cell_id)
        heard = second and (second.status in _TOLD or cell.by == "ocr")
        if second and heard and (second.status, second.value) != (cell.status, cell.value):
            yield cell_id, _either(cell, second)


def _either(cell: Cell, second: Cell) -> Cell:
    """Return a cell that may be what either way read; a blank may count as nothing, next to a value."""
    values = {value for value in (*cell.candidates, cell.value, second.value) if value is not None}
    if not values:
        return replace(second, place=cell.place or second.place)
    blank = {Decimal(0)} if CellStatus.BLANK in {cell.status, second.status} else set()
    texts = " | ".join(dict.fromkeys((cell.text, second.text)))
    candidates, place = tuple(sorted(values | blank)), cell.place or second.place
    return Cell(cell.id, CellStatus.AMBIGUOUS, text=texts, place=place, by=cell.by, candidates=candidates)
