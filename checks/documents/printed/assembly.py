"""What stands on the pages to the blocks of a document: what goes on over a page break is one block."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.documents.model import Block, Paragraph, Picture
from checks.documents.printed.aligned import in_columns
from checks.documents.printed.cells import fragments_of
from checks.documents.printed.furniture import without_furniture
from checks.documents.printed.joining import joined_table, same_table
from checks.documents.printed.layout import Figure, Fragment, Glyph, Item, Laid, Sheet, TextLine
from checks.documents.printed.overprinting import printed_once
from checks.documents.printed.rulings import Grid
from checks.documents.printed.torn import with_torn_rows
from checks.documents.printed.writing import em_of, lines_of, paragraphs, words_of
from checks.documents.printed.written import written_rows
from checks.model import By

_LONG = 0.6
"""The share of a page's width that the text reaches at least."""


def laid_out(pages: Sequence[tuple[Sheet, Sequence[Grid], Sequence[Figure]]]) -> Iterator[Laid]:
    """Yield what is on each page from top to bottom: the tables that its rulings draw, lines of text, pictures.

    Every page comes with its grids, and with pictures known from elsewhere.
    """
    parts = [fragments_of(sheet.number, grids, printed_once(sheet.glyphs)) for sheet, grids, _ in pages]
    rows = written_rows([(sheet.number, outside) for (sheet, _, _), (_, outside) in zip(pages, parts, strict=True)])
    for (sheet, _, figures), (fragments, _), (written, rest) in zip(pages, parts, rows, strict=True):
        lines = _in_order([*written, *_text_lines(sheet.number, rest)])
        found: list[Item] = [*fragments, *lines, *_figures(sheet), *figures]
        yield Laid(sheet.number, sheet.width, sheet.height, tuple(sorted(found, key=_top_of)), sheet.by)


def _text_lines(page: int, glyphs: Sequence[Glyph]) -> Iterator[TextLine]:
    for line in in_columns(lines_of(glyphs)):
        yield TextLine(tuple(words_of(line)), line[0].baseline, em_of(line), page, 0)


def _in_order(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines of a page from top to bottom, with their numbers."""
    ordered = sorted(lines, key=lambda line: line.baseline)
    return [line._replace(order=order) for order, line in enumerate(ordered, 1)]


def _figures(sheet: Sheet) -> Iterator[Figure]:
    if sheet.is_picture:
        yield Figure(sheet.number, 0, whole_page=True)
    else:
        yield from (Figure(sheet.number, shown.box.y0, data=shown.data) for shown in sheet.pictures)


def _top_of(item: Item) -> float:
    if isinstance(item, TextLine):
        return item.baseline - item.em
    return item.ys[0] if isinstance(item, Fragment) else item.y0


def blocks_of(pages: Sequence[Laid]) -> Iterator[Block]:
    """Yield the paragraphs, tables and pictures of all pages."""
    items = [item for page in with_torn_rows(without_furniture(pages)) for item in page.items]
    lines = [item for item in items if isinstance(item, TextLine)]
    left, right = _margins(lines, max((page.width for page in pages), default=0))
    recognised = {page.number for page in pages if page.by == "ocr"}
    tables = 0
    for run in _runs(items):
        first = run[0]
        by: By = "ocr" if any(item.page in recognised for item in run) else "text"
        if isinstance(first, Fragment):
            tables += 1
            yield replace(joined_table(tables, [item for item in run if isinstance(item, Fragment)]), by=by)
        elif isinstance(first, Figure):
            yield Picture(f"page {first.page}, picture", data=first.data)
        else:
            for line, text in paragraphs([item for item in run if isinstance(item, TextLine)], left, right):
                yield Paragraph(text, f"page {line.page}, line {line.order}", by=by)


def _margins(lines: Sequence[TextLine], width: float) -> tuple[float, float]:
    """Return between which edges the text runs; short lines alone show only where it begins."""
    left, right = min((line.x0 for line in lines), default=0), max((line.x1 for line in lines), default=0)
    return left, right if right > width * _LONG else width


def _runs(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the items in groups that are one table or follow each other as text."""
    run: list[Item] = []
    for item in items:
        if run and not _goes_on(run[-1], item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _goes_on(before: Item, item: Item) -> bool:
    if isinstance(before, Fragment) and isinstance(item, Fragment):
        return before.page + 1 == item.page and same_table(before, item)
    return isinstance(before, TextLine) and isinstance(item, TextLine)
