"""Evidence as received: every payload once, under the hash of its bytes."""

import gzip
import hashlib
import os
import zlib
from pathlib import Path
from threading import Lock

from config.errors import UserError, why

COMPRESSION = 6

_ANEW = os.O_CREAT | os.O_WRONLY | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def hash_of(data: bytes) -> str:
    """Return the SHA-256 under which a payload is kept."""
    return hashlib.sha256(data).hexdigest()


class Archive:
    """A directory of compressed payloads, `ab/ab12….gz`, readable whatever was killed while writing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._making = Lock()
        self._made: set[Path] = set()

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
        self.keep(sha256, data)
        return sha256

    def keep(self, sha256: str, data: bytes) -> None:
        """Store a payload under its `hash_of`, unless it is there whole; it is on the disk when this returns.

        Several threads may do so at once, each with another payload: the disk then gathers what they write.

        Raises:
            UserError: the archive cannot be written to.
        """
        path = self.path(sha256)
        try:
            if not self.whole(sha256):
                if path.parent not in self._made:
                    self._make(path.parent)
                _write(path, data)
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


def _write(path: Path, data: bytes) -> None:
    """Write a payload under a passing name and rename it; both are on the disk when this returns."""
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
