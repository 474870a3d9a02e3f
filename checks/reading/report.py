"""A document to a report: its sections, tables, identity and dates."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Literal

from checks.documents.model import Block, Document, Paragraph, Table
from checks.model import TEXT_BY_OCR, DateWitness, FormId, Note, Report, Section
from checks.notes import note
from checks.reading.article import LONGEST_TITLE, article_of, first_report, is_of_another
from checks.reading.dates import date_of_header, date_of_list, dates_below_title, dates_of, dates_of_address
from checks.reading.identity import Title, drawn_up_by, find_title, parse_title, periods, signed_by
from checks.reading.keys import key
from checks.reading.linear import TABLE_SIGN, Linear
from checks.reading.names import BodyName, bodies_meant, bodies_mentioned
from checks.reading.sections import Heading
from checks.reading.statutory import TABLES, StatutoryTables, read_statutory
from checks.reading.table_sections import sections_in_tables
from checks.reading.tail import tail_start
from config.forms import load_form
from config.kinds import Kind, kind_by_name

_FREE_TEXT = re.compile("收费[及和与]?减免|减免情况")
_BEFORE_2019 = ("概述", "附表", "收费情况", "收费及减免")
"""The parts of reports before the form of 2019; a report with the first mark and another is one of these."""
_CLOSING_LINES = 8
_BEHIND = 8
_TOLD_TIMES = 3
"""How often a text must speak of a year before it can belong to that one."""
_ADDRESS_LINE = re.compile(r"原文链接[:：]\s*(\S+)")


@dataclass(frozen=True, slots=True)
class LinkedPicture:
    """A picture that a page links to: the address as the page has it, and the bytes with their SHA-256."""

    address: str
    sha256: str
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a document besides its bytes.

    Attributes:
        bodies: the bodies that may have written it; when given, a name that fits one of these is that
            body, a name that fits several is nobody's, and a name that fits none stays as printed.
        url: the address it came from.
        list_title, list_date: title and date printed in the list that linked to it.
        last_modified: the Last-Modified header of the answer.
        pictures: what was received of the pictures that the page links to.
    """

    bodies: tuple[BodyName, ...] = ()
    url: str | None = None
    list_title: str | None = None
    list_date: str | None = None
    last_modified: str | None = None
    pictures: tuple[LinkedPicture, ...] = ()


def read_report(document: Document, hints: Hints | None = None) -> Report:
    """Read one document as an annual report; what cannot be understood is left out and noted."""
    hints = hints or Hints()
    if not document.blocks:
        return _known_from_outside(document, hints)
    linear, headings = article_of(document)
    opening = _opening(document, linear, headings)
    title = find_title(document.titles, opening, hints.list_title)
    linear, headings, other = first_report(linear, headings, title)
    year, year_notes = _year(title, linear, headings)
    tables = read_statutory(linear, headings, year)
    own_notes = (*_other_notes(title, other), *year_notes, *tables.notes)
    body, kind, kind_source = _body(title, _own_opening(linear, headings), _closing(linear), hints)
    return Report(
        source=document.source,
        body=body,
        kind=kind,
        kind_source=kind_source,
        year=year,
        title=title.text if title else None,
        form=_form(tables, linear),
        forms=dict(tables.forms),
        dates=_dates(document, linear, headings, title, hints),
        sections=_sections(linear, headings, tables, document.links),
        cells=dict(tables.cells),
        notes=(*document.notes, *_ocr_notes(linear), *own_notes, *_elsewhere_notes(document, len(tables.forms))),
        text=_without(linear.text, 0, len(linear.text), tables),
        structured=document.structured and (tables.structured or not tables.forms),
    )


def _known_from_outside(document: Document, hints: Hints) -> Report:
    """A document that cannot be read is still known by what linked to it: whose it is, of which year, its dates."""
    title = find_title([], "", hints.list_title)
    body, kind, kind_source = _body(title, "", (), hints)
    return Report(
        source=document.source,
        body=body,
        kind=kind,
        kind_source=kind_source,
        year=title.year if title else None,
        title=title.text if title else None,
        dates=_outside_dates(hints.url or "", hints),
        notes=(*document.notes, *_elsewhere_notes(document, 0)),
        structured=document.structured,
    )


