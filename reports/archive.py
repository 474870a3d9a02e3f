"""Evidence as received: every payload once, under the hash of its bytes."""

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Protocol

from config.errors import UserError, why

COMPRESSION = 6

_ANEW = os.O_CREAT | os.O_WRONLY | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def hash_of(data: bytes) -> str:
    """Return the SHA-256 under which a payload is kept."""
    return hashlib.sha256(data).hexdigest()


def name_of(sha256: str) -> str:
    """Return the name of the compressed payload in every place that keeps it: `ab/ab12….gz`."""
    return f"{sha256[:2]}/{sha256}.gz"


class Target(Protocol):
    """A place for compressed payloads on another machine, by their names.

    Every method raises UserError when the place cannot be reached or refuses.
    """

    url: str

    def has(self, name: str) -> bool:
        """Tell whether a payload is there."""
        ...

    def read(self, name: str) -> bytes:
        """Return a payload; FileNotFoundError when it is not there."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Store a payload: whole, or not at all."""
        ...

    def delete(self, name: str) -> None:
        """Take a payload away, if it is there."""
        ...

    def names(self) -> Iterator[str]:
        """Yield the names of all that is there."""
        ...


class Archive:
    """A directory of compressed payloads, `ab/ab12….gz`, readable whatever was killed while writing.

    Args:
        root: the directory.
        target: where new payloads go instead; those of the directory stay readable, as after a restore or a move.
        mark: what tells the passing names of this writer from those of others that write at the same time.
    """

    def __init__(self, root: Path, target: Target | None = None, mark: str = "") -> None:
        self.mark = mark
        self.root = root
        self.target = target
        self._making = Lock()
        self._made: set[Path] = set()

    def path(self, sha256: str) -> Path:
        """Return where a payload lies or would lie in the directory."""
        return self.root / name_of(sha256)

    def has(self, sha256: str) -> bool:
        """Tell whether a payload is stored."""
        return self.path(sha256).is_file() or (self.target is not None and self.target.has(name_of(sha256)))

    def put(self, data: bytes) -> str:
        """Store a payload, unless it is there, and return its SHA-256; it is on the disk when this returns.

        Raises:
            UserError: the archive cannot be written to.
        """
        sha256 = hash_of(data)
        self.keep(sha256, data)
        return sha256

    def keep(self, sha256: str, data: bytes) -> None:
        """Store a payload under its `hash_of`, unless it is there whole; it is on the disk when this returns.

        Several threads may do so at once, each with another payload: the disk then gathers what they write.

        Raises:
            UserError: the archive cannot be written to.
        """
        if self.target is not None:
            if not self.has(sha256):
                self.target.write(name_of(sha256), _compressed(data))
            return
        path = self.path(sha256)
        try:
            if not self.whole(sha256):
                if path.parent not in self._made:
                    self._make(path.parent)
                _write(path, path.with_name(f".{path.stem}{self.mark}.part"), data)
        except OSError as error:
            raise UserError(f"{self.root}: the payload could not be stored ({why(error)})") from error

    def _make(self, folder: Path) -> None:
        with self._making:
            if not folder.is_dir():
                folder.mkdir(parents=True, exist_ok=True)
                _sync_directory(self.root)
            self._made.add(folder)

    def whole(self, sha256: str) -> bool:
        """Tell whether a payload is stored and is what it was."""
        try:
            self.get(sha256)
        except DamagedError:
            return False
        return True

    def get(self, sha256: str) -> bytes:
        """Return a payload after checking that it is what was stored.

        Raises:
            DamagedError: the file is missing, unreadable or holds something else.
        """
        return _checked(sha256, self._read(sha256), self.where(name_of(sha256)))

    def fetch(self, sha256: str, folder: Path) -> Path:
        """Return a file with the compressed payload, checked as `get` does; a copy in a folder if it lies elsewhere.

        Raises:
            DamagedError: as `get`.
        """
        compressed = self._read(sha256)
        _checked(sha256, compressed, self.where(name_of(sha256)))
        path = self.path(sha256)
        if not path.is_file():
            path = folder / path.name
            path.write_bytes(compressed)
        return path

    def delete(self, sha256: str) -> None:
        """Take a payload away, wherever it lies.

        Raises:
            UserError: it cannot be deleted.
        """
        path = self.path(sha256)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(f"{path} cannot be deleted: {why(error)}") from error
        if self.target is not None:
            self.target.delete(name_of(sha256))

    def names(self) -> Iterator[str]:
        """Yield the name of everything that lies in the archive, payload or not, in order; those elsewhere last."""
        here = sorted(path for path in self.root.rglob("*") if path.is_file()) if self.root.is_dir() else []
        yield from (path.relative_to(self.root).as_posix() for path in here)
        if self.target is not None:
            known = {*here}
            yield from (name for name in self.target.names() if self.root / name not in known)

    def where(self, name: str) -> str:
        """Return the place of a payload in words: inside the workspace, or its address."""
        if self.target is None or (self.root / name).is_file():
            return f"{self.root.name}/{name}"
        return f"{self.target.url}/{name}"

    def _read(self, sha256: str) -> bytes:
        """Return a payload as it is stored."""
        name, path = name_of(sha256), self.path(sha256)
        try:
            return path.read_bytes() if self.target is None or path.is_file() else self.target.read(name)
        except OSError as error:
            raise DamagedError(f"{self.where(name)}: the archived payload cannot be read ({error})") from error


class DamagedError(UserError):
    """An archived payload is missing or no longer what was stored."""


def _checked(sha256: str, compressed: bytes, where: str) -> bytes:
    try:
        data = gzip.decompress(compressed)
    except (OSError, EOFError, zlib.error) as error:
        raise DamagedError(f"{where}: the archived payload cannot be read ({error})") from error
    if hash_of(data) != sha256:
        raise DamagedError(f"{where}: the archived payload is not what was stored; restore it from a backup")
    return data


def _compressed(data: bytes) -> bytes:
    return gzip.compress(data, COMPRESSION, mtime=0)


def _write(path: Path, part: Path, data: bytes) -> None:
    """Write a payload under a passing name and rename it; both are on the disk when this returns."""
    handle = os.open(part, _ANEW, 0o666)
    try:
        with memoryview(_compressed(data)) as rest:
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
