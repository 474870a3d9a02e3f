"""Reports as XLSX: one sheet with everything, or a sheet for each table, figures as numbers or as text."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from importlib.util import find_spec
from io import BytesIO
from random import Random
from typing import Any

from tests.writing.grid import Grid, Slot, placed
from tests.writing.manuscript import Heading, Manuscript

from .base import Layout, Written

WIDTH = 10


def one_sheet(manuscript: Manuscript, rng: Random) -> Written:
    """Write everything under each other on one sheet."""
    return _workbook({"年度报告": list(manuscript.paper())}, numbers=rng.random() < 0.6)


def three_sheets(manuscript: Manuscript, rng: Random) -> Written:
    """Write the text on the first sheet and each table, under its heading, on one of its own."""
    sheets: dict[str, list] = {"正文": []}
    current = sheets["正文"]
    for item in manuscript.paper():
        if isinstance(item, Heading) and len(sheets) < 4 and len(current) > 1 and _heads_table(manuscript, item):
            current = sheets.setdefault(f"表{len(sheets)}", [])
        elif isinstance(item, Heading):
            current = sheets["正文"]
        current.append(item)
    return _workbook(sheets, numbers=rng.random() < 0.6)


def _heads_table(manuscript: Manuscript, heading: Heading) -> bool:
    blocks = manuscript.blocks
    return isinstance(blocks[blocks.index(heading) + 1], Grid)


def _workbook(sheets: dict[str, list], *, numbers: bool) -> Written:
    import xlsxwriter  # noqa: PLC0415 - an optional producer

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, items in sheets.items():
            sheet = book.add_worksheet(name)
            for row, column, slot in _slots(items):
                _write(sheet, row, column, slot, numbers)
    return Written(buffer.getvalue(), "report.xlsx")


def _slots(items: list) -> Iterator[tuple[int, int, Slot]]:
    row = 0
    for item in items:
        if not isinstance(item, Grid):
            yield row, 0, Slot(item.text, across=WIDTH)
            row += 1
            continue
        yield from ((row + line, column, slot) for line, column, slot in placed(item.lines))
        row += len(item.lines) + 1


def _write(sheet: Any, row: int, column: int, slot: Slot, numbers: bool) -> None:
    number = _number(slot) if numbers and slot.cell else None
    if slot.across > 1 or slot.down > 1:
        sheet.merge_range(row, column, row + slot.down - 1, column + slot.across - 1, "")
    if number is not None:
        sheet.write_number(row, column, number)
    elif slot.text:
        sheet.write_string(row, column, slot.text)


def _number(slot: Slot) -> float | None:
    """Return the figure of a cell as a sheet stores it, or None when the clerk typed it as text."""
    try:
        return float(Decimal(slot.text)) if slot.text.isascii() and "+" not in slot.text else None
    except InvalidOperation:
        return None


def _available() -> bool:
    return find_spec("xlsxwriter") is not None


LAYOUTS = (
    Layout("xlsx_one", "sheet", one_sheet, dated=False, available=_available, needs="xlsxwriter"),
    Layout("xlsx_sheets", "sheet", three_sheets, dated=False, available=_available, needs="xlsxwriter"),
)
