"""Sums over two years: joined digits are read together, blanks count 0, what is lost stays open."""

from decimal import Decimal

import pytest

from checks.arithmetic.balance import State
from checks.continuity.sums import Term, readings, weigh
from checks.model import MAY_BE_BLANK, Cell, CellStatus, Report

ROW = ("t2.normative_documents.issued", "t2.normative_documents.repealed", "t2.normative_documents.in_force")


def number(cell, value, **traits):
    return Cell(cell, CellStatus.READ, Decimal(value), str(value), **traits)


def joined(cell, text, *candidates, how=()):
    return Cell(cell, CellStatus.AMBIGUOUS, text=text, candidates=tuple(map(Decimal, candidates)), how=how)


def report(year, *cells):
    return Report(source=str(year), year=year, cells={cell.id: cell for cell in cells})


STOCK_OF_2021 = report(
    2021,
    joined(ROW[0], "693665", 6, 69),
    joined(ROW[1], "693665", 3, 9, 36, 93, 366, 936, 9366),
    joined(ROW[2], "693665", 5, 65, 665, 3665),
)
STOCK_OF_2022 = report(
    2022,
    joined(ROW[0], "8855698", 8, 88),
    joined(ROW[1], "8855698", 5, 8, 55, 85, 556, 855, 5569, 8556, 85569),
    joined(ROW[2], "8855698", 8, 98, 698, 5698, 55698),
)


def stock(before, now):
    return weigh([Term(before, ((ROW[2], 1),)), Term(now, ((ROW[0], 1), (ROW[1], -1), (ROW[2], -1)))])


def test_joined_digits_of_a_real_stock_balance_in_one_reading_of_both_years():
    found = stock(STOCK_OF_2021, STOCK_OF_2022)
    assert found.state is State.OPEN
    assert found.why is not None
    for part in ("= 665", "= 88", "= 55", "= 698"):
        assert part in found.why.zh
        assert part in found.why.en


def test_a_reading_must_give_back_the_digits_that_are_printed():
    """5 + 8 - 5 = 8 would balance, but 8, 5 and 8 are not written 8855698."""
    assert Decimal(8) not in {
        reading[2] for reading in readings(STOCK_OF_2022, STOCK_OF_2022.cells.values()) if reading[1] == 5
    }
    assert (Decimal(88), Decimal(55), Decimal(698)) in readings(STOCK_OF_2022, tuple(STOCK_OF_2022.cells.values()))
    before = report(2021, number(ROW[2], 5))
    assert stock(before, STOCK_OF_2022).state is State.BROKEN


@pytest.mark.parametrize(
    ("before", "state"),
    [
        pytest.param(number(ROW[2], 10), State.HOLDS, id="rolls forward"),
        pytest.param(number(ROW[2], 11), State.BROKEN, id="one too many"),
        pytest.param(joined(ROW[2], "", 10, 11), State.OPEN, id="a reading that fits"),
        pytest.param(joined(ROW[2], "", 11, 12), State.BROKEN, id="no reading fits"),
        pytest.param(joined(ROW[2], "", 11, 12, how=(MAY_BE_BLANK,)), State.OPEN, id="it may be blank"),
        pytest.param(joined(ROW[2], ""), State.OPEN, id="no reading at all"),
        pytest.param(Cell(ROW[2], CellStatus.UNREADABLE, text="见附件"), State.OPEN, id="words in the cell"),
        pytest.param(Cell(ROW[2], CellStatus.MISSING), State.OPEN, id="no such cell"),
        pytest.param(Cell(ROW[2], CellStatus.BLANK, text="/"), State.BROKEN, id="a blank counts none"),
    ],
)
def test_state(before, state):
    found = stock(report(2021, before), report(2022, number(ROW[0], 3), number(ROW[1], 1), number(ROW[2], 12)))
    assert found.state is state
    assert (found.why is not None) == (state is State.OPEN)
    assert found.certain == (before.status is not CellStatus.BLANK)


def test_a_number_from_a_picture_is_not_certain():
    cells = [number(cell, 0, by="ocr") for cell in ROW]
    assert not stock(report(2021, number(ROW[2], 5)), report(2022, *cells)).certain
