"""The findings, body by body and year by year, each told so that it can be checked by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from checks.catalogue import MEANINGS
from checks.model import Cell, Evidence, Finding, Level, Standing
from reports.digest.excerpt import redraw
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon, is_statement
from reports.digest.names import body_page
from reports.digest.parts.decisions import remarks
from reports.digest.parts.figures import lateness
from reports.digest.text import day, minute
from reports.digest.view import BodyItems, Change, Item, Mark, Proof, Provenance, YearItems
from reports.store.records import EditionRow, FindingEventKind, FindingRow
from reports.wording import DATE_SOURCE, DUE_SOURCE, FLAG, place_in

if TYPE_CHECKING:
    from reports.status import BodyYear

_NEWS = {
    FindingEventKind.OPENED: "new",
    FindingEventKind.REOPENED: "reopened",
    FindingEventKind.CHANGED: "changed",
}

MOST_PROOFS = 8
"""Pieces of evidence told with one finding: a season of daily runs that found nothing would fill pages."""


def body_anchor(body_id: str, part: str) -> str:
    """Return the fragment that names a body's place in a part of the page, whatever its id is made of."""
    return f"{part}-{sha256(body_id.encode()).hexdigest()[:10]}"


def statements(facts: Facts, words: Lexicon) -> tuple[BodyItems, ...]:
    """Return the findings that state a fault."""
    return _Telling.of(facts, words).bodies("b", is_statement)


def reviews(facts: Facts, words: Lexicon) -> tuple[BodyItems, ...]:
    """Return the findings that only a person can decide, and what could not be read."""
    return _Telling.of(facts, words).bodies("r", lambda finding: not is_statement(finding))


def everything(facts: Facts, words: Lexicon) -> tuple[BodyItems, ...]:
    """Return all findings, whatever they say."""
    return _Telling.of(facts, words).bodies("n", lambda _: True)


def urgent(facts: Facts, words: Lexicon) -> tuple[Change, ...]:
    """Return the errors of the current year, one line each."""
    return tuple(
        Change(
            mark=(level := words.level(row.finding.level)),
            level=level,
            body=body,
            year=row.year,
            text=f"{row.finding.rule} {words.message(row.finding)}",
            anchor=f"f-{row.public_id}",
        )
        for body, row in _by_registry(facts)
        if row.year == facts.year and row.finding.level is Level.ERROR and is_statement(row.finding)
    )


def clean(facts: Facts) -> tuple[str, ...]:
    """Return the bodies whose report of the current year was read in full and nothing found."""
    told = {row.body_id for row in (*facts.findings, *facts.decided.waived) if row.year == facts.year}
    return tuple(
        each.body for each in facts.expected if each.year == facts.year and each.reading == "ok" and each.id not in told
    )


def _by_registry(facts: Facts) -> Iterable[tuple[str, FindingRow]]:
    rows: dict[tuple[str, int], list[FindingRow]] = defaultdict(list)
    for row in facts.findings:
        rows[row.body_id, row.year].append(row)
    return ((each.body, row) for each in facts.body_years for row in rows[each.id, each.year])


@dataclass(frozen=True, slots=True)
class _Telling:
    facts: Facts
    words: Lexicon
    news: Mapping[str, Mark]

    @classmethod
    def of(cls, facts: Facts, words: Lexicon) -> Self:
        """Prepare to tell; `news` marks the findings that the reader does not know yet."""
        told = facts.happenings if facts.baseline else ()
        return cls(
            facts, words, {h.public_id: words.own(_NEWS[h.kind]) for h in told if h.public_id and h.kind in _NEWS}
        )

    def bodies(self, part: str, chosen: Callable[[Finding], bool]) -> tuple[BodyItems, ...]:
        rows: dict[tuple[str, int], list[FindingRow]] = defaultdict(list)
        for row in self.facts.findings:
            if chosen(row.finding):
                rows[row.body_id, row.year].append(row)
        by_body: dict[str, list[BodyYear]] = defaultdict(list)
        for each in self.facts.body_years:
            if rows[each.id, each.year]:
                by_body[each.id].append(each)
        return tuple(self._body(part, years, rows) for years in by_body.values())

    def _body(self, part: str, years: list["BodyYear"], rows: Mapping[tuple[str, int], list[FindingRow]]) -> BodyItems:
        newest_first = sorted(years, key=lambda each: -each.year)
        told = [(each.year, self._year(each, rows[each.id, each.year])) for each in newest_first]
        earlier = [row.finding for each in years if each.year != self.facts.year for row in rows[each.id, each.year]]
        return BodyItems(
            anchor=body_anchor(years[0].id, part),
            page=body_page(years[0].id),
            body=years[0].body,
            kind=self.words.kind(years[0].kind),
            current=tuple(items for year, items in told if year == self.facts.year),
            earlier=tuple(items for year, items in told if year != self.facts.year),
            earlier_counts=self.words.levels(earlier),
        )

    def _year(self, each: "BodyYear", rows: list[FindingRow]) -> YearItems:
        edition = self.facts.editions.get((each.id, each.year))
        document = provenance(edition) if edition else None
        return YearItems(
            year=each.year,
            standing=self.words.state(each.state),
            calendar=calendar(each, self.words),
            flags=tuple(FLAG.word(flag, self.words.lang) for flag in each.flags if flag != "simulated"),
            document=document,
            items=tuple(item(row, self.facts, self.words, document, self.news.get(row.public_id)) for row in rows),
        )


