"""Bytes to documents: what the file is, then its paragraphs and tables with their places."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace

from checks.documents.html import parse_html
from checks.documents.magic import FileType, sniff
from checks.documents.model import Document, Paragraph
from checks.documents.ofd import PART as OFD_PART
from checks.documents.ofd import parse_ofd
from checks.documents.old_word import parse_old_word
from checks.documents.package import Allowance, member, members, open_package
from checks.documents.pdf import parse_pdf
from checks.documents.rar import zip_of_rar
from checks.documents.refusal import MAX_CHARACTERS, MAX_PAGE, MAX_TEXT, MEGABYTE, ExhaustedError, RefusedError
from checks.documents.scanned.pictures import parse_picture
from checks.documents.sheet import parse_sheets
from checks.documents.text import parse_text
from checks.documents.word import PART as WORD_PART
from checks.documents.word import parse_word
from checks.notes import note
from checks.words import Words

__all__ = ["MAX_PAGE", "parse_documents"]

MAX_DEPTH = 2
"""Archives inside archives are opened this deep."""

_WORKBOOK, _WORD, _ENCRYPTED = (name.encode("utf-16-le") for name in ("Workbook", "WordDocument", "EncryptedPackage"))
"""Streams that tell what an old Office file is; a Word file may hold a workbook."""

_AS_DOCX = Words("请另存为 DOCX", "save the file as DOCX")
_AS_PAGE = Words("请提供网页、DOCX 或其文本", "give the web page, a DOCX or a text of it")
_NOT_READ: dict[FileType, tuple[str, Words]] = {
    "ole": ("OLE", _AS_DOCX),
    "rtf": ("RTF", _AS_DOCX),
    "7z": ("7Z", Words("请先解压", "unpack the file first")),
}
_PACKAGES_NOT_READ = {
    "content.xml": ("ODT/ODS", Words("请另存为 DOCX 或 XLSX", "save the file as DOCX or XLSX")),
    "ppt/presentation.xml": ("PPTX", _AS_PAGE),
}


def parse_documents(data: bytes, name: str) -> tuple[Document, ...]:
    """Return the documents that a file holds, at least one; an unreadable one is empty and its notes say why.

    Args:
        data: the bytes of the file or page.
        name: what the documents call their source (members of archives `archive!member`); never asked for the type.
    """
    try:
        return tuple(_documents(data, name, 0, Allowance())) or (_refused(name, RefusedError("empty")),)
    except ExhaustedError as error:
        return (_refused(name, error),)


def _documents(data: bytes, name: str, depth: int, allowance: Allowance) -> Iterator[Document]:
    """Yield the documents of a file that lies in `depth` archives."""
    try:
        kind = sniff(data)
        _check_size(len(data), kind)
        if kind in {"zip", "rar"}:
            data = zip_of_rar(data) if kind == "rar" else data
            yield from _of_package(open_package(data), data, name, depth, allowance)
        else:
            yield _within_limits(_parse(kind, data, name))
    except ExhaustedError:
        raise
    except RefusedError as error:
        yield _refused(name, error)


def _check_size(size: int, kind: FileType) -> None:
    limit = MAX_TEXT if kind == "text" else MAX_PAGE
    if size > limit:
        raise RefusedError("too_large", limit=limit // MEGABYTE)


def _within_limits(document: Document) -> Document:
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    if sum(map(len, texts)) > MAX_CHARACTERS:
        raise RefusedError("text_too_long", limit=MAX_CHARACTERS)
    texts += [cell.text for table in document.tables for cell in table.cells]
    broken = sum(text.count("\ufffd") for text in texts)
    odd = (note("broken_characters", count=broken),) if broken else ()
    return replace(document, notes=(*document.notes, *odd)) if odd else document


def _parse(kind: FileType, data: bytes, name: str) -> Document:
    if kind == "html":
        return parse_html(data, name)
    if kind == "text":
        return parse_text(data, name)
    if kind == "pdf":
        return parse_pdf(data, name)
    if kind == "picture":
        return parse_picture(data, name)
    if kind == "ole" and _WORKBOOK in data and _WORD not in data:
        return parse_sheets(data, name, "xls")
    if kind == "ole" and _ENCRYPTED in data:
        raise RefusedError("package_encrypted")
    if kind == "ole" and _WORD in data:
        return parse_old_word(data, name)
    if kind in _NOT_READ:
        format_name, advice = _NOT_READ[kind]
        raise RefusedError("format_not_read", format=format_name, advice=advice)
    raise RefusedError("not_text" if kind == "binary" else kind)


def _of_package(
    package: zipfile.ZipFile, data: bytes, name: str, depth: int, allowance: Allowance
) -> Iterator[Document]:
    names = set(package.namelist())
    if WORD_PART in names:
        yield _within_limits(parse_word(package, name))
    elif "xl/workbook.xml" in names:
        yield _within_limits(parse_sheets(data, name, "xlsx", package))
    elif OFD_PART in names:
        yield _within_limits(parse_ofd(package, name))
    elif not names.isdisjoint(_PACKAGES_NOT_READ):
        format_name, advice = next(_PACKAGES_NOT_READ[part] for part in _PACKAGES_NOT_READ if part in names)
        raise RefusedError("format_not_read", format=format_name, advice=advice)
    elif depth >= MAX_DEPTH:
        raise RefusedError("package_too_deep")
    else:
        yield from _of_archive(package, name, depth, allowance)


def _of_archive(package: zipfile.ZipFile, name: str, depth: int, allowance: Allowance) -> Iterator[Document]:
    """Yield what is in an archive; a damaged member costs only itself."""
    for inner, info in members(package):
        source = f"{name}!{inner}"
        try:
            content = member(package, info)
        except RefusedError as error:
            allowance.take(0)
            yield _refused(source, error)
            continue
        allowance.take(len(content))
        yield from _documents(content, source, depth + 1, allowance)


def _refused(name: str, why: RefusedError) -> Document:
    return Document(source=name, format="unknown", notes=(note(why.code, "", **why.values),))
