"""Rows without rulings as close as the lines of their cells: what puts their cells side by side, and what does not."""

import pytest

from checks.documents.printed.bands import Zone
from checks.documents.printed.layout import Glyph
from checks.documents.printed.pieces import Piece
from checks.documents.printed.segments import rows_side_by_side

Place = tuple[int, int, str]


def piece(line: int, column: int, text: str) -> Piece:
    """What stands in a column of one line; lines are 10 apart."""
    glyphs = (
        Glyph(sign, 100.0 * column + 5 * at, 100.0 * column + 5 * at + 5, 10.0 * line, 10)
        for at, sign in enumerate(text)
    )
    return Piece(line, column, tuple(glyphs))


@pytest.mark.parametrize(
    ("extra", "rows"),
    [
        ([], [["18", "2", "3"], ["4", "5", "6"]]),
        ([(1, 2, "7")], [["18", "2", "37"], ["4", "5", "6"]]),
        ([(0, 2, "7")], []),  # two figures on one line of a column: fuzzing lost a reader to it
    ],
)
def test_rows_are_told_where_every_column_has_as_many(extra: list[Place], rows: list[list[str]]) -> None:
    first = [(0, 0, "1"), (1, 0, "8"), (0, 1, "2"), (0, 2, "3")]
    figures = [*first, (3, 0, "4"), (3, 1, "5"), (3, 2, "6"), *extra]
    pieces = sorted((piece(*each) for each in figures), key=lambda each: (each.line, each.column))
    zone = Zone([(100.0 * column, 100.0 * column + 5) for column in range(3)], [0, 3], 0.0)
    found = rows_side_by_side(pieces, zone)
    assert [["".join(part.text for part in row.cells[column]) for column in range(3)] for row in found] == rows
