"""Rulings to grids: lines that touch each other are one table, the places between them are its cells."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, product

from checks.documents.printed.layout import Box, Ruling
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
        even: whether every cell is a rectangle; where one is not, some line is broken.
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
            yield table[0], [*table[1], *_alongside(table[1], free_down)]


def _alongside(sides: Sequence[Ruling], free: set[Ruling]) -> list[Ruling]:
    """Return the lines as long as a table beside it: the edge of a cell that takes the whole of a page."""
    start, end = min(side.start for side in sides), max(side.end for side in sides)
    found = [each for each in free if abs(each.start - start) <= _REACH and abs(each.end - end) <= _REACH]
    free.difference_update(found)
    return found


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
        self._open = {*open_before, *open_behind}
        self._runs: dict[float, list[Ruling]] = {}
        for line in lines:
            self._runs.setdefault(line.at, []).append(line)

    def covers(self, index: int, start: float, end: float) -> bool:
        """Tell whether a line stands between two places; on a side where the table is open it always does."""
        place = self.places[index]
        runs = self._runs.get(place, ())
        return place in self._open or any(run.start <= start + _REACH and run.end >= end - _REACH for run in runs)


_Square = tuple[int, int]


def _grid(across: Sequence[Ruling], down: Sequence[Ruling]) -> Grid:
    rows, columns = _Lines(across, down), _Lines(down, across)
    height, width = len(rows.places) - 1, len(columns.places) - 1
    check_cells(height * width)
    owners: dict[_Square, int] = {}
    spans: list[Span] = []
    even = True
    for region in _Field(rows, columns).regions():
        pieces = list(_rectangles(region))
        even = even and len(pieces) == 1
        for span in pieces:
            owners |= dict.fromkeys(_squares(span), len(spans))
            spans.append(span)
    return Grid(columns.places, rows.places, tuple(spans), owners, even)


class _Field:
    """The squares between all lines of a table, which are one place where no line stands between them."""

    def __init__(self, rows: _Lines, columns: _Lines) -> None:
        self._rows, self._columns = rows, columns
        self._height, self._width = len(rows.places) - 1, len(columns.places) - 1

    def regions(self) -> Iterator[set[_Square]]:
        """Yield the squares of each place; what lies beside the table, open on an outer side, is none."""
        seen: set[_Square] = set()
        for start in product(range(self._height), range(self._width)):
            if start in seen:
                continue
            region, waiting, closed = {start}, [start], True
            while waiting:
                for neighbour in self._beyond(*waiting.pop()):
                    if neighbour is None:
                        closed = False
                    elif neighbour not in region:
                        region.add(neighbour)
                        waiting.append(neighbour)
            seen |= region
            if closed:
                yield region

    def _beyond(self, row: int, column: int) -> Iterator[_Square | None]:
        """Yield what lies beyond the sides of a square that have no line; None is beyond the table."""
        left, right = self._columns.places[column : column + 2]
        top, bottom = self._rows.places[row : row + 2]
        if not self._columns.covers(column, top, bottom):
            yield (row, column - 1) if column else None
        if not self._columns.covers(column + 1, top, bottom):
            yield (row, column + 1) if column + 1 < self._width else None
        if not self._rows.covers(row, left, right):
            yield (row - 1, column) if row else None
        if not self._rows.covers(row + 1, left, right):
            yield (row + 1, column) if row + 1 < self._height else None


def _rectangles(region: set[_Square]) -> Iterator[Span]:
    """Yield a place as the cell that it is; one that is no rectangle, for a line is broken, as several."""
    left = set(region)
    while left:
        row, column = min(left)
        right = next(at for at in count(column + 1) if (row, at) not in left)
        below = next(at for at in count(row + 1) if any((at, each) not in left for each in range(column, right)))
        span = (row, column, below - row, right - column)
        left.difference_update(_squares(span))
        yield span


def _squares(span: Span) -> Iterator[_Square]:
    row, column, down, across = span
    return product(range(row, row + down), range(column, column + across))
