"""Sets that are alike, without comparing each with each: minhash signatures (one permutation), looked up by bands.

A hash falls into one of `BINS` bins by its low bits and is ranked by the others; the least of each bin is the
signature. Two sets agree in a bin with the probability of their Jaccard similarity. Sets that agree in all bins of a
band are candidates: of pairs with a similarity of 0.5 these are 99.6 %, of those with 0.02 3 in 10,000 (three bins a
band, 42 bands).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

BINS = 128
_ROWS = 3
_BANDS = BINS // _ROWS
_MOST_OF_BUCKET = 12
"""How many of a bucket a set is compared with; more are alike by what nobody subtracted, and the cost stays linear."""

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


def candidates(signatures: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """Yield the places of pairs that agree in a band, the lower place first; a pair may come once a band."""
    for band in range(_BANDS):
        buckets: defaultdict[Signature, list[int]] = defaultdict(list)
        rows = slice(band * _ROWS, (band + 1) * _ROWS)
        for place, signed in enumerate(signatures):
            if signed:
                buckets[signed[rows]].append(place)
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
