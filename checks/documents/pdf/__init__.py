"""PDF files: paragraphs and ruled tables in reading order, each with its page; pictures of pages are recognised."""

from collections.abc import Mapping, Sequence
from functools import partial

import pypdfium2

from checks.documents.model import Document
from checks.documents.pdf.opinion import sheets_again
from checks.documents.pdf.pages import Reader, open_pdf, properties
from checks.documents.printed.assembly import laid_out
from checks.documents.printed.document import has_table, laid_pages, printed_document
from checks.documents.printed.layout import Laid, Sheet
from checks.documents.scanned.page import Looks, looks_at
from checks.documents.scanned.picture import DENSITY, Gray, sheet_width
from checks.documents.scanned.recogniser import available

MOST_PAGES_AGAIN = 20
"""Pages with tables that are read a second time where there is doubt; statutory tables take two or three."""
MOST_PAGES_LOOKED_AT = 24
"""Pages that are pictures of which the text is recognised, at some seconds each; the rest stay pictures."""

_WIDEST_SHEET = 900.0
"""Points; A4 is 842 long."""


def parse_pdf(data: bytes, source: str) -> Document:
    """Return the blocks of a PDF file.

    Raises:
        RefusedError: it is encrypted, damaged, too large, or printed two pages to a side.
    """
    pdf = open_pdf(data)
    try:
        sheets = list(Reader(pdf).sheets())
        looks = _looks(pdf, sheets)
        meta = dict(properties(pdf))
    finally:
        pdf.close()
    read = list(laid_pages(looks[sheet.number].first if sheet.number in looks else sheet for sheet in sheets))
    second = {page.number: page for page, _ in laid_pages(look.second for look in looks.values())}
    pages = [page for page, _ in read]
    again = partial(_again, source, pages, meta, data, second)
    doubtful = bool(looks) or not all(even for _, even in read)
    return printed_document(source, "pdf", pages, meta, again=again, doubtful=doubtful)


def _looks(pdf: pypdfium2.PdfDocument, sheets: Sequence[Sheet]) -> dict[int, Looks]:
    """Return what is recognised on the pages that are pictures, by their numbers; nothing without the extra.

    Where nothing is recognised, a page stays a picture.
    """
    pictured = [sheet.number for sheet in sheets if sheet.is_picture]
    if not pictured or not available():
        return {}
    looks = (looks_at(_rendered(pdf[number - 1]), number) for number in pictured[:MOST_PAGES_LOOKED_AT])
    return {look.first.number: look for look in looks if look.first.glyphs}


def _rendered(page: pypdfium2.PdfPage) -> Gray:
    """Return the picture of a page; one that is larger than any sheet took the pixels of its picture for points."""
    try:
        width, height = page.get_size()
        size = sheet_width(width, height) / width if width > _WIDEST_SHEET else 1
        drawn = page.render(scale=DENSITY * size, grayscale=True).to_numpy()
        return drawn.reshape(drawn.shape[:2]).copy()
    finally:
        page.close()


def _again(
    source: str, pages: Sequence[Laid], meta: Mapping[str, str], data: bytes, second: Mapping[int, Laid]
) -> Document | None:
    """Read the pages with tables by other means; what stands on the others is not in doubt."""
    tabled = [page.number for page in pages if has_table(page) and page.number not in second]
    other = dict(second)
    if 0 < len(tabled) <= MOST_PAGES_AGAIN:
        other |= {sheet.number: laid_out(sheet, grids) for sheet, grids in sheets_again(data, tabled)}
    if not other:
        return None
    return printed_document(source, "pdf", [other.get(page.number, page) for page in pages], meta)
