"""Plain text and text captures of pages: one paragraph a line, tabs kept, for they separate cells."""

from checks.documents.charset import decode
from checks.documents.model import Document, Paragraph

__all__ = ["decode", "parse_text"]


def parse_text(data: bytes, source: str) -> Document:
    """Return the lines of a text as a document without table structure."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return Document(
        source=source,
        format="text",
        blocks=tuple(Paragraph(line, f"line {number}") for number, line in enumerate(lines, 1)),
    )
