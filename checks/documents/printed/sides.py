"""Two pages printed side by side on one sheet."""

from checks.documents.printed.layout import Sheet
from checks.documents.printed.writing import lines_of

_LINES = 6
"""Lines on each side that make a page of it."""
_GUTTER = 0.02
"""The share of a sheet's width, left and right of its middle, that two pages leave free."""


def is_side_by_side(sheet: Sheet) -> bool:
    """Tell whether a wide sheet holds two pages: text on both sides, and nothing across its middle."""
    if sheet.width <= sheet.height:
        return False
    middle, free = sheet.width / 2, sheet.width * _GUTTER
    crossing = any(glyph.x1 > middle - free and glyph.x0 < middle + free for glyph in sheet.glyphs)
    if crossing or any(ruling.start < middle < ruling.end for ruling in sheet.across):
        return False
    sides = ([g for g in sheet.glyphs if g.x1 < middle], [g for g in sheet.glyphs if g.x0 > middle])
    return all(len(lines_of(side)) >= _LINES for side in sides)
