"""A picture of a page to what stands on it, seen twice: a figure counts only where two looks agree."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.documents.printed.layout import Glyph, Ruling, Sheet
from checks.documents.printed.rulings import Grid, grids_of
from checks.documents.printed.writing import is_wide
from checks.documents.scanned.lines import rulings
from checks.documents.scanned.picture import DENSITY, Gray, contrasted, ink, leans, straightened
from checks.documents.scanned.recogniser import Line, recognise
from checks.documents.scanned.strips import Strip, joined, rows_of_ink, usual_height, without_dirt, words_of

_INSET = 3
"""Pixels of a cell along its rulings that are not looked at."""
_BORDER = 6
"""Pixels that an outer line of a table may lie beside its place."""
_LOWEST = 0.8
"""The least height of a picture of a line, in heights of usual ones: a dash alone is shown with room around it."""
_FIRST, _SECOND, _THIRD = 3, 5, 7
"""Pixels of paper above and below a line at each look."""
_BESIDE = 3
_WORDS = re.compile("[\u3400-\u9fff]")
_FIGURE = re.compile(r"[0-9.,\-+/—–_OoQDlI|!iSBZ\s]*")
"""Figures, and letters that figures are taken for."""
_OPEN = re.compile(r"^\(([一二三四五六七八九十])(?=[㐀-鿿])")
"""A number in brackets of which the second was lost: it is thin, and stands close to the next character."""
_DASHES = frozenset("一-–—_")
_LEAST = 0.3
"""The share of a page's width that a table takes at least; large characters may look like small tables."""


@dataclass(frozen=True, slots=True)
class Looks:
    """A page as two looks at its figures saw it; words are looked at once."""

    first: Sheet
    second: Sheet


def looks_at(gray: Gray, number: int) -> Looks:
    """Return what two looks at the picture of a page find, at `DENSITY`."""
    page = straightened(gray)
    dark = ink(page)
    across, down, ruled = rulings(dark)
    width = page.shape[1] / DENSITY
    grids = [grid for grid in grids_of(across, down) if grid.box.width > _LEAST * width]
    lines = (ruled > 0) & (_inside(grids, ruled) > 0)
    page[lines] = 255
    dark[lines] = 0
    dark = without_dirt(dark)
    cells, text = _strips(dark, grids)
    return _Looking(page, dark, number, *_of_grids(grids, across, down)).at(cells, text)


def _of_grids(
    grids: Sequence[Grid], across: Sequence[Ruling], down: Sequence[Ruling]
) -> tuple[list[Ruling], list[Ruling]]:
    """Return the lines that belong to some grids."""
    tops = [(grid.box.y0 - 1, grid.box.y1 + 1) for grid in grids]
    kept_across = [line for line in across if any(top <= line.at <= bottom for top, bottom in tops)]
    kept_down = [line for line in down if any(top <= line.end and line.start <= bottom for top, bottom in tops)]
    return kept_across, kept_down


def _strips(dark: Gray, grids: Sequence[Grid]) -> tuple[list[Strip], list[Strip]]:
    """Return the lines of text in cells, and those outside of all tables."""
    pieces = [rows_of_ink(dark, cell) for grid in grids for cell in _cells(grid)]
    usual = usual_height([piece for of_cell in pieces for piece in of_cell])
    inside = [line for of_cell in pieces for line in joined(of_cell, usual)]
    outside = dark.copy()
    outside[_inside(grids, dark) > 0] = 0
    height, width = dark.shape
    rest = rows_of_ink(outside, Strip(0, 0, width, height))
    lines = joined(rest, usual_height(rest))
    return inside, [word for line in lines for word in words_of(outside, line)]


def _inside(grids: Sequence[Grid], page: Gray) -> Gray:
    """Return where on a page tables are, their outer lines included."""
    area = page * 0
    for grid in grids:
        left, top, right, bottom = (round(edge * DENSITY) for edge in grid.box)
        area[max(top - _BORDER, 0) : bottom + _BORDER, max(left - _BORDER, 0) : right + _BORDER] = 255
    return area


