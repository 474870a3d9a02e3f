"""One row of printed texts to the cells of one row of the form."""

from decimal import Decimal

import pytest

from checks.model import MAY_BE_BLANK, Cell, CellStatus
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


def told(reading: RowReading) -> str:
    """Return a row in short: values, candidates between slashes, or the first letter of the status."""
    return " ".join(map(_told, reading.cells))


def _told(cell: Cell) -> str:
    if cell.value is not None:
        return str(cell.value)
    return "/".join(map(str, cell.candidates)) + "?" if cell.candidates else f"({cell.status.value})"


@pytest.mark.parametrize(
    ("texts", "layout", "row", "due"),
    [
        # blank cells fell out: each cell may hold what stands so far from both ends, or be one of the blanks
        ("4|1|5", "loose", "received", "0/4? 0/1/4? 0/1/4/5? 0/1/4/5? 0/1/4/5? 0/1/5? 0/5?"),
        ("4|x|5", "loose", "received", "0/4? 0/4? 0/4/5? 0/4/5? 0/4/5? 0/5? 0/5?"),
        ("12", "joined", "received", "0/1? 0/1/2? 0/1/2? 0/1/2? 0/1/2? 0/1/2? 0/2?"),
        ("12件", "joined", "received", " ".join(["(unreadable)"] * 7)),
        ("+12", "joined", "received", " ".join(["(unreadable)"] * 7)),
        # fewer cells than columns: the others may stand in another table
        ("4|0|0", "uneven", "received", " ".join(["(unreadable)"] * 7)),
        # as many texts as columns in other cells: only a sum that says something shows that none was moved
        ("4|0|0|0|0|1|5", "uneven", "received", "4 0 0 0 0 1 5"),
        ("4|0|0|0|0|1|5", "scattered", "received", "4 0 0 0 0 1 5"),
        ("4|0|0|0|0|1|6", "uneven", "received", "0/4? 0? 0? 0? 0? 0/1? 0/6?"),
        ("0|0|0|0|0|0|0", "uneven", "received", "0? 0? 0? 0? 0? 0? 0?"),
        ("4|0|0|0|0|x|5", "uneven", "received", "0/4? 0? 0? 0? 0? (unreadable) 0/5?"),
        ("3|1|9", "uneven", "regulations", "0/3? 0/1? 0/9?"),
        # digits of several columns
        ("319", "joined", "regulations", "3 1 9"),
        ("3119", "joined", "regulations", "3? 1/11? 9/19?"),
        ("3 1 9", "joined", "regulations", "3 1 9"),
        ("22 22", "joined", "licensing", "(unreadable)"),
        # more texts than columns
        ("22|22", "loose", "licensing", "22"),
        ("22|23", "loose", "licensing", "22/23/2223?"),
        ("1|2|3|4", "loose", "regulations", "1/2? 2/3/23? 3/4/34?"),
        ("0|0|0|0", "loose", "regulations", "0 0 0"),
        # blanks
        ("4||||", "cut_off", "received", "4 (blank) (blank) (blank) (blank) (missing) (missing)"),
        ("||||||", "cut_off", "received", " ".join(["(missing)"] * 7)),
        ("||||||||", "loose", "received", " ".join(["(blank)"] * 7)),
        ("|||||", "loose", "received", " ".join(["(missing)"] * 7)),
    ],
)
def test_what_the_printed_texts_leave_open(texts: str, layout: Layout, row: str, due: str) -> None:
    assert told(read(texts, layout, row, table="t3" if row == "received" else "t2")) == due


@pytest.mark.parametrize(
    ("text", "row", "due"),
    [
        ("7251000元", "procurement", "7/72/725/725100? 0/0.1/5.1/25.1?"),  # the unit belongs to the amount
        ("725.5", "procurement", "7/72? 5.5/25.5?"),
        ("1-80", "licensing", "1 -8 0"),
        ("1+80", "licensing", "1 8 0"),
        ("26-185", "licensing", "26 -18/-1? 5/85?"),
        ("-80", "licensing", "(unreadable) (unreadable) (unreadable)"),  # nothing stands before the sign
        ("1-8-0", "licensing", "(unreadable) (unreadable) (unreadable)"),
        ("1-8元", "licensing", "(unreadable) (unreadable) (unreadable)"),
    ],
)
def test_joined_digits_with_a_sign_a_point_or_a_unit(text: str, row: str, due: str) -> None:
    assert told(read(text, "joined", row, "2019", "t2")) == due


def test_a_stock_less_than_what_was_added_and_kept_narrows_candidates_but_settles_nothing() -> None:
    """31 19 is 3, 1 and 19 or 31, 1 and 9: nine in force of thirty that were added, which a body may have printed."""
    reading = read("31 19", "joined", "regulations", table="t2")
    assert told(reading) == "3? 1 19?"
    assert reading.splits == ((3, 1, 19),)


def test_a_cell_that_may_be_one_of_the_lost_blanks_says_so_and_shows_all_that_is_printed() -> None:
    cells = read("4|1|5", "loose").cells
    assert {(cell.text, cell.how) for cell in cells} == {("4 1 5", (MAY_BE_BLANK,))}
    assert {cell.how for cell in read("4|0|0|0|0|1|6", "uneven").cells} == {()}


@pytest.mark.parametrize(
    ("texts", "layout", "words"),
    [
        ("4|1|5", "loose", ("t3.received", "3", "7")),
        ("4|0|0|0|0|1|5|8", "loose", ("t3.received", "8", "7")),
        ("4|0|0", "cut_off", ("3", "7")),
    ],
)
def test_the_note_on_a_row_counts_its_texts_and_columns(texts: str, layout: Layout, words: tuple[str, ...]) -> None:
    (note,) = read(texts, layout).notes
    assert all(word in note.message_en for word in words), note.message_en


@pytest.mark.parametrize(
    ("one", "two", "due"),
    [
        ("4", "4", "4"),
        ("4", "5", "4/5?"),
        ("4", "", "4?"),
        ("x", "y", "(unreadable)"),
        ("x", "4", "4?"),
        ("4|5", "6", "4/5/6/45?"),
    ],
)
def test_a_cell_printed_twice_may_be_either(one: str, two: str, due: str) -> None:
    first, second = (read(text, "loose", "licensing", table="t2") for text in (one, two))
    reading = disputed(first, second)
    assert told(reading) == due
    if reading.cells[0].candidates:
        assert reading.cells[0].text == f"{first.cells[0].text} | {second.cells[0].text}"
