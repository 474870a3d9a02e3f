"""Tables that came as running text: a cell a line, tabs, bars, or nothing between the numbers."""

from decimal import Decimal

import pytest

from checks.model import MAY_BE_BLANK, Report
from checks.reading import read_bytes
from checks.reading.labels import labels

OPENING = "青禾县教育局2024年政府信息公开工作年度报告\n一、总体情况\n公开。\n二、主动公开政府信息情况\n"
CLOSING = "\n三、收到和处理政府信息公开申请情况\n无\n五、存在的主要问题及改进情况\n无\n六、其他需要报告的事项\n无\n"
HEADER = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
ROWS = (("规章", "0", "0", "0"), ("行政规范性文件", "3", "1", "9"))
LICENSING = (("信息内容", "本年处理决定数量"), ("行政许可", "22"))
LINES = (HEADER, *ROWS, *LICENSING)


def read(table: str) -> Report:
    (report,) = read_bytes((OPENING + table + CLOSING).encode(), source="text")
    return report


def values(report: Report, row: str) -> list[object]:
    cells = [cell for cell in report.cells.values() if cell.id.rsplit(".", 1)[0] == row]
    return [cell.value if cell.value is not None else cell.status.value for cell in cells]


SEPARATED = {
    "a cell a line": "\n".join("\n".join(line) for line in LINES),
    "blank lines between": "\n\n".join("\n\n".join(line) for line in LINES),
    "tabs": "\n".join("\t".join(line) for line in LINES),
    "bars": "\n".join(" | ".join(line) for line in LINES),
    "framed bars": "\n".join(f"| {' | '.join(line)} |" for line in LINES),
    "bars below the label": "\n".join(f"{line[0]}\n{' | '.join(line[1:])}" for line in LINES),
    "a bar behind each cell": "\n".join("".join(f"{cell} |\n" for cell in line) for line in LINES),
    "all on one line": " ".join(" ".join(line) for line in LINES),
    "spaces of any width": "\n".join("\u3000 ".join(line) for line in LINES),
}


@pytest.mark.parametrize("layout", SEPARATED)
def test_separated_text(layout: str) -> None:
    report = read(SEPARATED[layout])
    assert values(report, "t2.regulations") == [0, 0, 0]
    assert values(report, "t2.normative_documents") == [3, 1, 9]
    assert values(report, "t2.licensing") == [22]
    assert not report.structured


@pytest.mark.parametrize("layout", SEPARATED)
def test_the_text_of_a_section_is_what_stands_around_its_table(layout: str) -> None:
    report = read(f"依法公开。\n{SEPARATED[layout]}\n另见附件说明。")
    assert report.sections["2"].text.replace("|", "").split() == ["依法公开。", "另见附件说明。"]
    assert "规章" not in report.text


@pytest.mark.parametrize(
    ("row", "due"),
    [
        ("规章\t/\t/\t/", ["blank"] * 3),  # 杨陵统计局 2023
        ("规章\t\t\t5", ["blank", "blank", 5]),
        ("规章\t1\t正在统计\t5", [1, "unreadable", 5]),
        ("规章\t１\t0件\t1,005（含上年4件）", [1, 0, 1005]),
    ],
)
def test_cells_between_tabs_are_blank_or_odd(row: str, due: list[object]) -> None:
    report = read("\n".join(["\t".join(HEADER), row, "\t".join(ROWS[1])]))
    assert values(report, "t2.regulations") == due


def test_blank_lines_say_nothing_about_columns() -> None:
    report = read("\n".join([*HEADER, "规章", "5", *ROWS[1]]))
    assert values(report, "t2.regulations") == ["ambiguous"] * 3
    assert values(report, "t2.normative_documents") == [3, 1, 9]


REQUESTS = """
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 {}
二、上年结转政府信息公开申请数量 0000000
"""


