"""PDF files: rulings in every way of drawing, tables over page breaks, and pages that are no text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import pytest

from checks.documents import parse_documents
from checks.documents.model import Document, Paragraph, Picture, Table
from checks.documents.printed.radicals import seen
from checks.model import CellStatus
from checks.reading import read_bytes
from tests.hostile import pdf

canvases = pytest.importorskip("reportlab.pdfgen.canvas", reason="ReportLab is not installed")
metrics = pytest.importorskip("reportlab.pdfbase.pdfmetrics")
cid_fonts = pytest.importorskip("reportlab.pdfbase.cidfonts")
utils = pytest.importorskip("reportlab.lib.utils")
images = pytest.importorskip("PIL.Image")
FONT = "STSong-Light"
Span = tuple[int, int, int, int]
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


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.by_row]


def write(*lines: tuple[float, float, str]) -> Draw:
    """Write texts at x and y."""

    def draw(canvas: Any) -> None:
        for x, y, text in lines:
            canvas.drawString(x, y, text)

    return draw


def rects(canvas: Any, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    for left, bottom, right, top in boxes:
        canvas.rect(left, bottom, right - left, top - bottom)


def lines(canvas: Any, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    for left, bottom, right, top in boxes:
        for side in ((left, top, right, top), (left, bottom, right, bottom), (left, bottom, left, top)):
            canvas.line(*side)
        canvas.line(right, bottom, right, top)


def bars(canvas: Any, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    for left, bottom, right, top in boxes:
        for x, y, width, height in ((left, bottom, right - left, 0.6), (left, top, right - left, 0.6)):
            canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.rect(left, bottom, 0.6, top - bottom, stroke=0, fill=1)
        canvas.rect(right, bottom, 0.6, top - bottom, stroke=0, fill=1)


def one_path(canvas: Any, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    path = canvas.beginPath()
    for left, bottom, right, top in boxes:
        path.rect(left, bottom, right - left, top - bottom)
    canvas.drawPath(path)


def doubled(canvas: Any, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    apart = [(left + 0.7, bottom + 0.7, right - 0.7, top - 0.7) for left, bottom, right, top in boxes]
    rects(canvas, apart)


def in_a_form(canvas: Any, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    canvas.beginForm("table", 0, 0, 595, 842)
    rects(canvas, [(left - 30, bottom, right - 30, top) for left, bottom, right, top in boxes])
    canvas.endForm()
    canvas.saveState()
    canvas.translate(30, 0)
    canvas.doForm("table")
    canvas.restoreState()


def ruled(
    rows: Sequence[Sequence[str]],
    *,
    top: float = 700,
    xs: Sequence[float] = (100, 200, 300, 400),
    height: float = 20,
    merged: Mapping[tuple[int, int], tuple[int, int]] | None = None,
    rule: Callable[[Any, Iterable[tuple[float, float, float, float]]], None] = rects,
) -> Draw:
    """Draw a table; a text with new lines stands on several; `merged` gives rows and columns by the first place."""
    spans = merged or {}
    covered = {
        (row + down, column + across)
        for (row, column), (rowspan, colspan) in spans.items()
        for down in range(rowspan)
        for across in range(colspan)
    } - spans.keys()

    def draw(canvas: Any) -> None:
        boxes = []
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if (row, column) in covered:
                    continue
                down, across = spans.get((row, column), (1, 1))
                upper = top - row * height
                boxes.append((xs[column], upper - down * height, xs[column + across], upper))
                for number, line in enumerate(text.split("\n")):
                    canvas.drawString(xs[column] + 4, upper - 12 - number * 12, line)
        rule(canvas, boxes)

    return draw


def together(*parts: Draw) -> Draw:
    """Draw several things on one page."""

    def draw(canvas: Any) -> None:
        for part in parts:
            part(canvas)

    return draw


ROWS = [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "1", "11"], ["行政规范性文件", "", "66"]]


@pytest.mark.parametrize("rule", [rects, lines, bars, one_path, doubled, in_a_form])
def test_a_table_is_known_however_its_lines_are_drawn(rule: Callable[..., None]) -> None:
    document = read(ruled(ROWS, rule=rule))
    (table,) = document.tables
    assert (grid(table), document.structured) == (ROWS, True)
    assert table.place(table.cells[-1]) == "page 1, table 1, row 3, column 3"


def test_merged_cells() -> None:
    rows = [["第二十条第（一）项", "", ""], ["三", "1", "2"], ["", "3", "4"]]
    (table,) = read(ruled(rows, merged={(0, 0): (1, 3), (1, 0): (2, 1)})).tables
    assert [tuple(cell) for cell in table.cells if cell.text in {"第二十条第（一）项", "三"}] == [
        ("第二十条第（一）项", 0, 0, 1, 3),
        ("三", 1, 0, 2, 1),
    ]
    assert grid(table)[2] == ["三", "3", "4"]


def test_several_tables_and_texts_come_in_reading_order() -> None:
    document = read(
        together(
            write((100, 720, "二、主动公开政府信息情况"), (100, 620, "三、收到和处理情况")),
            ruled(ROWS, top=700),
            ruled([["自然人", "总计"], ["3", "3"]], top=600, xs=(100, 250, 400)),
        )
    )
    kinds = [block.text if isinstance(block, Paragraph) else grid(block)[0][0] for block in document.blocks]
    assert kinds == ["二、主动公开政府信息情况", "信息内容", "三、收到和处理情况", "自然人"]


def test_tables_of_different_widths_that_touch_keep_their_own_cells() -> None:
    """Chromium prints the four tables of section two upon each other, each as wide as its words."""
    narrow = ruled([["行政许可", "6516"]], top=640, xs=(100, 160, 230))
    wide = ruled([["行政事业性收费", "8.1582"]], top=620, xs=(100, 190, 330))
    (table,) = read(together(ruled(ROWS), narrow, wide)).tables
    assert grid(table)[3:] == [["行政许可", "6516"], ["行政事业性收费", "8.1582"]]


def test_the_second_reader_finds_the_same_tables_and_texts() -> None:
    document = read(
        together(write((100, 720, "二、主动公开政府信息情况")), ruled(ROWS)), ruled([["行政许可", "7", "8"]])
    )
    assert document.again is not None
    again = document.again()
    assert again is not None
    assert [grid(table) for table in again.tables] == [grid(table) for table in document.tables]
    assert (texts(again), again.again) == (texts(document), None)


def with_a_broken_line(canvas: Any, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    """Leave out the line between two places of the second and third row."""
    for left, bottom, right, top in boxes:
        sides = [(left, top, right, top), (left, bottom, right, bottom), (left, bottom, left, top)]
        for side in [*sides, (right, bottom, right, top)]:
            if side not in {(200, 660, 300, 660), (300, 660, 300, 680)}:
                canvas.line(*side)


@pytest.mark.parametrize(("rule", "doubtful"), [(rects, False), (with_a_broken_line, True)])
def test_a_broken_line_makes_a_table_doubtful(rule: Callable[..., None], doubtful: bool) -> None:
    assert read(ruled(ROWS, rule=rule)).doubtful is doubtful


def open_at_the_sides(canvas: Any, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    for left, bottom, right, top in boxes:
        canvas.line(left, top, right, top)
        canvas.line(left, bottom, right, bottom)
        if left > 100:
            canvas.line(left, bottom, left, top)


def test_a_table_without_lines_at_its_sides_keeps_its_outer_columns() -> None:
    assert grid(read(ruled(ROWS, rule=open_at_the_sides)).tables[0]) == ROWS


def test_a_frame_around_a_text_is_no_table() -> None:
    document = read(together(write((110, 680, "本报告的说明")), lambda canvas: rects(canvas, [(100, 600, 400, 700)])))
    assert (document.tables, texts(document)) == ((), ["本报告的说明"])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("2.其他法律行政法\n规禁止公开", "2.其他法律行政法规禁止公开"),
        ("三\n、\n本", "三\n、\n本"),  # a wide cell: the lines were ended by the writer
        ("12345678901234567890\n123", "12345678901234567890123"),  # full by any font that stands in
        ("12\n34", "12\n34"),  # two numbers are not one
        ("2 7", "2 7"),
    ],
)
def test_lines_of_a_cell_are_joined_where_the_cell_was_full(cell: str, text: str) -> None:
    (table,) = read(ruled([[cell, "1", "2"]], height=50)).tables
    assert table.cells[0].text == text


def test_single_characters_below_each_other_are_one_label() -> None:
    rows = [["三\n、\n本\n年", "1"], ["", "2"]]
    (table,) = read(ruled(rows, xs=(100, 122, 200), height=30, merged={(0, 0): (2, 1)})).tables
    assert grid(table) == [["三、本年", "1"], ["三、本年", "2"]]


HEAD = ["信息内容", "自然人", "总计"]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        pytest.param(
            [HEAD, ["1.重复申请", "1", "1"]],
            [["2.其他", "2", "2"]],
            [HEAD, ["1.重复申请", "1", "1"], ["2.其他", "2", "2"]],
            id="goes on without header",
        ),
        pytest.param(
            [HEAD, ["1.重复申请", "1", "1"]],
            [HEAD, ["2.其他", "2", "2"]],
            [HEAD, ["1.重复申请", "1", "1"], ["2.其他", "2", "2"]],
            id="header printed again",
        ),
        pytest.param(
            [HEAD, ["2.其他法律行政法", "30", "31"]],
            [["规禁止公开", "", ""], ["3.其他", "5", "5"]],
            [HEAD, ["2.其他法律行政法规禁止公开", "30", "31"], ["3.其他", "5", "5"]],
            id="label torn, figures above",
        ),
        pytest.param(
            [HEAD, ["2.其他法律行政法", "", ""]],
            [["规禁止公开", "30", "31"]],
            [HEAD, ["2.其他法律行政法规禁止公开", "30", "31"]],
            id="label torn, figures below",
        ),
        pytest.param(
            [HEAD, ["2.其他法律行政法", "", ""]],
            [["规禁止公开", "", ""]],
            [HEAD, ["2.其他法律行政法规禁止公开", "", ""]],
            id="label torn in a blank row",
        ),
        pytest.param(
            [HEAD, ["其他对外管理服务", "", ""]],
            [["行政许可", "", ""]],
            [HEAD, ["其他对外管理服务", "", ""], ["行政许可", "", ""]],
            id="two blank rows stay two",
        ),
        pytest.param(
            [HEAD, ["规章", "3", "3"]],
            [["行政规范性文件", "", ""]],
            [HEAD, ["规章", "3", "3"], ["行政规范性文件", "", ""]],
            id="a blank row is no rest",
        ),
        pytest.param(
            [HEAD, ["行政处罚决定件数", "", ""]],
            [["行政强制", "5", "5"]],
            [HEAD, ["行政处罚决定件数", "", ""], ["行政强制", "5", "5"]],
            id="a row below a blank one stays its own",
        ),
        pytest.param(
            [HEAD, ["对外公开总数量等", "总计"]],
            [["1", "2"]],
            [HEAD, ["对外公开总数量等", "总计"], ["1", "2"]],
            id="figures are no rest of words",
        ),
    ],
)
def test_a_table_over_a_page_break(above: list[list[str]], below: list[list[str]], joined: list[list[str]]) -> None:
    footer = [write((290, 40, f"— {number} —")) for number in (1, 2)]
    (table,) = read(together(ruled(above, top=200), footer[0]), together(ruled(below, top=780), footer[1])).tables
    assert grid(table) == joined
    assert (table.pages[0], table.pages[-1]) == (1, 1 if len(joined) == len(above) else 2)


def test_a_merged_label_torn_by_a_page_break_is_one() -> None:
    """淮安 2024: （四）无 at the foot of page 4, 法提供 at the head of page 5, an empty rest beside it."""
    xs = (100, 122, 166, 266, 310)
    above = [["三\n、\n本", "（四）无", "1.本机关不掌握相关", "746"]]
    below = [["", "法提供", "2.没有现成信息需要", "11"], ["", "", "3.补正后申请内容仍", "1"]]
    document = read(
        ruled(above, xs=xs, top=140, height=40),
        ruled(below, xs=xs, top=780, merged={(0, 0): (2, 1), (0, 1): (2, 1)}),
    )
    assert grid(document.tables[0]) == [
        ["三、本", "（四）无法提供", "1.本机关不掌握相关", "746"],
        ["三、本", "（四）无法提供", "2.没有现成信息需要", "11"],
        ["三、本", "（四）无法提供", "3.补正后申请内容仍", "1"],
    ]
    assert document.tables[0].pages == (1, 2, 2)


def test_what_stands_between_two_tables_keeps_them_apart() -> None:
    pages = (ruled(ROWS, top=200), together(write((100, 790, "三、收到和处理情况")), ruled(ROWS, top=780)))
    assert len(read(*pages).tables) == 2


def test_page_numbers_and_running_lines_are_left_out() -> None:
    told = ("第一段。", "第二段。", "第三段。")
    pages = [
        write((100, 810, f"某局年报 {n}/3"), (100, 400, text), (290, 30, f"{n}")) for n, text in enumerate(told, 1)
    ]
    assert texts(read(*pages)) == ["某局年报 1/3", *told]


FULL = "我局按照样板要求安排公开工作比上一年更加规范并且每季度核对一次栏目内容以及"


def test_lines_of_a_paragraph_are_joined_by_where_they_stand() -> None:
    page = write(
        *((120, 700, FULL), (100, 684, FULL + "公开"), (100, 668, "目录。")),
        *((120, 652, "第二段。"), (120, 636, "第三段到页末" + FULL[:-6])),
    )
    following = write((100, 780, "接着写完。"))
    assert texts(read(page, following)) == [
        f"{FULL}{FULL}公开目录。",
        "第二段。",
        f"第三段到页末{FULL[:-6]}接着写完。",
    ]


def test_gaps_are_blanks_between_words_and_tabs_between_columns() -> None:
    """A table without rulings stays text: what stands in which column is for the sums to tell."""
    document = read(
        write((100, 700, "规章"), (200, 700, "1"), (260, 700, "0"), (100, 680, "依申请"), (136, 680, "公开"))
    )
    assert (texts(document), document.structured) == (["规章\t1\t0", "依申请 公开"], False)


@pytest.mark.parametrize(
    ("below", "read_as"),
    [
        (((203, 687, "6"),), ["重复申请\t111506/6\t12\t0"]),  # the end of the number above, or a number of its own
        (((203, 687, "6"), (263, 687, "7")), ["重复申请\t111506/6\t12/7\t0"]),
        (((203, 687, "6"), (263, 687, "7"), (320, 687, "0")), ["重复申请\t111506\t12\t0", "6\t7\t0"]),
        (((203, 670, "6"),), ["重复申请\t111506\t12\t0", "6"]),
        (((203, 687, "6件"),), ["重复申请\t111506/6件\t12\t0"]),
        (((203, 687, "，６"),), ["重复申请\t111506/，６\t12\t0"]),
    ],
)
def test_digits_closely_below_a_number_are_never_left_out(
    below: Sequence[tuple[float, float, str]], read_as: list[str]
) -> None:
    """A narrow column without rulings broke a number; its beginning alone would be another number."""
    row = ((100, 700, "重复申请"), (200, 700, "111506"), (260, 700, "12"), (320, 700, "0"))
    assert texts(read(write(*row, *below))) == read_as


ROW = ((100, 80, "2.重复申请"), (200, 80, "48"), (260, 80, "0"), (320, 80, "13"))
HEADER = ((100, 750, "信息内容"), (200, 750, "企业"), (260, 750, "其他"), (320, 750, "总计"))
NEXT = ((100, 700, "3.其他"), (200, 700, "1"), (260, 700, "0"), (320, 700, "1"))
UNTORN = "2.重复申请\t48\t0\t13"
TORN_BY_7, TORN_BY_2 = f"{UNTORN}/7", f"{UNTORN}/2"


@pytest.mark.parametrize(
    ("following", "row", "behind"),
    [
        pytest.param(((323, 780, "7"),), TORN_BY_7, [], id="where a page number would stand"),
        pytest.param(((323, 720, "7"),), TORN_BY_7, [], id="below the edge"),
        pytest.param(((323, 780, "2"),), TORN_BY_2, [], id="the number that its page would have"),
        pytest.param(((203, 720, "96"), (323, 720, "5")), "2.重复申请\t48/96\t0\t13/5", [], id="two of three"),
        pytest.param((*HEADER, (323, 720, "7")), TORN_BY_7, ["信息内容\t企业\t其他\t总计"], id="header"),
        pytest.param(((100, 720, "2.重复申请"), (323, 720, "7")), TORN_BY_7, ["2.重复申请"], id="label again"),
        pytest.param(((100, 720, "处理"), (323, 720, "7")), TORN_BY_7, ["处理"], id="end of a label"),
        pytest.param(((78, 720, "果"), (323, 720, "7")), TORN_BY_7, ["果"], id="a label upright beside the rows"),
        pytest.param(
            ((203, 720, "9"), (260, 720, "0"), (323, 720, "7")),
            UNTORN,
            ["9\t0\t7"],
            id="a row of which the label is lost",
        ),
        pytest.param(((100, 720, "五、"), (323, 720, "7")), UNTORN, ["五、\t7"], id="a row of its own"),
        pytest.param(((400, 720, "7"),), UNTORN, ["7"], id="under no number"),
    ],
)
def test_a_number_torn_by_a_page_break_is_never_read_as_its_beginning(
    following: Sequence[tuple[float, float, str]], row: str, behind: list[str]
) -> None:
    """Without rulings the rest of a number stands alone on the next page, or below the header printed again."""
    first = write(*HEADER, *ROW)
    assert texts(read(first, write(*following, *NEXT))) == [
        "信息内容\t企业\t其他\t总计",
        row,
        *behind,
        "3.其他\t1\t0\t1",
    ]


def test_a_row_with_a_label_and_a_blank_is_no_rest_of_the_row_above() -> None:
    first = write((100, 100, "行政规范性文件"), *((x, 100, "0") for x in (200, 260, 320)), (100, 80, "规章"), *ROW[1:])
    second = write((100, 720, "其他文件"), (200, 720, "7"), (320, 720, "9"))
    assert texts(read(first, second))[1:] == ["规章\t48\t0\t13", "其他文件\t7\t9"]


def test_a_row_torn_in_every_column_is_marked_in_every_column() -> None:
    row = ((100, 80, "规章"), (200, 80, "48"), (260, 80, "20"), (320, 80, "13"))
    rest = ((203, 720, "9"), (263, 720, "0"), (323, 720, "7"))
    assert texts(read(write(*row), write(*rest, *NEXT))) == ["规章\t48/9\t20/0\t13/7", "3.其他\t1\t0\t1"]


def test_the_rest_of_a_torn_number_is_told_from_the_numbers_of_the_pages() -> None:
    first = together(write(*ROW), write((290, 810, "1")))
    second = together(write((323, 780, "2"), *NEXT), write((290, 810, "2")))
    assert texts(read(first, second)) == [TORN_BY_2, "3.其他\t1\t0\t1"]


def test_headings_of_columns_broken_in_two_lines_are_put_together() -> None:
    upper = ((100, 700, "结果"), (160, 700, "其他"), (220, 700, "总计"))
    lower = ((100, 687, "维持"), (160, 687, "结果"))
    assert texts(read(write(*upper, *lower))) == ["结果维持\t其他结果\t总计"]


def test_the_units_of_other_figures_do_not_hide_that_two_were_broken() -> None:
    row = ((100, 700, "重复申请"), (200, 700, "0件"), (260, 700, "22"), (320, 700, "22"))
    below = ((263, 687, "90"), (323, 687, "90"))
    assert texts(read(write(*row, *below))) == ["重复申请\t0件\t22/90\t22/90"]


FIGURES = ((260, "0"), (310, "3件"), (360, "0"))
LONGEST = (100, 740, "4.无正当理由大量反复申请")


@pytest.mark.parametrize(
    ("first", "below", "read_as"),
    [
        pytest.param(
            "5.要求行政机关确认或重新",
            ["出具已获取信息"],
            ["5.要求行政机关确认或重新出具已获取信息\t0\t3件\t0"],
            id="once",
        ),
        pytest.param(
            "2.申请人逾期未按收费通知",
            ["要求缴纳费用、行政机关不", "再处理其政府信息公开申请"],
            ["2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\t0\t3件\t0"],
            id="twice",
        ),
        pytest.param(
            "2.重复申请", ["出具已获取信息"], ["2.重复申请\t0\t3件\t0", "出具已获取信息"], id="there was room"
        ),
        pytest.param(
            "5.要求行政机关确认或重新",
            ["6.其他"],
            ["5.要求行政机关确认或重新\t0\t3件\t0", "6.其他"],
            id="the next label",
        ),
        pytest.param(
            "5.要求行政机关确认或重新",
            ["单位：件，截至本年末的全部申请均已在系统中登记"],
            ["5.要求行政机关确认或重新\t0\t3件\t0", "单位：件，截至本年末的全部申请均已在系统中登记"],
            id="a note as wide as the table",
        ),
    ],
)
def test_a_label_that_goes_on_below_its_figures_is_put_together(
    first: str, below: Sequence[str], read_as: list[str]
) -> None:
    """Labels that begin where it does show how long a full line is."""
    rows = [*((x, LONGEST[1], text) for x, text in FIGURES), *((x, 700, text) for x, text in FIGURES)]
    lines = ((100, 687 - 13 * at, text) for at, text in enumerate(below))
    assert texts(read(write(LONGEST, (100, 700, first), *rows, *lines)))[1:] == read_as


def turned(canvas: Any) -> None:
    """A table printed lengthways, as landscape pages in an upright file are."""
    canvas.translate(595, 0)
    canvas.rotate(90)
    ruled(ROWS, top=500)(canvas)


def test_a_page_printed_lengthways_is_turned() -> None:
    assert grid(read(turned).tables[0]) == ROWS


def stamped(canvas: Any) -> None:
    ruled(ROWS)(canvas)
    canvas.translate(150, 620)
    canvas.rotate(35)
    canvas.drawString(0, 0, "仅供参考 2024")


def test_a_watermark_across_the_cells_is_none_of_them() -> None:
    assert grid(read(stamped).tables[0]) == ROWS


def bold(canvas: Any) -> None:
    for shift in (0, 0.3):
        canvas.drawString(100 + shift, 700, "1122")


def test_characters_printed_twice_for_weight_are_read_once() -> None:
    assert texts(read(bold)) == ["1122"]


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("⽐", "比"),
        ("⼯", "工"),
        ("⽤", "用"),
        ("⻓", "长"),
        ("⺠", "民"),
        ("\uf900", "豈"),
        ("，", "，"),
        ("\ue000", "\ufffd"),
    ],
)
def test_radicals_are_the_characters_that_readers_see(printed: str, read_as: str) -> None:
    assert seen(ord(printed)) == read_as


def scan(x: float, y: float, width: float, height: float) -> Draw:
    picture = utils.ImageReader(images.new("L", (8, 8), 200))
    return lambda canvas: canvas.drawImage(picture, x, y, width, height)


WHOLE = (0, 0, 595, 842)


def hidden_text(canvas: Any) -> None:
    scan(*WHOLE)(canvas)
    layer = canvas.beginText(100, 700)
    layer.setTextRenderMode(3)
    layer.textLine("行政许可 17 件，行政处罚 23 件，行政强制 0 件，收费 0 万元")
    canvas.drawText(layer)


@pytest.mark.parametrize("page", [scan(*WHOLE), hidden_text], ids=["scan", "scan with a layer to search"])
def test_pages_that_are_pictures_give_no_text(page: Draw) -> None:
    document = read(page, page)
    assert ([note.code for note in document.notes], document.structured) == (["picture"], False)
    assert [type(block) for block in document.blocks] == [Picture, Picture]


PARTS = (
    ("青禾县教育局2024年政府信息公开工作年度报告", 0),
    ("一、总体情况", 1),
    ("二、主动公开政府信息情况", 2),
    ("三、收到和处理政府信息公开申请情况", 9),
    ("四、政府信息公开行政复议、行政诉讼情况", 10),
    ("五、存在的主要问题及改进情况", 11),
    ("六、其他需要报告的事项", 12),
)


def test_tables_that_are_pictures_are_unreadable_not_missing() -> None:
    headings = write(*((100, 780 - 40 * place, text) for text, place in PARTS))
    (report,) = read_bytes(drawn(together(headings, scan(100, 440, 300, 200))), source="given")
    assert {c.status for c in report.cells.values() if c.id.startswith("t2.")} == {CellStatus.UNREADABLE}
    assert "table_is_picture" in {note.code for note in report.notes}


def test_a_page_that_is_a_picture_is_named() -> None:
    opening = write(*((100, 780 - 40 * place, text) for text, place in PARTS[:4]))
    closing = write(*((100, 780 - 40 * place, text) for text, place in PARTS[4:]))
    (report,) = read_bytes(drawn(opening, scan(*WHOLE), closing), source="given")
    assert {c.status for c in report.cells.values() if c.id.startswith("t3.")} == {CellStatus.UNREADABLE}
    assert [note.message_en for note in report.notes if note.code == "pages_are_pictures"] == [
        "pages 2 are pictures; their numbers cannot be read as text; with duban[ocr] installed they can be"
    ]


def beside(canvas: Any) -> None:
    canvas.setPageSize((842, 595))
    for number in range(12):
        canvas.drawString(60, 540 - 20 * number, "左页的一行文字")
        canvas.drawString(480, 540 - 20 * number, "右页的一行文字")


def test_two_pages_side_by_side_are_refused() -> None:
    document = read(write((100, 700, "封面")), beside)
    assert (document.blocks, [note.code for note in document.notes]) == ((), ["pages_side_by_side"])


def test_a_file_with_a_password_is_refused() -> None:
    (document,) = parse_documents(drawn(write((100, 700, "规章")), encrypt="secret"), "given")
    assert [note.code for note in document.notes] == ["package_encrypted"]


def test_a_file_whose_table_of_objects_is_broken_is_read_all_the_same() -> None:
    data = drawn(ruled(ROWS))
    (document,) = parse_documents(data[: data.index(b"startxref")] + b"startxref\n7\n%%EOF", "given")
    assert grid(document.tables[0]) == ROWS


@pytest.mark.parametrize(
    ("stamp", "created"),
    [
        ("D:20250225100250+08'00'", "20250225T100250+08:00"),
        ("D:20250225020250Z", "20250225T020250Z"),
        ("D:20250225100324", "20250225T100324"),
        ("2025年2月25日", None),
    ],
)
def test_the_dates_that_a_file_carries(stamp: str, created: str | None) -> None:
    info = f"99 0 obj<</CreationDate({stamp})>>endobj\ntrailer<</Info 99 0 R".encode("gb18030")
    data = pdf([b"BT /F 9 Tf 50 700 Td (1) Tj ET"]).replace(b"trailer<<", info)
    (document,) = parse_documents(data, "given")
    assert document.meta.get("document.created") == created
