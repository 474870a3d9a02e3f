"""Which program this is: what another version would perhaps say otherwise is said anew."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

_PACKAGES = ("checks", "config", "reports")
_SUFFIXES = (".py", ".toml", ".j2", ".css")


@cache
def program() -> str:
    """Return what tells one version of the program from another: a hash of its code, data and templates."""
    parts = sorted(part for package in _PACKAGES for part in _sources(files(package)))
    return sha256(repr(parts).encode()).hexdigest()[:16]


def _sources(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith(_SUFFIXES):
            yield entry.name, entry.read_bytes()
