"""Pictures in a document, where what the report should say is not in its text."""

from checks.documents.html import parse_html
from checks.documents.model import Document, Picture
from checks.documents.refusal import RefusedError
from checks.documents.scanned.pictures import with_pictures_read
from checks.model import Report
from checks.reading.article import article_of
from checks.reading.report import Hints, read_report
from checks.reading.statutory import read_statutory
from config.forms import load_form


def linked_tables(page: bytes) -> tuple[str, ...]:
    """Return the addresses, as a page has them, of the pictures it links to in the places of tables that it lacks."""
    try:
        linear, headings = article_of(parse_html(page, ""))
    except RefusedError:
        return ()
    shown = read_statutory(linear, headings, None).pictures
    return tuple(dict.fromkeys(picture.address for picture in shown if picture.address))


def read_with_pictures(document: Document, hints: Hints) -> tuple[Report, Document]:
    """Return the report in a document, and the document with its pictures recognised where they may hold what it lacks.

    A photograph beside a whole report is not looked at.
    """
    report = read_report(document, hints)
    if not _is_in_pictures(report, document):
        return report, document
    seen = with_pictures_read(document, {picture.address: picture.data for picture in hints.pictures})
    return (report, document) if seen is document else (read_report(seen, hints), seen)


def _is_in_pictures(report: Report, document: Document) -> bool:
    """Tell whether a document shows pictures while a table or a section of the report is not in its text."""
    if not any(isinstance(block, Picture) for block in document.blocks):
        return False
    whole = len(report.sections) == len(load_form("2021").sections)
    return not whole or any(note.code == "table_is_picture" for note in report.notes)
