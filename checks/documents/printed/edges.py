"""What lies beyond the edges of a page is not shown, and figures that go on there are not known."""

import math
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from checks.documents.printed.layout import Glyph
from checks.documents.printed.radicals import UNKNOWN
from checks.documents.printed.writing import TOUCHING, is_one_line

_WIDEST, _WIDER = 3.0, 4.0
"""Sizes of a character, and widths of most on its page: of one that is wider nothing tells where it and the next stand.

Its size alone does not tell: fonts without height are met.
"""


def shown(glyphs: Sequence[Glyph], width: float, height: float) -> list[Glyph]:
    """Return the characters that a page so large shows, given in the order of the file."""
    if all(_is_shown(glyph, width, height) and _width(glyph) <= _WIDEST * glyph.size for glyph in glyphs):
        return list(glyphs)
    widest = _WIDER * median(map(_width, glyphs))
    return [glyph for run in _runs(glyphs) for glyph in shown_of_run(run, width, height, widest)]


def shown_of_run(run: Sequence[Glyph], width: float, height: float, widest: float = math.inf) -> list[Glyph]:
    """Return the characters that a page shows of those that are written as one; none is wider than `widest`."""
    kept = [glyph for glyph in run if _is_shown(glyph, width, height)]
    torn = len(kept) < len(run) or any(_width(glyph) > max(widest, _WIDEST * glyph.size) for glyph in run)
    return unknown_figures(kept) if torn else kept


def unknown_figures(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return characters without what the figures among them are."""
    return [glyph._replace(text=UNKNOWN) if glyph.text.isdecimal() else glyph for glyph in glyphs]


def _is_shown(glyph: Glyph, width: float, height: float) -> bool:
    return glyph.x1 > 0 and glyph.x0 < width and 0 < glyph.baseline < height + glyph.size


def _width(glyph: Glyph) -> float:
    return glyph.x1 - glyph.x0


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _touch(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    yield run


def _touch(one: Glyph, other: Glyph) -> bool:
    """Tell whether one begins where the other ends, or, where widths are damaged, has any end there."""
    ends = ((mine, its) for mine in one[1:3] for its in other[1:3])
    return is_one_line(one, other) and any(abs(mine - its) < TOUCHING * one.size for mine, its in ends)
