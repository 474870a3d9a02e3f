"""Pages of a PDF as PDFium gives them: characters, rulings and pictures, turned as they are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from checks.documents.pdf.filters import unpacked
from checks.documents.pdf.objects import Drawing, Turn, characters_of
from checks.documents.pdf.pictures import with_pictures_drawn
from checks.documents.printed.edges import shown
from checks.documents.printed.layout import LARGE, Sheet, Shown, rulings_of
from checks.documents.refusal import MAX_GLYPHS, MAX_OBJECTS, MAX_SHEETS, MEGABYTE, RefusedError

MAX_EXPANDED = 60 * MEGABYTE
"""The most that the streams of a PDF may hold unpacked, pictures and fonts left out."""
MOST_PAGES_DRAWN = 24
"""Pages of text with pictures that are drawn for them."""
_STAMP = re.compile(
    r"(?:D:)?(?P<day>\d{8})(?P<time>\d{6})(?:(?P<utc>Z)|(?P<sign>[-+])(?P<hours>\d\d)'?(?P<minutes>\d\d)?'?)?"
)
_STREAM = re.compile(rb"stream\r?\n")
_NO_CONTENT = re.compile(rb"/Subtype\s*/Image|/Length1\b|/FontFile|/CIDFontType0C|/Type1C|/OpenType")


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF file.

    Raises:
        RefusedError: it is encrypted, damaged or too long.
    """
    _check_streams(data)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise RefusedError("package_encrypted" if encrypted else "package_damaged") from error
    if len(pdf) > MAX_SHEETS:
        pages = len(pdf)
        pdf.close()
        raise RefusedError("too_many_pages", pages=pages, limit=MAX_SHEETS)
    return pdf


def _check_streams(data: bytes) -> None:
    """Refuse a file whose streams unpack to more than any report; the smallest cannot, whatever they say."""
    room = MAX_EXPANDED
    for begin in _STREAM.finditer(data):
        before = data[max(begin.start() - 600, 0) : begin.start()]
        dictionary = before[before.rfind(b"obj") + 3 :]
        if _NO_CONTENT.search(dictionary):
            continue
        room -= unpacked(data, begin.end(), dictionary, room)
        if room < 0:
            raise RefusedError("package_too_large")


@dataclass(slots=True)
class Reader:
    """Reads the pages of one PDF in turn, and counts what it looked at."""

    pdf: pypdfium2.PdfDocument
    _glyphs: int = 0
    _objects: int = 0
    _drawn: int = 0

    def sheets(self) -> Iterator[Sheet]:
        """Yield the pages in order.

        Raises:
            RefusedError: a page is damaged, or there is too much on them.
        """
        for index in range(len(self.pdf)):
            try:
                page = self.pdf[index]
            except pypdfium2.PdfiumError as error:
                raise RefusedError("package_damaged") from error
            try:
                yield self._sheet(index + 1, page)
            finally:
                page.close()

    def _sheet(self, number: int, page: pypdfium2.PdfPage) -> Sheet:
        drawing = Drawing.of(page, MAX_OBJECTS - self._objects)
        self._objects += drawing.objects
        characters = characters_of(page, MAX_GLYPHS - self._glyphs)
        self._glyphs += len(characters)
        turn = Turn.of(page, characters)
        pictures = tuple(turn.box(box) for box in drawing.pictures)
        scanned = any(box.width > turn.width / 2 and box.height > turn.height / 2 for box in pictures)
        across, down = rulings_of(map(turn.box, drawing.strokes))
        hidden = scanned and drawing.text_is_hidden
        sheet = Sheet(
            number=number,
            width=turn.width,
            height=turn.height,
            glyphs=() if hidden else tuple(shown(list(turn.glyphs(characters)), turn.width, turn.height)),
            across=tuple(across),
            down=tuple(down),
            pictures=tuple(Shown(box) for box in pictures if box.width > turn.width * LARGE),
        )
        if self._drawn >= MOST_PAGES_DRAWN:
            return sheet
        drawn = with_pictures_drawn(sheet, page, turn.quarter)
        self._drawn += drawn is not sheet
        return drawn


def properties(pdf: pypdfium2.PdfDocument) -> Iterator[tuple[str, str]]:
    """Yield the dates that the file carries about itself, as `document.created` and `document.modified`."""
    for name, key in (("document.created", "CreationDate"), ("document.modified", "ModDate")):
        stamp = _STAMP.match(pdf.get_metadata_value(key) or "")
        if stamp:
            zone = (
                f"{stamp['sign']}{stamp['hours']}:{stamp['minutes'] or '00'}" if stamp["sign"] else stamp["utc"] or ""
            )
            yield name, f"{stamp['day']}T{stamp['time']}{zone}"
