"""The longest words that two texts have alike, as each of them prints them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

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
    sections = zip((own.overview, own.problems), (other.overview, other.problems), strict=True)
    found = [
        run
        for part, beside in sections
        for run in _runs(masked(part, own.names), masked(beside, other.names), frozenset(wanted))
        if run[0]
    ]
    return tuple(passage for _, passage in sorted(found, key=lambda run: -run[0])[:_MOST])


def _runs(own: Masked, other: Masked, wanted: frozenset[int]) -> Iterator[tuple[int, Passage]]:
    """Yield each longest passage of one text that stands in the other, with how many of the wanted hashes it holds."""
    places = {each: at for at, each in reversed(list(enumerate(shingles(other.text))))}
    hashes = shingles(own.text)
    at = 0
    while at < len(hashes):
        length = _length(hashes, at, places)
        if length:
            begin, signs = places[hashes[at]], min(length + SHINGLE - 1, _LONGEST)
            quoted = Passage(own.quote(at, at + signs), other.quote(begin, begin + signs))
            yield sum(each in wanted for each in hashes[at : at + length]), quoted
        at += length or 1


def _length(hashes: Sequence[int], at: int, places: Mapping[int, int]) -> int:
    """Return how many runs of signs from a place on stand in the other text one behind the other."""
    begin = places.get(hashes[at])
    if begin is None:
        return 0
    end = at + 1
    while end < len(hashes) and places.get(hashes[end]) == begin + end - at:
        end += 1
    return end - at
