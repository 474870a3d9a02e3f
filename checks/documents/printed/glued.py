"""Cells that no gap parts from those beside them: other rows show where their columns stand."""

from collections.abc import Sequence

from checks.documents.printed.blocks import Block, Line, are_aligned, are_below, figures_at_end
from checks.documents.printed.columns import is_figure
from checks.documents.printed.writing import em_of, text_of

_GAP = 0.05
"""Full widths between two cells at least."""
_LONGEST = 20
"""Characters of a figure."""
_NEAR = 40
"""Rows, in which those of one table stand."""


def parted(rows: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """Return rows with figures of their own in all columns in which the nearest row with more of them has some."""
    widths = [len(figures_at_end(row)) for row in rows]
    done = []
    for at, row in enumerate(rows):
        near = nearest(at, len(rows))
        fuller = (figures_at_end(rows[other]) for other in near if widths[other] > widths[at] > 0)
        done.append(next((found for columns in fuller if (found := _in_columns(row, columns))), list(row)))
    return done


def nearest(at: int, count: int) -> list[int]:
    """Return the numbers of those of `count` rows that may be of one table with one of them, the nearest first."""
    return sorted(range(max(at - _NEAR, 0), min(at + _NEAR + 1, count)), key=lambda other: abs(other - at))


def _in_columns(row: Sequence[Block], columns: Sequence[Block]) -> list[Block]:
    """Return a row with one figure in each of some columns; nothing where it cannot be parted so."""
    left, figures = list(row), list[Block]()
    for column in reversed(columns):
        block = left.pop() if left else None
        if block and not (block.is_figure and are_below(block, column)):
            before, block = _cut(block, column)
            left += [before] if before else []
        if not block:
            return []
        figures.append(block)
    return [*left, *reversed(figures)]


def _cut(block: Block, column: Block) -> tuple[Block | None, Block | None]:
    """Return the two parts of a block of which the second is the figure of a column; nothing where there are none."""
    last = block.lines[-1]
    ends = [
        at for at in range(max(len(last) - _LONGEST, 1), len(last)) if _is_apart(last, at) and _is_in(last[at:], column)
    ]
    if len(ends) != 1:
        return None, None
    return Block((*block.lines[:-1], last[: ends[0]])), Block((last[ends[0] :],))


def _is_in(line: Line, column: Block) -> bool:
    return is_figure(text_of(line)) and are_aligned(line, column.lines[0])


def _is_apart(line: Line, at: int) -> bool:
    """Tell whether a gap, however small, stands before a character, and not between two digits."""
    one, other = line[at - 1], line[at]
    return other.x0 - one.x1 > _GAP * em_of(line) and not (one.text.isdigit() and other.text.isdigit())
