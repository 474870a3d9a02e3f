"""Reports as DOCX: by our own writer (merged cells, tracked changes), by python-docx, by LibreOffice, and zipped."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from random import Random
from shutil import which
from subprocess import run
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from tests.writing.grid import Grid, Line, Slot, placed, unmerged
from tests.writing.manuscript import Block, Manuscript

from .base import Layout, Written
from .html import official

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_TRACKED = 'w:id="7" w:author="样板" w:date="2024-01-05T00:00:00Z"'


def raw(manuscript: Manuscript, rng: Random) -> Written:
    """Write the package by hand: gridSpan, vMerge, runs split anywhere, in some reports tracked changes."""
    tracked = 0.1 if rng.random() < 0.3 else 0.0
    body = "".join(_block(item, rng, tracked) for item in manuscript.paper())
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>'
    return Written(package(document), "report.docx")


def package(document: str) -> bytes:
    """Return the file whose main part is given, with the parts that Word wants beside it."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELS)
        package.writestr("word/document.xml", document)
    return buffer.getvalue()


def _block(item: Block, rng: Random, tracked: float) -> str:
    if not isinstance(item, Grid):
        return _paragraph(item.text, rng, tracked)
    rows = "".join(f"<w:tr>{''.join(_cell(slot, rng, tracked) for slot in line)}</w:tr>" for line in unmerged(item))
    columns = '<w:gridCol w:w="900"/>' * item.width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _cell(slot: Slot, rng: Random, tracked: float) -> str:
    span = f'<w:gridSpan w:val="{slot.across}"/>' if slot.across > 1 else ""
    merge = "<w:vMerge/>" if slot.below else '<w:vMerge w:val="restart"/>' if slot.down > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(slot.text, rng, tracked)}</w:tc>"


def _paragraph(words: str, rng: Random, tracked: float) -> str:
    place = rng.randrange(len(words) + 1)
    runs = "".join(_run(piece) for piece in (words[:place], words[place:]) if piece)
    if words and rng.random() < tracked:
        runs = f"<w:del {_TRACKED}>{_run('99', 'delText')}</w:del><w:ins {_TRACKED}>{runs}</w:ins>"
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p>'


def _run(words: str, tag: str = "t") -> str:
    return f'<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:{tag} xml:space="preserve">{escape(words)}</w:{tag}></w:r>'


def by_python_docx(manuscript: Manuscript, _rng: Random) -> Written:
    """Write with python-docx, which repeats a merged cell at each of its places."""
    from docx import Document  # noqa: PLC0415 - an optional producer

    document = Document()
    for item in manuscript.paper():
        if isinstance(item, Grid):
            _fill(document.add_table(len(item.lines), item.width), item.lines)
        else:
            document.add_paragraph(item.text)
    buffer = BytesIO()
    document.save(buffer)
    return Written(buffer.getvalue(), "report.docx")


def _fill(table: Any, lines: Sequence[Line]) -> None:
    cells = [row.cells for row in table.rows]
    for number, column, slot in placed(lines):
        last = cells[number + slot.down - 1][column + slot.across - 1]
        whole = cells[number][column] if slot.across == slot.down == 1 else cells[number][column].merge(last)
        whole.text = slot.text


def by_libreoffice(manuscripts: Sequence[Manuscript], rngs: Sequence[Random]) -> list[Written]:
    """Let LibreOffice turn our web pages into DOCX, all in one run."""
    pages = [official(manuscript, rng).data for manuscript, rng in zip(manuscripts, rngs, strict=True)]
    made = converted(pages, "html", "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")
    return [Written(data, "report.docx") for data in made]


def old_by_libreoffice(manuscripts: Sequence[Manuscript], rngs: Sequence[Random]) -> list[Written]:
    """Let LibreOffice turn our DOCX into DOC, all in one run."""
    files = [raw(manuscript, rng).data for manuscript, rng in zip(manuscripts, rngs, strict=True)]
    return [Written(data, "report.doc") for data in converted(files, "docx", "doc:MS Word 97")]


def converted(files: Sequence[bytes], ending: str, target: str, *options: str) -> list[bytes]:
    """Let LibreOffice convert some files; `target` is an ending, a colon and the name of its filter."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.{ending}") for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [office(), profile, "--headless", *options, "--convert-to", target, "--outdir", folder]
        run([*command, *map(str, paths)], check=True, capture_output=True, timeout=900)
        return [path.with_suffix(f".{target.partition(':')[0]}").read_bytes() for path in paths]


@cache
def office() -> str:
    """Return where LibreOffice is; empty where it is not."""
    return which("soffice") or which("libreoffice") or ""


def zipped(manuscript: Manuscript, rng: Random) -> Written:
    """Put the DOCX into an archive beside a note."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("年度报告/report.docx", raw(manuscript, rng).data)
    return Written(buffer.getvalue(), "report.zip")


LAYOUTS = (
    Layout("docx_raw", "docx", raw, dated=False),
    Layout(
        "docx_python",
        "docx",
        by_python_docx,
        dated=False,
        available=lambda: find_spec("docx") is not None,
        needs="python-docx",
    ),
    Layout(
        "docx_libreoffice",
        "docx",
        lambda manuscript, rng: by_libreoffice([manuscript], [rng])[0],
        write_many=by_libreoffice,
        available=lambda: bool(office()),
        needs="LibreOffice (soffice)",
    ),
    Layout("docx_zip", "docx", zipped, dated=False),
    Layout(
        "doc_libreoffice",
        "doc",
        lambda manuscript, rng: old_by_libreoffice([manuscript], [rng])[0],
        write_many=old_by_libreoffice,
        available=lambda: bool(office()),
        needs="LibreOffice (soffice)",
    ),
)
