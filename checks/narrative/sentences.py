"""The text of a report cut into sentences, each with the section it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.model import Report

_END = re.compile(r"(?<=[。；;！？!?])")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_TITLES = re.compile(r"《[^《》]*》")
_WIDE = str.maketrans("０１２３４５６７８９，", "0123456789,")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SPACE_IN_NUMBER = re.compile(
    r"(?<=\d)\s+(?=\d|[件份宗条例起年月日余多])|(?<=[\u4e00-\u9fff])\s+(?=\d|[\u4e00-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Attributes:
        text: as printed.
        plain: without remarks in brackets and titles of documents, digits half-width and thousands joined.
        remarked: as `plain`, with the remarks in brackets.
        place: the heading of its section, or empty.
        paragraph: number of the paragraph it stands in.
        before: `plain` of the sentences of the paragraph just before it.
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


def sentences(report: Report) -> tuple[Sentence, ...]:
    """Return the sentences of a report's text, tables left out, in reading order."""
    found: list[Sentence] = []
    number = 0
    for place, text in _parts(report):
        for paragraph in text.split("\n"):
            number += 1
            earlier: list[str] = []
            for piece in _END.split(paragraph):
                if piece.strip():
                    remarked = with_remarks(piece)
                    plain = plain_text(piece) if "（" in remarked or "(" in remarked else remarked
                    found.append(Sentence(piece.strip(), plain, remarked, place, number, "".join(earlier[-_CONTEXT:])))
                    earlier.append(plain)
    return tuple(found)


def plain_text(text: str) -> str:
    """Return a sentence as patterns read it: no remarks in brackets, no document titles, plain digits."""
    plain = _TITLES.sub("", text.translate(_WIDE))
    while _BRACKETS.search(plain):
        plain = _BRACKETS.sub("", plain)
    return _SPACE_IN_NUMBER.sub("", _THOUSANDS.sub("", plain)).strip()


def with_remarks(text: str) -> str:
    """Return a sentence as `plain_text` does, its remarks in brackets kept."""
    plain = _TITLES.sub("", text.translate(_WIDE))
    return _SPACE_IN_NUMBER.sub("", _THOUSANDS.sub("", plain)).strip()


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
