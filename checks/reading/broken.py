"""Numbers that a narrow column or a page break took apart: whole or only their beginnings, as the sums tell."""

from collections.abc import Sequence
from decimal import Decimal

from checks.documents.model import TORN
from checks.model import Cell, CellStatus
from checks.reading.numbers import parse_number
from checks.reading.solver import Split
from checks.reading.values import Printed, Slot, ambiguous, inferred

_Values = tuple[Decimal | None, ...]


def is_broken(printed: Printed) -> bool:
    """Tell whether a text stands in several lines that may be one number or several."""
    return TORN in printed.text


def put_together(
    slots: Sequence[Slot], texts: Sequence[Printed], cells: Sequence[Cell], identities: Sequence[str]
) -> tuple[tuple[Cell, ...], tuple[Split, ...]]:
    """Return the cells of a row with its broken numbers, and the readings of it among which sums of columns may choose.

    What stands on a line below the row ends all numbers that it stands under, or is a row of its own and ends none.

    Args:
        slots: the cells of the row, in as many equal groups as there are identities.
        texts: what is printed in them.
        cells: what was read of them; broken numbers were not.
        identities: that the last cell of each group is the sum of the others, by their ids.
    """
    lines = 1 + max(text.text.count(TORN) for text in texts)
    readings = [tuple(map(_value, texts, cells, [taken] * len(texts))) for taken in range(1, lines + 1)]
    fitting, how = _fitting(readings, identities)
    done = (
        _cell(slot, text, [reading[at] for reading in fitting], how) if is_broken(text) else cells[at]
        for at, (slot, text) in enumerate(zip(slots, texts, strict=True))
    )
    return tuple(done), _splits(fitting)


def _value(text: Printed, cell: Cell, lines: int) -> Decimal | None:
    """Return the value of a cell of which so many lines count; a blank counts as nothing, what may be any row's not."""
    if text.text.startswith(TORN):
        return None
    if is_broken(text):
        return parse_number("".join(text.text.split(TORN)[:lines])).value
    return Decimal(0) if cell.status is CellStatus.BLANK else cell.value


def _fitting(readings: Sequence[_Values], identities: Sequence[str]) -> tuple[Sequence[_Values], Sequence[str]]:
    """Return the readings that no sum of the row speaks against, and the sums that speak for them.

    A sum that all readings fulfil, or none, says nothing.
    """
    held = [_held(reading, len(identities)) for reading in readings]
    telling = [at for at in range(len(identities)) if len({each[at] for each in held}) > 1]
    fitting = [reading for reading, each in zip(readings, held, strict=True) if all(each[at] for at in telling)]
    return (fitting, [identities[at] for at in telling]) if fitting else (readings, ())


def _held(values: _Values, groups: int) -> list[bool]:
    """Tell of every group of values whether all are known and the last is the sum of the others."""
    width = len(values) // max(groups, 1)
    parts = [values[at * width : (at + 1) * width] for at in range(groups)]
    known = [[value for value in part if value is not None] for part in parts]
    return [len(part) == width and sum(part[:-1]) == part[-1] for part in known]


def _cell(slot: Slot, text: Printed, values: Sequence[Decimal | None], how: Sequence[str]) -> Cell:
    possible = {value for value in values if value is not None}
    if len(values) == 1 and possible and how:
        return inferred(slot, possible.pop(), text, how)
    return ambiguous(slot, possible, text)


def _splits(readings: Sequence[_Values]) -> tuple[Split, ...]:
    whole = all(map(_is_whole, readings)) and len(readings) > 1
    return tuple(tuple(int(value or 0) for value in reading) for reading in readings) if whole else ()


def _is_whole(reading: _Values) -> bool:
    return all(value is not None and value == int(value) for value in reading)