def item(row: FindingRow, facts: Facts, words: Lexicon, document: Provenance | None, news: Mark | None = None) -> Item:
    """Return one finding told so that it can be checked by hand.

    Args:
        row: the finding.
        facts: hold the cells of its edition and the rules.
        words: of the language.
        document: the one whose provenance is shown already, so that it need not be named with every piece of evidence.
        news: marks a finding that the reader does not know yet.
    """
    finding = row.finding
    cells = facts.cells.get(row.edition_id or 0, {})
    shown = tuple(_not_redrawn(finding, cells))
    return Item(
        anchor=f"f-{row.public_id}",
        public_id=row.public_id,
        level=words.level(finding.level),
        outcome=words.outcome(finding.outcome),
        rule=finding.rule,
        rule_name=facts.rule_name(finding.rule, words.lang),
        message=words.message(finding),
        reason=_reason(finding, facts, words),
        law=finding.law,
        first_seen=day(row.first_seen),
        news=news,
        excerpts=redraw(finding, cells, words.lang),
        proofs=tuple(_proof(evidence, document, words) for evidence in shown[:MOST_PROOFS]),
        more_proofs=max(len(shown) - MOST_PROOFS, 0),
        remarks=remarks(row, facts, words),
        original=document.url if document else "",
    )


def _reason(finding: Finding, facts: Facts, words: Lexicon) -> str:
    """The reason, unless it only repeats what the outcome means for every rule."""
    rule = facts.rules.get(finding.rule)
    special = rule.meanings.get(finding.outcome) if rule else None
    if special and finding.reason == special.zh:
        return special.in_language(words.lang)
    return "" if finding.reason == MEANINGS[finding.outcome].zh else finding.reason or ""


def calendar(each: "BodyYear | Standing", words: Lexicon) -> str:
    """Return the dates a standing rests on, as one line."""
    say, lang = words.say, words.lang
    due = each.due and say("due_calendar", due=day(each.due), source=DUE_SOURCE.word(each.due_source or "", lang))
    published = each.published and say(
        "published_calendar", day=day(each.published), source=DATE_SOURCE.word(each.published_source or "", lang)
    )
    seen = each.first_seen and say("seen_calendar", when=day(each.first_seen))
    absent = each.last_absent and say("absent_calendar", when=day(each.last_absent))
    return words.join((due or "", published or "", *lateness(each, words), seen or "", absent or ""), "semicolon")


def provenance(edition: EditionRow) -> Provenance:
    """Return where, when and by whom an edition was first received."""
    return Provenance(
        url=edition.url,
        fetched=minute(edition.fetched_at),
        sha256=edition.sha256,
        title=edition.title or "",
        by_hand=edition.who,
    )


def _not_redrawn(finding: Finding, cells: Mapping[str, Cell]) -> Iterable[Evidence]:
    """The evidence without what a redrawn table shows already: the bare digits of cells that do not lead."""
    shown = {(cells[cell_id].place, cells[cell_id].text) for cell_id in finding.cells[1:] if cell_id in cells}
    return (evidence for evidence in finding.evidence if (evidence.place, evidence.text) not in shown)


def _proof(evidence: Evidence, document: Provenance | None, words: Lexicon) -> Proof:
    place = place_in(evidence.place, words.lang)
    same = document is not None and evidence.sha256 in {None, document.sha256}
    if same or not (evidence.url or evidence.sha256):
        return Proof(place, evidence.text)
    other = Provenance(evidence.url or "", minute(evidence.fetched_at), evidence.sha256 or "")
    return Proof(place, evidence.text, other)
