"""What happens to old Word files: to the sectors of the container, to their chains, and to the streams' heads."""

from random import Random
from struct import pack, pack_into

from . import Mutator
from .octets import OCTETS
from .words import odd_figure

_SECTOR = 512
_INTEGERS = (0, 1, 2, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0x7FFFFFFF, 0x80000000, 512, 4096, 0xFFFF)


def _sectors(data: bytes) -> int:
    return max(len(data) // _SECTOR - 1, 1)


def _at(data: bytes, rng: Random) -> int:
    return _SECTOR * (1 + rng.randrange(_sectors(data)))


def sectors(data: bytes, other: bytes, rng: Random) -> bytes:
    """Lose, empty, exchange or replace a sector."""
    one, two = _at(data, rng), _at(data, rng)
    first, second = data[one : one + _SECTOR], data[two : two + _SECTOR]
    there = _at(other, rng)
    new = rng.choice((b"", bytes(len(first)), second, other[there : there + _SECTOR]))
    return data[:one] + new + data[one + _SECTOR :]


def integers(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Change aligned integers: chains of sectors, entries of the directory, places in the streams."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 2, 6)) if len(data) > 8 else 0):
        value = rng.choice((*_INTEGERS, rng.randrange(_sectors(data))))
        pack_into("<I", changed, rng.randrange(len(data) // 4) * 4, value)
    return bytes(changed)


def head(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Change the head of the container or of the first stream, which holds the places of everything."""
    start, size = rng.choice(((24, 52), (_SECTOR, 900)))
    at = start + rng.randrange(size // 2) * 2
    return data[:at] + pack("<H", rng.choice((0, 1, 0xFFFF, 0x8000, rng.randrange(65536)))) + data[at + 2 :]


def typed(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Write another figure over one, in wide characters as Word keeps Chinese texts."""
    places = [at for at in range(len(data) - 1) if 48 <= data[at] <= 57 and data[at + 1] == 0]
    changed = bytearray(data)
    for at in rng.sample(places, min(rng.choice((1, 4)), len(places))):
        changed[at : at + 2] = rng.choice("0123456789 \t\r\x07\x13\x14\x15-.,").encode("utf-16-le")
    return bytes(changed)


COMPOUND: tuple[Mutator, ...] = (sectors, sectors, integers, integers, head, typed, typed, odd_figure, *OCTETS)
