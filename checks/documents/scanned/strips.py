"""Where lines of text stand in a part of a page, by the ink in its rows and columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checks.documents.scanned.picture import Gray

_SPECK = 6
"""Pixels; smaller blots are dirt."""
_EDGE, _TALLEST = 2, 200
"""Pixels: what reaches so near to the edge of a picture is the edge of the paper; no character is taller."""
_CLOSE, _TALL = 0.4, 1.3
"""In heights of a line: pieces of one line are this close, and together no taller than this."""
_APART = 1.6
"""In heights of a line: words further apart are no longer one piece of text."""
_SMALLEST, _USUAL = 8, 24
"""Pixels: the lowest piece that shows how tall lines are, and how tall they are where nothing shows it."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a line of text on a page, in pixels; it ends before `right` and `bottom`."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """From left to right."""
        return self.right - self.left


def without_dirt(dark: Gray) -> Gray:
    """Return the ink without blots too small for a point, the edges of the paper, and lines that rule no table."""
    import cv2  # noqa: PLC0415 - an extra

    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark)
    left, top, width, height, area = stats.T
    at_edge = (left <= _EDGE) | (top <= _EDGE)
    at_edge |= (left + width >= dark.shape[1] - _EDGE) | (top + height >= dark.shape[0] - _EDGE)
    kept = (area >= _SPECK) & ~at_edge & (height <= _TALLEST)
    kept[0] = False
    return kept[labels].astype("uint8") * 255


def rows_of_ink(dark: Gray, area: Strip) -> list[Strip]:
    """Return the runs of rows with ink in an area, each as wide as its ink."""
    inside = dark[area.top : area.bottom, area.left : area.right]
    return [
        Strip(area.left + left, area.top + top, area.left + right, area.top + bottom)
        for top, bottom in _runs(inside.any(axis=1))
        for left, right in [_ends(inside[top:bottom].any(axis=0))]
    ]


def _runs(filled: Gray) -> Iterator[tuple[int, int]]:
    start = None
    for at, full in enumerate([*filled.tolist(), False]):
        if full and start is None:
            start = at
        elif not full and start is not None:
            yield start, at
            start = None


def _ends(filled: Gray) -> tuple[int, int]:
    places = filled.nonzero()[0]
    return int(places[0]), int(places[-1]) + 1


def usual_height(pieces: Sequence[Strip]) -> int:
    """Return how tall the lines are that some pieces make: as three of four are at most."""
    heights = sorted(piece.height for piece in pieces if piece.height >= _SMALLEST)
    return heights[len(heights) * 3 // 4] if heights else _USUAL


def joined(pieces: Sequence[Strip], usual: int) -> list[Strip]:
    """Return the lines of which some pieces below each other are parts: 三 has three, i two."""
    lines: list[Strip] = []
    for piece in pieces:
        above = lines[-1] if lines else None
        if above and piece.top - above.bottom <= _CLOSE * usual and piece.bottom - above.top <= _TALL * usual:
            lines[-1] = _around(above, piece)
        else:
            lines.append(piece)
    return lines


def _around(one: Strip, other: Strip) -> Strip:
    return Strip(
        min(one.left, other.left), min(one.top, other.top), max(one.right, other.right), max(one.bottom, other.bottom)
    )


def words_of(dark: Gray, line: Strip) -> list[Strip]:
    """Return the pieces of a line that stand far from each other, as those of columns without rulings do."""
    inside = dark[line.top : line.bottom, line.left : line.right].any(axis=0)
    words: list[Strip] = []
    for left, right in _runs(inside):
        if words and line.left + left - words[-1].right <= _APART * line.height:
            words[-1] = replace(words[-1], right=line.left + right)
        else:
            words.append(replace(line, left=line.left + left, right=line.left + right))
    return words
