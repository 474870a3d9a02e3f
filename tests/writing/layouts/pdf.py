"""Reports as PDF drawn by ReportLab: all rulings and page breaks are ours, so that tables are torn as real ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from tests.writing.grid import Grid, Slot, placed
from tests.writing.hand import Medium
from tests.writing.manuscript import Block, Heading, Manuscript

from .base import Layout, Written

_FONT_FILE = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
WIDTH, HEIGHT = 595.28, 841.89
_MARGIN = 74.0
PRINTED = Medium(padding=False)
_ALIGNED = {"left": 0.0, "centre": 0.5, "right": 1.0}
_NOT_IN_FONTS = str.maketrans("−", "－")


@cache
def _fonts() -> tuple[str, ...]:
    """Register the fonts; one lies in the file, the other is only named, as in many files of offices."""
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415 - an optional producer
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    registerFont(TTFont("embedded", str(_FONT_FILE), subfontIndex=0))
    registerFont(UnicodeCIDFont("STSong-Light"))
    return "embedded", "STSong-Light"


def available() -> bool:
    """Tell whether PDFs can be drawn here."""
    return find_spec("reportlab") is not None and _FONT_FILE.is_file()


@dataclass(slots=True)
class Style:
    """How one office prints.

    Attributes:
        rulings: `cells` (a frame a cell), `lines` (each whole), `bars` (thin filled areas), `path` (one path) or none.
        number: how pages are numbered.
        header: whether the header of a table is printed again on the next page.
        torn: what becomes of a merged label over a page break: its lines `flow`, or it is printed `above` or on `both`.
        rows: whether rows may be torn.
        padding: what a cell keeps free above its text and below it, together.
        align: where figures stand in their cells; `middle` whether all cells are centred from top to bottom.
    """

    font: str
    size: float
    rulings: str
    number: str
    header: bool
    torn: str
    rows: bool
    running: bool
    padding: float = 6.0
    align: str = "centre"
    middle: bool = False

    @classmethod
    def random(cls, rng: Random, fonts: Sequence[str]) -> "Style":
        """Draw the habits of an office."""
        return cls(
            font=rng.choice(fonts),
            size=rng.choice((8.0, 9.0, 10.5)),
            rulings=rng.choice(("cells", "lines", "bars", "path")),
            number=rng.choice(("- {} -", "— {} —", "{}", "第 {} 页", "")),
            header=rng.random() < 0.4,
            torn=rng.choice(("flow", "flow", "above", "both")),
            rows=rng.random() < 0.5,
            running=rng.random() < 0.2,
        )


@dataclass(slots=True)
class _Cell:
    """A cell to be drawn, with its lines; `told` of them stand on earlier pages."""

    row: int
    column: int
    slot: Slot
    lines: list[str]
    told: int = 0


@dataclass(slots=True)
class Press:
    """Draws one report page by page, from the top down."""

    canvas: Any
    style: Style
    running: str
    pages: int = 0
    y: float = 0.0

    def __post_init__(self) -> None:
        self._begin()

    def finish(self) -> None:
        """Close the file."""
        self._number()
        self.canvas.save()

    def feed(self) -> None:
        """Go on to the next page."""
        self._number()
        self.canvas.showPage()
        self._begin()

    def _begin(self) -> None:
        self.pages += 1
        self.y = HEIGHT - _MARGIN
        if self.style.running:
            self._write(self.running, _MARGIN, HEIGHT - 40, 8)

    def _number(self) -> None:
        text = self.style.number.format(self.pages)
        self._write(text, WIDTH / 2 - 10, 42, 10.5)

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.y - _MARGIN

    def _write(self, text: str, x: float, y: float, size: float) -> None:
        self.canvas.setFont(self.style.font, size)
        self.canvas.drawString(x, y, text)

    def wide(self, text: str, size: float) -> float:
        """Return how wide a text is."""
        return self.canvas.stringWidth(text, self.style.font, size)

    def wrapped(self, text: str, size: float, width: float, first: float = 0.0) -> list[str]:
        """Break a text into lines, as Chinese is broken: anywhere."""
        lines, room = [""], width - first
        for character in text:
            if lines[-1] and self.wide(lines[-1] + character, size) > room:
                lines.append("")
                room = width
            lines[-1] += character
        return lines

    def paragraph(self, text: str, size: float, *, centred: bool = False, indent: float = 2.0) -> None:
        """Print a paragraph."""
        width = WIDTH - 2 * _MARGIN
        for number, line in enumerate(self.wrapped(text, size, width, 0 if centred else indent * size)):
            if self.room < size * 1.8:
                self.feed()
            self.y -= size * 1.8
            before = (width - self.wide(line, size)) / 2 if centred else 0 if number else indent * size
            self._write(line, _MARGIN + before, self.y, size)

    def table(self, grid: Grid) -> None:
        """Print a table, over as many pages as it takes."""
        _Setting(self, grid).print()


class _Setting:
    """One table on its way to the pages."""

    def __init__(self, press: Press, grid: Grid) -> None:
        self.press, self.grid, self.size = press, grid, press.style.size
        if grid.width == 15:
            self.size = min(self.size, 9.0)
        self.leading, self.padding = self.size * 1.3, press.style.padding
        self.xs = [_MARGIN]
        for share in _shares(grid, self.size):
            self.xs.append(self.xs[-1] + share)
        self.cells = [self._cell(*each) for each in placed(grid.lines)]
        self.heights = self._heights()

    def _cell(self, row: int, column: int, slot: Slot) -> _Cell:
        width = self.xs[column + slot.across] - self.xs[column] - 6
        return _Cell(row, column, slot, self.press.wrapped(slot.text.translate(_NOT_IN_FONTS), self.size, width))

    def _need(self, cell: _Cell) -> float:
        return (len(cell.lines) - cell.told) * self.leading + self.padding

    def _heights(self) -> list[float]:
        heights = [self.leading + self.padding] * len(self.grid.lines)
        for cell in sorted(self.cells, key=lambda cell: cell.slot.down):
            rows = range(cell.row, min(cell.row + cell.slot.down, len(heights)))
            short = self._need(cell) - sum(heights[row] for row in rows)
            for row in rows:
                heights[row] += max(short, 0) / len(rows)
        return heights

    def print(self) -> None:
        """Print rows until the page is full, then go on upon the next."""
        first, part = 0, 0.0
        while first < len(self.heights):
            last, cut = self._fitting(first, part)
            if last == first and not cut:
                self.press.feed()
                continue
            self._segment(first, last, part, cut)
            if last >= len(self.heights):
                break
            self.press.feed()
            if self.press.style.header and self.grid.header and last >= self.grid.header:
                self._segment(0, self.grid.header, 0, 0, again=True)
            first, part = last, cut

    def _fitting(self, first: int, part: float) -> tuple[int, float]:
        """Return the row before which the page is full, and how much of it still fits where rows may be torn."""
        room = self.press.room
        for row in range(first, len(self.heights)):
            height = self.heights[row] - (part if row == first else 0)
            if height > room:
                lines = int((room - self.padding) / self.leading)
                tearable = self.press.style.rows and row >= self.grid.header and height > self.leading * 2
                return row, (lines * self.leading + self.padding if tearable and lines and not part else 0.0)
            room -= height
        return len(self.heights), 0.0

    def _segment(self, first: int, last: int, part: float, cut: float, *, again: bool = False) -> None:
        """Print rows from `first`, of which `part` is printed already, to before `last`, and `cut` of that one."""
        heights = {row: self.heights[row] - (part if row == first else 0) for row in range(first, last)}
        if part:
            heights[first] = max(heights[first], self.leading + self.padding)
        if cut:
            heights[last] = cut
        tops = {}
        y = self.press.y
        for row, height in heights.items():
            tops[row] = y
            y -= height
        frames = [self._place(cell, heights, tops, y, again=again) for cell in self.cells if self._shows(cell, heights)]
        self._rule(frames)
        self.press.y = y

    def _shows(self, cell: _Cell, heights: dict[int, float]) -> bool:
        return any(row in heights for row in range(cell.row, cell.row + cell.slot.down))

    def _place(
        self, cell: _Cell, heights: dict[int, float], tops: dict[int, float], end: float, *, again: bool
    ) -> tuple[float, float, float, float]:
        rows = [row for row in range(cell.row, cell.row + cell.slot.down) if row in heights]
        top = tops[rows[0]]
        bottom = top - sum(heights[row] for row in rows)
        left, right = self.xs[cell.column], self.xs[cell.column + cell.slot.across]
        lines = cell.lines if again else self._lines(cell, top - bottom, ends=bottom <= end + 0.01)
        free = max(top - bottom - self.padding - len(lines) * self.leading, 0)
        y = top - self.padding / 2 - (free / 2 if self.press.style.middle else 0)
        for line in lines:
            y -= self.leading
            self.press._write(line, self._start(line, left, right, cell), y + self.leading * 0.25, self.size)  # noqa: SLF001
        return left, bottom, right, top

    def _start(self, line: str, left: float, right: float, cell: _Cell) -> float:
        free = right - left - self.press.wide(line, self.size)
        share = _ALIGNED[self.press.style.align] if cell.slot.cell else 0
        return left + min(max(free * share, 3), max(free - 3, 3))

    def _lines(self, cell: _Cell, height: float, *, ends: bool) -> list[str]:
        """Return the lines of a cell that stand in this part of it."""
        fits = len(cell.lines) * self.leading + self.padding - 1 <= height
        if cell.told and self.press.style.torn == "both" and cell.slot.down > 1 and fits:
            return cell.lines
        rest = cell.lines[cell.told :]
        fitting = max(int((height - self.padding + 1) / self.leading), 0)
        shown = rest[:fitting] if ends else rest
        cell.told += len(shown)
        return shown

    def _rule(self, frames: Sequence[tuple[float, float, float, float]]) -> None:
        canvas, kind = self.press.canvas, self.press.style.rulings
        canvas.setLineWidth(0.5)
        path = canvas.beginPath()
        for left, bottom, right, top in frames:
            sides = [(left, top, right, top), (left, bottom, right, bottom), (left, bottom, left, top)]
            for x0, y0, x1, y1 in [*sides, (right, bottom, right, top)]:
                if kind == "bars":
                    canvas.rect(x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1)
                elif kind == "lines":
                    canvas.line(x0, y0, x1, y1)
            if kind == "cells":
                canvas.rect(left, bottom, right - left, top - bottom)
            path.rect(left, bottom, right - left, top - bottom)
        if kind == "path":
            canvas.drawPath(path)


def _shares(grid: Grid, size: float) -> list[float]:
    width = WIDTH - 2 * _MARGIN
    if grid.width == 10:
        labels = [size + 8, size * 4 + 8]
        figures = [size * 2.8 + 4] * 7
        return [*labels, width - sum(labels) - sum(figures), *figures]
    if grid.width == 4:
        return [width * share for share in (0.34, 0.22, 0.22, 0.22)]
    return [width / grid.width] * grid.width


def _paper(manuscript: Manuscript) -> Iterator[tuple[str, Block | str]]:
    yield from (("title", line) for line in manuscript.title)
    label, date = manuscript.date
    if date:
        yield "date", f"{label}：{date}"
    yield from (("block", item) for item in manuscript.blocks)
    yield from (("signature", line) for line in manuscript.signature)


def drawn(manuscript: Manuscript, rng: Random) -> Written:
    """Draw a report with rulings and page breaks of our own."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - an optional producer

    buffer = BytesIO()
    draw(Canvas(buffer, pagesize=(WIDTH, HEIGHT)), Style.random(rng, _fonts()), manuscript, rng)
    return Written(buffer.getvalue(), "report.pdf")


