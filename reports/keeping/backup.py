"""A copy of a workspace that is consistent, whoever writes to the workspace meanwhile, and verified after writing."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from config import clock
from config.errors import UserError, place, why
from config.settings import duban_version
from config.workspace import TEMPLATES, Workspace
from reports.archive import DamagedError, name_of
from reports.keeping.manifest import Entry, Manifest
from reports.keeping.vault import Folder, Package, Vault
from reports.store import Store
from reports.store.schedule import ScheduleLog
from reports.targets import archive_of

_FILES = (*TEMPLATES, "bodies.xlsx")
_FOLDERS = ("digests", "outbox", "evidence")
"""Logs and locks are left out, and so is the file of the mail password, which belongs into no backup."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds.

    Attributes:
        path: the folder or file.
        files: how many files it holds.
        written: how many of them were not in the backup before.
        lost: paths of payloads that the archive has lost or that are damaged, and no earlier backup holds.
    """

    path: Path
    files: int
    written: int
    lost: tuple[str, ...]


def back_up(workspace: Workspace, target: Path) -> BackedUp:
    """Back a workspace up, into a folder of backups or, where the name has an ending, into one ZIP file.

    The ledger is copied by SQLite at one moment; every payload it then knows is in the archive already. A backup that
    is cut short is none: what was there before stays as it was.

    Raises:
        UserError: the target is inside the workspace or cannot be written to, another backup is written to it, or the
            ledger is damaged, which must not take the place of a whole one.
    """
    target = target.expanduser().absolute()
    if target.resolve().is_relative_to(workspace.root.resolve()):
        raise UserError(f"{target} lies inside the workspace: a backup belongs elsewhere")
    try:
        with _vault(workspace, target) as vault, _scratch(target) as scratch:
            return _Copying(workspace, vault, scratch).copy(target)
    except OSError as error:
        raise UserError(f"{place(error, target)}: the backup failed ({why(error)})") from error


@contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """A folder on the disk of the backup, in place of one that a killed process left."""
    beside, prefix, suffix = target if target.is_dir() else target.parent, f".{target.name}-", ".scratch"
    for left in beside.glob(f"{prefix}*{suffix}"):
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(dir=beside, prefix=prefix, suffix=suffix) as folder:
        yield Path(folder)


@contextmanager
def _vault(workspace: Workspace, target: Path) -> Iterator[Vault]:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix and not target.is_dir():
        package = Package(target)
        try:
            yield package
        finally:
            package.give_up()
        return
    target.mkdir(exist_ok=True)
    try:
        with FileLock(str(target / "backup.lock"), timeout=0):
            yield Folder(target, workspace.settings.keeping.generations)
    except Timeout:
        raise UserError(f"{target}: another backup is being written there; wait until it has finished") from None


class _Copying:
    """One backup under way."""

    def __init__(self, workspace: Workspace, vault: Vault, scratch: Path) -> None:
        self._workspace = workspace
        self._vault = vault
        self._scratch = scratch
        self._archive = archive_of(workspace)
        self._before = vault.known()
        self._files: dict[str, Entry] = {}
        self._lost: list[str] = []
        self._written = 0

    def copy(self, target: Path) -> BackedUp:
        """Copy everything, ledger first, and finish the backup."""
        payloads = self._copy_ledger()
        for sha256 in sorted(payloads):
            self._copy_payload(sha256)
        for path in self._plain_files():
            self._add(path.relative_to(self._workspace.root).as_posix(), path)
        manifest = Manifest(clock.now().isoformat(), duban_version(), self._files, tuple(self._lost))
        self._vault.finish(manifest)
        return BackedUp(target, len(self._files), self._written, tuple(self._lost))

    def _copy_ledger(self) -> dict[str, int]:
        """Copy the databases, and return the payloads that the copy of the ledger knows."""
        if self._workspace.schedule_log.exists():
            copy = self._scratch / self._workspace.schedule_log.name
            with ScheduleLog.open(self._workspace.schedule_log) as log:
                log.copy_to(copy)
            self._add(copy.name, copy)
        if not self._workspace.database.exists():
            return {}
        copy = self._scratch / self._workspace.database.name
        with Store.open(self._workspace.database) as store:
            store.copy_to(copy)
        with Store.open(copy) as copied:
            if faults := copied.faults():
                raise UserError(f"the ledger is damaged ({faults[0]}): nothing was backed up; see `duban fsck`")
            payloads = copied.payloads()
        self._add(copy.name, copy)
        return payloads

    def _copy_payload(self, sha256: str) -> None:
        """Copy a payload after making sure that it is what was stored; one backed up before is taken as it was."""
        path = f"{self._workspace.archive.name}/{name_of(sha256)}"
        before = self._before.get(path)
        if before and self._vault.keeps(before):
            self._files[path] = before
            return
        try:
            self._add(path, self._archive.fetch(sha256, self._scratch))
        except DamagedError:
            self._lost.append(path)
        (self._scratch / f"{sha256}.gz").unlink(missing_ok=True)

    def _add(self, path: str, source: Path) -> None:
        entry = self._vault.add(path, source)
        self._written += self._before.get(path) != entry
        self._files[path] = entry

    def _plain_files(self) -> Iterator[Path]:
        root = self._workspace.root
        yield from (root / name for name in _FILES if (root / name).is_file())
        for name in _FOLDERS:
            yield from sorted(path for path in (root / name).rglob("*") if path.is_file() and path.suffix != ".part")
