"""Bytes to documents: what the file is, then its paragraphs and tables with their places."""

from checks.documents.html import parse_html
from checks.documents.magic import FileType, sniff
from checks.documents.model import Document
from checks.documents.text import parse_text
from checks.model import Note
from checks.notes import note
from checks.words import Words

__all__ = ["parse_documents"]

MEGABYTE = 1024 * 1024
MAX_PAGE = 20 * MEGABYTE
"""The largest page that is read: pages may carry pictures in their text; the largest report met has 0.4 MB."""
MAX_TEXT = 5 * MEGABYTE
"""The largest bare text that is read, two hundred times the longest report met."""

_NOT_READ: dict[FileType, tuple[str, Words]] = {
    "pdf": ("PDF", Words("请提供网页或其文本", "give the web page or a text of it")),
    "zip": ("Word/Excel/ZIP", Words("请提供网页或其文本", "give the web page or a text of it")),
    "ole": ("DOC/XLS/WPS", Words("请另存为网页或文本", "save the file as a web page or text")),
    "rar": ("RAR", Words("请先解压", "unpack the file first")),
}


def parse_documents(data: bytes, name: str) -> tuple[Document, ...]:
    """Return the documents that a file holds, at least one; an unreadable one is empty and its notes say why.

    Args:
        data: the bytes of the file or page.
        name: what the documents call their source; never asked for the type.
    """
    kind = sniff(data)
    limit = MAX_TEXT if kind == "text" else MAX_PAGE
    if len(data) > limit:
        return (_refused(name, note("too_large", size=len(data) // MEGABYTE, limit=limit // MEGABYTE)),)
    if kind == "html":
        return (parse_html(data, name),)
    if kind == "text":
        return (parse_text(data, name),)
    return (_refused(name, _reason(kind)),)


def _reason(kind: FileType) -> Note:
    if kind in _NOT_READ:
        format_name, advice = _NOT_READ[kind]
        return note("format_not_read", format=format_name, advice=advice)
    return note("not_text" if kind == "binary" else kind)


def _refused(name: str, why: Note) -> Document:
    return Document(source=name, format="unknown", notes=(why,))