def unruled(manuscript: Manuscript, rng: Random) -> Written:
    """Draw the tables without any rulings, so that only where the figures stand tells their columns."""
    return _plain(manuscript, rng, replace(Style.random(rng, _fonts()), rulings=""))


def unruled_otherwise(manuscript: Manuscript, rng: Random) -> Written:
    """Draw the tables without any rulings in other ways: cells in the middle of their rows, figures at one side."""
    style = replace(
        Style.random(rng, _fonts()),
        rulings="",
        padding=rng.choice((0.0, 2.0, 4.0, 8.0)),
        align=rng.choice(("left", "centre", "right", "right")),
        middle=rng.random() < 0.7,
    )
    return _plain(manuscript, rng, style)


def _plain(manuscript: Manuscript, rng: Random, style: Style) -> Written:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - an optional producer

    buffer = BytesIO()
    draw(Canvas(buffer, pagesize=(WIDTH, HEIGHT)), style, manuscript, rng)
    return Written(buffer.getvalue(), "report.pdf")


def draw(canvas: Any, style: Style, manuscript: Manuscript, rng: Random) -> None:
    """Draw a report upon a canvas that knows what ReportLab's knows."""
    press = Press(canvas, style, "".join(manuscript.title))
    body = rng.choice((12.0, 14.0, 16.0))
    for kind, item in _paper(manuscript):
        if isinstance(item, Grid):
            press.y -= 6
            press.table(item)
            press.y -= 6
        elif isinstance(item, str):
            press.paragraph(item, 18.0 if kind == "title" else body, centred=kind != "signature", indent=16)
        else:
            press.paragraph(item.text, body + (isinstance(item, Heading) and rng.random() < 0.3))
    press.finish()


LAYOUTS = (
    Layout("pdf_drawn", "pdf", drawn, PRINTED, available=available, needs="ReportLab and fonts-wqy-zenhei"),
    Layout(
        "pdf_four", "pdf", drawn, PRINTED, four_tables=True, available=available, needs="ReportLab and fonts-wqy-zenhei"
    ),
    Layout(
        "pdf_unruled",
        "damaged",
        unruled,
        replace(PRINTED, empties=False),
        available=available,
        needs="ReportLab and fonts-wqy-zenhei",
    ),
    Layout(
        "pdf_unruled_otherwise",
        "damaged",
        unruled_otherwise,
        replace(PRINTED, empties=False),
        available=available,
        needs="ReportLab and fonts-wqy-zenhei",
    ),
)
