"""PDF files that were made by programs: paragraphs and ruled tables in reading order, each with its page."""

from collections.abc import Mapping, Sequence
from functools import partial

from checks.documents.model import Document
from checks.documents.pdf.opinion import sheets_again
from checks.documents.pdf.pages import Reader, open_pdf, properties
from checks.documents.printed.assembly import laid_out
from checks.documents.printed.document import has_table, laid_pages, printed_document
from checks.documents.printed.layout import Laid

MOST_PAGES_AGAIN = 20
"""Pages with tables that are read a second time where there is doubt; statutory tables take two or three."""


def parse_pdf(data: bytes, source: str) -> Document:
    """Return the blocks of a PDF file.

    Raises:
        RefusedError: it is encrypted, damaged, too large, or printed two pages to a side.
    """
    pdf = open_pdf(data)
    try:
        read = list(laid_pages(Reader(pdf).sheets()))
        meta = dict(properties(pdf))
    finally:
        pdf.close()
    pages = [page for page, _ in read]
    again = partial(_again, source, pages, meta, data)
    return printed_document(source, "pdf", pages, meta, again=again, doubtful=not all(even for _, even in read))


def _again(source: str, pages: Sequence[Laid], meta: Mapping[str, str], data: bytes) -> Document | None:
    """Read the pages with tables by other means; what stands on the others is not in doubt."""
    tabled = [page.number for page in pages if has_table(page)]
    if not 0 < len(tabled) <= MOST_PAGES_AGAIN:
        return None
    other = {sheet.number: laid_out(sheet, grids) for sheet, grids in sheets_again(data, tabled)}
    if not other:
        return None
    return printed_document(source, "pdf", [other.get(page.number, page) for page in pages], meta)
