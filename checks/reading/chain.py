"""The best reading order: out of many places where something may stand, the most convincing ones in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

_NONE = -1


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may stand at `start` to `end`: `rank` is its place in the expected order."""

    rank: int
    start: int
    end: int
    score: float
    wording: str = ""


_Candidate = TypeVar("_Candidate", bound=Candidate)


def best_chain(candidates: Sequence[_Candidate]) -> tuple[_Candidate, ...]:
    """Return the candidates of strictly rising rank and position, not overlapping, with the highest total score.

    Of equal chains the one that starts earlier wins.
    """
    ordered = sorted(candidates, key=lambda c: (c.start, c.end))
    by_end = sorted(range(len(ordered)), key=lambda index: ordered[index].end)
    totals: list[float] = []
    links: list[int] = []
    best: dict[int, int] = {}
    passed = 0
    for candidate in ordered:
        while passed < len(by_end) and ordered[by_end[passed]].end <= candidate.start:
            _keep_better(best, ordered[by_end[passed]].rank, by_end[passed], totals)
            passed += 1
        earlier = [index for rank, index in best.items() if rank < candidate.rank and totals[index] > 0]
        link = max(earlier, key=lambda index: (totals[index], -index), default=_NONE)
        totals.append(candidate.score + (totals[link] if link != _NONE else 0))
        links.append(link)
    at = max(range(len(totals)), key=lambda index: (totals[index], -index), default=_NONE)
    chain: list[_Candidate] = []
    while at != _NONE:
        chain.append(ordered[at])
        at = links[at]
    return tuple(reversed(chain))


def _keep_better(best: dict[int, int], rank: int, index: int, totals: list[float]) -> None:
    """Keep for a rank the candidate that ends the best chain so far."""
    kept = best.get(rank)
    if kept is None or (totals[index], -index) > (totals[kept], -kept):
        best[rank] = index
