"""The six statutory sections, found by their titles and not by their numerals.

Numerals mislead: reports count 一、二、三 again inside section one, shift or lose them, and name sections in preambles.
A title counts the more the better it stands like a heading: with a numeral, at the start of a line, alone on it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from checks.reading.chain import Candidate, best_chain
from checks.reading.keys import Squeezed, key
from checks.reading.linear import TABLE_SIGN, Linear
from config.forms import all_forms

_NUMERALS = "一二三四五六七八九"
_ORDINAL = re.compile(rf"(?:第[{_NUMERALS}]部分[,.:]?|第?[{_NUMERALS}][,.:]|[1-9][,.](?:(?!\d)|(?=20[0-4]\d年)))")
_BARE_ORDINAL = re.compile(rf"(?:[{_NUMERALS}])(?=[^{_NUMERALS},.])")
_SUB_ORDINAL = re.compile(rf"(?:\([{_NUMERALS}]\)|[{_NUMERALS}]是)")
_TAIL = re.compile(r"(?:\((?:数据准确,要素齐全|[^()]{0,12}表)\))?[:.,]?")
_JUNK = "|lI1·●▲#*,."
_CLOSE = 12
"""Headings closer than this have nothing between them: a table of contents, or tables lost."""

_ALONE, _LEADING, _GLUED, _IN_SENTENCE = 10.0, 7.0, 6.0, 3.0
"""With a numeral: alone on its line, before text on its line, behind the end of a sentence, inside one."""
_UNNUMBERED, _BRACKETED = 6.0, 3.0
"""Alone on its line without a numeral, or with the numeral of a sub-heading."""
_RIGHT_NUMERAL = 2.0
_TOO_CLOSE = 2.5
_LIKE_HEADING = 4.0
_MOST_CANDIDATES = 2000
_ENOUGH_NUMBERED = 3
"""Sections found by headings of their own rank."""

_RESEMBLING = 3.0
"""Other words under the numeral of the section, alone on their line."""
_LONGEST_HEADING = 24
_SUBJECTS = {
    1: re.compile("总体|概况|概述|综述|(?:基本|开展)情况"),
    2: re.compile("主动公开"),
    3: re.compile("申请"),
    4: re.compile("复议|诉讼"),
    5: re.compile("问题|不足|困难"),
    6: re.compile("其[他它]|报告的?事项"),
}
"""What a heading speaks of in whatever words."""

_Place = tuple[int, int, re.Match[str] | None]


@dataclass(frozen=True, slots=True)
class Heading:
    """A found section: number, offsets of its heading in the linear text, and where its body ends."""

    number: str
    start: int
    end: int
    body_end: int
    wording: str

    def shifted(self, offset: int, length: int) -> "Heading":
        """Return the same section in the part of the text that begins at an offset and has a length."""
        body_end = min(self.body_end - offset, length)
        return replace(self, start=self.start - offset, end=self.end - offset, body_end=body_end)


@cache
def _titles() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """All title patterns with the rank of their section; both forms share the six sections."""
    found: dict[int, list[str]] = {}
    for form in all_forms():
        for section in form.sections:
            patterns = found.setdefault(int(section.number), [])
            patterns += [pattern for pattern in (key_pattern(t) for t in section.titles) if pattern not in patterns]
    return tuple((rank, re.compile("|".join(f"(?:{p})" for p in patterns))) for rank, patterns in found.items())


def key_pattern(pattern: str) -> str:
    """Return a pattern of the form files as it must look on squeezed text."""
    return key(pattern.replace("|、", "|,"))


def find_sections(linear: Linear) -> tuple[Heading, ...]:
    """Return the sections in the order of the text; a section that cannot be found is left out."""
    squeezed = linear.squeezed
    candidates = _penalise_close(squeezed, _most_convincing(_candidates(squeezed)))
    chain = best_chain([c for c in candidates if c.score > 0])
    ends = [*(candidate.start for candidate in chain), len(squeezed.text)][1:]
    return tuple(
        Heading(
            number=str(candidate.rank),
            start=squeezed.origin(candidate.start),
            end=squeezed.origin_after(candidate.end),
            body_end=squeezed.origin(end),
            wording=linear.text[squeezed.origin(candidate.start) : squeezed.origin_after(candidate.end)].strip(),
        )
        for candidate, end in zip(chain, ends, strict=True)
    )


def _most_convincing(candidates: list[Candidate]) -> list[Candidate]:
    """A report has some dozens of candidates; a text made of headings is cut to the best of them."""
    return sorted(candidates, key=lambda c: -c.score)[:_MOST_CANDIDATES]


def _candidates(squeezed: Squeezed) -> list[Candidate]:
    """Return what may be a heading; numerals of sub-headings count only where the sections have no others."""
    found = list(_matching(squeezed, _places(squeezed)))
    if len({candidate.rank for candidate in found if candidate.score >= _UNNUMBERED}) >= _ENOUGH_NUMBERED:
        return found
    sub_headings = ((m.start(), m.end(), m) for m in _SUB_ORDINAL.finditer(squeezed.text))
    return [*found, *_matching(squeezed, sub_headings)]


def _matching(squeezed: Squeezed, places: Iterable[_Place]) -> Iterator[Candidate]:
    for start, title_start, ordinal in places:
        known = False
        for rank, pattern in _titles():
            match = pattern.match(squeezed.text, title_start)
            tail = _TAIL.match(squeezed.text, match.end()) if match else None
            if match and tail:
                score = _score(squeezed, rank, ordinal, start, tail.end())
                if score:
                    known = True
                    yield Candidate(rank, start, tail.end(), score, match.group())
        if not known and ordinal and ordinal.re is _ORDINAL and squeezed.starts_line(start):
            yield from _resembling(squeezed, start, title_start, _value_of(ordinal.group()))


def _resembling(squeezed: Squeezed, start: int, title_start: int, rank: int) -> Iterator[Candidate]:
    """Yield the heading of a section in words of its own: its numeral, and what it speaks of, on a short line."""
    end = squeezed.line_end(start)
    subject = _SUBJECTS.get(rank)
    if subject is None or end - title_start > _LONGEST_HEADING:
        return
    title = squeezed.text[title_start:end].removesuffix(":")
    if subject.search(title) and not re.search(rf"[.;:!?{TABLE_SIGN}]", title):
        yield Candidate(rank, start, end, _RESEMBLING + _RIGHT_NUMERAL, title)


def _places(squeezed: Squeezed) -> Iterator[_Place]:
    """Yield where a heading may begin, where its title would, and its numeral: every line, and every numeral."""
    for start in squeezed.line_starts:
        junk = start + 1 if squeezed.text[start : start + 1] in _JUNK else start
        yield start, junk, None
        bare = _BARE_ORDINAL.match(squeezed.text, start)
        if bare:
            yield start, bare.end(), bare
    for ordinal in _ORDINAL.finditer(squeezed.text):
        start = ordinal.end() - 1 if _ends_figure(squeezed, ordinal) else ordinal.start()
        yield start, ordinal.end(), ordinal


def _ends_figure(squeezed: Squeezed, ordinal: re.Match[str]) -> bool:
    """Tell whether a numeral is the last digit of a figure before a mark that has lost its own: 6.6806 / 、依申请公开.

    It is on the line above, or parted from the mark by a blank while the digit before is not: 63 、依申请公开.
    """
    start, mark = ordinal.start(), ordinal.end() - 1
    glued = squeezed.text[max(start - 1, 0) : start + 1]
    if len(glued) < 2 or not glued.isdecimal():
        return False
    before, own, behind = map(squeezed.origin, (start - 1, start, mark))
    return squeezed.starts_line(mark) or own - before == 1 < behind - own


def _score(squeezed: Squeezed, rank: int, ordinal: re.Match[str] | None, start: int, end: int) -> float:
    """How much the words at `start` to `end` look like the heading of section `rank`; 0 for running text."""
    at_start = squeezed.starts_line(start) or _only_junk_before(squeezed, start)
    alone = end >= squeezed.line_end(start) or squeezed.text[end] == TABLE_SIGN
    if ordinal is None:
        return _UNNUMBERED if at_start and alone else 0.0
    if ordinal.re is _SUB_ORDINAL:
        return _BRACKETED if at_start and alone else 0.0
    if at_start:
        score = _ALONE if alone else _LEADING
    else:
        score = _GLUED if _ends_sentence(squeezed.text, start) else _IN_SENTENCE
    return score + (_RIGHT_NUMERAL if _value_of(ordinal.group()) == rank else 0.0)


def _only_junk_before(squeezed: Squeezed, start: int) -> bool:
    """A stray sign before the ordinal (`|六、`, `l六、`) is left over from a table or a list mark."""
    return squeezed.text[start - 1] in _JUNK and squeezed.starts_line(start - 1)


def _ends_sentence(text: str, start: int) -> bool:
    return text[start - 1] in f".;:!?)>{TABLE_SIGN}0123456789"


def _value_of(ordinal: str) -> int:
    for character in ordinal:
        if character in _NUMERALS:
            return _NUMERALS.index(character) + 1
        if character.isdecimal():
            return int(character)
    return 0


def _penalise_close(squeezed: Squeezed, candidates: list[Candidate]) -> list[Candidate]:
    """Lower what has another section's heading right behind it and no table between: contents lists name them all."""
    strong = sorted((c.start, c.rank) for c in candidates if c.score >= _LIKE_HEADING)
    return [
        replace(candidate, score=candidate.score - _TOO_CLOSE) if _is_close(squeezed, candidate, strong) else candidate
        for candidate in sorted(candidates, key=lambda c: c.start)
    ]


def _is_close(squeezed: Squeezed, candidate: Candidate, strong: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the heading of another section begins within a few signs."""
    for at in range(bisect_left(strong, (candidate.end, 0)), len(strong)):
        start, rank = strong[at]
        if start >= candidate.end + _CLOSE:
            return False
        if rank != candidate.rank:
            return TABLE_SIGN not in squeezed.text[candidate.end : start]
    return False
