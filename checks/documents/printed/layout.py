"""What lies on a page of a PDF, in points from its upper left corner as a reader sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from checks.model import By


class Glyph(NamedTuple):
    """One printed character: its box as wide as it advances, and the line it stands on."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float

    @property
    def centre(self) -> tuple[float, float]:
        """A point inside the character."""
        return (self.x0 + self.x1) / 2, self.baseline - self.size * 0.3


class Ruling(NamedTuple):
    """A straight line along an axis: where it lies across that axis, and from where to where it runs."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A rectangle; `y` grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0


class Shown(NamedTuple):
    """A picture on a page; `data` are its bytes where it may be looked at by itself."""

    box: Box
    data: bytes | None = None


LARGE = 0.3
"""The share of a page's width from which a picture may hold a table."""
_FEW = 20
"""Characters on a page that is nothing but a picture: its number, the mark of a scanner."""
_THIN = 3.0
"""Points; an area as narrow as this is a line."""


def rulings_of(areas: Iterable[Box]) -> tuple[list[Ruling], list[Ruling]]:
    """Return the lines among some drawn areas: those from left to right, and those from top to bottom."""
    across: list[Ruling] = []
    down: list[Ruling] = []
    for area in areas:
        if area.height <= _THIN and area.width > area.height:
            across.append(Ruling((area.y0 + area.y1) / 2, area.x0, area.x1))
        elif area.width <= _THIN and area.height > area.width:
            down.append(Ruling((area.x0 + area.x1) / 2, area.y0, area.y1))
    return across, down


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page before anything on it is understood; `number` counts from 1.

    `by` tells whether its characters are told by the file or recognised in a picture.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    across: tuple[Ruling, ...] = ()
    down: tuple[Ruling, ...] = ()
    pictures: tuple[Shown, ...] = ()
    by: By = "text"

    @property
    def is_picture(self) -> bool:
        """Whether the page is one picture, but for its number or the mark of a scanner."""
        boxes = (shown.box for shown in self.pictures)
        covering = any(box.width > self.width / 2 and box.height > self.height / 2 for box in boxes)
        return covering and len(self.glyphs) < _FEW

    def is_clear(self, box: Box) -> bool:
        """Tell whether nothing is printed over a part of the page: a background is no picture of a table."""
        inside = (box.x0 < x < box.x1 and box.y0 < y < box.y1 for x, y in (glyph.centre for glyph in self.glyphs))
        return not any(inside)


class Word(NamedTuple):
    """Characters of a line without a gap among them; `text` begins with the gap before them.

    Where they are the lines of a cell put together, `full` tells whether the last has no room for another character.
    """

    text: str
    x0: float
    x1: float
    full: bool | None = None


class TextLine(NamedTuple):
    """A line of text outside the tables; `em` is the full width of its characters, `order` its number on the page."""

    words: tuple[Word, ...]
    baseline: float
    em: float
    page: int
    order: int

    @property
    def text(self) -> str:
        """Its words with the gaps between them: a tab where one is as wide as a column, else a blank."""
        return "".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1


class GridCell(NamedTuple):
    """A cell between rulings.

    `full` tells that its last line has no room for another character, as where a word is broken; `tight` that it is as
    long as the longest of several.
    """

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    full: bool = False
    tight: bool = False


class Fragment(NamedTuple):
    """The part of a table that stands on one page: the places of its rulings and the cells between them."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]


class Figure(NamedTuple):
    """A picture large enough to hold a table."""

    page: int
    y0: float
    whole_page: bool = False
    data: bytes | None = None


Item = TextLine | Fragment | Figure


@dataclass(frozen=True, slots=True)
class Laid:
    """One page understood: its items from top to bottom, and how its characters are known."""

    number: int
    width: float
    height: float
    items: tuple[Item, ...]
    by: By = "text"
