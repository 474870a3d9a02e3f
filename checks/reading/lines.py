"""The rows of tables with what their cells say, and the headers that stand above them."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from checks.documents.model import Table, TableCell
from checks.reading.keys import key
from checks.reading.labels import column_named, split_numbering
from checks.reading.numbers import parse_number
from checks.reading.values import Printed

_INFORMATION = "信息内容"
_LABEL = 120
"""Longer texts are no labels; they come once and are not kept in memory."""


class Said(NamedTuple):
    """What the text of a cell says: its key, the key as numbering and words, and what it would be as a number.

    `bare` are the words without an addition in brackets: 行政许可（件）.
    """

    key: str
    number: str
    words: str
    bare: str
    kind: Literal["number", "blank", "words"]


def said(text: str) -> Said:
    """Take the text of a cell apart."""
    return _said_before(text) if len(text) <= _LABEL else _said(text)


def _said(text: str) -> Said:
    compared = key(text)
    number, words = split_numbering(compared)
    return Said(compared, number, words, words.partition("(")[0], parse_number(text).kind)


_said_before = lru_cache(maxsize=8192)(_said)


@dataclass(frozen=True)
class Line:
    """One row of one table with what its cells say, left to right, spanning cells included."""

    table: Table
    row: int
    cells: tuple[TableCell, ...]
    said: tuple[Said, ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The texts as they are compared."""
        return tuple(each.key for each in self.said)

    @property
    def words(self) -> tuple[str, ...]:
        """The texts as they are compared, without numbering."""
        return tuple(each.words for each in self.said)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What each cell holds: `number`, `blank` or `words`."""
        return tuple(each.kind for each in self.said)

    @property
    def place(self) -> str:
        """Where the row stands, in words."""
        return self.table.place_of_row(self.row)

    def printed(self, cells: Sequence[TableCell]) -> tuple[Printed, ...]:
        """The texts of some cells with their places."""
        return tuple(Printed(cell.text, self.table.place(cell)) for cell in cells)


@dataclass(frozen=True)
class Grids:
    """All rows of all tables of a document, in reading order."""

    lines: tuple[Line, ...]

    @classmethod
    def of(cls, tables: Sequence[Table]) -> "Grids":
        """Take the tables apart."""
        return cls(
            tuple(
                Line(table, row, cells, tuple(said(cell.text) for cell in cells))
                for table in tables
                for row, cells in enumerate(table.by_row)
            )
        )

    @cached_property
    def text(self) -> str:
        """All texts as they are compared, one a line."""
        return "\n".join(each.key for line in self.lines for each in line.said)

    @cached_property
    def places(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Where words stand, with and without an addition in brackets: the line and the cell in it."""
        found: dict[str, list[tuple[int, int]]] = {}
        for at, line in enumerate(self.lines):
            for index, each in enumerate(line.said):
                if each.kind == "words":
                    for words in {each.words, each.bare}:
                        found.setdefault(words, []).append((at, index))
        return found


@dataclass(frozen=True, slots=True)
class Header:
    """The columns a header names, left to right, each with its cell.

    Attributes:
        width: all columns of its lines.
        others: its cells that name a column the form does not have.
    """

    columns: tuple[tuple[str, TableCell], ...]
    width: int
    others: tuple[TableCell, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the columns."""
        return tuple(column for column, _ in self.columns)


class Headers:
    """The lines of some tables that name columns of a statutory table."""

    def __init__(self, lines: Sequence[Line], rows: AbstractSet[int], form_id: str, table_id: str) -> None:
        """`rows` are the lines that carry rows of the form: 其他 is a row of table three and a column."""
        self._lines = lines
        self._named: list[list[tuple[str, TableCell]]] = []
        self._at: list[int] = []
        self._known: dict[tuple[int, frozenset[str]], Header | None] = {}
        for at, line in enumerate(lines):
            if at in rows or "number" in line.kinds:
                continue
            columns = (column_named(form_id, table_id, each.key) for each in line.said)
            named = [(column, cell) for column, cell in zip(columns, line.cells, strict=True) if column]
            if named:
                self._at.append(at)
                self._named.append(named)

    def above(self, at: int, wanted: frozenset[str]) -> Header | None:
        """Return the nearest header above a line, in its own table, that names columns of its row."""
        nearest = bisect_left(self._at, at) - 1
        if nearest < 0 or self._lines[self._at[nearest]].table is not self._lines[at].table:
            return None
        if (nearest, wanted) not in self._known:
            self._known[nearest, wanted] = self._gathered(nearest, wanted)
        return self._known[nearest, wanted]

    def _gathered(self, nearest: int, wanted: frozenset[str]) -> Header | None:
        """Gather the columns of a header that may stand on several lines, from the lowest up."""
        found: dict[str, TableCell] = {}
        width = 0
        table = self._lines[self._at[nearest]].table
        for index in range(nearest, -1, -1):
            line = self._lines[self._at[index]]
            if line.table is not table:
                break
            width = max(width, *(cell.column + cell.colspan for cell in line.cells))
            for column, cell in self._named[index]:
                if column in wanted:
                    found.setdefault(column, cell)
            if len(found) == len(wanted) or (found and _INFORMATION in line.keys):
                break
        ordered = sorted(found.items(), key=lambda item: item[1].column)
        others = _beside(self._lines[self._at[nearest]], [cell for _, cell in ordered])
        return Header(tuple(ordered), width, others) if ordered else None


def _beside(line: Line, known: Sequence[TableCell]) -> tuple[TableCell, ...]:
    """Return the cells of the lowest line of a header that name no known column; the first stands over the labels."""
    return tuple(
        cell for cell in line.cells[1:] if cell.text.strip() and not any(shares_column(cell, other) for other in known)
    )


def shares_column(one: TableCell, other: TableCell) -> bool:
    """Tell whether two cells stand in a common column."""
    return one.column < other.column + other.colspan and other.column < one.column + one.colspan