def _cells(grid: Grid) -> Iterator[Strip]:
    for row, column, down, across in grid.spans:
        edges = (grid.xs[column], grid.ys[row], grid.xs[column + across], grid.ys[row + down])
        left, top, right, bottom = (round(edge * DENSITY) for edge in edges)
        yield Strip(left + _INSET, top + _INSET, right - _INSET, bottom - _INSET)


@dataclass(frozen=True, slots=True)
class _Looking:
    page: Gray
    dark: Gray
    number: int
    across: Sequence[Ruling]
    down: Sequence[Ruling]

    def at(self, cells: Sequence[Strip], text: Sequence[Strip]) -> Looks:
        """Look at all lines, and at figures in cells again."""
        first = self._look(self.page, cells, _FIRST, usual_height(cells))
        second = self._again(cells, first)
        first, second = (list(map(self._unless_stroke, cells, seen)) for seen in (first, second))
        told = [line.text for line in self._recognised(self.page, text, _FIRST, 0)]
        words = [pair for pair in zip(text, told, strict=True) if not _DASHES.issuperset(pair[1])]
        return Looks(*(self._sheet([*zip(cells, seen, strict=True), *words]) for seen in (first, second)))

    def _again(self, cells: Sequence[Strip], first: list[str]) -> list[str]:
        """Return a second look; where it differs a third one decides for either, if it can, at both looks."""
        usual, second = usual_height(cells), list(first)
        figures = [at for at, seen in enumerate(first) if not _WORDS.search(seen)]
        strong = self._look(contrasted(self.page), [cells[at] for at in figures], _SECOND, usual)
        for at, seen in zip(figures, strong, strict=True):
            second[at] = seen
        differing = [at for at in figures if first[at] != second[at]]
        third = self._look(self.page, [cells[at] for at in differing], _THIRD, usual)
        for at, seen in zip(differing, third, strict=True):
            if seen in {first[at], second[at]}:
                first[at] = second[at] = seen
        return second

    def _unless_stroke(self, strip: Strip, seen: str) -> str:
        """Return what was seen, or the mark for nothing: every look takes a stroke alone for a 1."""
        ink = self.dark[strip.top : strip.bottom, strip.left : strip.right]
        return "/" if seen == "1" and leans(ink) else seen

    def _look(self, page: Gray, strips: Sequence[Strip], room: int, usual: int) -> list[str]:
        return [_told(line) for line in self._recognised(page, strips, room, usual)]

    def _recognised(self, page: Gray, strips: Sequence[Strip], room: int, usual: int) -> list[Line]:
        return recognise([self._picture(page, strip, room, usual) for strip in strips])

    def _picture(self, page: Gray, strip: Strip, room: int, usual: int) -> Gray:
        height, width = page.shape
        around = room + max(round(usual * _LOWEST) - strip.height, 0) // 2
        top, bottom = max(strip.top - around, 0), min(strip.bottom + around, height)
        return page[top:bottom, max(strip.left - _BESIDE, 0) : min(strip.right + _BESIDE, width)]

    def _sheet(self, lines: Sequence[tuple[Strip, str]]) -> Sheet:
        height, width = self.page.shape
        glyphs = tuple(glyph for strip, text in lines for glyph in _glyphs(strip, text))
        size = (width / DENSITY, height / DENSITY)
        return Sheet(self.number, *size, glyphs, tuple(self.across), tuple(self.down), by="ocr")


def _told(line: Line) -> str:
    """Return what a line in a cell says: a dash is no 一, and what looks like a figure is one."""
    text = unicodedata.normalize("NFKC", line.text).strip()
    if text and _DASHES.issuperset(text):
        return "—"
    return line.figures if _FIGURE.fullmatch(text) else _OPEN.sub(r"(\1)", text)


def _glyphs(strip: Strip, text: str) -> Iterator[Glyph]:
    """Yield the characters of a line next to each other, together as wide as the line."""
    shares = [2 if is_wide(character) else 1 for character in text]
    step = strip.width / DENSITY / max(sum(shares), 1)
    x, baseline, size = strip.left / DENSITY, strip.bottom / DENSITY, strip.height / DENSITY
    for character, share in zip(text, shares, strict=True):
        yield Glyph(character, x, x + share * step, baseline, size)
        x += share * step
