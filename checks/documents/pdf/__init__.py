"""PDF files: paragraphs and ruled tables in reading order, each with its page; pictures of pages are recognised."""

from collections.abc import Mapping
from functools import partial

import pypdfium2

from checks.documents.model import Document
from checks.documents.pdf.opinion import sheets_again
from checks.documents.pdf.pages import Reader, open_pdf, properties
from checks.documents.pdf.pictures import rendered
from checks.documents.printed.assembly import laid_out
from checks.documents.printed.document import has_table, printed_document
from checks.documents.printed.layout import Figure, Sheet
from checks.documents.scanned.picture import Gray
from checks.documents.scanned.sheets import Pages, pages_of

MOST_PAGES_AGAIN = 20
"""Pages with tables that are read a second time where there is doubt; statutory tables take two or three."""


def parse_pdf(data: bytes, source: str) -> Document:
    """Return the blocks of a PDF file.

    Raises:
        RefusedError: it is encrypted, damaged, too large, or printed two pages to a side.
    """
    pdf = open_pdf(data)
    try:
        pages = pages_of(list(Reader(pdf).sheets()), partial(_picture, pdf))
        meta = dict(properties(pdf))
    finally:
        pdf.close()
    again = partial(_again, source, pages, meta, data)
    return printed_document(source, "pdf", pages.first, meta, again=again, doubtful=pages.doubtful)


def _picture(pdf: pypdfium2.PdfDocument, sheet: Sheet) -> Gray:
    page = pdf[sheet.number - 1]
    try:
        return rendered(page)
    finally:
        page.close()


def _again(source: str, pages: Pages, meta: Mapping[str, str], data: bytes) -> Document | None:
    """Read the pages with tables by other means; what stands on the others is not in doubt."""
    tabled = [page.number for page in pages.first if has_table(page) and page.number not in pages.second]
    other = dict(pages.second)
    if 0 < len(tabled) <= MOST_PAGES_AGAIN:
        shown = {page.number: [item for item in page.items if isinstance(item, Figure)] for page in pages.first}
        again = [(sheet, grids, shown[sheet.number]) for sheet, grids in sheets_again(data, tabled)]
        other |= {page.number: page for page in laid_out(again)}
    if not other:
        return None
    return printed_document(source, "pdf", [other.get(page.number, page) for page in pages.first], meta)
