"""Tables without rulings whose cells are written one after the other: the order tells rows, the places must agree."""

from collections.abc import Sequence

import pytest

from tests.drawing import read, texts, write

Words = tuple[float, float, str]
LEADING = 13
"""Points between the lines of a cell, and between rows that stand as close."""
X = (100, 200, 240, 280)
HEAD = tuple((x, 740.0, text) for x, text in zip(X, ("信息内容", "企业", "其他", "总计"), strict=True))


def cell(x: float, top: float, *lines: str) -> list[Words]:
    return [(x, top - LEADING * at, line) for at, line in enumerate(lines)]


UPPER = [
    *cell(X[0], 700, "予以公", "开"),
    *cell(X[1], 700, "12", "34"),
    *cell(X[2], 700, "0"),
    *cell(X[3], 700, "1234"),
]
LOWER = [*cell(X[0], 674, "其他"), *cell(X[1], 674, "5"), *cell(X[2], 674, "0"), *cell(X[3], 674, "5")]
LAST = [*cell(X[0], 661, "总计"), *cell(X[1], 661, "1239"), *cell(X[2], 661, "0"), *cell(X[3], 661, "1239")]
ROWS = ["予以公开\t1234\t0\t1234", "其他\t5\t0\t5", "总计\t1239\t0\t1239"]


def by_line(words: Sequence[Words]) -> list[Words]:
    return sorted(words, key=lambda word: (-word[1], word[0]))


def test_rows_as_close_as_lines_are_told_by_the_order_of_their_cells() -> None:
    """LibreOffice, Chromium and ReportLab write a cell to its end, then the one beside it."""
    assert texts(read(write(*HEAD, *UPPER, *LOWER, *LAST)))[1:] == ROWS


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(by_line((*UPPER, *LOWER, *LAST)), id="line by line"),
        pytest.param([*LOWER, *UPPER[:2], *LAST, *UPPER[2:]], id="in no order"),
        pytest.param([*LAST, *LOWER, *UPPER], id="from the bottom up"),
        pytest.param([*UPPER, *by_line((*LOWER, *LAST, (X[1], 648, "7")))], id="cell by cell, then line by line"),
    ],
)
def test_an_order_that_places_do_not_bear_out_puts_no_number_together(words: Sequence[Words]) -> None:
    found = "\n".join(texts(read(write(*HEAD, *words))))
    assert "\t1234\t0\t1234" not in found or "↵" in found
    assert "12397" not in found


def test_figures_apart_from_their_labels_are_no_rows() -> None:
    """All labels first, then all figures: rows by the order would go without their labels."""
    labels = [word for word in (*UPPER, *LOWER, *LAST) if word[0] == X[0]]
    figures = [word for word in (*UPPER, *LOWER, *LAST) if word[0] != X[0]]
    assert ROWS[0] not in texts(read(write(*HEAD, *labels, *figures)))


def test_columns_written_one_after_the_other_make_no_row() -> None:
    columns = [word for x in X for word in (*HEAD, *UPPER, *LOWER, *LAST) if word[0] == x]
    assert not any("12345" in text for text in texts(read(write(*columns))))


def test_a_label_glued_to_its_figure_is_parted_where_other_rows_have_their_columns() -> None:
    """In the narrow columns of LibreOffice nothing but a hair parts 重复申请 from the 6 beside it."""
    glued = [(158.5, 661.0, "重复申请"), *cell(X[1], 661, "6"), *cell(X[2], 661, "0"), *cell(X[3], 661, "6")]
    assert texts(read(write(*HEAD, *UPPER, *LOWER, *glued)))[-1] == "重复申请\t6\t0\t6"


def test_a_point_inside_a_number_parts_no_cells() -> None:
    money = [*cell(X[0], 661, "采购"), *cell(X[1], 661, "7,199"), (270.0, 661.0, "25.846")]
    assert texts(read(write(*HEAD, *UPPER, *LOWER, *money)))[-1] == "采购\t7,199\t25.846"


