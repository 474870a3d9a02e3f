"""Tables that came as tables: rows by their labels, columns by header and order, nothing guessed."""

from decimal import Decimal

import pytest

from checks.model import Cell, Report
from checks.reading import read_bytes
from tests.hostile import page

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
HEAD = "青禾县教育局2024年政府信息公开工作年度报告"
TITLES = {
    2: "二、主动公开政府信息情况",
    3: "三、收到和处理政府信息公开申请情况",
    4: "四、政府信息公开行政复议、行政诉讼情况",
}
STOCK = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]


def rows(*lines: list[str]) -> str:
    """One table of some rows."""
    return "<table>" + "".join("<tr>" + "".join(f"<td>{text}" for text in line) for line in lines) + "</table>"


def read(**sections: str) -> Report:
    body = "".join(f"<p>{TITLES[int(name[1])]}</p>{html}" for name, html in sections.items())
    (report,) = read_bytes(page(f"<h1>{HEAD}</h1><p>一、总体情况</p><p>公开。</p>{body}"), source="page")
    return report


def shown(cell: Cell) -> object:
    return cell.value if cell.value is not None else (cell.status.value, *cell.candidates)


def row(report: Report, name: str) -> list[object]:
    return [shown(cell) for cell in report.cells.values() if cell.id.rsplit(".", 1)[0] == name]


def codes(report: Report) -> set[str]:
    return {note.code for note in report.notes}


def requests(*lines: list[str], header: tuple[str, ...] = APPLICANTS) -> str:
    return rows(["申请人情况", *header], *lines)


RECEIVED = "一、本年新收政府信息公开申请数量"
NUMBERS = ["4", "0", "0", "0", "0", "1", "5"]
FIVE = [4, 0, 0, 0, 0, 1, 5]


@pytest.mark.parametrize(
    ("label", "texts", "due", "code"),
    [
        (RECEIVED, NUMBERS, FIVE, None),
        ("一 、 本 年 新 收 政府信息公开申请数量", NUMBERS, FIVE, None),  # spaces inside labels
        ("1．本年新收政府信息公开申请数量", NUMBERS, FIVE, None),
        ("一、本年新収政府信息公开申请数量", NUMBERS, FIVE, None),  # a misprint nobody foresaw
        (RECEIVED, ["4", "", "", "", "", "1", "5"], [4, *[("blank",)] * 4, 1, 5], None),  # 沭阳发改局 2023
        (RECEIVED, ["/", "—", "无", "不涉及", "-", "／", "0"], [*[("blank",)] * 6, 0], None),  # 区统计局 2023
        (RECEIVED, ["４", "0", "0", "0", "0", "1件", "5（含上年1件）"], FIVE, "remark_in_cell"),
        (RECEIVED, ["约4", "0", "0", "0", "0", "1", "5"], [("unreadable",), 0, 0, 0, 0, 1, 5], "unreadable_cell"),
        # 20 printed over two cells: only one way to lay the digits on the columns has the printed sum
        (RECEIVED, ["2", "0", "0", "0", "0", "0", "0", "20"], [20, 0, 0, 0, 0, 0, 20], "columns_not_aligned"),
        # a cell repeated: all zeros, so that every way of laying them out says the same
        (RECEIVED, ["0"] * 8, [0] * 7, "columns_not_aligned"),
        # a mark too many: which of them is over cannot be told
        (RECEIVED, ["/"] * 8, [("unreadable",)] * 7, "columns_not_aligned"),
        (RECEIVED, [""] * 8, [("blank",)] * 7, None),
        # the rest of the row may stand in another table: nothing can be said of any cell
        (RECEIVED, ["4", "1", "5"], [*[("unreadable",)] * 7], "columns_not_aligned"),
        # shifted by a blank cell: as many numbers as columns, in other columns, held by their sum
        (RECEIVED, ["", *NUMBERS], FIVE, "columns_not_aligned"),
        (RECEIVED, ["", *"0000000"], [("ambiguous", 0)] * 7, "columns_not_aligned"),
    ],
)
def test_one_row_of_table_three(label: str, texts: list[str], due: list[object], code: str | None) -> None:
    other = ["二、上年结转政府信息公开申请数量", *"0000000"]
    report = read(s3=requests([label, *texts], other))
    found = row(report, "t3.received")
    assert [one[:1] if isinstance(one, tuple) and due[0] == ("ambiguous",) else one for one in found] == due
    assert row(report, "t3.carried_in") == [0] * 7
    assert code is None or code in codes(report)


