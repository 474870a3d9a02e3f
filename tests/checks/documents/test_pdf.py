"""PDF files: rulings in every way of drawing, tables over page breaks, and pages that are no text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pytest

from checks.documents import parse_documents
from checks.documents.model import Paragraph, Picture, Table
from checks.documents.printed.radicals import seen
from checks.model import CellStatus
from checks.reading import read_bytes
from tests.drawing import Draw, drawn, read, texts, together, write
from tests.hostile import pdf

utils = pytest.importorskip("reportlab.lib.utils")
images = pytest.importorskip("PIL.Image")
Span = tuple[int, int, int, int]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.by_row]


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


def bars_of_one_path(canvas: Any, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    path = canvas.beginPath()
    for left, bottom, right, top in boxes:
        for y in (bottom, top):
            path.rect(left, y, right - left, 0.6)
        for x in (left, right):
            path.rect(x, bottom, 0.6, top - bottom)
    canvas.drawPath(path, stroke=0, fill=1)


def in_a_form(
    canvas: Any, boxes: Iterable[tuple[float, float, float, float]], rule: Callable[..., None] = rects
) -> None:
    canvas.beginForm("table", 0, 0, 595, 842)
    rule(canvas, [(left - 30, bottom, right - 30, top) for left, bottom, right, top in boxes])
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


ROWS = [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "1", "11"], ["行政规范性文件", "", "66"]]


@pytest.mark.parametrize(
    "rule", [rects, lines, bars, bars_of_one_path, one_path, doubled, in_a_form, partial(in_a_form, rule=bars)]
)
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


def turned(canvas: Any, *, quarters: int) -> None:
    """A table printed lengthways or upside down, as landscape pages in an upright file are."""
    for x, y in ((595, 0), (595, 842), (0, 842))[quarters - 1 : quarters]:
        canvas.translate(x, y)
    canvas.rotate(90 * quarters)
    ruled(ROWS, top=500)(canvas)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_printed_lengthways_or_upside_down_is_turned(quarters: int) -> None:
    assert grid(read(partial(turned, quarters=quarters)).tables[0]) == ROWS


def clipped(canvas: Any, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    for left, bottom, right, top in boxes:
        path = canvas.beginPath()
        path.rect(left, bottom, right - left, top - bottom)
        canvas.drawPath(path, stroke=0, fill=0)


def clear(canvas: Any, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    canvas.setStrokeAlpha(0)
    lines(canvas, boxes)


@pytest.mark.parametrize("rule", [clipped, clear])
def test_lines_that_nobody_sees_are_no_rulings(rule: Callable[..., None]) -> None:
    """Programs clip every cell to its box, drawn or not."""
    document = read(ruled(ROWS, rule=rule))
    assert (document.tables, texts(document)) == (
        (),
        ["信息内容\t本年制发件数\t现行有效件数", "规章\t1\t11", "行政规范性文件\t66"],
    )


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
