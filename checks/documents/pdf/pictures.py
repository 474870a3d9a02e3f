"""Pages of a PDF as pictures, whole or in part."""

from dataclasses import replace

from pypdfium2 import PdfPage

from checks.documents.printed.layout import Sheet, Shown
from checks.documents.scanned.picture import DENSITY, Gray, encoded, sheet_width
from checks.documents.scanned.recogniser import available

_WIDEST_SHEET = 900.0
"""Points; A4 is 842 long."""


def rendered(page: PdfPage) -> Gray:
    """Return the picture of a page; one that is larger than any sheet took the pixels of its picture for points."""
    width, height = page.get_size()
    size = sheet_width(width, height) / width if width > _WIDEST_SHEET else 1
    drawn = page.render(scale=DENSITY * size, grayscale=True).to_numpy()
    return drawn.reshape(drawn.shape[:2]).copy()


def with_pictures_drawn(sheet: Sheet, page: PdfPage, quarter: int) -> Sheet:
    """Return a page of text with the pictures on it drawn, where they may be looked at.

    Without the extra nobody could look at them, and a page whose text runs in another direction than the page itself
    is left alone. `quarter` is that direction in quarters of a turn.
    """
    clear = {shown.box for shown in sheet.pictures if sheet.is_clear(shown.box)}
    if not clear or sheet.is_picture or not available() or quarter * 90 != page.get_rotation():
        return sheet
    gray = rendered(page)
    scale = gray.shape[1] / sheet.width
    pictures = []
    for box, _ in sheet.pictures:
        left, top, right, bottom = (max(round(edge * scale), 0) for edge in box)
        part = gray[top:bottom, left:right]
        pictures.append(Shown(box, encoded(part) if box in clear and part.size else None))
    return replace(sheet, pictures=tuple(pictures))
