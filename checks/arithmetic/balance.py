"""One identity of a form on one report: it holds, it is broken, or it stays open, and why."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from checks.model import MAY_BE_BLANK, Cell, CellStatus
from checks.words import Words, number
from config.forms import Identity, cell_ids, identities

MOST_READINGS = 5000
"""Sums of ambiguous cells that are tried before an identity is left open."""

ZERO = Decimal(0)


class State(StrEnum):
    """What is known about an identity."""

    HOLDS = "holds"
    BROKEN = "broken"
    OPEN = "open"


class Balance(NamedTuple):
    """An identity with its state on one report.

    Attributes:
        residual: left sum minus right sum. An open identity has one, 0, where a change of other cells must not upset
            it: it gave a cell its value, or holds with a doubtful blank as 0. None where a cell lacks a value.
        values: the value of each of its cells that has one; blank cells count 0 here, and other cells may be there too.
        blanks: blank cells that take part.
        ocr: whether a cell was read from a picture.
        why: why the identity is open.
    """

    identity: Identity
    table: str
    state: State
    residual: Decimal | None = None
    values: Mapping[str, Decimal] | None = None
    blanks: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    ocr: bool = False
    why: Words | None = None

    @property
    def broken(self) -> bool:
        """Whether the identity does not hold."""
        return self.state is State.BROKEN

    def sum_of(self, cells: Sequence[str]) -> Decimal:
        """Return the sum of some of its cells."""
        values = self.values or {}
        return sum([values.get(cell, ZERO) for cell in cells], ZERO)


def balance(cells: Mapping[str, Cell], form: str, table: str) -> tuple[Balance, ...]:
    """Return every identity of one table with its state.

    A blank counts 0 where every identity it touches then holds; otherwise the identities that hold only with that 0
    stay open, and the broken ones name the blank.
    """
    plain = _plainly_read(cells, form, table)
    first = tuple(
        _compared(identity, plain, table) or _weigh(identity, cells, table) for identity in identities(form, table)
    )
    doubtful = {blank for b in first if b.broken for blank in b.blanks}
    if not doubtful:
        return first
    return tuple(_open_for_blanks(b, doubtful) if b.state is State.HOLDS else b for b in first)


def _open_for_blanks(held: Balance, doubtful: set[str]) -> Balance:
    blanks = tuple(blank for blank in held.blanks if blank in doubtful)
    if not blanks:
        return held
    why = Words(f"{_list(blanks)} 空白，不能断定为 0", f"{_list(blanks)} is blank and need not be 0")
    return held._replace(state=State.OPEN, why=why)


def _plainly_read(cells: Mapping[str, Cell], form: str, table: str) -> dict[str, Decimal]:
    found = (cells[i] for i in cell_ids(form, table) if i in cells)
    return {c.id: c.value for c in found if c.status is CellStatus.READ and c.by == "text" and c.value is not None}


def _compared(identity: Identity, plain: Mapping[str, Decimal], table: str) -> Balance | None:
    """Return an identity all of whose cells were plainly read, else None."""
    try:
        left, right = [sum([plain[cell] for cell in side], ZERO) for side in (identity.left, identity.right)]
    except KeyError:
        return None
    return Balance(identity, table, State.HOLDS if left == right else State.BROKEN, left - right, plain)


def _weigh(identity: Identity, cells: Mapping[str, Cell], table: str) -> Balance:
    taking_part = [cells.get(i) or Cell(i, CellStatus.MISSING) for i in identity.cells]
    values = {c.id: c.value or ZERO for c in taking_part}
    why = _why_open(taking_part)
    if why:
        return Balance(identity, table, State.OPEN, why=why)
    base = Balance(
        identity,
        table,
        State.HOLDS,
        values=values,
        blanks=tuple(c.id for c in taking_part if c.status is CellStatus.BLANK),
        ambiguous=tuple(c.id for c in taking_part if c.status is CellStatus.AMBIGUOUS),
        ocr=any(c.by == "ocr" for c in taking_part),
    )
    derived = [c.id for c in taking_part if c.status is CellStatus.INFERRED and identity.id in c.how]
    if derived:
        return _derived(base, derived)
    if base.ambiguous:
        return _weigh_readings(base, cells)
    residual = base.sum_of(identity.left) - base.sum_of(identity.right)
    return base._replace(residual=residual, state=State.BROKEN if residual else State.HOLDS)


def _derived(base: Balance, cells: Sequence[str]) -> Balance:
    """Leave an identity open that gave a cell its value; no repair may upset it, though."""
    why = Words(f"{_list(cells)} 由本等式推得", f"{_list(cells)} was inferred from this equation")
    return base._replace(state=State.OPEN, residual=None if base.ambiguous else ZERO, why=why)


def _why_open(taking_part: Sequence[Cell]) -> Words | None:
    missing = [c.id for c in taking_part if c.status is CellStatus.MISSING]
    if missing:
        return Words(f"缺 {_list(missing)}", f"{_list(missing)} missing")
    unreadable = [c.id for c in taking_part if c.status is CellStatus.UNREADABLE]
    if unreadable:
        return Words(f"{_list(unreadable)} 无法读取", f"{_list(unreadable)} unreadable")
    without = [c.id for c in taking_part if c.status is CellStatus.AMBIGUOUS and not c.candidates]
    return Words(f"{_list(without)} 读法不明", f"{_list(without)} ambiguous") if without else None


def _weigh_readings(base: Balance, cells: Mapping[str, Cell]) -> Balance:
    """Decide an identity with ambiguous cells: open if some reading balances, broken if none does."""
    identity = base.identity
    fixed = [c for c in identity.cells if c not in base.ambiguous]
    start = base.sum_of([c for c in identity.left if c in fixed]) - base.sum_of(
        [c for c in identity.right if c in fixed]
    )
    reached: dict[Decimal, tuple[Decimal, ...]] = {start: ()}
    for cell in base.ambiguous:
        sign = 1 if cell in identity.left else -1
        reached = {
            total + sign * candidate: (*path, candidate)
            for total, path in reached.items()
            for candidate in cells[cell].candidates
        }
        if len(reached) > MOST_READINGS:
            why = Words(f"{_list(base.ambiguous)} 读法过多", f"too many readings of {_list(base.ambiguous)}")
            return base._replace(state=State.OPEN, why=why)
    if ZERO not in reached:
        return _broken_unless_blank(base, cells)
    reading = ", ".join(f"{c} = {number(v)}" for c, v in zip(base.ambiguous, reached[ZERO], strict=True))
    return base._replace(state=State.OPEN, why=Words(f"取 {reading} 时相等", f"it holds with {reading}"))


def _broken_unless_blank(base: Balance, cells: Mapping[str, Cell]) -> Balance:
    """Return what no reading balances as broken, but as open where a cell may be blank and so unknown."""
    lost = [cell for cell in base.ambiguous if MAY_BE_BLANK in cells[cell].how]
    if not lost:
        return base._replace(state=State.BROKEN, residual=None)
    why = Words(f"{_list(lost)} 可能是空白，读不出", f"{_list(lost)} may be blank and cannot be told")
    return base._replace(state=State.OPEN, why=why)


def _list(cells: Sequence[str]) -> str:
    return ", ".join(cells[:3]) + (" …" if len(cells) > 3 else "")


@cache
def touching(form: str, table: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return for every cell the identities it takes part in, each with +1 (left side) or -1 (right side)."""
    found: dict[str, list[tuple[str, int]]] = {}
    for identity in identities(form, table):
        for cell in identity.left:
            found.setdefault(cell, []).append((identity.id, 1))
        for cell in identity.right:
            found.setdefault(cell, []).append((identity.id, -1))
    return {cell: tuple(entries) for cell, entries in found.items()}
