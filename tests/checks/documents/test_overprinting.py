"""Characters printed over each other, in PDF and OFD alike."""

import pytest

from checks.documents import parse_documents
from checks.reading.numbers import parse_number
from tests.checks.documents.test_ofd import lines, ofd, text
from tests.drawing import read, texts, write


@pytest.mark.parametrize(
    ("over", "shown"),
    [
        pytest.param(((100.4, 700, "12"),), "12", id="the same again, for weight"),
        pytest.param(((100.4, 700, "12"), (100.8, 700, "12")), "12", id="three times"),
        pytest.param(((100.4, 700, "72"),), "\ufffd2", id="another digit over the first"),
        pytest.param(((101.2, 700, "7"),), "\ufffd2", id="another a little beside it"),
        pytest.param(((100.4, 700, "72"), (100.8, 700, "12")), "\ufffd2", id="another between two of the same"),
        pytest.param(((110.2, 700, "3"),), "123", id="one behind the other"),
    ],
)
def test_two_characters_at_one_place(over: tuple[tuple[float, float, str], ...], shown: str) -> None:
    assert texts(read(write((100, 700, "12"), *over))) == [shown]


@pytest.mark.parametrize(("over", "shown"), [("11", "11"), ("17", "1\ufffd"), ("", "11")])
def test_two_characters_at_one_place_of_a_cell(over: str, shown: str) -> None:
    """Two text codes of OFD at the same place were read side by side: 1 1 1 7."""
    words = text(22, 41, "规章") + text(62, 41, "11", "2") + (text(62, 41, over, "2") if over else "")
    (document,) = parse_documents(ofd(lines((20, 60, 100), (40, 50, 60)) + words), "given.ofd")
    assert document.tables[0].by_row[0][1].text == shown


def test_a_number_with_a_character_that_nobody_can_tell_is_none() -> None:
    assert parse_number("1\ufffd").kind == "words"


def test_a_number_over_the_border_of_its_cell_is_not_cut_where_the_next_one_is_printed_over_it() -> None:
    """A fuzzed file (seed 90, 6924) had 62984 and 82910 in two cells, the 8 over the 4: 6298 was read."""
    words = text(22, 41, "规章") + text(90, 41, "62984", "g 4 2.4") + text(100, 41, "82910", "g 4 2.4")
    (document,) = parse_documents(ofd(lines((20, 60, 100, 140), (40, 50, 60)) + words), "given.ofd")
    assert [cell.text for cell in document.tables[0].by_row[0]] == ["规章", "629\ufffd", "\ufffd2910"]


@pytest.mark.parametrize(
    ("x", "row"),
    [
        pytest.param(75.0, ["规章", "281", "0"], id="inside its cell"),
        pytest.param(57.0, ["规章 \ufffd", "\ufffd1", "0"], id="from the cell before"),
        pytest.param(97.0, ["规章", "\ufffd", "\ufffd1 0"], id="into the cell behind"),
    ],
)
def test_a_number_over_the_border_of_its_cell_is_not_cut(x: float, row: list[str]) -> None:
    """ReportLab prints what is too long for its cell over the border: 281 was read as 81."""
    words = text(22, 41, "规章") + text(x, 41, "281", "2 2") + text(112, 41, "0")
    (document,) = parse_documents(ofd(lines((20, 60, 100, 140), (40, 50, 60)) + words), "given.ofd")
    assert [cell.text for cell in document.tables[0].by_row[0]] == row
