"""Cells recognised in pictures that two looks saw differently: what the identities of the form leave possible."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from checks.model import Cell, CellStatus
from config.forms import Identity, identities


def confirmed(cells: Mapping[str, Cell], forms: Mapping[str, str]) -> dict[str, Cell]:
    """Return the recognised cells of which one candidate alone fulfils every identity that can tell."""
    known = [identity for table, form in forms.items() for identity in identities(form, table)]
    found: dict[str, Cell] = {}
    while settled := dict(_settled({**cells, **found}, known)):
        found |= settled
    return found


def _settled(cells: Mapping[str, Cell], known: list[Identity]) -> Iterator[tuple[str, Cell]]:
    for cell in cells.values():
        if cell.by != "ocr" or cell.status is not CellStatus.AMBIGUOUS:
            continue
        telling = [identity for identity in known if cell.id in identity.cells and _tells(identity, cell, cells)]
        fitting = [value for value in cell.candidates if all(_holds(each, cells, cell, value) for each in telling)]
        if telling and len(fitting) == 1:
            how = tuple(identity.id for identity in telling)
            yield cell.id, replace(cell, status=CellStatus.INFERRED, value=fitting[0], how=how, candidates=())


def _tells(identity: Identity, cell: Cell, cells: Mapping[str, Cell]) -> bool:
    """Tell whether all other cells of an identity were read."""
    return all(other == cell.id or (other in cells and cells[other].value is not None) for other in identity.cells)


def _holds(identity: Identity, cells: Mapping[str, Cell], cell: Cell, value: Decimal) -> bool:
    def total(side: tuple[str, ...]) -> Decimal:
        return sum((value if i == cell.id else cells[i].value or Decimal(0) for i in side), Decimal(0))

    return total(identity.left) == total(identity.right)
