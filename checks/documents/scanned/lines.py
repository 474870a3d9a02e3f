"""The lines that rule a page, and where they lie on it."""

from collections.abc import Sequence
from typing import NamedTuple

from checks.documents.printed.layout import Ruling
from checks.documents.scanned.picture import DENSITY, Gray

_ACROSS, _DOWN = 55, 36
"""Pixels from which a dark run may be a line; the strokes of most characters are shorter."""
_GAP = 5
"""Pixels of a line that a scan may lose."""
_THICKEST, _SLOPE = 14, 0.01
"""Pixels of a line across its direction, and how much more of it leans on a page that is not quite straight."""
_REACH = 9
"""Pixels between the end of a line and the one that it meets."""
_GROWN = 2
_MOST = 3000
"""Dark runs of a page in one direction; a photograph has more, and no tables."""


class _Line(NamedTuple):
    """A dark run: where it lies across its direction, from where to where it runs, and its number in the mask."""

    at: float
    start: int
    end: int
    number: int

    def meets(self, other: "_Line") -> bool:
        """Tell whether a line of the other direction touches this one."""
        here = self.start - _REACH <= other.at <= self.end + _REACH
        return here and other.start - _REACH <= self.at <= other.end + _REACH


def rulings(dark: Gray) -> tuple[list[Ruling], list[Ruling], Gray]:
    """Return the lines across and down in points, and where they lie on the page, as 255."""
    import cv2  # noqa: PLC0415 - an extra
    import numpy as np  # noqa: PLC0415 - an extra

    across, across_labels = _lines(dark, wide=True)
    down, down_labels = _lines(dark, wide=False)
    across, down = _meeting(across, down)
    mask = np.zeros(dark.shape, np.uint8)
    for found, labels in ((across, across_labels), (down, down_labels)):
        mask[np.isin(labels, [line.number for line in found])] = 255
    size = 2 * _GROWN + 1
    mask = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_RECT, (size, size)))
    return _in_points(across), _in_points(down), mask


def _in_points(lines: Sequence[_Line]) -> list[Ruling]:
    return [Ruling(line.at / DENSITY, line.start / DENSITY, line.end / DENSITY) for line in lines]


def _lines(dark: Gray, *, wide: bool) -> tuple[list[_Line], Gray]:
    """Return the long dark runs of one direction, and a picture of their numbers."""
    import cv2  # noqa: PLC0415 - an extra

    length, gap, grown = ((_ACROSS, 1), (_GAP, 1), (1, 3)) if wide else ((1, _DOWN), (1, _GAP), (3, 1))
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, length))
    runs = cv2.dilate(runs, cv2.getStructuringElement(cv2.MORPH_RECT, grown))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs)
    if count > _MOST:
        return [], labels
    lines = []
    for number, (left, top, width, height, _) in enumerate(stats[1:].tolist(), 1):
        thick, long = (height, width) if wide else (width, height)
        if thick <= _THICKEST + long * _SLOPE:
            at, start = (top + height / 2, left) if wide else (left + width / 2, top)
            lines.append(_Line(at, start, start + long, number))
    return lines, labels


def _meeting(across: list[_Line], down: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """Return the lines that meet two others or more, as those of tables do and strokes of characters do not."""
    while True:
        kept_across = [line for line in across if _meets_two(line, down)]
        kept_down = [line for line in down if _meets_two(line, kept_across)]
        if len(kept_across) + len(kept_down) == len(across) + len(down):
            return kept_across, kept_down
        across, down = kept_across, kept_down


def _meets_two(line: _Line, others: Sequence[_Line]) -> bool:
    places = [other.at for other in others if line.meets(other)]
    return bool(places) and max(places) - min(places) > 2 * _REACH
