"""What a file writes in one go: the lines of a cell or of a paragraph, one below the other."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from checks.documents.printed.columns import begins_anew, is_figure
from checks.documents.printed.layout import Glyph
from checks.documents.printed.writing import em_of, is_one_line, lines_of, parts, stripped, text_of

_LINE_SPACING, _EVEN = 3.0, 1.3
"""The lines of a cell are no farther apart than so many sizes of their characters, and all about as far."""
_ALIGNED = 0.5
"""Full widths by which the edges or middles of the lines of a cell may differ."""
_BESIDE = 0.6
"""Sizes of characters by which cells beside each other may miss each other's height."""
_GAP, _BACK = 0.25, 0.3
"""Full widths from one character of a line to the next at most, and back."""

Line = list[Glyph]
"""Characters from left to right."""


class Block(NamedTuple):
    """Lines of text, the next closely below the one before, with their left edges, right edges or middles in a line."""

    lines: tuple[Line, ...]

    @property
    def glyphs(self) -> list[Glyph]:
        """All its characters."""
        return [glyph for line in self.lines for glyph in line]

    @property
    def x0(self) -> float:
        """Its left edge."""
        return min(line[0].x0 for line in self.lines)

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(line[-1].x1 for line in self.lines)

    @property
    def baselines(self) -> list[float]:
        """Where its lines stand, from top to bottom."""
        return [line[0].baseline for line in self.lines]

    @property
    def text(self) -> str:
        """What it says, its lines put together."""
        return "".join(map(text_of, self.lines))

    @property
    def is_tight(self) -> bool:
        """Whether the last of several lines is as long as the longest, but for half a character."""
        last = self.lines[-1]
        return len(self.lines) > 1 and last[-1].x1 - last[0].x0 > self.x1 - self.x0 - em_of(last) / 2

    @property
    def is_figure(self) -> bool:
        """Whether it fills a cell of figures."""
        return is_figure(self.text)

    def is_beside(self, other: "Block") -> bool:
        """Tell whether both share some of their height."""
        room = _BESIDE * self.lines[0][0].size
        return self.baselines[0] <= other.baselines[-1] + room and other.baselines[0] <= self.baselines[-1] + room


def blocks_of(glyphs: Sequence[Glyph]) -> Iterator[Block]:
    """Yield the blocks of a page in the order in which they are written."""
    block: list[Line] = []
    for line in _lines(glyphs):
        if block and not _goes_on(block, line):
            yield Block(tuple(block))
            block = []
        block.append(line)
    if block:
        yield Block(tuple(block))


def are_aligned(one: Line, other: Line) -> bool:
    """Tell whether the left edges, right edges or middles of two lines are below each other."""
    left, right = one[0].x0 - other[0].x0, one[-1].x1 - other[-1].x1
    room = _ALIGNED * em_of(one)
    return min(abs(left), abs(right), abs(left + right) / 2) <= room


def figures_at_end(row: Sequence[Block]) -> list[Block]:
    """Return the figures behind the words of a row."""
    return list(takewhile(lambda block: block.is_figure, reversed(row)))[::-1]


def _lines(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    """Yield what is written on one line without a gap, in the order of the file; what is printed twice comes once."""
    once = {id(glyph) for line in lines_of(glyphs) for glyph in line}
    line: Line = []
    for glyph in (glyph for glyph in glyphs if id(glyph) in once):
        if line and not _follows(line, glyph):
            yield from filter(None, [stripped(line)])
            line = []
        line.append(glyph)
    yield from filter(None, [stripped(line)])


def _follows(line: Line, glyph: Glyph) -> bool:
    em = em_of([*line, glyph])
    near = -_BACK * em < glyph.x0 - line[-1].x1 <= _GAP * em
    return is_one_line(line[-1], glyph) and near and not parts(line[-1], glyph, em)


def _goes_on(block: Sequence[Line], line: Line) -> bool:
    """Tell whether a line goes on the cell above it."""
    last, step = block[-1], line[0].baseline - block[-1][0].baseline
    if is_one_line(last[0], line[0]) or not 0 < step <= _LINE_SPACING * last[0].size or not are_aligned(last, line):
        return False
    steps = (*(block[-1][0].baseline - other[0].baseline for other in block[-2:-1]), step)
    return max(steps) <= _EVEN * min(steps) and _reads_on(Block(tuple(block)).text, text_of(line))


def _reads_on(upper: str, lower: str) -> bool:
    """Tell whether a text may go on with another: figures with figures, units and remarks, words with words."""
    if is_figure(upper):
        return is_figure(upper + lower)
    return not begins_anew(lower) and not (is_figure(lower) and not lower.isalpha())
