"""Numbers in two lines: the sums of their row tell whether they are one."""

from decimal import Decimal

import pytest

from checks.documents.model import TORN
from checks.model import CellStatus
from checks.reading.columns import choose_by_columns
from checks.reading.rows import Fields, RowReading, read_row
from checks.reading.values import Printed, slots_of
from config.forms import identities


def read(texts: str, row: str = "received", table: str = "t3") -> RowReading:
    slots = slots_of("2021", table)[row] if table != "t4" else [s for r in slots_of("2021", "t4").values() for s in r]
    sums = [i.id for i in identities("2021", table) if i.pattern == "I3" and i.cells[-1] == slots[-1].id]
    groups = [i.id for i in identities("2021", "t4")] if table == "t4" else sums
    printed = tuple(Printed(text.replace("|", TORN)) for text in texts.split())
    return read_row(slots, Fields(printed, "positional"), groups)


def shown(reading: RowReading) -> list[object]:
    return [cell.value if cell.value is not None else cell.candidates for cell in reading.cells]


BOTH = (Decimal(4), Decimal(45))


@pytest.mark.parametrize(
    ("texts", "due"),
    [
        pytest.param("12 0 0 0 0 3|4 4|6", [12, 0, 0, 0, 0, 34, 46], id="one number each"),
        pytest.param("12 0 0 0 0 34|1 46|1", [12, 0, 0, 0, 0, 34, 46], id="the beginnings alone add up"),
        pytest.param("1 0 0 0 0 40|72|01 40|72|02", [1, 0, 0, 0, 0, 407201, 407202], id="three lines"),
        pytest.param("— 0 0 0 1|0 3 1|3", [(), 0, 0, 0, 10, 3, 13], id="a blank counts as nothing"),
        pytest.param("0 0 0 0 0 4|5 4|5", [0, 0, 0, 0, 0, BOTH, BOTH], id="both add up"),
        pytest.param("7 0 0 0 0 4|5 4|5", [7, 0, 0, 0, 0, BOTH, BOTH], id="neither adds up"),
        pytest.param("？ 0 0 0 0 4|5 4|5", [(), 0, 0, 0, 0, BOTH, BOTH], id="a cell that is no number"),
    ],
)
def test_a_broken_row_is_read_as_its_sum_says(texts: str, due: list[object]) -> None:
    assert shown(read(texts)) == due


def test_what_one_group_tells_is_true_of_the_whole_line() -> None:
    """The figures below a row of table four are its ends, all or none; 4|5 alone could be either."""
    reading = read("0 0 0 4|5 4|5 1|2 0 0 0 1|2 3|0 2 0 0 3|2", table="t4")
    assert shown(reading) == [0, 0, 0, 45, 45, 12, 0, 0, 0, 12, 30, 2, 0, 0, 32]
    assert reading.cells[3].how == ("I4.t4.litigation_after_review",)


def test_a_row_without_a_sum_keeps_both_readings() -> None:
    (cell,) = read("4|5", "licensing", "t2").cells
    assert (cell.status, cell.candidates) == (CellStatus.AMBIGUOUS, BOTH)


def test_readings_that_remain_are_for_the_columns_to_choose() -> None:
    assert read("0 0 0 0 0 4|5 4|5").splits == ((0, 0, 0, 0, 0, 4, 4), (0, 0, 0, 0, 0, 45, 45))


def test_a_blank_stays_blank_where_the_columns_choose_for_its_row() -> None:
    """A blank counts as nothing in the sums, which makes it no 0 that they tell."""
    rows = {
        "received": read("0 — 0 0 0 4|5 4|5"),
        "carried_in": read("0 0 0 0 0 0 0", "carried_in"),
        "handled_total": read("0 0 0 0 0 45 45", "handled_total"),
        "carried_out": read("0 0 0 0 0 0 0", "carried_out"),
    }
    cells = {cell.id: cell for reading in rows.values() for cell in reading.cells}
    chosen = choose_by_columns(cells, rows, slots_of("2021", "t3"), "2021")
    assert {name: cell.value for name, cell in chosen.items()} == {"t3.received.other_org": 45, "t3.received.total": 45}
