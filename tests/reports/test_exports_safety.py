"""Nothing that a page says acts in the program that opens an export; what it says is still told."""

import csv
import json
import zipfile
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from config.sheets import read_sheets
from config.workspace import Workspace
from reports.exports import Wish, export
from reports.exports.safety import cell_text, guarded, quoted, shown
from reports.exports.scope import Scope
from reports.store import Store
from tests.reports.digest_ledger import SECOND_LOOK, add_finding, look, make_workspace
from tests.reports.injections import CHARACTERS, FORMULAS, INJECTIONS, MARKUP

OPENS_A_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A ledger in which every injection is the message and the raw text of a finding."""
    made = make_workspace(tmp_path_factory.mktemp("hostile") / "w")
    ids: list[str] = []
    with Store.open(made.database, write=True) as store:
        look(store, made, SECOND_LOOK)
        for text in INJECTIONS.values():
            row = add_finding(store, "qh1", "青禾县财政局", SECOND_LOOK, message=quoted(text))
            ids.append(row.public_id)
    entry = '[[confirmation]]\nrule = "A104"\nbody = "qh1"\nyear = 2025\nauthor = "王某"\nfinding = "{}"\n'
    made.waivers_file.write_text("\n".join(entry.format(each) for each in ids), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def store(workspace: Workspace) -> Iterator[Store]:
    with Store.open(workspace.database) as opened:
        yield opened


def exported(store: Store, workspace: Workspace, kind: str, wish: Wish | None = None) -> bytes:
    (file,) = export(store, workspace, kind, wish or Wish(), as_of=SECOND_LOOK, lang="zh")
    return b"".join(file.pieces)


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_no_field_of_csv_can_begin_a_formula(text: str) -> None:
    field = guarded(text)
    assert not field.lstrip().startswith(OPENS_A_FORMULA)
    assert field.removeprefix("'") == shown(text)


@given(st.text())
def test_taking_one_apostrophe_away_undoes_the_guard(text: str) -> None:
    field = guarded(text)
    assert field in {shown(text), f"'{shown(text)}"}
    assert field.removeprefix("'") == shown(text)


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_shown_can_stand_in_any_xml(text: str) -> None:
    etree.Element("a").text = shown(text)
    shown(text).encode()


def test_a_cell_holds_no_more_than_excel_takes_and_says_so() -> None:
    text = cell_text("\U00020bb7" * 20_000)
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert text.endswith("（过长，已截断 cut）")
    assert cell_text("短") == "短"


def test_the_workbook_has_texts_and_no_formula_and_no_link(store: Store, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(exported(store, workspace, "ledger"))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in (name for name in parts if name.startswith("xl/worksheets/")):
        page = etree.fromstring(parts[name])
        assert not list(page.iter(f"{SPREADSHEET}f", f"{SPREADSHEET}hyperlink"))
    assert not [name for name in parts if "externalLink" in name or ("rels" in name and b"TargetMode" in parts[name])]
    cells = {cell for row in read_sheets(path)[0] for cell in row.cells}
    assert {cell_text(quoted(text)) for text in INJECTIONS.values()} <= cells


def test_every_text_of_the_workbook_stays_text_when_it_is_edited(store: Store, workspace: Workspace) -> None:
    with zipfile.ZipFile(BytesIO(exported(store, workspace, "ledger"))) as package:
        styles = etree.fromstring(package.read("xl/styles.xml")).find(f"{SPREADSHEET}cellXfs")
        page = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    kept = [xf.get("quotePrefix") == "1" for xf in styles]
    rows = list(page.iter(f"{SPREADSHEET}row"))[3:]
    texts = [cell for row in rows for cell in row if cell.get("t") == "s"]
    assert len(texts) > len(INJECTIONS)
    assert all(kept[int(cell.get("s"))] for cell in texts)


def test_csv_is_read_back_field_by_field(store: Store, workspace: Workspace) -> None:
    data = exported(store, workspace, "findings")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(INJECTIONS)
    assert {row["message"].removeprefix("'") for row in rows} == {shown(quoted(text)) for text in INJECTIONS.values()}
    assert not [field for row in rows for field in row.values() if field.lstrip().startswith(OPENS_A_FORMULA)]


def test_json_holds_the_text_as_it_is(store: Store, workspace: Workspace) -> None:
    rows = json.loads(exported(store, workspace, "findings", Wish(form="json")))["rows"]
    assert {row["message"] for row in rows} == {quoted(text) for text in INJECTIONS.values()}


def test_the_feed_shows_markup_and_makes_nothing_of_it(store: Store, workspace: Workspace) -> None:
    root = etree.fromstring(exported(store, workspace, "feed"))
    assert {etree.QName(element).namespace for element in root.iter(etree.Element)} == {"http://www.w3.org/2005/Atom"}
    contents = "\n".join(root.itertext())
    for text in (*MARKUP.values(), *CHARACTERS.values()):
        assert shown(quoted(text)) in contents
    assert not [link for link in root.iter("{*}link") if link.get("href").startswith(("javascript", "file"))]


def test_a_letter_shows_markup_and_makes_nothing_of_it(store: Store, workspace: Workspace) -> None:
    wish = Wish(Scope(body="qh1"), due=SECOND_LOOK.date().replace(month=3))
    document = Document(BytesIO(exported(store, workspace, "notice", wish)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for said in (*MARKUP.values(), *FORMULAS.values(), *CHARACTERS.values()):
        assert shown(quoted(said)).strip() in text
    assert not [element for element in document.element.iter() if "hyperlink" in str(element.tag)]
