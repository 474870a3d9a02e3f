"""Rows with several readings: the sums of the columns choose among them, and nothing else.

A choice is made only if exactly one combination of readings satisfies every column sum that can be computed.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod

from checks.model import Cell
from checks.reading.rows import RowReading
from checks.reading.solver import Split
from checks.reading.values import Printed, Slot, inferred
from config.forms import Identity, identities

MAX_COMBINATIONS = 20_000
"""More open combinations than this are left open."""


def choose_by_columns(
    cells: Mapping[str, Cell], rows: Mapping[str, RowReading], slots: Mapping[str, Sequence[Slot]], form_id: str
) -> dict[str, Cell]:
    """Return the cells of table three that the column identities settle, by id."""
    open_rows = {row: reading for row, reading in rows.items() if reading.splits}
    if not open_rows or prod(len(reading.splits) for reading in open_rows.values()) > MAX_COMBINATIONS:
        return {}
    open_cells = {slot.id for row in open_rows for slot in slots[row]}
    usable = _usable(cells, open_cells, form_id)
    fitting = [choice for choice in _combinations(open_rows, slots) if _all_hold(usable, cells, choice)]
    if not usable or len(fitting) != 1:
        return {}
    return dict(_settle(open_rows, slots, cells, fitting[0], usable))


def _usable(cells: Mapping[str, Cell], open_cells: set[str], form_id: str) -> list[Identity]:
    """The column identities that touch an open cell and have values everywhere else."""
    return [
        identity
        for identity in identities(form_id, "t3")
        if identity.pattern in {"I1", "I2"}
        and open_cells.intersection(identity.cells)
        and all(c in open_cells or (c in cells and cells[c].value is not None) for c in identity.cells)
    ]


def _combinations(
    open_rows: Mapping[str, RowReading], slots: Mapping[str, Sequence[Slot]]
) -> Sequence[dict[str, Decimal]]:
    names = list(open_rows)
    return [_values(names, picked, slots) for picked in product(*(open_rows[name].splits for name in names))]


def _values(names: Sequence[str], picked: Sequence[Split], slots: Mapping[str, Sequence[Slot]]) -> dict[str, Decimal]:
    return {
        slot.id: Decimal(value)
        for name, split in zip(names, picked, strict=True)
        for slot, value in zip(slots[name], split, strict=True)
    }


def _all_hold(usable: Sequence[Identity], cells: Mapping[str, Cell], choice: Mapping[str, Decimal]) -> bool:
    def value(cell_id: str) -> Decimal:
        return choice[cell_id] if cell_id in choice else cells[cell_id].value or Decimal(0)

    return all(sum(map(value, identity.left)) == sum(map(value, identity.right)) for identity in usable)


def _settle(
    open_rows: Mapping[str, RowReading],
    slots: Mapping[str, Sequence[Slot]],
    cells: Mapping[str, Cell],
    choice: Mapping[str, Decimal],
    usable: Sequence[Identity],
) -> list[tuple[str, Cell]]:
    settled = []
    for name, reading in open_rows.items():
        undecided = [slot.id for slot in slots[name] if cells[slot.id].value is None]
        helped = [identity.id for identity in usable if set(undecided).intersection(identity.cells)]
        for slot in slots[name]:
            if slot.id in undecided:
                printed = Printed(cells[slot.id].text, cells[slot.id].place)
                settled.append((slot.id, inferred(slot, choice[slot.id], printed, (*reading.identities, *helped))))
    return settled
