"""Tables that came as running text: the labels of the form are found in order, the numbers between them are theirs.

This reads text captures (a cell a line, cells between tabs or bars, digits run together) and pages whose tables were
flattened into paragraphs. What separates the numbers decides how far their columns can be trusted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from checks.model import Cell, Note
from checks.reading.chain import Candidate, best_chain
from checks.reading.keys import key
from checks.reading.labels import Label, labels
from checks.reading.linear import Linear
from checks.reading.rows import Fields, RowReading, read_row
from checks.reading.values import Printed, Slot, slots_of
from config.forms import Identity, identities

_ORDINALS = "一二三四五六七八九十"
_VALUE_RUN = re.compile(
    r"(?:[\s\u200b-\u200f\ufeff\d.,，．+\-−—－/／\\|｜*]"
    rf"|[（(](?![{_ORDINALS}][）)])(?=[^（）()]*[\d其含注])[^（）()]{{1,40}}[）)]"
    r"|万元|亿元|元|万|件|条|项(?!目)|个|宗|份|部(?!分)|篇|不涉及|不适用|无(?!法|正当)|空(?!间))*"
)
_CLOSING = re.compile("[”’\"'」』）)]*")
_LEADING_TAB = re.compile(r"\n[ \u3000\xa0]*\t")
_BLANK_LINE = re.compile(r"\n[ \u3000\xa0\r]*(?=\n|$)")
_BARS = re.compile(r"[|｜]")
_STRAY_NUMBERING = re.compile(r"[\s|｜]*(?:\d{1,2}[.、．,，)）]|[（(])\s*$")
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


def read_rows_table(linear: Linear, start: int, end: int, form_id: str, table_id: str) -> StreamTable | None:
    """Read table two or three, whose rows carry labels, between two offsets; None if no label is there."""
    squeezed = linear.squeezed
    first, last = squeezed.index(start), squeezed.index(end)
    chain = best_chain(list(_label_places(squeezed.text, first, last, form_id, table_id)))
    if not chain:
        return None
    slots = slots_of(form_id, table_id)
    ranked = labels(form_id, table_id)
    row_identities = {
        identity.cells[-1].rsplit(".", 1)[0]: identity.id for identity in _row_identities(form_id, table_id)
    }
    rows: dict[str, RowReading] = {}
    notes = list(_typo_notes(linear, chain, ranked, table_id))
    header_start = covered = start
    for candidate, following in zip(chain, (*chain[1:], None), strict=True):
        label = ranked[candidate.rank]
        notes += _unit_notes(linear, slots[label.row], header_start, squeezed.origin(candidate.start))
        header_start = run_start = _behind_label(linear, candidate.end)
        limit = squeezed.origin(following.start) if following else end
        run_end = run_start + _run_length(linear.text[run_start:limit])
        fields = split_fields(linear, run_start, run_end, ends_table=following is None and run_end >= limit)
        identity = row_identities.get(f"{table_id}.{label.row}")
        rows[label.row] = read_row(slots[label.row], fields, (identity,) if identity else ())
        covered = run_end
    notes += [note for row in rows.values() for note in row.notes]
    at = _table_start(squeezed.text, table_id, first, chain[0].start)
    cells = {cell.id: cell for row in rows.values() for cell in row.cells}
    return StreamTable(cells, rows, tuple(notes), squeezed.origin(at), covered)


def read_outcomes_table(linear: Linear, start: int, end: int, form_id: str) -> StreamTable | None:
    """Read table four, fifteen numbers behind one header, from the offsets `start` to `end`; None without a header."""
    squeezed = linear.squeezed
    first, last = squeezed.index(start), squeezed.index(end)
    header = squeezed.text.rfind(key("总计"), first, last)
    if header < 0 or key("结果维持") not in squeezed.text[first:last]:
        return None
    run_start = _behind_label(linear, header + 2)
    run_end = run_start + _run_length(linear.text[run_start:end])
    slots = [slot for row in slots_of(form_id, "t4").values() for slot in row]
    fields = split_fields(linear, run_start, run_end, ends_table=True)
    reading = read_row(slots, fields, [identity.id for identity in identities(form_id, "t4")])
    reading = _each_group_its_identity(reading)
    at = _table_start(squeezed.text, "t4", first, header)
    return StreamTable({c.id: c for c in reading.cells}, {"t4": reading}, reading.notes, squeezed.origin(at), run_end)


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


@cache
def _row_identities(form_id: str, table_id: str) -> tuple[Identity, ...]:
    return tuple(identity for identity in identities(form_id, table_id) if identity.pattern == "I3")


def _label_places(text: str, first: int, last: int, form_id: str, table_id: str) -> Iterator[Candidate]:
    for label in labels(form_id, table_id):
        for wording in label.wordings:
            at = text.find(wording.words, first, last)
            while at >= 0:
                start = _start_with_numbering(text, at, label)
                if start < at or not label.needs_numbering:
                    bonus = 2 if start < at else 0
                    yield Candidate(
                        label.rank, start, at + len(wording.words), len(wording.words) + bonus, wording.words
                    )
                at = text.find(wording.words, at + 1, last)


def _start_with_numbering(text: str, at: int, label: Label) -> int:
    """Return where the label begins with its numbering, which may end in a dot, comma or bracket of any width."""
    number = label.numbering.rstrip(",.")
    for punctuation in (",", ".", ")", ""):
        prefix = number + punctuation if not number.endswith(")") else number
        if prefix and text.startswith(prefix, at - len(prefix)):
            joins_digits = (
                not punctuation and number.isdecimal() and text[at - len(prefix) - 1 : at - len(prefix)].isdecimal()
            )
            return at if joins_digits else at - len(prefix)
    return at


def _behind_label(linear: Linear, index: int) -> int:
    """Return the offset behind a label and the quotes and brackets that close it."""
    at = linear.squeezed.origin_after(index)
    match = _CLOSING.match(linear.text, at)
    return match.end() if match else at


def _run_length(text: str) -> int:
    """Return how much of the text behind a label can be numbers, blanks and their units."""
    match = _VALUE_RUN.match(text)
    length = match.end() if match else 0
    if length < len(text):
        stray = _STRAY_NUMBERING.search(text[:length])
        if stray and re.search(r"\S", text[: stray.start()]):
            return stray.start()
    return length


def split_fields(linear: Linear, start: int, end: int, *, ends_table: bool) -> Fields:
    """Split the text between two labels into the texts of one row, by whatever separates them."""
    run = linear.text[start:end]
    if _LEADING_TAB.search(run, 0, _first_content(run)):
        return _tabbed_lines(linear, start, run, ends_table=ends_table)
    if "\t" in run.strip("\n"):
        line_start = run.rfind("\n", 0, _first_content(run)) + 1
        line_end = run.find("\n", _first_content(run))
        return _pieces(linear, start + line_start, run[line_start : line_end if line_end >= 0 else None], "\t")
    if _BARS.search(run):
        return _pieces(linear, start, _BARS.sub("|", run).replace("\n", " "), "|")
    lines = [line for line in run.split("\n") if line.strip()]
    if len(lines) > 1:
        return _pieces(linear, start, run, "\n")
    return Fields((Printed(run.strip(), linear.place(start)),) if run.strip() else (), "joined")


def _tabbed_lines(linear: Linear, start: int, run: str, *, ends_table: bool) -> Fields:
    """Cells that each begin with a tab on a new line, as pasted from Word; a blank line ends the row."""
    body, closed = run, ends_table
    first = _first_content(run)
    blank = _BLANK_LINE.search(run, first if first < len(run) else 0)
    if blank:
        body, closed = run[: blank.start()], True
    tabs = list(_LEADING_TAB.finditer(body))
    starts = [tab.end() for tab in tabs]
    ends = [*(tab.start() for tab in tabs[1:]), len(body)]
    texts = [
        Printed(body[a:b].strip(), linear.place(start + a + len(body[a:b]) - len(body[a:b].lstrip())))
        for a, b in zip(starts, ends, strict=True)
    ]
    if not closed and texts and not texts[-1].text:
        texts.pop()  # the heading that follows stands in this cell
    return Fields(tuple(texts), "positional" if closed else "cut_off")


def _first_content(run: str) -> int:
    match = re.search(r"\S", run)
    return match.start() if match else len(run)


def _pieces(linear: Linear, start: int, body: str, separator: str) -> Fields:
    texts: list[Printed] = []
    offset = start
    for piece in body.split(separator):
        lead = len(piece) - len(piece.lstrip())
        texts.append(Printed(piece.strip(), linear.place(offset + lead)))
        offset += len(piece) + 1
    filled = [text for text in texts if text.text]
    if len(filled) == 1 and " " in filled[0].text:
        return Fields(tuple(filled), "joined")
    return Fields(tuple(texts), "loose")


def _typo_notes(
    linear: Linear, chain: tuple[Candidate, ...], ranked: tuple[Label, ...], table_id: str
) -> Iterator[Note]:
    for candidate in chain:
        label = ranked[candidate.rank]
        if any(wording.typo and wording.words == candidate.wording for wording in label.wordings):
            place = linear.place(linear.squeezed.origin(candidate.start))
            yield Note("label_typo", f"{table_id}.{label.row}: the label is misprinted: “{candidate.wording}”", place)


def _unit_notes(linear: Linear, slots: Sequence[Slot], start: int, end: int) -> Iterator[Note]:
    """An amount needs its unit in the header, which stands between the row before and its own label."""
    for slot in slots:
        if slot.column.unit and slot.column.unit not in linear.text[start:end]:
            yield Note("header_without_unit", f"{slot.id}: the header of the amount names no unit", linear.place(end))


def _table_start(text: str, table_id: str, first: int, limit: int) -> int:
    """Return where the header of the table begins, the earliest of its marks before the first label."""
    found = [at for mark in _TABLE_STARTS[table_id] if (at := text.find(mark, first, limit)) >= 0]
    return min(found, default=limit)
