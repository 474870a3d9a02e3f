"""Reports as PDF by the programs that offices use: LibreOffice, and the printing of Chromium."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from subprocess import run
from tempfile import TemporaryDirectory

from tests.writing.manuscript import Manuscript, Paragraph

from .base import Layout, Written
from .html import article, block, official
from .html_chromium import QUIET, chromium
from .html_page import text
from .pdf import PRINTED
from .word import converted, office

_STYLES = (
    "table{border-collapse:collapse} td{border:1px solid #000;padding:2px}",
    "table{border-collapse:collapse} td{border:1px solid #000;padding:6px 1px;text-align:center} p{margin:2px}",
    "td{border:1px solid #000;padding:4px} p{margin:4px} body{font-size:14px}",
)
_PLAIN = (
    "td{padding:4px} p{margin:2px}",
    "table{border-collapse:collapse} td{padding:0 3px;text-align:right;font-size:12px} p{margin:0}",
    "td{padding:3px 1px;text-align:center;font-size:13px;line-height:1.6} p{margin:0}",
    "td{padding:6px 2px;vertical-align:top;word-break:break-all} p{margin:0}",
    "table{border-collapse:collapse;font-size:11px} td{padding:2px;text-align:center;word-break:break-all} p{margin:0}",
)
"""Tables of which no line is drawn."""
_SITE = 0.3
"""How often a whole web page is printed, with all around the report."""


def _paper(manuscript: Manuscript, rng: Random, styles: Sequence[str] = _STYLES) -> bytes:
    """Write a report as an office has it: the title, the date, the text, nothing around."""
    title = "".join(f'<p style="text-align:center;font-size:22px">{text(line)}</p>' for line in manuscript.title)
    label, date = manuscript.date
    dated = f'<p style="text-align:center">{label}：{date}</p>' if date else ""
    signature = "".join(block(Paragraph(line)) for line in manuscript.signature)
    size = rng.choice((14, 16, 18))
    style = f"body{{font-size:{size}px}} {rng.choice(styles)}"
    head = f'<head><meta charset="utf-8"><style>{style}</style></head>'
    body = f"{title}{dated}{article(manuscript.blocks)}{signature}"
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>".encode()


def by_libreoffice(manuscripts: Sequence[Manuscript], rngs: Sequence[Random]) -> list[Written]:
    """Let LibreOffice make PDFs of our papers, all in one run."""
    return _by_libreoffice([_paper(manuscript, rng) for manuscript, rng in zip(manuscripts, rngs, strict=True)])


def _undrawn(paper: bytes) -> bytes:
    """Take the lines out of the tables of a paper."""
    return paper.replace(b' border="1"', b"").replace(b"border:1px solid windowtext;", b"")


def plain_by_libreoffice(manuscripts: Sequence[Manuscript], rngs: Sequence[Random]) -> list[Written]:
    """Let LibreOffice make PDFs of papers with tables that have no lines."""
    pairs = zip(manuscripts, rngs, strict=True)
    return _by_libreoffice([_undrawn(_paper(*pair, _PLAIN)) for pair in pairs])


def _by_libreoffice(papers: Sequence[bytes]) -> list[Written]:
    made = converted(papers, "html", "pdf:writer_pdf_Export", "--infilter=HTML (StarWriter)")
    return [Written(data, "report.pdf") for data in made]


def by_chromium(manuscripts: Sequence[Manuscript], rngs: Sequence[Random]) -> list[Written]:
    """Let Chromium print our papers, and sometimes whole web pages, as people save them."""
    pairs = zip(manuscripts, rngs, strict=True)
    return _by_chromium([official(*pair).data if pair[1].random() < _SITE else _paper(*pair) for pair in pairs])


def plain_by_chromium(manuscripts: Sequence[Manuscript], rngs: Sequence[Random]) -> list[Written]:
    """Let Chromium print papers with tables that have no lines."""
    return _by_chromium([_undrawn(_paper(*pair, _PLAIN)) for pair in zip(manuscripts, rngs, strict=True)])


def _by_chromium(papers: Sequence[bytes]) -> list[Written]:
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        pages = [Path(folder, f"{number}.html") for number in range(len(papers))]
        for path, paper in zip(pages, papers, strict=True):
            path.write_bytes(paper)
        return list(pool.map(_print, pages))


def _print(page: Path) -> Written:
    printed, profile = page.with_suffix(".pdf"), page.with_suffix(".profile")
    browser = [chromium(), "--headless", "--no-sandbox", "--disable-gpu", *QUIET, f"--user-data-dir={profile}"]
    run([*browser, f"--print-to-pdf={printed}", page.as_uri()], check=True, capture_output=True, timeout=300)
    return Written(printed.read_bytes(), "report.pdf")


LAYOUTS = (
    Layout(
        "pdf_libreoffice",
        "pdf",
        lambda manuscript, rng: by_libreoffice([manuscript], [rng])[0],
        PRINTED,
        write_many=by_libreoffice,
        available=lambda: bool(office()),
        needs="LibreOffice (soffice)",
    ),
    Layout(
        "pdf_chromium",
        "pdf",
        lambda manuscript, rng: by_chromium([manuscript], [rng])[0],
        PRINTED,
        write_many=by_chromium,
        available=lambda: bool(chromium()),
        needs="Chromium",
    ),
    Layout(
        "pdf_libreoffice_plain",
        "damaged",
        lambda manuscript, rng: plain_by_libreoffice([manuscript], [rng])[0],
        replace(PRINTED, empties=False),
        write_many=plain_by_libreoffice,
        available=lambda: bool(office()),
        needs="LibreOffice (soffice)",
    ),
    Layout(
        "pdf_chromium_plain",
        "damaged",
        lambda manuscript, rng: plain_by_chromium([manuscript], [rng])[0],
        replace(PRINTED, empties=False),
        write_many=plain_by_chromium,
        available=lambda: bool(chromium()),
        needs="Chromium",
    ),
)
