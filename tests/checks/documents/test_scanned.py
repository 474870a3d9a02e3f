"""Pictures of pages: what is recognised in them, how sure it is, and what happens without the extra."""

import base64
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from checks.documents import parse_documents
from checks.documents.model import Document, Picture
from checks.documents.scanned import recogniser
from checks.documents.scanned.picture import leans
from checks.documents.scanned.pictures import with_pictures_read
from checks.documents.scanned.strips import Strip, joined, usual_height
from checks.reading import read_bytes

FONT = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
needs_ocr = pytest.mark.skipif(
    not (recogniser.available() and FONT.is_file()), reason="needs the extra duban[ocr] and fonts-wqy-zenhei"
)
ROWS = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "1", "74"],
    ["行政规范性文件", "1208", "—", ""],
]
WIDTHS, HEIGHT = (260, 240, 240, 240), 56


def picture(*, slant: float = 0.0, paper: int = 255) -> Image.Image:
    """Draw a table of three rows on a page."""
    page = Image.new("L", (1240, 400), paper)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 26)
    for row, texts in enumerate(ROWS):
        x, y = 130, 100 + row * HEIGHT
        for text, width in zip(texts, WIDTHS, strict=True):
            draw.rectangle((x, y, x + width, y + HEIGHT), outline=0, width=2)
            draw.text((x + 14, y + 12), text, fill=20, font=font)
            x += width
    return page.rotate(slant, Image.Resampling.BICUBIC, fillcolor=paper)


def saved(page: Image.Image, kind: str) -> bytes:
    buffer = BytesIO()
    page.save(buffer, kind)
    return buffer.getvalue()


def report_with_picture() -> bytes:
    """Write a page whose second section shows its table as a picture."""
    carried = base64.b64encode(saved(picture(), "PNG")).decode()
    before = ["某县教育局2023年政府信息公开工作年度报告", "一、总体情况", "按照条例编制。", "二、主动公开政府信息情况"]
    behind = [
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
    ]
    shown = [*(f"<p>{text}</p>" for text in before), f"<p><img src='data:image/png;base64,{carried}'></p>"]
    return "".join(["<html><body>", *shown, *(f"<p>{text}</p>" for text in behind), "</body></html>"]).encode()


def read(data: bytes) -> Document:
    (document,) = parse_documents(data, "page")
    return document


@needs_ocr
@pytest.mark.parametrize(
    ("kind", "slant", "paper"), [("PNG", 0.0, 255), ("JPEG", 1.3, 232), ("PDF", -2.0, 250), ("GIF", 0.4, 255)]
)
def test_a_table_in_a_picture_is_read_cell_by_cell(kind: str, slant: float, paper: int) -> None:
    document = read(saved(picture(slant=slant, paper=paper), kind))
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.by_row] == ROWS
    assert table.by == "ocr"
    assert document.again is not None
    assert document.doubtful


@needs_ocr
def test_a_table_that_a_page_shows_as_a_picture_in_its_own_text_is_read_in_its_place() -> None:
    carried = base64.b64encode(saved(picture(), "PNG")).decode()
    page = f"<html><body><p>前面</p><p><img src='data:image/png;base64,{carried}'></p><p>后面</p></body></html>"
    document = with_pictures_read(read(page.encode()), {})
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert [cell.text for cell in document.tables[0].by_row[1]] == ROWS[1]


@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_without_the_extra_a_picture_is_told_to_be_one(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "_NEEDED", ("no_such_package",))
    document = read(saved(picture(), kind))
    assert [note.code for note in document.notes] == ["picture"]
    assert "duban[ocr]" in document.notes[0].message
    assert not document.tables


def test_without_the_extra_a_table_shown_as_a_picture_is_unreadable_and_no_zeros(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recogniser, "_NEEDED", ("no_such_package",))
    (report,) = read_bytes(report_with_picture(), source="page")
    assert {cell.status for cell in report.cells.values() if cell.id.startswith("t2.")} == {"unreadable"}
    assert "table_is_picture" in {note.code for note in report.notes}


