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
