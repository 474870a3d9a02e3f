"""Rows of tables without rulings as the file writes them: cell by cell, where the places of all cells agree.

Programs write a cell to its end before they begin the one beside it, so that a file goes back up beside a cell of
several lines. What is written line by line never does, and there nothing is told here.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise

from checks.documents.printed.agreement import places_agree
from checks.documents.printed.bands import ALONE
from checks.documents.printed.blocks import NEAR, Block, are_below, blocks_of, figures_at_end
from checks.documents.printed.columns import FEWEST
from checks.documents.printed.glued import nearest, parted
from checks.documents.printed.layout import Glyph, TextLine, Word
from checks.documents.printed.writing import em_of, is_one_line

_OVERLAP = 0.1
"""Full widths by which a cell may reach into the one beside it."""

_Row = list[Block]


def written_rows(pages: Sequence[tuple[int, Sequence[Glyph]]]) -> list[tuple[list[TextLine], list[Glyph]]]:
    """Return the rows of the tables of every page, each as one line, and the characters that stand in none.

    Pages come with their numbers, characters in the order of the file. There are no rows unless some cell of several
    lines shows that they are written cell by cell, and none on a page where figures of a row do not stand below those
    of the row before it. On a page that does not show it itself figures on one line may go on below, written line by
    line: only words, rows of several lines and those that no gap parts are told there.
    """
    found = [list(_rows(blocks_of(glyphs))) for _, glyphs in pages]
    written = list(chain.from_iterable(found))
    rows = parted(written)
    glued = {id(row) for row, before in zip(rows, written, strict=True) if len(row) > len(before)}
    told = iter(zip(rows, _are_of_tables(rows), strict=True))
    tables = [_agreeing(list(islice(told, len(each))), glyphs) for each, (_, glyphs) in zip(found, pages, strict=True)]
    shown = [any(map(_goes_back_up, table)) for table in tables]
    return [
        _apart(page, glyphs, [row for row in table if shows or (any(shown) and (id(row) in glued or _is_safe(row)))])
        for (page, glyphs), table, shows in zip(pages, tables, shown, strict=True)
    ]


def _are_of_tables(rows: Sequence[_Row]) -> list[bool]:
    """Tell of all rows whether they are rows of tables: by themselves, or like one of these close to them."""
    certain = [_is_of_table(row) for row in rows]
    near = ([rows[other] for other in nearest(at, len(rows)) if certain[other]] for at in range(len(rows)))
    return [
        sure or any(_is_like(row, other) for other in others)
        for row, sure, others in zip(rows, certain, near, strict=True)
    ]


def _agreeing(told: Sequence[tuple[_Row, bool]], glyphs: Sequence[Glyph]) -> list[_Row]:
    """Return those rows of a page that are rows of tables; none where their places tell otherwise."""
    tables = [row for row, is_of_table in told if is_of_table]
    rest = [row for row, is_of_table in told if not is_of_table]
    return tables if places_agree(tables, rest, glyphs) else []


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
    return merged or any(block.is_beside(other, NEAR) for other in row)


def _is_of_table(row: _Row) -> bool:
    """Tell whether blocks beside each other are the cells of a row: figures in columns, or words of several lines."""
    figures, several = len(figures_at_end(row)), _has_several_lines(row)
    if not figures:
        return several and len(row) > 1
    return (figures < len(row) or figures >= ALONE) and (several or figures >= FEWEST)


def _is_safe(row: _Row) -> bool:
    return _has_several_lines(row) or not figures_at_end(row)


def _has_several_lines(row: _Row) -> bool:
    return any(len(block.lines) > 1 for block in row)


def _is_like(row: _Row, other: _Row) -> bool:
    """Tell whether words and a figure stand below those of a row, or words above the columns of its figures."""
    if row[-1].is_figure:
        return 1 < len(row) == len(other) and all(map(are_below, row, other))
    columns = iter(figures_at_end(other) if len(row) >= FEWEST else ())
    return len(row) >= FEWEST and all(any(are_below(block, column) for column in columns) for block in row)


def _goes_back_up(row: _Row) -> bool:
    """Tell whether a cell is written to its end before one beside it that begins above that end."""
    return any(_begins_above_end(other, one) and other.is_beside(one) for one, other in pairwise(row))


def _begins_above_end(block: Block, before: Block) -> bool:
    """Tell whether a block begins above the last line of the one before it, and does not stand on the same lines."""
    first, last = block.lines[0][0], before.lines[-1][0]
    return first.baseline < last.baseline and not is_one_line(first, last) and block.baselines != before.baselines


def _text_line(page: int, row: _Row) -> TextLine:
    """Return a row as one line at the height at which its figures begin, tabs between its cells."""
    words = (Word("\t" * bool(at) + block.text, block.x0, block.x1, block.is_full) for at, block in enumerate(row))
    return TextLine(
        tuple(words), min(block.baselines[0] for block in figures_at_end(row) or row), em_of(row[0].lines[0]), page, 0
    )