@needs_ocr
def test_a_picture_without_writing_says_so() -> None:
    assert [note.code for note in read(saved(Image.new("L", (900, 500), 200), "JPEG")).notes] == [
        "picture_not_recognised"
    ]


@needs_ocr
def test_a_broken_picture_says_so() -> None:
    assert [note.code for note in read(b"\x89PNG\r\n\x1a\n" + b"\0" * 200).notes] == ["package_damaged"]


@needs_ocr
def test_a_picture_without_a_table_in_a_page_stays_a_picture() -> None:
    carried = base64.b64encode(saved(Image.new("L", (900, 500), 200), "PNG")).decode()
    page = f"<html><body><p>前面</p><img src='data:image/png;base64,{carried}'></body></html>"
    document = with_pictures_read(read(page.encode()), {})
    assert isinstance(document.blocks[-1], Picture)


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        ([(10, 13), (20, 23), (30, 34)], [(10, 34)]),  # 三
        ([(10, 34), (44, 68)], [(10, 34), (44, 68)]),  # one below the other
        ([(10, 34), (60, 84)], [(10, 34), (60, 84)]),
    ],
)
def test_pieces_of_a_character_are_one_line(pieces: list[tuple[int, int]], lines: list[tuple[int, int]]) -> None:
    strips = [Strip(0, top, 20, bottom) for top, bottom in pieces]
    assert [(line.top, line.bottom) for line in joined(strips, 24)] == lines


def test_dashes_alone_do_not_make_lines_low() -> None:
    assert usual_height([Strip(0, 0, 20, 3), Strip(0, 0, 20, 4)]) == 24


@needs_ocr
def test_figures_that_two_looks_see_differently_are_ambiguous(monkeypatch: pytest.MonkeyPatch) -> None:
    page = with_pictures_read(read(report_with_picture()), {})
    assert page.again is not None
    other = page.again()
    assert other is not None
    (table,) = other.tables
    changed = replace(table, cells=tuple(cell._replace(text=cell.text.replace("8", "3")) for cell in table.cells))
    blocks = tuple(changed if block is table else block for block in other.blocks)
    different = replace(page, again=lambda: replace(other, blocks=blocks))
    monkeypatch.setattr("checks.reading.parse_documents", lambda _data, _name: (different,))
    (report,) = read_bytes(b"", source="page")
    cell = report.cells["t2.normative_documents.issued"]
    assert (cell.status, cell.by, cell.candidates) == ("ambiguous", "ocr", (Decimal(1203), Decimal(1208)))
    assert report.value("t2.regulations.in_force") == 74


def stroke(lean: float, *, height: int = 24, width: int = 3, flag: int = 0) -> list[list[int]]:
    """Ink of a line that leans to the right by shares of its height, with a flag to the left at its top."""
    wide = height + width + 8
    rows = []
    for row in range(height):
        begin = round(lean * (height - 1 - row)) + 4
        rows.append([255 * (begin - (flag if row < 4 else 0) <= at < begin + width) for at in range(wide)])
    return rows


@pytest.mark.parametrize(
    ("ink", "leaning"),
    [
        (stroke(0.5), True),  # the mark for nothing, in a song font
        (stroke(0.4, width=2), True),
        (stroke(0.0, flag=4), False),  # a 1
        (stroke(0.0, width=2), False),  # a 1 without a flag, a bar
        (stroke(0.2, flag=3), False),  # a slanted 1
        (stroke(-0.5), False),  # a backslash
        ([[0] * 9] * 9, False),
    ],
)
def test_a_stroke_leans_and_a_one_does_not(ink: list[list[int]], leaning: bool) -> None:
    """Every look took the `/` of a whole table for ones."""
    numpy = pytest.importorskip("numpy", reason="needs the extra duban[ocr]")
    assert leans(numpy.array(ink, dtype=numpy.uint8)) is leaning
