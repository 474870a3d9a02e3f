"""The three statutory tables of a document, each in the form its own marks show, every cell accounted for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TypeVar

from checks.documents.model import Paragraph, Picture, Table
from checks.model import Cell, CellStatus, Note
from checks.notes import note
from checks.reading.columns import choose_by_columns
from checks.reading.fields import joins_digits
from checks.reading.grid import GridTable, read_labelled
from checks.reading.keys import key
from checks.reading.labels import marks_of
from checks.reading.linear import TABLE_SIGN, Linear
from checks.reading.lines import Grids
from checks.reading.outcomes import read_outcomes
from checks.reading.rows import RowReading
from checks.reading.sections import Heading
from checks.reading.stream import StreamTable, read_outcomes_table, read_rows_table
from checks.reading.values import slots_of
from checks.words import Words
from config.forms import FORM_IDS, cell_ids, form_for_year

_Read = TypeVar("_Read", GridTable, StreamTable)

TABLES = ("t2", "t3", "t4")
_SECTION_OF = {"t2": "2", "t3": "3", "t4": "4"}
_HEADER = key("信息内")
"""How the header of table two begins, in however narrow a column."""
_ROW_NOTES = {"row_not_aligned": "columns_not_aligned", "row_joined": "joined_digits"}
"""Notes that every row of a bad table would repeat, and the one note a table that stands for them."""


@dataclass(frozen=True, slots=True)
class StatutoryTables:
    """What was found of the three tables.

    Attributes:
        forms: form id by table, for the tables that were found.
        cells: all cells of the form, by id; empty when no form could be named.
        covered: the offsets of the running text that are tables.
        structured: whether the tables that were found came as tables.
        pictures: those that stand where a table should, or a part of it.
    """

    forms: Mapping[str, str]
    cells: Mapping[str, Cell]
    notes: tuple[Note, ...]
    covered: tuple[tuple[int, int], ...]
    structured: bool
    pictures: tuple[Picture, ...] = ()


def read_statutory(linear: Linear, headings: Sequence[Heading], year: int | None) -> StatutoryTables:
    """Read the three tables out of the grids of a document or, where there are none, out of its running text."""
    grids = Grids.of([block for block in linear.blocks if isinstance(block, Table)])
    found: dict[str, GridTable | StreamTable] = {}
    forms: dict[str, str] = {}
    for table_id in TABLES:
        prior = _prior_form(table_id, forms, year)
        reading = _read(table_id, grids, linear, headings, prior)
        if reading:
            forms[table_id], found[table_id] = reading
    if "t4" in forms:
        forms["t4"] = forms.get("t3", forms.get("t2", forms["t4"]))
    lost_all = not linear.text.replace(TABLE_SIGN, "").strip()
    cells, notes = _fill(found, forms, year if len(headings) >= 3 or lost_all else None)
    recognised = _recognised(linear, found)
    cells |= {i: replace(cell, by="ocr") for i, cell in cells.items() if i.split(".", 1)[0] in recognised}
    pictures = _pictures(linear, headings, cells, found)
    lost, why = _lost_to_pictures(cells, pictures)
    return StatutoryTables(
        forms=forms,
        cells={**cells, **lost},
        notes=(*notes, *why, *_recognised_notes(linear, cells, recognised)),
        covered=tuple((t.start, t.end) for t in found.values() if isinstance(t, StreamTable)),
        structured=bool(grids.lines) and not any(isinstance(table, StreamTable) for table in found.values()),
        pictures=tuple(dict.fromkeys(picture for shown in pictures.values() for picture in shown)),
    )


def _section(headings: Sequence[Heading], table_id: str) -> Heading | None:
    return next((h for h in headings if h.number == _SECTION_OF[table_id]), None)


def _region(linear: Linear, heading: Heading | None) -> tuple[int, int]:
    """The section a table belongs to; the whole text when the section was not found."""
    return (heading.end, heading.body_end) if heading else (0, len(linear.text))


def _read(
    table_id: str, grids: Grids, linear: Linear, headings: Sequence[Heading], prior: str
) -> tuple[str, GridTable | StreamTable] | None:
    """Read one table in its form, out of tables before text."""
    heading = _section(headings, table_id)
    region, in_section = _region(linear, heading), heading is not None
    if grids.lines:
        form_id, grid = _in_its_form(table_id, grids.text, prior, partial(_from_grids, table_id, grids))
        if grid and _enough(grid, table_id, form_id, in_section=in_section):
            return form_id, grid
    text = key(linear.text[region[0] : region[1]])
    from_text = partial(_from_text, table_id, linear, region, joined=_joins_digits(linear, headings))
    form_id, stream = _in_its_form(table_id, text, prior, from_text)
    if stream and table_id == "t2" and _HEADER in text and _marked_form(table_id, text) is None:
        stream = replace(stream, cells={i: _in_no_form(cell) for i, cell in stream.cells.items()})
    if stream and any(cell.status is not CellStatus.MISSING for cell in stream.cells.values()):
        return (form_id, stream) if _enough(stream, table_id, form_id, in_section=in_section) else None
    return None


def _in_no_form(cell: Cell) -> Cell:
    """Return a cell of a table whose header is there but says no form's words: its columns may be the other form's."""
    if cell.value is None:
        return cell
    return replace(cell, status=CellStatus.AMBIGUOUS, value=None, how=(), candidates=(cell.value,))


def _from_grids(table_id: str, grids: Grids, form_id: str) -> GridTable | None:
    return read_outcomes(grids, form_id) if table_id == "t4" else read_labelled(grids, form_id, table_id)


def _from_text(
    table_id: str, linear: Linear, region: tuple[int, int], form_id: str, *, joined: bool
) -> StreamTable | None:
    if table_id == "t4":
        return read_outcomes_table(linear, *region, form_id, joined=joined)
    return read_rows_table(linear, *region, form_id, table_id, joined=joined)


def _joins_digits(linear: Linear, headings: Sequence[Heading]) -> bool:
    regions = (_region(linear, _section(headings, table_id)) for table_id in TABLES)
    return any(joins_digits(linear.text[start:end]) for start, end in regions)


def _enough(table: GridTable | StreamTable, table_id: str, form_id: str, *, in_section: bool) -> bool:
    """Outside its section a table is one only with half of its rows: any text may mention 规章 and a number."""
    return table_id == "t4" or in_section or len(table.rows) * 2 >= len(slots_of(form_id, table_id))


def _in_its_form(table_id: str, text: str, prior: str, read: Callable[[str], _Read | None]) -> tuple[str, _Read | None]:
    """Read a table in the form of its marks, else in the one of which it has a row of its own, else in the prior one.

    Table three of 2019 has no words of its own, only the single row 其他处理; table four is the same in both forms.
    """
    marked = _marked_form(table_id, text)
    if marked:
        return marked, read(marked)
    table = read(prior)
    if not _has_own_row(table, table_id, prior):
        for form_id in FORM_IDS:
            other = read(form_id) if form_id != prior and _own_rows(table_id, form_id) else None
            if _has_own_row(other, table_id, form_id):
                return form_id, other
    return prior, table


def _marked_form(table_id: str, text: str) -> str | None:
    """Return the form whose marks stand most often in a text; None without any."""
    counts = {form_id: sum(mark in text for mark in marks_of(form_id, table_id)) for form_id in FORM_IDS}
    best = max(FORM_IDS, key=lambda form_id: counts[form_id])
    return best if counts[best] else None


@cache
def _own_rows(table_id: str, form_id: str) -> frozenset[str]:
    """Return the rows of a table that no other form has."""
    others = {row for other in FORM_IDS if other != form_id for row in slots_of(other, table_id)}
    return frozenset(slots_of(form_id, table_id)) - others


def _has_own_row(table: GridTable | StreamTable | None, table_id: str, form_id: str) -> bool:
    """Tell whether a row that only this form has was read: a heading in its place has no numbers."""
    undecided = {CellStatus.BLANK, CellStatus.AMBIGUOUS}
    rows = [table.rows[row] for row in _own_rows(table_id, form_id) if row in table.rows] if table else []
    return any(
        any(c.value is not None for c in row.cells) or {c.status for c in row.cells} <= undecided for row in rows
    )


def _prior_form(table_id: str, forms: Mapping[str, str], year: int | None) -> str:
    """Return the form to expect of a table without marks: that of the tables before it, else that of the year."""
    of_year = form_for_year(year) if year else None
    before = (forms.get("t3") if table_id == "t4" else None) or forms.get("t2")
    return before or (of_year.id if of_year else FORM_IDS[-1])


def _fill(
    found: Mapping[str, GridTable | StreamTable], forms: dict[str, str], year: int | None
) -> tuple[dict[str, Cell], list[Note]]:
    """Return every cell of the form: those read, those the columns settle, and `missing` for the rest."""
    cells: dict[str, Cell] = {}
    notes: list[Note] = []
    for table_id in TABLES:
        form_id = forms.get(table_id) or _form_of_others(forms, year)
        if form_id is None:
            continue
        table = found.get(table_id)
        read = dict(table.cells) if table else {}
        if table and table_id == "t3":
            read.update(choose_by_columns(read, table.rows, slots_of(form_id, "t3"), form_id))
        cells.update({i: read.get(i) or Cell(i, CellStatus.MISSING) for i in cell_ids(form_id, table_id)})
        if table:
            notes += _one_a_table(table_id, table.notes, table.rows)
    if not forms and cells:
        notes.append(note("form_by_year"))
    return cells, notes


def _form_of_others(forms: Mapping[str, str], year: int | None) -> str | None:
    if forms:
        return forms.get("t3") or forms.get("t2") or forms["t4"]
    form = form_for_year(year) if year else None
    return form.id if form else None


def _one_a_table(table_id: str, notes: Sequence[Note], rows: Mapping[str, RowReading]) -> list[Note]:
    """Merge the notes that repeat row by row into one for the table."""
    kept = [each for each in notes if each.code not in _ROW_NOTES]
    for code, merged in _ROW_NOTES.items():
        repeated = [each for each in notes if each.code == code]
        if repeated:
            first = repeated[0]
            example = Words(first.message, first.message_en)
            kept.append(note(merged, first.place, table=table_id, bad=len(repeated), rows=len(rows), example=example))
    return kept


def _recognised(linear: Linear, found: Mapping[str, GridTable | StreamTable]) -> tuple[str, ...]:
    """Return the tables that were recognised in pictures, in whole or in part."""
    pictured = {block.number for block in linear.blocks if isinstance(block, Table) and block.by == "ocr"}
    texts = _has_recognised_text(linear)
    return tuple(
        table_id
        for table_id, table in found.items()
        if (texts if isinstance(table, StreamTable) else not pictured.isdisjoint(table.tables))
    )


def _has_recognised_text(linear: Linear) -> bool:
    return any(isinstance(block, Paragraph) and block.by == "ocr" for block in linear.blocks)


def _recognised_notes(linear: Linear, cells: Mapping[str, Cell], recognised: Sequence[str]) -> list[Note]:
    """Say of each table in a picture that it is one; where the text is in pictures as well, that is said of all."""
    if _has_recognised_text(linear):
        return []
    places = {
        i: next((c.place for c in cells.values() if c.id.startswith(f"{i}.") and c.place), "") for i in recognised
    }
    return [note("table_by_ocr", place, table=table_id) for table_id, place in places.items()]


def _pictures(
    linear: Linear, headings: Sequence[Heading], cells: Mapping[str, Cell], found: Mapping[str, GridTable | StreamTable]
) -> dict[str, list[Picture]]:
    """Return the pictures in the places of tables that were not found, or of which only a part was recognised."""
    shown: dict[str, list[Picture]] = {}
    for table_id in TABLES:
        own = [cell for cell in cells.values() if cell.id.startswith(f"{table_id}.")]
        in_part = any(cell.by == "ocr" and cell.status is CellStatus.MISSING for cell in own)
        start, end = _region(linear, _section(headings, table_id))
        pictures = [
            block
            for block, at in zip(linear.blocks, linear.starts, strict=True)
            if isinstance(block, Picture) and start <= at < end
        ]
        if pictures and (table_id not in found or in_part):
            shown[table_id] = pictures
    return shown


def _lost_to_pictures(
    cells: Mapping[str, Cell], pictures: Mapping[str, Sequence[Picture]]
) -> tuple[dict[str, Cell], list[Note]]:
    """A picture where a table should stand makes its cells unreadable, not missing."""
    lost: dict[str, Cell] = {}
    notes: list[Note] = []
    for table_id, shown in pictures.items():
        place = shown[0].place
        lost.update(
            (i, replace(cell, status=CellStatus.UNREADABLE, place=place))
            for i, cell in cells.items()
            if i.startswith(f"{table_id}.") and cell.status is CellStatus.MISSING
        )
        notes.append(note("table_is_picture", place, table=table_id))
    return lost, notes
