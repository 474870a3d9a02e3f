"""PDF files that were made by programs: paragraphs and ruled tables in reading order, each with its page.

Tables are known by their rulings alone. Text in columns without rulings stays text, its gaps as tabs.
"""

from collections.abc import Iterator, Sequence

from checks.documents.model import Block, Document, Paragraph, Picture
from checks.documents.pdf.cells import fragments_of
from checks.documents.pdf.furniture import without_furniture
from checks.documents.pdf.joining import joined_table, same_table
from checks.documents.pdf.layout import Figure, Fragment, Glyph, Item, Laid, Sheet, TextLine
from checks.documents.pdf.pages import Reader, open_pdf, properties
from checks.documents.pdf.rulings import grids_of
from checks.documents.pdf.sides import is_side_by_side
from checks.documents.pdf.writing import em_of, lines_of, paragraphs, text_of
from checks.documents.refusal import RefusedError
from checks.model import Note
from checks.notes import note

_FEW = 20
"""Characters on a page that is nothing but a picture: its number, the mark of a scanner."""


def parse_pdf(data: bytes, source: str) -> Document:
    """Return the blocks of a PDF file.

    Raises:
        RefusedError: it is encrypted, damaged, too large, or printed two pages to a side.
    """
    pdf = open_pdf(data)
    try:
        reader = Reader(pdf)
        laid = [_laid(sheet) for sheet in reader.sheets()]
        meta = dict(properties(pdf))
    finally:
        pdf.close()
    pages = [page for page, _ in laid]
    pictured = [item.page for page in pages for item in page.items if isinstance(item, Figure) and item.whole_page]
    blocks = tuple(_blocks(without_furniture(pages)))
    return Document(
        source=source,
        format="pdf",
        blocks=blocks,
        meta=meta,
        notes=tuple(_notes(pages, pictured)),
        structured=any(isinstance(item, Fragment) for page in pages for item in page.items),
        doubtful=not all(even for _, even in laid),
    )


def _notes(pages: Sequence[Laid], pictured: Sequence[int]) -> Iterator[Note]:
    if len(pictured) == len(pages):
        yield note("picture")
    elif pictured:
        yield note("pages_are_pictures", pages=pictured)


def _laid(sheet: Sheet) -> tuple[Laid, bool]:
    """Return what is on a page from top to bottom, and whether all its tables are drawn in full."""
    if is_side_by_side(sheet):
        raise RefusedError("pages_side_by_side", page=sheet.number)
    grids = grids_of(sheet.across, sheet.down)
    fragments, outside = fragments_of(sheet.number, grids, sheet.glyphs)
    found: list[Item] = [*fragments, *text_lines(sheet.number, outside), *_figures(sheet)]
    items = sorted(found, key=top_of)
    return Laid(sheet.number, sheet.width, sheet.height, tuple(items)), all(grid.even for grid in grids)


def text_lines(page: int, glyphs: Sequence[Glyph]) -> Iterator[TextLine]:
    """Yield the lines of a page outside its tables."""
    for order, line in enumerate(lines_of(glyphs), 1):
        baseline = line[0].baseline
        yield TextLine(text_of(line), line[0].x0, line[-1].x1, baseline, em_of(line), page, order)


def _figures(sheet: Sheet) -> Iterator[Figure]:
    covering = (box.width > sheet.width / 2 and box.height > sheet.height / 2 for box in sheet.pictures)
    if any(covering) and len(sheet.glyphs) < _FEW:
        yield Figure(sheet.number, 0, whole_page=True)
    else:
        yield from (Figure(sheet.number, box.y0) for box in sheet.pictures)


def top_of(item: Item) -> float:
    """Return where an item begins on its page."""
    if isinstance(item, TextLine):
        return item.baseline - item.em
    return item.ys[0] if isinstance(item, Fragment) else item.y0


def _blocks(pages: Sequence[Laid]) -> Iterator[Block]:
    """Yield paragraphs, tables and pictures; what goes on over a page break is one block."""
    items = [item for page in pages for item in page.items]
    lines = [item for item in items if isinstance(item, TextLine)]
    left, right = min((line.x0 for line in lines), default=0), max((line.x1 for line in lines), default=0)
    tables = 0
    for run in _runs(items):
        first = run[0]
        if isinstance(first, Fragment):
            tables += 1
            yield joined_table(tables, [item for item in run if isinstance(item, Fragment)])
        elif isinstance(first, Figure):
            yield Picture(f"page {first.page}, picture")
        else:
            for line, text in paragraphs([item for item in run if isinstance(item, TextLine)], left, right):
                yield Paragraph(text, f"page {line.page}, line {line.order}")


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
