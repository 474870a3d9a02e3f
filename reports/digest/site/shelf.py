"""The pages on disk: each written whole, only when what it says changed, and taken away only when it is ours."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Self

from reports.mail import write_whole
from reports.program import program

LIST = "pages.json"
"""The file beside the pages that says which of them duban wrote, and from what."""


class _Written(NamedTuple):
    """What a page was made from, and the bytes that were written: two hashes and a length."""

    source: str
    sha256: str
    size: int


class Shelf:
    """The folder of pages while they are brought up to date."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before = _read_list(folder / LIST)
        self._now: dict[str, _Written] = {}
        self._folders: set[Path] = set()

    def put(self, name: str, source: object, make: Callable[[], str]) -> bool:
        """Put a page in its place; False where the one that lies there says the same.

        Args:
            name: relative to the folder.
            source: everything the page is made from, whose `repr` tells one content from another.
            make: returns the page; called only when it must be written.

        Raises:
            OSError: the folder cannot be written to.
        """
        key = sha256(f"{program()} {source!r}".encode()).hexdigest()[:24]
        before = self._before.get(name)
        if before and before.source == key and self._lies_there(name, before):
            self._now[name] = before
            return False
        data = make().encode()
        self._write(self.folder / name, data)
        self._now[name] = _Written(key, sha256(data).hexdigest(), len(data))
        return True

    @property
    def before(self) -> frozenset[str]:
        """The names of the pages that were written before."""
        return frozenset(self._before)

    @property
    def put_now(self) -> frozenset[str]:
        """The names of the pages that were put so far."""
        return frozenset(self._now)

    def close(self) -> None:
        """Take away the pages that were not put this time, unless somebody changed them, and note what there is."""
        for name in sorted(self._before.keys() - self._now.keys()):
            path = self.folder / name
            if path.is_file() and sha256(path.read_bytes()).hexdigest() == self._before[name].sha256:
                path.unlink()
        text = json.dumps({name: list(self._now[name]) for name in sorted(self._now)}, indent=0)
        write_whole(self.folder / LIST, f"{text}\n".encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()

    def _lies_there(self, name: str, written: _Written) -> bool:
        try:
            return (self.folder / name).stat().st_size == written.size
        except OSError:
            return False

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file whole. It is not forced to disk: a page that is cut by a power failure is written again."""
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(data)
        part.replace(path)


def _read_list(path: Path) -> dict[str, _Written]:
    try:
        return {name: _Written(*entry) for name, entry in json.loads(path.read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
