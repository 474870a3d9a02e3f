"""What a backup says it holds: every file of the workspace with its size and SHA-256."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from config.errors import UserError

FORMAT = 1
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One file as it was when the backup was made."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        made: when, as ISO text by the real clock.
        duban: the version that made it.
        files: by their paths inside the workspace, with `/` between the parts.
        lost: paths of payloads that were missing or damaged when it was made, and that it therefore does not hold.
    """

    made: str
    duban: str
    files: Mapping[str, Entry]
    lost: tuple[str, ...] = field(default=())

    def as_bytes(self) -> bytes:
        """Return the manifest as it is written."""
        files = {path: [entry.sha256, entry.size] for path, entry in self.files.items()}
        said = {"format": FORMAT, "made": self.made, "duban": self.duban, "lost": self.lost, "files": files}
        return json.dumps(said, ensure_ascii=False, indent=0).encode()

    @classmethod
    def parse(cls, data: bytes, name: str) -> "Manifest":
        """Read a manifest.

        Args:
            data: as `as_bytes` wrote it.
            name: of the backup, for messages.

        Raises:
            UserError: it is damaged, of a newer duban, or names paths outside a workspace.
        """
        try:
            said = json.loads(data)
            if said["format"] != FORMAT:
                raise UserError(f"{name}: a backup of format {said['format']}; update duban to restore it")
            files = {path: Entry(str(entry[0]), int(entry[1])) for path, entry in said["files"].items()}
            manifest = cls(str(said["made"]), str(said["duban"]), files, tuple(said["lost"]))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise UserError(f"{name}: its manifest is damaged ({error})") from error
        if outside := next((path for path in files if not _inside(path)), None):
            raise UserError(f"{name}: its manifest names {outside!r}, which is outside a workspace")
        return manifest


def _inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return bool(parts.parts) and not parts.is_absolute() and ".." not in parts.parts and "\\" not in path


def copied(source: IO[bytes], target: IO[bytes] | None = None) -> Entry:
    """Read a file to its end, perhaps into another one, and return size and hash of what was read."""
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        digest.update(block)
        size += len(block)
        if target:
            target.write(block)
    return Entry(digest.hexdigest(), size)


def entry_of(path: Path) -> Entry:
    """Return size and hash of a file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return copied(file)
