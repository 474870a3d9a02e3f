"""Sections whose headings are rows of a table: reports that were laid out as one large table."""

from collections.abc import Collection, Iterator, Sequence

from checks.documents.model import Paragraph, Table
from checks.model import Section
from checks.reading.linear import Linear
from checks.reading.sections import find_sections

_LONGEST = 60
"""Signs of a row that may be a heading."""


def sections_in_tables(tables: Sequence[Table], lacking: Collection[str]) -> Iterator[Section]:
    """Yield the sections that are lacking and stand in tables, each with the text of the rows that are no table."""
    found: Section | None = None
    for table in tables:
        for row in table.by_row:
            texts = {cell.text.strip() for cell in row if cell.text.strip()}
            if len(texts) == 1:
                (text,) = texts
                heading = _heading(text)
                if found and heading:
                    yield found
                if heading:
                    number, wording = heading
                    found = Section(number, wording, "", table.place(row[0])) if number in lacking else None
                elif found:
                    found = Section(found.number, found.heading, f"{found.text}\n{text}".strip(), found.place)
    if found:
        yield found


def _heading(text: str) -> tuple[str, str] | None:
    """Return the section that a whole text is the heading of, and its words."""
    if len(text) > _LONGEST:
        return None
    headings = find_sections(Linear.of([Paragraph(text, "")]))
    return (headings[0].number, headings[0].wording) if len(headings) == 1 and headings[0].wording == text else None
