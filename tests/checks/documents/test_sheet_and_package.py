"""Workbooks, and archives as people send them."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from checks.documents import parse_documents
from checks.documents.model import Document, Paragraph
from tests.hostile import docx, zipped


def workbook(fill: object) -> Document:
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(book)
    book.close()
    (document,) = parse_documents(buffer.getvalue(), "given")
    return document


def test_numbers_texts_and_formulas_are_shown_plainly() -> None:
    def fill(book: object) -> None:
        sheet = book.add_worksheet()
        values = [5, 0, 309.0263, "１４，０６９", "/", True, None, 0.1, 1e15, -3]
        for column, value in enumerate(values):
            sheet.write(0, column, value)
        sheet.write_formula(1, 0, "=SUM(A1:B1)", None, 5)

    cells = workbook(fill).tables[0].cells
    shown = ["5", "0", "309.0263", "１４，０６９", "/", "True", "", "0.1", "1000000000000000", "-3"]
    assert [c.text for c in cells if c.row == 0] == shown
    assert next(c.text for c in cells if c.row == 1) == "5"


def test_a_date_is_shown_as_one() -> None:
    def fill(book: object) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet().write_row("A1", ["填报日期", date(2024, 1, 31)], day)

    (_, shown) = workbook(fill).tables[0].cells
    assert shown.text.startswith("2024-01-31")


def test_merged_cells_and_lone_texts_that_are_headings() -> None:
    def fill(book: object) -> None:
        sheet = book.add_worksheet("表")
        sheet.merge_range("A1:C1", "二、主动公开政府信息情况")
        sheet.merge_range("A2:A3", "规章")
        sheet.write_row("B2", [1, 2])
        sheet.write_row("B3", [3, 4])

    document = workbook(fill)
    assert [b for b in document.blocks if isinstance(b, Paragraph)] == [
        Paragraph("二、主动公开政府信息情况", "表, row 1")
    ]
    assert [(c.text, c.rowspan, c.colspan) for c in document.tables[0].cells[:2]] == [
        ("二、主动公开政府信息情况", 1, 3),
        ("规章", 2, 1),
    ]


def test_hidden_sheets_are_named_and_left_out() -> None:
    def fill(book: object) -> None:
        book.add_worksheet("今年").write_row("A1", ["规章", 1])
        old = book.add_worksheet("去年")
        old.write_row("A1", ["规章", 9])
        old.hide()

    document = workbook(fill)
    assert [c.text for table in document.tables for c in table.cells] == ["规章", "1"]
    assert [note.code for note in document.notes] == ["hidden_sheets"]
    assert "去年" in document.notes[0].message


def test_an_empty_workbook_has_no_blocks() -> None:
    assert workbook(lambda book: book.add_worksheet()).blocks == ()


def archive(*members: tuple[str, bytes], utf8: bool = True, encrypted: bool = False) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in members:
            package.writestr(zipfile.ZipInfo(name if utf8 else name.encode("gb18030").decode("cp437")), data)
    data = bytearray(buffer.getvalue())
    central = data.index(b"PK\x01\x02")
    if not utf8:  # as Chinese Windows writes: the bytes of GBK and no flag
        return _without_flag(data, members)
    if encrypted:
        data[6] |= 1
        data[central + 8] |= 1
    return bytes(data)


def _without_flag(data: bytearray, members: tuple[tuple[str, bytes], ...]) -> bytes:
    for name, _ in members:
        raw, ours = name.encode("gb18030"), name.encode("gb18030").decode("cp437").encode()
        assert len(members) == 1
        head, central = 0, data.index(b"PK\x01\x02")
        local = data[:central].replace(ours, raw)
        rest = data[central:].replace(ours, raw)
        end = rest.index(b"PK\x05\x06")
        for part, flag, length in ((local, 6, 26), (rest, 8, 28)):
            part[head + flag + 1] &= ~0x08
            part[head + length : head + length + 2] = len(raw).to_bytes(2, "little")
        rest[end + 12 : end + 16] = end.to_bytes(4, "little")
        rest[end + 16 : end + 20] = len(local).to_bytes(4, "little")
        data = local + rest
    return bytes(data)


TEXT = "青禾县教育局".encode()


@pytest.mark.parametrize("utf8", [True, False])
def test_names_in_archives_are_those_people_wrote(utf8: bool) -> None:
    (document,) = parse_documents(archive(("教育局年报.txt", TEXT), utf8=utf8), "a.zip")
    assert document.source == "a.zip!教育局年报.txt"


def test_archives_in_archives_and_what_the_system_left_there() -> None:
    inner = zipped({"b.txt": TEXT, "__MACOSX/._b.txt": b"\x00\x05", ".DS_Store": b"\x00"})
    word = docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>")
    documents = parse_documents(zipped({"x/a.docx": word, "inner.zip": inner}), "o.zip")
    assert [d.source for d in documents] == ["o.zip!x/a.docx", "o.zip!inner.zip!b.txt"]


def test_a_member_that_has_lost_its_name_is_read_as_any_other() -> None:
    info, buffer = zipfile.ZipInfo("a"), BytesIO()
    info.filename = ""
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(info, TEXT)
    (document,) = parse_documents(buffer.getvalue(), "a.zip")
    assert [block.text for block in document.blocks] == [TEXT.decode()]


def test_archives_are_opened_two_deep() -> None:
    data = zipped({"a.txt": TEXT})
    for _ in range(3):
        data = zipped({"z.zip": data})
    (document,) = parse_documents(data, "o.zip")
    assert [note.code for note in document.notes] == ["package_too_deep"]


def test_a_locked_archive_says_so() -> None:
    (document,) = parse_documents(archive(("a.txt", TEXT), encrypted=True), "a.zip")
    assert [note.code for note in document.notes] == ["package_encrypted"]


def test_a_damaged_member_costs_only_itself() -> None:
    data = bytearray(archive(("a.txt", TEXT), ("b.txt", TEXT + b"b")))
    at = data.index(TEXT)
    data[at] ^= 1
    damaged, good = parse_documents(bytes(data), "a.zip")
    assert [note.code for note in damaged.notes] == ["package_damaged"]
    assert (good.source, good.blocks[0].text) == ("a.zip!b.txt", "青禾县教育局b")
