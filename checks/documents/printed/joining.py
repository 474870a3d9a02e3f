"""Tables over page breaks: parts with the same edges are one table, and what the break tore apart is joined again."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from checks.documents.model import Table, TableCell
from checks.documents.printed.layout import Fragment, GridCell

_Pair = tuple[GridCell, GridCell]
_SAME_EDGE = 4.0
"""Points by which the edges of a table may differ from page to page."""
_SHARED = 3
"""Lines at the same places that make two parts one table although their widths differ."""
_BEGINS = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十]+条)")
_DIGIT = re.compile(r"\d")
_UNIT = re.compile(r"\s*(?:件|[万亿]?元)\s*")
_FIGURE = re.compile(r"\s*(?:[-+－—–/／无]+|[-+－−＋]?\d[\d,，.．]*\s*(?:件|[万亿]?元|[（(].*)?)\s*", re.DOTALL)


def same_table(above: Fragment, below: Fragment) -> bool:
    """Tell whether a table at the end of a page goes on at the beginning of the next one.

    Its edges are the same, or, where rows do not take the whole width, its first and most other lines are.
    """
    if abs(above.xs[0] - below.xs[0]) >= _SAME_EDGE:
        return False
    known = [any(abs(x - other) < _SAME_EDGE for other in above.xs) for x in below.xs]
    return abs(above.xs[-1] - below.xs[-1]) < _SAME_EDGE or all(known) or sum(known) >= _SHARED


def joined_table(number: int, parts: Sequence[Fragment]) -> Table:
    """Return the table that some parts on pages after each other make."""
    xs = _places(chain.from_iterable(part.xs for part in parts))
    whole = _on_columns(parts[0], xs)
    pages = [parts[0].page] * (len(parts[0].ys) - 1)
    for part in parts[1:]:
        added = _without_header(whole, _on_columns(part, xs))
        whole, rows = _appended(whole, added)
        pages += [part.page] * (rows - len(pages))
    cells = (TableCell(c.text, c.row, c.column, c.rowspan, c.colspan) for c in sorted(whole, key=_order))
    return Table(number, len(pages), tuple(cells), pages=tuple(pages))


def _order(cell: GridCell) -> tuple[int, int]:
    return cell.row, cell.column


def _places(xs: Iterable[float]) -> list[float]:
    """Return the columns of all parts, those at almost the same place once."""
    places: list[float] = []
    for x in sorted(xs):
        if not places or x - places[-1] >= _SAME_EDGE:
            places.append(x)
    return places


def _on_columns(part: Fragment, xs: Sequence[float]) -> list[GridCell]:
    """Return the cells of a part on the columns of the whole table."""
    at = [min(range(len(xs)), key=lambda index: abs(xs[index] - x)) for x in part.xs]
    return [
        cell._replace(column=at[cell.column], colspan=max(at[cell.column + cell.colspan] - at[cell.column], 1))
        for cell in part.cells
    ]


def _rows(cells: Sequence[GridCell]) -> int:
    return max((cell.row + cell.rowspan for cell in cells), default=0)


def _texts(cells: Sequence[GridCell], row: int) -> list[tuple[int, str]]:
    return [(cell.column, "".join(cell.text.split())) for cell in sorted(cells, key=_order) if cell.row == row]


def _without_header(above: Sequence[GridCell], below: Sequence[GridCell]) -> list[GridCell]:
    """Return the part below without the lines of the header that it prints again."""
    repeated = 0
    while repeated < _rows(below):
        line = _texts(below, repeated)
        if line != _texts(above, repeated) or any(_DIGIT.search(text) for _, text in line):
            break
        repeated += 1
    reach = max((cell.row + cell.rowspan for cell in below if cell.row < repeated), default=0)
    if not repeated or reach != repeated:
        return list(below)
    return [cell._replace(row=cell.row - repeated) for cell in below if cell.row >= repeated]


def _appended(above: Sequence[GridCell], below: Sequence[GridCell]) -> tuple[list[GridCell], int]:
    """Return the cells of both parts, those that the break tore apart as one, and the number of rows."""
    height = _rows(above)
    torn_row = _is_torn(above, below, height)
    shift = height - 1 if torn_row else height
    moved = [cell._replace(row=cell.row + shift) for cell in below]
    over = {(c.column, c.colspan): c for c in above if c.row + c.rowspan == height}
    joined: dict[GridCell, GridCell] = {}
    rest: list[GridCell] = []
    for cell in moved:
        upper = over.get((cell.column, cell.colspan)) if cell.row == shift else None
        if upper and (torn_row or _continues(upper, cell, moved)):
            joined[upper] = _one(upper, cell)
        else:
            rest.append(cell)
    return [joined.get(cell, cell) for cell in above] + rest, shift + _rows(below)


def _one(upper: GridCell, lower: GridCell) -> GridCell:
    """Return the cell of which a page break made two; some programs print its text on both pages."""
    text = lower.text if upper.text and _is_repeated(upper, lower) else upper.text + lower.text
    return upper._replace(text=text, rowspan=lower.row + lower.rowspan - upper.row, full=lower.full, tight=lower.tight)


def _is_torn(above: Sequence[GridCell], below: Sequence[GridCell], height: int) -> bool:
    """Tell whether the break went through a row: what stands below it ends what stands above it, cell by cell."""
    last = {(c.column, c.colspan): c for c in above if c.row + c.rowspan == height}
    first = {(c.column, c.colspan): c for c in below if c.row == 0}
    if any(cell.text and place not in last for place, cell in first.items()):
        return False
    pairs = [(upper, first[place]) for place, upper in last.items() if place in first]
    both = [(upper, lower) for upper, lower in pairs if upper.text and lower.text]
    if not both or not all(map(_may_go_on, both)):
        return False
    only_below = [lower for upper, lower in pairs if lower.text and not upper.text]
    figures_above = any(_FIGURE.fullmatch(upper.text) for upper, lower in pairs if upper.text and not lower.text)
    if figures_above:
        return not only_below
    return any(map(_surely_goes_on, both)) and (not only_below or any(_FIGURE.fullmatch(c.text) for c in only_below))


def _surely_goes_on(pair: _Pair) -> bool:
    """Tell whether a text was certainly broken.

    It has a number and its rest has none, a bracket is open, its line is as long as the longest, or one letter is left.
    """
    upper, lower = pair
    if _is_repeated(upper, lower):
        return False
    opened = sum(map(upper.text.count, "（(“")) > sum(map(upper.text.count, "）)”"))
    return bool(_BEGINS.match(upper.text)) or opened or upper.tight or len(lower.text) == 1


def _may_go_on(pair: _Pair) -> bool:
    """Tell whether a text below the break may be the rest of the one above: a figure of a figure, words of words."""
    upper, lower = pair
    figures = [bool(_FIGURE.fullmatch(cell.text)) for cell in pair]
    if not any(figures):
        return _is_repeated(upper, lower) or (upper.full and not _BEGINS.match(lower.text))
    return (all(figures) and upper.full) or (figures[0] and bool(_UNIT.fullmatch(lower.text)))


def _is_repeated(upper: GridCell, lower: GridCell) -> bool:
    """Tell whether a cell is printed in whole below the break, whatever of it stands above."""
    return "".join(lower.text.split()).startswith("".join(upper.text.split()))


def _continues(upper: GridCell, lower: GridCell, below: Sequence[GridCell]) -> bool:
    """Tell whether a merged cell goes on below the break: its rest is empty, the same text, or the end of its words."""
    beside = [cell.text for cell in below if cell.row == lower.row and cell.column > lower.column and cell.text]
    labelled = any(not _FIGURE.fullmatch(text) for text in beside)
    merged = upper.rowspan > 1 or lower.rowspan > 1
    if not merged or not labelled:
        return False
    return bool(upper.text) and (not lower.text or _may_go_on((upper, lower)))
