"""Bytes to documents: what the file is, then its paragraphs and tables with their places."""

from checks.documents.html import parse_html
from checks.documents.magic import FileType, sniff
from checks.documents.model import Document
from checks.documents.text import parse_text
from checks.model import Note

__all__ = ["parse_documents"]

MEGABYTE = 1024 * 1024
MAX_PAGE = 20 * MEGABYTE
"""The largest page that is read: pages may carry pictures in their text; the largest report met has 0.4 MB."""
MAX_TEXT = 5 * MEGABYTE
"""The largest bare text that is read, two hundred times the longest report met."""

_REFUSED: dict[FileType, tuple[str, str]] = {
    "empty": ("empty", "the file is empty"),
    "picture": ("picture", "the file is a picture; its numbers cannot be read as text"),
    "pdf": ("format_not_read", "PDF files are not read yet; give the web page or a text of it"),
    "zip": ("format_not_read", "Word, Excel and ZIP files are not read yet; give the web page or a text of it"),
    "ole": ("format_not_read", "old Word and Excel files are not read; save the file as DOCX or text"),
    "rar": ("format_not_read", "RAR files are not read; unpack the file first"),
    "binary": ("not_text", "the file is neither text nor a known format"),
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
        message = f"the file has {len(data) // MEGABYTE} MB; at most {limit // MEGABYTE} MB are read"
        return (_refused(name, "too_large", message),)
    if kind == "html":
        return (parse_html(data, name),)
    if kind == "text":
        return (parse_text(data, name),)
    return (_refused(name, *_REFUSED[kind]),)


def _refused(name: str, code: str, message: str) -> Document:
    return Document(source=name, format="unknown", notes=(Note(code, message),))
