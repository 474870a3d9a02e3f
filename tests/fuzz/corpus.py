"""Inputs that once failed, made small: each is a file of `corpus/FORMAT/`, read again by every run of the tests."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from time import monotonic

from .campaign import Fault, fault_of
from .formats import FORMATS
from .mutation.packages import packed, unpacked

FOLDER = Path(__file__).with_name("corpus")
_SECONDS = 60
"""How long making one input small may take: LibreOffice needs seconds for each attempt."""


def kind_of(what: str) -> str:
    """Return whether a fault is a `crash`, a `hang` or an `invention`."""
    if what.startswith("hangs"):
        return "hang"
    return "crash" if what.startswith(("crashes", "failed", "cannot be written")) else "invention"


def files() -> Iterator[tuple[str, Path]]:
    """Yield every kept input with the name of its format."""
    for path in sorted(FOLDER.glob("*/*")):
        yield path.parent.name, path


def keep_small(name: str, data: bytes, fault: Fault) -> Path:
    """Make an input small that still has a fault of the kind, and keep it."""
    kind = kind_of(fault.what)
    small = minimised(data, lambda smaller: kind_of_input(name, smaller, fault.number) == kind)
    path = FOLDER / name / f"{kind}-{sha256(small).hexdigest()[:8]}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(small)
    return path


def kind_of_input(name: str, data: bytes, number: int = 0) -> str:
    """Return the kind of fault that an input brings about, read in a process of its own; empty when none."""
    what = fault_of(FORMATS[name], data, number)
    return kind_of(what) if what else ""


def minimised(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """Return a smaller input that still fails: of a package, fewer and smaller members."""
    end = monotonic() + _SECONDS

    def still(smaller: bytes) -> bool:
        return monotonic() < end and fails(smaller)

    members = unpacked(data)
    if not members or not fails(packed(members)):
        return _fewer(data, bytes, still)
    members = _fewer(members, lambda kept: packed(list(kept)), still)
    for at, (name, content) in enumerate(members):
        made = _around(members, at, name)
        members[at] = (name, _fewer(content, made, still))
    return packed(members)


def _around(members: Sequence[tuple[str, bytes]], at: int, name: str) -> Callable[[Sequence[int]], bytes]:
    return lambda kept: packed([*members[:at], (name, bytes(kept)), *members[at + 1 :]])


def _fewer(items: Sequence, made: Callable[[Sequence], bytes], fails: Callable[[bytes], bool]):
    """Leave out halves, then quarters and so on, as long as what remains fails."""
    size = len(items) // 2
    while size:
        start = 0
        while start < len(items):
            fewer = items[:start] + items[start + size :]
            if fewer and fails(made(fewer)):
                items = fewer
            else:
                start += size
        size //= 2
    return items
