"""PDF files that were made by programs: paragraphs and ruled tables in reading order, each with its page.

Tables are known by their rulings alone. Text in columns without rulings stays text, its gaps as tabs.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from checks.documents.model import Document
from checks.documents.pdf.assembly import blocks_of, laid_out
from checks.documents.pdf.layout import Figure, Fragment, Laid
from checks.documents.pdf.opinion import sheets_again
from checks.documents.pdf.pages import Reader, open_pdf, properties
from checks.documents.pdf.rulings import grids_of
from checks.documents.pdf.sides import is_side_by_side
from checks.documents.refusal import RefusedError, check_cells
from checks.model import Note
from checks.notes import note

MOST_PAGES_AGAIN = 20
"""Pages with tables that are read a second time where there is doubt; statutory tables take two or three."""


def parse_pdf(data: bytes, source: str) -> Document:
    """Return the blocks of a PDF file.

    Raises:
        RefusedError: it is encrypted, damaged, too large, or printed two pages to a side.
    """
    pdf = open_pdf(data)
    try:
        read = list(_read(Reader(pdf)))
        meta = dict(properties(pdf))
    finally:
        pdf.close()
    pages = [page for page, _ in read]
    return _document(source, pages, meta, data, doubtful=not all(even for _, even in read))


def _read(reader: Reader) -> Iterator[tuple[Laid, bool]]:
    """Yield every page laid out, and whether all its tables are drawn without a broken line."""
    cells = 0
    for sheet in reader.sheets():
        if is_side_by_side(sheet):
            raise RefusedError("pages_side_by_side", page=sheet.number)
        grids = grids_of(sheet.across, sheet.down)
        cells += sum(len(grid.owners) for grid in grids)
        check_cells(cells)
        yield laid_out(sheet, grids), all(grid.even for grid in grids)


def _document(
    source: str, pages: Sequence[Laid], meta: Mapping[str, str], data: bytes | None, *, doubtful: bool
) -> Document:
    pictured = [item.page for page in pages for item in page.items if isinstance(item, Figure) and item.whole_page]
    return Document(
        source=source,
        format="pdf",
        blocks=tuple(blocks_of(pages)),
        meta=meta,
        notes=tuple(_notes(pages, pictured)),
        structured=any(_has_table(page) for page in pages),
        again=partial(_again, source, pages, meta, data) if data else None,
        doubtful=doubtful,
    )


def _again(source: str, pages: Sequence[Laid], meta: Mapping[str, str], data: bytes) -> Document | None:
    """Read the pages with tables by other means; what stands on the others is not in doubt."""
    tabled = [page.number for page in pages if _has_table(page)]
    if not 0 < len(tabled) <= MOST_PAGES_AGAIN:
        return None
    sheets = sheets_again(data, tabled)
    other = {sheet.number: laid_out(sheet, grids) for sheet, grids in sheets}
    if not other:
        return None
    return _document(source, [other.get(page.number, page) for page in pages], meta, None, doubtful=False)


def _has_table(page: Laid) -> bool:
    return any(isinstance(item, Fragment) for item in page.items)


def _notes(pages: Sequence[Laid], pictured: Sequence[int]) -> Iterator[Note]:
    if len(pictured) == len(pages):
        yield note("picture")
    elif pictured:
        yield note("pages_are_pictures", pages=pictured)
