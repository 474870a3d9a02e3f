"""Rows of several readings: the sums of the columns choose among them, and say by which sums."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from checks.model import Cell, CellStatus
from checks.reading.columns import MAX_SUMS, choose_by_columns
from checks.reading.rows import RowReading
from checks.reading.values import slots_of
from config.forms import cell_ids

FORM = "2021"
SLOTS = slots_of(FORM, "t3")
ONE = {"handled_total": (1, 0, 0, 0, 0, 0, 1), "granted": (1, 0, 0, 0, 0, 0, 1)}
"""One application by a natural person, granted."""


def table(**rows: Sequence[int]) -> dict[str, Cell]:
    """Return table three with some rows, all others 0."""
    cells = {i: Cell(i, CellStatus.READ, Decimal(0), "0") for i in cell_ids(FORM, "t3")}
    for row, values in rows.items():
        for slot, value in zip(SLOTS[row], values, strict=True):
            cells[slot.id] = Cell(slot.id, CellStatus.READ, Decimal(value), str(value))
    return cells


def chosen(cells: dict[str, Cell], **rows: Sequence[tuple[int, ...]]) -> dict[str, Cell]:
    """Return what the columns settle when some rows have several readings."""
    open_rows = {}
    for row, splits in rows.items():
        for at, slot in enumerate(SLOTS[row]):
            agreed = {split[at] for split in splits}
            cells[slot.id] = (
                Cell(slot.id, CellStatus.INFERRED, Decimal(agreed.pop()), "digits")
                if len(agreed) == 1
                else Cell(slot.id, CellStatus.AMBIGUOUS, text="digits", place="line 1")
            )
        of_row = tuple(cells[slot.id] for slot in SLOTS[row])
        open_rows[row] = RowReading(of_row, splits=tuple(splits), identities=(f"I3.t3.{row}",))
    return choose_by_columns(cells, open_rows, SLOTS, FORM)


def values(found: dict[str, Cell], row: str) -> list[int | None]:
    return [int(found[slot.id].value or 0) if slot.id in found else None for slot in SLOTS[row]]


PERSON, COMPANY = (1, 0, 0, 0, 0, 0, 1), (0, 1, 0, 0, 0, 0, 1)


def test_the_reading_with_which_the_columns_add_up_is_the_row() -> None:
    found = chosen(table(**ONE), received=(PERSON, COMPANY))
    assert values(found, "received") == [1, 0, None, None, None, None, None]  # the rest was never in doubt
    cell = found["t3.received.natural_person"]
    assert (cell.status, cell.text, cell.place) == (CellStatus.INFERRED, "digits", "line 1")
    assert cell.how == ("I3.t3.received", "I1.t3.natural_person", "I1.t3.company")


def test_two_rows_choose_together() -> None:
    """Each alone could be either; only two readings of the same column balance."""
    cells = table(granted=PERSON)
    found = chosen(cells, received=(PERSON, COMPANY), handled_total=(PERSON, COMPANY))
    assert values(found, "received")[:2] == values(found, "handled_total")[:2] == [1, 0]


def test_what_no_reading_fulfils_is_left_open() -> None:
    assert chosen(table(**ONE | {"carried_in": PERSON}), received=(PERSON, COMPANY)) == {}


def test_what_two_readings_fulfil_is_left_open() -> None:
    both = ((1, 0, 0, 0, 0, 0, 1), (1, 0, 0, 0, 0, 0, 2))
    cells = table(**ONE)
    cells["t3.handled_total.total"] = Cell("t3.handled_total.total", CellStatus.UNREADABLE)
    assert chosen(cells, received=both) == {}


def test_a_column_with_a_cell_that_was_not_read_says_nothing() -> None:
    cells = table(**ONE)
    for column in ("natural_person", "company"):
        name = f"t3.handled_total.{column}"
        cells[name] = replace(cells[name], status=CellStatus.MISSING, value=None)
    assert chosen(cells, received=(PERSON, COMPANY)) == {}


def test_a_table_without_open_rows_has_nothing_to_choose() -> None:
    assert choose_by_columns(table(**ONE), {}, SLOTS, FORM) == {}


@pytest.mark.parametrize(("readings", "settled"), [(140, True), (142, False)])
def test_rows_with_more_readings_than_can_be_weighed_are_left_open(readings: int, settled: bool) -> None:
    assert 140 * 140 < MAX_SUMS < 142 * 142
    cells = table(granted=(500, 0, 0, 0, 0, 0, 500))
    some = [(n, 0, 0, 0, 0, 0, n) for n in range(500, 500 + readings)]
    found = chosen(cells, received=some, handled_total=[*some])
    assert bool(found) is settled
    if settled:
        assert values(found, "received")[0] == values(found, "handled_total")[0] == 500
