"""Tables that came as running text: the labels of the form are found in order, the numbers between them are theirs.

This reads text captures (a cell a line, cells between tabs or bars, digits run together) and pages whose tables were
flattened into paragraphs. What separates the numbers decides how far their columns can be trusted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.model import Cell, Note
from checks.notes import note
from checks.reading.chain import Candidate, best_chain
from checks.reading.fields import Run, find_run, only_row, settle
from checks.reading.keys import key
from checks.reading.labels import Label, labels
from checks.reading.linear import Linear
from checks.reading.numbers import unit_of_money
from checks.reading.rows import RowReading, read_row
from checks.reading.values import Slot, header_notes, row_sums, slots_of
from config.forms import identities

_CLOSING = re.compile("(?:\\s*[”’」』）)]|[\"'])*")
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
    chain = best_chain(list(_label_places(linear, first, last, form_id, table_id)))
    if not chain:
        return None
    slots = slots_of(form_id, table_id)
    ranked = labels(form_id, table_id)
    sums = row_sums(form_id, table_id)
    runs: dict[str, Run] = {}
    notes = list(_typo_notes(linear, chain, ranked, table_id))
    header_start = covered = start
    units: dict[str, str | None] = {}
    for candidate, following in zip(chain, (*chain[1:], None), strict=True):
        row = ranked[candidate.rank].row
        units[row], odd = _unit_of_header(linear, slots[row], header_start, squeezed.origin(candidate.start))
        notes += odd
        header_start = _behind_label(linear, candidate.end)
        limit = squeezed.origin(following.start) if following else end
        runs[row], covered = find_run(linear, header_start, limit, ends_table=following is None)
    printed = settle(runs, {row: len(slots[row]) for row in runs}, joined=joined)
    rows = {row: read_row(slots[row], f.in_unit(units[row]), sums.get(row, ())) for row, f in printed.items()}
    notes += [note for row in rows.values() for note in row.notes]
    at = _table_start(squeezed.text, table_id, first, chain[0].start)
    cells = {cell.id: cell for row in rows.values() for cell in row.cells}
    return StreamTable(cells, rows, tuple(notes), squeezed.origin(at), covered)


def read_outcomes_table(linear: Linear, start: int, end: int, form_id: str, *, joined: bool) -> StreamTable | None:
    """Read table four, fifteen numbers behind one header, from the offsets `start` to `end`; None without a header."""
    squeezed = linear.squeezed
    first, last = squeezed.index(start), squeezed.index(end)
    header = squeezed.text.rfind(key("总计"), first, last)
    if header < 0 or key("结果维持") not in squeezed.text[first:last]:
        return None
    run, covered = find_run(linear, _behind_label(linear, header + 2), end, ends_table=True)
    slots = [slot for row in slots_of(form_id, "t4").values() for slot in row]
    fields = only_row(run, len(slots), joined=joined)
    reading = read_row(slots, fields, [identity.id for identity in identities(form_id, "t4")])
    reading = _each_group_its_identity(reading)
    at = _table_start(squeezed.text, "t4", first, header)
    return StreamTable({c.id: c for c in reading.cells}, {"t4": reading}, reading.notes, squeezed.origin(at), covered)


def _each_group_its_identity(reading: RowReading) -> RowReading:
    """An inferred cell of table four rests on the sum of its own group, not on the other two."""
    cells = []
    for cell in reading.cells:
        group = cell.id.rsplit(".", 1)[0]
        how = tuple(h for h in cell.how if not h.startswith("I4.") or h.endswith(f".{group}"))
        cells.append(cell if how == cell.how else _with_how(cell, how))
    return RowReading(tuple(cells), reading.notes, reading.splits, reading.identities)


def _with_how(cell: Cell, how: tuple[str, ...]) -> Cell:
    return Cell(cell.id, cell.status, cell.value, cell.text, cell.place, cell.by, how, cell.candidates, cell.unit)


def _label_places(linear: Linear, first: int, last: int, form_id: str, table_id: str) -> Iterator[Candidate]:
    text = linear.squeezed.text
    for label in labels(form_id, table_id):
        for wording in label.wordings:
            at = text.find(wording.words, first, last)
            while at >= 0:
                start = _start_with_number(text, at, label.number)
                end = at + len(wording.words)
                if start < at or not label.needs_numbering:
                    yield Candidate(label.rank, start, end, len(wording.words) + (start < at), wording.words)
                elif _opens_cell(linear, at):
                    yield Candidate(label.rank, at, end, 1, wording.words)
                at = text.find(wording.words, at + 1, last)


def _start_with_number(text: str, at: int, number: str) -> int:
    """Return where the label begins with its number, which may stand in brackets or end in a dot, comma or nothing."""
    for prefix in (f"({number})", f"{number},", f"{number}.", f"{number})", number):
        start = at - len(prefix)
        if number and start >= 0 and text.startswith(prefix, start):
            joins_digits = prefix == number and number.isdecimal() and text[start - 1 : start].isdecimal()
            return at if joins_digits else start
    return at


def _opens_cell(linear: Linear, index: int) -> bool:
    """Tell whether a word stands at the beginning of a cell or line."""
    before = linear.text[: linear.squeezed.origin(index)].rstrip(" \u3000\xa0")[-1:]
    return before in {"", "\t", "\n", "|", "｜"}


def _behind_label(linear: Linear, index: int) -> int:
    """Return the offset behind a label and the quotes and brackets that close it."""
    at = linear.squeezed.origin_after(index)
    match = _CLOSING.match(linear.text, at)
    return match.end() if match else at


def _typo_notes(
    linear: Linear, chain: tuple[Candidate, ...], ranked: tuple[Label, ...], table_id: str
) -> Iterator[Note]:
    for candidate in chain:
        label = ranked[candidate.rank]
        if any(wording.typo and wording.words == candidate.wording for wording in label.wordings):
            place = linear.place(linear.squeezed.origin(candidate.start))
            yield note("label_typo", place, row=f"{table_id}.{label.row}", text=candidate.wording)


def _unit_of_header(linear: Linear, slots: Sequence[Slot], start: int, end: int) -> tuple[str | None, list[Note]]:
    """Return the unit of money in the header of a row, between the row before and its own label, and what is odd."""
    for slot in slots:
        if slot.column.unit:
            unit = unit_of_money(key(linear.text[start:end]))
            return unit, header_notes(slot, unit, linear.place(end))
    return None, []


def _table_start(text: str, table_id: str, first: int, limit: int) -> int:
    """Return where the header of the table begins, the earliest of its marks before the first label."""
    found = [at for mark in _TABLE_STARTS[table_id] if (at := text.find(mark, first, limit)) >= 0]
    return min(found, default=limit)
