"""The page of one finding: what it says, the document it rests on as text, and what became of it."""

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from reports.digest.lexicon import Lexicon
from reports.digest.names import body_page, evidence_page
from reports.digest.parts.bodies import item, provenance
from reports.digest.site.desk import Desk, lasting
from reports.digest.site.view import EvidencePage
from reports.digest.text import day, minute, shown
from reports.store.records import EditionRow, FindingEventKind, FindingRow

LONGEST_TEXT = 40_000
"""Characters of a document that a page shows: no report is longer, and what is no report may be a whole book."""

_SHORTEST_QUOTE = 4
"""Characters below which raw text is no place in a document: a bare figure stands everywhere."""

_EVENTS = {
    FindingEventKind.OPENED: "event_opened",
    FindingEventKind.CHANGED: "event_changed",
    FindingEventKind.RESOLVED: "event_resolved",
    FindingEventKind.REOPENED: "event_reopened",
}


class Told(NamedTuple):
    """A finding to tell: its edition, the dates of its year in words, and the id of its newest event."""

    row: FindingRow
    edition: EditionRow | None
    calendar: str
    event: int


def put_evidence(desk: Desk, told: Told, laid_out: Callable[[str], Markup]) -> None:
    """Put the page of a finding in its place."""
    row, edition = told.row, told.edition
    source = (
        (row.public_id, row.first_seen, row.resolved_at, row.finding, told.event, told.calendar),
        lasting(edition) if edition else None,
    )
    desk.put(evidence_page(row.public_id), "site_evidence.html.j2", source, lambda: _page(desk, told, laid_out))


def put_resolved(desk: Desk, names: frozenset[str]) -> None:
    """Keep the pages of findings that are no longer held, and say so on them.

    Args:
        desk: where the pages are made.
        names: of the pages that were there before and are not put yet.
    """
    ids = (found[1] for name in sorted(names) if (found := re.fullmatch(r"evidence/(\w+)\.html", name)))
    known = {each.id for each in desk.facts.body_years}
    events = desk.store.last_events()
    for row in filter(None, map(desk.store.finding, ids)):
        if row.body_id in known and row.resolved_at:
            edition = desk.store.edition(row.edition_id) if row.edition_id else None
            told = Told(row, edition, "", events[row.id])
            put_evidence(desk, told, lambda _, row=row: desk.told(item(row, desk.facts, desk.words, None)))  # type: ignore[misc]


def _page(desk: Desk, told: Told, laid_out: Callable[[str], Markup]) -> EvidencePage:
    row = told.row
    text = desk.store.text_of(told.edition.id) if told.edition else ""
    return EvidencePage(
        body=row.finding.body or "",
        page=body_page(row.body_id),
        year=row.year,
        public_id=row.public_id,
        item=laid_out(row.public_id),
        resolved=day(row.resolved_at),
        calendar=told.calendar,
        document=provenance(told.edition) if told.edition else None,
        life=_life(desk, row, desk.words),
        text=_marked(text[:LONGEST_TEXT], [evidence.text for evidence in row.finding.evidence]),
        cut=len(text) > LONGEST_TEXT,
    )


def _life(desk: Desk, row: FindingRow, words: Lexicon) -> tuple[tuple[str, str], ...]:
    return tuple(
        (minute(event.at_real), words.say(_EVENTS[event.kind])) for event in desk.store.finding_history(row.id)
    )


def _marked(text: str, quotes: list[str]) -> Markup:
    """Return a text in paragraphs in which what a finding quotes is marked."""
    sought = sorted({shown(quote) for quote in quotes if len(quote) >= _SHORTEST_QUOTE}, key=len, reverse=True)
    split = re.compile(f"({'|'.join(map(re.escape, sought))})") if sought else None
    lines = (shown(line) for line in text.splitlines() if line.strip())
    return Markup("\n".join(f"<p>{_paragraph(line, split)}</p>" for line in lines))  # noqa: S704 - escaped piece by piece


def _paragraph(line: str, split: re.Pattern[str] | None) -> str:
    pieces = split.split(line) if split else [line]
    return "".join(f"<mark>{escape(piece)}</mark>" if n % 2 else escape(piece) for n, piece in enumerate(pieces))
