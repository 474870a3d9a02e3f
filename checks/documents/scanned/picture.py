"""The bytes of a picture to a straight page of grey, and what of it is ink."""

from typing import Any, TypeAlias

from checks.documents.refusal import RefusedError

Gray: TypeAlias = Any
"""Rows of bytes, 0 black and 255 white, as an array of numpy."""

DENSITY = 200 / 72
"""Pixels a point at which pages are looked at."""
PAGE_WIDTH, PAGE_LENGTH = 595.0, 842.0
"""Points of a sheet of A4, which pictures without a size are taken for."""
_MOST_PIXELS = 60_000_000
_LARGEST_SLANT = 5.0
_SMALL = 900
_INK_WINDOW, _INK = 41, 18
"""Ink is darker than what lies around it within so many pixels, by so much."""

_END, _STROKE = 0.25, 0.25
"""The parts of a sign's height that are its top and its foot, and by how much of it a stroke leans between them.

A slanted 1 leans by a fifth at most, `/` by a third.
"""


def decoded(data: bytes) -> Gray:
    """Return a picture as it came.

    Raises:
        RefusedError: it is damaged or larger than any page.
    """
    import cv2  # noqa: PLC0415 - an extra
    import numpy as np  # noqa: PLC0415 - an extra

    gray = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if gray is None:
        raise RefusedError("package_damaged")
    if gray.size > _MOST_PIXELS:
        raise RefusedError("package_too_large")
    return gray


def encoded(gray: Gray) -> bytes:
    """Return a picture as a file."""
    import cv2  # noqa: PLC0415 - an extra

    _, data = cv2.imencode(".png", gray)
    return bytes(data)


def as_page(gray: Gray) -> Gray:
    """Return a picture in the density of a page: as wide as a sheet, as long as it is."""
    import cv2  # noqa: PLC0415 - an extra

    height, width = gray.shape
    factor = DENSITY * sheet_width(width, height) / width
    if 0.9 < factor < 1.1:
        return gray
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(gray, (round(width * factor), round(height * factor)), interpolation=how)


def sheet_width(width: float, height: float) -> float:
    """Return how many points a page is taken to be wide, by its shape in any unit."""
    return PAGE_LENGTH if height < width < height * 2 and width > PAGE_LENGTH else PAGE_WIDTH


def straightened(gray: Gray) -> Gray:
    """Return a page turned by the few degrees that its lines slant."""
    import cv2  # noqa: PLC0415 - an extra

    slant = _slant(gray)
    if abs(slant) < 0.03:
        return gray
    height, width = gray.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1)
    return cv2.warpAffine(gray, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _slant(gray: Gray) -> float:
    """Return by how many degrees a page must be turned for its rows to be sharpest."""
    import cv2  # noqa: PLC0415 - an extra

    factor = min(_SMALL / max(gray.shape), 1)
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = ink(small)
    best = 0.0
    for step, reach in ((0.5, _LARGEST_SLANT), (0.1, 0.5), (0.02, 0.1)):
        tries = [best + step * at for at in range(-round(reach / step), round(reach / step) + 1)]
        best = max(tries, key=lambda angle: _sharpness(dark, angle))
    return best


def _sharpness(dark: Gray, angle: float) -> float:
    import cv2  # noqa: PLC0415 - an extra

    height, width = dark.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    rows = cv2.warpAffine(dark, turn, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1, dtype="float64")
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def ink(gray: Gray) -> Gray:
    """Return where a page is dark, as 255, whatever its paper looks like."""
    import cv2  # noqa: PLC0415 - an extra

    return cv2.adaptiveThreshold(255 - gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, _INK_WINDOW, -_INK)


def leans(dark: Gray) -> bool:
    """Tell whether a sign leans to the right as a stroke does, by where its ink begins and ends."""
    import numpy as np  # noqa: PLC0415 - an extra

    rows, columns = np.nonzero(dark)
    if not rows.size:
        return False
    first, last = rows.min(), rows.max()
    height = last - first + 1
    top, bottom = columns[rows < first + height * _END], columns[rows > last - height * _END]
    return bool(top.mean() - bottom.mean() > _STROKE * height)


def contrasted(gray: Gray) -> Gray:
    """Return a page whose darkest ink is black and whose paper is white."""
    import numpy as np  # noqa: PLC0415 - an extra

    darkest, paper = np.percentile(gray, (0.5, 60))
    return ((gray - darkest) * (255.0 / max(paper - darkest, 1))).clip(0, 255).astype(np.uint8)
