"""Tables without rulings by where everything stands: lines closer to each other than any two rows are one cell."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from math import inf
from typing import NamedTuple

from checks.documents.printed.bands import LABELS, Zone, zones_of
from checks.documents.printed.columns import begins_anew, runs_of, with_broken_cells
from checks.documents.printed.layout import Glyph
from checks.documents.printed.writing import stripped

_AROUND = 4
"""Lines above the first row and below the last that may belong to their cells."""
_SAME_SPACING, _OF_ROWS = 1.06, 0.87
"""The lines of a cell stand as close as the closest do, and closer than this share of what parts two rows."""
_FEWEST_PITCHES = 2
"""Distances between rows in all columns from which it can be told how far rows are apart."""
_TOUCHING = 0.3
"""Shares of the spacing of lines by which a label may stand above or below the figures of its row."""


class _Piece(NamedTuple):
    """Words of one line in one column."""

    line: int
    column: int
    glyphs: tuple[Glyph, ...]

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    def is_above(self, other: "_Piece") -> bool:
        """Tell whether both stand in one column or, left of the columns, share some of their width."""
        if self.line >= other.line or self.column != other.column:
            return False
        return self.column != LABELS or self.shares_width(other)

    def shares_width(self, other: "_Piece") -> bool:
        """Tell whether one stands above the other."""
        return self.glyphs[0].x0 < other.glyphs[-1].x1 and other.glyphs[0].x0 < self.glyphs[-1].x1


_Cell = list[_Piece]


class _Row(NamedTuple):
    """The cells of a row by column, and what stands left of them."""

    cells: dict[int, _Cell]
    labels: list[_Cell]

    @property
    def main(self) -> int:
        """The line on which most of its cells begin."""
        begin = [cell[0].line for cell in self.cells.values()]
        return max(sorted(set(begin)), key=begin.count)

    @property
    def extent(self) -> tuple[float, float]:
        """The first and the last of its baselines."""
        return _extent([piece for cell in self.cells.values() for piece in cell])

    @property
    def pieces(self) -> Iterator[_Piece]:
        """All that stands in it."""
        return (piece for cell in (*self.labels, *self.cells.values()) for piece in cell)


def in_columns(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the lines of a page with what belongs to one cell put together and tabs between columns.

    Where the spacing of lines does not tell what belongs together, only words are put together.
    """
    zones = list(zones_of(lines))
    ends = [*(zone.rows[0] for zone in zones[1:]), len(lines)]
    done: list[list[Glyph]] = []
    at = 0
    for zone, end in zip(zones, ends, strict=False):
        around = range(max(zone.rows[0] - _AROUND, at), min(zone.rows[-1] + _AROUND + 1, end))
        rows = _rows(list(_pieces(lines, zone, around)), zone)
        numbers = [piece.line for row in rows for piece in row.pieces]
        if numbers:
            done += with_broken_cells(lines[at : min(numbers)])
            done += _assembled(lines, range(min(numbers), max(numbers) + 1), rows)
            at = max(numbers) + 1
    done += with_broken_cells(lines[at:])
    return [_divided(line, zones, lines) for line in done]


def _pieces(lines: Sequence[list[Glyph]], zone: Zone, numbers: Iterable[int]) -> Iterator[_Piece]:
    for number in numbers:
        for run in runs_of(lines[number]):
            column = zone.column_of(run)
            glyphs = tuple(stripped([glyph for _, glyph in run]))
            if column is not None and glyphs:
                yield _Piece(number, column, glyphs)


def _rows(pieces: Sequence[_Piece], zone: Zone) -> list[_Row]:
    """Return the rows from top to bottom; none where what stands below each other may as well be another row."""
    pairs = list(_stacked(pieces))
    spacing = _spacing(pieces, pairs, zone)
    if not spacing:
        return []
    cells = _cells(pieces, pairs, spacing)
    rows = list(_merged([cell for cell in cells if cell[0].column != LABELS], zone))
    for cell in cells:
        if cell[0].column == LABELS:
            _add_label(rows, cell, spacing * _TOUCHING)
    whole = [len(row.cells) == len(zone.bands) for row in rows]
    begins_torn = bool(rows) and not rows[0].labels
    return rows if all(whole[begins_torn:]) and not any(map(_has_two_labels, rows)) else []


