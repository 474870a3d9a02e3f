"""The rows a finding is about, redrawn."""

from dataclasses import replace
from decimal import Decimal

import pytest

from checks.model import Cell, CellStatus, Family, Finding, Level, Outcome
from config.forms import cell_ids
from reports.digest.excerpt import Excerpt, redraw
from tests.reports.digest_samples import table3, table4


def finding(*cells: str, **values: object) -> Finding:
    return Finding("A1", 1, Family.ARITHMETIC, Level.ERROR, Outcome.FAIL, "m", cells=cells, **values)


def drawn(excerpt: Excerpt) -> list[list[str]]:
    return [[row.label, *(cell.text for cell in row.cells)] for row in excerpt.rows]


def roles(excerpt: Excerpt) -> list[list[str]]:
    return [[cell.role for cell in row.cells] for row in excerpt.rows]


def test_a_row_is_drawn_whole_with_its_suspect_first_cell_marked():
    said = finding("t4.review.total", "t4.review.upheld", "t4.review.corrected", expected=Decimal(11), found=Decimal(0))
    (excerpt,) = redraw(said, table4((10, 1, 0, 0, 0)), "zh")
    assert excerpt.columns == ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    assert drawn(excerpt) == [["行政复议", "10", "1", "0", "0", "0"]]
    assert roles(excerpt) == [["part", "part", "part", "part", "suspect"]]
    assert excerpt.rows[0].cells[-1].should == "11"
    assert excerpt.rows[0].cells[-1].raw == "0"


def test_what_would_mend_it_is_not_said_of_a_cell_that_is_not_the_one_found():
    said = finding("t4.review.total", expected=Decimal(11), found=Decimal(3))
    (excerpt,) = redraw(said, table4((10, 1, 0, 0, 0)), "zh")
    assert excerpt.rows[0].cells[-1].should is None


def test_many_rows_are_drawn_by_the_columns_that_take_part_and_rows_of_zeros_are_counted():
    cells = {cell_id: Cell(cell_id, CellStatus.READ, Decimal(0), "0") for cell_id in cell_ids("2021", "t3")}
    cells |= {"t3.granted.total": Cell("t3.granted.total", CellStatus.READ, Decimal(4), "4")}
    concerned = tuple(cell_id for cell_id in cells if cell_id.endswith(".total"))
    (excerpt,) = redraw(finding("t3.handled_total.total", *concerned), cells, "zh")
    assert excerpt.columns == ("总计",)
    assert drawn(excerpt) == [["（一）予以公开", "4"], ["（七）总计", "0"]]
    assert excerpt.omitted == len(concerned) - 2


def test_a_numbered_row_is_named_with_the_heading_above_it():
    (excerpt,) = redraw(finding("t3.refused.third_party.total"), table3(), "zh")
    assert excerpt.rows[0].label == "（三）不予公开 4.保护第三方合法权益"


TOTAL = "t4.review.total"


@pytest.mark.parametrize(
    ("cell", "text", "note"),
    [
        (Cell(TOTAL, CellStatus.BLANK, None, "/"), "", "空白"),
        (Cell(TOTAL, CellStatus.MISSING), "", "缺失"),
        (Cell(TOTAL, CellStatus.AMBIGUOUS, None, "1 1", candidates=(Decimal(1), Decimal(11))), "1 / 11", "多种读法"),
        (Cell(TOTAL, CellStatus.UNREADABLE, None, "见附件"), "", "无法识别"),
        (Cell(TOTAL, CellStatus.INFERRED, Decimal(11), "1011"), "11", "推得"),
    ],
)
def test_a_cell_that_was_not_simply_read_says_so_beside_its_raw_text(cell: Cell, text: str, note: str):
    (excerpt,) = redraw(finding("t4.review.upheld", cell.id), {**table4((10, 1, 0, 0, 0)), cell.id: cell}, "zh")
    shown = excerpt.rows[0].cells[-1]
    assert (shown.text, shown.note, shown.raw or "") == (text, note, cell.text)


def test_an_amount_names_its_unit_and_shows_what_was_printed():
    # 棉洋镇 2020 prints its procurement amount in 元 under a heading for 万元.
    amount = Cell("t2.procurement.amount", CellStatus.READ, Decimal("25.846387"), "258463.87元", unit="元")
    (excerpt,) = redraw(finding(amount.id), {amount.id: amount}, "zh")
    assert excerpt.columns == ("采购项目数量", "采购总金额（万元）")
    assert excerpt.rows[0].cells[1].text == "25.846387"
    assert excerpt.rows[0].cells[1].raw == "258463.87元"


def test_the_older_form_is_drawn_with_its_own_columns():
    cells = {cell_id: Cell(cell_id, CellStatus.READ, Decimal(1), "1") for cell_id in cell_ids("2019", "t2")}
    (excerpt,) = redraw(finding("t2.fees.change"), cells, "zh")
    assert excerpt.columns == ("上一年项目数量", "本年增/减")


def test_cells_of_several_tables_give_several_excerpts():
    excerpts = redraw(finding("t4.review.total", "t3.received.total"), {**table3(), **table4((0,) * 5)}, "en")
    assert [excerpt.table for excerpt in excerpts] == ["t3", "t4"]


def test_a_finding_without_known_cells_draws_nothing():
    assert redraw(finding(), table3(), "zh") == ()
    assert redraw(finding("t4.review.total"), {}, "zh") == ()


def test_a_broken_sum_brings_the_other_cells_of_the_sum():
    # 青禾市民政局 of the demonstration: only the two wrong totals are named, the addends prove them wrong.
    cells = {cell_id: Cell(cell_id, CellStatus.READ, Decimal(0), "0") for cell_id in cell_ids("2021", "t3")}
    for name, value in (
        ("received", 11),
        ("carried_in", 2),
        ("granted", 9),
        ("partially_granted", 3),
        ("carried_out", 1),
    ):
        cells |= {
            f"t3.{name}.{column}": Cell(f"t3.{name}.{column}", CellStatus.READ, Decimal(value), str(value))
            for column in ("natural_person", "total")
        }
    wrong = tuple(f"t3.handled_total.{column}" for column in ("natural_person", "total"))
    cells |= {name: Cell(name, CellStatus.READ, Decimal(14), "14") for name in wrong}
    said = finding(*wrong, key="+".join(wrong), expected=Decimal(12), found=Decimal(14))
    (excerpt,) = redraw(said, cells, "zh")
    assert excerpt.columns == ("自然人", "总计")
    assert drawn(excerpt) == [
        ["一、本年新收政府信息公开申请数量", "11", "11"],
        ["二、上年结转政府信息公开申请数量", "2", "2"],
        ["（一）予以公开", "9", "9"],
        ["（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "3", "3"],
        ["（七）总计", "14", "14"],
        ["四、结转下年度继续办理", "1", "1"],
    ]
    assert roles(excerpt)[4] == ["suspect", "suspect"]


def test_cells_named_by_a_rule_that_adds_nothing_up_are_all_suspect():
    # A township that reports rules of its own: both cells are what is wrong.
    cells = {cell_id: Cell(cell_id, CellStatus.READ, Decimal(2), "2") for cell_id in cell_ids("2021", "t2")}
    said = replace(finding("t2.regulations.issued", "t2.regulations.in_force"), family=Family.PLAUSIBILITY)
    (excerpt,) = redraw(said, cells, "zh")
    assert roles(excerpt) == [["suspect", "other", "suspect"]]
