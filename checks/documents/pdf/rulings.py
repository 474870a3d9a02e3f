"""Rulings to grids: lines that touch each other are one table, the places between them are its cells."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from checks.documents.pdf.layout import Box, Ruling
from checks.documents.refusal import check_cells

_SAME = 2.5
"""Points between lines that are one: the two lines of a double border, borders drawn cell by cell."""
_REACH = 3.0
"""How far the end of a line may be from the line that it meets."""
_OPEN = 8.0
"""How far lines must run beyond the outermost one that they meet for a table to be open on that side."""

Span = tuple[int, int, int, int]
"""A cell as row, column, number of rows, number of columns."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The places of the rulings of one table, and its cells.

    Attributes:
        owners: the index of the cell at each row and column.
        even: whether every cell is a rectangle with a line on each side; where it is not, some line is broken.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    owners: Mapping[tuple[int, int], int]
    even: bool

    @property
    def box(self) -> Box:
        """The rectangle around the table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def owner(self, x: float, y: float) -> int | None:
        """Return the index of the cell that a point lies in."""
        return self.owners.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))


def grids_of(across: Sequence[Ruling], down: Sequence[Ruling]) -> list[Grid]:
    """Return the tables that some rulings draw, from top to bottom; a frame around a text is none."""
    found = (_grid(*part) for part in _connected(_drawn(across), _drawn(down)))
    return sorted((grid for grid in found if len(grid.spans) > 1), key=lambda grid: grid.ys[0])


def _drawn(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Return the lines that a reader sees: pieces that touch or lie on each other are one."""
    seen: list[Ruling] = []
    for group in _clusters(sorted(rulings)):
        at = sum(ruling.at for ruling in group) / len(group)
        seen += (Ruling(at, start, end) for start, end in _runs((ruling.start, ruling.end) for ruling in group))
    return seen


def _clusters(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    group: list[Ruling] = []
    for ruling in rulings:
        if group and ruling.at - group[0].at > _SAME:
            yield group
            group = []
        group.append(ruling)
    if group:
        yield group


def _runs(pieces: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    runs: list[tuple[float, float]] = []
    for start, end in sorted(pieces):
        if runs and start <= runs[-1][1] + _REACH:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return runs


def _connected(across: Sequence[Ruling], down: Sequence[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Yield the lines of each table: those across and those down that meet, directly or by others."""
    free_across, free_down = set(across), set(down)
    while free_across:
        waiting = [(free_across.pop(), True)]
        table: tuple[list[Ruling], list[Ruling]] = ([], [])
        while waiting:
            line, is_across = waiting.pop()
            table[0 if is_across else 1].append(line)
            others = free_down if is_across else free_across
            met = [other for other in others if _meet(line, other)]
            others.difference_update(met)
            waiting += ((other, not is_across) for other in met)
        if len(table[0]) > 1 and table[1]:
            yield table


def _meet(one: Ruling, other: Ruling) -> bool:
    return one.start - _REACH <= other.at <= one.end + _REACH and other.start - _REACH <= one.at <= other.end + _REACH


class _Lines:
    """The lines of one direction: their places, and where each of them runs."""

    def __init__(self, lines: Sequence[Ruling], crossing: Sequence[Ruling]) -> None:
        places = sorted({line.at for line in lines})
        first, last = min(line.start for line in crossing), max(line.end for line in crossing)
        open_before = [first] if first < places[0] - _OPEN else []
        open_behind = [last] if last > places[-1] + _OPEN else []
        self.places = (*open_before, *places, *open_behind)
        self._runs: dict[float, list[Ruling]] = {}
        for line in lines:
            self._runs.setdefault(line.at, []).append(line)

    def covers(self, index: int, start: float, end: float) -> bool:
        """Tell whether a line stands between two places; the outermost ones always count as drawn."""
        if index in {0, len(self.places) - 1}:
            return True
        runs = self._runs.get(self.places[index], ())
        return any(run.start <= start + _REACH and run.end >= end - _REACH for run in runs)


def _grid(across: Sequence[Ruling], down: Sequence[Ruling]) -> Grid:
    rows, columns = _Lines(across, down), _Lines(down, across)
    height, width = len(rows.places) - 1, len(columns.places) - 1
    check_cells(height * width)
    owners: dict[tuple[int, int], int] = {}
    spans: list[Span] = []
    for row, column in product(range(height), range(width)):
        if (row, column) not in owners:
            span = _span(rows, columns, row, column, owners)
            owners |= dict.fromkeys(_places(span), len(spans))
            spans.append(span)
    even = all(_is_closed(rows, columns, span) for span in spans)
    return Grid(columns.places, rows.places, tuple(spans), owners, even)


def _span(rows: _Lines, columns: _Lines, row: int, column: int, owners: Mapping[tuple[int, int], int]) -> Span:
    """Return the cell that begins at a place: it reaches to the next line right of it and below."""
    right = column + 1
    while not columns.covers(right, rows.places[row], rows.places[row + 1]) and (row, right) not in owners:
        right += 1
    below = row + 1
    while not rows.covers(below, columns.places[column], columns.places[right]) and (below, column) not in owners:
        below += 1
    return row, column, below - row, right - column


def _places(span: Span) -> Iterator[tuple[int, int]]:
    row, column, down, across = span
    return product(range(row, row + down), range(column, column + across))


def _is_closed(rows: _Lines, columns: _Lines, span: Span) -> bool:
    """Tell whether lines run along all four sides of a cell."""
    row, column, down, across = span
    left, right = columns.places[column], columns.places[column + across]
    top, bottom = rows.places[row], rows.places[row + down]
    return all(rows.covers(at, left, right) for at in (row, row + down)) and all(
        columns.covers(at, top, bottom) for at in (column, column + across)
    )
