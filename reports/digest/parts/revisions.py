"""Changes of published reports: what each lost and gained, with both originals."""

from collections.abc import Iterable
from hashlib import sha256

from checks.changes import TextChange
from checks.labels import label
from checks.model import Cell, CellStatus
from reports.digest.facts import Facts, RevisionFacts
from reports.digest.lexicon import Lexicon
from reports.digest.parts.bodies import provenance
from reports.digest.text import day, shorten
from reports.digest.view import Revised, RevisedCell, RevisedText

MOST_CELLS = 40
"""Changed cells that are listed; where a whole table was exchanged the originals say more than a list."""

LONGEST_SENTENCE = 300


def revision_anchor(body_id: str, year: int, number: int) -> str:
    """Return the fragment that names one change of a report, the first being number 1."""
    return f"c-{sha256(f'{body_id}|{year}'.encode()).hexdigest()[:10]}-{number}"


def revisions(facts: Facts, words: Lexicon) -> tuple[Revised, ...]:
    """Return the changes of reports of the current year, and of others what the reader was not told before."""
    since = facts.baseline.as_of if facts.baseline else None
    return tuple(
        revised(each.body, each.year, revision_anchor(each.id, each.year, number), change, words)
        for each in facts.body_years
        for number, change in enumerate(facts.revisions.get((each.id, each.year), ()), 1)
        if each.year == facts.year or since is None or change.transition.seen > since
    )


def revised(body: str, year: int, anchor: str, change: RevisionFacts, words: Lexicon) -> Revised:
    """Return one change of a body's report in words; `anchor` names its place on the page."""
    found = change.differences
    return Revised(
        anchor=anchor,
        body=body,
        year=year,
        between=(day(change.transition.last_before), day(change.transition.seen)),
        before=provenance(change.before),
        after=provenance(change.after),
        title=found.title,
        cells=tuple(
            RevisedCell(label(cell.id), _raw(cell.before, words), _raw(cell.after, words))
            for cell in found.cells[:MOST_CELLS]
        ),
        more_cells=max(len(found.cells) - MOST_CELLS, 0),
        texts=tuple(_text(text) for text in found.texts),
        unclear=len(found.unclear),
    )


def _raw(cell: Cell, words: Lexicon) -> str:
    if cell.status is CellStatus.MISSING:
        return words.say("revised_gone")
    return cell.text.strip() or words.say("raw_empty")


def _text(text: TextChange) -> RevisedText:
    return RevisedText(text.heading, _short(text.removed), _short(text.added))


def _short(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(shorten(sentence, LONGEST_SENTENCE) for sentence in sentences)