@pytest.mark.parametrize(
    ("digits", "due", "status"),
    [
        ("230 000023", [23, 0, 0, 0, 0, 0, 23], "inferred"),  # 平潭 2019
        ("4000015", [4, 0, 0, 0, 0, 1, 5], "inferred"),
        ("1000002", [None] * 7, "unreadable"),  # a real fault leaves no reading
        ("64002 0470", [64, 0, 0, 2, 0, 4, 70], "inferred"),  # 平潭 2021
        ("11111117", [None] * 7, None),
    ],
)
def test_joined_digits_are_split_by_their_sum(digits: str, due: list[int | None], status: str | None) -> None:
    (report,) = read_bytes((OPENING + "无" + REQUESTS.format(digits)).encode(), source="text")
    cells = [cell for cell in report.cells.values() if cell.id.startswith("t3.received.")]
    assert [cell.value for cell in cells] == [None if n is None else Decimal(n) for n in due]
    assert status is None or {cell.status.value for cell in cells} == {status}


def test_the_money_of_2019_has_its_unit_in_the_cell() -> None:
    table = "第二十条第（九）项\n信息内容\n采购项目数量\n采购总金额\n政府集中采购\n7\n251000元"
    report = read(table)
    assert report.cells["t2.procurement.amount"].value == Decimal("25.1")
    assert {"unit_converted", "header_without_unit"} <= {note.code for note in report.notes}


OLD_HEADER = ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量")


@pytest.mark.parametrize("separator", ["\n", " "])
@pytest.mark.parametrize("row", [("行政强制", "573"), ("行政强制", "101", "3"), ("行政强制", "318", "-10")])
def test_a_printed_number_is_one_where_the_text_separates_its_numbers(separator: str, row: tuple[str, ...]) -> None:
    """Blank cells fall out of captures; 573 alone in a row of three columns is not 5, 7 and 3."""
    lines = (OLD_HEADER, ("行政许可", "12", "3", "5"), ("其他对外管理服务事项", "1", "0", "2"), OLD_HEADER, row)
    report = read("\n".join(separator.join(line) for line in lines))
    assert values(report, "t2.licensing") == [12, 3, 5]
    assert not {"read", "inferred"} & {cell.status.value for cell in report.cells.values() if "coercion" in cell.id}


def test_candidates_of_a_row_that_lost_blanks_hold_the_blank() -> None:
    lines = [*APPLICANT_ROWS[0], "一、本年新收政府信息公开申请数量", "12", "12", *APPLICANT_ROWS[1]]
    cells = [cell for cell in read_requests(lines).cells.values() if cell.id.startswith("t3.received")]
    assert {cell.status.value for cell in cells} == {"ambiguous"}
    assert all(0 in cell.candidates and cell.how == (MAY_BE_BLANK,) for cell in cells)


APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
APPLICANT_ROWS = (("申请人情况", *APPLICANTS), ("二、上年结转政府信息公开申请数量", *"1000001"))


def read_requests(lines: list[str]) -> Report:
    table = "\n".join(lines)
    data = OPENING + CLOSING.replace("申请情况\n无", f"申请情况\n{table}")
    (report,) = read_bytes(data.encode(), source="text")
    return report


@pytest.mark.parametrize("again", [("4", "0", "0", "0", "0", "1", "5"), ("3", "0", "0", "0", "0", "1", "4")])
def test_a_row_printed_twice_with_other_numbers_is_ambiguous(again: tuple[str, ...]) -> None:
    label = "一、本年新收政府信息公开申请数量"
    lines = [*APPLICANT_ROWS[0], label, *"4000015", *APPLICANT_ROWS[1], label, *again]
    report = read_requests(lines)
    same = again == tuple("4000015")
    assert values(report, "t3.received") == (
        [4, 0, 0, 0, 0, 1, 5] if same else ["ambiguous", 0, 0, 0, 0, 1, "ambiguous"]
    )
    assert ("row_repeated" in {note.code for note in report.notes}) is not same


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_merged_cells_written_out_are_one(mark: str) -> None:
    """Converters repeat a merged label or number in each of its columns."""
    label = "（一）予以公开"
    report = read_requests([mark.join(APPLICANT_ROWS[1]), mark.join((label, label, *"4000015"))])
    assert values(report, "t3.granted") == [4, 0, 0, 0, 0, 1, 5]
    wide = read("\n".join(mark.join(line) for line in (*LINES[:3], LICENSING[0], ("行政许可", "22", "22", "22"))))
    assert values(wide, "t2.licensing") == [22]


