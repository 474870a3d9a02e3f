"""Where a finding stands, in the words of the statutory form."""

import re
from collections import defaultdict

from checks.labels import label
from checks.model import Evidence, Finding, Report, Section
from config.forms import Form, all_forms
from config.settings import Lang
from reports.digest.excerpt import suspects
from reports.draft.phrases import tell
from reports.wording import place_in

_CELL_ID = re.compile(r"\bt[234](?:\.[a-z_]+){2,3}\b", re.ASCII)

_CODE = re.compile(r"[a-z_]+", re.ASCII)
"""A code stands for a place where there is none to name: the whole text, a note of the reader."""

MOST_ROWS = 4
"""Rows named one by one; the redrawn table shows the others."""


def places(finding: Finding, report: Report, lang: Lang) -> tuple[str, ...]:
    """Return where to look: for each table with suspected cells section, rows and columns, else the sections quoted."""
    return _tables(finding, report, lang) or tuple(
        dict.fromkeys(place for evidence in finding.evidence if (place := _in_text(evidence, report, lang)))
    )


def _tables(finding: Finding, report: Report, lang: Lang) -> tuple[str, ...]:
    suspected = suspects(finding)
    by_table: dict[str, list[str]] = defaultdict(list)
    for cell_id in finding.cells:
        if cell_id in suspected:
            by_table[cell_id.split(".", 1)[0]].append(cell_id)
    return tuple(_in_table(table_id, cells, report, lang) for table_id, cells in by_table.items())


def _in_table(table_id: str, cells: list[str], report: Report, lang: Lang) -> str:
    form = _form(table_id, cells)
    number = form.table(table_id).section
    printed = report.sections.get(number)
    statutory = next(section.heading for section in form.sections if section.number == number)
    heading = printed.heading if printed and printed.heading else statutory
    said = tell(lang, "place_cells", section=f"“{heading}”", cells=_rows(form, cells, lang))
    cell = report.cells.get(cells[0])
    if len(cells) > 1 or cell is None or not cell.place:
        return said
    return tell(lang, "place_in_file", where=said, place=in_words(place_in(cell.place, lang)))


def _in_text(evidence: Evidence, report: Report, lang: Lang) -> str:
    """The section that a sentence stands in, and its place in the document where that says more."""
    place = "" if _CODE.fullmatch(evidence.place) else place_in(evidence.place, lang)
    section = next((each for each in report.sections.values() if _stands_in(evidence, each)), None)
    if section is None:
        return place
    said = tell(lang, "place_section", section=section.heading)
    return said if place in {"", section.heading} else tell(lang, "place_in_file", where=said, place=place)


def _stands_in(evidence: Evidence, section: Section) -> bool:
    if not section.heading:
        return False
    words = _squeezed(evidence.text)
    return (
        evidence.place == section.heading
        or words.startswith(_squeezed(section.heading))
        or (bool(words) and words in _squeezed(section.text))
    )


def _squeezed(text: str) -> str:
    return "".join(text.split()).rstrip("…")


def in_words(text: str) -> str:
    """Return a sentence in which cells that are named by their ids are named by their labels."""
    return _CELL_ID.sub(lambda match: label(match[0]), text)


def _form(table_id: str, cells: list[str]) -> Form:
    newest_first = tuple(reversed(all_forms()))
    return next((form for form in newest_first if set(cells) <= set(form.table(table_id).cell_ids())), newest_first[0])


def _rows(form: Form, cells: list[str], lang: Lang) -> str:
    by_row: dict[str, list[str]] = defaultdict(list)
    for cell_id in cells:
        row, column = _labels(form, cell_id)
        by_row[row].append(f"“{column}”")
    named = [tell(lang, "place_row", row=row, columns="".join(columns)) for row, columns in by_row.items()]
    joined = tell(lang, "place_joint").join(named[:MOST_ROWS])
    return tell(lang, "place_more", cells=joined, n=len(cells)) if len(named) > MOST_ROWS else joined


def _labels(form: Form, cell_id: str) -> tuple[str, str]:
    """The printed words for row and column; their ids where the form does not have them."""
    table_id, rest = cell_id.split(".", 1)
    row_id, column_id = rest.rsplit(".", 1)
    for group in form.table(table_id).groups:
        row = next((row for row in group.rows if row.id == row_id), None)
        column = next((column for column in group.columns if column.id == column_id), None)
        if row and column:
            return f"{row.parent} {row.label}" if row.parent else row.label, column.label
    return row_id, column_id
