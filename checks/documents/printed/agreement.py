"""Whether the places of cells bear out the rows that their order in the file makes."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from checks.documents.printed.blocks import NEAR, Block, are_below, figures_at_end
from checks.documents.printed.layout import Box, Glyph

_MOST_ROWS = 1000
"""Rows of a page, lines of text included."""
_CLOSE = 2.0
"""Sizes of characters between the lines of a number."""

Row = Sequence[Block]


def places_agree(tables: Sequence[Row], rest: Sequence[Row], glyphs: Sequence[Glyph]) -> bool:
    """Tell whether nothing on a page speaks against its rows of tables.

    Args:
        tables: the rows in the order of the file.
        rest: all else on the page, in the same way.
        glyphs: all characters of the page.
    """
    if len(tables) + len(rest) > _MOST_ROWS or not _go_down(tables):
        return False
    words = [block for row in (*tables, *rest) for block in row if not block.is_figure]
    figures = [block for row in rest for block in row if block.is_figure]
    alone = _stand_alone(tables, glyphs) and all(_has_its_words(row, words) for row in tables)
    return alone and not _go_on_below(figures, tables)


def _go_down(rows: Sequence[Row]) -> bool:
    """Tell whether the figures of every row stand side by side, and below those of the row before it."""
    extents = [_extent(figures) for row in rows if (figures := figures_at_end(row))]
    beside = all(one.is_beside(other) for row in rows for one, other in pairwise(figures_at_end(row)))
    return beside and all(upper[1] < lower[0] for upper, lower in pairwise(extents))


def _go_on_below(rest: Sequence[Block], rows: Sequence[Row]) -> bool:
    """Tell whether some figure may end one of a row, as where rows are written line by line."""
    uppers = [block for row in rows for block in figures_at_end(row)]
    uppers.sort(key=lambda block: block.baselines[-1])
    ends = [block.baselines[-1] for block in uppers]
    for figure in rest:
        top = figure.baselines[0]
        near = uppers[bisect_left(ends, top - _CLOSE * figure.size) : bisect_left(ends, top)]
        if any(are_below(figure, upper) for upper in near):
            return True
    return False


def _has_its_words(row: Row, words: Sequence[Block]) -> bool:
    """Tell whether the figures of a row stand beside the words before them, or beside no words at all."""
    figures = figures_at_end(row)
    if len(figures) == len(row):
        return not any(map(figures[0].is_beside, words))
    return not figures or figures[0].is_beside(row[-len(figures) - 1], NEAR)


def _extent(row: Row) -> tuple[float, float]:
    """Return the first and the last baseline."""
    return min(block.baselines[0] for block in row), max(block.baselines[-1] for block in row)


def _stand_alone(rows: Sequence[Row], glyphs: Sequence[Glyph]) -> bool:
    """Tell whether nothing is printed among the figures of a row that is not one of them; rows come from the top."""
    figures = [found for row in rows if (found := figures_at_end(row))]
    boxes = [Box(row[0].x0, _extent(row)[0], row[-1].x1, _extent(row)[1]) for row in figures]
    tops = [box.y0 for box in boxes]
    over = ((glyph, bisect_right(tops, glyph.baseline) - 1) for glyph in glyphs if not glyph.text.isspace())
    inside = Counter(at for glyph, at in over if at >= 0 and _is_in(glyph, boxes[at]))
    due = [sum(not glyph.text.isspace() for block in row for glyph in block.glyphs) for row in figures]
    return all(inside[at] <= count for at, count in enumerate(due))


def _is_in(glyph: Glyph, box: Box) -> bool:
    return box.x0 <= glyph.x0 and glyph.x1 <= box.x1 and glyph.baseline <= box.y1