def is_report(report: Report) -> bool:
    """Tell whether what was read is an annual report and not a notice, an interpretation or another paper about one."""
    title = parse_title(report.title) if report.title else None
    if title and title.decoy and not title.indirect:
        return False
    tables = len(report.forms)
    if title and title.known and not title.decoy:
        return tables >= 1 or len(report.sections) >= 2 or report.form == "pre2019"
    return tables >= 2 and len(report.sections) >= 3 and any(c.value is not None for c in report.cells.values())


def _own_opening(linear: Linear, headings: Sequence[Heading]) -> str:
    """Return the text of the article before section one."""
    return (linear.text[: headings[0].start] if headings else linear.text[:2000]).replace(TABLE_SIGN, "")


def _closing(linear: Linear) -> Sequence[str]:
    """Return the last lines of the article."""
    lines = (block.text for block in reversed(linear.blocks) if isinstance(block, Paragraph) and block.text.strip())
    return tuple(islice(lines, _CLOSING_LINES))[::-1]


def _opening(document: Document, linear: Linear, headings: Sequence[Heading]) -> str:
    """Return the text before section one in which a title may stand: of the article, else of the page as well."""
    own = _own_opening(linear, headings)
    if any(parse_title(line) for line in own.split("\n")) or not document.structured:
        return own
    before = document.blocks[: _position(document, linear, 0)]
    page = "\n".join(block.text for block in before[-40:] if isinstance(block, Paragraph))
    return f"{page}\n{own}".replace(TABLE_SIGN, "")


def _position(document: Document, linear: Linear, at: int) -> int:
    """Return the place among all blocks of the article's block with this index."""
    block = linear.blocks[at]
    return next(index for index, other in enumerate(document.blocks) if other is block)


def _year(title: Title | None, linear: Linear, headings: Sequence[Heading]) -> tuple[int | None, tuple[Note, ...]]:
    """Return the report year: of the title, or else of the one statistics period that the text names."""
    named = periods(linear.text)
    if not title or not title.year:
        return (named[0] if len(named) == 1 else None), ()
    if named and title.year not in named:
        return title.year, (note("year_conflict", title=title.year, period=list(map(str, named))),)
    spoken = _years_spoken_of(linear.text[headings[0].end :]) if headings else Counter[int]()
    for other, times in spoken.most_common(1):
        if not named and times >= _TOLD_TIMES and title.year not in spoken and other != title.year + 1:
            return title.year, (note("year_of_text", title=title.year, text=other),)
    return title.year, ()


def _other_notes(own: Title | None, other: Title | None) -> tuple[Note, ...]:
    return (note("other_report", title=own.text, other=other.text),) if own and other else ()


def _ocr_notes(linear: Linear) -> tuple[Note, ...]:
    first = next((b for b in linear.blocks if isinstance(b, Paragraph) and b.by == "ocr"), None)
    return (note(TEXT_BY_OCR, first.place),) if first else ()


def _years_spoken_of(text: str) -> Counter[int]:
    """Count the years of which a text says something; years of laws and documents stand in brackets and quotes."""
    told = re.sub(r"[〔《（(\[][^〕》）)\]]*[〕》）)\]]", "", text)
    return Counter(int(year) for year in re.findall(r"(?<!\d)(20[0-4]\d)\s*年(?!\s*\d+\s*月)", told))


def _body(
    title: Title | None, opening: str, closing: Sequence[str], hints: Hints
) -> tuple[str | None, Kind | None, Literal["registry", "name"] | None]:
    """Return the body that the title names, else the one that signs; a name that several bodies bear is nobody's."""
    named = (title.body if title else None) or signed_by(closing) or drawn_up_by(opening)
    meant = bodies_meant(named, hints.bodies) if named else ()
    if len(meant) != 1 and hints.bodies and (meant or not named):
        drawn_up = bodies_meant(drawn_up_by(opening) or "", hints.bodies)
        for told in (bodies_mentioned(opening, closing, hints.bodies), drawn_up):
            meant = tuple(body for body in told if body in meant or not named) or meant
    if len(meant) == 1:
        return meant[0].name, meant[0].kind, "registry"
    if not named or len({body.name for body in meant}) > 1:
        return None, None, None
    return named, kind_by_name(named), "name"


