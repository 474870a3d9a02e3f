"""The rows a finding is about, redrawn as small tables with the suspect cells marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from checks.model import Cell, CellStatus, Family, Finding
from checks.words import number
from config.forms import Column, Form, Group, Identity, Row, all_forms, identities
from config.settings import Lang
from reports.digest.text import shorten
from reports.wording import CELL_STATUS

MANY_ROWS = 4
"""Above this many rows, only the columns that take part are drawn; above twice as many, rows of zeros are left out."""

LABEL_LENGTH = 30


@dataclass(frozen=True, slots=True)
class ExcerptCell:
    """One redrawn cell.

    Attributes:
        text: its value, or the word for why it has none.
        role: whether it is suspected, takes part in the arithmetic, or is only a neighbour.
        raw: the characters of the original, where they say more than `text`; None otherwise.
        should: the value that would mend it, for a suspect cell.
        note: the word of its status, unless it was simply read.
    """

    text: str
    role: Literal["suspect", "part", "other"]
    raw: str | None = None
    should: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ExcerptRow:
    """One redrawn row: its heading and a cell a column."""

    label: str
    cells: tuple[ExcerptCell, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of one statutory table. `omitted` rows take part with nothing but zeros and are not drawn."""

    table: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[ExcerptRow, ...]
    omitted: int = 0


def redraw(finding: Finding, cells: Mapping[str, Cell], lang: Lang) -> tuple[Excerpt, ...]:
    """Return the rows of the cells a finding names, one excerpt for each group of rows with the same columns.

    Args:
        finding: its `cells` say which, suspects first; a broken sum brings the other cells of the sum.
        cells: all cells of the edition it rests on, by id.
        lang: of the words for cells without a value.
    """
    named = {cell_id for cell_id in finding.cells if cell_id in cells}
    drawn = _Drawn(finding, suspects(finding), cells, lang)
    return tuple(
        drawn.excerpt(table_id, group, concerned)
        for table_id in sorted({cell_id.split(".", 1)[0] for cell_id in named})
        for form in (_form(table_id, named),)
        for group in form.table(table_id).groups
        if (concerned := _concerned(finding, form, table_id, cells).intersection(_ids(table_id, group)))
    )


def suspects(finding: Finding) -> frozenset[str]:
    """Return the suspected cells: those the key names, else the first one of a sum, else all that are named."""
    keyed = frozenset(finding.key.split("+")).intersection(finding.cells)
    sums = finding.family in {Family.ARITHMETIC, Family.CONTINUITY}
    return keyed or frozenset(finding.cells[:1] if sums else finding.cells)


def _form(table_id: str, named: set[str]) -> Form:
    """The newest form that has all the cells of a table that are named."""
    here = {cell_id for cell_id in named if cell_id.startswith(f"{table_id}.")}
    newest_first = tuple(reversed(all_forms()))
    return next((form for form in newest_first if here <= set(form.table(table_id).cell_ids())), newest_first[0])


def _concerned(finding: Finding, form: Form, table_id: str, cells: Mapping[str, Cell]) -> set[str]:
    """The cells that are named, and for a broken sum those that take part in it."""
    named = set(finding.cells).intersection(cells)
    if finding.family is not Family.ARITHMETIC:
        return named
    touched = (each for each in identities(form.id, table_id) if suspects(finding).intersection(each.cells))
    return named.union(*(each.cells for each in touched if _broken(each, cells)))


def _broken(identity: Identity, cells: Mapping[str, Cell]) -> bool:
    left, right = ([cells[c].value for c in side if c in cells] for side in (identity.left, identity.right))
    known = [value for value in (*left, *right) if value is not None]
    return len(known) == len(identity.cells) and sum(known[: len(left)]) != sum(known[len(left) :])


def _ids(table_id: str, group: Group) -> Iterable[str]:
    return (f"{table_id}.{row.id}.{column.id}" for row in group.rows for column in group.columns)


@dataclass(frozen=True, slots=True)
class _Drawn:
    finding: Finding
    suspects: frozenset[str]
    cells: Mapping[str, Cell]
    lang: Lang

    def excerpt(self, table_id: str, group: Group, ids: set[str]) -> Excerpt:
        rows = [row for row in group.rows if any(c.rsplit(".", 1)[0] == f"{table_id}.{row.id}" for c in ids)]
        columns = self._columns(table_id, group, rows, ids)
        drawn = [self._row(table_id, row, columns, ids) for row in rows]
        kept = drawn if len(drawn) <= 2 * MANY_ROWS else [row for row in drawn if not _all_zero(row)]
        return Excerpt(
            table_id, group.heading, tuple(_heading(c) for c in columns), tuple(kept), omitted=len(drawn) - len(kept)
        )

    def _columns(self, table_id: str, group: Group, rows: list[Row], ids: set[str]) -> tuple[Column, ...]:
        if len(rows) <= MANY_ROWS:
            return group.columns
        return tuple(c for c in group.columns if any(f"{table_id}.{row.id}.{c.id}" in ids for row in rows))

    def _row(self, table_id: str, row: Row, columns: tuple[Column, ...], ids: set[str]) -> ExcerptRow:
        label = f"{row.parent} {row.label}" if row.parent and row.label[:1].isdigit() else row.label
        return ExcerptRow(
            shorten(label, LABEL_LENGTH), tuple(self._cell(f"{table_id}.{row.id}.{c.id}", ids) for c in columns)
        )

    def _cell(self, cell_id: str, ids: set[str]) -> ExcerptCell:
        cell = self.cells.get(cell_id, Cell(cell_id, CellStatus.MISSING))
        suspect = cell_id in self.suspects or (cell_id in ids and cell.value is None)
        text = self._text(cell)
        return ExcerptCell(
            text=text,
            role="suspect" if suspect else "part" if cell_id in ids else "other",
            raw=cell.text if suspect or cell.text.strip() not in {text, ""} else None,
            should=self._should(cell) if suspect else None,
            note=None if cell.status is CellStatus.READ else CELL_STATUS.word(cell.status, self.lang),
        )

    def _text(self, cell: Cell) -> str:
        if cell.value is not None:
            return number(cell.value)
        return " / ".join(number(value) for value in cell.candidates)

    def _should(self, cell: Cell) -> str | None:
        expected = self.finding.expected
        wrong = cell.id == self.finding.cells[0] and cell.value is not None and cell.value == self.finding.found
        return number(expected) if wrong and isinstance(expected, Decimal) else None


def _heading(column: Column) -> str:
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def _all_zero(row: ExcerptRow) -> bool:
    return all(cell.text == "0" and cell.role != "suspect" and cell.note is None for cell in row.cells)
