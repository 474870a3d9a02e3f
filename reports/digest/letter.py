"""The view as a letter: subject, plain text, and HTML that mail clients can show."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from checks.model import Level, State
from reports.digest.environment import environment
from reports.digest.lexicon import Lexicon
from reports.digest.text import shown
from reports.digest.view import BodyItems, Digest, Item, Mark, YearItems

MOST_ITEMS = 300
"""Findings told in one letter: some mail servers cut or refuse larger ones. The rest is counted, not dropped unsaid."""

_WORTH_A_SUBJECT = (State.MISSING, State.WITHDRAWN, State.LATE, State.NOT_FOUND_SO_FAR, State.NOT_LOOKED)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message before it is addressed. `subject` is one line."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """One finding of an earlier year, for a list."""

    body: str
    year: int
    url: str
    item: Item


def write_letter(digest: Digest, path: str) -> Letter:
    """Return the digest as a letter.

    Args:
        digest: already narrowed to what its reader oversees.
        path: where the digest lies as a page, for the last line.
    """
    cut, told = _cut(digest.bodies, MOST_ITEMS)
    reviews, told_reviews = _cut(digest.reviews, MOST_ITEMS)
    earlier = tuple(_earlier((*digest.bodies, *digest.reviews)))
    kept = earlier[: max(MOST_ITEMS - told, 0)]
    in_year = sum(len(year.items) for body in (*digest.bodies, *digest.reviews) for year in body.current)
    values = {
        "d": replace(digest, bodies=cut, reviews=reviews),
        "subject": (subject := _subject(digest)),
        "earlier": kept,
        "omitted": in_year - told - told_reviews + len(earlier) - len(kept),
        "shown": _shown(digest),
        "path": path,
    }
    return Letter(
        subject=shown(subject),
        text=environment(digest.lang).get_template("letter.txt.j2").render(values),
        html=environment(digest.lang).get_template("letter.html.j2").render(values),
    )


def write_brief(digest: Digest, path: str) -> Letter:
    """Return a few lines that say that nothing is new since the last digest of this reader, and how things stand.

    Args:
        digest: whose news are empty.
        path: where the digest lies as a page.
    """
    words = Lexicon(digest.lang)
    subject = words.say("mail_brief_subject", as_of=digest.as_of)
    values = {"d": digest, "subject": subject, "path": path}
    return Letter(
        subject=shown(subject),
        text=environment(digest.lang).get_template("brief.txt.j2").render(values),
        html=environment(digest.lang).get_template("brief.html.j2").render(values),
    )


def _subject(digest: Digest) -> str:
    words = Lexicon(digest.lang)
    figures = digest.figures[0] if digest.figures else None
    counts = {} if figures is None else {count.mark.code: count for count in (*figures.states, *figures.levels)}
    told = [counts[code] for code in (*_WORTH_A_SUBJECT, *Level) if code in counts and counts[code].number]
    what = words.join(f"{count.mark.word} {count.number}" for count in told[:4])
    key = "mail_subject_year" if what else "mail_subject_nothing"
    return words.say(
        "mail_subject",
        mark=words.say("mail_subject_simulated") if digest.simulated else "",
        as_of=digest.as_of,
        what=words.say(key, year=digest.year or "", what=what),
    )


def _shown(digest: Digest) -> list[Mark]:
    """The states that anybody is in, in any year: a letter has no room for columns of zeros."""
    used = {count.mark for year in digest.figures for count in year.states if count.number}
    return [count.mark for count in digest.figures[0].states if count.mark in used] if digest.figures else []


def _cut(bodies: tuple[BodyItems, ...], room: int) -> tuple[tuple[BodyItems, ...], int]:
    """The first `room` findings of the current year, and how many there are in what is left."""
    kept: list[BodyItems] = []
    told = 0
    for body in bodies:
        years: list[YearItems] = []
        for year in body.current:
            items = year.items[: room - told]
            told += len(items)
            if items:
                years.append(replace(year, items=items))
        kept.append(replace(body, current=tuple(years)))
    return tuple(kept), told


def _earlier(bodies: tuple[BodyItems, ...]) -> Iterator[Earlier]:
    for body in bodies:
        for year in body.earlier:
            for item in year.items:
                yield Earlier(body.body, year.year, year.document.url if year.document else "", item)
