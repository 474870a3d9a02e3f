"""What PDFium knows of the things on a page, and how the page must be turned to be read."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from ctypes import c_double, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pypdfium2 import PdfPage, raw

from checks.documents.printed.layout import Box, Glyph
from checks.documents.printed.radicals import seen
from checks.documents.refusal import RefusedError

_RECTANGLE = 5
"""The segments of a rectangle; a filled path of so few is where its bounds are."""
_DEEPEST = 8
"""Forms inside each other that are looked into."""
_QUARTER = math.pi / 2
_BLANK = ord(" ")
_ADDED = frozenset({*range(1, _BLANK), _BLANK})
"""What PDFium adds between words and lines, and what no font prints."""
_SLANT = 0.1
"""Quarters of a turn; what leans more is a watermark."""


class Character(NamedTuple):
    """A character in the coordinates of the file, with the direction that it is written in as quarters of a turn."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    quarter: int


class Stroke(NamedTuple):
    """A line, or an area that may be one, in the coordinates of the file."""

    x0: float
    y0: float
    x1: float
    y1: float


class _Matrix(NamedTuple):
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: "_Matrix") -> "_Matrix":
        origin = outer.point(self.e, self.f)
        return _Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            *origin,
        )


_AS_IT_IS = _Matrix(1, 0, 0, 1, 0, 0)


def characters_of(page: PdfPage, most: int) -> list[Character]:
    """Return the characters of a page in the order of the file; those that lean are left out.

    Raises:
        RefusedError: there are more than `most`.
    """
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > most:
            raise RefusedError("text_too_long", limit=most)
        return [found for index in range(count) if (found := _character(text.raw, index))]
    finally:
        text.close()


def _character(text: object, index: int) -> Character | None:
    """Return one character; None for the blanks and line ends that PDFium adds, and for what leans."""
    code = raw.FPDFText_GetUnicode(text, index)
    if code in _ADDED and (code < _BLANK or raw.FPDFText_IsGenerated(text, index) == 1):
        return None
    turns = raw.FPDFText_GetCharAngle(text, index) / _QUARTER
    if abs(turns - round(turns)) > _SLANT:
        return None
    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    raw.FPDFText_GetLooseCharBox(text, index, box)
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    return Character(seen(code), box.left, box.bottom, box.right, box.top, x.value, y.value, round(-turns) % 4)


@dataclass(slots=True)
class Drawing:
    """The lines and pictures of a page, and how its text is printed."""

    most: int
    objects: int = 0
    strokes: list[Stroke] = field(default_factory=list)
    pictures: list[Stroke] = field(default_factory=list)
    _texts: Counter[bool] = field(default_factory=Counter)

    @classmethod
    def of(cls, page: PdfPage, most: int) -> "Drawing":
        """Look at everything on a page.

        Raises:
            RefusedError: there is more than `most`.
        """
        drawing = cls(most)
        count = raw.FPDFPage_CountObjects(page)
        if count > most:
            raise RefusedError("page_too_large", limit=most)
        for index in range(count):
            drawing._add(raw.FPDFPage_GetObject(page, index), _AS_IT_IS, 0)
        return drawing

    @property
    def text_is_hidden(self) -> bool:
        """Whether most text is there to be searched only, as scanners put it behind their pictures."""
        return self._texts[True] > self._texts[False]

    def _add(self, found: object, outer: _Matrix, depth: int) -> None:
        self.objects += 1
        if self.objects > self.most:
            raise RefusedError("page_too_large", limit=self.most)
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self._texts[raw.FPDFTextObj_GetTextRenderMode(found) == raw.FPDF_TEXTRENDERMODE_INVISIBLE] += 1
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._add_path(found, outer)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            corners = [_matrix(found).within(outer).point(x, y) for x in (0, 1) for y in (0, 1)]
            self.pictures.append(_around(corners))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _matrix(found).within(outer)
            for index in range(raw.FPDFFormObj_CountObjects(found)):
                self._add(raw.FPDFFormObj_GetObject(found, index), inner, depth + 1)

    def _add_path(self, path: object, outer: _Matrix) -> None:
        filled, stroked = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(path, filled, stroked)
        if not filled.value and not stroked.value:
            return
        segments = raw.FPDFPath_CountSegments(path)
        self.objects += segments
        if not stroked.value and segments <= _RECTANGLE:
            self.strokes.append(_bounds(path, outer))
            return
        matrix = _matrix(path).within(outer)
        for points in _outlines(path, segments, matrix):
            if stroked.value and not _is_clear(path):
                self.strokes += (Stroke(*one, *two) for one, two in pairwise(points))
            elif filled.value:
                self.strokes.append(_around(points))


def _is_clear(path: object) -> bool:
    """Tell whether a line is drawn in a colour that nobody sees."""
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    known = raw.FPDFPageObj_GetStrokeColor(path, red, green, blue, alpha)
    return bool(known) and alpha.value == 0


def _bounds(found: object, outer: _Matrix) -> Stroke:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    raw.FPDFPageObj_GetBounds(found, left, bottom, right, top)
    if outer is _AS_IT_IS:
        return Stroke(left.value, bottom.value, right.value, top.value)
    return _around([outer.point(x.value, y.value) for x in (left, right) for y in (bottom, top)])


def _matrix(found: object) -> _Matrix:
    given = raw.FS_MATRIX()
    known = raw.FPDFPageObj_GetMatrix(found, given)
    return _Matrix(given.a, given.b, given.c, given.d, given.e, given.f) if known else _AS_IT_IS


def _outlines(path: object, segments: int, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each part of a path; a closed part ends where it began."""
    points: list[tuple[float, float]] = []
    x, y = c_float(), c_float()
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(matrix.point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _around(points: Sequence[tuple[float, float]]) -> Stroke:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Stroke(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned until its text runs from left to right, and the way of every point there."""

    quarter: int
    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, page: PdfPage, characters: Sequence[Character]) -> "Turn":
        """Return the turn that most characters of a page need; without any, the one that the page asks for."""
        quarters = Counter(character.quarter for character in characters)
        quarter = quarters.most_common(1)[0][0] if quarters else page.get_rotation() // 90
        return cls(quarter, *page.get_bbox())

    @property
    def width(self) -> float:
        """Of the page as it is read."""
        return self.top - self.bottom if self.quarter % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Of the page as it is read."""
        return self.right - self.left if self.quarter % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point lies on the turned page, from its upper left corner."""
        if self.quarter == 0:
            return x - self.left, self.top - y
        if self.quarter == 1:
            return y - self.bottom, x - self.left
        if self.quarter == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, area: Stroke) -> Box:
        """Return a rectangle on the turned page."""
        if self.quarter == 0 and area.x0 <= area.x1 and area.y0 <= area.y1:
            return Box(area.x0 - self.left, self.top - area.y1, area.x1 - self.left, self.top - area.y0)
        (x0, y0), (x1, y1) = self.point(area.x0, area.y0), self.point(area.x1, area.y1)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def glyphs(self, characters: Iterable[Character]) -> Iterator[Glyph]:
        """Yield the characters on the turned page."""
        for each in characters:
            box = self.box(Stroke(each.left, each.bottom, each.right, each.top))
            yield Glyph(each.text, box.x0, box.x1, self.point(each.x, each.y)[1], box.height)
