"""Digits without separators: every way to split them into numbers, and which of these the identities allow.

`230000023` over seven columns can be 23|0|0|0|0|0|23 only, because the first six must add up to the last.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

Split = tuple[int, ...]
Steps = Iterator[int]
"""The steps that are left of a search."""

MAX_DIGITS = 60
MAX_SPLITS = 2000
"""More ways than this say nothing anyway."""
MAX_STEPS = 50_000
"""Numbers tried in one row before it is given up; the rows of reports take less than half of that."""

_WIDE = 7
"""Leaving numbers out of a wider row than table three's gives too many ways to try them all."""


class _ExhaustedError(Exception):
    """A search took too many steps; what it found so far may not be all there is."""


def free_splits(chunks: Sequence[str], count: int) -> tuple[Split, ...]:
    """Return every split of the digits into `count` numbers, no number with a leading zero."""
    return _unless_exhausted(lambda steps: _bounded(_all(chunks, count, steps)))


def group_splits(chunks: Sequence[str], count: int, groups: int) -> tuple[Split, ...]:
    """Return every split into `groups` runs of `count` numbers, in each of which the last is the sum of the others.

    Spaces between chunks are kept as borders; only when nothing fits are they taken for stray ones.
    """
    return _unless_exhausted(lambda steps: _grouped_loosely(list(chunks), count, groups, steps))


def _unless_exhausted(search: Callable[[Steps], tuple[Split, ...]]) -> tuple[Split, ...]:
    try:
        return search(iter(range(MAX_STEPS)))
    except _ExhaustedError:
        return ()


def _grouped_loosely(chunks: list[str], count: int, groups: int, steps: Steps) -> tuple[Split, ...]:
    found = _grouped(chunks, count, groups, steps)
    return found or (_grouped(["".join(chunks)], count, groups, steps) if len(chunks) > 1 else ())


def _grouped(chunks: list[str], count: int, groups: int, steps: Steps) -> tuple[Split, ...]:
    if groups == 1:
        return _bounded(_summing(chunks, count, steps))
    found: list[Split] = []
    for cut in range(count, sum(map(len, chunks)) - count * (groups - 1) + 1):
        left, right = _cut(chunks, cut)
        for first in _bounded(_summing(left, count, steps)):
            found += [first + rest for rest in _grouped(right, count, groups - 1, steps)]
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


def _summing(chunks: Sequence[str], count: int, steps: Steps) -> Iterator[Split]:
    if not chunks or sum(map(len, chunks)) > MAX_DIGITS:
        return
    last = chunks[-1]
    for size in range(1, len(last) + 1):
        total = last[-size:]
        if total[0] == "0" and size > 1:
            continue
        rest = [*chunks[:-1], last[:-size]] if size < len(last) else list(chunks[:-1])
        for head in _all(rest, count - 1, steps, int(total)):
            yield (*head, int(total))


def _all(chunks: Sequence[str], count: int, steps: Steps, total: int | None = None) -> Iterator[Split]:
    """Yield splits of the chunks into `count` numbers; with a `total`, those that add up to it."""
    if next(steps, None) is None:
        raise _ExhaustedError
    if count == 0 or not chunks:
        if count == 0 and not chunks and not total:
            yield ()
        return
    chunk, rest = chunks[0], chunks[1:]
    length = sum(map(len, chunks))
    if not len(rest) < count <= length or (total is not None and not _reachable(total, length, count)):
        return
    for size in range(1, len(chunk) + 1):
        if chunk[0] == "0" and size > 1:
            break
        number = int(chunk[:size])
        if total is not None and number > total:
            break
        left = [chunk[size:], *rest] if size < len(chunk) else rest
        for tail in _all(left, count - 1, steps, None if total is None else total - number):
            yield (number, *tail)


def _reachable(total: int, length: int, count: int) -> bool:
    """Tell whether so many digits may be `count` numbers with this sum, by the digits that the longest of them has."""
    longest = length - count + 1
    shortest = -(-length // count)
    return total < 10**longest + 9 * (count - 1) and (shortest == 1 or total >= 10 ** (shortest - 1))


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