def _form(tables: StatutoryTables, linear: Linear) -> FormId | None:
    found = set(tables.forms.values())
    if len(found) > 1:
        return "mixed"
    for form_id in found:
        return "2019" if form_id == "2019" else "2021"
    text = key(linear.text)
    if _FREE_TEXT.search(text) and any(mark in text for mark in _BEFORE_2019):
        return "pre2019"
    if not tables.cells:
        return None
    return "2021" if "t2.regulations.in_force" in tables.cells else "2019"


def _sections(
    linear: Linear, headings: Sequence[Heading], tables: StatutoryTables, links: Iterable[str]
) -> dict[str, Section]:
    own = max((*(h.end for h in headings), *(end for _, end in tables.covered)), default=0)
    end = tail_start(linear, frozenset(map(key, links)), behind=own)
    found = {
        h.number: Section(
            h.number, h.wording, _without(linear.text, h.end, min(h.body_end, end), tables), linear.place(h.start)
        )
        for h in headings
    }
    lacking = {title.number for title in load_form("2021").sections} - set(found)
    if lacking:
        grids = [block for block in linear.blocks if isinstance(block, Table)]
        found |= {section.number: section for section in sections_in_tables(grids, lacking)}
    return dict(sorted(found.items()))


def _without(text: str, start: int, end: int, tables: StatutoryTables) -> str:
    """Return a part of the text without its tables."""
    parts: list[str] = []
    at = start
    for first, last in sorted(tables.covered):
        if first < end and last > at:
            parts.append(text[at : max(first, at)])
            at = min(max(last, at), end)
    parts.append(text[at:end])
    return "\n".join(parts).replace(TABLE_SIGN, "").strip()


def _dates(
    document: Document, linear: Linear, headings: Sequence[Heading], title: Title | None, hints: Hints
) -> tuple[DateWitness, ...]:
    before = _blocks_before(document, linear, headings)
    end = _position(document, linear, len(linear.blocks) - 1) + 1
    behind = tuple(takewhile(lambda block: not is_of_another(block, title), document.blocks[end : end + _BEHIND]))
    found = list(dates_of(document.meta, before, linear.blocks, behind))
    lines = [block.text for block in before if isinstance(block, Paragraph) and block.text.strip()]
    titled = [index for index, line in enumerate(lines) if parse_title(line)]
    headed = [index for index in titled if len(lines[index]) <= LONGEST_TITLE] or titled
    found += dates_below_title(lines[headed[-1] + 1 :] if headed else ())
    named = _ADDRESS_LINE.search(linear.text[:2000])
    address = hints.url or (named[1] if named else "")
    return tuple(dict.fromkeys((*found, *_outside_dates(address, hints))))


def _blocks_before(document: Document, linear: Linear, headings: Sequence[Heading]) -> Sequence[Block]:
    """Return what stands on the page before section one, the beginning of the block it starts in included."""
    if not headings:
        return document.blocks[:40]
    at = linear.block_at(headings[0].start)
    before = document.blocks[: _position(document, linear, at)]
    shared = linear.text[linear.starts[at] : headings[0].start]
    return (*before, Paragraph(shared, "")) if shared.strip() else before


def _outside_dates(address: str, hints: Hints) -> tuple[DateWitness, ...]:
    told = (date_of_list(hints.list_date or ""), date_of_header(hints.last_modified or ""))
    return (*dates_of_address(address), *(witness for witness in told if witness))


def _elsewhere_notes(document: Document, tables_found: int) -> tuple[Note, ...]:
    """Where tables are not in the page, say where else they may be."""
    if tables_found == len(TABLES):
        return ()
    elsewhere = (("attachment_present", document.attachments), ("frame_present", document.frames))
    return tuple(
        note(code, places=[address.rpartition("/")[2] for address in addresses[:3]])
        for code, addresses in elsewhere
        if addresses
    )
