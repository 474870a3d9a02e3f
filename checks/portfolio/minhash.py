"""Sets that are alike, without comparing each with each: minhash signatures (one permutation), looked up by bands.

A hash falls into one of `BINS` bins by its low bits and is ranked by the others; the least of each bin is the
signature. Two sets agree in a bin with the probability of their Jaccard similarity. Sets that agree in all bins of a
band are candidates: of pairs with a similarity of 0.5 these are 99.6 %, of those with 0.02 3 in 10,000 (three bins a
band, 42 bands).
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from struct import Struct
from zlib import crc32

BINS = 128
_ROWS = 3
_PLACES = tuple((band, band * _ROWS) for band in range(BINS // _ROWS))
"""Every band, and the first of its bins."""
_MOST_OF_BUCKET = 12
"""How many of a bucket a set is compared with; more are alike by what nobody subtracted, and the cost stays linear."""

_BAND = Struct("<B3Q")

Signature = tuple[int, ...]


def signature(hashes: Iterable[int], *, spread: int) -> Signature:
    """Return the signature of a set of hashes, of which `spread` is the factor that all have in common; () of none.

    An empty bin takes the value of the next one that has any, at its own offset (rotation densification).
    """
    least: list[int | None] = [None] * BINS
    for each in hashes:
        rank, place = divmod(each // spread, BINS)
        known = least[place]
        if known is None or rank < known:
            least[place] = rank
    return _densified(least)


def bands(signed: Signature) -> "array[int]":
    """Return one number for each band of a signature, the same where all its bins are; none for ()."""
    return array("I", [crc32(_BAND.pack(band, *signed[at : at + _ROWS])) for band, at in _PLACES if signed])


def candidates(banded: Sequence["array[int]"]) -> Iterator[tuple[int, int]]:
    """Yield the places of pairs that agree in a band, the lower place first; a pair may come once a band."""
    for band, _ in _PLACES:
        buckets: defaultdict[int, list[int]] = defaultdict(list)
        for place, numbers in enumerate(banded):
            if numbers:
                buckets[numbers[band]].append(place)
        for members in buckets.values():
            yield from _pairs(members)


def _densified(least: list[int | None]) -> Signature:
    full = [place for place, rank in enumerate(least) if rank is not None]
    if not full:
        return ()
    values, following = list(least), full[0] + BINS
    for place in range(BINS - 1, -1, -1):
        rank = least[place]
        if rank is not None:
            following = place
        else:
            values[place] = (least[following % BINS] or 0) + (following - place << 32)
    return tuple(value or 0 for value in values)


def _pairs(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    for at, place in enumerate(members):
        for other in members[max(0, at - _MOST_OF_BUCKET) : at]:
            yield other, place
