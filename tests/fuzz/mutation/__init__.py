"""How documents are mutated: a mutator takes the bytes, another document of the format, and chance."""

from collections.abc import Callable, Sequence
from random import Random

Mutator = Callable[[bytes, bytes, Random], bytes]

LONGEST = 400_000
"""Bytes; copies of copies grow without end."""
TIMES = (1, 1, 1, 2, 2, 3, 5, 8)


def mutated(data: bytes, other: bytes, rng: Random, mutators: Sequence[Mutator]) -> bytes:
    """Return the document mutated once or some times."""
    for _ in range(rng.choice(TIMES)):
        data = rng.choice(mutators)(data, other, rng)[:LONGEST]
    return data


def piece(data: bytes, rng: Random, longest: int = 200) -> tuple[int, int]:
    """Return where a piece of some bytes begins and ends; it may be empty."""
    start = rng.randrange(len(data) + 1)
    return start, min(start + rng.randint(1, longest), len(data))
