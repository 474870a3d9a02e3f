"""Where backups lie: a folder that holds every content once and many manifests, or one ZIP file with everything."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, is_zipfile

from config.errors import UserError
from reports.keeping.manifest import Entry, Manifest, copied, entry_of

_MANIFEST = "manifest.json"
_OBJECTS, _MANIFESTS = "objects", "manifests"
_PART = ".part"
_SYNCS_ALL = hasattr(os, "sync")
"""Whether the system can write everything to its disks at once, which is much faster than file by file."""


class Vault(Protocol):
    """Something a backup is written into."""

    def known(self) -> Mapping[str, Entry]:
        """Return the files of the newest backup it holds."""
        ...

    def keeps(self, entry: Entry) -> bool:
        """Tell whether it holds a content, whole; that is looked up in the content itself."""
        ...

    def add(self, path: str, source: Path) -> Entry:
        """Take a file and return what was taken, after reading it again."""
        ...

    def finish(self, manifest: Manifest) -> None:
        """Make the backup one: before this, nothing is."""
        ...


class Folder:
    """A folder of backups; contents that are there are not written again."""

    def __init__(self, root: Path, generations: int) -> None:
        self.root = root
        self._generations = generations
        for name in (_OBJECTS, _MANIFESTS):
            (root / name).mkdir(parents=True, exist_ok=True)
        for left in root.rglob(f"*{_PART}"):
            left.unlink(missing_ok=True)

    def known(self) -> Mapping[str, Entry]:
        """Return the files of the newest backup."""
        newest = max(self._manifests(), default=None)
        return Manifest.parse(newest.read_bytes(), newest.name).files if newest else {}

    def keeps(self, entry: Entry) -> bool:
        """Tell whether a content is there and whole."""
        path = _object(self.root, entry.sha256)
        return path.is_file() and entry_of(path) == entry

    def add(self, path: str, source: Path) -> Entry:
        """Take a file; see `Vault.add`."""
        part = self.root / _OBJECTS / f"{os.getpid()}{_PART}"
        shutil.copyfile(source, part)
        if not _SYNCS_ALL:
            _sync(part)
        entry = entry_of(part)
        if not self.keeps(entry):
            target = _object(self.root, entry.sha256)
            target.parent.mkdir(exist_ok=True)
            part.replace(target)
            if entry_of(target) != entry:
                raise UserError(f"{target} is not what was written to it ({path}): the disk of the backup is damaged")
        part.unlink(missing_ok=True)
        return entry

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest once all it names is on the disk, and drop backups beyond the number that is kept."""
        if _SYNCS_ALL:
            os.sync()
        stamp = "".join(filter(str.isdigit, manifest.made[:19]))
        taken = sum(each.name.startswith(stamp) for each in self._manifests())
        path = self.root / _MANIFESTS / f"{stamp}-{taken}.json"
        part = path.with_suffix(_PART)
        part.write_bytes(manifest.as_bytes())
        _sync(part)
        part.replace(path)
        self._drop_old()

    def _drop_old(self) -> None:
        manifests = sorted(self._manifests())
        for old in manifests[: -self._generations]:
            old.unlink()
        kept = (Manifest.parse(path.read_bytes(), path.name) for path in manifests[-self._generations :])
        needed = {entry.sha256 for manifest in kept for entry in manifest.files.values()}
        for path in (self.root / _OBJECTS).glob("*/*"):
            if path.name not in needed:
                path.unlink()

    def _manifests(self) -> Iterator[Path]:
        return (self.root / _MANIFESTS).glob("*.json")


class Package:
    """One ZIP file; it comes to be under its name only when it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}{_PART}")
        for left in path.parent.glob(f".{path.name}.*{_PART}"):
            left.unlink(missing_ok=True)
        self._zip = ZipFile(self._part, "w", allowZip64=True, strict_timestamps=False)

    def known(self) -> Mapping[str, Entry]:
        """Return nothing: each package stands by itself."""
        return {}

    def keeps(self, entry: Entry) -> bool:  # noqa: ARG002 - nothing is there, whatever is asked for
        """Tell that nothing is there already."""
        return False

    def add(self, path: str, source: Path) -> Entry:
        """Take a file; see `Vault.add`. It is read again by `finish`."""
        entry = entry_of(source)
        self._zip.write(source, path, ZIP_STORED if source.suffix == ".gz" else ZIP_DEFLATED)
        return entry

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, read everything again, and give the file its name."""
        self._zip.writestr(_MANIFEST, manifest.as_bytes(), ZIP_DEFLATED)
        self._zip.close()
        _sync(self._part)
        with ZipFile(self._part) as written:
            for path, entry in manifest.files.items():
                with written.open(path) as file:
                    if copied(file) != entry:
                        raise UserError(f"{self.path}: {path} changed while it was written; make the backup again")
        self._part.replace(self.path)

    def give_up(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):
            self._zip.close()
        self._part.unlink(missing_ok=True)


class Backup:
    """A backup to read from: the newest of a folder, or a ZIP file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.manifest = self._manifest()

    @contextmanager
    def open(self, path: str) -> Iterator[IO[bytes]]:
        """Open one file of the backup.

        Raises:
            OSError, BadZipFile, KeyError, EOFError, zlib.error: it is not there or cannot be read.
        """
        if self.path.is_dir():
            with _object(self.path, self.manifest.files[path].sha256).open("rb") as file:
                yield file
        else:
            with ZipFile(self.path) as package, package.open(path) as member:
                yield member

    def _manifest(self) -> Manifest:
        if self.path.is_dir():
            newest = max((self.path / _MANIFESTS).glob("*.json"), default=None)
            if newest is None:
                raise UserError(f"{self.path} holds no backup that was finished")
            return Manifest.parse(newest.read_bytes(), str(newest))
        if not self.path.is_file():
            raise UserError(f"{self.path}: there is no such backup")
        if not is_zipfile(self.path):
            raise UserError(f"{self.path} is no backup of duban, or is cut off")
        try:
            with ZipFile(self.path) as package:
                return Manifest.parse(package.read(_MANIFEST), str(self.path))
        except (KeyError, BadZipFile) as error:
            raise UserError(f"{self.path} is no backup of duban, or is damaged ({error})") from error


def _object(root: Path, sha256: str) -> Path:
    return root / _OBJECTS / sha256[:2] / sha256


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
