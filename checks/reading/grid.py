"""Tables that came as tables: rows are known by their labels, columns by their header and order.

Tables are looked at row by row, so that it does not matter whether section two is one table or four, whether table
three was cut in two, or whether both stand in one grid.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from checks.documents.model import Table, TableCell
from checks.model import Cell, Note
from checks.notes import note
from checks.reading.chain import Candidate, best_chain
from checks.reading.keys import key
from checks.reading.labels import Label, Wording, column_named, labels, labels_by_words, split_numbering
from checks.reading.numbers import parse_number
from checks.reading.rows import Fields, Layout, RowReading, read_row
from checks.reading.values import Printed, Slot, slots_of
from config.forms import identities

_ALIKE = 0.75
"""A label this similar to the one expected between its neighbours is that label, misprinted."""
_INFORMATION = "信息内容"


@dataclass(frozen=True)
class Line:
    """One row of one table with the keys of its cells, left to right, spanning cells included."""

    table: Table
    row: int
    cells: tuple[TableCell, ...]
    keys: tuple[str, ...]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What each cell holds: `number`, `blank` or `words`."""
        return tuple(parse_number(cell.text).kind for cell in self.cells)

    @cached_property
    def numbered(self) -> tuple[tuple[str, str], ...]:
        """The keys taken apart into numbering and words."""
        return tuple(split_numbering(text) for text in self.keys)

    @property
    def place(self) -> str:
        """Where the row stands, in words."""
        return f"table {self.table.number}, row {self.row + 1}"

    def printed(self, cells: Sequence[TableCell]) -> tuple[Printed, ...]:
        """The texts of some cells with their places."""
        return tuple(Printed(cell.text, self.table.place(cell)) for cell in cells)


@dataclass(frozen=True, slots=True)
class GridTable:
    """A statutory table read from grids: its cells by id, rows, notes and the numbers of the tables it stood in."""

    cells: dict[str, Cell]
    rows: dict[str, RowReading]
    notes: tuple[Note, ...]
    tables: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Match:
    """A line that carries a row of the form; its numbers begin at cell `first`."""

    line: Line
    label: Label
    first: int
    typo: bool


def lines_of(tables: Sequence[Table]) -> tuple[Line, ...]:
    """Return all rows of all tables in reading order."""
    return tuple(
        Line(table, row, cells, tuple(key(cell.text) for cell in cells))
        for table in tables
        for row, cells in enumerate(table.by_row)
    )


def read_labelled(lines: Sequence[Line], form_id: str, table_id: str) -> GridTable | None:
    """Read table two or three, whose rows carry labels; None when no row of it is there."""
    matches = _ordered_matches(lines, form_id, table_id)
    if not matches:
        return None
    slots = slots_of(form_id, table_id)
    sums = {i.cells[-1].rsplit(".", 1)[0]: i.id for i in identities(form_id, table_id) if i.pattern == "I3"}
    rows: dict[str, RowReading] = {}
    notes: list[Note] = []
    for at, match in matches.items():
        row_slots = slots[match.label.row]
        header = _header_above(lines, at, (form_id, table_id), {slot.column.id for slot in row_slots})
        fields, odd = _fields(match, row_slots, header)
        identity = sums.get(f"{table_id}.{match.label.row}")
        reading = read_row(row_slots, fields, (identity,) if identity else ())
        rows[match.label.row] = reading
        notes += [*odd, *reading.notes, *_label_notes(match, table_id), *_unit_notes(match, row_slots, header)]
    notes += _unknown_rows(lines, matches, table_id)
    cells = {cell.id: cell for reading in rows.values() for cell in reading.cells}
    return GridTable(cells, rows, tuple(notes), frozenset(m.line.table.number for m in matches.values()))


def _ordered_matches(lines: Sequence[Line], form_id: str, table_id: str) -> dict[int, _Match]:
    """Return the lines that carry the rows of the form, in order, misprinted labels between known ones included."""
    index = labels_by_words(form_id, table_id)
    found = {(at, match.label.rank): match for at, line in enumerate(lines) for match in _matches(line, index)}
    chain = best_chain(
        [Candidate(rank, at, at + 1, 1 + len(m.label.wordings[0].words)) for (at, rank), m in found.items()]
    )
    matches = {c.start: found[c.start, c.rank] for c in chain}
    return dict(sorted({**matches, **_misprinted(lines, matches, labels(form_id, table_id))}.items()))


