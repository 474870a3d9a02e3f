"""A second opinion on pages with tables: pdfplumber, which decodes texts and finds tables by its own means."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from checks.documents.printed.layout import Box, Glyph, Sheet
from checks.documents.printed.radicals import UNKNOWN, seen
from checks.documents.printed.rulings import Grid, Span

_NUMBERED = re.compile(r"\(cid:\d+\)")
"""What pdfplumber writes for a glyph of which the font does not tell the character."""
_SAME = 3.0
"""Points between edges of cells that are one."""


def sheets_again(data: bytes, pages: Sequence[int]) -> list[tuple[Sheet, list[Grid]]]:
    """Return some pages with the grids of their tables; nothing where pdfplumber cannot read the file.

    It takes a fifth of a second to load and twenty times as long as the first reading, so it is loaded when needed.
    """
    import pdfplumber  # noqa: PLC0415 - see above

    _silence()
    try:
        with pdfplumber.open(BytesIO(data), pages=list(pages)) as pdf:
            return [_page(page) for page in pdf.pages]
    except Exception:  # noqa: BLE001 - an opinion that cannot be had is none, whatever its parser stumbles over
        return []


def _silence() -> None:
    """Keep the parser below pdfplumber from writing about fonts to standard error."""
    logger = logging.getLogger("pdfminer")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _page(page: Any) -> tuple[Sheet, list[Grid]]:  # noqa: ANN401 - pdfplumber has no types
    glyphs = tuple(_glyph(character) for character in page.chars if character["upright"])
    grids = sorted((_grid(table.cells) for table in page.find_tables()), key=lambda grid: grid.ys[0])
    sheet = Sheet(page.page_number, float(page.width), float(page.height), glyphs)
    page.close()
    return sheet, [grid for grid in grids if len(grid.spans) > 1]


def _glyph(character: dict[str, Any]) -> Glyph:
    text = character["text"]
    text = UNKNOWN if _NUMBERED.fullmatch(text) else "".join(map(seen, map(ord, text)))
    return Glyph(text, character["x0"], character["x1"], character["bottom"], character["size"])


def _grid(boxes: Iterable[tuple[float, float, float, float]]) -> Grid:
    cells = [Box(*box) for box in boxes]
    xs = _places(x for cell in cells for x in (cell.x0, cell.x1))
    ys = _places(y for cell in cells for y in (cell.y0, cell.y1))
    spans = [_span(cell, xs, ys) for cell in cells]
    owners = {
        (row, column): index
        for index, (top, left, down, across) in enumerate(spans)
        for row in range(top, top + down)
        for column in range(left, left + across)
    }
    return Grid(tuple(xs), tuple(ys), tuple(spans), owners, even=True)


def _places(edges: Iterator[float]) -> list[float]:
    places: list[float] = []
    for edge in sorted(edges):
        if not places or edge - places[-1] > _SAME:
            places.append(edge)
    return places


def _span(cell: Box, xs: Sequence[float], ys: Sequence[float]) -> Span:
    left, right = _nearest(cell.x0, xs), _nearest(cell.x1, xs)
    top, bottom = _nearest(cell.y0, ys), _nearest(cell.y1, ys)
    return top, left, max(bottom - top, 1), max(right - left, 1)


def _nearest(edge: float, places: Sequence[float]) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - edge))
