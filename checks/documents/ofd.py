"""OFD files (GB/T 33190): the characters, lines and pictures of their pages, read as printed pages are."""

import math
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from lxml import etree

from checks.documents.model import Document
from checks.documents.package import Pictures, joined, member
from checks.documents.printed.document import printed_document
from checks.documents.printed.edges import shown_of_run, unknown_figures
from checks.documents.printed.layout import LARGE, Box, Glyph, Sheet, Shown, rulings_of
from checks.documents.printed.radicals import seen
from checks.documents.printed.writing import is_wide
from checks.documents.refusal import MAX_GLYPHS, MAX_OBJECTS, MAX_PAGE, MAX_SHEETS, RefusedError
from checks.documents.scanned.picture import Gray, as_page, decoded
from checks.documents.scanned.sheets import Pages, pages_of
from checks.documents.word import parse_xml

PART = "OFD.xml"
_ENCRYPTED = "Encryptions.xml"
_POINTS = 72 / 25.4
"""Points in a millimetre, which OFD measures in."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_NARROW = 0.6
"""Full widths that a Latin letter or a digit takes at most, and half of that at least."""
_MOST_XML = 3 * MAX_PAGE


def parse_ofd(package: zipfile.ZipFile, source: str) -> Document:
    """Return the blocks of an OFD file.

    Raises:
        RefusedError: it is encrypted, damaged or too large, two pages are printed on one, or nothing tells where a
            figure stands, which may belong to any other.
    """
    if _ENCRYPTED in package.namelist():
        raise RefusedError("package_encrypted")
    reader = _Reader(package)
    pages, meta = pages_of(list(reader.sheets()), _scan), dict(reader.properties())
    again = partial(_again, source, pages, meta) if pages.second else None
    return printed_document(source, "ofd", pages.first, meta, again=again, doubtful=pages.doubtful)


def _scan(sheet: Sheet) -> Gray | None:
    """Return the picture that a page is; its format may be one that only programs for OFD know."""
    data = max(sheet.pictures, key=lambda shown: shown.box.width * shown.box.height).data
    try:
        return as_page(decoded(data)) if data else None
    except RefusedError:
        return None


def _again(source: str, pages: Pages, meta: Mapping[str, str]) -> Document:
    return printed_document(source, "ofd", [pages.second.get(page.number, page) for page in pages.first], meta)


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _all(node: etree._Element, name: str) -> Iterator[etree._Element]:
    return node.iter(f"{{*}}{name}")


def _text(node: etree._Element, name: str) -> str:
    return next((found.text.strip() for found in _all(node, name) if found.text), "")


def _numbers(text: str | None) -> list[float]:
    """Return the numbers of a list; what is none ends it."""
    numbers: list[float] = []
    for word in (text or "").split():
        try:
            number = float(word)
        except ValueError:
            break
        if not math.isfinite(number):
            break
        numbers.append(number)
    return numbers


def _number(text: str | None) -> float | None:
    """Return the one number that a text is, 0 where there is none; nothing where it is something else."""
    numbers = _numbers(text)
    if len(numbers) != len((text or "").split()) or len(numbers) > 1:
        return None
    return numbers[0] if numbers else 0.0


@dataclass(slots=True)
class _Reader:
    """Reads the parts of one package, within limits."""

    package: zipfile.ZipFile
    _size: int = 0
    _root: etree._Element = field(init=False)

    def __post_init__(self) -> None:
        self._root = self._part(PART)

    def _part(self, name: str) -> etree._Element:
        data = member(self.package, name)
        self._size += len(data)
        if self._size > _MOST_XML:
            raise RefusedError("package_too_large")
        return parse_xml(data)

    def properties(self) -> Iterator[tuple[str, str]]:
        """Yield the dates that the file carries about itself."""
        for name, key in (("document.created", "CreationDate"), ("document.modified", "ModDate")):
            stamp = _text(self._root, key)
            if stamp:
                yield name, stamp

    def sheets(self) -> Iterator[Sheet]:
        """Yield the pages in order."""
        name = _text(self._root, "DocRoot").lstrip("/")
        document = self._part(name)
        templates = {node.get("ID"): joined(name, node.get("BaseLoc")) for node in _all(document, "TemplatePage")}
        area = _numbers(_text(document, "PhysicalBox"))
        pages = [node for node in _all(document, "Page") if node.get("BaseLoc")]
        if len(pages) > MAX_SHEETS:
            raise RefusedError("too_many_pages", pages=len(pages), limit=MAX_SHEETS)
        pictures, parts = Pictures(self.package), dict(self._pictures(name, document))
        things = _Things(lambda resource: pictures.get(parts[resource]) if resource in parts else None)
        for number, node in enumerate(pages, 1):
            page = self._part(joined(name, node.get("BaseLoc")))
            own = _numbers(_text(page, "PhysicalBox"))
            left, top, width, height = own if len(own) == 4 else area if len(area) == 4 else _A4
            things.begin(Box(left, top, left + width, top + height))
            for used in _all(page, "Template"):
                if used.get("TemplateID") in templates:
                    things.read(self._part(templates[used.get("TemplateID")]))
            things.read(page)
            yield things.sheet(number)

    def _pictures(self, name: str, document: etree._Element) -> Iterator[tuple[str, str]]:
        """Yield the parts that are pictures, by the numbers that pages have for them."""
        for listed in (*_all(document, "PublicRes"), *_all(document, "DocumentRes")):
            place = joined(name, (listed.text or "").strip())
            if place in self.package.namelist():
                resources = self._part(place)
                folder = joined(place, f"{resources.get('BaseLoc') or '.'}/-")
                for media in _all(resources, "MultiMedia"):
                    yield media.get("ID", ""), joined(folder, _text(media, "MediaFile"))


class _Things:
    """The characters, lines and pictures of one page after the other, in points."""

    def __init__(self, picture: Callable[[str], bytes | None]) -> None:
        """`picture` returns the bytes of a picture by its number."""
        self._picture = picture
        self._counted = 0
        self._characters = 0
        self.begin(Box(*_A4))

    def begin(self, area: Box) -> None:
        """Begin a page that shows an area, in millimetres."""
        self._area = area
        self._glyphs: list[Glyph] = []
        self._strokes: list[Box] = []
        self._pictures: list[tuple[Box, str]] = []

    def sheet(self, number: int) -> Sheet:
        """Return the page."""
        width, height = self._size
        across, down = rulings_of(self._strokes)
        large = [(box, resource) for box, resource in self._pictures if box.width > width * LARGE]
        shown = tuple(Shown(box) for box, _ in large)
        sheet = Sheet(number, width, height, tuple(self._glyphs), tuple(across), tuple(down), shown)
        looked_at = (sheet.is_picture or sheet.is_clear(box) for box, _ in large)
        pictures = (
            Shown(box, self._picture(resource) if wanted else None)
            for (box, resource), wanted in zip(large, looked_at, strict=True)
        )
        return replace(sheet, pictures=tuple(pictures))

    def read(self, page: etree._Element) -> None:
        """Add what a page or a template draws."""
        for node in page.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
            self._counted += 1
            if self._counted > MAX_OBJECTS:
                raise RefusedError("page_too_large", limit=MAX_OBJECTS)
            if node.get("Visible") == "false":
                continue
            frame, kind = _Frame.of(node, self._area.x0, self._area.y0), _name(node)
            if kind == "TextObject":
                self._add_text(node, frame)
            elif frame and kind == "PathObject":
                self._add_path(node, frame)
            elif frame:
                x, y = frame.x * _POINTS, frame.y * _POINTS
                box = Box(x, y, x + frame.width * _POINTS, y + frame.height * _POINTS)
                self._pictures.append((box, node.get("ResourceID", "")))

    def _add_text(self, node: etree._Element, frame: "_Frame | None") -> None:
        size = _number(node.get("Size"))
        for code in _all(node, "TextCode"):
            text = "".join((code.text or "").splitlines())
            self._characters += len(text)
            if self._characters > MAX_GLYPHS:
                raise RefusedError("text_too_long", limit=MAX_GLYPHS)
            glyphs = _glyphs(text, code, size, frame) if frame and size is not None else None
            if glyphs is not None:
                self._glyphs += shown_of_run(glyphs, *self._size)
            elif any(map(str.isdecimal, text)):
                raise RefusedError("text_without_place")

    @property
    def _size(self) -> tuple[float, float]:
        return self._area.width * _POINTS, self._area.height * _POINTS

    def _add_path(self, node: etree._Element, frame: "_Frame") -> None:
        stroked, filled = node.get("Stroke") != "false", node.get("Fill") == "true"
        for points in _outlines(_text(node, "AbbreviatedData")):
            placed = [frame.point(x, y) for x, y in points]
            if stroked:
                self._strokes += (Box(*map(min, one, two), *map(max, one, two)) for one, two in pairwise(placed))
            elif filled:
                xs, ys = [x for x, _ in placed], [y for _, y in placed]
                self._strokes.append(Box(min(xs), min(ys), max(xs), max(ys)))


def _glyphs(text: str, code: etree._Element, size: float, frame: "_Frame") -> list[Glyph] | None:
    """Return the characters of a text where they are drawn; nothing where that is not told."""
    x, y = _number(code.get("X")), _number(code.get("Y"))
    if x is None or y is None:
        return None
    (along, told), (down, told_as_well) = (_steps(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
    glyphs = []
    for character, step, fall in zip(text, along, down, strict=True):
        advance = _advance(character, size, step)
        (x0, y0), (x1, _) = frame.point(x, y), frame.point(x + advance, y)
        glyphs.append(Glyph(seen(ord(character)), min(x0, x1), max(x0, x1), y0, size * frame.scale))
        x, y = x + (step or 0), y + (fall or 0)
    return glyphs if told and told_as_well else unknown_figures(glyphs)


def _steps(text: str | None, count: int) -> tuple[list[float | None], bool]:
    """Return how far it is from each character to the next, and whether no step that is needed is something else.

    `g 3 4.2` says 4.2 three times. The last character has no step.
    """
    words, steps, told = iter((text or "").split()), list[float | None](), True
    for word in words:
        if len(steps) >= count - 1:
            break
        times = next(words, "0") if word == "g" else "1"
        step = _numbers(next(words, "") if word == "g" else word)
        if not step or not times.isdecimal():
            told = False
            break
        steps += step * min(int(times), count)
    padded: list[float | None] = [*steps[: max(count - 1, 0)]]
    return padded + [None] * (count - len(padded)), told


def _advance(character: str, size: float, step: float | None) -> float:
    """Return how wide a character is: no wider than the step to the next."""
    own = size if is_wide(character) else size * (_NARROW if step else _NARROW / 1.2)
    return min(own, step) if step else own


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where an object lies: its boundary, and the matrix within."""

    x: float
    y: float
    width: float
    height: float
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def of(cls, node: etree._Element, left: float, top: float) -> "_Frame | None":
        """Return the frame of an object on a page with an upper left corner; nothing where it is not told."""
        boundary, matrix = _numbers(node.get("Boundary")), _numbers(node.get("CTM"))
        if len(boundary) != 4 or len(matrix) != (6 if node.get("CTM", "").strip() else 0):
            return None
        x, y, width, height = boundary
        return cls(x - left, y - top, width, height, *matrix)

    @property
    def scale(self) -> float:
        """Points of one unit of the object from top to bottom."""
        return abs(self.d or self.b) * _POINTS

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the object lies on the page, in points."""
        return (
            (self.x + self.a * x + self.c * y + self.e) * _POINTS,
            (self.y + self.b * x + self.d * y + self.f) * _POINTS,
        )


_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""The operators of a path and how many numbers follow each; curves count as the line between their ends."""


def _outlines(data: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each part of a path; a closed part ends where it began."""
    points: list[tuple[float, float]] = []
    words = iter(data.split())
    for word in words:
        numbers = _numbers(" ".join(next(words, "") for _ in range(_ARGUMENTS.get(word, 0))))
        if word in {"S", "M"} and points:
            yield points
            points = []
        if word == "C" and points:
            points.append(points[0])
        elif len(numbers) >= 2:
            points.append((numbers[-2], numbers[-1]))
    if points:
        yield points
