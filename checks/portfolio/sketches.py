"""A report's words as a sketch: a fixed sample of the hashes of all runs of eight signs."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

from checks.portfolio.masking import masked

SHINGLE = 8
"""Signs of a run; shorter ones are shared by texts that have nothing to do with each other."""
SAMPLE = 4
"""One hash in so many is kept; which ones depends on the hash alone, so that two sketches have the same sample."""
VERSION = 1
"""Of everything that decides what a sketch holds."""
_SIGN = 2
_WIDTH = SHINGLE * _SIGN


class Text(NamedTuple):
    """The words of a report that are its own: sections one and five; `names` is what is masked in them."""

    overview: str
    problems: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sketch:
    """The sampled hashes of section one and of section five, ascending, each once."""

    overview: "array[int]"
    problems: "array[int]"

    @property
    def whole(self) -> frozenset[int]:
        """The hashes of both sections."""
        return frozenset(self.overview).union(self.problems)

    def to_bytes(self) -> bytes:
        """Return the sketch as bytes, to be kept."""
        counted = array("I", [len(self.overview)])
        return (counted + self.overview + self.problems).tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Sketch":
        """Return the sketch that `to_bytes` gave."""
        numbers = array("I", data)
        split = numbers[0] + 1
        return cls(numbers[1:split], numbers[split:])


def sketch_of(text: Text) -> Sketch:
    """Return the sketch of a report's words."""
    return Sketch(*(_sampled(shingles(masked(part, text.names).text)) for part in (text.overview, text.problems)))


def shingles(text: str) -> list[int]:
    """Return the hash of every run of eight signs, in the order of the text."""
    data = text.encode("utf-16-le", "surrogatepass")
    return [crc32(data[at : at + _WIDTH]) for at in range(0, len(data) - _WIDTH + 1, _SIGN)]


def share(own: frozenset[int], other: frozenset[int]) -> float:
    """Return which part of the own hashes the other ones have too, 0 where there are none."""
    return len(own & other) / len(own) if own else 0.0


def _sampled(hashes: Iterable[int]) -> "array[int]":
    return array("I", sorted({each for each in hashes if not each % SAMPLE}))
