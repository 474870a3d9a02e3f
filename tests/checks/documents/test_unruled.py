"""Tables without rulings: what belongs to one cell is told by where it stands, else by the sums, else not at all."""

from collections.abc import Sequence

import pytest

from tests.drawing import read, texts, together, write


@pytest.mark.parametrize(
    ("below", "read_as"),
    [
        (((203, 687, "6"),), ["重复申请\t111506↵6\t12\t0"]),  # the end of the number above, or a number of its own
        (((203, 687, "6"), (263, 687, "7")), ["重复申请\t111506↵6\t12↵7\t0"]),
        (((203, 687, "6"), (263, 687, "7"), (320, 687, "0")), ["重复申请\t111506\t12\t0", "6\t7\t0"]),
        (((203, 670, "6"),), ["重复申请\t111506\t12\t0", "6"]),
        (((203, 687, "6件"),), ["重复申请\t111506↵6件\t12\t0"]),
        (((203, 687, "，６"),), ["重复申请\t111506↵，６\t12\t0"]),
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
TORN_BY_7, TORN_BY_2 = f"{UNTORN}↵7", f"{UNTORN}↵2"


@pytest.mark.parametrize(
    ("following", "row", "behind"),
    [
        pytest.param(((323, 780, "7"),), TORN_BY_7, [], id="where a page number would stand"),
        pytest.param(((323, 720, "7"),), TORN_BY_7, [], id="below the edge"),
        pytest.param(((323, 780, "2"),), TORN_BY_2, [], id="the number that its page would have"),
        pytest.param(((203, 720, "96"), (323, 720, "5")), "2.重复申请\t48↵96\t0\t13↵5", [], id="two of three"),
        pytest.param((*HEADER, (323, 720, "7")), TORN_BY_7, ["信息内容\t企业\t其他\t总计"], id="header"),
        pytest.param(((100, 720, "2.重复申请"), (323, 720, "7")), TORN_BY_7, ["2.重复申请"], id="label again"),
        pytest.param(((100, 720, "处理"), (323, 720, "7")), "2.重复申请处理\t48\t0\t13↵7", [], id="end of a label"),
        pytest.param(((78, 720, "果"), (323, 720, "7")), TORN_BY_7, ["果"], id="a label upright beside the rows"),
        pytest.param(
            ((203, 720, "9"), (260, 720, "0"), (323, 720, "7")),
            UNTORN,
            ["9\t0\t7"],
            id="a row of which the label is lost",
        ),
        pytest.param(((100, 720, "五、"), (323, 720, "7")), UNTORN, ["五、\t7"], id="a row of its own"),
        pytest.param(((400, 720, "7"),), UNTORN, ["7"], id="under no number"),
        pytest.param(((203, 720, "—"),), UNTORN, ["—"], id="a mark for none under a number"),
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


@pytest.mark.parametrize("mark", ["—", "/", "无"])
def test_a_mark_for_none_ends_no_number_of_the_page_before(mark: str) -> None:
    """It stands in another row, whose label is lost; the number above it is whole."""
    second = write((203, 780, mark), (100, 767, "（续）"), *NEXT)
    assert texts(read(write(*ROW), second)) == [UNTORN, mark, "（续）", "3.其他\t1\t0\t1"]


@pytest.mark.parametrize("sentence", ["截至 2025 年 12 月 31 日止，公开", "咨询电话 0379 6543 2109 传真"])
def test_a_sentence_with_blanks_around_its_figures_is_no_row_that_a_page_ends_with(sentence: str) -> None:
    """What the next page begins with does not end its first word."""
    first, second = write((100, 80, sentence)), write((100, 780, "信息若干。"), *NEXT)
    assert texts(read(first, second)) == [sentence, "信息若干。", "3.其他\t1\t0\t1"]


def test_a_row_with_a_label_and_a_blank_is_no_rest_of_the_row_above() -> None:
    first = write((100, 100, "行政规范性文件"), *((x, 100, "0") for x in (200, 260, 320)), (100, 80, "规章"), *ROW[1:])
    second = write((100, 720, "其他文件"), (200, 720, "7"), (320, 720, "9"))
    assert texts(read(first, second))[1:] == ["规章\t48\t0\t13", "其他文件\t7\t9"]


def test_a_row_torn_in_every_column_is_marked_in_every_column() -> None:
    row = ((100, 80, "规章"), (200, 80, "48"), (260, 80, "20"), (320, 80, "13"))
    rest = ((203, 720, "9"), (263, 720, "0"), (323, 720, "7"))
    assert texts(read(write(*row), write(*rest, *NEXT))) == ["规章\t48↵9\t20↵0\t13↵7", "3.其他\t1\t0\t1"]


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
    assert texts(read(write(*row, *below))) == ["重复申请\t0件\t22↵90\t22↵90"]


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


COLUMNS = (260, 300, 340)
LABELS = ("1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及三安全一稳定", "4.保护第三方合法权益")


def table(pitch: float, figures: Sequence[str], below: Sequence[tuple[float, float, str]]) -> list[str]:
    """Read four rows of three figures, those of the second row given, and what stands below its line (700)."""
    shown = [("0", "0", "0"), figures, ("7", "0", "7"), ("0", "12", "12")]
    lower = 13 if below else 0
    rows = [
        (x, 700 + pitch * (1 - at) - (lower if at > 1 else 0), text)
        for at, (label, row) in enumerate(zip(LABELS, shown, strict=True))
        for x, text in zip((100, *COLUMNS), (label, *row), strict=True)
    ]
    return texts(read(write(*rows, *below)))[1:-2]


@pytest.mark.parametrize(
    ("pitch", "figures", "below", "read_as"),
    [
        pytest.param(20, ("1115", "0", "1115"), ((262, 687, "06"), (342, 687, "06")), "111506\t0\t111506", id="apart"),
        pytest.param(13, ("1115", "0", "1115"), (), "1115\t0\t1115", id="nothing below"),
        pytest.param(20, ("不涉", "0", "0"), ((260, 687, "及"),), "不涉及\t0\t0", id="a mark for none"),
        pytest.param(20, ("5(其中", "0", "5"), ((260, 687, "新增2件)"),), "5(其中新增2件)\t0\t5", id="a remark"),
        pytest.param(20, ("1,1", "0", "1,115"), ((260, 687, "15"),), "1,115\t0\t1,115", id="thousands"),
    ],
)
def test_lines_closer_than_rows_are_one_cell(
    pitch: float, figures: Sequence[str], below: Sequence[tuple[float, float, str]], read_as: str
) -> None:
    assert table(pitch, figures, below) == [f"{LABELS[1]}\t{read_as}"]


def test_a_row_with_blank_cells_is_no_end_of_the_row_above() -> None:
    """Where rows have blank cells, figures closely below others may be a row of their own."""
    rows = [(x, 700 - 20 * at, text) for at in range(3) for x, text in zip(COLUMNS, ("12", "0", "12"), strict=True)]
    labels = [(100, 700 - 20 * at, label) for at, label in enumerate(LABELS[:3])]
    blank = ((100, 647, LABELS[3]), (260, 647, "3"), (340, 647, "3"))
    assert texts(read(write(*rows, *labels, *blank)))[-1] == f"{LABELS[3]}\t3\t3"


def test_columns_that_stand_close_are_columns() -> None:
    """The gap between two wide figures is no wider than between words."""
    narrow = [
        (x, y, text)
        for y, row in ((700, ("0", "0", "0")), (680, ("60641234", "62945678", "9")))
        for x, text in zip((200, 250, 300), row, strict=True)
    ]
    assert texts(read(write((100, 700, "1.甲"), (100, 680, "2.乙"), *narrow)))[1] == "2.乙\t60641234\t62945678\t9"


def test_a_remark_in_brackets_goes_on_below() -> None:
    row = ((100, 700, "行政规范性文件"), (260, 700, "1，785（其中修订1223"), (400, 700, "0"))
    assert texts(read(write(*row, (280, 687, "件）")))) == ["行政规范性文件\t1，785（其中修订1223件）\t0"]


@pytest.mark.parametrize(
    ("above", "below", "row"),
    [
        pytest.param("不涉", "及", "不涉及", id="a mark for none"),
        pytest.param("8（其中修订", "4件）", "8（其中修订4件）", id="a remark"),
        pytest.param("1,2", "34", "1,234", id="thousands are one number"),
    ],
)
def test_a_page_break_in_a_cell_leaves_no_doubt(above: str, below: str, row: str) -> None:
    first = write((100, 80, "2.重复申请"), (200, 80, above), (290, 80, "0"), (350, 80, "13"))
    assert texts(read(first, write((202, 780, below), *NEXT)))[0] == f"2.重复申请\t{row}\t0\t13"


def test_the_rest_of_a_label_stands_behind_its_beginning_and_not_below_the_header() -> None:
    first = write(*HEADER, (60, 80, "5.要求行政机关确认或重新出"), *ROW[1:])
    second = write(*HEADER, (60, 720, "具已获取信息"), *NEXT)
    assert texts(read(first, second))[1:2] == ["5.要求行政机关确认或重新出具已获取信息\t48\t0\t13"]


TIGHT = 13
"""Points between the lines of a cell, and between rows without padding."""


def tight(upper: str, lower: str) -> list[tuple[float, float, str]]:
    """Write three rows without padding, of which the second has two lines in its first and last column."""
    tops = ((700, LABELS[0], ("0", "0", "0")), (700 - 1.5 * TIGHT, LABELS[1], ("", "0", "")))
    rows = [*tops, (700 - 3 * TIGHT, LABELS[2], ("7", "0", "7")), (700 - 4 * TIGHT, LABELS[3], ("0", "12", "12"))]
    words = [(x, y, text) for y, label, row in rows for x, text in zip((100, *COLUMNS), (label, *row), strict=True)]
    ends = [(x, 700 - TIGHT * line, text) for x in (260, 340) for line, text in ((1, upper), (2, lower))]
    return [word for word in (*words, *ends) if word[2]]


@pytest.mark.parametrize(
    ("upper", "lower", "read_as"),
    [
        pytest.param("1115", "06", "1115↵06", id="one number or two"),
        pytest.param("1,1", "15", "1,115", id="thousands"),
        pytest.param("不涉", "及", "不涉及", id="a mark for none"),
    ],
)
def test_rows_as_close_as_lines_are_told_by_their_middles(upper: str, lower: str, read_as: str) -> None:
    """Without padding, what is centred in a row of two lines stands between the lines of the others."""
    assert texts(read(write(*tight(upper, lower)))) == [
        f"{LABELS[0]}\t0\t0\t0",
        f"{LABELS[1]}\t{read_as}\t0\t{read_as}",
        f"{LABELS[2]}\t7\t0\t7",
        f"{LABELS[3]}\t0\t12\t12",
    ]


def test_figures_of_no_certain_row_are_marked() -> None:
    """The rows have no numbers, so that the figure between two lines may be of either."""
    rows = [(x, y, text) for y, row in ((700, "规章"), (674, "行政规范性文件")) for x, text in ((100, row), (300, "4"))]
    shared = [(x, y, text) for y in (700, 661) for x, text in ((260, "1"), (340, "5"))]
    read_as = texts(read(write(*rows, *shared, (100, 661, "其他"), (300, 661, "0"), (260, 687, "2"), (340, 687, "9"))))
    assert read_as == ["规章\t1\t4\t5", "↵2\t↵9", "行政规范性文件\t↵4", "其他\t1\t0\t5"]


def test_figures_of_another_table_below_make_columns_of_their_own() -> None:
    """Fifteen figures begin where the rows above have their labels."""
    rows = [
        (x, 700 - 20 * at, text)
        for at in range(2)
        for x, text in zip((100, *COLUMNS), (LABELS[at], "1", "0", "1"), strict=True)
    ]
    below = [(80 + 30 * at, 640, f"{at}") for at in range(12)]
    assert texts(read(write(*rows, *below)))[-1] == "\t".join(map(str, range(12)))


def test_a_line_at_the_foot_of_every_page_is_in_no_row() -> None:
    """Browsers print the address of the page there, and a row that goes on below it would end with it."""
    pages = [
        write((100, 400, text), (60, 30, "file:///report.html"), (500, 30, f"{n}/2"))
        for n, text in enumerate(("一段。", "二段。"), 1)
    ]
    assert texts(read(*pages)) == ["一段。", "二段。"]
