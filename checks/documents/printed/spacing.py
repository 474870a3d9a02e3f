"""Rows without rulings that stand farther apart than the lines of their cells."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf

from checks.documents.printed.bands import LABELS, Zone
from checks.documents.printed.pieces import Cell, Piece, Row, add_label, cells_of, has_two_labels, stacked

_SAME_SPACING, _OF_ROWS = 1.06, 0.87
"""The lines of a cell stand as close as the closest do, and closer than this share of what parts two rows."""
_FEWEST_PITCHES = 2
"""Distances between rows in all columns from which it can be told how far rows are apart."""


def rows_apart(pieces: Sequence[Piece], zone: Zone) -> list[Row]:
    """Return the rows from top to bottom; none where what stands below each other may as well be another row."""
    pairs = list(stacked(pieces))
    spacing = _spacing(pieces, pairs, zone)
    if not spacing:
        return []
    cells = cells_of(pieces, pairs, spacing)
    rows = list(_merged([cell for cell in cells if cell[0].column != LABELS], zone))
    for cell in cells:
        if cell[0].column == LABELS:
            add_label(rows, cell, spacing)
    whole = [len(row.cells) == len(zone.bands) for row in rows]
    begins_torn = bool(rows) and not rows[0].labels
    return rows if all(whole[begins_torn:]) and not any(map(has_two_labels, rows)) else []


def _spacing(pieces: Sequence[Piece], pairs: Sequence[tuple[Piece, Piece]], zone: Zone) -> float:
    """Return how far the lines of a cell are apart at most; 0 where rows may stand as close."""
    found: dict[int, dict[int, float]] = {}
    for piece in pieces:
        if piece.column != LABELS and piece.line in zone.rows:
            found.setdefault(piece.line, {})[piece.column] = piece.baseline
    whole = [min(baselines.values()) for baselines in found.values() if len(baselines) == len(zone.bands)]
    inside = [pair for pair in pairs if zone.rows[0] <= pair[0].line and pair[1].line <= zone.rows[-1]]
    pitches = [lower - upper for upper, lower in pairwise(whole)]
    if len(pitches) < _FEWEST_PITCHES:
        return 0
    closest = closest_lines(inside)
    return closest if closest < min(pitches) * _OF_ROWS else 0


def closest_lines(pairs: Iterable[tuple[Piece, Piece]]) -> float:
    """Return a distance that only the closest lines below each other do not exceed."""
    return min((lower.baseline - upper.baseline for upper, lower in pairs), default=inf) * _SAME_SPACING


def _merged(cells: Iterable[Cell], zone: Zone) -> Iterator[Row]:
    """Yield the rows that cells of figures make: those of which the lines overlap stand beside each other."""
    row, last = Row({}, []), -1
    for cell in sorted(cells, key=lambda cell: cell[0].line):
        if row.cells and cell[0].line > last:
            yield row
            row = Row({}, [])
        if zone.rows[0] <= cell[-1].line and cell[0].line <= zone.rows[-1]:
            row.cells[cell[0].column] = [*row.cells.get(cell[0].column, []), *cell]
            last = max(last, cell[-1].line)
    if row.cells:
        yield row
