"""Bytes to documents: what the file is, then its paragraphs and tables with their places."""

from collections.abc import Iterator

from checks.documents.html import parse_html
from checks.documents.magic import FileType, sniff
from checks.documents.model import Document
from checks.documents.package import PackageError, members, open_package
from checks.documents.sheet import parse_sheets
from checks.documents.text import parse_text
from checks.documents.word import PART as WORD_PART
from checks.documents.word import parse_word
from checks.model import Note
from checks.notes import note
from checks.words import Words

__all__ = ["parse_documents"]

MEGABYTE = 1024 * 1024
MAX_PAGE = 20 * MEGABYTE
"""The largest page that is read: pages may carry pictures in their text; the largest report met has 0.4 MB."""
MAX_TEXT = 5 * MEGABYTE
"""The largest bare text that is read, two hundred times the longest report met."""

MAX_DEPTH = 2
"""Archives inside archives are opened this deep."""

_WORKBOOK = "Workbook".encode("utf-16-le")
"""The name of the main stream of an old Excel file."""

_NOT_READ: dict[FileType, tuple[str, Words]] = {
    "pdf": ("PDF", Words("请提供网页、DOCX 或其文本", "give the web page, a DOCX or a text of it")),
    "ole": ("DOC/WPS", Words("请另存为 DOCX", "save the file as DOCX")),
    "rar": ("RAR", Words("请先解压", "unpack the file first")),
}


def parse_documents(data: bytes, name: str, *, depth: int = 0) -> tuple[Document, ...]:
    """Return the documents that a file holds, at least one; an unreadable one is empty and its notes say why.

    Args:
        data: the bytes of the file or page.
        name: what the documents call their source (members of archives `archive!member`); never asked for the type.
        depth: how many archives the file lies in.
    """
    kind = sniff(data)
    limit = MAX_TEXT if kind == "text" else MAX_PAGE
    if len(data) > limit:
        return (_refused(name, note("too_large", size=len(data) // MEGABYTE, limit=limit // MEGABYTE)),)
    try:
        return tuple(_parse(kind, data, name, depth))
    except PackageError as error:
        return (_refused(name, note(error.code)),)


def _parse(kind: FileType, data: bytes, name: str, depth: int) -> Iterator[Document]:
    if kind == "html":
        yield parse_html(data, name)
    elif kind == "text":
        yield parse_text(data, name)
    elif kind == "zip":
        yield from _parse_package(data, name, depth)
    elif kind == "ole" and _WORKBOOK in data:
        yield parse_sheets(data, name, "xls")
    else:
        yield _refused(name, _reason(kind))


def _parse_package(data: bytes, name: str, depth: int) -> tuple[Document, ...]:
    package = open_package(data)
    names = set(package.namelist())
    if WORD_PART in names:
        return (parse_word(package, name),)
    if "xl/workbook.xml" in names:
        return (parse_sheets(data, name, "xlsx"),)
    if depth >= MAX_DEPTH:
        return (_refused(name, note("package_too_deep")),)
    documents = [
        document
        for inner, content in members(package)
        for document in parse_documents(content, f"{name}!{inner}", depth=depth + 1)
    ]
    return tuple(documents) or (_refused(name, note("empty")),)


def _reason(kind: FileType) -> Note:
    if kind in _NOT_READ:
        format_name, advice = _NOT_READ[kind]
        return note("format_not_read", format=format_name, advice=advice)
    return note("not_text" if kind == "binary" else kind)


def _refused(name: str, why: Note) -> Document:
    return Document(source=name, format="unknown", notes=(why,))
