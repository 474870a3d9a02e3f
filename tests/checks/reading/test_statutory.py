"""The three tables of a document: each in the form its own marks show, every cell accounted for."""

import pytest

from checks.documents.model import Block, Document, Paragraph, Table, TableCell
from checks.model import By, CellStatus, Report
from checks.reading import read_bytes
from checks.reading.report import read_report
from tests.writing import LAYOUTS, dice, random_gold

TITLE = "青禾县教育局2024年政府信息公开工作年度报告"


def read(layout: str, form: str, seed: int) -> Report:
    rng = dice("statutory", seed)
    data, name, _ = LAYOUTS[layout].render(random_gold(rng, form), rng)
    return max(read_bytes(data, source=name), key=lambda report: len(report.cells))


@pytest.mark.parametrize(("form", "cells"), [("2019", 198), ("2021", 200)])
@pytest.mark.parametrize("layout", ["html_official", "docx_raw", "text_cells", "xlsx_one"])
def test_a_form_has_all_its_cells(form: str, cells: int, layout: str) -> None:
    report = read(layout, form, 1)
    assert (report.form, len(report.cells)) == (form, cells)
    assert set(report.forms) == {"t2", "t3", "t4"}


@pytest.mark.parametrize("layout", ["html_official", "docx_raw", "text_tabs"])
def test_of_a_mixed_report_each_table_is_read_by_its_own_form(layout: str) -> None:
    report = read(layout, "mixed", 2)
    assert report.form == "mixed"
    assert set(report.forms.values()) == {"2019", "2021"}
    assert {cell.id for cell in report.cells.values() if cell.id.startswith("t3.other")} in (
        {f"t3.other.{column}" for column in COLUMNS},
        {f"t3.other.{row}.{column}" for row in ("no_correction", "fee_unpaid", "other") for column in COLUMNS},
    )


COLUMNS = ("natural_person", "company", "research", "charity", "legal_service", "other_org", "total")


def test_a_report_without_tables_has_the_cells_of_its_year_all_missing() -> None:
    text = (
        "青禾县教育局2024年政府信息公开工作年度报告\n一、总体情况\n公开。\n二、主动公开政府信息情况\n无。\n"
        "三、收到和处理政府信息公开申请情况\n无。\n五、存在的主要问题及改进情况\n有。\n"
    )
    (report,) = read_bytes(text.encode(), source="text")
    assert {cell.status for cell in report.cells.values()} == {CellStatus.MISSING}
    assert len(report.cells) == 200
    assert "form_by_year" in {note.code for note in report.notes}


def test_numbers_in_the_text_make_no_table() -> None:
    text = (
        "青禾县教育局2024年政府信息公开工作年度报告\n一、总体情况\n制定规章 3 件，行政许可 20 件。\n"
        "二、主动公开政府信息情况\n见附件。\n三、收到和处理政府信息公开申请情况\n见附件。\n"
    )
    (report,) = read_bytes(text.encode(), source="text")
    assert all(cell.value is None for cell in report.cells.values())


def test_outside_its_section_a_single_row_makes_no_table() -> None:
    """Any text may mention 规章 and numbers; half of the rows of a table are more than a mention."""
    text = f"{TITLE}\n一、总体情况\n公开。\n规章 3 1 9\n行政许可 20\n五、存在的问题\n有。\n"
    (report,) = read_bytes(text.encode(), source="text")
    assert report.forms == {}


@pytest.mark.parametrize(("layout", "structured"), [("html_official", True), ("docx_raw", True), ("text_tabs", False)])
def test_a_report_is_structured_where_its_tables_came_as_tables(layout: str, structured: bool) -> None:
    assert read(layout, "2021", 3).structured is structured


LINES = {
    "t2": (("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", *"000"), ("行政规范性文件", *"319")),
    "t3": (
        ("申请人情况", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"),
        ("一、本年新收政府信息公开申请数量", *"4000015"),
        ("二、上年结转政府信息公开申请数量", *"0000000"),
    ),
}


def table(number: int, lines: tuple[tuple[str, ...], ...], picture: str) -> Table:
    cells = (TableCell(text, at, column) for at, line in enumerate(lines) for column, text in enumerate(line))
    return Table(number, len(lines), tuple(cells), by="ocr" if picture else "text", picture=picture)


@pytest.mark.parametrize(
    ("pictures", "by", "places"),
    [
        (("", ""), "text", []),
        (("", "picture b.png"), "text", ["picture b.png, table 2, row 2, column 2"]),
        (
            ("picture a.png", "picture b.png"),
            "text",
            ["picture a.png, table 1, row 2, column 2", "picture b.png, table 2, row 2, column 2"],
        ),
        (("picture a.png", ""), "ocr", []),  # where the text was recognised as well, that is said of all
    ],
)
def test_a_table_recognised_in_a_picture_is_named_by_its_place(
    pictures: tuple[str, str], by: By, places: list[str]
) -> None:
    texts = ("一、总体情况", "公开。", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
    title, *sections = (Paragraph(text, "line", by=by) for text in (TITLE, *texts))
    shown = [table(at, LINES[name], picture) for at, (name, picture) in enumerate(zip(LINES, pictures, strict=True), 1)]
    blocks: tuple[Block, ...] = (title, *sections[:3], shown[0], sections[3], shown[1])
    report = read_report(Document("made", "html", blocks, structured=True))
    assert [note.place for note in report.notes if note.code == "table_by_ocr"] == places
    assert report.cells["t2.regulations.issued"].by == ("ocr" if pictures[0] else "text")
    assert report.cells["t3.received.total"].value == 5
