"""The workbook: what stands in it, what people type into it, and what is read back."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from checks.model import Outcome
from checks.words import LANGUAGES
from config.errors import UserError
from config.sheets import Row, read_sheets
from config.workspace import Workspace
from reports.exports import Wish, export
from reports.exports.ledger.choices import CHOICES, Choice, choice_of
from reports.exports.ledger.columns import COLUMNS, check_code
from reports.exports.ledger.reading import read_workbook
from reports.exports.ledger.typed import Known, Refused, Typed, has_table, read_typed
from reports.exports.phrases import PHRASES
from reports.store import FindingRow, Store
from tests.reports.digest_ledger import SECOND_LOOK, add_finding, look, make_workspace
from tests.reports.office_suite import pages_of

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TODAY = date(2026, 2, 6)
YEAR_END = date(2026, 12, 31)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_workspace(tmp_path_factory.mktemp("ledger") / "w")


@pytest.fixture(scope="module")
def store(workspace: Workspace) -> Iterator[Store]:
    with Store.open(workspace.database, write=True) as opened:
        look(opened, workspace, SECOND_LOOK)
        add_finding(opened, "qh1", "青禾县财政局", SECOND_LOOK)
        add_finding(opened, "qh2", "青禾县教育局", SECOND_LOOK, outcome=Outcome.NEEDS_REVIEW, reason="单元格有多种读法")
        yield opened


def workbook(store: Store, workspace: Workspace, lang: str = "zh") -> bytes:
    (file,) = export(store, workspace, "ledger", Wish(), as_of=SECOND_LOOK, lang=lang)
    assert file.path == "exports/ledger-2026-02-05.xlsx"
    return b"".join(file.pieces)


def sheets_of(data: bytes, folder: Path) -> tuple[tuple[Row, ...], ...]:
    path = folder / "ledger.xlsx"
    path.write_bytes(data)
    return read_sheets(path)


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_faults_and_what_needs_a_person_stand_on_different_sheets(
    store: Store, workspace: Workspace, tmp_path: Path, lang: str
) -> None:
    faults, reviews, standings, unjudged, manual = sheets_of(workbook(store, workspace, lang), tmp_path)
    place = {column.id: number for number, column in enumerate(COLUMNS)}
    assert [row.cells[place["body"]] for row in faults[3:]] == ["青禾县财政局"]
    assert [row.cells[place["body"]] for row in reviews[3:]] == ["青禾县教育局"]
    assert "多种读法" in reviews[3].cells[place["message"]]
    assert len(standings) == 3 + 3
    assert [row.cells[1] for row in unjudged[3:]] == ["青禾县财政局", "青禾县教育局", "云麓街道办事处"]
    assert len(manual) == 3 + 5 + len(Choice)


def test_a_row_carries_its_proof(store: Store, workspace: Workspace, tmp_path: Path) -> None:
    row = sheets_of(workbook(store, workspace), tmp_path)[0][3]
    told = {column.id: cell for column, cell in zip(COLUMNS, row.cells, strict=True)}
    edition = next(edition for edition in store.editions("qh1", 2025) if edition.current)
    assert told["message"] == "行政复议 总计 0 ≠ 10+1+0+0 = 11"
    assert (told["url"], told["sha256"]) == (edition.url, edition.sha256)
    assert told["first_seen"] == "2026-02-05"
    assert (told["level"], told["state"], told["raw"]) == ("■错误", "未了结", "0")
    assert not any(told[column.id] for column in COLUMNS if column.use == "typed")


def test_it_filters_freezes_validates_and_prints_on_a4(store: Store, workspace: Workspace) -> None:
    page = part(workbook(store, workspace), "xl/worksheets/sheet1.xml")
    assert page.find(f"{SPREADSHEET}autoFilter") is not None
    assert page.find(f".//{SPREADSHEET}pane").get("state") == "frozen"
    setup = page.find(f"{SPREADSHEET}pageSetup")
    assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("9", "landscape", "0")
    kinds = [rule.get("type") for rule in page.iter(f"{SPREADSHEET}dataValidation")]
    assert kinds == ["list", "date", "date"]
    names = part(workbook(store, workspace), "xl/workbook.xml")
    assert {name.get("name") for name in names.iter(f"{SPREADSHEET}definedName")} >= {
        "_xlnm.Print_Titles",
        "_xlnm.Print_Area",
    }


def test_the_same_ledger_gives_the_same_bytes_at_any_time_of_writing(store: Store, workspace: Workspace) -> None:
    data = workbook(store, workspace)
    assert data == workbook(store, workspace)
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-02-05T23:59:59Z" in package.read("docProps/core.xml")


def test_every_phrase_has_both_languages() -> None:
    assert not [key for key, words in PHRASES.items() if not (words.zh and words.en)]
    assert {choice_of(CHOICES.word(choice, lang)) for choice in Choice for lang in LANGUAGES} == set(Choice)


@pytest.mark.slow
def test_an_office_suite_prints_it_whole(store: Store, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(workbook(store, workspace))
    text = "".join("".join(page.split()) for page in pages_of(path))
    for words in (
        "青禾县政务公开办公室年度报告问题台账",
        "处理结果",
        "10+1+0+0=11",
        "需要人工复核的事项",
        "使用说明",
        "第1页",
    ):
        assert words in text
    assert "核对码" not in text.replace("“核对码”", "")


@pytest.fixture(scope="module")
def row(store: Store) -> FindingRow:
    return next(row for row in store.open_findings() if row.body_id == "qh1")


def known(store: Store, row: FindingRow, *, is_open: bool = True) -> Callable[[str], Known | None]:
    edition = store.current_edition(row.body_id, row.year)
    return {row.public_id: Known(check_code(row, edition), is_open)}.get


def filled(sheets: tuple[tuple[Row, ...], ...], typed: Mapping[str, str]) -> list[list[Row]]:
    """The workbook after somebody typed into the first row of findings."""
    place = {column.id: number for number, column in enumerate(COLUMNS)}
    cells = list(sheets[0][3].cells)
    for name, text in typed.items():
        cells[place[name]] = text
    return [[*sheets[0][:3], Row(4, tuple(cells))], *map(list, sheets[1:])]


@pytest.fixture
def read(
    store: Store, workspace: Workspace, row: FindingRow, tmp_path: Path
) -> Callable[[Mapping[str, str]], Typed | Refused]:
    """Type into the first row and read it back."""

    def read(typed: Mapping[str, str]) -> Typed | Refused:
        sheets = filled(sheets_of(workbook(store, workspace), tmp_path), typed)
        (found,) = read_typed(sheets, known(store, row), today=TODAY)
        return found

    return read


CONFIRMED = {"choice": "情况属实，待整改", "author": "王某"}
WAIVED = {"choice": "申请豁免", "remark": "机构当年新设", "author": "王某", "until": "2026-12-31"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (CONFIRMED, ("confirmation", "", TODAY, None)),
        ({**CONFIRMED, "remark": "已电话核实"}, ("confirmation", "已电话核实", TODAY, None)),
        (WAIVED, ("waiver", "机构当年新设", TODAY, YEAR_END)),
        ({**WAIVED, "choice": "waive", "day": "2026年2月3日"}, ("waiver", "机构当年新设", date(2026, 2, 3), YEAR_END)),
        ({**WAIVED, "until": "2026/2/6"}, ("waiver", "机构当年新设", TODAY, TODAY)),
        ({**WAIVED, "until": "２０２６－１２－３１"}, ("waiver", "机构当年新设", TODAY, YEAR_END)),
        ({"choice": "整改中", "author": "李某"}, ("note", "整改中", TODAY, None)),
        ({"choice": "已整改", "remark": "已重发", "author": "李某"}, ("note", "已整改：已重发", TODAY, None)),
        ({"choice": "存疑", "author": "李某", "until": "2026-12-31"}, ("note", "存疑", TODAY, None)),
        ({"remark": "备注", "author": "李某", "day": "2026-02-05T00:00:00"}, ("note", "备注", date(2026, 2, 5), None)),
    ],
    ids=str,
)
def test_what_is_typed_is_read_as_a_decision(read, row: FindingRow, typed: Mapping[str, str], meant: tuple) -> None:
    kind, said, day, until = meant
    assert read(typed) == Typed(1, 4, row.public_id, kind, said, typed["author"], day, until)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({**CONFIRMED, "finding": "0000"}, "台账中没有这个问题编号"),
        ({**CONFIRMED, "check": "改过的"}, "导出以后问题或报告内容已有变化"),
        ({**CONFIRMED, "check": ""}, "导出以后问题或报告内容已有变化"),
        ({"choice": "同意", "author": "王某"}, "处理结果不在列表中"),
        ({"choice": "情况属实，待整改"}, "没有填写经办人"),
        ({"author": "王某"}, "没有填写处理结果或处理说明"),
        ({**CONFIRMED, "day": "昨天"}, "日期无法识别"),
        ({**CONFIRMED, "day": "2026-02-30"}, "日期无法识别"),
        ({**CONFIRMED, "day": "46082"}, "日期无法识别"),
        ({**WAIVED, "remark": ""}, "申请豁免须填写处理说明"),
        ({**WAIVED, "until": ""}, "申请豁免须填写豁免截止日期"),
        ({**WAIVED, "until": "年底"}, "日期无法识别"),
        ({**WAIVED, "until": "2026-02-05"}, "豁免截止日期已过"),
    ],
    ids=str,
)
def test_what_cannot_be_a_decision_is_refused_with_its_line(read, typed: Mapping[str, str], reason: str) -> None:
    refused = read(typed)
    assert isinstance(refused, Refused)
    assert (refused.sheet, refused.line) == (1, 4)
    assert reason in refused.reason.zh


def test_a_finding_that_is_gone_is_not_decided_on(
    store: Store, workspace: Workspace, row: FindingRow, tmp_path: Path
) -> None:
    gone = known(store, row, is_open=False)
    sheets = filled(sheets_of(workbook(store, workspace), tmp_path), CONFIRMED)
    (read,) = read_typed(sheets, gone, today=TODAY)
    assert isinstance(read, Refused)
    assert "已消除" in read.reason.zh


def test_a_row_copied_below_itself_counts_once(
    store: Store, workspace: Workspace, row: FindingRow, tmp_path: Path
) -> None:
    first, *rest = filled(sheets_of(workbook(store, workspace), tmp_path), CONFIRMED)
    read = list(read_typed([[*first, Row(5, first[3].cells)], *rest], known(store, row), today=TODAY))
    assert [type(each) for each in read] == [Typed, Refused]


def test_columns_may_be_moved_rows_sorted_and_the_heading_lines_deleted(
    store: Store, workspace: Workspace, row: FindingRow, tmp_path: Path
) -> None:
    first, *_ = filled(sheets_of(workbook(store, workspace, "en"), tmp_path), CONFIRMED)
    turned = [Row(number, tuple(reversed(each.cells))) for number, each in enumerate(first[2:], start=1)]
    (read,) = read_typed([turned], known(store, row), today=TODAY)
    assert isinstance(read, Typed)
    assert read.line == 2


def test_nothing_typed_is_nothing_decided_and_other_tables_are_told(
    store: Store, workspace: Workspace, row: FindingRow, tmp_path: Path
) -> None:
    sheets = sheets_of(workbook(store, workspace), tmp_path)
    assert not list(read_typed(sheets, known(store, row), today=TODAY))
    assert has_table(sheets)
    assert not has_table([[Row(1, ("编号", "机关名称", "网站"))]])


def test_another_wording_or_content_gives_another_check_code(store: Store, row: FindingRow) -> None:
    edition = next(edition for edition in store.editions("qh1", 2025) if edition.current)
    code = check_code(row, edition)
    assert code == check_code(replace(row, last_seen=row.last_seen + timedelta(days=1)), edition)
    others = {
        check_code(row, None),
        check_code(row, replace(edition, content_hash="0" * 64)),
        check_code(replace(row, finding=replace(row.finding, message="另一句话")), edition),
    }
    assert len(others | {code}) == 4


def test_a_workbook_is_read_against_the_ledger(
    store: Store, workspace: Workspace, row: FindingRow, tmp_path: Path
) -> None:
    first, *_ = filled(sheets_of(workbook(store, workspace), tmp_path), CONFIRMED)
    saved = tmp_path / "saved.csv"
    lines = (",".join(f'"{cell}"' for cell in each.cells) for each in first)
    saved.write_bytes("\r\n".join(lines).encode("gb18030"))
    (read,) = read_workbook(store, saved, today=TODAY)
    assert isinstance(read, Typed)
    assert (read.finding, read.kind) == (row.public_id, "confirmation")


def test_a_file_that_is_no_such_workbook_is_one_line(store: Store, workspace: Workspace) -> None:
    with pytest.raises(UserError, match=r"bodies\.csv has no table with 问题编号"):
        read_workbook(store, workspace.bodies_file, today=TODAY)