def test_columns_in_another_order_follow_their_header() -> None:
    report = read(s3=requests([RECEIVED, "5", *NUMBERS[:6]], header=("总计", *APPLICANTS[:6])))
    assert row(report, "t3.received") == FIVE
    assert "columns_reordered" in codes(report)


def test_columns_named_on_two_lines_follow_both() -> None:
    """The group of organisations is divided on a line of its own, the cells beside it left blank."""
    upper, lower = ["申请人情况", "总计", "自然人", *[""] * 5], ["", "", "", *APPLICANTS[1:6]]
    report = read(s3=rows(upper, lower, [RECEIVED, "5", *NUMBERS[:6]], [CARRIED_IN, *"0000000"]))
    assert row(report, "t3.received") == FIVE
    assert "columns_reordered" in codes(report)


def test_a_second_header_below_the_first_has_its_own_columns() -> None:
    second = [STOCK[0], STOCK[1], STOCK[3]]
    report = read(s2=rows(STOCK, ["规章", *"123"], second, ["行政规范性文件", "3", "9"]))
    assert row(report, "t2.regulations") == [1, 2, 3]
    assert row(report, "t2.normative_documents") == [3, ("missing",), 9]


def test_a_header_with_a_cell_left_blank_leaves_its_columns_in_order() -> None:
    report = read(s2=rows([*STOCK[:2], "", STOCK[3]], ["规章", "3", "", "9"], ["行政规范性文件", *"319"]))
    assert row(report, "t2.regulations") == [3, ("blank",), 9]


@pytest.mark.parametrize("words", [["制发", "废止", "有效"], ["说明", "修订", "废止"]])
def test_a_label_with_words_behind_it_is_no_row(words: list[str]) -> None:
    for lines in ([["规章", *words], ["规章", *"123"]], [["规章", *"123"], ["规章", *words]]):
        report = read(s2=rows(STOCK, *lines, ["行政规范性文件", *"319"]))
        assert row(report, "t2.regulations") == [1, 2, 3]
        assert "row_repeated" not in codes(report)


def test_a_table_is_no_part_of_the_text_of_its_section() -> None:
    report = read(s2=rows(STOCK, ["规章", *"123"], ["行政规范性文件", *"319"]))
    assert (report.sections["2"].text, report.structured) == ("", True)
    assert report.text.split("\n") == [HEAD, "一、总体情况", "公开。", TITLES[2]]


@pytest.mark.parametrize("first", ["1000", "100012"])
def test_a_row_of_table_four_with_a_cell_too_few_or_too_many_is_not_taken_for_whole(first: str) -> None:
    lines = ["行政复议", *first], ["未经复议直接起诉", *"20002"], ["复议后起诉", *"00000"]
    report = read(s3=requests([RECEIVED, *NUMBERS]), s4=rows(["", *OUTCOMES], *lines))
    assert not any(isinstance(cell, Decimal) for cell in row(report, "t4.review"))


def test_a_row_the_form_does_not_have_stays_visible() -> None:
    report = read(
        s3=requests(
            [RECEIVED, *NUMBERS], ["属于工作秘密", *"1000001"], ["二、上年结转政府信息公开申请数量", *"0000000"]
        )
    )
    (unknown,) = [note for note in report.notes if note.code == "unknown_row"]
    assert "属于工作秘密" in unknown.message
    assert {cell[0] for cell in row(report, "t3.granted")} == {"missing"}


def test_an_unknown_row_where_rows_are_lacking_proves_none_of_them_missing() -> None:
    lines = ["一、本年度收件", *NUMBERS], ["二、上年结转政府信息公开申请数量", *"0000000"], ["（一）予以公开", *NUMBERS]
    report = read(s3=requests(*lines))
    assert row(report, "t3.received") == [("unreadable",)] * 7
    assert report.cells["t3.received.total"].text.startswith("一、本年度收件 ")  # as printed, not as compared
    assert {cell[0] for cell in row(report, "t3.carried_out")} == {"missing"}


def test_the_first_row_of_the_next_table_says_nothing_about_the_last_of_this_one() -> None:
    one_grid = rows(
        STOCK, ["规章", *"000"], ["行政规范性文件", *"000"], ["申请人情况", *APPLICANTS], [RECEIVED, *NUMBERS]
    )
    assert row(read(s2=one_grid), "t2.fees") == [("missing",)]


