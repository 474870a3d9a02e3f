"""The text of a report cut into sentences, each with the section it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from checks.model import Report
from checks.narrative.numerals import counts_in_digits

_END = re.compile(r"(?<=[。；;！？!?])")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_TITLES = re.compile(r"《[^《》]*》")
_WIDE = str.maketrans("０１２３４５６７８９，", "0123456789,")
_WIDE_SIGN = re.compile(r"[０-９，]")
_SPACE = re.compile(r"\s")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SPACE_IN_NUMBER = re.compile(
    r"(?<=\d)\s+(?=\d|[件份宗条例起年月日余多])|(?<=[\u4e00-\u9fff])\s+(?=\d|[\u4e00-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Attributes:
        text: as printed. In the other forms counts of applications in Chinese numerals are written in digits.
        plain: without remarks in brackets and titles of documents, digits half-width and thousands joined.
        remarked: as `plain`, with the remarks in brackets.
        place: the heading of its section, or empty.
        paragraph: number of the paragraph it stands in.
        before: `plain` of the sentences just before it in the paragraph, which begins with the sub-heading it is under.
    """

    text: str
    plain: str
    remarked: str
    place: str
    paragraph: int
    before: str = ""

    def quote(self, limit: int = 60) -> str:
        """Return the sentence for a message, shortened in the middle of nothing but at its end."""
        flat = " ".join(self.text.split())
        return flat if len(flat) <= limit else f"{flat[:limit]}…"


_CONTEXT = 3
"""Sentences back to which a bare 申请 may refer."""


_HEADING = re.compile(
    r"\s*(?:(?P<ordinal>[一二三四五六七八九十]+、)|(?P<bracketed>[（(][一二三四五六七八九十]+[）)])|(?P<figure>\d{1,2}[.．、])"
    r"|(?P<small>[（(]\d{1,2}[）)]))?\s*(?P<topic>[^，,。；;：:！？!?、\d\s][^，,。；;：:！？!?\d]{1,19}?)[。：:]?\s*"
)
_NUMBERED = re.compile(
    r"\s*(?:(?P<ordinal>[一二三四五六七八九十]+、)|(?P<bracketed>[（(][一二三四五六七八九十]+[）)])|(?P<figure>\d{1,2}[.．、](?!\d)))"
)
_RANKS = ("ordinal", "bracketed", "figure", "small")
_UNNUMBERED = len(_RANKS)
_LONGEST_BARE = 14
"""Signs of a paragraph without number or mark that may still be a sub-heading."""


@dataclass(frozen=True, slots=True)
class _Topic:
    """A sub-heading in force: its words, and how high its kind of numbering ranks (0 is the highest)."""

    words: str
    rank: int


def sentences(report: Report) -> tuple[Sentence, ...]:
    """Return the sentences of a report's text, tables left out, in reading order."""
    found: list[Sentence] = []
    numbers = count(1)
    for place, text in _parts(report):
        topics: tuple[_Topic, ...] = ()
        for paragraph, number in zip(text.split("\n"), numbers, strict=False):
            parts = [part for part in _END.split(paragraph) if part.strip()]
            if not parts:
                continue
            over, opened = _topics(parts[0], topics)
            found.extend(_of_paragraph(parts, place, number, "".join(topic.words for topic in over)))
            topics = (*over, *opened)
    return tuple(found)


def pieces(text: str) -> list[str]:
    """Return the sentences of some paragraphs as printed, without the blanks around them."""
    return [part.strip() for line in text.split("\n") for part in _END.split(line) if part.strip()]


def _topics(first: str, topics: tuple[_Topic, ...]) -> tuple[tuple[_Topic, ...], tuple[_Topic, ...]]:
    """Return the sub-headings that stand over a paragraph, and the one it opens with, by its first sentence.

    A number of a kind ends the sub-headings numbered in the same or a lower kind.
    """
    heading = _HEADING.fullmatch(first)
    if heading and (_rank(heading) < _UNNUMBERED or _is_bare(first)):
        rank = _rank(heading)
        return tuple(topic for topic in topics if topic.rank < rank), (_Topic(plain_text(heading["topic"]), rank),)
    numbered = _NUMBERED.match(first)
    return tuple(topic for topic in topics if numbered is None or topic.rank < _rank(numbered)), ()


def _is_bare(paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST_BARE and not _END.search(paragraph)


def _rank(match: re.Match[str]) -> int:
    numbered = match.groupdict()
    return next((rank for rank, kind in enumerate(_RANKS) if numbered.get(kind)), _UNNUMBERED)


def _of_paragraph(pieces: list[str], place: str, number: int, topic: str) -> Iterator[Sentence]:
    earlier = [topic] if topic else []
    for piece in pieces:
        remarked = with_remarks(piece)
        if "申请" in remarked or any("申请" in said for said in earlier):
            remarked = counts_in_digits(remarked)
        plain = _without_remarks(remarked)
        yield Sentence(piece.strip(), plain, remarked, place, number, "".join(earlier[-_CONTEXT:]))
        earlier.append(plain)


def plain_text(text: str) -> str:
    """Return a sentence as patterns read it: no remarks in brackets, no document titles, plain digits."""
    return _without_remarks(with_remarks(text))


def _without_remarks(remarked: str) -> str:
    plain = remarked
    while ("（" in plain or "(" in plain) and _BRACKETS.search(plain):
        plain = _BRACKETS.sub("", plain)
    return remarked if plain is remarked else _joined(plain)


def with_remarks(text: str) -> str:
    """Return a sentence as `plain_text` does, its remarks in brackets kept."""
    return _joined(_without_titles(text))


def _without_titles(text: str) -> str:
    plain = text.translate(_WIDE) if _WIDE_SIGN.search(text) else text
    return _TITLES.sub("", plain) if "《" in plain else plain


def _joined(plain: str) -> str:
    """Return a sentence with the digits of each number together."""
    whole = _THOUSANDS.sub("", plain) if "," in plain else plain
    return _SPACE_IN_NUMBER.sub("", whole).strip() if _SPACE.search(whole) else whole


def _parts(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the text before section one, then each section, with their headings."""
    ordered = list(report.sections.values())
    if not ordered:
        yield "", report.text
        return
    start = report.text.find(ordered[0].heading)
    if start > 0:
        yield "", report.text[:start]
    for section in ordered:
        yield section.heading, section.text
