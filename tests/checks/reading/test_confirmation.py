"""Figures of pictures that two looks saw differently, settled by the identities or not at all."""

from decimal import Decimal

import pytest

from checks.model import By, Cell, CellStatus
from checks.reading.confirmation import confirmed

OUTCOMES = {"upheld": 1, "corrected": 2, "other": 0, "pending": 3}


def cells(total: int, *, by: By = "ocr", also: str = "", fault: int = 0) -> dict[str, Cell]:
    """Return a group of table four whose total was seen as `total` and as 6; `also` is a second open cell."""
    found = {
        f"t4.review.{name}": Cell(f"t4.review.{name}", CellStatus.READ, Decimal(value + fault), by=by)
        for name, value in OUTCOMES.items()
    }
    open_cell = Cell("t4.review.total", CellStatus.AMBIGUOUS, by=by, candidates=(Decimal(total), Decimal(6)))
    found[open_cell.id] = open_cell
    if also:
        found[also] = Cell(also, CellStatus.AMBIGUOUS, by=by, candidates=(Decimal(2), Decimal(7)))
    return found


@pytest.mark.parametrize(
    ("found", "values"),
    [
        (cells(8), {"t4.review.total": 6}),
        (cells(8, by="text"), {}),  # two ways of reading a text: a person decides
        (cells(8, fault=1), {}),  # no candidate fits
        (cells(8, also="t4.review.corrected"), {}),  # two unknowns in one identity
        (cells(8) | {"t4.review.other": Cell("t4.review.other", CellStatus.MISSING)}, {}),  # nor is one lost a 0
        ({i: c for i, c in cells(8).items() if i != "t4.review.other"}, {}),
    ],
)
def test_a_candidate_is_a_value_where_it_alone_fulfils_the_identities(
    found: dict[str, Cell], values: dict[str, int]
) -> None:
    settled = confirmed(found, {"t4": "2021"})
    assert {cell.id: cell.value for cell in settled.values()} == values
    assert all(cell.status is CellStatus.INFERRED and cell.how for cell in settled.values())
