"""Changes of a whole row or column of table three, or of the totals of table four, that mend broken identities.

A column of totals left at 0 breaks one identity a row; applications entered in the wrong row, or two rows exchanged,
break one a column. Each is one slip.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import combinations

from checks.arithmetic.repair import Change, Repair, Shape, Workbench, is_total
from config.forms import cell_ids

_ACROSS = {"column": ("I3.", "I4."), "row": ("I1.", "I2.")}
"""Identities that give each cell of a line its value: a column's from its rows, a row's from its columns."""

_FEWEST = 2
"""Cells that change; one alone is no line."""


_STEPS = ("received", "carried_in", "handled_total", "carried_out")
"""Rows of table three that may be exchanged; an exchange among the results breaks nothing."""


def lines(bench: Workbench, form: str, table: str) -> Iterator[Repair]:
    """Yield every row or column whose cells, set to what the identities across demand, leave no identity broken.

    Totals that are all zero or blank are filled (`empty`); any other line is corrected in as many cells as it takes
    (`line`); two rows are put in each other's place (`swapped`).
    """
    for kind, members in _lines(form, table):
        deltas = _deltas(bench, members, _ACROSS[kind])
        if len(deltas) >= _FEWEST and _balances(bench, deltas):
            totals = all(is_total(cell) for cell in members)
            empty = totals and not any(bench.values.get(cell) for cell in members)
            yield from _repair(bench, deltas, "empty" if empty else "line")
    if table == "t3":
        yield from _exchanges(bench)


def _exchanges(bench: Workbench) -> Iterator[Repair]:
    for first, second in combinations(_STEPS, 2):
        deltas: dict[str, Decimal] = {}
        for cell in [cell for cell in bench.values if cell.startswith(f"t3.{first}.")]:
            other = cell.replace(first, second)
            gap = bench.values.get(other, bench.values[cell]) - bench.values[cell]
            deltas |= {cell: gap, other: -gap} if gap else {}
        if deltas and _balances(bench, deltas):
            yield from _repair(bench, deltas, "swapped")


@cache
def _lines(form: str, table: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the lines of a table with their kind."""
    found: dict[tuple[str, str], list[str]] = {}
    for cell in cell_ids(form, table):
        row, column = cell.rsplit(".", 1)
        if table == "t3":
            found.setdefault(("row", row), []).append(cell)
        if table == "t3" or column == "total":
            found.setdefault(("column", column), []).append(cell)
    return tuple((kind, tuple(cells)) for (kind, _), cells in found.items())


def _deltas(bench: Workbench, members: tuple[str, ...], across: tuple[str, ...]) -> dict[str, Decimal]:
    deltas = {}
    for cell in members:
        for name, sign in bench.signs.get(cell, {}).items():
            if name.startswith(across) and bench.residuals[name]:
                deltas[cell] = -bench.residuals[name] * sign
    return deltas


def _balances(bench: Workbench, deltas: Mapping[str, Decimal]) -> bool:
    touched: dict[str, Decimal] = {}
    for cell, delta in deltas.items():
        for name, sign in bench.signs[cell].items():
            touched[name] = touched.get(name, bench.residuals[name]) + sign * delta
    return not any(touched.values())


def _repair(bench: Workbench, deltas: Mapping[str, Decimal], shape: Shape) -> Iterator[Repair]:
    changes = tuple(Change(cell, bench.values[cell], bench.values[cell] + delta) for cell, delta in deltas.items())
    if all(change.new >= 0 and change.new == change.new.to_integral_value() for change in changes):
        mends = frozenset(name for cell in deltas for name in bench.signs[cell]) & bench.broken
        if mends:
            yield Repair(changes, mends, shape, fills_blanks=bench.blanks.issuperset(deltas))
