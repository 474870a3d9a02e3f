"""Rows without rulings as close as the lines of their cells: each takes what puts its cells side by side."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from math import inf

from checks.documents.printed.bands import LABELS, Zone
from checks.documents.printed.columns import ROOM, begins_anew, is_figure
from checks.documents.printed.pieces import Cell, Piece, Row, add_label, cells_of, has_two_labels, stacked
from checks.documents.printed.spacing import closest_lines
from checks.documents.printed.writing import em_of

_MOST_ROWS = 200
"""Lines of figures on a page."""
_MOST_LINES = 4
"""Lines of a cell of figures."""
_LEVEL = 0.2
"""Shares of the spacing of lines by which the middles of the cells of a row may differ."""

_State = tuple[int, ...]
"""How many pieces of every column are in rows already, or in one row."""


def rows_side_by_side(pieces: Sequence[Piece], zone: Zone) -> list[Row]:
    """Return the rows of a table in which every cell says something; none where its lines make no such rows.

    The cells of a row stand in the middle of it, or all begin on its first line.
    """
    if len(zone.rows) > _MOST_ROWS:
        return []
    pairs = list(stacked(pieces))
    spacing = closest_lines(pair for pair in pairs if zone.rows[0] <= pair[0].line and pair[1].line <= zone.rows[-1])
    if spacing == inf:
        return []
    columns = [list(_figures(pieces, column, zone, spacing)) for column in range(len(zone.bands))]
    rows = [Row(dict(enumerate(cells)), []) for cells in _in_the_middle(columns, spacing) or _on_top(columns, spacing)]
    labels = [piece for piece in pieces if piece.column == LABELS]
    beside = [piece for piece in labels if zone.rows[0] <= piece.line <= zone.rows[-1]]
    full = [pair for pair in pairs if pair[0].column == LABELS and not _has_room(pair[0], beside)]
    for cell in cells_of(labels, full, spacing):
        add_label(rows, cell, spacing)
    return rows if _are_labelled(rows) else []


def _are_labelled(rows: Sequence[Row]) -> bool:
    """Tell whether every row has one label, with a number so that none is the end of another; or none has any."""
    numbered = all(any(begins_anew(cell[0].text) for cell in row.labels) for row in rows)
    return not any(map(has_two_labels, rows)) and (numbered or not any(row.labels for row in rows))


def _figures(pieces: Sequence[Piece], column: int, zone: Zone, spacing: float) -> Iterator[Piece]:
    """Yield what stands in a column from its first figure on, as far as the last row goes."""
    before: Piece | None = None
    for piece in pieces:
        if piece.column != column or (before is None and not is_figure(piece.text)):
            continue
        if before and piece.line > zone.rows[-1] and piece.baseline - before.baseline > spacing:
            return
        yield piece
        before = piece


def _in_the_middle(columns: Sequence[Sequence[Piece]], spacing: float) -> list[list[Cell]]:
    """Return the cells of the rows, as many rows as there may be, where those of a row have one middle; or nothing."""
    whole, dead = tuple(map(len, columns)), set[_State]()

    def walk(state: _State) -> list[_State] | None:
        if state == whole:
            return []
        for step in () if state in dead else _steps(columns, state, spacing):
            rest = walk(tuple(map(int.__add__, state, step)))
            if rest is not None:
                return [step, *rest]
        dead.add(state)
        return None

    return list(_taken(columns, walk((0,) * len(columns)) or []))


def _steps(columns: Sequence[Sequence[Piece]], state: _State, spacing: float) -> Iterator[_State]:
    """Yield how many pieces of every column may be the next row, fewest first."""
    found = [list(_middles(column, at, spacing)) for column, at in zip(columns, state, strict=True)]
    for middle in found[0]:
        step = [
            next((count for count, other in enumerate(each, 1) if abs(other - middle) < spacing * _LEVEL), 0)
            for each in found
        ]
        if all(step):
            yield tuple(step)


def _middles(column: Sequence[Piece], at: int, spacing: float) -> Iterator[float]:
    """Yield the middle of the next piece, of the next two, and so on, as far as they stand close enough."""
    for end in range(at, min(at + _MOST_LINES, len(column))):
        if end > at and column[end].baseline - column[end - 1].baseline > spacing:
            return
        yield (column[at].baseline + column[end].baseline) / 2


def _on_top(columns: Sequence[Sequence[Piece]], spacing: float) -> list[list[Cell]]:
    """Return the cells of the rows where those of a row all begin on its first line; or nothing.

    Two figures on one line of a column are no two rows.
    """
    first = set.intersection(*({piece.line for piece in column} for column in columns))
    steps = [_steps_from(column, first, spacing) for column in columns]
    together = all(steps) and len({len(each) for each in steps}) == 1
    return list(_taken(columns, list(zip(*steps, strict=True)))) if together else []


def _steps_from(column: Sequence[Piece], first: AbstractSet[int], spacing: float) -> list[int]:
    """Return how many pieces of a column each row takes that begins on one of some lines; nothing where one is left."""
    begins = [at for at, piece in enumerate(column) if piece.line in first]
    counts = [end - at for at, end in pairwise([*begins, len(column)])]
    close = all(count <= len(list(_middles(column, at, spacing))) for at, count in zip(begins, counts, strict=True))
    return counts if begins[:1] == [0] and close else []


def _taken(columns: Sequence[Sequence[Piece]], steps: Sequence[_State]) -> Iterator[list[Cell]]:
    state = [0] * len(columns)
    for step in steps:
        yield [list(column[at : at + count]) for column, at, count in zip(columns, state, step, strict=True)]
        state = [at + count for at, count in zip(state, step, strict=True)]


def _has_room(piece: Piece, labels: Sequence[Piece]) -> bool:
    """Tell whether more words would have fitted behind a part of a label, before the next label or the figures."""
    end = piece.glyphs[-1].x1
    beside = [other.glyphs[0].x0 for other in labels if other.glyphs[0].x0 >= end]
    edge = min([*beside, max((other.glyphs[-1].x1 for other in labels), default=end)])
    return edge - end > ROOM * em_of(piece.glyphs)
