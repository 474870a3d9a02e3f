"""A government's report against the sums over the reports of the bodies below it.

Whether it comprises them is not settled by law: some report for themselves alone, some for all bodies, some leave out
townships. So every scope is tried, and a difference is only told under the one that most figures confirm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from checks.labels import amount_cells
from checks.portfolio.records import Companion, Difference, Total
from config.forms import cell_ids
from config.kinds import Kind

LEAST_AGREEING = 5
_SHARE_AGREEING = Decimal("0.8")
_ROUNDING = Decimal("0.01")
"""万元: what rounding may change about the amount of one body."""
_ZERO = Decimal(0)

Forms = Mapping[str, str]
Values = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one report.

    Attributes:
        companion: whose report it is.
        kind: of the body.
        office: whether it is the office of the government above it.
        forms: the form of each table.
        values: of the cells that were read from text, or inferred.
    """

    companion: Companion
    kind: Kind
    office: bool = False
    forms: Forms = field(default_factory=dict)
    values: Values = field(default_factory=dict)


def compared_cells(forms: Forms) -> tuple[str, ...]:
    """Return the cells that add up over bodies: of table three the totals, none about 规章, which others make."""
    return tuple(
        cell
        for table, form in sorted(forms.items())
        for cell in cell_ids(form, table)
        if (table != "t3" or cell.endswith(".total")) and not cell.startswith("t2.regulations.")
    )


def total_of(government: Figures, below: Sequence[Figures]) -> Total:
    """Return how a government's report relates to those of all bodies directly below it.

    Nothing is compared unless every figure of every report was read, or inferred, as a number.
    """
    cells = compared_cells(government.forms)
    lacking = tuple(each.companion.body for each in (government, *below) if not _whole(each, government, cells))
    if lacking or not below:
        return Total(len(below), lacking)
    weighed = {
        name: _weigh(government.values, _added(members, cells), cells, len(members))
        for name, members in _scopes(below).items()
    }
    scope, (agreeing, differing) = max(weighed.items(), key=lambda each: (each[1][0], -len(each[1][1])))
    if agreeing < LEAST_AGREEING or agreeing < _SHARE_AGREEING * (agreeing + len(differing)):
        return Total(len(below))
    return Total(len(below), (), scope, agreeing, differing)


def same_tables(one: Values, other: Values, forms: Forms) -> bool:
    """Tell whether two reports have the same figure in every cell of the form, and some that are not 0."""
    cells = [cell for table, form in forms.items() for cell in cell_ids(form, table)]
    alike = all(one.get(cell) is not None and one.get(cell) == other.get(cell) for cell in cells)
    return alike and sum(bool(one[cell]) for cell in cells) >= LEAST_AGREEING


def _whole(each: Figures, government: Figures, cells: Sequence[str]) -> bool:
    return bool(cells) and each.forms == government.forms and all(cell in each.values for cell in cells)


def _scopes(below: Sequence[Figures]) -> dict[str, Sequence[Figures]]:
    """Return the bodies that a report may comprise; of two scopes that are the same the first counts."""
    departments = [each for each in below if each.kind in {Kind.DEPARTMENT, Kind.OTHER}]
    found = {"all": below, "departments": departments, "office": [each for each in below if each.office]}
    return {name: members for name, members in found.items() if members}


def _added(members: Sequence[Figures], cells: Sequence[str]) -> Values:
    return {cell: sum((each.values[cell] for each in members), _ZERO) for cell in cells}


def _weigh(own: Values, sums: Values, cells: Sequence[str], bodies: int) -> tuple[int, tuple[Difference, ...]]:
    """Return how many figures that are not 0 agree with the sums, and those that do not."""
    money = amount_cells("2019") | amount_cells("2021")
    told = [cell for cell in cells if own[cell] or sums[cell]]
    differing = tuple(
        Difference(cell, own[cell], sums[cell])
        for cell in told
        if abs(own[cell] - sums[cell]) > (_ROUNDING * bodies if cell in money else _ZERO)
    )
    return len(told) - len(differing), differing
