"""Characters into the cells of the grids that they stand in."""

from collections.abc import Iterable, Sequence

from checks.documents.printed.layout import Fragment, Glyph, GridCell
from checks.documents.printed.rulings import Grid, Span
from checks.documents.printed.writing import em_of, lines_of, text_of

_PADDING = 16.0
"""Points that a cell keeps free left and right of its text, both together, at most."""


def fragments_of(page: int, grids: Sequence[Grid], glyphs: Iterable[Glyph]) -> tuple[list[Fragment], list[Glyph]]:
    """Return the tables with their texts, and the characters that stand in none of them."""
    inside: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    outside: list[Glyph] = []
    for glyph in glyphs:
        for grid, texts in zip(grids, inside, strict=True):
            owner = grid.owner(*glyph.centre)
            if owner is not None:
                texts.setdefault(owner, []).append(glyph)
                break
        else:
            outside.append(glyph)
    return [_fragment(page, grid, texts) for grid, texts in zip(grids, inside, strict=True)], outside


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
