"""Changes of one or two cells that would mend broken identities and break none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from checks.arithmetic.balance import Balance, touching
from config.forms import cell_ids

Shape = Literal["cell", "row", "column", "moved_in_row", "moved_in_column", "cells", "empty", "line", "swapped"]

Signs = Mapping[str, int]
"""The identities a cell takes part in, with the side as +1 or -1; only those that can be judged."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell to another value."""

    cell: str
    old: Decimal
    new: Decimal

    @property
    def delta(self) -> Decimal:
        """How much the cell would grow."""
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that together mend some identities and leave all others as they are.

    `shape` says what the changes are: one `cell`; a `row` or `column` cell with its total; the same number `moved`
    between two cells; `cells` without such a relation; totals of a whole row or column that were left at 0 (`empty`), a
    row or column corrected in several cells (`line`), or two rows exchanged (`swapped`). `fills_blanks`: only blank
    cells are changed.
    """

    changes: tuple[Change, ...]
    mends: frozenset[str]
    shape: Shape
    fills_blanks: bool = False

    @property
    def cost(self) -> int:
        """How much the repair supposes, in changed cells; whole lines count as their plausibility, not their length."""
        return {"empty": 1, "swapped": 2, "line": 3}.get(self.shape, len(self.changes))

    @property
    def drops_a_result(self) -> bool:
        """Whether a whole row of results would become 0: it was counted beside the others and should not be there."""
        emptied = all(change.old and not change.new for change in self.changes)
        return self.shape == "row" and emptied and all(name.startswith("I2.") for name in self.mends)


class Workbench:
    """The judged identities of one table, ready to try changes on.

    Args:
        balances: every identity of the table; those with a cell that lacks a value constrain nothing.
        form: form of the table.
        table: `t3` or `t4`.
    """

    def __init__(self, balances: Sequence[Balance], form: str, table: str) -> None:
        judged = [b for b in balances if b.residual is not None]
        self.residuals: dict[str, Decimal] = {b.identity.id: b.residual for b in judged if b.residual is not None}
        self.blanks = frozenset(blank for b in judged for blank in b.blanks)
        self.broken = frozenset(name for name, residual in self.residuals.items() if residual)
        self.values: dict[str, Decimal] = {}
        for b in judged:
            self.values.update((cell, (b.values or {})[cell]) for cell in b.identity.cells)
        every = touching(form, table)
        self.signs: dict[str, Signs] = {
            cell: {name: sign for name, sign in every[cell] if name in self.residuals} for cell in self.values
        }
        self._neighbours = neighbours(form, table)

    def singles(self) -> Iterator[Repair]:
        """Yield every cell whose change alone mends all identities it takes part in."""
        for cell, signs in self.signs.items():
            if not signs or not signs.keys() <= self.broken:
                continue
            deltas = {-self.residuals[name] * sign for name, sign in signs.items()}
            if len(deltas) == 1:
                yield from self._repair({cell: deltas.pop()}, "cell")

    def pairs(self) -> Iterator[Repair]:
        """Yield every two cells of one row or column whose change mends all identities they take part in."""
        order = {cell: place for place, cell in enumerate(self.signs)}
        for first, signs in self.signs.items():
            held = signs.keys() - self.broken
            if not signs.keys() & self.broken:
                continue
            for second in self._neighbours[first]:
                others = self.signs.get(second, {})
                if not others or (others.keys() & self.broken and order[second] < order[first]):
                    continue
                if held <= others.keys() and others.keys() - self.broken <= signs.keys():
                    deltas = self._solve(signs, others)
                    if deltas:
                        yield from self._repair(dict(zip((first, second), deltas, strict=True)), None)

    def _solve(self, first: Signs, second: Signs) -> tuple[Decimal, Decimal] | None:
        """Return the two changes that mend everything both cells touch, if there is exactly one such pair."""
        alone = [name for name in first if name not in second], [name for name in second if name not in first]
        shared = [name for name in first if name in second]
        if not shared or not (alone[0] or alone[1]):
            return None
        name = shared[0]
        if alone[0]:
            one = -self.residuals[alone[0][0]] * first[alone[0][0]]
            other = (-self.residuals[name] - one * first[name]) * second[name]
        else:
            other = -self.residuals[alone[1][0]] * second[alone[1][0]]
            one = (-self.residuals[name] - other * second[name]) * first[name]
        if not one or not other:
            return None
        fits = all(self.residuals[n] + one * first.get(n, 0) + other * second.get(n, 0) == 0 for n in {*first, *second})
        return (one, other) if fits else None

    def _repair(self, deltas: Mapping[str, Decimal], shape: Shape | None) -> Iterator[Repair]:
        changes = [Change(cell, self.values[cell], self.values[cell] + delta) for cell, delta in deltas.items()]
        if all(change.new >= 0 and change.new == change.new.to_integral_value() for change in changes):
            changes.sort(key=lambda change: not is_total(change.cell))
            mends = frozenset(name for change in changes for name in self.signs[change.cell]) & self.broken
            blank = all(change.cell in self.blanks for change in changes)
            yield Repair(tuple(changes), mends, shape or _shape(changes), fills_blanks=blank)


def is_total(cell: str) -> bool:
    """Tell whether a cell holds the sum of others: a total of applicants, of results or of outcomes."""
    return cell.endswith(".total") or ".handled_total." in cell


def _shape(changes: Sequence[Change]) -> Shape:
    first, second = changes
    same_row = first.cell.rsplit(".", 1)[0] == second.cell.rsplit(".", 1)[0]
    same_column = first.cell.rsplit(".", 1)[1] == second.cell.rsplit(".", 1)[1]
    if first.delta == second.delta and same_row and first.cell.endswith(".total"):
        return "row"
    if first.delta == second.delta and same_column and ".handled_total." in first.cell:
        return "column"
    if first.delta == -second.delta and (same_row or same_column):
        return "moved_in_row" if same_row else "moved_in_column"
    return "cells"


@cache
def neighbours(form: str, table: str) -> dict[str, tuple[str, ...]]:
    """Return for every cell the cells that share an identity with it."""
    by_identity: dict[str, list[str]] = {}
    every = touching(form, table)
    for cell, entries in every.items():
        for name, _ in entries:
            by_identity.setdefault(name, []).append(cell)
    rank: Callable[[str], int] = cell_ids(form, table).index
    return {
        cell: tuple(sorted({c for name, _ in entries for c in by_identity[name]} - {cell}, key=rank))
        for cell, entries in every.items()
    }
