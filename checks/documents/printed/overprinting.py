"""Characters printed over each other: one of them where they are the same, else none that can be told."""

from collections.abc import Iterator, Sequence

from checks.documents.printed.layout import Glyph
from checks.documents.printed.radicals import UNKNOWN
from checks.documents.printed.writing import by_line

_SAME, _OTHER = 0.2, 0.3
"""Shares of the narrower width within which the same character, or another, begins at the same place."""


def printed_once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the characters of a page in their order, those at one place as one.

    The same one again makes it bold, as some programs do it; of different ones nobody can tell which is meant.
    """
    dropped, unknown = set[int](), set[int]()
    for upper, lower in _pairs(glyphs):
        dropped.add(id(upper))
        if upper.text != lower.text:
            unknown.add(id(lower))
    kept = (glyph for glyph in glyphs if id(glyph) not in dropped)
    return [glyph._replace(text=UNKNOWN) if id(glyph) in unknown else glyph for glyph in kept]


def _pairs(glyphs: Sequence[Glyph]) -> Iterator[tuple[Glyph, Glyph]]:
    """Yield every character at the place of another, with that one."""
    for line in by_line(glyph for glyph in glyphs if not glyph.text.isspace()):
        under = line[0]
        for glyph in line[1:]:
            if _is_over(glyph, under):
                yield glyph, under
            else:
                under = glyph


def _is_over(glyph: Glyph, under: Glyph) -> bool:
    width = min(glyph.x1 - glyph.x0, under.x1 - under.x0)
    return glyph.x0 - under.x0 <= width * (_SAME if glyph.text == under.text else _OTHER)
