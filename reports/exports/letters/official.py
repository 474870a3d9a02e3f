"""The form of official documents (GB/T 9704—2012) in DOCX: page, fonts, parts, tables, signature.

A4 with margins of 37, 26, 35 and 28 mm, twenty-two lines a page; letterhead and title 小标宋, first titles 黑体, second
楷体, text 仿宋 of 16 points; page numbers outside. For fonts that a machine lacks the file names the usual stand-ins.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from html import escape
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import SubElement

from config.settings import Lang
from reports.exports.letters.numbering import ordinal, written_day
from reports.exports.safety import shown

SONG, FANG, KAI, HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
_STAND_INS = {SONG: "华文中宋,宋体,SimSun", FANG: "仿宋,FangSong", KAI: "楷体,KaiTi", HEI: "SimHei", "宋体": "SimSun"}
_LATIN = "Times New Roman"
_RED = RGBColor(0xC8, 0x10, 0x1E)
_LINE = Pt(28.9)
_TEXT, _SMALL = Pt(16), Pt(10.5)
_TITLES = (HEI, KAI, FANG)
_WIDE = re.compile("[\u2e80-\u9fff]")
"""Where there is Chinese, quotation marks and dots are Chinese ones."""

_STAMP = (1980, 1, 1, 0, 0, 0)


class Drawn(NamedTuple):
    """A cell of a table; a `strong` one is what the table is shown for."""

    text: str
    strong: bool = False


class Letter:
    """One document in the making; parts are numbered as they come."""

    def __init__(self, lang: Lang) -> None:
        self._lang: Lang = lang
        self._document = docx.Document()
        self._counts = [0, 0, 0]
        _set_page(self._document.sections[0])
        self._document.settings.odd_and_even_pages_header_footer = True
        normal = self._document.styles["Normal"]
        normal.font.size = _TEXT
        normal.font.name = _LATIN
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), FANG)
        normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.line_spacing = _LINE

    def letterhead(self, office: str, number: str) -> None:
        """Begin with the name of the office in red, the line for the number of the document, and the red rule."""
        size = Pt(min(36, 420 / max(len(office), 1)))
        head = self._line(office, SONG, size, WD_ALIGN_PARAGRAPH.CENTER)
        head.paragraph_format.line_spacing = 1.2
        head.runs[0].font.color.rgb = _RED
        _rule(self._line(number, FANG, _TEXT, WD_ALIGN_PARAGRAPH.CENTER))

    def warning(self, text: str) -> None:
        """Say in red what nobody may overlook."""
        self._line(text, HEI, Pt(14), WD_ALIGN_PARAGRAPH.CENTER).runs[0].font.color.rgb = _RED

    def title(self, text: str) -> None:
        """Write the title, between empty lines."""
        self._document.add_paragraph()
        self._line(text, SONG, Pt(22), WD_ALIGN_PARAGRAPH.CENTER)
        self._document.add_paragraph()

    def addressee(self, text: str) -> None:
        """Write to whom it goes."""
        self._line(text, FANG, _TEXT)

    def part(self, level: int, text: str) -> None:
        """Begin a part of a level from 1 to 3 under the next number."""
        self._counts[level - 1 :] = [self._counts[level - 1] + 1, *[0] * (3 - level)]
        title = self._line(ordinal(level, self._counts[level - 1], self._lang) + text, _TITLES[level - 1], _TEXT)
        _indent(title)
        title.paragraph_format.keep_with_next = level < 3

    def say(self, text: str) -> None:
        """Write a paragraph of text."""
        _indent(self._line(text, FANG, _TEXT))

    def small(self, text: str) -> None:
        """Write what only those need who check it: an address, a fingerprint."""
        paragraph = self._line(text, FANG, _SMALL)
        paragraph.paragraph_format.line_spacing = Pt(16)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[Drawn]], widths: Sequence[float]) -> None:
        """Draw a table over the whole width; `widths` are shares, the headings stand on every page."""
        table = self._document.add_table(rows=1, cols=len(headings), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for cell, heading in zip(table.rows[0].cells, headings, strict=True):
            _fill(cell, heading, HEI, bold=False)
        _repeat(table)
        for row in rows:
            for cell, drawn in zip(table.add_row().cells, row, strict=True):
                _fill(cell, drawn.text, HEI if drawn.strong else FANG, bold=drawn.strong)
        _set_widths(table, widths)
        self._document.add_paragraph().paragraph_format.line_spacing = Pt(8)

    def annexes(self, text: str) -> None:
        """Name the annexes below the text."""
        self._document.add_paragraph()
        _indent(self._line(text, FANG, _TEXT))

    def signature(self, office: str, day: date) -> None:
        """End with the office and the date, to the right."""
        self._document.add_paragraph()
        for text in (office, written_day(day, self._lang)):
            line = self._line(text, FANG, _TEXT, WD_ALIGN_PARAGRAPH.RIGHT)
            line.paragraph_format.right_indent = Pt(64)

    def annex(self, label: str, title: str) -> None:
        """Begin an annex on a page of its own."""
        self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        self._line(label, HEI, _TEXT)
        self.title(title)

    def written(self, *, title: str, office: str, made: datetime) -> bytes:
        """Return the file; the same content gives the same bytes."""
        properties = self._document.core_properties
        properties.title, properties.author = shown(title), shown(office)
        properties.comments = properties.last_modified_by = ""
        properties.created = properties.modified = made.astimezone(UTC).replace(tzinfo=None)
        buffer = BytesIO()
        self._document.save(buffer)
        return _repacked(buffer)

    def _line(
        self, text: str, font: str, size: Length, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    ) -> Paragraph:
        paragraph = self._document.add_paragraph()
        paragraph.alignment = align
        _run(paragraph, text, font, size)
        return paragraph


def _run(paragraph: Paragraph, text: str, font: str, size: Length, *, bold: bool = False) -> None:
    run = paragraph.add_run(shown(text))
    run.font.size = size
    run.font.name = _LATIN
    run.font.bold = bold or None
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx sets no East Asian font
    fonts.set(qn("w:eastAsia"), font)
    if _WIDE.search(text):
        fonts.set(qn("w:hint"), "eastAsia")


def _indent(paragraph: Paragraph) -> None:
    """Begin two characters in."""
    paragraph.paragraph_format.first_line_indent = Pt(32)


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(24)
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        _number(footer.paragraphs[0], align)


def _number(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH) -> None:
    """Write — 1 — one character in from the outer edge."""
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    _run(paragraph, "— ", "宋体", Pt(14))
    field = SubElement(paragraph._p, qn("w:fldSimple"))  # noqa: SLF001 - python-docx knows no fields
    field.set(qn("w:instr"), "PAGE")
    _run(paragraph, " —", "宋体", Pt(14))


def _rule(paragraph: Paragraph) -> None:
    """Draw the red line below a paragraph."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx knows no borders
    bottom = SubElement(SubElement(properties, qn("w:pBdr")), qn("w:bottom"))
    for name, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", "C8101E")):
        bottom.set(qn(f"w:{name}"), value)


def _repeat(table: Table) -> None:
    """Let the first row stand on every page."""
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx knows no repeated rows
    SubElement(properties, qn("w:tblHeader"))


def _fill(cell: _Cell, text: str, font: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = Pt(15)
    _run(paragraph, text, font, _SMALL, bold=bold)


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    whole, room = sum(widths), Mm(156)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Length(round(room * width / whole))
        for cell in column.cells:
            cell.width = column.width


def _repacked(document: BytesIO) -> bytes:
    """Return the package with a fixed time on every part and the table of fonts with their stand-ins."""
    buffer = BytesIO()
    with ZipFile(document) as package, ZipFile(buffer, "w", ZIP_DEFLATED) as repacked:
        for name in package.namelist():
            data = _font_table() if name == "word/fontTable.xml" else package.read(name)
            repacked.writestr(ZipInfo(name, _STAMP), data, ZIP_DEFLATED)
    return buffer.getvalue()


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{escape(name)}"><w:altName w:val="{escape(other)}"/></w:font>'
        for name, other in _STAND_INS.items()
    )
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{namespace}">{fonts}</w:fonts>'.encode()
