"""XLSX and XLS: every sheet a table, its lone texts also as paragraphs, for reports keep headings in cells."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from checks.documents.model import Block, Document, Format, Paragraph, Table, TableCell
from checks.documents.package import PackageError

MAX_CELLS = 400_000
"""Cells of one sheet; a statutory table has three hundred."""


def parse_sheets(data: bytes, source: str, kind: Format) -> Document:
    """Return the sheets of a workbook.

    Raises:
        PackageError: it cannot be read, or a sheet is too large.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        blocks = [block for name in workbook.sheet_names for block in _sheet(workbook.get_sheet_by_name(name), name)]
    except CalamineError as error:
        raise PackageError("package_damaged") from error
    tables = (block for block in blocks if isinstance(block, Table))
    numbers = {id(table): number for number, table in enumerate(tables, 1)}
    numbered = tuple(
        Table(numbers[id(block)], block.rows, block.cells) if isinstance(block, Table) else block for block in blocks
    )
    return Document(source=source, format=kind, blocks=numbered, structured=True)


def _sheet(sheet: CalamineSheet, name: str) -> Iterator[Block]:
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise PackageError("package_too_large")
    rows = [[_shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    spans = {(top, left): (bottom - top + 1, right - left + 1) for (top, left), (bottom, right) in _merged(sheet)}
    hidden = {
        (top + down, left + right)
        for (top, left), (height, width) in spans.items()
        for down in range(height)
        for right in range(width)
        if down or right
    }
    for number, row in enumerate(rows, 1):
        texts = [text for text in row if text.strip()]
        if len(texts) == 1:
            yield from (Paragraph(line, f"{name}, row {number}") for line in texts[0].split("\n") if line.strip())
    cells = [
        TableCell(text, top, left, *spans.get((top, left), (1, 1)))
        for top, row in enumerate(rows)
        for left, text in enumerate(row)
        if (top, left) not in hidden
    ]
    if cells:
        yield Table(0, len(rows), tuple(cells))


def _merged(sheet: CalamineSheet) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(start, end) for start, end in sheet.merged_cell_ranges or ()]


def _shown(value: object) -> str:
    """Write a typed cell as a person sees it in the plainest format."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
