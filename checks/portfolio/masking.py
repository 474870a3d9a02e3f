"""Text without what differs between reports that say the same: numbers, years, names, punctuation."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from checks.reading.names import name_key, places_of

_NAME, _NUMBER = "@", "#"
_HIDDEN = "\ue000"
"""Stands for every sign of a name while the others are looked for, so that places stay."""
_VARYING = re.compile(
    rf"(?P<name>{_HIDDEN}+|[我本全](?:单位|机关|街道|系统|[省市州盟县区旗乡镇局委办厅会]))"
    r"|(?P<number>\d[\d,，.]*[%％]?)"
    rf"|[^\w{_HIDDEN}]+|_+"
)
_OFFICES = re.compile("(?:人民政府)?(?:办公室|办公厅)?$|办事处$")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without what varies.

    Attributes:
        text: what is left, with one sign for each name and each number.
        pieces: of what is left, each with where it began in the original.
        original: the text as printed.
    """

    text: str
    pieces: tuple[tuple[int, str], ...]
    original: str

    def quote(self, begin: int, signs: int) -> str:
        """Return the original of so many signs of the masked text, from one on."""
        places = list(chain.from_iterable(range(at, at + len(piece)) for at, piece in self.pieces))
        end = begin + signs
        last = places[end] if end < len(places) else len(self.original)
        return " ".join(self.original[places[begin] : last].split())


def masked(text: str, names: Iterable[str]) -> Masked:
    """Return a text without numbers, punctuation, and the given names; longer names go first."""
    hidden = text
    for name in sorted(names, key=len, reverse=True):
        hidden = hidden.replace(name, _HIDDEN * len(name))
    pieces = tuple(_pieces(hidden))
    return Masked("".join(piece for _, piece in pieces), pieces, text)


def names_of(names: Sequence[str]) -> tuple[str, ...]:
    """Return what a text may call some bodies: their names, shorter forms, and the places in them."""
    found: set[str] = set()
    for name in names:
        short = name_key(name)
        places = places_of(short)
        stems = (place[:-1] for place in places if len(place) > 2)
        found.update((name, short, _OFFICES.sub("", name), short.removeprefix("".join(places)), *places, *stems))
    return tuple(sorted(each for each in found if len(each) > 1))


def _pieces(hidden: str) -> Iterator[tuple[int, str]]:
    at = 0
    for found in _VARYING.finditer(hidden):
        begin, end = found.span()
        if begin > at:
            yield at, hidden[at:begin]
        if found.lastgroup:
            yield begin, _NAME if found.lastgroup == "name" else _NUMBER
        at = end
    if at < len(hidden):
        yield at, hidden[at:]
