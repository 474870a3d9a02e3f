"""Joined figures taken apart by brute force: every split that the form allows, nothing cleverer.

A blank in the text always ends a figure. A figure has no leading zero.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

Split = tuple[str, ...]
LIMIT = 20_000
"""Splits, or partial sums of columns, beyond which brute force gives up."""
_KINDS = {
    "count": re.compile(r"0|[1-9]\d*"),
    "signed": re.compile(r"[+-]?(?:0|[1-9]\d*)"),
    "amount": re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?"),
}


def typed_splits(text: str, kinds: Sequence[str]) -> list[Split]:
    """Return every split into figures of the given kinds (`count`, `signed`, `amount`), of a row without identity."""
    if not kinds:
        return [()] if not text.strip() else []
    text = text.lstrip(" ")
    found = []
    for end in range(1, len(text) + 1):
        if _KINDS[kinds[0]].fullmatch(text[:end]):
            found += [(text[:end], *rest) for rest in typed_splits(text[end:], kinds[1:])]
    return found


def sum_splits(text: str, groups: int = 1) -> list[Split]:
    """Return every split into groups of counts that end with their total: one of 7 figures, or three of 5."""
    return list(_Run(text, 7 if groups == 1 else 5).groups(0, groups))


class _Run:
    """A run of digits of which every group of `size` figures ends with its total; `breaks` are the blanks in it."""

    def __init__(self, text: str, size: int) -> None:
        chunks = text.split()
        self.size = size
        self.digits = "".join(chunks)
        self.breaks = frozenset(accumulate(map(len, chunks)))

    def groups(self, start: int, left: int) -> Iterator[Split]:
        """Yield the splits of the rest of the run into so many groups."""
        if left == 0:
            yield ()
            return
        latest = len(self.digits) - self.size * (left - 1)
        for end in range(start + self.size, latest + 1) if left > 1 else (latest,):
            for first in self._group(start, end):
                yield from (first + rest for rest in self.groups(end, left - 1))

    def _group(self, start: int, end: int) -> Iterator[Split]:
        """Yield the splits of a stretch whose last figure is the sum of the others."""
        for at in range(end - 1, start + self.size - 2, -1):
            total = self._figure(at, end)
            if total and end - start <= self.size * len(total):
                yield from ((*addends, total) for addends in self._addends(start, at, self.size - 1, int(total)))

    def _addends(self, start: int, end: int, count: int, target: int) -> Iterator[Split]:
        """Yield the splits of a stretch into so many figures with this sum."""
        if count == 0:
            if start == end and target == 0:
                yield ()
            return
        for stop in range(start + 1, end - count + 2):
            figure = self._figure(start, stop)
            if not figure or int(figure) > target:
                return
            rest = target - int(figure)
            if end - stop <= (count - 1) * len(str(rest)):
                yield from ((figure, *more) for more in self._addends(stop, end, count - 1, rest))

    def _figure(self, start: int, end: int) -> str:
        """Return the digits of a stretch when they can be one figure, else nothing."""
        broken = any(place in self.breaks for place in range(start + 1, end))
        return "" if broken or (end - start > 1 and self.digits[start] == "0") else self.digits[start:end]


Cells = tuple[str, ...]
Vector = tuple[int, ...]


def consistent_rows(rows: Mapping[Cells, list[Split]]) -> dict[Cells, list[Split]] | None:
    """Keep of each row of table 3 the splits that take part in some solution of all its columns together.

    Returns None where brute force gives up. The columns are 新收 + 结转 = 总计 + 结转下年度 and Σ 结果 = 总计.
    """
    choices = [[_weigh(cells, split) for split in found] for cells, found in rows.items()]
    before, after = _sums(choices), _sums(choices[::-1])
    if before is None or after is None:
        return None
    kept = {}
    for number, (cells, found) in enumerate(rows.items()):
        rest = after[len(rows) - number - 1]
        fits = [any(_negative(_plus(one, weight)) in rest for one in before[number]) for weight in choices[number]]
        kept[cells] = [split for split, fit in zip(found, fits, strict=True) if fit]
    return kept


def _weigh(cells: Cells, split: Split) -> Vector:
    """Return what a row adds to the two identities of each of the six applicant columns."""
    row = cells[0].split(".", 1)[1].rsplit(".", 1)[0]
    results = {"received": 0, "carried_in": 0, "carried_out": 0, "handled_total": -1}.get(row, 1)
    balance = {"received": 1, "carried_in": 1, "carried_out": -1, "handled_total": -1}.get(row, 0)
    figures = [int(figure) for figure in split[:6]]
    return tuple(results * figure for figure in figures) + tuple(balance * figure for figure in figures)


def _plus(one: Vector, other: Vector) -> Vector:
    return tuple(map(int.__add__, one, other))


def _negative(one: Vector) -> Vector:
    return tuple(-part for part in one)


def _sums(choices: Sequence[Sequence[Vector]]) -> list[set[Vector]] | None:
    """Return the sums reachable before each row; None when they are too many."""
    reached: list[set[Vector]] = [{(0,) * 12}]
    for row in choices:
        if len(reached[-1]) * len(row) > LIMIT:
            return None
        reached.append({_plus(one, weight) for one in reached[-1] for weight in row})
    return reached
