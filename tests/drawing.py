"""Pages of a PDF drawn word by word, and what is read of them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from checks.documents import parse_documents
from checks.documents.model import Document, Paragraph

canvases = pytest.importorskip("reportlab.pdfgen.canvas", reason="ReportLab is not installed")
metrics = pytest.importorskip("reportlab.pdfbase.pdfmetrics")
cid_fonts = pytest.importorskip("reportlab.pdfbase.cidfonts")
FONT = "STSong-Light"
Draw = Callable[[Any], None]
"""Draws one page upon a canvas."""


def drawn(*pages: Draw, **options: Any) -> bytes:
    metrics.registerFont(cid_fonts.UnicodeCIDFont(FONT))
    buffer = BytesIO()
    canvas = canvases.Canvas(buffer, pagesize=(595, 842), invariant=1, **options)
    for page in pages:
        canvas.setFont(FONT, 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(*pages: Draw) -> Document:
    (document,) = parse_documents(drawn(*pages), "given")
    return document


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def write(*lines: tuple[float, float, str]) -> Draw:
    """Write texts at x and y."""

    def draw(canvas: Any) -> None:
        for x, y, text in lines:
            canvas.drawString(x, y, text)

    return draw


def together(*parts: Draw) -> Draw:
    """Draw several things on one page."""

    def draw(canvas: Any) -> None:
        for part in parts:
            part(canvas)

    return draw
