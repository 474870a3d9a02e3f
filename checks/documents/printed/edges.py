"""What lies beyond the edges of a page is not shown, and figures that go on there are not known."""

from collections.abc import Iterable, Iterator, Sequence

from checks.documents.printed.layout import Glyph
from checks.documents.printed.radicals import UNKNOWN
from checks.documents.printed.writing import is_one_line

_TOUCHING = 0.05
"""Sizes of characters between two of one run at most."""
_WIDEST = 0.25
"""Of the width of a page: no character is wider, so nothing tells where this one and the next of its run stand."""


def shown(glyphs: Sequence[Glyph], width: float, height: float) -> list[Glyph]:
    """Return the characters that a page so large shows, given in the order of the file."""
    if all(_is_shown(glyph, width, height) and not _is_too_wide(glyph, width) for glyph in glyphs):
        return list(glyphs)
    return [glyph for run in _runs(glyphs) for glyph in shown_of_run(run, width, height)]


def shown_of_run(run: Sequence[Glyph], width: float, height: float) -> list[Glyph]:
    """Return the characters that a page shows of those that are written as one."""
    kept = [glyph for glyph in run if _is_shown(glyph, width, height)]
    torn = len(kept) < len(run) or any(_is_too_wide(glyph, width) for glyph in run)
    return unknown_figures(kept) if torn else kept


def unknown_figures(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return characters without what the figures among them are."""
    return [glyph._replace(text=UNKNOWN) if glyph.text.isdecimal() else glyph for glyph in glyphs]


def _is_shown(glyph: Glyph, width: float, height: float) -> bool:
    return glyph.x1 > 0 and glyph.x0 < width and 0 < glyph.baseline < height + glyph.size


def _is_too_wide(glyph: Glyph, width: float) -> bool:
    return glyph.x1 - glyph.x0 > width * _WIDEST


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
    return is_one_line(one, other) and any(abs(mine - its) < _TOUCHING * one.size for mine, its in ends)
