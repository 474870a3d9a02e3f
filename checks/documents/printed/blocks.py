"""What a file writes in one go: the lines of a cell or of a paragraph, one below the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile

from checks.documents.printed.columns import begins_anew, is_figure
from checks.documents.printed.layout import Glyph
from checks.documents.printed.writing import em_of, is_one_line, parts, stripped, text_of

_LINE_SPACING, _EVEN = 3.0, 1.3
"""The lines of a cell are no farther apart than so many sizes of their characters, and all about as far."""
_MOST_LINES = 40
"""Lines of a cell."""
_ALIGNED = 0.5
"""Full widths by which the edges or middles of the lines of a cell may differ."""
BESIDE, NEAR = 0.6, 1.3
"""Sizes of characters by which cells beside each other may miss each other's height, and those of one row at most."""
_ROOM = 0.9
"""The share of a full width that has room for a character."""
_GAP, _BACK = 0.25, 0.3
"""Full widths from one character of a line to the next at most, and back."""

Line = list[Glyph]
"""Characters from left to right."""


@dataclass(frozen=True, eq=False)
class Block:
    """Lines of text, the next closely below the one before, with their left edges, right edges or middles in a line."""

    lines: tuple[Line, ...]

    @property
    def glyphs(self) -> list[Glyph]:
        """All its characters."""
        return [glyph for line in self.lines for glyph in line]

    @cached_property
    def x0(self) -> float:
        """Its left edge."""
        return min(line[0].x0 for line in self.lines)

    @cached_property
    def x1(self) -> float:
        """Its right edge."""
        return max(line[-1].x1 for line in self.lines)

    @cached_property
    def size(self) -> float:
        """Of its largest character: those of marks may be too small."""
        return max(glyph.size for glyph in self.glyphs)

    @cached_property
    def baselines(self) -> list[float]:
        """Where its lines stand, from top to bottom."""
        return [line[0].baseline for line in self.lines]

    @cached_property
    def text(self) -> str:
        """What it says, its lines put together."""
        return "".join(map(text_of, self.lines))

    @cached_property
    def is_full(self) -> bool | None:
        """Whether another character beside the last of several lines would reach beyond the longest; None for one."""
        last = self.lines[-1]
        room = self.x1 - self.x0 - (last[-1].x1 - last[0].x0)
        return room < em_of(last) * _ROOM if len(self.lines) > 1 else None

    @cached_property
    def is_figure(self) -> bool:
        """Whether it fills a cell of figures."""
        return is_figure(self.text)

    def is_beside(self, other: "Block", most: float = BESIDE) -> bool:
        """Tell whether both share some of their height, or miss it by so many sizes of characters at most."""
        room = most * self.size
        return self.baselines[0] <= other.baselines[-1] + room and other.baselines[0] <= self.baselines[-1] + room


def blocks_of(glyphs: Sequence[Glyph]) -> Iterator[Block]:
    """Yield the blocks of a page in the order in which they are written."""
    lines: list[Line] = []
    for line in _lines(glyphs):
        if lines and (len(lines) == _MOST_LINES or not _goes_on(lines, line)):
            yield from _even(lines)
            lines = []
        lines.append(line)
    if lines:
        yield from _even(lines)


def _even(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield lines below each other in blocks: those farther apart than the lines beside them are of two."""
    steps = [lower[0].baseline - upper[0].baseline for upper, lower in pairwise(lines)]
    first = 0
    for at, step in enumerate(steps, 1):
        if step > _EVEN * min(steps[max(at - 2, 0) : at + 1]):
            yield Block(tuple(lines[first:at]))
            first = at
    yield Block(tuple(lines[first:]))


def are_aligned(one: Line, other: Line) -> bool:
    """Tell whether the left edges, right edges or middles of two lines are below each other."""
    left, right = one[0].x0 - other[0].x0, one[-1].x1 - other[-1].x1
    room = _ALIGNED * em_of(one)
    return min(abs(left), abs(right), abs(left + right) / 2) <= room


def are_below(one: Block, other: Block) -> bool:
    """Tell whether the first lines of two blocks stand in one column."""
    return are_aligned(one.lines[0], other.lines[0])


def figures_at_end(row: Sequence[Block]) -> list[Block]:
    """Return the figures behind the words of a row."""
    return list(takewhile(lambda block: block.is_figure, reversed(row)))[::-1]


def _lines(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    """Yield what is written on one line without a gap, in the order of the file."""
    line: Line = []
    for glyph in glyphs:
        if line and not _follows(line, glyph):
            yield from filter(None, [stripped(line)])
            line = []
        line.append(glyph)
    yield from filter(None, [stripped(line)])


def _follows(line: Line, glyph: Glyph) -> bool:
    em = em_of([line[-1], glyph])
    near = -_BACK * em < glyph.x0 - line[-1].x1 <= _GAP * em
    return is_one_line(line[-1], glyph) and near and not parts(line[-1], glyph, em)


def _goes_on(block: Sequence[Line], line: Line) -> bool:
    """Tell whether a line goes on the cell above it."""
    last, step = block[-1], line[0].baseline - block[-1][0].baseline
    most = _LINE_SPACING * max(glyph.size for glyph in (*last, *line))
    if is_one_line(last[0], line[0]) or not 0 < step <= most or not are_aligned(last, line):
        return False
    return _reads_on("".join(map(text_of, block)), text_of(line))


def _reads_on(upper: str, lower: str) -> bool:
    """Tell whether a text may go on with another: figures with figures, units and remarks, words with words."""
    if is_figure(upper) or is_figure(upper + lower):
        return is_figure(upper + lower)
    return not begins_anew(lower) and not (is_figure(lower) and not lower.isalpha())