def test_a_row_that_lost_a_cell_is_not_read_shifted() -> None:
    rows = [*ROWS[0], ROWS[1][0], *ROWS[1][2:]]
    report = read("".join(f"{cell} |\n" for cell in (*HEADER, *rows, *LICENSING[0], *LICENSING[1])))
    assert values(report, "t2.regulations") == [0, 0, 0]
    assert {type(value) for value in values(report, "t2.normative_documents")} == {str}


@pytest.mark.parametrize("mark", ["4/9", "第 3 页 共 9 页", "— 5 —"])
def test_the_number_of_a_page_between_rows(mark: str) -> None:
    report = read("\n".join([" ".join(HEADER), " ".join(ROWS[0]), mark, " ".join(ROWS[1])]))
    assert values(report, "t2.regulations") == [0, 0, 0]


@pytest.mark.parametrize(("unit", "value"), [("元", Decimal("25.1")), ("万元", Decimal(251000))])
def test_an_amount_is_in_the_unit_of_its_header(unit: str, value: Decimal) -> None:
    header = ("信息内容", f"本年收费金额（单位：{unit}）")
    report = read("\n".join("\t".join(line) for line in (*LINES, header, ("行政事业性收费", "251000"))))
    assert values(report, "t2.fees") == [value]


def test_a_row_that_breaks_off_behind_more_marks_than_columns_costs_only_itself() -> None:
    text = "\n".join(["规章", *("\t0",) * 2, "\t\t", "\t", "\t行政规范性文件", *("\t1",) * 3])
    assert "reader_failed" not in {note.code for note in read(text).notes}


def test_a_value_above_a_label_is_not_its_number() -> None:
    """The 2 that ends a row stands right above 重复申请, whose number is 2."""
    rows = ["信访举报投诉类申请", "2", *["——"] * 5, "2", "重复申请", *"0000000", "要求提供公开出版物", *"1000001"]
    report = read_requests([f"\t{cell}" for cell in (*APPLICANT_ROWS[1], *rows)])
    assert values(report, "t3.not_processed.petition") == [2, *["blank"] * 5, 2]


def test_the_year_of_a_date_behind_a_label_is_no_count() -> None:
    report = read_requests([*APPLICANT_ROWS[1], "四、结转下年度继续办理", "2023年1月17日"])
    assert values(report, "t3.carried_out") == ["missing"] * 7


@pytest.mark.parametrize("quote", ['"', "”"])
def test_a_closing_quote_on_a_line_of_its_own_belongs_to_the_label(quote: str) -> None:
    label = f'3.危及"三安全一稳定 \n{quote}'
    report = read_requests([f"\t{cell}" for cell in (*APPLICANT_ROWS[1], "", label, *"4000015")])
    assert values(report, "t3.refused.security_stability") == [4, 0, 0, 0, 0, 1, 5]


def test_under_a_header_that_says_no_forms_words_no_figure_is_certain() -> None:
    """In narrow columns the headings are torn: 2019 and 2021 have three columns each, of other meaning."""
    report = read("信息内\t新制\t新公\t公开\n规章\t0\t0\t0\n规范性文件\t3\t1\t9")
    cell = next(cell for name, cell in report.cells.items() if name.startswith("t2.normative_documents."))
    assert (cell.value, cell.candidates) == (None, (Decimal(3),))


OUTCOMES = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计"


@pytest.mark.parametrize("behind", ["", "\n1\t0\t0\t0\t1\t0\t0\t2\t0\t2\t0\t0\t0\t3\t3"])
def test_a_header_that_a_page_break_prints_again_has_no_numbers(behind: str) -> None:
    header = f"行政复议\t行政诉讼\n{OUTCOMES}\t未经复议直接起诉\t复议后起诉\n{OUTCOMES}\t{OUTCOMES}"
    figures = "\n1\t0\t0\t0\t1\t0\t0\t2\t0\t2\t0\t0\t0\t3\t3"
    closing = CLOSING.replace(
        "无\n五", f"无\n四、政府信息公开行政复议、行政诉讼情况\n{header}{figures}\n{header}{behind}\n五"
    )
    (report,) = read_bytes((OPENING + SEPARATED["tabs"] + closing).encode(), source="text")
    assert report.cells["t4.review.upheld"].value == 1
    assert report.cells["t4.litigation_after_review.total"].value == 3


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("672，见附件", "unreadable"),
        ("479174，见附件", "unreadable"),
        ("1205)见附件", "unreadable"),
        ("12.见附件", 12),
    ],
)
def test_a_figure_with_words_behind_it_is_never_cut(printed: str, due: object) -> None:
    """The end of the figure looked like the number of a heading: 672 was read as 6."""
    report = read("\n".join(["\t".join(HEADER), "\t".join(ROWS[1]), f"行政许可\t{printed}"]))
    assert values(report, "t2.licensing") == [due]
    assert report.cells["t2.licensing.decisions"].text in printed


