"""Faults in words: the broken equations with their numbers, and what would mend them."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from checks.arithmetic.balance import Balance
from checks.arithmetic.faults import Fault
from checks.arithmetic.repair import Change, Repair
from checks.labels import column_label, label, row_label, table_label
from checks.words import Words, number

MOST_EQUATIONS = 4
MOST_REPAIRS = 3
"""More equally good repairs than these name no cell."""
_FEW_TERMS = 6
"""Longer sums are written without their zeros."""
_MOST_OF_A_LINE = 8
_PARTS = ("各项合计比总计", "the parts miss the total")
_SIDES = {"I1": ("新收与上年结转之和比办理与结转下年之和", "received and carried in miss handled and carried out")}


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
    if len(fault.repairs) > MOST_REPAIRS:
        return _common_move(fault.repairs) or _differences(fault)
    told = [_repair(repair) for repair in fault.repairs]
    return Words("，或 ".join(words.zh for words in told), ", or ".join(words.en for words in told))


def _common_move(repairs: Sequence[Repair]) -> Words | None:
    """Return what repairs have in common that move one number between the same two columns or rows."""
    shape = repairs[0].shape
    name = column_label if shape == "moved_in_row" else row_label
    moves = {_move(repair, name) for repair in repairs} if shape.startswith("moved") else set()
    if len(moves) != 1 or any(repair.shape != shape for repair in repairs):
        return None
    source, target, count = moves.pop()
    zh, en = ("行", "row") if shape == "moved_in_row" else ("列", "column")
    return Words(
        f"似有 {count} 件从 {target} 误计入 {source}，是哪一{zh}不能断定，请逐{zh}核对",
        f"it looks like {count} moved from {target} to {source}, in which {en} cannot be told; check each {en}",
    )


def _move(repair: Repair, name: Callable[[str], str]) -> tuple[str, str, str]:
    source, target = _direction(repair.changes)
    return name(source.cell), name(target.cell), number(abs(source.delta))


def _differences(fault: Fault) -> Words:
    """Return by how much the parts miss their totals, where nobody can tell which part is wrong."""
    found: dict[tuple[str, str, Decimal], list[str]] = {}
    for b in fault.broken:
        if b.residual is not None:
            name = row_label if b.identity.pattern in {"I3", "I4"} else column_label
            found.setdefault((*_SIDES.get(b.identity.pattern, _PARTS), b.residual), []).append(
                name(b.identity.right[0])
            )
    zh = "；".join(
        f"{sides[0]}{'多' if missed > 0 else '少'} {number(abs(missed))} 件（{'、'.join(places)}）"
        for (*sides, missed), places in found.items()
    )
    en = "; ".join(
        f"{sides[1]} by {number(missed)} ({', '.join(places)})" for (*sides, missed), places in found.items()
    )
    return Words(f"{zh}，是哪一格有误不能断定，请逐格核对", f"{en}, by which cell cannot be told; check cell by cell")


def _repair(repair: Repair) -> Words:
    first = repair.changes[0]
    if repair.shape in {"moved_in_row", "moved_in_column"}:
        return _moved(repair)
    if repair.shape == "swapped":
        return _swapped(repair)
    if repair.shape in {"empty", "line"}:
        return _line(repair)
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


def _swapped(repair: Repair) -> Words:
    first, second = list(dict.fromkeys(row_label(change.cell) for change in repair.changes))
    return Words(f"{first} 与 {second} 两行似互换了，换回即可全部相等", f"{first} and {second} seem to be exchanged")


def _line(repair: Repair) -> Words:
    first, second = repair.changes[:2]
    upright = first.cell.rsplit(".", 1)[1] == second.cell.rsplit(".", 1)[1]
    name, each = (column_label, row_label) if upright else (row_label, column_label)
    listed = "、".join(f"{each(change.cell)} {number(change.new)}" for change in repair.changes[:_MOST_OF_A_LINE])
    more = "、…" if len(repair.changes) > _MOST_OF_A_LINE else ""
    kind, left = ("列" if upright else "行"), repair.shape == "empty"
    return Words(
        f"{name(first.cell)}一{kind}{'似没有填写，' if left else ''}应为 {listed}{more}",
        f"{name(first.cell)} {'seems not to be filled in and ' if left else ''}should be {listed}{more}",
    )


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
    """Return the cells to look at first: those a repair would change; the totals where none or too many would do."""
    return totals(fault) if len(fault.repairs) > MOST_REPAIRS else _changed(fault) or totals(fault)


def _changed(fault: Fault) -> tuple[str, ...]:
    return tuple(dict.fromkeys(change.cell for repair in fault.repairs for change in repair.changes))


def totals(fault: Fault) -> tuple[str, ...]:
    """Return the cells on the right of the broken equations: the totals that do not come out."""
    found = dict.fromkeys(b.identity.right[0] for b in fault.broken)
    return tuple(sorted(found, key=lambda cell: not cell.endswith(".total")))


def taking_part(fault: Fault) -> tuple[str, ...]:
    """Return suspects, totals, the cells of short equations, those not 0 in long ones, then all that repairs change."""
    shown: list[str] = [*suspects(fault), *totals(fault)]
    if fault.pinned is None or len(fault.broken) == 1:
        for b in fault.broken:
            values = b.values or {}
            shown += [c for c in b.identity.cells if len(b.identity.cells) <= _FEW_TERMS + 1 or values.get(c)]
    return tuple(dict.fromkeys((*shown, *_changed(fault))))


def where(fault: Fault) -> str:
    """Return what staff call the table."""
    return table_label(fault.table)
