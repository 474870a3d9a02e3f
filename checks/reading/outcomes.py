"""Table four in grids: fifteen numbers in one row, a row of five for each group, or a small table for each group."""

from collections.abc import Iterator, Mapping, Sequence

from checks.reading.grid import GridTable
from checks.reading.keys import key
from checks.reading.lines import Grids, Line
from checks.reading.matching import found_in
from checks.reading.rows import Fields, Layout, read_row
from checks.reading.values import Printed, Slot, slots_of
from config.forms import identities, load_form

_FIRST = key("结果维持")


def read_outcomes(grids: Grids, form_id: str) -> GridTable | None:
    """Read table four; None when it is not there."""
    lines = grids.lines
    header = next((at for at, line in enumerate(lines) if _FIRST in line.keys), None)
    if header is None:
        return None
    slots = slots_of(form_id, "t4")
    rows = dict(_labelled_rows(grids, header, form_id, slots))
    if len(rows) < len(slots):
        rows = dict(zip(slots, _rows_below_headers(lines, form_id), strict=False))
    if len(rows) == len(slots):
        return _by_group(rows, slots)
    return _in_one_row(lines, header, form_id, slots)


def _labelled_rows(
    grids: Grids, header: int, form_id: str, slots: Mapping[str, Sequence[Slot]]
) -> Iterator[tuple[str, tuple[Line, Sequence[Printed]]]]:
    """Yield the rows below the header that carry the name of their group; the first of each comes last."""
    for (at, _), match in reversed(found_in(grids, form_id, "t4").items()):
        cells = match.line.cells[match.first :]
        if at > header and len(cells) == len(slots[match.label.row]):
            yield match.label.row, (match.line, match.line.printed(cells))


def _rows_below_headers(lines: Sequence[Line], form_id: str) -> Iterator[tuple[Line, Sequence[Printed]]]:
    """Yield the row below each header that names the five outcomes once: one small table for each group, in order."""
    outcomes = [key(column.label) for column in load_form(form_id).table("t4").groups[0].columns]
    for at, head in enumerate(lines):
        named = [text for text in head.keys if text in outcomes]
        below = lines[at + 1] if at + 1 < len(lines) else head
        if named == outcomes and below.table is head.table and len(below.cells) >= len(outcomes):
            cells = below.cells[-len(outcomes) :]
            if "words" not in below.kinds[-len(outcomes) :]:
                yield below, below.printed(cells)


def _by_group(rows: Mapping[str, tuple[Line, Sequence[Printed]]], slots: Mapping[str, Sequence[Slot]]) -> GridTable:
    readings = {row: read_row(slots[row], Fields(tuple(texts), "positional")) for row, (_, texts) in rows.items()}
    notes = tuple(note for reading in readings.values() for note in reading.notes)
    cells = {cell.id: cell for reading in readings.values() for cell in reading.cells}
    return GridTable(cells, readings, notes, frozenset(line.table.number for line, _ in rows.values()))


def _in_one_row(
    lines: Sequence[Line], header: int, form_id: str, slots: Mapping[str, Sequence[Slot]]
) -> GridTable | None:
    """Read the first row of numbers below the header; cells behind its last column belong to nothing."""
    head = lines[header]
    last = max(c.column + c.colspan for c, text in zip(head.cells, head.keys, strict=True) if text)
    all_slots = [slot for row in slots.values() for slot in row]
    for line in lines[header + 1 :]:
        kinds, full = line.kinds, len(line.cells) == len(all_slots)
        if "number" not in kinds and not (len(kinds) >= len(all_slots) and "words" not in kinds):
            continue
        numbers = [c for c, kind in zip(line.cells, kinds, strict=True) if kind != "words" or full]
        texts = line.printed([c for c in numbers if c.column < last or c.text.strip()])
        layout: Layout = "positional" if len(texts) == len(all_slots) else "loose"
        reading = read_row(all_slots, Fields(texts, layout), [identity.id for identity in identities(form_id, "t4")])
        cells = {cell.id: cell for cell in reading.cells}
        return GridTable(cells, {"t4": reading}, reading.notes, frozenset({line.table.number}))
    return None