def test_headings_of_several_lines_are_put_together() -> None:
    heads = [
        *cell(100, 740, "信息内", "容"),
        *cell(200, 740, "本年制", "发件数"),
        *cell(260, 746, "现行", "有效", "件数"),
    ]
    row = [*cell(100, 680, "规章"), *cell(200, 680, "1"), *cell(260, 680, "2")]
    assert texts(read(write(*heads, *row)))[0] == "信息内容\t本年制发件数\t现行有效件数"


def test_a_merged_label_stands_before_the_first_of_its_rows() -> None:
    """It is written first, and printed in the middle of all rows that it belongs to."""
    merged = cell(60, 690, "三、本", "年度办", "理结果")
    assert texts(read(write(*merged, *UPPER, *LOWER, *LAST)))[0] == f"三、本年度办理结果\t{ROWS[0]}"


def test_a_rest_above_a_label_does_not_take_its_first_line() -> None:
    """What a page break left of the label above stands farther from the next label than the lines of that one."""
    below = [*cell(100, 790, "可"), *cell(100, 764, "其他对", "外管理"), *cell(200, 757, "0"), *cell(240, 757, "3")]
    rows = texts(read(write(*HEAD, *UPPER), write(*below, *cell(280, 757, "3"))))
    assert rows[-1] == "其他对外管理\t0\t3\t3"


@pytest.mark.parametrize(
    ("lines", "read_as"),
    [
        (("属于部", "分公开"), "属于部分公开件"),
        (("行政许可", "其他"), "行政许可其他"),
    ],
)
def test_the_rest_of_a_label_over_a_page_break_goes_where_there_was_no_room(
    lines: tuple[str, str], read_as: str
) -> None:
    last = [*cell(X[0], 100, *lines), *cell(X[1], 100, "12", "34"), *cell(X[2], 100, "0"), *cell(X[3], 100, "1234")]
    document = read(write(*HEAD, *LOWER, *last), write((X[0], 790, "件"), (X[0], 700, "二、正文")))
    assert f"{read_as}\t1234\t0\t1234" in texts(document)


def test_headings_torn_by_a_page_break_are_put_together() -> None:
    above = [(x, 80.0, text) for x, text in zip(X, ("结果", "结果", "其他", "尚未"), strict=True)]
    below = [(x, 790.0, text) for x, text in zip(X, ("维持", "纠正", "结果", "审结"), strict=True)]
    document = read(write(*HEAD, *UPPER, *LOWER, *above), write(*below, *((x, 760.0, "0") for x in X)))
    assert "结果维持\t结果纠正\t其他结果\t尚未审结" in texts(document)


def test_a_sign_alone_on_a_line_belongs_to_the_number_below() -> None:
    row = [*cell(X[0], 661, "许可"), *cell(X[1], 667, "＋", "879"), *cell(X[2], 661, "0"), *cell(X[3], 661, "879")]
    assert texts(read(write(*HEAD, *UPPER, *LOWER, *row)))[-1] == "许可\t＋879\t0\t879"


def test_marks_for_none_in_narrow_columns_are_two() -> None:
    """A mark fills its column, and less than half a character parts it from the next: —— —— is no longer mark."""
    row = [*cell(X[0], 661, "许可"), *cell(220, 661, "——"), *cell(243, 661, "——"), *cell(X[3], 661, "3")]
    assert texts(read(write(*HEAD, *UPPER, *LOWER, *row)))[-1] == "许可\t——\t——\t3"


def test_the_number_of_a_heading_is_no_rest_of_a_label_with_the_same_number() -> None:
    """四、结转下年度继续办理 ends table three, and 四、 政府信息公开行政复议 begins the next page."""
    last = [*cell(X[0], 90, "四、结转办理"), *((x, 90.0, "0") for x in X[1:])]
    heading = [(X[0], 760.0, "四、"), (X[0] + 26, 760.0, "行政复议情况")]
    found = texts(read(write(*HEAD, *UPPER, *LOWER, *last), write(*heading, (X[0], 700, "正文。"))))
    assert "四、结转办理\t0\t0\t0" in found
    assert "四、 行政复议情况" in found
