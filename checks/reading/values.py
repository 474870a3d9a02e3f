"""Printed texts to cells of the form: one text for one cell, with units converted and oddities noted."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from checks.model import Cell, CellStatus, Note
from checks.notes import note
from checks.reading.numbers import Number, parse_number, to_wan
from config.forms import Column, identities, load_form


class Printed(NamedTuple):
    """A text that stands where a number belongs, and its place in words.

    `unit` is the unit of money that its header prints, when that is not the one of the form.
    """

    text: str
    place: str = ""
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of the form that waits for its number."""

    id: str
    column: Column

    @property
    def is_amount(self) -> bool:
        """Whether the cell holds money."""
        return self.column.unit is not None


@cache
def slots_of(form_id: str, table_id: str) -> dict[str, tuple[Slot, ...]]:
    """Return the slots of every row of a table, by row id."""
    table = load_form(form_id).table(table_id)
    return {
        row.id: tuple(Slot(f"{table.id}.{row.id}.{column.id}", column) for column in group.columns)
        for group in table.groups
        for row in group.rows
    }


@cache
def row_sums(form_id: str, table_id: str) -> dict[str, tuple[str, ...]]:
    """Return the identity that says the last cell of a row is the sum of the others, by row id, as a tuple of one."""
    sums = (identity for identity in identities(form_id, table_id) if identity.pattern == "I3")
    return {identity.cells[-1].rsplit(".", 1)[0].removeprefix(f"{table_id}."): (identity.id,) for identity in sums}


def make_cell(slot: Slot, printed: Printed) -> tuple[Cell, tuple[Note, ...]]:
    """Read one printed text as the number of one slot."""
    number = parse_number(printed.text)
    if number.kind == "blank":
        return Cell(slot.id, CellStatus.BLANK, text=printed.text, place=printed.place), ()
    if number.kind == "words" or not _unit_fits(slot, number):
        why = note("unreadable_cell", printed.place, cell=slot.id, text=printed.text)
        return Cell(slot.id, CellStatus.UNREADABLE, text=printed.text, place=printed.place), (why,)
    unit = number.unit or printed.unit
    if slot.is_amount and unit in {"元", "亿元"} and number.value is not None:
        return _converted(slot, printed, number.value, unit)
    cell = Cell(slot.id, CellStatus.READ, number.value, printed.text, printed.place)
    return cell, tuple(_remarks(slot, printed, number))


def missing(slot: Slot, place: str = "") -> Cell:
    """Return the cell of a slot for which the document has none."""
    return Cell(slot.id, CellStatus.MISSING, place=place)


def inferred(slot: Slot, value: Decimal, printed: Printed, how: Iterable[str]) -> Cell:
    """Return a cell whose value follows from arguments rather than from its own text."""
    return Cell(slot.id, CellStatus.INFERRED, value, printed.text, printed.place, how=tuple(how))


def ambiguous(slot: Slot, candidates: Iterable[Decimal], printed: Printed) -> Cell:
    """Return a cell with several possible values; without any it is unreadable."""
    values = tuple(sorted(set(candidates)))
    status = CellStatus.AMBIGUOUS if values else CellStatus.UNREADABLE
    return Cell(slot.id, status, text=printed.text, place=printed.place, candidates=values)


def _unit_fits(slot: Slot, number: Number) -> bool:
    """Money units belong to amounts, counting words to counts; 万 alone is a rounded figure unless money is meant."""
    if number.unit is None:
        return True
    return slot.is_amount == ("元" in number.unit) or (slot.is_amount and number.unit == "万")


def _converted(slot: Slot, printed: Printed, amount: Decimal, unit: str) -> tuple[Cell, tuple[Note, ...]]:
    value = to_wan(amount, unit)
    cell = Cell(slot.id, CellStatus.READ, value, printed.text, printed.place, unit=unit)
    why = note("unit_converted", printed.place, cell=slot.id, unit=unit, text=printed.text, value=value)
    return cell, (why,)


def header_notes(slot: Slot, unit: str | None, place: str) -> list[Note]:
    """Return what is odd about the unit of money in the header of an amount."""
    if unit is None:
        return [note("header_without_unit", place, cell=slot.id)]
    return [] if unit == slot.column.unit else [note("header_in_other_unit", place, cell=slot.id, unit=unit)]


def _remarks(slot: Slot, printed: Printed, number: Number) -> Iterable[Note]:
    if number.unit:
        yield note("unit_in_cell", printed.place, cell=slot.id, text=printed.text)
    if number.remark:
        yield note("remark_in_cell", printed.place, cell=slot.id, text=printed.text)
