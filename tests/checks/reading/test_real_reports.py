"""The real reports that the readers were built on; skipped where they are absent."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from checks.model import CellStatus, Report
from checks.reading import is_report, read_bytes
from config.forms import identities

SEEDS = {
    "南召县人民政府": ("seeds/000_5ac74736d37564ec.txt", "government", 2020, "2019"),
    "息县人民政府": ("seeds/001_bfb308357a73373b.txt", "government", 2021, "2021"),
    "伊川县城市管理局": ("seeds/002_f3bbfa1004ed2dd6.txt", "department", 2020, "2019"),
    "尉氏县人民政府办公室": ("seeds/003_eeb9b02f914a58b3.txt", "department", 2020, "2019"),
    "棉洋镇人民政府": ("seeds/004_e5287fb04eea1cb7.txt", "township", 2020, "2019"),
}


def read(shared: Path, name: str) -> Report:
    (report,) = read_bytes((shared / name).read_bytes(), source=name)
    return report


def statuses(report: Report, table: str = "") -> Counter[CellStatus]:
    return Counter(cell.status for cell in report.cells.values() if cell.id.startswith(table))


@pytest.mark.parametrize("body", SEEDS)
def test_identity_form_and_sections_of_the_seeds(shared: Path, body: str) -> None:
    name, kind, year, form = SEEDS[body]
    report = read(shared, name)
    assert (report.body, report.kind, report.kind_source, report.year, report.form) == (body, kind, "name", year, form)
    assert report.title == f"{body}{year}年政府信息公开工作年度报告"
    assert sorted(report.sections) == list("123456")
    assert len(report.cells) == (198 if form == "2019" else 200)
    assert is_report(report)


@pytest.mark.parametrize("body", SEEDS)
def test_every_identity_holds_on_the_seeds_where_it_can_be_computed(shared: Path, body: str) -> None:
    report = read(shared, SEEDS[body][0])
    checked = 0
    for table, form in report.forms.items():
        for identity in identities(form, table):
            values = [report.value(cell) for cell in identity.cells]
            if None not in values:
                left = sum(report.value(cell) or 0 for cell in identity.left)
                assert left == sum(report.value(cell) or 0 for cell in identity.right), identity.id
                checked += 1
    assert checked == (40 if report.form == "2019" else 42)


def test_thousands_separators_signs_and_decimals_of_nanzhao(shared: Path) -> None:
    report = read(shared, SEEDS["南召县人民政府"][0])
    assert statuses(report) == {CellStatus.READ: 198}
    assert report.value("t2.licensing.decisions") == 14205
    assert report.value("t2.penalties.items_last_year") == 1927
    assert report.value("t2.fees.change") == -3
    assert report.value("t2.procurement.amount") == Decimal("104565.5")
    assert report.value("t4.litigation_direct.upheld") == 2


def test_tab_separated_rows_shifted_by_stray_tabs_of_xixian(shared: Path) -> None:
    report = read(shared, SEEDS["息县人民政府"][0])
    assert statuses(report) == {CellStatus.READ: 200}
    assert report.value("t3.carried_in.company") == 2
    assert report.value("t3.not_processed.confirmation.total") == 0
    assert report.value("t2.fees.amount") == Decimal("309.0263")


def test_sections_of_xixian_are_found_by_title_although_section_one_counts_again(shared: Path) -> None:
    report = read(shared, SEEDS["息县人民政府"][0])
    headings = [report.sections[number].heading for number in "12"]
    assert headings == ["一、总体情况", "二、主动公开政府信息情况"]
    assert len(report.sections["1"].text) > 2000
    assert report.sections["6"].text == "无"
    assert report.sections["2"].text == ""


def test_too_many_zeros_of_yichuan_are_inferred_and_noted_once_a_table(shared: Path) -> None:
    report = read(shared, SEEDS["伊川县城市管理局"][0])
    assert statuses(report, "t2.") == {CellStatus.READ: 22}
    for table, cells in (("t3.", 161), ("t4.", 15)):
        assert statuses(report, table) == {CellStatus.INFERRED: cells}
    inferred = [cell for cell in report.cells.values() if cell.status is CellStatus.INFERRED]
    assert {cell.value for cell in inferred} == {0}
    assert all("every alignment" in cell.how[0] for cell in inferred)
    assert [note.code for note in report.notes].count("columns_not_aligned") == 2
    assert {note.code for note in report.notes} == {"columns_not_aligned", "label_typo"}


def test_the_cell_that_weishi_lacks_is_missing_and_its_neighbours_are_read(shared: Path) -> None:
    report = read(shared, SEEDS["尉氏县人民政府办公室"][0])
    assert [cell.id for cell in report.cells.values() if cell.value is None] == [
        "t2.normative_documents.total_published"
    ]
    assert report.cells["t2.normative_documents.total_published"].status is CellStatus.MISSING
    assert [report.value(f"t2.normative_documents.{c}") for c in ("made", "published")] == [7, 7]
    assert report.value("t2.procurement.amount") == Decimal("16.8700")
    assert "row_cut_off" in {note.code for note in report.notes}


def test_the_amount_of_mianyang_is_converted_from_yuan_with_its_text_kept(shared: Path) -> None:
    report = read(shared, SEEDS["棉洋镇人民政府"][0])
    cell = report.cells["t2.procurement.amount"]
    assert (cell.status, cell.value, cell.text, cell.unit) == ("read", Decimal("25.846387"), "258463.87元", "元")
    assert {"unit_converted", "header_without_unit"} <= {note.code for note in report.notes}
    assert report.value("t2.licensing.change") == 98


def test_every_cell_of_the_pdf_of_huaian_is_read_with_its_page(shared: Path) -> None:
    report = read(shared, "real/淮安市人民政府_2024.pdf")
    assert (report.body, report.kind, report.year, report.form) == ("淮安市人民政府", "government", 2024, "2021")
    assert statuses(report) == {CellStatus.READ: 200}
    assert report.notes == ()
    torn = {"unavailable.not_held": (769, "page 4"), "unavailable.needs_creation": (11, "page 5")}
    for row, (total, page) in torn.items():
        cell = report.cells[f"t3.{row}.total"]
        assert (cell.value, cell.place.partition(",")[0]) == (total, page)
    assert report.value("t2.penalties.decisions") == 3985758
    assert report.value("t2.fees.amount") == Decimal("96171.6")
    assert report.value("t3.other.no_correction.total") == 71
    assert [report.value(f"t4.review.{c}") for c in ("upheld", "corrected", "other", "pending", "total")] == [
        *(72, 64, 178, 37, 351)
    ]


def test_the_sections_and_the_properties_of_the_pdf_of_huaian(shared: Path) -> None:
    report = read(shared, "real/淮安市人民政府_2024.pdf")
    assert sorted(report.sections) == list("123456")
    assert "合格率均为100%" in report.sections["1"].text
    assert [(d.date.isoformat(), d.time, d.source) for d in report.dates] == [
        ("2025-02-25", "10:02", "document.properties"),
        ("2025-02-25", "10:03", "document.properties"),
    ]


@pytest.mark.parametrize("name", ["real/测试市_2025_半真.html", "real/平潭综合实验区管委会_2024.html"])
def test_every_cell_of_the_real_pages_is_read(shared: Path, name: str) -> None:
    assert statuses(read(shared, name)) == {CellStatus.READ: 200}


@pytest.mark.parametrize(
    ("year", "solved_by_rows", "ambiguous"),
    [(2019, 161, 0), (2020, 161, 0), (2021, 169, 6), (2022, 175, 0)],
)
def test_joined_digits_of_pingtan_are_split_by_their_rows(
    shared: Path, year: int, solved_by_rows: int, ambiguous: int
) -> None:
    report = read(shared, f"real/平潭综合实验区管委会_{year}.txt")
    found = statuses(report, "t3.")
    assert found[CellStatus.READ] + found[CellStatus.INFERRED] + found[CellStatus.AMBIGUOUS] == len(
        [cell for cell in report.cells if cell.startswith("t3.")]
    )
    assert found[CellStatus.AMBIGUOUS] <= ambiguous
    assert found[CellStatus.READ] + found[CellStatus.INFERRED] >= solved_by_rows


def test_the_stock_of_pingtan_2021_has_seven_readings_and_none_is_guessed(shared: Path) -> None:
    report = read(shared, "real/平潭综合实验区管委会_2021.txt")
    cell = report.cells["t2.normative_documents.in_force"]
    assert (cell.status, cell.value) == (CellStatus.AMBIGUOUS, None)
    assert Decimal(665) in cell.candidates


def test_the_address_and_the_line_of_an_archive_header_are_two_witnesses(shared: Path) -> None:
    report = read(shared, "real/平潭综合实验区管委会_2020.txt")
    assert [(d.date.isoformat(), d.time, d.source) for d in report.dates] == [
        ("2021-03-05", "08:58", "page.line"),
        ("2021-03-05", None, "url"),
    ]