CARRIED_IN = "二、上年结转政府信息公开申请数量"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("（七）合计", "t3.handled_total"),
        ("3.其他处理", "t3.other.other"),
        ("5.要求行政机关确认或重新出具已获取信息（注1）", "t3.not_processed.confirmation"),
    ],
)
def test_everyday_wordings_of_a_label(label: str, name: str) -> None:
    report = read(
        s3=requests(
            [RECEIVED, *NUMBERS],
            ["1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", *"0000000"],
            [label, *NUMBERS],
        )
    )
    assert row(report, name) == FIVE


def test_rows_in_another_order_are_read_and_noted() -> None:
    report = read(s3=requests([CARRIED_IN, *"0000000"], [RECEIVED, *NUMBERS], ["（一）予以公开", *NUMBERS]))
    assert (row(report, "t3.received"), row(report, "t3.carried_in")) == (FIVE, [0] * 7)
    assert [note.code for note in report.notes] == ["row_displaced"]


def test_groups_of_table_two_in_another_order() -> None:
    report = read(
        s2=rows(["信息内容", "本年处理决定数量"], ["行政许可", "7"])
        + rows(STOCK, ["规章", *"000"], ["行政规范性文件", "3", "1", "9"])
    )
    assert (row(report, "t2.licensing"), row(report, "t2.normative_documents")) == ([7], [3, 1, 9])


@pytest.mark.parametrize("words", [["没有"] * 3, ["零", "零", "O"], ["见附表", "无。", "#REF!"]])
def test_words_in_a_first_row_are_unreadable_and_not_missing(words: list[str]) -> None:
    report = read(s2=rows(STOCK, ["规章", *words], ["行政规范性文件", "3", "1", "9"]))
    assert {cell[0] for cell in row(report, "t2.regulations")} == {"unreadable"}


def test_words_in_the_last_two_rows_are_unreadable_and_not_missing() -> None:
    report = read(
        s2=rows(
            *(["第二十条第（六）项"], ["信息内容", "本年处理决定数量"], ["行政处罚", "7"], ["行政强制", "没有"]),
            *(["第二十条第（八）项"], ["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", "没有"]),
        )
    )
    assert row(report, "t2.coercion") == row(report, "t2.fees") == [("unreadable",)]


def test_words_merged_over_a_row_are_unreadable() -> None:
    table = rows(STOCK, ["规章"], ["行政规范性文件", "3", "1", "9"]).replace("规章", "规章<td colspan=3>没有")
    assert row(read(s2=table), "t2.regulations") == [("unreadable",)] * 3


@pytest.mark.parametrize(
    ("header", "value", "note"),
    [("（单位：元）", Decimal("25.1"), "header_in_other_unit"), ("（单位：万元）", Decimal(251000), None)],
)
def test_an_amount_is_in_the_unit_of_its_header(header: str, value: Decimal, note: str | None) -> None:
    fees = rows(["信息内容", f"本年收费金额{header}"], ["行政事业性收费", "251000"])
    report = read(s2=rows(STOCK, ["规章", *"000"]) + fees)
    assert row(report, "t2.fees") == [value]
    assert note is None or note in codes(report)


@pytest.mark.parametrize(
    ("second", "due", "noted"),
    [
        (NUMBERS, FIVE, False),  # printed twice, the same
        ([""] * 7, FIVE, False),  # an empty row of the template left behind
        (["3", "0", "0", "0", "0", "1", "4"], [("ambiguous", 3, 4), 0, 0, 0, 0, 1, ("ambiguous", 4, 5)], True),
    ],
)
@pytest.mark.parametrize("empty_first", [False, True])
def test_a_row_printed_twice(second: list[str], due: list[object], noted: bool, empty_first: bool) -> None:
    first, again = (second, NUMBERS) if empty_first else (NUMBERS, second)
    report = read(s3=requests([RECEIVED, *first], [RECEIVED, *again], ["二、上年结转政府信息公开申请数量", *"0000000"]))
    assert row(report, "t3.received") == due
    assert ("row_repeated" in codes(report)) is noted


def test_a_mention_of_a_row_in_a_table_of_section_one_is_no_second_row() -> None:
    mention = rows(["行政许可", "99"], ["来信", "3"])
    own = rows(["信息内容", "本年处理决定数量"], ["行政许可", "7"])
    (report,) = read_bytes(
        page(f"<h1>{HEAD}</h1><p>一、总体情况</p>{mention}<p>{TITLES[2]}</p>{rows(STOCK, ['规章', *'000'])}{own}"),
        source="page",
    )
    assert shown(report.cells["t2.licensing.decisions"]) in {Decimal(7), ("ambiguous", Decimal(7), Decimal(99))}


