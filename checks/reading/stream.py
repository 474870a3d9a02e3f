"""Tables that came as running text: the labels of the form are found in order, the numbers between them are theirs.

This reads text captures (a cell a line, cells between tabs or bars, digits run together) and pages whose tables were
flattened into paragraphs. What separates the numbers decides how far their columns can be trusted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.model import Cell, Note
from checks.notes import note
from checks.reading.chain import best_chain
from checks.reading.fields import Run, find_run, only_row, settle
from checks.reading.keys import key
from checks.reading.labels import Label, labels
from checks.reading.linear import Linear
from checks.reading.numbers import parse_number, unit_of_money
from checks.reading.places import Place, behind, behind_index, opens_cell, places_of
from checks.reading.rows import Fields, RowReading, disputed, read_row, values_of
from checks.reading.values import header_notes, row_sums, slots_of
from config.forms import identities

_TABLE_STARTS = {
    "t2": ("第二十条第(一)项", "第二十条第(五)项", "信息内容"),
    "t3": ("(本列数据的勾稽关系", "申请人情况"),
    "t4": ("行政复议行政诉讼", "行政复议", "结果维持"),
}


@dataclass(frozen=True, slots=True)
class StreamTable:
    """A table read from running text: its cells by id, notes, and the offsets it covers."""

    cells: dict[str, Cell]
    rows: dict[str, RowReading]
    notes: tuple[Note, ...]
    start: int
    end: int


def read_rows_table(
    linear: Linear, start: int, end: int, form_id: str, table_id: str, *, joined: bool
) -> StreamTable | None:
    """Read table two or three, whose rows carry labels, between two offsets; None if no label is there.

    `joined` tells whether the numbers of the text stand together without separators.
    """
    squeezed = linear.squeezed
    first, last = squeezed.index(start), squeezed.index(end)
    ranked = labels(form_id, table_id)
    places = [place for label in ranked for place in places_of(linear, label, first, last)]
    chain = best_chain(places)
    if not chain:
        return None
    reader = _RowReader(linear, form_id, table_id, joined=joined)
    covered = reader.read(chain, start, end)
    reader.compare(chain, places, end)
    notes = [*_typo_notes(linear, chain, ranked, table_id), *reader.notes]
    at = _table_start(squeezed.text, table_id, first, chain[0].start)
    cells = {cell.id: cell for row in reader.rows.values() for cell in row.cells}
    return StreamTable(cells, reader.rows, tuple(notes), squeezed.origin(at), covered)


class _RowReader:
    """Reads the rows that stand behind the labels of one table, and keeps what there is to note."""

    def __init__(self, linear: Linear, form_id: str, table_id: str, *, joined: bool) -> None:
        self.rows: dict[str, RowReading] = {}
        self.notes: list[Note] = []
        self._linear = linear
        self._table_id = table_id
        self._joined = joined
        self._labels = labels(form_id, table_id)
        self._slots = slots_of(form_id, table_id)
        self._sums = row_sums(form_id, table_id)

    def read(self, chain: Sequence[Place], start: int, end: int) -> int:
        """Read the rows of the labels in order; return the offset at which the table ends."""
        runs: dict[str, Run] = {}
        units: dict[str, str | None] = {}
        covered = start
        for place, following in zip(chain, (*chain[1:], None), strict=True):
            row = self._labels[place.rank].row
            units[row] = self._unit(row, covered, place)
            limit = self._linear.squeezed.origin(following.start) if following else end
            runs[row], covered = self._run(place, limit, ends_table=following is None)
        printed = settle(runs, {row: len(self._slots[row]) for row in runs}, joined=self._joined)
        for row, fields in printed.items():
            self.rows[row] = read_row(self._slots[row], fields.in_unit(units[row]), self._sums.get(row, ()))
            self.notes += self.rows[row].notes
        return covered

    def compare(self, chain: Sequence[Place], places: Sequence[Place], end: int) -> None:
        """Compare the rows with those that carry their labels again, inside the table or behind it.

        A row of one number is none of these: the text may speak of it.
        """
        starts = sorted({self._linear.squeezed.origin(place.start) for place in places})
        first, taken = chain[0].start, {index for place in chain for index in range(place.start, place.end)}
        for place in places:
            row = self._labels[place.rank].row
            elsewhere = place.start > first and place.start not in taken and opens_cell(self._linear, place.start)
            if len(self._slots[row]) == 1 or not elsewhere:
                continue
            limit = next((at for at in starts if at >= behind(self._linear, place)), end)
            fields = self._run(place, limit, ends_table=True)[0].fields.separated()
            if len(fields.filled) == len(self._slots[row]):
                self._dispute(row, read_row(self._slots[row], Fields(fields.filled)))

    def _run(self, place: Place, limit: int, *, ends_table: bool) -> tuple[Run, int]:
        """Return the row that a label has behind it or stands around, and the offset at which both end."""
        begin = behind(self._linear, place)
        if place.around is None:
            return find_run(self._linear, begin, limit, ends_table=ends_table)
        return find_run(self._linear, *place.around, ends_table=True)[0], begin

    def _unit(self, row: str, start: int, place: Place) -> str | None:
        """Return the unit of money in the header of a row, between the row before and its own label."""
        end = self._linear.squeezed.origin(place.start)
        for slot in self._slots[row]:
            if slot.column.unit:
                unit = unit_of_money(key(self._linear.text[start:end]))
                self.notes += header_notes(slot, unit, self._linear.place(end))
                return unit
        return None

    def _dispute(self, row: str, again: RowReading) -> None:
        if row in self.rows and values_of(self.rows[row]) != values_of(again):
            self.notes.append(note("row_repeated", again.cells[0].place, row=f"{self._table_id}.{row}"))
            self.rows[row] = disputed(self.rows[row], again)


def read_outcomes_table(linear: Linear, start: int, end: int, form_id: str, *, joined: bool) -> StreamTable | None:
    """Read table four, fifteen numbers behind one header, from the offsets `start` to `end`; None without a header.

    A header that a page break prints again has no numbers behind it.
    """
    squeezed = linear.squeezed
    first, last = squeezed.index(start), squeezed.index(end)
    if key("结果维持") not in squeezed.text[first:last]:
        return None
    slots = [slot for row in slots_of(form_id, "t4").values() for slot in row]
    headers = [match.start() for match in re.finditer(key("总计"), squeezed.text[:last]) if match.start() >= first]
    rows = [(at, *only_row(linear, behind_index(linear, at + 2), end, len(slots), joined=joined)) for at in headers]
    if not rows:
        return None
    header, fields, covered = next((row for row in reversed(rows) if _has_figures(row[1])), rows[-1])
    reading = read_row(slots, fields, [identity.id for identity in identities(form_id, "t4")])
    reading = _each_group_its_identity(reading)
    at = _table_start(squeezed.text, "t4", first, header)
    return StreamTable({c.id: c for c in reading.cells}, {"t4": reading}, reading.notes, squeezed.origin(at), covered)


def _has_figures(fields: Fields) -> bool:
    """Tell whether a row has more than words: a header printed again has words of another header behind it, or none."""
    return any(any(map(str.isdigit, text.text)) or parse_number(text.text).kind == "blank" for text in fields.filled)


def _each_group_its_identity(reading: RowReading) -> RowReading:
    """An inferred cell of table four rests on the sum of its own group, not on the other two."""
    cells = []
    for cell in reading.cells:
        group = cell.id.rsplit(".", 1)[0]
        how = tuple(h for h in cell.how if not h.startswith("I4.") or h.endswith(f".{group}")) or cell.how
        cells.append(cell if how == cell.how else _with_how(cell, how))
    return RowReading(tuple(cells), reading.notes, reading.splits, reading.identities)


def _with_how(cell: Cell, how: tuple[str, ...]) -> Cell:
    return Cell(cell.id, cell.status, cell.value, cell.text, cell.place, cell.by, how, cell.candidates, cell.unit)


def _typo_notes(linear: Linear, chain: Sequence[Place], ranked: tuple[Label, ...], table_id: str) -> Iterator[Note]:
    for candidate in chain:
        label = ranked[candidate.rank]
        if any(wording.typo and wording.words == candidate.wording for wording in label.wordings):
            place = linear.place(linear.squeezed.origin(candidate.start))
            yield note("label_typo", place, row=f"{table_id}.{label.row}", text=candidate.wording)


def _table_start(text: str, table_id: str, first: int, limit: int) -> int:
    """Return where the header of the table begins, the earliest of its marks before the first label."""
    found = [at for mark in _TABLE_STARTS[table_id] if (at := text.find(mark, first, limit)) >= 0]
    return min(found, default=limit)
