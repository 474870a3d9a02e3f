"""What happens to files that are ZIP packages: to the XML inside, to the list of their members, to the archive."""

import warnings
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from random import Random

from . import Mutator
from .markup import XML
from .octets import OCTETS, break_off, flip
from .words import WORDS

Members = list[tuple[str, bytes]]
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)
_INNER = (*XML, *XML, *WORDS, *OCTETS)


def unpacked(data: bytes) -> Members | None:
    """Return the members of a package by name, without those that are broken; None where it is broken itself."""
    members: Members = []
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except _BROKEN:
        return None
    for info in package.infolist():
        with suppress(*_BROKEN):
            members.append((info.filename, package.read(info)))
    return members


def packed(members: Members, method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a package of some members, their names as often as they come."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Duplicate name", UserWarning)
        for name, data in members:
            info = zipfile.ZipInfo(name or "x")
            info.compress_type = method
            package.writestr(info, data)
    return buffer.getvalue()


def _of_members(change: Callable[[Members, Members, Random], Members]) -> Mutator:
    def mutate(data: bytes, other: bytes, rng: Random) -> bytes:
        members = unpacked(data)
        return packed(change(members, unpacked(other) or members, rng)) if members else data

    return mutate


def _weight(member: tuple[str, bytes]) -> int:
    """The parts that are read are the large ones, so that most mutations fall there."""
    return min(len(member[1]), 20_000) + 1


def _inside(members: Members, others: Members, rng: Random) -> Members:
    (chosen,) = rng.choices(members, [*map(_weight, members)])
    alike = [data for name, data in others if name == chosen[0]] or [chosen[1]]
    data = rng.choice(_INNER)(chosen[1], rng.choice(alike), rng)
    return [(name, data if (name, old) == chosen else old) for name, old in members]


def _listed(members: Members, others: Members, rng: Random) -> Members:
    """Lose, empty, double, rename or exchange a member, or bring one that unpacks to much."""
    at = rng.randrange(len(members))
    name, data = members[at]
    doubled, other = (name, rng.choice(others)[1]), rng.choice(members)
    changed = (
        [],
        [(name, b"")],
        [(name, data), doubled],
        [doubled, (name, data)],
        [(rng.choice((name.upper(), name.replace("/", "\\"), f"/{name}", f"../{name}", other[0])), data)],
        [(name, other[1])],
        [(name, data), ("bomb.xml", b"<a>" * 700_000)],
        [(name, b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + data)],
        [(f"{name}.zip", packed([(name, data)]))],
        [(name, b"\xef\xbb\xbf" + data)],
        [(name, data.decode("utf-8", "replace").encode("utf-16"))],
    )
    return [*members[:at], *rng.choice(changed), *members[at + 1 :]]


def archive(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Damage the archive itself: its directory, headers, flags and sizes."""
    directory = max(data.find(b"PK\x01\x02"), 0)
    changed = bytearray(data)
    if rng.random() < 0.3:
        return rng.choice((flip, break_off))(data, data, rng)
    for _ in range(rng.choice((1, 2, 5)) if data else 0):
        changed[rng.randrange(directory, len(data))] = rng.choice((0, 1, 8, 9, 99, 255, rng.randrange(256)))
    return bytes(changed)


def deflated(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Pack the members, and now and then damage what is packed."""
    members = unpacked(data)
    made = packed(members, zipfile.ZIP_DEFLATED) if members else data
    return flip(made, made, rng) if rng.random() < 0.5 else made


inside, listed = _of_members(_inside), _of_members(_listed)
PACKAGES: tuple[Mutator, ...] = (*(inside,) * 7, listed, archive, deflated)
