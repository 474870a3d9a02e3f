"""Which of many places are the parts of one order: the most convincing that rise and do not overlap."""

from itertools import chain, combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.reading.chain import Candidate, best_chain


def at(rank: int, start: int, end: int, score: float = 1) -> Candidate:
    return Candidate(rank, start, end, score)


@pytest.mark.parametrize(
    ("candidates", "due"),
    [
        ([], []),
        ([at(1, 0, 2)], [0]),
        ([at(1, 0, 2), at(2, 2, 4)], [0, 1]),  # one may begin where the other ends
        ([at(1, 0, 3), at(2, 2, 4)], [0]),  # none may begin before
        ([at(1, 0, 2), at(1, 2, 4)], [0]),  # a rank comes once, the first of equals
        ([at(2, 0, 2), at(1, 2, 4)], [0]),  # ranks rise
        ([at(2, 0, 2), at(1, 2, 4, 2)], [1]),
        ([at(1, 0, 2), at(5, 2, 4, 2), at(2, 4, 6), at(3, 6, 8), at(4, 8, 9)], [0, 2, 3, 4]),  # four speak against one
        ([at(1, 0, 2), at(5, 2, 4, 4), at(2, 4, 6), at(3, 6, 8), at(4, 8, 9)], [0, 1]),
        ([at(1, 0, 2), at(1, 2, 4), at(2, 4, 6)], [0, 2]),  # of equal orders the one that begins earlier
        ([at(1, 0, 2, 3), at(1, 10, 12, 12), at(2, 20, 22, 12)], [1, 2]),  # a heading before one named in a preamble
        ([at(1, 0, 9, 2), at(1, 0, 2), at(2, 2, 4), at(3, 4, 6)], [1, 2, 3]),
        ([at(3, 4, 6), at(1, 0, 2), at(2, 2, 4)], [1, 2, 0]),  # in whatever order they come
    ],
)
def test_the_best_order(candidates: list[Candidate], due: list[int]) -> None:
    assert best_chain(candidates) == tuple(candidates[index] for index in due)


PLACES = st.builds(
    lambda rank, start, length, score: at(rank, start, start + length, score),
    *(st.integers(1, 4), st.integers(0, 8), st.integers(1, 3), st.integers(1, 5)),
)


@given(st.lists(PLACES, max_size=7))
def test_no_other_order_is_more_convincing(candidates: list[Candidate]) -> None:
    orders = chain.from_iterable(combinations(sorted(candidates, key=lambda c: c.start), n) for n in range(8))
    best = max(sum(c.score for c in order) for order in orders if _rises(order))
    found = best_chain(candidates)
    assert _rises(found)
    assert sum(c.score for c in found) == best


def _rises(order: tuple[Candidate, ...]) -> bool:
    return all(one.rank < two.rank and one.end <= two.start for one, two in pairwise(order))
