"""A sum of cells that must not be negative: it is not, it is, or it stays open."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from checks.arithmetic.balance import State
from checks.model import MAY_BE_BLANK, Cell, CellStatus
from checks.words import Words

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sign:
    """What is known about a sum: its state, its value where every cell has one, and the blanks that count 0 in it."""

    state: State
    value: Decimal | None = None
    blanks: tuple[str, ...] = ()
    why: Words | None = None


def not_negative(cells: Mapping[str, Cell], terms: Mapping[str, int]) -> Sign:
    """Judge that the sum of cells, each times +1 or -1, is 0 or more.

    Of ambiguous cells the reading most in favour is taken: the sum is broken only if every reading breaks it.
    """
    taking_part = [cells.get(cell) or Cell(cell, CellStatus.MISSING) for cell in terms]
    lacking = [c.id for c in taking_part if c.status in {CellStatus.MISSING, CellStatus.UNREADABLE}]
    lacking += [c.id for c in taking_part if c.status is CellStatus.AMBIGUOUS and not c.candidates]
    if lacking:
        names = ", ".join(lacking)
        return Sign(State.OPEN, why=Words(f"{names} 缺失或无法读取", f"{names} missing or unreadable"))
    best = sum((_favourable(cell, terms[cell.id]) for cell in taking_part), ZERO)
    ambiguous = [c.id for c in taking_part if c.status is CellStatus.AMBIGUOUS]
    blanks = tuple(c.id for c in taking_part if c.status is CellStatus.BLANK)
    if best < 0 and not any(MAY_BE_BLANK in c.how for c in taking_part):
        return Sign(State.BROKEN, None if ambiguous else best, blanks)
    if ambiguous:
        names = ", ".join(ambiguous)
        return Sign(State.OPEN, why=Words(f"{names} 有多种读法，不能断定", f"{names} has several readings"))
    return Sign(State.HOLDS, best, blanks)


def _favourable(cell: Cell, sign: int) -> Decimal:
    if cell.status is CellStatus.AMBIGUOUS:
        return max(sign * candidate for candidate in cell.candidates)
    return sign * (cell.value or ZERO)
