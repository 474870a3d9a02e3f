"""Digits without separators: every way to split them into numbers, and which of these the identities allow.

`230000023` over seven columns can be 23|0|0|0|0|0|23 only, because the first six must add up to the last.
"""

from collections.abc import Iterator, Sequence
from itertools import product

Split = tuple[int, ...]

MAX_DIGITS = 60
MAX_SPLITS = 2000
"""More ways than this say nothing anyway."""

_WIDE = 7
"""Leaving numbers out of a wider row than table three's gives too many ways to try them all."""


def row_splits(chunks: Sequence[str], count: int) -> tuple[Split, ...]:
    """Return every split of the digits into `count` numbers of which the last is the sum of the others.

    Spaces between chunks are kept as borders; only when nothing fits are they taken for stray ones.
    """
    found = _bounded(_summing(chunks, count))
    return found or (_bounded(_summing(["".join(chunks)], count)) if len(chunks) > 1 else ())


def free_splits(chunks: Sequence[str], count: int) -> tuple[Split, ...]:
    """Return every split of the digits into `count` numbers, no number with a leading zero."""
    return _bounded(_all(chunks, count))


def group_splits(chunks: Sequence[str], count: int, groups: int) -> tuple[Split, ...]:
    """Return every split into `groups` runs of `count` numbers, in each of which the last is the sum of the others.

    Spaces are borders first, as in `row_splits`.
    """
    if groups == 1:
        return row_splits(chunks, count)
    found = _grouped(list(chunks), count, groups)
    return found or (_grouped(["".join(chunks)], count, groups) if len(chunks) > 1 else ())


def _grouped(chunks: list[str], count: int, groups: int) -> tuple[Split, ...]:
    if groups == 1:
        return _bounded(_summing(chunks, count))
    found: list[Split] = []
    for cut in range(count, sum(map(len, chunks)) - count * (groups - 1) + 1):
        left, right = _cut(chunks, cut)
        for first in _bounded(_summing(left, count)):
            found += [first + rest for rest in _grouped(right, count, groups - 1)]
            if len(found) > MAX_SPLITS:
                return ()
    return tuple(dict.fromkeys(found))


def _cut(chunks: Sequence[str], at: int) -> tuple[list[str], list[str]]:
    """Cut the chunks behind `at` digits."""
    left: list[str] = []
    for index, chunk in enumerate(chunks):
        if at <= len(chunk):
            rest = [chunk[at:]] if at < len(chunk) else []
            return [*left, chunk[:at]], [*rest, *chunks[index + 1 :]]
        left.append(chunk)
        at -= len(chunk)
    return left, []


def _bounded(splits: Iterator[Split]) -> tuple[Split, ...]:
    found: list[Split] = []
    for split in splits:
        found.append(split)
        if len(found) > MAX_SPLITS:
            return ()
    return tuple(dict.fromkeys(found))


def _summing(chunks: Sequence[str], count: int) -> Iterator[Split]:
    if not chunks or sum(map(len, chunks)) > MAX_DIGITS:
        return
    last = chunks[-1]
    for size in range(1, len(last) + 1):
        total = last[-size:]
        if total[0] == "0" and size > 1:
            continue
        rest = [*chunks[:-1], last[:-size]] if size < len(last) else list(chunks[:-1])
        for head in _all(rest, count - 1, int(total)):
            if sum(head) == int(total):
                yield (*head, int(total))


def _all(chunks: Sequence[str], count: int, limit: int | None = None) -> Iterator[Split]:
    """Yield splits of the chunks into `count` numbers; `limit` bounds their sum."""
    if count == 0 or not chunks:
        if count == 0 and not chunks:
            yield ()
        return
    chunk, rest = chunks[0], chunks[1:]
    if not len(rest) < count <= sum(map(len, chunks)):
        return
    for size in range(1, len(chunk) + 1):
        if chunk[0] == "0" and size > 1:
            break
        number = int(chunk[:size])
        if limit is not None and number > limit:
            break
        left = [chunk[size:], *rest] if size < len(chunk) else rest
        for tail in _all(left, count - 1, None if limit is None else limit - number):
            yield (number, *tail)


def aligned(values: Sequence[str], count: int) -> Iterator[Split]:
    """Yield the readings of too many printed numbers for `count` columns.

    A number may be repeated or foreign (left out), or the digits of one cell may stand in two (joined).
    """
    surplus = len(values) - count
    if not 0 < surplus <= (count if count <= _WIDE else 2):
        return
    yield from dict.fromkeys((*_leaving_out(values, count), *_joining(values, count)))


def _leaving_out(values: Sequence[str], count: int) -> Iterator[Split]:
    def walk(start: int, left: int) -> Iterator[Split]:
        if left == 0:
            yield ()
            return
        for index in range(start, len(values) - left + 1):
            for tail in walk(index + 1, left - 1):
                yield (int(values[index]), *tail)

    yield from walk(0, count)


def _joining(values: Sequence[str], count: int) -> Iterator[Split]:
    borders = product((False, True), repeat=len(values) - 1)
    for joined in borders:
        if sum(joined) != len(values) - count:
            continue
        numbers = [values[0]]
        for value, glue in zip(values[1:], joined, strict=True):
            if glue:
                numbers[-1] += value
            else:
                numbers.append(value)
        if all(len(number) == 1 or number[0] != "0" for number in numbers):
            yield tuple(int(number) for number in numbers)
