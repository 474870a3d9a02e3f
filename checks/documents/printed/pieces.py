"""What stands in the columns of a table without rulings, and the cells and rows that it makes."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from checks.documents.printed.bands import LABELS
from checks.documents.printed.columns import begins_anew
from checks.documents.printed.layout import Glyph

_NUMBERED = re.compile(r"[（(][一二三四五六七八九十][）)]")
_TOUCHING = 0.3
"""Shares of the spacing of lines by which a label may stand above or below the figures of its row."""


class Piece(NamedTuple):
    """Words of one line in one column."""

    line: int
    column: int
    glyphs: tuple[Glyph, ...]

    @property
    def baseline(self) -> float:
        """Where it stands."""
        return self.glyphs[0].baseline

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(glyph.text for glyph in self.glyphs)

    def is_above(self, other: "Piece") -> bool:
        """Tell whether both stand in one column or, left of the columns, share some of their width."""
        if self.line >= other.line or self.column != other.column:
            return False
        return self.column != LABELS or self.shares_width(other)

    def shares_width(self, other: "Piece") -> bool:
        """Tell whether one stands above the other."""
        return self.glyphs[0].x0 < other.glyphs[-1].x1 and other.glyphs[0].x0 < self.glyphs[-1].x1


Cell = list[Piece]


class Row(NamedTuple):
    """The cells of a row by column, and what stands left of them."""

    cells: dict[int, Cell]
    labels: list[Cell]

    @property
    def main(self) -> int:
        """The line on which most of its cells begin."""
        begin = [cell[0].line for cell in self.cells.values()]
        return max(sorted(set(begin)), key=begin.count)

    @property
    def extent(self) -> tuple[float, float]:
        """The first and the last of its baselines."""
        return extent_of([piece for cell in self.cells.values() for piece in cell])

    @property
    def pieces(self) -> Iterator[Piece]:
        """All that stands in it."""
        return (piece for cell in (*self.labels, *self.cells.values()) for piece in cell)


def stacked(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Yield every piece with the one that stands next above it."""
    for at, piece in enumerate(pieces):
        upper = next((other for other in reversed(pieces[:at]) if other.is_above(piece)), None)
        if upper:
            yield upper, piece


def cells_of(pieces: Sequence[Piece], pairs: Sequence[tuple[Piece, Piece]], spacing: float) -> list[Cell]:
    """Return the pieces in cells: those that stand no farther apart than this, and begin no label of their own."""
    close = (pair for pair in pairs if pair[1].baseline - pair[0].baseline <= spacing)
    above = {id(lower): upper for upper, lower in close if not (lower.column == LABELS and begins_anew(lower.text))}
    cells: dict[int, Cell] = {}
    for piece in pieces:
        upper = above.get(id(piece))
        cell = cells[id(upper)] if upper else []
        cell.append(piece)
        cells[id(piece)] = cell
    return list({id(cell): cell for cell in cells.values()}.values())


def extent_of(pieces: Sequence[Piece]) -> tuple[float, float]:
    """Return the first and the last baseline."""
    baselines = [piece.baseline for piece in pieces]
    return min(baselines), max(baselines)


def add_label(rows: Sequence[Row], label: Cell, spacing: float) -> None:
    """Add a label to the first of the rows that it stands beside."""
    (begin, end), room = extent_of(label), spacing * _TOUCHING
    for row in rows:
        first, last = row.extent
        if begin <= last + room and first - room <= end:
            row.labels.append(label)
            return


def has_two_labels(row: Row) -> bool:
    """Tell whether labels of two rows stand beside one, or in one where no gap parts their columns."""
    glued = any(len(_NUMBERED.findall("".join(piece.text for piece in cell))) > 1 for cell in row.labels)
    return glued or any(one[0].shares_width(other[0]) for one, other in combinations(row.labels, 2))
