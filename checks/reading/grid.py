"""Tables that came as tables: rows are known by their labels, columns by their header and order.

Tables are looked at row by row, so that it does not matter whether section two is one table or four, whether table
three was cut in two, or whether both stand in one grid.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checks.documents.model import TableCell
from checks.model import Cell, Note
from checks.notes import note
from checks.reading.keys import key
from checks.reading.labels import Label, labels, words_of_form
from checks.reading.lines import Grids, Header, Headers, Line, said, shares_column
from checks.reading.matching import Match, absent_around, found_in, matched, occurrences, open_lines
from checks.reading.numbers import unit_of_money
from checks.reading.rows import Fields, RowReading, disputed, read_row, says_nothing, values_of
from checks.reading.values import Printed, Slot, ambiguous, header_notes, row_sums, slots_of


@dataclass(frozen=True, slots=True)
class GridTable:
    """A statutory table read from grids: its cells by id, rows, notes and the numbers of the tables it stood in."""

    cells: dict[str, Cell]
    rows: dict[str, RowReading]
    notes: tuple[Note, ...]
    tables: frozenset[int]


def read_labelled(grids: Grids, form_id: str, table_id: str) -> GridTable | None:
    """Read table two or three, whose rows carry labels; None when no row of it is there."""
    lines, found = grids.lines, found_in(grids, form_id, table_id)
    known, slots = labels(form_id, table_id), slots_of(form_id, table_id)
    columns = {row: frozenset(slot.column.id for slot in of_row) for row, of_row in slots.items()}
    headers = Headers(lines, {at for at, _ in found}, form_id, table_id)
    matches = matched(lines, found, known, columns, headers)
    if not matches:
        return None
    reader = _RowReader(headers, form_id, table_id)
    rows = {m.label.row: reader.read(at, m, again) for at, m, again in occurrences(found, matches, columns, headers)}
    tables = frozenset(match.line.table.number for match in matches.values())
    for at in open_lines(lines, matches, around=1):
        absent, line = absent_around(at, matches, known), lines[at]
        inside = line.table.number in tables and (absent or min(matches) < at < max(matches))
        if inside and words_of_form(form_id).isdisjoint(line.words):
            rows |= reader.puzzle(line, absent)
    cells = {cell.id: cell for reading in rows.values() for cell in reading.cells}
    return GridTable(cells, rows, tuple(reader.notes), tables)


class _RowReader:
    """Reads the rows of one table out of the lines that carry them, and keeps what there is to note."""

    def __init__(self, headers: Headers, form_id: str, table_id: str) -> None:
        self.notes: list[Note] = []
        self._table_id = table_id
        self._headers = headers
        self._slots = slots_of(form_id, table_id)
        self._sums = row_sums(form_id, table_id)

    def read(self, at: int, match: Match, again: Mapping[int, Match]) -> RowReading:
        """Read the row that a line carries, and compare it with the lines that carry it again."""
        slots = self._slots[match.label.row]
        reading, notes = self._reading(at, match, slots)
        for other_at, other in again.items():
            second, odd = self._reading(other_at, other, slots)
            if says_nothing(reading):
                reading, notes, match = second, odd, other
            elif not says_nothing(second) and values_of(reading) != values_of(second):
                reading = disputed(reading, second)
                notes = [*notes, note("row_repeated", other.line.place, row=f"{self._table_id}.{match.label.row}")]
        self.notes += [*notes, *_label_notes(match, self._table_id)]
        return reading

    def puzzle(self, line: Line, absent: Sequence[Label]) -> dict[str, RowReading]:
        """Note a row that the form does not have; it may be any of the absent ones, so none of these is missing."""
        text = " ".join(dict.fromkeys(text for cell in line.cells if (text := " ".join(cell.text.split()))))
        self.notes.append(note("unknown_row", line.place, table=self._table_id, text=text))
        printed = Printed(text, line.place)
        return {
            label.row: RowReading(tuple(ambiguous(slot, (), printed) for slot in self._slots[label.row]))
            for label in absent
        }

    def _reading(self, at: int, match: Match, slots: Sequence[Slot]) -> tuple[RowReading, list[Note]]:
        header = self._headers.above(at, frozenset(slot.column.id for slot in slots))
        there = _columns_there(match, slots, header)
        fields, odd = _fields(match, there, header)
        unit, unit_notes = _unit_of_header(match, slots, header)
        reading = read_row(there, fields.in_unit(unit), self._sums.get(match.label.row, ()))
        return reading.completed(slots, match.line.place), [*odd, *reading.notes, *unit_notes]


def _columns_there(match: Match, slots: Sequence[Slot], header: Header | None) -> Sequence[Slot]:
    """Return the columns a row has in its table: fewer when its header names fewer and as many cells stand below."""
    values = match.line.cells[match.first :]
    if header is None or header.others or not len(values) == len(header.ids) < len(slots):
        return slots
    return [slot for slot in slots if slot.column.id in header.ids] if _under_header(values, header) else slots


def _fields(match: Match, slots: Sequence[Slot], header: Header | None) -> tuple[Fields, list[Note]]:
    """Return the texts of a row in the order of its columns."""
    line, values = match.line, match.line.cells[match.first :]
    expected = tuple(slot.column.id for slot in slots)
    if len(values) == len(slots) and (header is None or header.ids == expected):
        return Fields(line.printed(values), "positional"), []
    by_header = _under_header(values, header) if header and set(header.ids) == set(expected) else None
    if len(values) == len(slots):
        if header is None or by_header is None:
            return Fields(line.printed(values), "positional"), []
        place = dict(zip(header.ids, values, strict=True))
        odd = note("columns_reordered", line.place, columns=list(header.ids))
        return Fields(line.printed([place[column] for column in expected]), "positional"), [odd]
    if header and by_header and len({id(cell) for cell in by_header.values()}) == len(slots):
        text = " ".join(cell.text for cell in header.others)
        odd_columns = [note("unknown_column", line.place, row=line.keys[match.first - 1], text=text)] if text else []
        return Fields(line.printed([by_header[column] for column in expected]), "positional"), odd_columns
    return _without_header(line.printed(values), values, len(slots)), []


def _without_header(texts: Sequence[Printed], values: Sequence[TableCell], columns: int) -> Fields:
    """Return the texts of cells that are not those of the columns; blanks merged over several are as many blanks."""
    if all(said(text.text).kind == "blank" for text in texts):
        spread = [text for text, cell in zip(texts, values, strict=True) for _ in range(cell.colspan)]
        if len(spread) == columns or not any(text.text.strip() for text in texts[:columns]):
            return Fields(tuple(spread[:columns]), "positional" if len(spread) >= columns else "uneven")
    return Fields(tuple(texts), "uneven")


def _under_header(values: Sequence[TableCell], header: Header) -> dict[str, TableCell] | None:
    """Return the one filled cell under each header cell; None when that is not so everywhere, or one stands beside.

    A cell behind the last column of the header shows that the row is longer than its table: its cells were moved.
    """
    if any(cell.column >= header.width for cell in values):
        return None
    found: dict[str, TableCell] = {}
    for column, head in header.columns:
        under = [cell for cell in values if shares_column(cell, head)]
        filled = [cell for cell in under if cell.text.strip()]
        if len(filled) > 1 or not under:
            return None
        found[column] = (filled or under)[0]
    beside = [cell for cell in values if cell.text.strip() and cell not in found.values()]
    explained = all(any(shares_column(cell, other) for other in header.others) for cell in beside)
    return found if explained else None


def _label_notes(match: Match, table_id: str) -> Iterator[Note]:
    if match.typo:
        text = match.line.cells[match.first - 1].text
        yield note("label_typo", match.line.place, row=f"{table_id}.{match.label.row}", text=text)
    if match.displaced:
        yield note("row_displaced", match.line.place, row=f"{table_id}.{match.label.row}")


def _unit_of_header(match: Match, slots: Sequence[Slot], header: Header | None) -> tuple[str | None, list[Note]]:
    """Return the unit of money that the header of a row prints, and what is odd about it."""
    named = {column: cell.text for column, cell in header.columns} if header else {}
    for slot in slots:
        if slot.column.unit:
            unit = unit_of_money(key(named.get(slot.column.id, "")))
            return unit, header_notes(slot, unit, match.line.place)
    return None, []
