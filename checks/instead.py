"""What stands in the place of a report: a letter that sends it, an interpretation, or pictures of it."""

import re
from typing import Literal

from checks.model import TEXT_BY_OCR, CellStatus, Note, Report

OPENING = 400
"""Characters in which a letter says what it sends."""
_LONGEST_LETTER = 1500
_LETTER = re.compile(
    r"(?:报送|呈报|报上|上报)[^。]{0,60}(?:年度报告|年报)|(?:年度报告|年报)[^。]{0,30}(?:报送|呈报|报上|上报)"
)
_LETTER_TITLE = re.compile("(?:报送|呈报|上报).*(?:年度报告|年报)|(?:年度报告|年报)的函$")
_INTERPRETATION = re.compile("解读|图解|一图读懂|一图看懂|图说|长图")
_PICTURES = frozenset(("picture", "pages_are_pictures", "table_is_picture", "table_by_ocr", TEXT_BY_OCR))
_ELSEWHERE = frozenset(("attachment_present", "frame_present"))


def pictures(report: Report) -> tuple[Note, ...]:
    """Return the notes on pictures that stand in the place of text."""
    return tuple(note for note in report.notes if note.code in _PICTURES)


def may_be_elsewhere(report: Report) -> bool:
    """Tell whether the page links to a file or embeds a page that may hold what it lacks."""
    return any(note.code in _ELSEWHERE for note in report.notes)


def stands_instead(report: Report) -> Literal["letter", "interpretation"] | None:
    """Return what a document without section and table is in place of the report; None where that is not known."""
    if report.sections or any(cell.status is not CellStatus.MISSING for cell in report.cells.values()):
        return None
    title, text = report.title or "", report.text
    if not text.strip() or pictures(report):
        return None
    if _INTERPRETATION.search(title):
        return "interpretation"
    is_letter = _LETTER_TITLE.search(title) or _LETTER.search(text[:OPENING])
    return "letter" if is_letter and len(text) < _LONGEST_LETTER else None
