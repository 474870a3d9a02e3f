"""XLSX and XLS: every sheet a table, its lone texts also as paragraphs, for reports keep headings in cells."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import count

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from checks.documents.model import Block, Document, Format, Paragraph, Table, TableCell
from checks.documents.package import Allowance, member
from checks.documents.refusal import RefusedError, check_cells
from checks.notes import note

_ADDRESS = re.compile(rb"\sr=[\"']([A-Z]{0,3})([0-9]{1,7})[\"']")

_COUNTED = re.compile(rb"\b(?:uniqueC|c)ount\s*=\s*[\"'](\d{1,20})")
"""How many texts or formats a part says that it holds; room is made for these before they are read."""


def parse_sheets(data: bytes, source: str, kind: Format, package: zipfile.ZipFile | None = None) -> Document:
    """Return the sheets of a workbook that a person sees when it is opened.

    Raises:
        RefusedError: it cannot be read, or a sheet is too large.
    """
    if package:
        _check_parts(package)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        shown, hidden = _names(workbook)
        numbers = count(1)
        blocks = [block for name in shown for block in _sheet(workbook.get_sheet_by_name(name), name, numbers)]
    except PasswordError as error:
        raise RefusedError("package_encrypted") from error
    except CalamineError as error:
        raise RefusedError("package_damaged") from error
    notes = (note("hidden_sheets", sheets=hidden),) if hidden else ()
    return Document(source=source, format=kind, blocks=tuple(blocks), notes=notes, structured=True)


def _check_parts(package: zipfile.ZipFile) -> None:
    """Refuse what would unpack to too much, and sheets whose corners lie too far apart: they are laid out in full."""
    allowance = Allowance()
    for info in package.infolist():
        part = member(package, info)
        allowance.take(len(part))
        check_cells(max(map(int, _COUNTED.findall(part)), default=0))
        if info.filename.startswith("xl/worksheets/"):
            ends = [(_column(letters), int(row)) for letters, row in _ADDRESS.findall(part)]
            check_cells(max((column for column, _ in ends), default=0) * max((row for _, row in ends), default=0))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _names(workbook: CalamineWorkbook) -> tuple[list[str], list[str]]:
    """Return the names of the visible sheets and of the hidden ones, which hold templates and earlier years."""
    sheets = workbook.sheets_metadata
    shown = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    return shown, [sheet.name for sheet in sheets if sheet.name not in shown]


def _sheet(sheet: CalamineSheet, name: str, numbers: Iterator[int]) -> Iterator[Block]:
    check_cells(sheet.total_height * sheet.total_width)
    rows = [[_shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    spans = {(top, left): (bottom - top + 1, right - left + 1) for (top, left), (bottom, right) in _merged(sheet)}
    check_cells(sum(height * width for height, width in spans.values()))
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
        yield Table(next(numbers), len(rows), tuple(cells))


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
