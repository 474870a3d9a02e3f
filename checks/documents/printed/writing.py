"""Printed characters to lines, and lines to paragraphs, by where they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from checks.documents.printed.layout import Glyph, TextLine

_ONE_LINE = 0.4
"""Baselines closer than this share of the size of their characters are one line."""
_TWICE = 0.2
"""The same character printed again within this share of its width is a bold one, as some programs make it."""
_GAP, _GAP_OF_DIGITS, _COLUMN = 0.45, 0.15, 1.0
"""Gaps in full widths: between words, between two numbers, and between the columns of a table without rulings."""
_CLOSE = 1.7
"""Line spacing, in sizes of characters, within a row of a table."""
_LABELS_BETWEEN = 2
"""Lines back to the beginning of a number: a label of one line stands halfway between the two lines of a number."""
_BREAK, _MARKS = "/", ",，.．"
_INDENT, _END = 1.2, 1.6
"""Full widths that a first line stands in, and that a full line may leave free."""
_SIZES = 1.12
_LINE_SPACING = 2.6
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、．]|第[一二三四五六七八九十]+[条章]"
)
_CLOSED = re.compile(r"[。！？；：!?;:][”’」』）)]*$")


def is_wide(character: str) -> bool:
    """Tell whether a character takes a full width."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the characters line by line, each line from left to right; blanks at both ends are gone."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if lines and glyph.baseline - lines[-1][0].baseline <= _ONE_LINE * min(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [stripped for line in lines if (stripped := _stripped(_once(line)))]


def _once(line: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in sorted(line, key=lambda glyph: glyph.x0):
        before = kept[-1] if kept else None
        if not before or glyph.text != before.text or glyph.x0 - before.x0 > _TWICE * (glyph.x1 - glyph.x0):
            kept.append(glyph)
    return kept


def _stripped(line: list[Glyph]) -> list[Glyph]:
    filled = [index for index, glyph in enumerate(line) if not glyph.text.isspace()]
    return line[filled[0] : filled[-1] + 1] if filled else []


def with_broken_numbers(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the lines with the ends of numbers that were broken in narrow columns put behind their beginnings.

    Digits closely below a row of numbers, fewer than these and each under one of them, may be the end of that number
    or a number of their own: a stroke between keeps both from being read.
    """
    done: list[list[Glyph]] = []
    for line in lines:
        for back in range(1, min(len(done), _LABELS_BETWEEN) + 1):
            ends = _ends_below(done[-back], line)
            if ends:
                moved = {id(glyph) for run in ends.values() for glyph in run}
                done[-back] = list(_mended(done[-back], ends))
                line = _stripped([glyph for glyph in line if id(glyph) not in moved])  # noqa: PLW2901 - what is left
                break
        if line:
            done.append(line)
    return done


def _ends_below(upper: Sequence[Glyph], line: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return the digits of a line that may end numbers above, by the index of the last digit of each of these."""
    if line[0].baseline - upper[0].baseline > _CLOSE * upper[0].size:
        return {}
    numbers = [run for run in _digits(upper) if len(run) > 1]
    below = _digits(line)
    ends: dict[int, list[Glyph]] = {}
    for run in below:
        middle = (run[0][1].x0 + run[-1][1].x1) / 2
        above = [number for number in numbers if number[0][1].x0 <= middle <= number[-1][1].x1]
        if not above:
            return {}
        ends[above[0][-1][0]] = [glyph for _, glyph in run]
    return ends if len(below) < len(_digits(upper)) and len(ends) == len(below) else {}


def _digits(line: Sequence[Glyph]) -> list[list[tuple[int, Glyph]]]:
    """Return the numbers of a line that stand alone, digit by digit, each with its index in the line."""
    em, runs = em_of(line), [[(0, line[0])]]
    for index, (one, other) in enumerate(pairwise(line), 1):
        if _gap(one, other, em) or other.text.isspace():
            runs.append([])
        runs[-1].append((index, other))
    return [run for run in runs if all(glyph.text.isdigit() or glyph.text in _MARKS for _, glyph in run)]


def _mended(upper: Sequence[Glyph], ends: dict[int, list[Glyph]]) -> Iterator[Glyph]:
    for index, glyph in enumerate(upper):
        yield glyph
        if index in ends:
            for text in (_BREAK, *(end.text for end in ends[index])):
                yield glyph._replace(text=text, x0=glyph.x1)


def em_of(line: Sequence[Glyph]) -> float:
    """Return the full width of a line's characters."""
    wide = [glyph.x1 - glyph.x0 for glyph in line if is_wide(glyph.text)]
    return max(wide) if wide else max(glyph.size for glyph in line) * 0.85


def text_of(line: Sequence[Glyph]) -> str:
    """Return the text of a line; a gap as wide as a column is a tab, a smaller one a blank."""
    em = em_of(line)
    return line[0].text + "".join(f"{_gap(one, other, em)}{other.text}" for one, other in pairwise(line))


def _gap(one: Glyph, other: Glyph, em: float) -> str:
    gap = other.x0 - one.x1
    if one.text.isspace() or other.text.isspace():
        return ""
    if gap > _COLUMN * em:
        return "\t"
    both_digits = one.text.isdigit() and other.text.isdigit()
    return " " if gap > (_GAP_OF_DIGITS if both_digits else _GAP) * em else ""


def paragraphs(lines: Sequence[TextLine], left: float, right: float) -> Iterator[tuple[TextLine, str]]:
    """Yield the first line and the whole text of each paragraph of a column of text between two margins."""
    first: TextLine | None = None
    parts: list[str] = []
    before: TextLine | None = None
    for line in lines:
        if first and before and _goes_on(before, line, left, right):
            parts.append(line.text)
        else:
            if first:
                yield first, _joined(parts)
            first, parts = line, [line.text]
        before = line
    if first:
        yield first, _joined(parts)


def _goes_on(before: TextLine, line: TextLine, left: float, right: float) -> bool:
    """Tell whether a line belongs to the paragraph of the one before it."""
    if "\t" in before.text or "\t" in line.text:
        return False
    em = max(before.em, line.em)
    full, indented = right - before.x1 < _END * em, line.x0 - left > _INDENT * em
    alike = em < _SIZES * min(before.em, line.em)
    near = line.page != before.page or line.baseline - before.baseline < _LINE_SPACING * em
    begins = _NUMBERED.match(line.text) and _CLOSED.search(before.text)
    return full and alike and near and not indented and not begins


def _joined(parts: Sequence[str]) -> str:
    """Join the lines of a paragraph; between two words of Latin letters the break was a blank."""
    text = parts[0]
    for part in parts[1:]:
        blank = text[-1].isascii() and part[0].isascii() and text[-1].isalpha() and part[0].isalpha()
        text += f" {part}" if blank else part
    return text
