"""Word files: merged cells, tracked changes, and what other programs write."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest

from checks.documents import parse_documents
from checks.documents.model import Document, Paragraph, Picture
from tests.hostile import docx


def read(body: str) -> Document:
    (document,) = parse_documents(docx(body), "given")
    return document


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def shape(document: Document) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.rowspan, c.colspan) for c in document.tables[0].cells]


def test_merged_cells() -> None:
    document = read(
        table(
            cell("a", '<w:vMerge w:val="restart"/>') + cell("b", '<w:gridSpan w:val="2"/>'),
            cell("", "<w:vMerge/>") + cell("c") + cell("d"),
            cell("", '<w:vMerge w:val="continue"/>') + cell("e") + cell("f"),
        )
    )
    merged = [("a", 0, 0, 3, 1), ("b", 0, 1, 1, 2)]
    assert shape(document) == [*merged, ("c", 1, 1, 1, 1), ("d", 1, 2, 1, 1), ("e", 2, 1, 1, 1), ("f", 2, 2, 1, 1)]


def test_a_row_may_leave_columns_free() -> None:
    row = f'<w:trPr><w:gridBefore w:val="2"/></w:trPr>{cell("x")}'
    assert shape(read(table(cell("a") + cell("b") + cell("c"), row)))[-1] == ("x", 1, 2, 1, 1)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins>{run('7')}</w:ins>", "7"),
        (f"<w:del>{run('5')}</w:del>{run('8')}", "8"),  # some programs keep w:t in deletions
        (f"<w:moveFrom>{run('5')}</w:moveFrom><w:moveTo>{run('6')}</w:moveTo>", "6"),
        (run("1") + run("4"), "14"),
        (run("1") + run("9", "<w:vanish/>") + run("2"), "12"),
        (run("1") + run("9", '<w:strike w:val="0"/>') + run("2", '<w:vertAlign w:val="baseline"/>'), "192"),
        (f"<w:sdt><w:sdtContent>{run('3')}</w:sdtContent></w:sdt>", "3"),
        (f"<w:hyperlink>{run('4')}</w:hyperlink>", "4"),
        ("<w:r><w:t>1</w:t><w:br/><w:t>2</w:t></w:r>", "1\n2"),
        ("<w:r><w:noBreakHyphen/><w:t>3</w:t></w:r>", "-3"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>SUM(ABOVE)</w:instrText></w:r>' + run("11"), "11"),
    ],
)
def test_the_text_of_a_cell_is_what_stands_when_changes_are_accepted(content: str, text: str) -> None:
    document = read(table(cell("行政许可") + f"<w:tc>{paragraph(content)}</w:tc>"))
    assert document.tables[0].cells[1].text == text


def test_deleted_rows_and_cells_are_gone() -> None:
    gone = "<w:trPr><w:del w:id='1'/></w:trPr>" + cell("规章") + cell("9")
    kept = cell("规章") + cell("1") + cell("8", "<w:cellDel w:id='2'/>")
    assert [c.text for c in read(table(gone, kept)).tables[0].cells] == ["规章", "1"]


def test_rows_and_cells_in_content_controls() -> None:
    inner = f"<w:sdt><w:sdtContent>{cell('1')}</w:sdtContent></w:sdt>"
    rows = f"<w:sdt><w:sdtContent><w:tr>{cell('规章')}{inner}</w:tr></w:sdtContent></w:sdt>"
    assert [c.text for c in read(f"<w:tbl>{rows}</w:tbl>").tables[0].cells] == ["规章", "1"]


def test_paragraphs_and_tables_in_content_controls_and_tracked_insertions() -> None:
    inner = paragraph(run("二、主动公开")) + table(cell("规章") + cell("1"))
    document = read(f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt><w:ins>{paragraph(run('三、'))}</w:ins>")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["二、主动公开", "三、"]
    assert [c.text for c in document.tables[0].cells] == ["规章", "1"]


def test_a_table_in_a_table_and_in_a_text_box_is_read() -> None:
    inner = table(cell("规章") + cell("1"))
    nested = read(table(f"<w:tc>{paragraph(run('框'))}{inner}</w:tc>"))
    drawn = f"<w:r><w:txbxContent>{paragraph(run('框'))}{inner}</w:txbxContent></w:r>"
    boxed = read(paragraph(drawn))
    for document in (nested, boxed):
        assert document.blocks[0].text == "框"
        assert [c.text for c in document.tables[0].cells] == ["规章", "1"]


def test_a_drawing_is_read_once_although_it_is_stored_twice() -> None:
    markup = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{paragraph(run('一次'))}</w:txbxContent>"
    body = f"<w:r><mc:AlternateContent {markup}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    document = read(paragraph(body + "</mc:AlternateContent></w:r>"))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["一次"]


def test_a_picture_is_seen() -> None:
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    assert isinstance(read(paragraph(f"<w:r>{blip}</w:r>")).blocks[0], Picture)


def test_a_picture_that_stands_elsewhere_is_seen_and_never_asked_for() -> None:
    names = "http://schemas.openxmlformats.org"
    relation = f'<Relationship Id="r1" TargetMode="External" Target="media/a.png" Type="{names}/image"/>'
    blip = (
        f'<a:blip xmlns:a="{names}/drawingml/2006/main" '
        f'xmlns:r="{names}/officeDocument/2006/relationships" r:link="r1" r:embed="r1"/>'
    )
    given = docx(
        paragraph(f"<w:r>{blip}</w:r>"),
        **{
            "word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>".encode(),
            "word/media/a.png": b"of another document",
        },
    )
    (document,) = parse_documents(given, "given")
    (picture,) = document.blocks
    assert isinstance(picture, Picture)
    assert picture.data is None


def made_by_python_docx() -> bytes:
    docx_package = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx_package.Document()
    document.add_paragraph("二、主动公开政府信息情况")
    made = document.add_table(3, 3)
    made.cell(0, 0).merge(made.cell(0, 2)).text = "第二十条第（一）项"
    made.cell(1, 0).merge(made.cell(2, 0)).text = "规章"
    for row, column in ((1, 1), (1, 2), (2, 1), (2, 2)):
        made.cell(row, column).text = f"{row}{column}"
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


MADE = ["第二十条第（一）项", "规章", "11", "12", "21", "22"]


def test_what_python_docx_writes() -> None:
    (document,) = parse_documents(made_by_python_docx(), "given")
    assert [c.text for c in document.tables[0].cells] == MADE
    assert "document.created" in document.meta


def test_what_libreoffice_writes(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    (tmp_path / "a.docx").write_bytes(made_by_python_docx())
    command = [
        office,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "out"),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (document,) = parse_documents((tmp_path / "out" / "a.docx").read_bytes(), "given")
    assert [c.text for c in document.tables[0].cells] == MADE
