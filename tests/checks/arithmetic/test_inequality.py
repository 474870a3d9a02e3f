"""A stock that must not be negative: what is said of it where cells were not read as one value."""

from decimal import Decimal

import pytest

from checks.arithmetic.balance import State
from checks.arithmetic.inequality import Sign, not_negative
from checks.model import MAY_BE_BLANK, Cell, CellStatus

TERMS = {"stock": 1, "made": -1}


def sign(*stock: int, how: tuple[str, ...] = (), made: CellStatus = CellStatus.READ) -> Sign:
    """Judge a stock of some readings that must cover 3 made, or an unclear number."""
    status = CellStatus.READ if len(stock) == 1 else CellStatus.AMBIGUOUS
    readings = tuple(map(Decimal, stock))
    value, candidates = (readings[0], ()) if status is CellStatus.READ else (None, readings)
    cells = {
        "stock": Cell("stock", status, value, candidates=candidates, how=how),
        "made": Cell("made", made, Decimal(3) if made is CellStatus.READ else None),
    }
    return not_negative(cells, TERMS)


@pytest.mark.parametrize(
    ("stock", "traits", "state", "value", "blanks"),
    [
        ((5,), {}, State.HOLDS, 2, ()),
        ((3,), {}, State.HOLDS, 0, ()),
        ((2,), {}, State.BROKEN, -1, ()),
        ((1, 2), {}, State.BROKEN, None, ()),  # whichever reading is right
        ((1, 4), {}, State.OPEN, None, ()),  # one of them holds
        ((1, 2), {"how": (MAY_BE_BLANK,)}, State.OPEN, None, ()),
        ((), {}, State.OPEN, None, ()),  # no reading at all
        ((5,), {"made": CellStatus.BLANK}, State.HOLDS, 5, ("made",)),  # a blank counts as nothing, and is named
        ((5,), {"made": CellStatus.MISSING}, State.OPEN, None, ()),
        ((5,), {"made": CellStatus.UNREADABLE}, State.OPEN, None, ()),
    ],
)
def test_a_stock_that_cannot_be_negative(
    stock: tuple[int, ...], traits: dict[str, object], state: State, value: int | None, blanks: tuple[str, ...]
) -> None:
    found = sign(*stock, **traits)  # type: ignore[arg-type]
    assert (found.state, found.value, found.blanks) == (state, value, blanks)


def test_what_leaves_a_stock_open_is_said() -> None:
    assert "多种读法" in str(sign(1, 4).why)
    assert "缺失或无法读取" in str(sign().why)