STATUTORY = {
    "one table": rows(
        ["第二十条第（一）项"], STOCK, ["规章", *"000"], ["行政规范性文件", "3", "1", "9"],
        ["第二十条第（五）项"], ["信息内容", "本年处理决定数量"], ["行政许可", "22（其中修订16件）"],
        ["第二十条第（六）项"], ["信息内容", "本年处理决定数量"], ["行政处罚", "1,204"], ["行政强制", "见附表"],
        ["第二十条第（八）项"], ["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", "251000元"],
    ),
    "four tables": rows(STOCK, ["规章", *"000"], ["行政规范性文件", "3", "1", "9"])
    + rows(["信息内容", "本年处理决定数量"], ["行政许可", "22（其中修订16件）"])
    + rows(["信息内容", "本年处理决定数量"], ["行政处罚", "1,204"], ["行政强制", "见附表"])
    + rows(["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", "251000元"]),
}  # fmt: skip


@pytest.mark.parametrize("layout", STATUTORY)
def test_table_two_in_one_table_or_in_four(layout: str) -> None:
    report = read(s2=STATUTORY[layout])
    assert row(report, "t2.normative_documents") == [3, 1, 9]
    assert row(report, "t2.licensing") == [22]
    assert row(report, "t2.penalties") == [1204]
    assert row(report, "t2.coercion") == [("unreadable",)]
    assert row(report, "t2.fees") == [Decimal("25.1")]
    assert {"remark_in_cell", "unit_converted", "unreadable_cell"} <= codes(report)
    assert report.forms == {"t2": "2021"}


OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


TEN = [*"10001", *"20002"]


@pytest.mark.parametrize(
    "html",
    [
        rows(OUTCOMES * 3, [*TEN, *"00000"]),
        rows(["", *OUTCOMES], ["行政复议", *"10001"], ["未经复议直接起诉", *"20002"], ["复议后起诉", *"00000"]),
        rows(OUTCOMES * 3, ["说明"], [*TEN, *"00000"]),  # a row of words between
        rows(OUTCOMES * 3, [*TEN, *"00000"], [*"9" * 15]),  # the first row of numbers
        rows(OUTCOMES * 3, ["合计", *TEN, *"00000"]),  # a label in front
        rows(OUTCOMES * 3, [*TEN, *"00000", ""]),  # a blank cell behind the last column belongs to nothing
        rows(["行政复议", *"77777"], OUTCOMES * 3, [*TEN, *"00000"]),  # a row above the header is none of its
    ],
)
def test_table_four(html: str) -> None:
    report = read(s3=requests([RECEIVED, *NUMBERS]), s4=html)
    assert row(report, "t4.review") == [1, 0, 0, 0, 1]
    assert row(report, "t4.litigation_direct") == [2, 0, 0, 0, 2]
    assert row(report, "t4.litigation_after_review") == [0] * 5


@pytest.mark.parametrize("behind", [[], [""]])
def test_blanks_of_table_four_stand_in_their_columns(behind: list[str]) -> None:
    html = rows(OUTCOMES * 3, ["1", "", "0", "", "1", *[""] * 10, *behind])
    report = read(s3=requests([RECEIVED, *NUMBERS]), s4=html)
    assert row(report, "t4.review") == [1, ("blank",), 0, ("blank",), 1]
    assert row(report, "t4.litigation_after_review") == [("blank",)] * 5


def test_table_four_without_numbers_is_all_blank_or_not_there() -> None:
    blank = read(s3=requests([RECEIVED, *NUMBERS]), s4=rows(OUTCOMES * 3, ["/"] * 15))
    assert row(blank, "t4.review") == [("blank",)] * 5
    lost = read(s3=requests([RECEIVED, *NUMBERS]), s4=rows(OUTCOMES * 3, ["无。"]))
    assert {cell[0] for cell in row(lost, "t4.review")} == {"missing"}


def test_a_picture_where_a_table_should_be_is_unreadable_and_not_missing() -> None:
    report = read(s2=rows(STOCK, ["规章", *"000"]), s3="<img src=t3.png>", s4=rows(OUTCOMES * 3, [*"0" * 15]))
    assert {cell.status.value for cell in report.cells.values() if cell.id.startswith("t3.")} == {"unreadable"}
    assert "table_is_picture" in codes(report)


def test_a_page_that_is_one_picture_lost_all_its_tables_to_it() -> None:
    whole = f"<html><head><title>{HEAD}</title></head><body><img src=report.png></body></html>"
    (report,) = read_bytes(whole.encode(), source="page")
    assert {cell.status.value for cell in report.cells.values()} == {"unreadable"}
    assert [note.code for note in report.notes].count("table_is_picture") == 3


