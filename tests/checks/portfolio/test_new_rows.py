"""A row that no form has is the form's matter when many reports of a year share it, else a report's own."""

import pytest

from checks.notes import note
from checks.portfolio.new_rows import NewRow, new_rows, unknown_row

ROW = "4.涉及工作秘密"


def printed(bodies, year=2026, label=ROW):
    return [(f"b{number}", year, label) for number in range(bodies)]


@pytest.mark.parametrize(
    ("rows", "reports", "found"),
    [
        pytest.param(printed(5), {2026: 50}, [NewRow(2026, ROW, 5, 50)], id="five of fifty"),
        pytest.param(printed(4), {2026: 8}, [], id="too few"),
        pytest.param(printed(9), {2026: 4000}, [], id="one county in a province: its template, not the form"),
        pytest.param(printed(1) * 40, {2026: 40}, [], id="one body many times"),
        pytest.param([*printed(3), *printed(3, 2025)], {2025: 9, 2026: 9}, [], id="two years are not one season"),
    ],
)
def test_what_counts_as_shared(rows, reports, found):
    assert list(new_rows(rows, reports)) == found


def test_the_row_that_a_note_of_the_reader_names():
    assert unknown_row(note("unknown_row", table="t3", text=ROW)) == ("t3", ROW)
    assert unknown_row(note("empty")) is None
