"""What happens to any file: bytes change, pieces are lost, doubled, moved, or come from another file."""

from random import Random

from . import Mutator, piece

_TOKENS = (
    *(b"\x00", b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x80", b"\xc3\x28", b"\xed\xa0\x80", b"\x1b$B"),
    *(b"\r", b"\n\n", b"\t\t", b"<", b">", b"&", b"&#", b"--", b"|", b"\\u0031", b"+ADE-", b"=31", b"~{", b"\x0e"),
    *("\u202e", "\u200b", "\ufffc", "\ufffd", "\u3000", "\u00a0", "\u2028", "\u0661", "１２", "①", "²", "〇", "𝟙"),
)


def flip(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Change some bytes."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16)) if data else 0):
        changed[rng.randrange(len(changed))] = rng.choice((rng.randrange(256), rng.choice(b"0123456789<>&\x00\xff ")))
    return bytes(changed)


def lose(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Lose a piece."""
    start, end = piece(data, rng, rng.choice((1, 4, 60, 2000)))
    return data[:start] + data[end:]


def break_off(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Lose the end."""
    return data[: rng.randrange(len(data) + 1)]


def double(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Have a piece twice or many times."""
    start, end = piece(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 1, 2, 30)) + data[end:]


def move(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Move a piece elsewhere."""
    start, end = piece(data, rng)
    rest, place = data[:start] + data[end:], rng.randrange(len(data) - end + start + 1)
    return rest[:place] + data[start:end] + rest[place:]


def insert(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Put in what files should not have."""
    token = rng.choice(_TOKENS)
    place = rng.randrange(len(data) + 1)
    return data[:place] + (token.encode() if isinstance(token, str) else token) + data[place:]


def splice(data: bytes, other: bytes, rng: Random) -> bytes:
    """Put in a piece of another file, or go on with it."""
    start, end = piece(other, rng, 600)
    place = rng.randrange(len(data) + 1)
    return data[:place] + other[start:end] + data[place:] if rng.random() < 0.7 else data[:place] + other[start:]


OCTETS: tuple[Mutator, ...] = (flip, lose, break_off, double, move, insert, splice)
