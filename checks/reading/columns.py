"""Rows with several readings: the sums of the columns choose among them, and nothing else.

A reading of a row fits when readings of the other rows exist with which every column sum that can be computed holds. A
cell is settled when it is the same in all fitting readings of its row.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from operator import add

from checks.model import Cell, CellStatus
from checks.reading.rows import RowReading
from checks.reading.solver import Split
from checks.reading.values import Printed, Slot, inferred
from config.forms import Identity, identities

MAX_SUMS = 20_000
"""Rows whose readings reach more different sums of the columns than this are left open."""

_KNOWN = {CellStatus.READ, CellStatus.INFERRED, CellStatus.BLANK}
"""Cells that say what they say whatever the sums are: a blank is not the 0 that it counts for."""

Sums = tuple[Decimal, ...]
"""What each usable identity is out of balance by: its left side less its right."""


def choose_by_columns(
    cells: Mapping[str, Cell], rows: Mapping[str, RowReading], slots: Mapping[str, Sequence[Slot]], form_id: str
) -> dict[str, Cell]:
    """Return the cells of table three that the column identities settle, by id."""
    open_rows = {row: reading for row, reading in rows.items() if reading.splits}
    open_cells = {slot.id for row in open_rows for slot in slots[row]}
    usable = _usable(cells, open_cells, form_id)
    if not usable:
        return {}
    weighed = [[_weigh(slots[row], split, usable) for split in open_rows[row].splits] for row in open_rows]
    fitting = _fitting(weighed, _known(cells, open_cells, usable))
    return dict(_settled(open_rows, fitting, slots, cells, usable))


def _usable(cells: Mapping[str, Cell], open_cells: set[str], form_id: str) -> list[Identity]:
    """The column identities that touch an open cell and have values everywhere else."""
    return [
        identity
        for identity in identities(form_id, "t3")
        if identity.pattern in {"I1", "I2"}
        and open_cells.intersection(identity.cells)
        and all(c in open_cells or (c in cells and cells[c].value is not None) for c in identity.cells)
    ]


def _known(cells: Mapping[str, Cell], open_cells: set[str], usable: Sequence[Identity]) -> Sums:
    values = {c: cells[c].value or Decimal(0) for i in usable for c in i.cells if c not in open_cells}
    return tuple(_balance(identity, values) for identity in usable)


def _weigh(row: Sequence[Slot], split: Split, usable: Sequence[Identity]) -> Sums:
    values = {slot.id: Decimal(value) for slot, value in zip(row, split, strict=True)}
    return tuple(_balance(identity, values) for identity in usable)


def _balance(identity: Identity, values: Mapping[str, Decimal]) -> Decimal:
    left = sum((values[c] for c in identity.left if c in values), Decimal(0))
    return left - sum((values[c] for c in identity.right if c in values), Decimal(0))


def _fitting(weighed: Sequence[Sequence[Sums]], known: Sums) -> list[list[int]]:
    """Return for each row the numbers of its readings that take part in some balance of all rows; none are too many."""
    before = _reached(weighed, known)
    behind = _reached(weighed[::-1], tuple(Decimal(0) for _ in known))
    if before is None or behind is None:
        return [[] for _ in weighed]
    return [
        [at for at, sums in enumerate(row) if any(_negated(_plus(one, sums)) in rest for one in first)]
        for row, first, rest in zip(weighed, before, behind[-2::-1], strict=False)
    ]


def _reached(weighed: Sequence[Sequence[Sums]], start: Sums) -> list[set[Sums]] | None:
    """Return the sums reachable before each row and behind the last; None when they are too many."""
    reached = [{start}]
    for row in weighed:
        if len(reached[-1]) * len(row) > MAX_SUMS:
            return None
        reached.append({_plus(one, sums) for one in reached[-1] for sums in row})
    return reached


def _plus(one: Sums, other: Sums) -> Sums:
    return tuple(map(add, one, other))


def _negated(sums: Sums) -> Sums:
    return tuple(-each for each in sums)


def _settled(
    open_rows: Mapping[str, RowReading],
    fitting: Sequence[Sequence[int]],
    slots: Mapping[str, Sequence[Slot]],
    cells: Mapping[str, Cell],
    usable: Sequence[Identity],
) -> Iterator[tuple[str, Cell]]:
    for (row, reading), fits in zip(open_rows.items(), fitting, strict=True):
        undecided = [slot.id for slot in slots[row] if cells[slot.id].status not in _KNOWN]
        helped = [identity.id for identity in usable if set(undecided).intersection(identity.cells)]
        for at, slot in enumerate(slots[row]):
            agreed = {reading.splits[number][at] for number in fits}
            if slot.id in undecided and len(agreed) == 1:
                printed = Printed(cells[slot.id].text, cells[slot.id].place)
                yield slot.id, inferred(slot, Decimal(agreed.pop()), printed, (*reading.identities, *helped))
