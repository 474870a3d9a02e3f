"""The type of a file by its first bytes, never by its name."""

from typing import Literal

from checks.documents.charset import decode_text

FileType = Literal["empty", "picture", "pdf", "zip", "ole", "rtf", "rar", "7z", "html", "text", "binary"]

_SIGNATURES: tuple[tuple[bytes, FileType], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"RIFF", "picture"),
)
_HTML_MARKS = (
    *(b"<!doctype html", b"<html", b"<body", b"<meta"),
    *(b"<div", b"<table", b"<tr", b"<p>", b"<p ", b"<span", b"<h1"),
)
_SNIFFED = 64 * 1024


def sniff(data: bytes) -> FileType:
    """Return what kind of file the bytes are."""
    if not data.strip():
        return "empty"
    head = data[:_SNIFFED]
    for signature, kind in _SIGNATURES:
        if head.startswith(signature) and (signature != b"BM" or b"\x00" in head[:32]):
            return kind
    if _looks_like_html(head):
        return "html"
    return "text" if decode_text(head) is not None else "binary"


def _looks_like_html(head: bytes) -> bool:
    lowered = head.replace(b"\x00", b"").lower()
    return any(mark in lowered for mark in _HTML_MARKS)
