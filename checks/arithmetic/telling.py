"""Faults in words: the broken equations with their numbers, and what would mend them."""

from collections.abc import Sequence
from decimal import Decimal

from checks.arithmetic.balance import Balance
from checks.arithmetic.faults import Fault
from checks.arithmetic.repair import Change, Repair
from checks.labels import column_label, label, row_label, table_label
from checks.words import Words, number

MOST_EQUATIONS = 4
MOST_REPAIRS = 4
_FEW_TERMS = 6
"""Longer sums are written without their zeros."""


def equations(fault: Fault) -> str:
    """Return the broken equations as they stand: 行政复议 总计 0 ≠ 10+1+0+0 = 11."""
    told = "；".join(equation(b) for b in fault.broken[:MOST_EQUATIONS])
    rest = len(fault.broken) - MOST_EQUATIONS
    return f"{told} 等 {len(fault.broken)} 个等式" if rest > 0 else told


def equation(balance: Balance) -> str:
    """Return one broken equation with its numbers; ambiguous cells are written as ?."""
    identity = balance.identity
    right = identity.right[0]
    if identity.pattern == "I1":
        return f"{column_label(right)}列 {_named_sum(balance, identity.left)} ≠ {_named_sum(balance, identity.right)}"
    heading = f"{column_label(right)}列 {row_label(right)}" if identity.pattern == "I2" else f"{row_label(right)} 总计"
    return f"{heading} {_shown(balance, right)} ≠ {_sum(balance, identity.left)}"


def _shown(balance: Balance, cell: str) -> str:
    return "?" if cell in balance.ambiguous else number((balance.values or {}).get(cell, Decimal(0)))


def _named_sum(balance: Balance, cells: Sequence[str]) -> str:
    terms = " + ".join(f"{row_label(cell)} {_shown(balance, cell)}" for cell in cells)
    return f"{terms} = {_total(balance, cells)}"


def _sum(balance: Balance, cells: Sequence[str]) -> str:
    shown = [_shown(balance, cell) for cell in cells]
    kept = shown if len(shown) <= _FEW_TERMS else [term for term in shown if term != "0"] or ["0"]
    terms = (f"({term})" if term.startswith(("-", "−")) else term for term in kept)
    return f"{'+'.join(terms)} = {_total(balance, cells)}"


def _total(balance: Balance, cells: Sequence[str]) -> str:
    return "?" if set(cells) & set(balance.ambiguous) else number(balance.sum_of(cells))


def mending(fault: Fault) -> Words:
    """Return what would make the equations hold, all equally good ways up to a few."""
    if not fault.repairs:
        return Words(
            "改动一两个单元格不能使其全部相等，请逐格核对",
            "no change of one or two cells mends them; check cell by cell",
        )
    told = [_repair(repair) for repair in fault.repairs[:MOST_REPAIRS]]
    zh, en = "，或 ".join(words.zh for words in told), ", or ".join(words.en for words in told)
    rest = len(fault.repairs) - len(told)
    return Words(f"{zh}，或另 {rest} 种改法", f"{en}, or {rest} other ways") if rest > 0 else Words(zh, en)


def _repair(repair: Repair) -> Words:
    first = repair.changes[0]
    if repair.shape in {"moved_in_row", "moved_in_column"}:
        return _moved(repair)
    if repair.drops_a_result:
        columns = "、".join(column_label(change.cell) for change in repair.changes)
        row, value = row_label(first.cell), number(first.old)
        return Words(
            f"{row} 的 {value}（{columns}）应为 0，即可全部相等",
            f"{row} {value} ({columns}) should be 0, which mends all",
        )
    zh = " 且 ".join(f"{label(c.cell)} 应为 {number(c.new)}" for c in repair.changes)
    en = " and ".join(f"{label(c.cell)} should be {number(c.new)}" for c in repair.changes)
    return Words(zh, en)


def _moved(repair: Repair) -> Words:
    source, target = _direction(repair.changes)
    count, name = number(abs(source.delta)), column_label if repair.shape == "moved_in_row" else row_label
    where = row_label(source.cell) if repair.shape == "moved_in_row" else f"{column_label(source.cell)}列"
    return Words(
        f"{where}似有 {count} 件从 {name(target.cell)} 误计入 {name(source.cell)}"
        f"（{label(source.cell)} 应为 {number(source.new)}，{label(target.cell)} 应为 {number(target.new)}）",
        f"in {where} it looks like {count} moved from {name(target.cell)} to {name(source.cell)} "
        f"({label(source.cell)} should be {number(source.new)}, {label(target.cell)} {number(target.new)})",
    )


def _direction(changes: Sequence[Change]) -> tuple[Change, Change]:
    """Return the cell that has too much, then the one that has too little."""
    first, second = changes
    return (first, second) if first.delta < 0 else (second, first)


def doubtful_blanks(fault: Fault) -> tuple[str, ...]:
    """Return the blank cells that take part in the fault's equations, in order."""
    return tuple(dict.fromkeys(blank for b in fault.broken for blank in b.blanks))


def suspects(fault: Fault) -> tuple[str, ...]:
    """Return the cells to look at first: those a repair would change; without one the totals that do not come out."""
    cells = [change.cell for repair in fault.repairs[:MOST_REPAIRS] for change in repair.changes]
    return tuple(dict.fromkeys(cells)) or totals(fault)


def totals(fault: Fault) -> tuple[str, ...]:
    """Return the cells on the right of the broken equations: the totals that do not come out."""
    found = dict.fromkeys(b.identity.right[0] for b in fault.broken)
    return tuple(sorted(found, key=lambda cell: not cell.endswith(".total")))


def taking_part(fault: Fault) -> tuple[str, ...]:
    """Return suspects, then totals, then the cells of short equations and whatever is not 0 in long ones."""
    shown: list[str] = [*suspects(fault), *totals(fault)]
    if fault.pinned is None or len(fault.broken) == 1:
        for b in fault.broken:
            values = b.values or {}
            shown += [c for c in b.identity.cells if len(b.identity.cells) <= _FEW_TERMS + 1 or values.get(c)]
    return tuple(dict.fromkeys(shown))


def where(fault: Fault) -> str:
    """Return what staff call the table."""
    return table_label(fault.table)
