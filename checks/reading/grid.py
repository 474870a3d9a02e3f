"""Tables that came as tables: rows are known by their labels, columns by their header and order.

Tables are looked at row by row, so that it does not matter whether section two is one table or four, whether table
three was cut in two, or whether both stand in one grid.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher

from checks.documents.model import TableCell
from checks.model import Cell, Note
from checks.notes import note
from checks.reading.chain import Candidate, best_chain
from checks.reading.keys import key
from checks.reading.labels import Label, Wording, labels, labels_by_words, split_numbering
from checks.reading.lines import Header, Headers, Line
from checks.reading.rows import Fields, Layout, RowReading, disputed, read_row, says_nothing, values_of
from checks.reading.values import Slot, row_sums, slots_of
from config.forms import identities

_ALIKE = 0.75
"""A label this similar to the one expected between its neighbours is that label, misprinted."""


_ROWS_BEHIND = 4
"""How far behind the last row with numbers another may stand: its group has a heading and a header of its own."""


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


def read_labelled(lines: Sequence[Line], form_id: str, table_id: str) -> GridTable | None:
    """Read table two or three, whose rows carry labels; None when no row of it is there."""
    found = _found(lines, form_id, table_id)
    widths = {row: len(slots) for row, slots in slots_of(form_id, table_id).items()}
    matches = _ordered_matches(lines, found, labels(form_id, table_id), widths)
    if not matches:
        return None
    known = {at for at, _ in found} | matches.keys()
    reader = _RowReader(lines, known, form_id, table_id)
    rows: dict[str, RowReading] = {}
    notes: list[Note] = []
    for at, again in _occurrences(found, matches, reader.enough):
        rows[matches[at].label.row] = reader.read(at, matches[at], again)
    notes += reader.notes
    notes += _unknown_rows(lines, matches, known, table_id)
    cells = {cell.id: cell for reading in rows.values() for cell in reading.cells}
    return GridTable(cells, rows, tuple(notes), frozenset(m.line.table.number for m in matches.values()))


def _found(lines: Sequence[Line], form_id: str, table_id: str) -> dict[tuple[int, int], _Match]:
    """Return every line that may carry a row of the form, by line and rank of the row."""
    index = labels_by_words(form_id, table_id)
    return {(at, match.label.rank): match for at, line in enumerate(lines) for match in _matches(line, index)}


def _ordered_matches(
    lines: Sequence[Line], found: Mapping[tuple[int, int], _Match], known: Sequence[Label], widths: Mapping[str, int]
) -> dict[int, _Match]:
    """Return the lines that carry the rows of the form, in order, the doubtful ones between known ones included."""
    chain = best_chain(
        [Candidate(rank, at, at + 1, 1 + len(m.label.wordings[0].words)) for (at, rank), m in found.items()]
    )
    matches = {c.start: found[c.start, c.rank] for c in chain}
    matches |= _misprinted(lines, matches, known)
    matches |= _worded(lines, matches, known, widths)
    return dict(sorted(matches.items()))


def _occurrences(
    found: Mapping[tuple[int, int], _Match], matches: Mapping[int, _Match], enough: int
) -> Iterator[tuple[int, dict[int, _Match]]]:
    """Yield every matched line with the others that carry the same row, in tables that are no mere mention of it."""
    rows_in = Counter(match.line.table.number for match in found.values())
    tables = {match.line.table.number for match in matches.values()}
    tables |= {number for number, rows in rows_in.items() if rows >= enough}
    others: dict[int, dict[int, _Match]] = {}
    for (at, rank), match in found.items():
        if at not in matches and match.line.table.number in tables:
            others.setdefault(rank, {})[at] = match
    return ((at, others.get(match.label.rank, {})) for at, match in matches.items())


class _RowReader:
    """Reads the rows of one table out of the lines that carry them, and keeps what there is to note."""

    def __init__(self, lines: Sequence[Line], known: AbstractSet[int], form_id: str, table_id: str) -> None:
        self.notes: list[Note] = []
        self._table_id = table_id
        self._headers = Headers(lines, known, form_id, table_id)
        self._slots = slots_of(form_id, table_id)
        self._sums = row_sums(form_id, table_id)

    @property
    def enough(self) -> int:
        """How many rows make a table one of this kind."""
        return len(self._slots) // 2

    def read(self, at: int, match: _Match, again: Mapping[int, _Match]) -> RowReading:
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

    def _reading(self, at: int, match: _Match, slots: Sequence[Slot]) -> tuple[RowReading, list[Note]]:
        header = self._headers.above(at, frozenset(slot.column.id for slot in slots))
        fields, odd = _fields(match, slots, header)
        reading = read_row(slots, fields, self._sums.get(match.label.row, ()))
        return reading, [*odd, *reading.notes, *_unit_notes(match, slots, header)]


def _matches(line: Line, index: Mapping[str, Sequence[tuple[Label, Wording]]]) -> Iterator[_Match]:
    if index.keys().isdisjoint(line.words):
        return
    for at, each in enumerate(line.said):
        for label, wording in index.get(each.words, ()):
            if _numbering_fits(line, each.number, label) and _has_values(line, at + 1):
                yield _Match(line, label, at + 1, wording.typo)


def _numbering_fits(line: Line, number: str, label: Label) -> bool:
    """Short labels must carry their number, or stand beside the heading they belong under."""
    if not label.needs_numbering or number == label.number:
        return True
    parent = split_numbering(label.parent)[1]
    return not number and parent in line.words


def _has_values(line: Line, first: int) -> bool:
    """Tell whether numbers or blanks stand behind a label, and no other label: headers have words there."""
    kinds = line.kinds[first:]
    return bool(kinds) and kinds.count("words") * 2 <= len(kinds)


def _misprinted(lines: Sequence[Line], matches: dict[int, _Match], known: Sequence[Label]) -> dict[int, _Match]:
    """Give lines with numbers between two known rows the missing label that their own resembles most."""
    found: dict[int, _Match] = {}
    for at in _open_lines(lines, matches, around=1):
        match = _most_alike(lines[at], _absent_around(at, {**matches, **found}, known))
        if match:
            found[at] = match
    return found


def _worded(
    lines: Sequence[Line], matches: dict[int, _Match], known: Sequence[Label], widths: Mapping[str, int]
) -> dict[int, _Match]:
    """Give lines with words where the numbers belong (见附表, #REF!) the missing label that they carry."""
    found: dict[int, _Match] = {}
    if not matches or len(matches) == len(known):
        return found
    for at in range(min(matches), min(max(matches) + _ROWS_BEHIND, len(lines))):
        said = lines[at].said
        for label in _absent_around(at, matches, known) if at not in matches else ():
            places = [i for i, each in enumerate(said) if each.words == label.wordings[0].words]
            if places and len(said) - places[-1] - 1 == widths[label.row] and not label.needs_numbering:
                found[at] = _Match(lines[at], label, places[-1] + 1, typo=False)
    return found


def _absent_around(at: int, matches: Mapping[int, _Match], known: Sequence[Label]) -> list[Label]:
    """Return the labels that no line carries and that belong between the known ones around a line."""
    taken = {match.label.rank for match in matches.values()}
    before = max((rank for i, rank in _ranks(matches) if i < at), default=-1)
    after = min((rank for i, rank in _ranks(matches) if i > at), default=len(known))
    return [label for label in known if before < label.rank < after and label.rank not in taken]


def _ranks(matches: Mapping[int, _Match]) -> Iterator[tuple[int, int]]:
    return ((at, match.label.rank) for at, match in matches.items())


def _open_lines(lines: Sequence[Line], matches: Mapping[int, _Match], *, around: int = 0) -> Iterator[int]:
    """Yield the lines with numbers inside the table, and so many around it, that carry no known label."""
    if not matches:
        return
    for at in range(max(min(matches) - around, 0), min(max(matches) + around + 1, len(lines))):
        if at not in matches and "number" in lines[at].kinds:
            yield at


def _most_alike(line: Line, options: Sequence[Label]) -> _Match | None:
    words = [(i, each.words) for i, each in enumerate(line.said) if each.kind == "words"]
    if not words or not options:
        return None
    at, text = words[-1]
    scored = [(SequenceMatcher(None, text, label.wordings[0].words).ratio(), label) for label in options]
    score, label = max(scored, key=lambda pair: pair[0])
    return _Match(line, label, at + 1, typo=True) if score >= _ALIKE else None


def _fields(match: _Match, slots: Sequence[Slot], header: Header | None) -> tuple[Fields, list[Note]]:
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
    if by_header and len({id(cell) for cell in by_header.values()}) == len(slots):
        return Fields(line.printed([by_header[column] for column in expected]), "positional"), []
    texts = line.printed(values)
    if not any(text.text.strip() for text in texts) and len(texts) >= len(slots):
        return Fields(texts[: len(slots)], "positional"), []
    return Fields(texts, "uneven"), []


def _under_header(values: Sequence[TableCell], header: Header) -> dict[str, TableCell] | None:
    """Return the one filled cell under each header cell; None when that is not so everywhere, or one stands beside.

    A cell behind the last column of the header shows that the row is longer than its table: its cells were moved.
    """
    if any(cell.column >= header.width for cell in values):
        return None
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


def _unit_notes(match: _Match, slots: Sequence[Slot], header: Header | None) -> Iterator[Note]:
    named = {column: cell.text for column, cell in header.columns} if header else {}
    for slot in slots:
        if slot.column.unit and slot.column.unit not in key(named.get(slot.column.id, "")):
            yield note("header_without_unit", match.line.place, cell=slot.id)


def _unknown_rows(
    lines: Sequence[Line], matches: dict[int, _Match], known: AbstractSet[int], table_id: str
) -> Iterator[Note]:
    inside = {match.line.table.number for match in matches.values()}
    for at in _open_lines(lines, matches):
        line = lines[at]
        if at not in known and line.table.number in inside:
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
