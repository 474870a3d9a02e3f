"""Evidence as received: every payload once, under the hash of its bytes."""

import gzip
import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from config.errors import UserError

COMPRESSION = 6

_ANEW = os.O_CREAT | os.O_WRONLY | os.O_TRUNC | getattr(os, "O_BINARY", 0)

Apply = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""`map`, or the `map` of an executor."""


def hash_of(data: bytes) -> str:
    """Return the SHA-256 under which a payload is kept."""
    return hashlib.sha256(data).hexdigest()


class Archive:
    """A directory of compressed payloads, `ab/ab12….gz`, readable whatever was killed while writing."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Return where a payload lies or would lie."""
        return self.root / sha256[:2] / f"{sha256}.gz"

    def has(self, sha256: str) -> bool:
        """Tell whether a payload is stored."""
        return self.path(sha256).is_file()

    def put(self, data: bytes) -> str:
        """Store a payload, unless it is there, and return its SHA-256; it is on the disk when this returns.

        Raises:
            UserError: the archive cannot be written to.
        """
        sha256 = hash_of(data)
        self.put_all({sha256: data})
        return sha256

    def put_all(self, payloads: Mapping[str, bytes], apply: Apply = map) -> None:
        """Store payloads by their SHA-256, unless they are there; all of them are on the disk when this returns.

        Args:
            payloads: by `hash_of`.
            apply: how the files are written, several at once by the `map` of a thread pool: the disk then gathers them.

        Raises:
            UserError: the archive cannot be written to.
        """
        fresh = {self.path(sha256): data for sha256, data in payloads.items() if not self.has(sha256)}
        try:
            self._make({path.parent for path in fresh})
            for _ in apply(_write, fresh.items()):
                pass
        except OSError as error:
            raise UserError(f"{self.root}: the payload could not be stored ({error.strerror})") from error

    def _make(self, folders: Iterable[Path]) -> None:
        missing = [folder for folder in folders if not folder.is_dir()]
        for folder in missing:
            folder.mkdir(parents=True, exist_ok=True)
        if missing:
            _sync_directory(self.root)

    def get(self, sha256: str) -> bytes:
        """Return a payload after checking that it is what was stored.

        Raises:
            DamagedError: the file is missing, unreadable or holds something else.
        """
        path = self.path(sha256)
        try:
            data = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise DamagedError(f"{path}: the archived payload cannot be read ({error})") from error
        if hash_of(data) != sha256:
            raise DamagedError(f"{path}: the archived payload is not what was stored; restore it from a backup")
        return data


class DamagedError(UserError):
    """An archived payload is missing or no longer what was stored."""


def _write(file: tuple[Path, bytes]) -> None:
    """Write a payload under a passing name and rename it; both are on the disk when this returns."""
    path, data = file
    part = path.with_name(f".{path.stem}.part")
    handle = os.open(part, _ANEW, 0o666)
    try:
        with memoryview(gzip.compress(data, COMPRESSION, mtime=0)) as rest:
            written = 0
            while written < len(rest):
                written += os.write(handle, rest[written:])
        os.fsync(handle)
    finally:
        os.close(handle)
    part.replace(path)
    _sync_directory(path.parent)


def _sync_directory(path: Path) -> None:
    """Make a rename durable; Windows has no handle for a directory and needs none."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
