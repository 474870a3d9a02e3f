"""Reports as OFD (GB/T 33190), drawn as the PDFs are: characters with their steps, rulings as paths."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from tests.writing.manuscript import Manuscript

from .base import Layout, Written
from .pdf import HEIGHT, PRINTED, WIDTH, Style, draw

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MM = 25.4 / 72
_STAMP = "2024-01-20"


def _steps(steps: Sequence[float], grouped: bool) -> str:
    """Write the steps between characters, equal ones as a group where the program does so."""
    words = [f"{step * _MM:.4f}" for step in steps]
    if grouped and len(set(words)) == 1 and len(words) > 1:
        return f"g {len(words)} {words[0]}"
    return " ".join(words)


@dataclass(slots=True)
class _Path:
    """A path of rectangles."""

    data: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        left, right = x * _MM, (x + width) * _MM
        top, bottom = (HEIGHT - y - height) * _MM, (HEIGHT - y) * _MM
        self.data.append(f"M {left} {top} L {right} {top} L {right} {bottom} L {left} {bottom} C")


@dataclass(slots=True)
class _Canvas:
    """Takes what ReportLab's canvas takes and writes pages of an OFD package."""

    grouped: bool
    pages: list[str] = field(default_factory=list)
    things: list[str] = field(default_factory=list)
    size: float = 10.0

    def setFont(self, _name: str, size: float) -> None:  # noqa: N802 - ReportLab's name, as all below
        self.size = size

    def setLineWidth(self, _width: float) -> None:  # noqa: N802
        return

    def stringWidth(self, text: str, _font: str, size: float) -> float:  # noqa: N802
        return sum(self._advance(character) for character in text) * size

    @staticmethod
    def _advance(character: str) -> float:
        return 0.5 if character.isascii() else 1.0

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        if not text:
            return
        size, width = self.size * _MM, self.stringWidth(text, "", self.size) * _MM
        steps = _steps([self._advance(character) * self.size for character in text[:-1]], self.grouped)
        delta = f' DeltaX="{steps}"' if steps else ""
        boundary = f"{x * _MM} {(HEIGHT - y) * _MM - size} {width} {size * 1.2}"
        code = f'<ofd:TextCode X="0" Y="{size}"{delta}>{escape(text)}</ofd:TextCode>'
        self.things.append(f'<ofd:TextObject Boundary="{boundary}" Font="1" Size="{size}">{code}</ofd:TextObject>')

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        points = [(x0 * _MM, (HEIGHT - y0) * _MM), (x1 * _MM, (HEIGHT - y1) * _MM)]
        self._path("M {} {} L {} {}".format(*points[0], *points[1]))

    def rect(self, x: float, y: float, width: float, height: float, *, stroke: int = 1, fill: int = 0) -> None:
        path = _Path()
        path.rect(x, y, width, height)
        self._path(path.data[0], "" if stroke else f' Stroke="false" Fill="{"true" if fill else "false"}"')

    def beginPath(self) -> _Path:  # noqa: N802
        return _Path()

    def drawPath(self, path: _Path) -> None:  # noqa: N802
        self._path(" ".join(path.data))

    def _path(self, data: str, how: str = "") -> None:
        boundary = f"0 0 {WIDTH * _MM} {HEIGHT * _MM}"
        inner = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
        self.things.append(f'<ofd:PathObject Boundary="{boundary}" LineWidth="0.2"{how}>{inner}</ofd:PathObject>')

    def showPage(self) -> None:  # noqa: N802
        self.pages.append("".join(self.things))
        self.things.clear()

    def save(self) -> None:
        self.showPage()


def _package(pages: Sequence[str]) -> bytes:
    box = f"<ofd:PhysicalBox>0 0 {WIDTH * _MM} {HEIGHT * _MM}</ofd:PhysicalBox>"
    listed = "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    common = f"<ofd:CommonData><ofd:PageArea>{box}</ofd:PageArea></ofd:CommonData>"
    info = f"<ofd:DocInfo><ofd:CreationDate>{_STAMP}</ofd:CreationDate></ofd:DocInfo>"
    root = "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    parts = {
        "OFD.xml": f'<ofd:OFD {_NAMESPACE} DocType="OFD"><ofd:DocBody>{info}{root}</ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f"<ofd:Document {_NAMESPACE}>{common}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, things in enumerate(pages):
        layer = f'<ofd:Content><ofd:Layer ID="9">{things}</ofd:Layer></ofd:Content>'
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"<ofd:Page {_NAMESPACE}>{layer}</ofd:Page>"
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return buffer.getvalue()


def drawn(manuscript: Manuscript, rng: Random) -> Written:
    """Draw a report into an OFD package."""
    canvas: Any = _Canvas(grouped=rng.random() < 0.5)
    draw(canvas, Style.random(rng, ("宋体",)), manuscript, rng)
    return Written(_package(canvas.pages), "report.ofd")


LAYOUTS = (Layout("ofd_drawn", "ofd", drawn, PRINTED), Layout("ofd_four", "ofd", drawn, PRINTED, four_tables=True))
