"""Word files of before 2007, which LibreOffice writes for the test."""

import os
import stat
from pathlib import Path

import pytest
from doc2docx import errors

from checks.documents import office as libreoffice
from checks.documents import parse_documents, programs
from checks.documents.model import Paragraph
from tests.hostile import zipped
from tests.writing import LAYOUTS, dice, random_gold
from tests.writing.layouts.word import converted, office, package

BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>二、主动公开政府信息情况</w:t></w:r></w:p>"
    '<w:tbl><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>'
    "<w:p><w:r><w:t>第二十条第（一）项</w:t></w:r></w:p></w:tc></w:tr>"
    '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>规章</w:t></w:r></w:p></w:tc>'
    "<w:tc><w:p><w:r><w:t>11</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    "<w:tc><w:p><w:r><w:t>21</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>22</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "</w:body></w:document>"
)


@pytest.fixture(scope="module")
def old() -> bytes:
    if not office():
        pytest.skip("LibreOffice (soffice) is not on this machine")
    (data,) = converted([package(BODY)], "docx", "doc:MS Word 97")
    return data


def test_tables_with_merged_cells_and_text_are_read(old: bytes) -> None:
    (document,) = parse_documents(old, "年报.wps")
    assert (document.format, document.structured, document.source) == ("doc", True, "年报.wps")
    assert next(block.text for block in document.blocks if isinstance(block, Paragraph)) == "二、主动公开政府信息情况"
    assert [[cell.text for cell in row] for row in document.tables[0].by_row] == [
        ["第二十条第（一）项"],
        ["规章", "11", "12"],
        ["规章", "21", "22"],
    ]


def test_macros_are_named_and_not_run(old: bytes) -> None:
    marked = old + "_VBA_PROJECT".encode("utf-16-le").ljust(512, b"\0")
    for data in (marked, zipped({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"Sub Main"})):
        (document,) = parse_documents(data, "given")
        assert [note.code for note in document.notes] == ["macros_not_run"]


def fail(*_files: Path) -> None:
    raise errors.UnsupportedFeatureError("a kind of table it does not know")


@pytest.mark.skipif(not office(), reason="LibreOffice (soffice) is not on this machine")
def test_what_the_converter_does_not_know_is_left_to_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = dice(3, "doc", 0)
    written = LAYOUTS["doc_libreoffice"].render(random_gold(rng), rng)
    plainly, *_ = parse_documents(written.data, "given")
    monkeypatch.setattr("doc2docx.convert", fail)
    by_office, *_ = parse_documents(written.data, "given")
    assert by_office.notes == ()
    assert [table.by_row for table in by_office.tables] == [table.by_row for table in plainly.tables]


def test_without_libreoffice_one_line_says_what_to_install(old: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doc2docx.convert", fail)
    monkeypatch.setenv("PATH", "")
    (document,) = parse_documents(old, "given")
    assert [(note.code, "install LibreOffice" in note.message_en) for note in document.notes] == [
        ("doc_not_converted", True)
    ]


@pytest.mark.skipif(os.name != "posix", reason="a program that hangs is written as a shell script")
def test_a_conversion_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n/bin/sleep 600\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "_SECONDS", 0.3)
    assert libreoffice.docx_by_office(tmp_path / "given.doc") is None
