"""What a file is, by its bytes; and how its bytes become text."""

import pytest

from checks.documents import parse_documents
from checks.documents.charset import decode
from checks.documents.magic import sniff
from tests.hostile import docx, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CHINESE = "青禾县教育局2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),  # 建水青龙镇 publishes its tables as pictures
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"BM the report", "text"),  # a text may begin like a bitmap
        (OLE, "ole"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"<!DOCTYPE html><title>404</title>", "html"),  # an error page under a .pdf name
        (("<html>" + CHINESE).encode("utf-16"), "html"),
        (b"\xef\xbb\xbf\n\n<P class=a>", "html"),
        (CHINESE.encode(), "text"),
        (CHINESE.encode("gb18030"), "text"),
        (bytes(range(256)), "binary"),
    ],
)
def test_the_type_is_told_by_the_bytes(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize("name", ["年报.pdf", "年报.docx", "年报.html", "年报"])
def test_the_name_is_never_asked(name: str) -> None:
    (document,) = parse_documents(docx("<w:p><w:r><w:t>规章</w:t></w:r></w:p>"), name)
    assert (document.format, document.blocks[0].text) == ("docx", "规章")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7", "package_damaged"),
        (OLE + "WordDocument".encode("utf-16-le") + "Workbook".encode("utf-16-le"), "doc_not_converted"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "package_encrypted"),
        (zipped({"content.xml": b"<a/>"}), "format_not_read"),
        (rb"{\rtf1\ansi 1}", "format_not_read"),
        (OLE + bytes(600), "format_not_read"),  # a presentation, a mail
        (zipped({"word/document.xml": b"<w:document"}), "package_damaged"),
        (b"PK\x03\x04" + bytes(60), "package_damaged"),
        (b"\x00\x01" * 99, "not_text"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    (document,) = parse_documents(data, "given")
    assert ([note.code for note in document.notes], document.blocks) == ([code], ())


DECLARED = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "utf-8"),  # shanghai.gov.cn declares gb2312 and writes UTF-8
        ("utf-8", "gb18030"),  # older county sites, the other way round
        ("gb2312", "gb18030"),  # 䶮 and 㛃 are not in gb2312
        ("gbk", "gb18030"),
        ("x-gbk", "gb18030"),
        ("iso-8859-1", "gb18030"),  # servers add it to everything
        ("nonsense", "utf-8"),
        *((codec, "gb18030") for codec in ("uu", "rot13", "zlib", "idna", "unicode_escape", "utf-7", "undefined")),
        ("big5", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "utf-16"),
    ],
)
def test_text_survives_its_charset(declared: str, written: str) -> None:
    text = f"{DECLARED.format(declared)}䶮庄乡㛃村{CHINESE}"
    assert decode(text.encode(written)) == text


def test_big5_is_believed_when_it_is_declared() -> None:
    text = DECLARED.format("big5") + "政府資訊公開年度報告"
    assert decode(text.encode("big5")) == text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("lost", [1, 2])
def test_a_last_character_cut_in_two_costs_only_itself(charset: str, lost: int) -> None:
    data = (CHINESE + "㛃").encode(charset)[:-lost]
    assert decode(data) == CHINESE


def test_what_fits_no_charset_is_marked() -> None:
    assert "\ufffd" in decode(CHINESE.encode("gb18030") + b"\xff\xff " + b"ok" * 20)


@pytest.mark.parametrize("broken", [b"\xe8\xae", b"\xff", b"\xe8 "])
def test_a_broken_byte_in_a_page_of_utf_8_costs_only_itself(broken: bytes) -> None:
    before, behind = CHINESE.encode(), "第二十条第（一）项".encode()
    text = decode(before + broken + behind)
    assert (text[: len(CHINESE)], text[-9:]) == (CHINESE, "第二十条第（一）项")
    assert "\ufffd" in text
    assert sniff(before + broken + behind) == "text"
    (document,) = parse_documents(before + broken + behind, "given")
    assert [note.code for note in document.notes] == ["broken_characters"]


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("unseen", ["\x07", "\x00", "\x1f"])
def test_a_sign_that_nobody_sees_is_a_blank(charset: str, unseen: str) -> None:
    """Word ends the cells of a table with one, and a page that was pasted from it may keep them."""
    assert decode(f"{CHINESE * 3}1{unseen}2".encode(charset)) == f"{CHINESE * 3}1 2"