def test_a_table_of_metadata_before_the_report_is_none_of_its_tables() -> None:
    metadata = rows(["索引号", "000000/2025-00012", "公开日期", "2025-01-20"])
    report = read(s2=metadata + rows(STOCK, ["规章", *"000"]))
    assert row(report, "t2.regulations") == [0, 0, 0]


def test_table_three_cut_in_two_by_a_page() -> None:
    cut = requests([RECEIVED, *NUMBERS]) + "<p>— 5 —</p>" + rows(["二、上年结转政府信息公开申请数量", *"0000000"])
    report = read(s3=cut)
    assert row(report, "t3.received") == FIVE
    assert row(report, "t3.carried_in") == [0] * 7


@pytest.mark.parametrize("blank", ["", "/", "———————", "无"])
def test_a_blank_merged_over_all_columns_is_as_many_blanks(blank: str) -> None:
    table = rows(STOCK, ["规章"], ["行政规范性文件", "3", "1", "9"]).replace("规章", f"规章<td colspan=3>{blank}")
    assert row(read(s2=table), "t2.regulations") == [("blank",)] * 3


def test_a_column_that_the_header_does_not_name_is_missing() -> None:
    header = APPLICANTS[:2] + APPLICANTS[3:]
    report = read(s3=requests([RECEIVED, *"400015"], [CARRIED_IN, *"000000"], header=header))
    assert row(report, "t3.received") == [4, 0, ("missing",), 0, 0, 1, 5]


@pytest.mark.parametrize(("second", "certain"), [("", True), ("9", False)])
def test_of_two_cells_under_one_header_cell_the_filled_one_is_its_number(second: str, certain: bool) -> None:
    """自然人 over two columns; with numbers in both, only the sum of the row can tell which of them is the form's."""
    table = requests([RECEIVED, "4", second, *NUMBERS[1:]]).replace("<td>自然人", "<td colspan=2>自然人")
    report = read(s3=table)
    assert row(report, "t3.received") == FIVE
    assert ("columns_not_aligned" not in codes(report)) is certain


def test_a_column_of_its_own_is_left_out_and_noted() -> None:
    header = ["信息内容", "上年现行有效件数", *STOCK[1:]]
    report = read(s2=rows(header, ["规章", *"0000"], ["行政规范性文件", "8", "3", "1", "9"]))
    assert row(report, "t2.normative_documents") == [3, 1, 9]
    assert "unknown_column" in codes(report)


def test_table_four_in_three_small_tables() -> None:
    head = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    tables = "".join(
        f"<p>{name}</p>" + rows(head, [*numbers])
        for name, numbers in (("行政复议", "10001"), ("未经复议直接起诉", "02002"), ("复议后起诉", "00303"))
    )
    report = read(s3=requests([RECEIVED, *NUMBERS]), s4=tables)
    assert row(report, "t4.review") == [1, 0, 0, 0, 1]
    assert row(report, "t4.litigation_direct") == [0, 2, 0, 0, 2]
    assert row(report, "t4.litigation_after_review") == [0, 0, 3, 0, 3]


FORM_2021_ROWS = [RECEIVED, *NUMBERS], ["（一）予以公开", *NUMBERS], ["（七）总计", *NUMBERS]


@pytest.mark.parametrize(
    ("extra", "form"),
    [
        ([], "2021"),  # the rows of 其他处理 are lacking: nothing says that this is the form of 2019
        ([["（六）其他处理", "1.逾期不补正", *NUMBERS], ["（六）其他处理", "3.其他", *NUMBERS]], "2021"),
        ([["（六）其他处理", *NUMBERS]], "2019"),
    ],
)
def test_the_form_of_table_three_is_told_by_its_rows(extra: list[list[str]], form: str) -> None:
    stock = rows(STOCK, ["规章", *"000"], ["行政规范性文件", "3", "1", "9"])
    report = read(s2=stock, s3=requests(*FORM_2021_ROWS[:2], *extra, FORM_2021_ROWS[2]))
    assert report.forms["t3"] == form


def test_a_page_that_breaks_off_says_so() -> None:
    whole = page(f"<h1>{HEAD}</h1><p>{TITLES[3]}</p>{requests([RECEIVED, *NUMBERS])}")
    (report,) = read_bytes(whole[: whole.index(b"</table>")], source="page")
    assert "cut_off" in codes(report)
    assert "cut_off" not in {note.code for note in read_bytes(whole, source="page")[0].notes}
