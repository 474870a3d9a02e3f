"""One row of printed texts to the cells of one row of the form."""

from decimal import Decimal

import pytest

from checks.model import CellStatus
from checks.reading.rows import Fields, Layout, RowReading, disputed, read_row, says_nothing
from checks.reading.values import Printed, row_sums, slots_of

SLOTS = slots_of("2021", "t3")["received"]
SUM = row_sums("2021", "t3")["received"]


def read(texts: str, layout: Layout, row: str = "received", form: str = "2021", table: str = "t3") -> RowReading:
    slots = slots_of(form, table)[row]
    fields = Fields(tuple(Printed(text) for text in texts.split("|")), layout)
    return read_row(slots, fields, row_sums(form, table).get(row, ()))


def shown(reading: RowReading) -> list[object]:
    return [cell.value if cell.value is not None else cell.status.value for cell in reading.cells]


@pytest.mark.parametrize(
    ("texts", "layout", "due"),
    [
        ("4|0|0|0|0|1|5", "positional", [4, 0, 0, 0, 0, 1, 5]),
        ("4||||||4", "positional", [4, *["blank"] * 5, 4]),
        ("||||||", "positional", ["blank"] * 7),
        ("", "loose", ["missing"] * 7),
        ("4|0|0|0|0|1|5", "loose", [4, 0, 0, 0, 0, 1, 5]),
        ("4||0|0|0|0|1|5", "loose", [4, 0, 0, 0, 0, 1, 5]),
        ("4|1|5", "loose", ["ambiguous"] * 7),
        ("4|0|0", "cut_off", [4, 0, 0, *["missing"] * 4]),  # 尉氏 2020: the row breaks off
        ("0|0|0|0|0|0|0|0|0", "loose", [0] * 7),  # 伊川 2020: too many zeros
        ("4|0|0|0|0|1|5|x", "loose", ["unreadable"] * 7),
        ("230 000023", "joined", [23, 0, 0, 0, 0, 0, 23]),
        ("12", "joined", ["ambiguous"] * 7),
        ("9" * 5000, "joined", ["unreadable"] * 7),  # digits nobody would split
    ],
)
def test_rows_of_table_three(texts: str, layout: Layout, due: list[object]) -> None:
    found = shown(read(texts, layout))
    if due == ["ambiguous"] * 7:
        assert set(found) <= {"ambiguous", "unreadable"}
    else:
        assert found == due


def test_a_sign_in_joined_digits_begins_the_one_number_that_may_carry_it() -> None:
    reading = read("2648-18538", "joined", "licensing", "2019", "t2")
    first, change, decisions = reading.cells
    assert first.value == 2648
    assert {change.status, decisions.status} == {CellStatus.AMBIGUOUS}
    assert all(value < 0 for value in change.candidates)


def test_an_inferred_cell_names_what_it_rests_on() -> None:
    assert {cell.how for cell in read("230 000023", "joined").cells} == {SUM}


def test_two_printings_of_a_row_leave_open_only_what_they_disagree_on() -> None:
    one, two = read("4|0|0|0|0|1|5", "positional"), read("4|0|0|0|0|2|6", "positional")
    assert shown(disputed(one, two)) == [4, 0, 0, 0, 0, "ambiguous", "ambiguous"]
    assert disputed(one, two).cells[6].candidates == (Decimal(5), Decimal(6))
    assert says_nothing(read("||||||", "positional"))
