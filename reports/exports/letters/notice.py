"""The notice to mend 整改通知: what was established about one body's report, how it can be checked, and until when."""

from collections.abc import Iterable
from datetime import date

from checks.model import Level
from reports.digest.excerpt import Excerpt, ExcerptCell
from reports.digest.lexicon import is_statement
from reports.digest.parts.bodies import item, provenance
from reports.digest.view import Item, Proof, Provenance
from reports.draft.advice import advice
from reports.exports.letters.numbering import without_stop, written_day
from reports.exports.letters.official import Drawn, Letter
from reports.exports.letters.phrases import tell
from reports.exports.phrases import tell as tell_all
from reports.exports.selection import Selection
from reports.status import BodyYear
from reports.store import FindingRow

_TOLD = (Level.ERROR, Level.WARNING)
"""What a notice tells: a hint is worth a look, and no reason to write to anybody."""


def notified(selection: Selection) -> tuple[BodyYear, ...]:
    """Return the bodies, with the report year, that there is something to notify of."""
    year = selection.scope.year or selection.facts.year
    rows = [each for each in selection.facts.body_years if each.year == year]
    return tuple(each for each in rows if _rows(selection, each))


def notice(selection: Selection, about: BodyYear, due: date) -> bytes:
    """Return the notice to one body; only what a rule states and a person has confirmed is in it."""
    return _Notice(selection, about, due).written()


def _rows(selection: Selection, about: BodyYear) -> list[FindingRow]:
    return [
        row
        for row in selection.facts.findings
        if (row.body_id, row.year) == (about.id, about.year)
        and is_statement(row.finding)
        and row.finding.level in _TOLD
        and selection.facts.decided.on(row.public_id).confirmation
    ]


class _Notice:
    def __init__(self, selection: Selection, about: BodyYear, due: date) -> None:
        self._selection = selection
        self._about = about
        self._lang = selection.lang
        self._due = written_day(due, self._lang)
        self._rows = _rows(selection, about)
        edition = selection.facts.editions.get((about.id, about.year))
        self._document = provenance(edition) if edition else None
        self._letter = Letter(self._lang)

    def written(self) -> bytes:
        facts, letter = self._selection.facts, self._letter
        as_of = facts.as_of.date()
        title = self._tell("notice_title", year=self._about.year)
        letter.letterhead(facts.office, self._tell("number"))
        self._warn()
        letter.title(title)
        letter.addressee(self._tell("to", who=self._about.body))
        letter.say(
            self._tell("notice_lead", as_of=written_day(as_of, self._lang), year=self._about.year, due=self._due)
        )
        if self._document:
            letter.small(self._source(self._document))
        self._findings()
        self._demands()
        annex = self._tell("answer_title")
        letter.annexes(self._tell("annexes", title=annex))
        letter.signature(facts.office, as_of)
        self._answer(annex)
        return letter.written(title=title, office=facts.office, made=self._selection.made)

    def _tell(self, key: str, **values: object) -> str:
        return tell(self._lang, key, **values)

    def _warn(self) -> None:
        facts = self._selection.facts
        if facts.demo or facts.simulated:
            self._letter.warning(tell_all(self._lang, "demo" if facts.demo else "simulated"))

    def _findings(self) -> None:
        for level, key in zip(_TOLD, ("faults", "doubts"), strict=True):
            rows = [row for row in self._rows if row.finding.level is level]
            if rows:
                self._letter.part(1, self._tell(key))
            if rows and level is Level.WARNING:
                self._letter.say(self._tell("doubts_lead"))
            for row in rows:
                self._finding(row)

    def _finding(self, row: FindingRow) -> None:
        letter = self._letter
        told = item(row, self._selection.facts, self._selection.words, self._document)
        key = "not_met" if row.finding.level is Level.ERROR else "to_verify"
        letter.part(2, self._tell(key, name=told.rule_name or told.rule))
        letter.part(3, self._tell("what", text=without_stop(told.message)))
        if quoted := self._quoted(told.proofs):
            letter.part(3, self._tell("raw", text=without_stop(quoted)))
        for excerpt in told.excerpts:
            self._draw(excerpt)
        if told.law:
            letter.part(3, self._tell("law", text=without_stop(told.law)))
        letter.part(3, self._tell("advice", text=without_stop(advice().on(row.finding, self._lang))))
        letter.small(self._tell("proof", id=told.public_id))
        self._other_pages(told)

    def _quoted(self, proofs: Iterable[Proof]) -> str:
        pieces = (self._tell("raw_at", place=proof.place, text=proof.text) for proof in proofs if proof.text)
        return self._selection.words.join(pieces, "semicolon")

    def _other_pages(self, told: Item) -> None:
        others = dict.fromkeys(proof.document for proof in told.proofs if proof.document and proof.document.url)
        for page in others:
            self._letter.small(self._tell("other_page", url=page.url, fetched=page.fetched, sha256=page.sha256))

    def _source(self, document: Provenance) -> str:
        key = "document_by_hand" if document.by_hand else "document"
        return self._tell(
            key,
            title=document.title,
            url=document.url,
            fetched=document.fetched,
            sha256=document.sha256,
            who=document.by_hand,
        )

    def _draw(self, excerpt: Excerpt) -> None:
        rows = [[Drawn(row.label), *(self._cell(cell) for cell in row.cells)] for row in excerpt.rows]
        headings = [self._tell("excerpt_item"), *excerpt.columns]
        self._letter.table(headings, rows, [2.5, *[1.0] * len(excerpt.columns)])

    def _cell(self, cell: ExcerptCell) -> Drawn:
        text = cell.text or cell.note or ""
        if cell.role != "suspect":
            return Drawn(text)
        if cell.should is None:
            return Drawn(self._tell("suspect", text=text), strong=True)
        return Drawn(self._tell("suspect_should", text=text, value=cell.should), strong=True)

    def _demands(self) -> None:
        self._letter.part(1, self._tell("demands"))
        self._letter.part(2, self._tell("demand_mend", due=self._due))
        if any(row.finding.cells for row in self._rows):
            self._letter.part(2, self._tell("demand_table"))
        self._letter.part(2, self._tell("demand_answer"))

    def _answer(self, title: str) -> None:
        self._letter.annex(self._tell("annex"), title)
        message = self._selection.words.message
        rows = [
            [Drawn(str(number)), Drawn(row.public_id), Drawn(message(row.finding)), Drawn(""), Drawn("")]
            for number, row in enumerate(self._rows, start=1)
        ]
        self._letter.table(self._tell("answer_head").split("|"), rows, [0.8, 2, 4, 2.6, 1.3])
        self._letter.addressee(self._tell("answer_sign"))
