"""Characters into the cells of the grids that they stand in."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from checks.documents.printed.layout import Fragment, Glyph, GridCell
from checks.documents.printed.radicals import UNKNOWN
from checks.documents.printed.rulings import Grid, Span
from checks.documents.printed.writing import TOUCHING, em_of, is_one_line, lines_of, text_of

_PADDING = 16.0
"""Points that a cell keeps free left and right of its text, both together, at most."""

_Place: TypeAlias = tuple[int, int]
"""The index of a table, and that of a cell in it."""


def fragments_of(page: int, grids: Sequence[Grid], glyphs: Iterable[Glyph]) -> tuple[list[Fragment], list[Glyph]]:
    """Return the tables with their texts, and the characters that stand in none of them."""
    inside: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    outside: list[Glyph] = []
    for glyph, place in _placed(grids, glyphs):
        if place:
            inside[place[0]].setdefault(place[1], []).append(glyph)
        else:
            outside.append(glyph)
    return [_fragment(page, grid, texts) for grid, texts in zip(grids, inside, strict=True)], outside


def _placed(grids: Sequence[Grid], glyphs: Iterable[Glyph]) -> Iterator[tuple[Glyph, _Place | None]]:
    """Yield the characters with their places; of a number that reaches over the border of its cell none is told."""
    placed = [(glyph, _place(grids, glyph)) for glyph in glyphs]
    pairs = enumerate(pairwise(placed))
    over = {at for at, ((one, here), (other, there)) in pairs if here != there and _are_of_one_number(one, other)}
    for at, (glyph, place) in enumerate(placed):
        yield (glyph._replace(text=UNKNOWN) if {at - 1, at} & over else glyph), place


def _place(grids: Sequence[Grid], glyph: Glyph) -> _Place | None:
    owners = ((index, grid.owner(*glyph.centre)) for index, grid in enumerate(grids))
    return next(((index, owner) for index, owner in owners if owner is not None), None)


def _are_of_one_number(one: Glyph, other: Glyph) -> bool:
    touching = abs(other.x0 - one.x1) < TOUCHING * other.size
    return touching and _may_be_digit(one) and _may_be_digit(other) and is_one_line(one, other)


def _may_be_digit(glyph: Glyph) -> bool:
    return glyph.text.isdigit() or glyph.text == UNKNOWN


def _fragment(page: int, grid: Grid, texts: dict[int, list[Glyph]]) -> Fragment:
    cells = (_cell(grid, span, texts.get(index, ())) for index, span in enumerate(grid.spans))
    return Fragment(page, grid.xs, grid.ys, tuple(cells))


def _cell(grid: Grid, span: Span, glyphs: Iterable[Glyph]) -> GridCell:
    row, column, down, across = span
    lines = lines_of(glyphs)
    width = grid.xs[column + across] - grid.xs[column]
    full = bool(lines) and is_full(lines[-1], width)
    return GridCell(joined(lines, width), row, column, down, across, full, full and _is_tight(lines))


def _is_tight(lines: Sequence[Sequence[Glyph]]) -> bool:
    """Tell whether the last of several lines is as long as the longest, but for half a character."""
    widths = [line[-1].x1 - line[0].x0 for line in lines]
    return len(lines) > 1 and widths[-1] > max(widths) - em_of(lines[-1]) / 2


def joined(lines: Sequence[Sequence[Glyph]], width: float) -> str:
    """Join the lines of a cell: a line that fills it was broken, another one ends."""
    text = ""
    for at, line in enumerate(lines):
        text += text_of(line).replace("\t", " ")
        if at + 1 < len(lines) and not is_full(line, width, lines[at + 1][0]):
            text += "\n"
    return text


def is_full(line: Sequence[Glyph], width: float, following: Glyph | None = None) -> bool:
    """Tell whether a line leaves no room for the next character in a cell so wide; one digit or two never do."""
    taken = line[-1].x1 - line[0].x0
    due = following.x1 - following.x0 if following else em_of(line)
    digits = all(glyph.text.isdigit() for glyph in line)
    return taken + due + _PADDING >= width and not (digits and taken < width / 2)
