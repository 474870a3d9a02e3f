"""Printed characters to lines, and lines to paragraphs, by where they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from checks.documents.printed.layout import Glyph, TextLine, Word

_ONE_LINE = 0.4
"""Baselines closer than this share of the size of their characters are one line."""
TOUCHING = 0.05
"""Sizes of characters between two that are written one behind the other, as the digits of a number are, at most."""
_GAP, _GAP_OF_FIGURES, _COLUMN = 0.45, 0.15, 1.0
"""Gaps in full widths: between words, between two figures, and between the columns of a table without rulings."""
_SIGNS = frozenset("—–－﹣−-+＋/／")
"""Signs of numbers, and marks for none."""
_INDENT, _END = 1.2, 1.6
"""Full widths that a first line stands in, and that a full line may leave free."""
_SIZES = 1.12
_LINE_SPACING = 2.6
NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、．]|第[一二三四五六七八九十]+[条章]"
)
"""How what is numbered begins."""
_CLOSED = re.compile(r"[。！？；：!?;:][”’」』）)]*$")


def is_wide(text: str) -> bool:
    """Tell whether what is printed as one takes a full width; a ligature is several characters."""
    return any(unicodedata.east_asian_width(character) in {"W", "F"} for character in text)


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the characters line by line, each line from left to right; blanks at both ends are gone."""
    return [kept for line in by_line(glyphs) if (kept := stripped(line))]


def by_line(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the characters of each line from left to right, lines from top to bottom."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if lines and is_one_line(lines[-1][0], glyph):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda glyph: glyph.x0) for line in lines]


def is_one_line(one: Glyph, other: Glyph) -> bool:
    """Tell whether two characters stand on one line."""
    return abs(one.baseline - other.baseline) <= _ONE_LINE * min(one.size, other.size)


def stripped(line: list[Glyph]) -> list[Glyph]:
    """Return a line without the blanks at both ends."""
    filled = [index for index, glyph in enumerate(line) if not glyph.text.isspace()]
    return line[filled[0] : filled[-1] + 1] if filled else []


def em_of(line: Sequence[Glyph]) -> float:
    """Return the full width of a line's characters."""
    wide = [glyph.x1 - glyph.x0 for glyph in line if is_wide(glyph.text)]
    return max(wide) if wide else max(glyph.size for glyph in line) * 0.85


def text_of(line: Sequence[Glyph]) -> str:
    """Return the text of a line; a gap as wide as a column is a tab, a smaller one a blank."""
    return "".join(word.text for word in words_of(line))


def words_of(line: Sequence[Glyph]) -> Iterator[Word]:
    """Yield the words of a line, which together are its text."""
    em, first, text = em_of(line), line[0], line[0].text
    for one, other in pairwise(line):
        gap = gap_between(one, other, em)
        if gap or other.text.isspace():
            yield Word(text, first.x0, one.x1)
            first, text = other, gap
        text += other.text
    yield Word(text, first.x0, line[-1].x1)


def gap_between(one: Glyph, other: Glyph, em: float) -> str:
    """Return what is read between two characters: nothing, a blank, or the tab of a column."""
    if one.text.isspace() or other.text.isspace() or not parts(one, other, em):
        return ""
    return "\t" if other.x0 - one.x1 > _COLUMN * em else " "


def parts(one: Glyph, other: Glyph, em: float) -> bool:
    """Tell whether the gap between two characters is wider than any within a word or number."""
    in_figures = _is_of_figure(one.text) and _is_of_figure(other.text)
    return other.x0 - one.x1 > (_GAP_OF_FIGURES if in_figures else _GAP) * em


def _is_of_figure(character: str) -> bool:
    return character.isdigit() or character in _SIGNS


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
    begins = NUMBERED.match(line.text) and _CLOSED.search(before.text)
    return full and alike and near and not indented and not begins


def _joined(parts: Sequence[str]) -> str:
    """Join the lines of a paragraph; between two words of Latin letters the break was a blank."""
    text = parts[0]
    for part in parts[1:]:
        blank = text[-1].isascii() and part[0].isascii() and text[-1].isalpha() and part[0].isalpha()
        text += f" {part}" if blank else part
    return text