def _stacked(pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, _Piece]]:
    """Yield every piece with the one that stands next above it."""
    for at, piece in enumerate(pieces):
        upper = next((other for other in reversed(pieces[:at]) if other.is_above(piece)), None)
        if upper:
            yield upper, piece


def _spacing(pieces: Sequence[_Piece], pairs: Sequence[tuple[_Piece, _Piece]], zone: Zone) -> float:
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
    closest = min((lower.baseline - upper.baseline for upper, lower in inside), default=inf) * _SAME_SPACING
    return closest if closest < min(pitches) * _OF_ROWS else 0


def _cells(pieces: Sequence[_Piece], pairs: Sequence[tuple[_Piece, _Piece]], spacing: float) -> list[_Cell]:
    close = (pair for pair in pairs if pair[1].baseline - pair[0].baseline <= spacing)
    above = {id(lower): upper for upper, lower in close if not (lower.column == LABELS and begins_anew(lower.text))}
    cells: dict[int, _Cell] = {}
    for piece in pieces:
        upper = above.get(id(piece))
        cell = cells[id(upper)] if upper else []
        cell.append(piece)
        cells[id(piece)] = cell
    return list({id(cell): cell for cell in cells.values()}.values())


def _merged(cells: Iterable[_Cell], zone: Zone) -> Iterator[_Row]:
    """Yield the rows that cells of figures make: those of which the lines overlap stand beside each other."""
    row, last = _Row({}, []), -1
    for cell in sorted(cells, key=lambda cell: cell[0].line):
        if row.cells and cell[0].line > last:
            yield row
            row = _Row({}, [])
        if zone.rows[0] <= cell[-1].line and cell[0].line <= zone.rows[-1]:
            row.cells[cell[0].column] = [*row.cells.get(cell[0].column, []), *cell]
            last = max(last, cell[-1].line)
    if row.cells:
        yield row


def _extent(pieces: Sequence[_Piece]) -> tuple[float, float]:
    baselines = [piece.baseline for piece in pieces]
    return min(baselines), max(baselines)


def _add_label(rows: Sequence[_Row], label: _Cell, room: float) -> None:
    """Add a label to the first of the rows that it stands beside."""
    begin, end = _extent(label)
    for row in rows:
        first, last = row.extent
        if begin <= last + room and first - room <= end:
            row.labels.append(label)
            return


def _has_two_labels(row: _Row) -> bool:
    """Tell whether labels of two rows stand beside one."""
    return any(one[0].shares_width(other[0]) for one, other in combinations(row.labels, 2))


def _assembled(lines: Sequence[list[Glyph]], numbers: Iterable[int], rows: Sequence[_Row]) -> Iterator[list[Glyph]]:
    """Yield the rows, each on one line, and what stands beside none of them."""
    taken = {id(glyph) for row in rows for piece in row.pieces for glyph in piece.glyphs}
    by_line = {row.main: row for row in rows}
    for number in numbers:
        rest = stripped([glyph for glyph in lines[number] if id(glyph) not in taken])
        if rest:
            yield rest
        if number in by_line:
            yield list(_printed(by_line[number], lines[number][0].baseline))


def _printed(row: _Row, baseline: float) -> Iterator[Glyph]:
    labels = sorted(row.labels, key=lambda cell: cell[0].glyphs[0].x0)
    for cell in (*labels, *(cell for _, cell in sorted(row.cells.items()))):
        edge = cell[0].glyphs[-1].x1
        yield from (glyph._replace(baseline=baseline) for glyph in cell[0].glyphs)
        for piece in cell[1:]:
            yield from (glyph._replace(baseline=baseline, x0=edge, x1=edge) for glyph in piece.glyphs)


def _divided(line: list[Glyph], zones: Sequence[Zone], lines: Sequence[list[Glyph]]) -> list[Glyph]:
    """Return a line with a tab where it goes from one column to the next, however small the gap is."""
    for zone in zones:
        first, last = lines[zone.rows[0]][0].baseline, lines[zone.rows[-1]][0].baseline
        if first <= line[0].baseline <= last:
            return list(_with_tabs(line, zone))
    return line


def _with_tabs(line: list[Glyph], zone: Zone) -> Iterator[Glyph]:
    before = None
    for run in runs_of(line):
        column = zone.column_of(run)
        if before is not None and column is not None and column > before:
            yield run[0][1]._replace(text="\t", x1=run[0][1].x0)
        before = column
        yield from (glyph for _, glyph in run)
