"""What an identity says of cells that were not read as one value."""

from decimal import Decimal

import pytest

from checks.arithmetic.balance import State, balance
from checks.model import MAY_BE_BLANK, Cell, CellStatus
from config.forms import cell_ids

ROW = "t3.received"
TOTAL = f"{ROW}.total"


def cells(total: str, candidates: tuple[int, ...], how: tuple[str, ...]) -> dict[str, Cell]:
    found = {i: Cell(i, CellStatus.READ, Decimal(0), "0") for i in cell_ids("2021", "t3")}
    found[TOTAL] = Cell(TOTAL, CellStatus.READ, Decimal(total), total)
    person = f"{ROW}.natural_person"
    found[person] = Cell(person, CellStatus.AMBIGUOUS, how=how, candidates=tuple(map(Decimal, candidates)))
    return found


@pytest.mark.parametrize(
    ("parts", "candidates", "state"),
    [
        ((4, 0), (0, 4), State.OPEN),
        ((1, 3), (2, 4), State.OPEN),
        ((4, 0), (0, 3), State.BROKEN),
        ((4, 4), (0, 4), State.BROKEN),  # the total is one side and not half of it
        ((2, 0), (4, 1), State.BROKEN),
    ],
)
def test_an_ambiguous_total_stands_on_the_other_side(
    parts: tuple[int, int], candidates: tuple[int, int], state: State
) -> None:
    found = cells("0", (0,), ())
    for column, value in zip(("natural_person", "company"), parts, strict=True):
        found[f"{ROW}.{column}"] = Cell(f"{ROW}.{column}", CellStatus.READ, Decimal(value), str(value))
    found[TOTAL] = Cell(TOTAL, CellStatus.AMBIGUOUS, candidates=tuple(map(Decimal, candidates)))
    (row,) = [b for b in balance(found, "2021", "t3") if b.identity.id == f"I3.{ROW}"]
    assert row.state is state


@pytest.mark.parametrize(
    ("total", "how", "state"),
    [
        ("4", (), State.OPEN),  # one reading balances
        ("9", (), State.BROKEN),  # none does: the fault is certain though the cell is not
        ("9", (MAY_BE_BLANK,), State.OPEN),  # a blank that fell out of the text may stand for anything
    ],
)
def test_an_ambiguous_cell(total: str, how: tuple[str, ...], state: State) -> None:
    (found,) = [b for b in balance(cells(total, (0, 4), how), "2021", "t3") if b.identity.id == f"I3.{ROW}"]
    assert found.state is state
