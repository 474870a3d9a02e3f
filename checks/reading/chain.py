"""The best reading order: out of many places where something may stand, the most convincing ones in order."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may stand at `start` to `end`: `rank` is its place in the expected order."""

    rank: int
    start: int
    end: int
    score: float
    wording: str = ""


def best_chain(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates of strictly rising rank and position, not overlapping, with the highest total score.

    Of equal chains the one that starts earlier wins.
    """
    ordered = sorted(candidates, key=lambda c: (c.start, c.end))
    best: list[tuple[float, int]] = []
    for index, candidate in enumerate(ordered):
        score, before = candidate.score, -1
        for earlier in range(index):
            previous = ordered[earlier]
            if previous.rank < candidate.rank and previous.end <= candidate.start:
                total = best[earlier][0] + candidate.score
                if total > score:
                    score, before = total, earlier
        best.append((score, before))
    if not best:
        return ()
    at = max(range(len(best)), key=lambda index: (best[index][0], -index))
    chain: list[Candidate] = []
    while at >= 0:
        chain.append(ordered[at])
        at = best[at][1]
    return tuple(reversed(chain))
