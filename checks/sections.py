"""Where a statutory section may be hidden when its heading was not found."""

import re
from collections.abc import Mapping

from checks.model import CellStatus, Report, Section
from checks.reading.keys import key
from config.forms import SectionTitle, form_for_year, load_form

TABLE_OF = {"2": "t2", "3": "t3", "4": "t4"}

_HEADING_LIKE: Mapping[str, re.Pattern[str]] = {
    "1": re.compile(r"总体|概述|概况|基本情况"),
    "5": re.compile(r"问题|不足|困难"),
    "6": re.compile(r"其[他它].*(?:事项|情况|说明)|需要?报告|说明的事项"),
}
"""Words by which a differently worded heading would still be known."""

_SUBSTANCE: Mapping[str, re.Pattern[str]] = {
    "5": re.compile(r"(?:问题|不足|困难).{0,200}(?:改进|措施|下一步|加强)", re.DOTALL),
    "6": re.compile(r"其[他它](?:需要?报告|应当?报告|事项)|信息处理费"),
}
"""What a section says, met in the text behind the section before it: its heading was lost in the copy."""

_ORDINAL = re.compile(r"^\s*(?:第?[一二三四五六七八九][、.．部]|[（(][一二三四五六七八九][）)]|[1-9][、.．])")
FEW_SECTIONS = 3
"""A text capture in which fewer sections were found may be only a part of the report."""
_LONGEST_HEADING = 30
_PREAMBLE = 200
"""So much text before the first section found is more than a preamble."""


def is_empty(section: Section) -> bool:
    """Tell whether nothing stands under a heading, not even 无."""
    return not section.text.strip(" 　\n\t。.;；")


def statutory_sections(year: int | None) -> tuple[SectionTitle, ...]:
    """Return the six sections of the form of a year."""
    form = form_for_year(year) if year else None
    return (form or load_form("2021")).sections


def missing_sections(report: Report, year: int | None) -> tuple[SectionTitle, ...]:
    """Return the statutory sections that were not found."""
    return tuple(section for section in statutory_sections(year) if section.number not in report.sections)


def is_cut_off(report: Report) -> bool:
    """Tell whether the document breaks off or has pages that are pictures, so that nothing in it is proven absent."""
    return any(note.code in {"cut_off", "pages_are_pictures"} for note in report.notes)


def may_be_there(report: Report, number: str) -> bool:
    """Tell whether a section without a recognised heading may still be in the report.

    Its table is there, a line looks like a heading in other words, the neighbouring section carries its text, or the
    page breaks off before its end.
    """
    if is_cut_off(report):
        return True
    table = TABLE_OF.get(number)
    if table:
        return any(c.id.startswith(f"{table}.") and c.status is not CellStatus.MISSING for c in report.cells.values())
    if number == "1" and _text_before_sections(report) > _PREAMBLE:
        return True
    return _has_like_heading(report, number) or _swallowed(report, number)


def stands_elsewhere(report: Report, section: SectionTitle) -> bool:
    """Tell whether the heading of a section that was not found is a line of the report, but not in its place."""
    return any(key(line) == key(section.heading) for line in report.text.split("\n"))


def _text_before_sections(report: Report) -> int:
    first = next(iter(report.sections.values()), None)
    return max(report.text.find(first.heading), 0) if first else 0


def _has_like_heading(report: Report, number: str) -> bool:
    words, known = _HEADING_LIKE[number], {section.heading for section in report.sections.values()}
    lines = (line.strip() for line in report.text.split("\n"))
    return any(
        len(line) <= _LONGEST_HEADING and _ORDINAL.match(line) and words.search(line) and line not in known
        for line in lines
    )


def _swallowed(report: Report, number: str) -> bool:
    pattern = _SUBSTANCE.get(number)
    before = [section for section in report.sections.values() if section.number < number]
    last = max(before, key=lambda section: section.number, default=None)
    if pattern is None or last is None or (number == "5" and last.number not in {"3", "4"}):
        return False
    return pattern.search(last.text) is not None
