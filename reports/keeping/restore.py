"""Making a workspace of a backup: whole and verified, or not at all."""

import os
import shutil
import zlib
from collections.abc import Iterable
from pathlib import Path
from zipfile import BadZipFile

from config.errors import UserError, place, why
from config.workspace import Workspace
from reports.keeping.manifest import Manifest, copied
from reports.keeping.vault import Backup

_SHOWN = 3


def restore(source: Path, target: Path) -> tuple[Workspace, Manifest]:
    """Write the newest backup of a folder, or that of a file, into a new or empty folder.

    Every file is compared with the manifest. The folder gets its name when all of them are there; before that, and
    after any failure, there is none.

    Raises:
        UserError: the folder holds something, the backup is damaged, or the disk cannot hold it.
    """
    target = target.expanduser().absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UserError(f"{target} is not empty: name a new folder, nothing is ever overwritten")
    backup = Backup(source.expanduser().absolute())
    part = target.with_name(f".{target.name}.{os.getpid()}.restoring")
    try:
        _write(backup, part)
        if target.exists():
            target.rmdir()
        part.rename(target)
    except OSError as error:
        raise UserError(f"{place(error, target)}: could not be restored ({why(error)})") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Workspace.open(target), backup.manifest


def _write(backup: Backup, part: Path) -> None:
    part.mkdir(parents=True)
    damaged = [path for path in backup.manifest.files if not _written(backup, path, part / path)]
    if damaged:
        raise UserError(f"{backup.path} is damaged, nothing was restored: {_some(damaged)}")


def _written(backup: Backup, path: str, target: Path) -> bool:
    """Write one file; False when it is not what the manifest says."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        try:
            with backup.open(path) as source:
                return copied(source, file) == backup.manifest.files[path]
        except (FileNotFoundError, BadZipFile, KeyError, EOFError, zlib.error):
            return False


def _some(paths: Iterable[str]) -> str:
    listed = [*paths]
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more