def _matches(line: Line, index: Mapping[str, Sequence[tuple[Label, Wording]]]) -> Iterator[_Match]:
    for at, (number, words) in enumerate(line.numbered):
        for label, wording in index.get(words, ()):
            if _numbering_fits(line, number, label) and _has_values(line, at + 1):
                yield _Match(line, label, at + 1, wording.typo)


def _numbering_fits(line: Line, number: str, label: Label) -> bool:
    """Short labels must carry their number, or stand beside the heading they belong under."""
    if not label.needs_numbering or number == label.number:
        return True
    parent = split_numbering(label.parent)[1]
    return not number and any(words == parent for _, words in line.numbered)


def _has_values(line: Line, first: int) -> bool:
    """Tell whether numbers or blanks stand behind a label, and no other label: headers have words there."""
    kinds = line.kinds[first:]
    return bool(kinds) and kinds.count("words") * 2 <= len(kinds)


def _misprinted(lines: Sequence[Line], matches: dict[int, _Match], known: Sequence[Label]) -> dict[int, _Match]:
    """Give lines with numbers between two known rows the missing label that their own resembles most."""
    found: dict[int, _Match] = {}
    taken = {match.label.rank for match in matches.values()}
    for at in _open_lines(lines, matches):
        before = max((m.label.rank for i, m in matches.items() if i < at), default=-1)
        after = min((m.label.rank for i, m in matches.items() if i > at), default=len(known))
        options = [label for label in known if before < label.rank < after and label.rank not in taken]
        match = _most_alike(lines[at], options)
        if match:
            found[at] = match
            taken.add(match.label.rank)
    return found


def _open_lines(lines: Sequence[Line], matches: dict[int, _Match]) -> Iterator[int]:
    """Yield the lines with numbers inside the table that carry no known label."""
    if not matches:
        return
    for at in range(min(matches), max(matches) + 1):
        if at not in matches and "number" in lines[at].kinds:
            yield at


def _most_alike(line: Line, options: Sequence[Label]) -> _Match | None:
    words = [(i, text) for i, (_, text) in enumerate(line.numbered) if line.kinds[i] == "words"]
    if not words or not options:
        return None
    at, text = words[-1]
    scored = [(SequenceMatcher(None, text, label.wordings[0].words).ratio(), label) for label in options]
    score, label = max(scored, key=lambda pair: pair[0])
    return _Match(line, label, at + 1, typo=True) if score >= _ALIKE else None


