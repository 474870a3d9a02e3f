"""The three tables of the form as grids of merged cells, before any layout prints them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat, takewhile

from .expected import MISSING, Expected
from .forms import AMOUNTS, APPLICANTS, RESOLUTIONS, TABLE2, TABLE3, TABLE3_NOTE, TABLE4, Group, Row, TableId, cell_ids
from .gold import Gold
from .hand import Hand


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a grid: its text, how far it is merged, and the cell of the form it prints, if any.

    `below` marks a place where a cell merged downwards goes on; only `unmerged` yields such slots.
    """

    text: str
    across: int = 1
    down: int = 1
    cell: str | None = None
    below: bool = False


Line = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One printed table: its lines, how many of them are header, its width in columns, and which table it prints."""

    table: TableId
    lines: tuple[Line, ...]
    header: int
    width: int


class Clerk:
    """Fills in the tables of one report in one hand, and keeps what must be read from each cell."""

    def __init__(self, gold: Gold, hand: Hand) -> None:
        self.gold = gold
        self.hand = hand
        self.expected: dict[str, Expected] = dict.fromkeys(cell_ids(gold.forms), MISSING)

    def table2(self) -> Grid:
        """Fill in table 2 as one grid of four columns, as the form prints it."""
        lines = [line for group in self._groups() for line in self._group(group)]
        return Grid("t2", tuple(lines), 0, 4)

    def table2_apart(self) -> tuple[Grid, ...]:
        """Fill in table 2 as one small table for each paragraph of article 20."""
        return tuple(Grid("t2", tuple(self._group(group)), 2, 4) for group in self._groups())

    def table3(self, merged_header: bool = True) -> Grid:
        """Fill in table 3; without `merged_header` the third header line has empty cells, as many sites have."""
        rows = [row for row in TABLE3[self.gold.forms["t3"]] if self._printed("t3", row.id)]
        lines = [*self._table3_header(merged_header), *self._table3_lines(rows)]
        return Grid("t3", tuple(lines), 3, 10)

    def table4(self, merged_header: bool = True) -> Grid:
        """Fill in table 4, one line of 15 figures under three lines of header."""
        label = self.hand.label
        top = (Slot(label("行政复议"), across=5), Slot(label("行政诉讼"), across=10))
        words = [label(word) for _, word in RESOLUTIONS]
        suits = [Slot(label(word), across=5) for _, word in TABLE4[1:]]
        second = (*(Slot(word, down=2 if merged_header else 1) for word in words), *suits)
        third = [Slot(word) for word in words * 2]
        third = third if merged_header else [Slot("")] * 5 + third
        figures = self._figures((f"t4.{group}.{key}" for group, _ in TABLE4 for key, _ in RESOLUTIONS), repeat(1))
        return Grid("t4", (top, second, tuple(third), tuple(figures)), 3, 15)

    def _printed(self, table: str, row: str) -> bool:
        return any(cell.startswith(f"{table}.{row}.") for cell in self.gold.cells)

    def _figures(self, cells: Iterable[str], spans: Iterable[int]) -> Iterator[Slot]:
        for cell, across in zip(cells, spans, strict=False):
            if cell in self.gold.cells:
                text, self.expected[cell] = self.hand.figure(cell, self.gold.cells[cell])
                yield Slot(text, across, cell=cell)

    def _groups(self) -> Iterator[Group]:
        for group in TABLE2[self.gold.forms["t2"]]:
            rows = tuple(row for row in group.rows if self._printed("t2", row[0]))
            yield replace(group, rows=rows)

    def _group(self, group: Group) -> Iterator[Line]:
        label = self.hand.label
        last = 4 - len(group.columns)
        spans = [1] * (len(group.columns) - 1) + [last]
        yield (Slot(label(group.heading), across=4),)
        heads = [self._column_label(group, key, words) for key, words in group.columns]
        yield (Slot(label("信息内容")), *(Slot(head, span) for head, span in zip(heads, spans, strict=True)))
        for row, words in group.rows:
            cells = [f"t2.{row}.{key}" for key, _ in group.columns]
            yield (Slot(label(words)), *self._figures(cells, spans))

    def _column_label(self, group: Group, key: str, words: str) -> str:
        money = any(f"t2.{row}.{key}" in AMOUNTS for row, _ in group.rows)
        return self.hand.amount_header(words) if money else self.hand.label(words)

    def _table3_header(self, merged: bool) -> Iterator[Line]:
        label = self.hand.label
        words = [label(word) for _, word in APPLICANTS]
        down = 2 if merged else 1
        yield Slot(label(TABLE3_NOTE), across=3, down=3), Slot(label("申请人情况"), across=7)
        yield Slot(words[0], down=down), Slot(label("法人或其他组织"), across=5), Slot(words[-1], down=down)
        kinds = tuple(Slot(word) for word in words[1:-1])
        yield kinds if merged else (Slot(""), *kinds, Slot(""))

    def _table3_lines(self, rows: Sequence[Row]) -> Iterator[Line]:
        above: tuple[str, ...] = ()
        for number, row in enumerate(rows):
            figures = self._figures((f"t3.{row.id}.{key}" for key, _ in APPLICANTS), repeat(1))
            yield (*self._labels(row, above, rows[number:]), *figures)
            above = row.path

    def _labels(self, row: Row, above: Sequence[str], rest: Sequence[Row]) -> Iterator[Slot]:
        """Yield the label cells that begin in this line; outer ones are merged over the lines below."""
        for depth, words in enumerate(row.path):
            last = depth == len(row.path) - 1
            if not last and above[: depth + 1] == row.path[: depth + 1]:
                continue
            down = 1 if last else _run(row.path[: depth + 1], rest)
            yield Slot(self.hand.label(words), across=3 - depth if last else 1, down=down)


def _run(path: Sequence[str], rows: Sequence[Row]) -> int:
    """Return how many of the rows, from the first, lie under a merged label."""
    return sum(1 for _ in takewhile(lambda row: row.path[: len(path)] == path, rows))


def placed(lines: Iterable[Line]) -> Iterator[tuple[int, int, Slot]]:
    """Yield every slot with the line and column of its upper left corner."""
    free_from: dict[int, int] = {}
    for number, line in enumerate(lines):
        column = 0
        for slot in line:
            while free_from.get(column, 0) > number:
                column += 1
            yield number, column, slot
            free_from |= dict.fromkeys(range(column, column + slot.across), number + slot.down)
            column += slot.across


def unmerged(grid: Grid) -> list[Line]:
    """Return the lines with a slot `below` wherever a cell merged downwards goes on, in the order of the columns."""
    lines: list[dict[int, Slot]] = [{} for _ in grid.lines]
    for number, column, slot in placed(grid.lines):
        lines[number][column] = slot
        for below in range(number + 1, min(number + slot.down, len(lines))):
            lines[below][column] = replace(slot, text="", cell=None, below=True)
    return [tuple(slot for _, slot in sorted(line.items())) for line in lines]


def cut(grid: Grid, after: int, repeat_header: bool = True, repeat_labels: bool = True) -> tuple[Grid, Grid]:
    """Cut a table below a line, as a page break does, printing header and merged labels again if asked."""
    upper: list[list[Slot]] = [[] for _ in range(after)]
    lower: list[list[Slot]] = [[] for _ in grid.lines[after:]]
    for number, _, slot in placed(grid.lines):
        if number < after:
            upper[number].append(replace(slot, down=min(slot.down, after - number)))
        if number + slot.down > after:
            text = slot.text if repeat_labels or number >= after else ""
            down = number + slot.down - max(number, after)
            lower[max(number, after) - after].append(replace(slot, text=text, down=down))
    head = grid.lines[: grid.header] if repeat_header else ()
    below = (*head, *map(tuple, lower))
    return replace(grid, lines=tuple(map(tuple, upper))), replace(grid, lines=below, header=len(head))