@pytest.mark.parametrize("printed", ["８１2026年1月", "2026年1月", "81%"])
def test_a_figure_that_runs_into_a_date_is_no_figure_and_no_blank(printed: str) -> None:
    report = read("\n".join(["\t".join(HEADER), "\t".join(ROWS[1]), f"行政许可\t{printed}"]))
    cell = report.cells["t2.licensing.decisions"]
    assert (cell.status, cell.value) == ("unreadable", None)
    assert cell.text == printed


def test_a_number_at_the_end_of_a_line_is_no_year_of_the_next() -> None:
    """On the next line stands what a page break left of 三、本年度办理结果: 68 was read as 6."""
    lines = ["\t".join(row) for row in (*APPLICANT_ROWS, ("（一）予以公开", "0", "0", "46", "15", "0", "1", "62"))]
    report = read_requests([*lines, "年度办", "（三）不予公开"])
    assert values(report, "t3.granted") == [0, 0, 46, 15, 0, 1, 62]


def test_joined_digits_are_shown_as_they_are_printed() -> None:
    report = read("信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件28行政许可22")
    assert report.cells["t2.normative_documents.in_force"].text == "28"


def test_what_is_inferred_from_too_many_numbers_says_how() -> None:
    report = read("\n".join(["\t".join(HEADER), "\t".join(ROWS[0]), "行政规范性文件\t0\t0\t4645\t3590"]))
    cell = report.cells["t2.normative_documents.issued"]
    assert (cell.value, cell.status) == (0, "inferred")
    assert cell.how


@pytest.mark.parametrize("mark", ["²", "①", "3²", "12-"])
def test_what_is_no_plain_figure_gives_no_figures_where_blanks_fell_out(mark: str) -> None:
    report = read(f"信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件{mark}行政许可22")
    assert values(report, "t2.normative_documents") == ["unreadable"] * 3


def test_joined_digits_of_table_four_rest_each_on_the_sum_of_their_group() -> None:
    header = "行政复议行政诉讼" + "结果维持结果纠正其他结果尚未审结总计" * 3
    closing = CLOSING.replace("无\n五", f"无\n四、政府信息公开行政复议、行政诉讼情况\n{header}10203120001200000\n五")
    stock = "信息内容本年制发件数本年废止件数现行有效件数规章000"
    (report,) = read_bytes((OPENING + stock + closing).encode(), source="text")
    assert values(report, "t4.review") == [1, 0, 2, 0, 3]
    assert values(report, "t4.litigation_direct") == [12, 0, 0, 0, 12]
    hows = {cell.id.split(".")[1]: cell.how for cell in report.cells.values() if cell.id.startswith("t4.")}
    assert all(len(how) == 1 and how[0].endswith(f".{group}") for group, how in hows.items())


def test_a_misprint_of_a_label_is_noted_where_it_stands() -> None:
    label = next(
        w.words
        for each in labels("2021", "t3")
        for w in each.wordings
        if w.typo and each.row == "not_processed.excessive"
    )
    report = read_requests([*APPLICANT_ROWS[0], *APPLICANT_ROWS[1], label, *"4000015"])
    (told,) = [note for note in report.notes if note.code == "label_typo"]
    assert label in told.message
    assert told.place.startswith("line ")


@pytest.mark.parametrize("again", ["行政许可\t25", "行政许可 25 件", "行政许可：25"])
def test_a_row_of_one_number_is_not_disputed_by_what_the_text_says_of_it(again: str) -> None:
    assert values(read(f"{SEPARATED['tabs']}\n另有说明。\n{again}\n"), "t2.licensing") == [22]


def test_a_row_of_several_numbers_that_stands_there_again_with_others_is_disputed() -> None:
    assert values(read(f"{SEPARATED['tabs']}\n规章\t1\t1\t1\n"), "t2.regulations") == ["ambiguous"] * 3
