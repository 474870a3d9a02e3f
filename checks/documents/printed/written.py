"""Rows of tables without rulings as the file writes them: cell by cell, where the places of all cells agree.

Programs write a cell to its end before they begin the one beside it, so that a file goes back up beside a cell of
several lines. What is written line by line never does, and there nothing is told here.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from checks.documents.printed.blocks import Block, are_aligned, blocks_of, figures_at_end
from checks.documents.printed.columns import FEWEST
from checks.documents.printed.glued import parted
from checks.documents.printed.layout import Glyph, TextLine, Word
from checks.documents.printed.writing import em_of

_ALONE = 5
"""Figures that make a row without words beside them."""
_OVERLAP = 0.1
"""Full widths by which a cell may reach into the one beside it."""

_Row = list[Block]


def written_rows(pages: Sequence[tuple[int, Sequence[Glyph]]]) -> list[tuple[list[TextLine], list[Glyph]]]:
    """Return the rows of the tables of every page, each as one line, and the characters that stand in none.

    Pages come with their numbers, characters in the order of the file. There are no rows unless some cell of several
    lines shows that they are written cell by cell, and none on a page where figures of a row do not stand below those
    of the row before it. A page that does not show it itself has rows of several lines only.
    """
    found = [list(_rows(blocks_of(glyphs))) for _, glyphs in pages]
    rows = iter(parted(list(chain.from_iterable(found))))
    tables = [_tables([next(rows) for _ in each], glyphs) for each, (_, glyphs) in zip(found, pages, strict=True)]
    shown = [any(map(_goes_back_up, table)) for table in tables]
    return [
        _apart(page, glyphs, [row for row in table if any(shown) and (shows or _has_several_lines(row))])
        for (page, glyphs), table, shows in zip(pages, tables, shown, strict=True)
    ]


def _tables(rows: Sequence[_Row], glyphs: Sequence[Glyph]) -> list[_Row]:
    """Return those rows of a page that are rows of tables; none where their places tell otherwise."""
    certain = [row for row in rows if _is_of_table(row)]
    tables = [row for row in rows if row in certain or _is_like_one(row, certain)]
    return tables if _go_down(tables) and _stand_alone(tables, glyphs) else []


def _apart(page: int, glyphs: Sequence[Glyph], rows: Sequence[_Row]) -> tuple[list[TextLine], list[Glyph]]:
    """Return rows as lines, and all other characters."""
    taken = {id(glyph) for row in rows for block in row for glyph in block.glyphs}
    return [_text_line(page, row) for row in rows], [glyph for glyph in glyphs if id(glyph) not in taken]


def _rows(blocks: Iterable[Block]) -> Iterator[_Row]:
    """Yield what is written from left to right side by side; a merged cell comes before the first of its rows."""
    row: _Row = []
    for block in blocks:
        if row and not _goes_on(row, block):
            yield row
            row = []
        row.append(block)
    if row:
        yield row


def _goes_on(row: _Row, block: Block) -> bool:
    last = row[-1]
    if block.x0 < last.x1 - _OVERLAP * em_of(last.lines[0]):
        return False
    merged = not last.is_figure and block.baselines[0] < last.baselines[0]
    return merged or any(map(block.is_beside, row))


def _is_of_table(row: _Row) -> bool:
    """Tell whether blocks beside each other are the cells of a row: figures in columns, or words of several lines."""
    figures, several = len(figures_at_end(row)), _has_several_lines(row)
    if not figures:
        return several and len(row) > 1
    return (figures < len(row) or figures >= _ALONE) and (several or figures >= FEWEST)


def _has_several_lines(row: _Row) -> bool:
    return any(len(block.lines) > 1 for block in row)


def _is_like_one(row: _Row, certain: Iterable[_Row]) -> bool:
    """Tell whether words and a figure beside them stand below those of some row."""
    return len(row) > 1 and row[-1].is_figure and any(_is_like(row, other) for other in certain)


def _is_like(row: _Row, other: _Row) -> bool:
    pairs = zip(row, other, strict=False)
    return len(row) == len(other) and all(are_aligned(one.lines[0], two.lines[0]) for one, two in pairs)


def _goes_back_up(row: _Row) -> bool:
    """Tell whether a cell is written to its end before one beside it that does not stand on the same lines."""
    return any(
        other.baselines != one.baselines and other.baselines[0] < one.baselines[-1] and other.is_beside(one)
        for one, other in pairwise(row)
    )


def _go_down(rows: Sequence[_Row]) -> bool:
    """Tell whether the figures of every row stand side by side, and below those of the row before it."""
    extents = [_extent(figures) for row in rows if (figures := figures_at_end(row))]
    beside = all(one.is_beside(other) for row in rows for one, other in pairwise(figures_at_end(row)))
    return beside and all(upper[1] < lower[0] for upper, lower in pairwise(extents))


def _extent(row: _Row) -> tuple[float, float]:
    """Return the first and the last baseline."""
    return min(block.baselines[0] for block in row), max(block.baselines[-1] for block in row)


def _stand_alone(rows: Sequence[_Row], glyphs: Sequence[Glyph]) -> bool:
    """Tell whether nothing is printed among the figures of a row that is not one of them."""
    return all(_stands_alone(figures, glyphs) for row in rows if (figures := figures_at_end(row)))


def _stands_alone(figures: _Row, glyphs: Sequence[Glyph]) -> bool:
    top, bottom = _extent(figures)
    left, right = figures[0].x0, figures[-1].x1
    inside = sum(
        top <= glyph.baseline <= bottom and left <= glyph.x0 and glyph.x1 <= right and not glyph.text.isspace()
        for glyph in glyphs
    )
    return inside <= sum(len(block.text.replace(" ", "")) for block in figures)


def _text_line(page: int, row: _Row) -> TextLine:
    """Return a row as one line at the height at which its figures begin, tabs between its cells."""
    words = (Word("\t" * bool(at) + block.text, block.x0, block.x1, block.is_tight) for at, block in enumerate(row))
    return TextLine(tuple(words), _extent(figures_at_end(row) or row)[0], em_of(row[0].lines[0]), page, 0)
