"""Words for full-text search in Chinese, which is written without spaces: every two neighbouring characters are one.

A run of characters ABC is indexed as AB BC C, so that words of any length are found, whatever stands around them, and
the end of one run never makes a word with the beginning of the next.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from unicodedata import normalize

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_GAP = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")


def without_gaps(text: str) -> str:
    """Return text without the blanks between Chinese characters."""
    return _GAP.sub("", text)


def plain(text: str) -> str:
    """Return text as words are compared: without gaps, width and case made one."""
    return without_gaps(normalize("NFKC", text)).casefold()


def index_text(text: str) -> str:
    """Return the words of a text, separated by blanks."""
    return " ".join(_indexed(plain(text)))


def query_of(words: Iterable[str]) -> str:
    """Return the query that finds texts with all of these words; empty when none of them can be looked for."""
    return " AND ".join(phrase for word in words if (phrase := _phrase(word)))


def words_of_edition(title: str | None, body: str | None, text: str) -> str:
    """Return what is indexed of an edition."""
    return index_text("\n".join((title or "", body or "", text)))


def words_of_finding(body: str | None, rule: str, message: str, message_en: str) -> str:
    """Return what is indexed of a finding."""
    return index_text("\n".join((body or "", rule, message, message_en)))


def _indexed(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        if _is_han(run):
            yield from map("".join, pairwise(run))
            yield run[-1]
        else:
            yield run


def _phrase(word: str) -> str:
    runs = _RUN.findall(plain(word))
    if not runs:
        return ""
    parts = [*_indexed(" ".join(runs))]
    if not _is_han(runs[-1]):
        return f'"{" ".join(parts)}"'
    return f'"{" ".join(parts)}" *' if len(runs[-1]) == 1 else f'"{" ".join(parts[:-1])}"'


def _is_han(run: str) -> bool:
    return re.match(f"[{_HAN}]", run) is not None
