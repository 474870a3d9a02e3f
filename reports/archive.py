"""Evidence as received: every payload once, under the hash of its bytes."""

import gzip
import hashlib
import os
import tempfile
import zlib
from pathlib import Path

from config.errors import UserError

COMPRESSION = 6


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
        sha256 = hashlib.sha256(data).hexdigest()
        if not self.has(sha256):
            try:
                self._write(self.path(sha256), gzip.compress(data, COMPRESSION, mtime=0))
            except OSError as error:
                raise UserError(f"{self.root}: the payload could not be stored ({error.strerror})") from error
        return sha256

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
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedError(f"{path}: the archived payload is not what was stored; restore it from a backup")
        return data

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
        _sync_directory(path.parent)


class DamagedError(UserError):
    """An archived payload is missing or no longer what was stored."""


def _sync_directory(path: Path) -> None:
    """Make a rename durable; Windows has no handle for a directory and needs none."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