@dataclass(frozen=True, slots=True)
class _Header:
    """The columns a header names: column id, the header cell; left to right."""

    columns: tuple[tuple[str, TableCell], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(column for column, _ in self.columns)


def _header_above(lines: Sequence[Line], at: int, known: tuple[str, str], wanted: set[str]) -> _Header | None:
    """Return the nearest header above a line, in its own table, that names columns of its row."""
    table = lines[at].table
    found: dict[str, TableCell] = {}
    for line in reversed(lines[:at]):
        if line.table is not table:
            break
        for cell, text in zip(line.cells, line.keys, strict=True):
            column = column_named(*known, text)
            if column in wanted:
                found.setdefault(column, cell)
        if len(found) == len(wanted) or (found and _INFORMATION in line.keys):
            break
    ordered = sorted(found.items(), key=lambda item: item[1].column)
    return _Header(tuple(ordered)) if ordered else None


def _fields(match: _Match, slots: Sequence[Slot], header: _Header | None) -> tuple[Fields, list[Note]]:
    """Return the texts of a row in the order of its columns."""
    line, values = match.line, match.line.cells[match.first :]
    expected = tuple(slot.column.id for slot in slots)
    by_header = _under_header(values, header) if header and set(header.ids) == set(expected) else None
    if len(values) == len(slots):
        if header is None or by_header is None or header.ids == expected:
            return Fields(line.printed(values), "positional"), []
        place = dict(zip(header.ids, values, strict=True))
        odd = note("columns_reordered", line.place, columns=list(header.ids))
        return Fields(line.printed([place[column] for column in expected]), "positional"), [odd]
    if by_header and len({id(cell) for cell in by_header.values()}) == len(slots):
        return Fields(line.printed([by_header[column] for column in expected]), "positional"), []
    texts = line.printed(values)
    if not any(text.text.strip() for text in texts) and len(texts) >= len(slots):
        return Fields(texts[: len(slots)], "positional"), []
    return Fields(texts, "uneven"), []


def _under_header(values: Sequence[TableCell], header: _Header) -> dict[str, TableCell] | None:
    """Return the one filled cell under each header cell; None when that is not so everywhere, or one stands beside."""
    found: dict[str, TableCell] = {}
    for column, head in header.columns:
        under = [v for v in values if v.column < head.column + head.colspan and head.column < v.column + v.colspan]
        filled = [cell for cell in under if cell.text.strip()]
        if len(filled) > 1 or not under:
            return None
        found[column] = (filled or under)[0]
    beside = [cell for cell in values if cell.text.strip() and cell not in found.values()]
    return None if beside else found


def _label_notes(match: _Match, table_id: str) -> Iterator[Note]:
    if match.typo:
        text = match.line.cells[match.first - 1].text
        yield note("label_typo", match.line.place, row=f"{table_id}.{match.label.row}", text=text)


def _unit_notes(match: _Match, slots: Sequence[Slot], header: _Header | None) -> Iterator[Note]:
    named = {column: cell.text for column, cell in header.columns} if header else {}
    for slot in slots:
        if slot.column.unit and slot.column.unit not in key(named.get(slot.column.id, "")):
            yield note("header_without_unit", match.line.place, cell=slot.id)


def _unknown_rows(lines: Sequence[Line], matches: dict[int, _Match], table_id: str) -> Iterator[Note]:
    inside = {match.line.table.number for match in matches.values()}
    for at in _open_lines(lines, matches):
        line = lines[at]
        if line.table.number in inside:
            words = " ".join(dict.fromkeys(t for t in line.keys if t))
            yield note("unknown_row", line.place, table=table_id, text=words)


def read_outcomes(lines: Sequence[Line], form_id: str) -> GridTable | None:
    """Read table four: fifteen numbers in one row, or a row of five for each group; None when it is not there."""
    header = next((at for at, line in enumerate(lines) if key("结果维持") in line.keys), None)
    if header is None:
        return None
    head = lines[header]
    last = max(c.column + c.colspan for c, text in zip(head.cells, head.keys, strict=True) if text)
    slots = slots_of(form_id, "t4")
    by_group = _groups_as_rows(lines[header:], form_id, slots)
    if by_group:
        return by_group
    for line in lines[header + 1 :]:
        kinds = line.kinds
        if "number" not in kinds and not (len(kinds) >= 15 and "words" not in kinds):
            continue
        numbers = [c for c, kind in zip(line.cells, kinds, strict=True) if kind != "words" or len(kinds) == 15]
        numbers = [c for c in numbers if c.column < last or c.text.strip()]
        texts = line.printed(numbers)
        layout: Layout = "positional" if len(texts) == 15 else "loose"
        all_slots = [slot for row in slots.values() for slot in row]
        reading = read_row(all_slots, Fields(texts, layout), [identity.id for identity in identities(form_id, "t4")])
        cells = {cell.id: cell for cell in reading.cells}
        return GridTable(cells, {"t4": reading}, reading.notes, frozenset({line.table.number}))
    return None


def _groups_as_rows(lines: Sequence[Line], form_id: str, slots: dict[str, tuple[Slot, ...]]) -> GridTable | None:
    index = labels_by_words(form_id, "t4")
    matches = [m for line in lines for m in _matches(line, index) if len(line.cells) - m.first == 5]
    if len({match.label.row for match in matches}) < 3:
        return None
    rows = {
        m.label.row: read_row(slots[m.label.row], Fields(m.line.printed(m.line.cells[m.first :]), "positional"))
        for m in reversed(matches)
    }
    notes = tuple(note for reading in rows.values() for note in reading.notes)
    cells = {cell.id: cell for reading in rows.values() for cell in reading.cells}
    return GridTable(cells, rows, notes, frozenset(m.line.table.number for m in matches))
