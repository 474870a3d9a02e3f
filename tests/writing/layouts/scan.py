"""Reports as scans: drawn in a font, rendered, laid askew, blurred, shaded, speckled, and kept as JPEG."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from tests.writing.grid import Grid
from tests.writing.manuscript import Block, Manuscript

from .base import Layout, Written
from .html import article, block
from .html_page import page
from .pdf import HEIGHT, PRINTED, WIDTH, Press, Style, draw

_FONTS = {
    "hei": Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    "song": Path("/usr/share/fonts/truetype/arphic/uming.ttc"),
    "kai": Path("/usr/share/fonts/truetype/arphic/ukai.ttc"),
}
_NEEDED = ("reportlab", "pypdfium2", "PIL", "numpy")


def _available(font: str) -> bool:
    return all(find_spec(name) for name in _NEEDED) and _FONTS[font].is_file()


@cache
def _registered(font: str) -> str:
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415 - an optional producer
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    registerFont(TTFont(f"scan-{font}", str(_FONTS[font]), subfontIndex=0))
    return f"scan-{font}"


@dataclass(frozen=True, slots=True)
class Scanner:
    """What a scanner does to pages.

    Attributes:
        density: pixels an inch.
        slant: degrees that a page lies askew, drawn for every page up to this.
        blur: radius in pixels.
        noise: standard deviation of the grey of every pixel.
        paper, shade: the grey of the paper, and how much darker one of its edges is.
        quality: of the JPEG.
    """

    density: int
    slant: float
    blur: float
    noise: float
    paper: int
    shade: int
    quality: int

    @classmethod
    def random(cls, rng: Random) -> "Scanner":
        """Take one from an office."""
        return cls(
            density=rng.choice((100, 120, 150, 150, 200, 200)),
            slant=rng.choice((0.0, 0.3, 0.8, 1.5)),
            blur=rng.choice((0.0, 0.3, 0.6)),
            noise=rng.choice((0.0, 4.0, 8.0)),
            paper=rng.choice((255, 248, 236)),
            shade=rng.choice((0, 0, 25)),
            quality=rng.choice((45, 60, 75, 90)),
        )

    def scanned(self, page: Any, rng: Random) -> Any:
        """Return the picture of a page as this scanner takes it."""
        import numpy as np  # noqa: PLC0415 - an optional producer
        from PIL import Image, ImageFilter  # noqa: PLC0415

        turned = page.rotate(rng.uniform(-self.slant, self.slant), Image.Resampling.BICUBIC, fillcolor=255)
        soft = turned.filter(ImageFilter.GaussianBlur(self.blur)) if self.blur else turned
        grey = np.asarray(soft, np.float32) * (self.paper / 255)
        grey -= np.linspace(0, self.shade, grey.shape[1], dtype=np.float32)[None, :]
        grey += np.random.default_rng(rng.randrange(2**32)).normal(0, self.noise or 0.01, grey.shape)
        return Image.fromarray(grey.clip(0, 255).astype(np.uint8))


def pages_of(pdf: bytes, density: int) -> list[Any]:
    """Return the pages of a PDF as grey pictures."""
    import pypdfium2  # noqa: PLC0415 - also a dependency of the product, used here to render only

    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=density / 72, grayscale=True).to_pil().convert("L") for page in document]


def drawn_in(font: str, manuscript: Manuscript, rng: Random) -> bytes:
    """Draw a report as PDF in a font."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - an optional producer

    buffer = BytesIO()
    style = Style.random(rng, (_registered(font),))
    draw(Canvas(buffer, pagesize=(WIDTH, HEIGHT)), style, manuscript, rng)
    return buffer.getvalue()


def _scan(font: str) -> Callable[[Manuscript, Random], Written]:
    def write(manuscript: Manuscript, rng: Random) -> Written:
        scanner = Scanner.random(rng)
        pages = pages_of(drawn_in(font, manuscript, rng), scanner.density)
        return Written(as_pdf([scanner.scanned(page, rng) for page in pages], scanner), "report.pdf")

    return write


def pictured(manuscript: Manuscript, rng: Random) -> Written:
    """Write a web page that shows its tables as pictures, carried in its own text."""
    density, style = rng.choice((110, 130, 160)), Style.random(rng, (_registered(rng.choice(sorted(_FONTS))),))
    kind = rng.choice(("PNG", "JPEG"))
    shown = article(manuscript.blocks, lambda item: _shown(item, style, density, kind))
    return Written(page(manuscript, shown, rng).encode(), "report.html")


def _shown(item: Block, style: Style, density: int, kind: str) -> str:
    if not isinstance(item, Grid):
        return block(item)
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - an optional producer

    buffer = BytesIO()
    press = Press(Canvas(buffer, pagesize=(WIDTH, HEIGHT)), replace(style, running=False, number=""), "")
    press.table(item)
    press.finish()
    return "".join(_carried(_trimmed(each), kind) for each in pages_of(buffer.getvalue(), density))


def _trimmed(page: Any) -> Any:
    """Return a page without the paper around what is printed on it."""
    from PIL import ImageOps  # noqa: PLC0415 - an optional producer

    left, top, right, bottom = ImageOps.invert(page).getbbox()
    return page.crop((left - 8, top - 8, right + 8, bottom + 8))


def _carried(picture: Any, kind: str) -> str:
    buffer = BytesIO()
    picture.save(buffer, kind, **({"quality": 80} if kind == "JPEG" else {}))
    code = b64encode(buffer.getvalue()).decode()
    return f'<p style="text-align:center"><img src="data:image/{kind.lower()};base64,{code}"></p>'


def as_pdf(pages: Sequence[Any], scanner: Scanner) -> bytes:
    """Return a PDF whose pages are pictures."""
    buffer = BytesIO()
    first, *rest = pages
    first.save(buffer, "PDF", save_all=True, append_images=rest, resolution=scanner.density, quality=scanner.quality)
    return buffer.getvalue()


def _layout(name: str, write: Callable[[Manuscript, Random], Written], *fonts: str) -> Layout:
    files = ", ".join(_FONTS[font].name for font in fonts)
    return Layout(
        name,
        "ocr",
        write,
        PRINTED,
        available=lambda: all(_available(font) for font in fonts),
        needs=f"ReportLab, numpy, Pillow and {files}",
    )


LAYOUTS = (
    *(_layout(f"scan_{font}", _scan(font), font) for font in _FONTS),
    _layout("scan_tables", pictured, *_FONTS),
)
