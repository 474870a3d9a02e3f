"""The three tables of a document: each in the form its own marks show, every cell accounted for."""

import pytest

from checks.model import CellStatus, Report
from checks.reading import read_bytes
from tests.writing import LAYOUTS, dice, random_gold


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
