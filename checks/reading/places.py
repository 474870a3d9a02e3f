"""Where the labels of a table stand in running text: whole, or torn around their numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checks.documents.model import TORN
from checks.reading.chain import Candidate
from checks.reading.labels import Label
from checks.reading.linear import Linear

_CLOSING = re.compile("(?:\\s*[”’」』）)]|[\"']|\\s*[\"'](?=\\s))*")
_ENDS_CELL = re.compile(r"[\n\t|｜]")
_SHORTEST_TORN = 8
"""Signs of a label that may be torn; a short one fits its cell."""
_NUMBERS = r"(?P<n{at}>(?:(?:[\d.,/|+*" + TORN + r"-]|不涉及|不适用|无)[件条项个宗份次]?){{1,120}})"


@dataclass(frozen=True, slots=True)
class Place(Candidate):
    """A place of a label; `start` and `end` are indices of the key.

    `around` are the offsets of the numbers that a torn label stands around, as the text of a PDF has them:
    申请人…不再处理其政府信息公 | 0 0 0 0 0 0 0 | 开申请.
    """

    around: tuple[int, int] | None = None


def places_of(linear: Linear, label: Label, first: int, last: int) -> Iterator[Place]:
    """Yield the places of a label between two indices of the key; torn ones too where its full wording is not there."""
    found = list(_whole(linear, label, first, last))
    yield from found
    if all(place.wording != label.wordings[0].words for place in found):
        yield from _torn(linear, label, first, last)


def behind(linear: Linear, place: Place) -> int:
    """Return the offset behind a label and the quotes and brackets that close it."""
    return behind_index(linear, place.end)


def behind_index(linear: Linear, index: int) -> int:
    """Return the offset behind the sign before an index of the key, closing quotes and brackets left behind too."""
    at = linear.squeezed.origin_after(index)
    match = _CLOSING.match(linear.text, at)
    return match.end() if match else at


def opens_cell(linear: Linear, index: int) -> bool:
    """Tell whether a word stands at the beginning of a cell or line."""
    before = linear.text[: linear.squeezed.origin(index)].rstrip(" \u3000\xa0")[-1:]
    return before in {"", "\t", "\n", "|", "｜"}


def _whole(linear: Linear, label: Label, first: int, last: int) -> Iterator[Place]:
    text = linear.squeezed.text
    for wording in label.wordings:
        for at in _occurrences(text, wording.words, first, last):
            start, end = _start_with_number(linear, at, label.number), at + len(wording.words)
            if text[end : end + 3 + end - start].lstrip("|").startswith(text[start:end]):
                continue
            if start < at or not label.needs_numbering:
                yield Place(label.rank, start, end, len(wording.words) + (start < at), wording.words)
            elif opens_cell(linear, at):
                yield Place(label.rank, at, end, 1, wording.words)


def _occurrences(text: str, words: str, first: int, last: int) -> Iterator[int]:
    at = text.find(words, first, last)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, last)


def _start_with_number(linear: Linear, at: int, number: str) -> int:
    """Return where the label begins with its number, which may stand in brackets or end in a dot, comma or nothing."""
    text = linear.squeezed.text
    for prefix in (f"({number})", f"{number},", f"{number}.", f"{number})", number):
        start = at - len(prefix)
        if number and start >= 0 and text.startswith(prefix, start):
            return at if prefix == number and _is_value(linear, start, at) else start
    return at


def _is_value(linear: Linear, start: int, at: int) -> bool:
    """Tell whether a bare number before a label is the end of the row above: digits before it, or a cell between."""
    squeezed = linear.squeezed
    between = linear.text[squeezed.origin_after(at) : squeezed.origin(at)]
    return squeezed.text[start:at].isdecimal() and (
        squeezed.text[start - 1 : start].isdecimal() or bool(_ENDS_CELL.search(between))
    )


def _torn(linear: Linear, label: Label, first: int, last: int) -> Iterator[Place]:
    squeezed = linear.squeezed
    for wording in label.wordings:
        if len(wording.words) < _SHORTEST_TORN:
            continue
        for match in _tears(wording.words).finditer(squeezed.text, first, last):
            begin, end = next(match.span(name) for name, found in match.groupdict().items() if found)
            start = _start_with_number(linear, match.start(), label.number)
            if start == match.start() and not opens_cell(linear, start):
                continue
            numbers = behind_index(linear, begin), squeezed.origin_after(end)
            yield Place(label.rank, start, match.end(), len(wording.words), wording.words, numbers)


@lru_cache(maxsize=512)
def _tears(words: str) -> re.Pattern[str]:
    cuts = range(2, len(words) - 1)
    return re.compile("|".join(re.escape(words[:at]) + _NUMBERS.format(at=at) + re.escape(words[at:]) for at in cuts))
