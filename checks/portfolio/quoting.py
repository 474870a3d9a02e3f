"""The longest words that two texts have alike, as each of them prints them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from checks.portfolio.masking import Masked, masked
from checks.portfolio.records import Passage
from checks.portfolio.sketches import SHINGLE, Text, shingles

_LONGEST = 160
"""Signs of a quotation; a reader finds the place by them."""
_MOST = 3


def passages(own: Text, other: Text, wanted: Collection[int]) -> tuple[Passage, ...]:
    """Return the passages in which two texts are alike that hold most of some hashes, at most three, the fullest first.

    Numbers, years and names may differ in them.

    Args:
        own: the text whose words are looked for.
        other: where they stand as well.
        wanted: the sampled hashes that are not common words.
    """
    found: list[_Run] = []
    for part, beside in zip((own.overview, own.problems), (other.overview, other.problems), strict=True):
        found += _runs(masked(part, own.names), masked(beside, other.names), frozenset(wanted))
    fullest = sorted(found, key=lambda run: -run.wanted)[:_MOST]
    return tuple(Passage(run.own.quote(run.at, run.signs), run.other.quote(run.begin, run.signs)) for run in fullest)


class _Run(NamedTuple):
    """Signs that stand in two texts alike: where in each, how many, and how many wanted hashes they hold."""

    own: Masked
    other: Masked
    at: int
    begin: int
    signs: int
    wanted: int


def _runs(own: Masked, other: Masked, wanted: frozenset[int]) -> Iterator[_Run]:
    """Yield each longest run of one text that stands in the other, from its first wanted hash on to its last."""
    places = {each: at for at, each in reversed(list(enumerate(shingles(other.text))))}
    hashes = shingles(own.text)
    at = 0
    while at < len(hashes):
        length = _length(hashes, at, places)
        held = [place for place in range(at, at + length) if hashes[place] in wanted]
        if held:
            signs = min(held[-1] - held[0] + SHINGLE, _LONGEST)
            yield _Run(own, other, held[0], places[hashes[held[0]]], signs, len(held))
        at += length or 1


def _length(hashes: Sequence[int], at: int, places: Mapping[int, int]) -> int:
    """Return how many runs of eight signs from a place on stand in the other text one behind the other."""
    begin = places.get(hashes[at])
    if begin is None:
        return 0
    end = at + 1
    while end < len(hashes) and places.get(hashes[end]) == begin + end - at:
        end += 1
    return end - at
