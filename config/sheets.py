"""Spreadsheets as rows of text: CSV in the encodings of Excel, or a workbook."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from config.errors import UserError
from config.files import decode_text, read_bytes

_WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""A ZIP is an XLSX, an OLE file an old XLS, whatever the name says: staff rename files."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, the number of its first line as a person sees it (from 1), and why it is broken, if it is."""

    line: int
    cells: tuple[str, ...]
    problem: str = ""

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything but spaces."""
        return not any(cell.strip() for cell in self.cells)


def read_sheets(path: Path) -> tuple[tuple[Row, ...], ...]:
    """Return the rows that hold anything, sheet by sheet; a CSV file is one sheet.

    Raises:
        UserError: the file cannot be read, is damaged, protected, or no text in a known encoding.
    """
    data = read_bytes(path)
    sheets = _workbook(data, path.name) if data.startswith(_WORKBOOK_MARKS) else (_csv(data, path.name),)
    return tuple(tuple(row for row in sheet if not row.empty) for sheet in sheets)


def _csv(data: bytes, name: str) -> Iterator[Row]:
    """Yield the records; one with a stray quotation mark is marked as broken and the next line starts afresh."""
    lines = list(io.StringIO(decode_text(data, name), newline=""))
    start = 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=_delimiter(lines[0]), strict=True)
        done = start
        try:
            for cells in reader:
                yield Row(done + 1, tuple(cells))
                done = start + reader.line_num
        except csv.Error:
            yield Row(done + 1, (lines[done].rstrip("\r\n"),), 'a quotation mark (") is out of place or never closed')
        start = done + 1


def _delimiter(head: str) -> str:
    return "\t" if "\t" in head and "," not in head else ","


def _workbook(data: bytes, name: str) -> tuple[tuple[Row, ...], ...]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return tuple(_sheet(book.get_sheet_by_name(title)) for title in book.sheet_names)
    except (CalamineError, OSError) as error:
        raise UserError(f"{name} is a workbook that cannot be opened: {error}; save it again as XLSX or CSV") from error


def _sheet(sheet: CalamineSheet) -> tuple[Row, ...]:
    rows = sheet.to_python(skip_empty_area=False)
    return tuple(Row(number, tuple(_text(cell) for cell in cells)) for number, cells in enumerate(rows, start=1))


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
