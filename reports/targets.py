"""The archive of a workspace, and places for it that fsspec knows: object stores, SFTP, FTP, other folders.

Credentials are read from the environment by fsspec (`FSSPEC_SFTP_PASSWORD`) and the libraries behind it
(`AWS_SECRET_ACCESS_KEY`); no address with a password is accepted, so none is ever shown.
"""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import local
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from config.errors import UserError
from config.workspace import Workspace
from reports import ssh
from reports.archive import Archive

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

T = TypeVar("T")

_OBJECT_STORES = frozenset(("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "oci", "memory"))
"""Protocols whose stores show an object when all of it has arrived, and not before."""

_BUCKETS = _OBJECT_STORES - {"memory"}
"""Protocols whose stores have buckets: one that is not there looks like an object that is not."""

_SSH = frozenset(("sftp", "ssh"))

_UNSURE = frozenset(("ftp",))
"""Protocols by which a connection that is gone looks like a file that is not there."""


def archive_of(workspace: Workspace, mark: str = "") -> Archive:
    """Return the archive of a workspace, where `archive.url` of its settings says; see `Archive` for the mark.

    Raises:
        UserError: a library for that place is missing.
    """
    url = workspace.settings.archive.url
    return Archive(workspace.archive, FilesystemTarget(url) if url else None, mark)


class _OfThisThread(local):
    """The connection of one thread: not every file system of fsspec can be shared."""

    filesystem: "AbstractFileSystem | None" = None


class FilesystemTarget:
    """A place for payloads on a file system of fsspec; a connection that was lost is opened once more.

    Raises:
        UserError: fsspec, or the library it needs for the address, is not installed.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        protocol = url.split("://", 1)[0]
        self._whole_by_itself = protocol in _OBJECT_STORES
        self._sure = protocol not in _UNSURE
        self._bucket_unseen = protocol in _BUCKETS
        self._thread = _OfThisThread()
        try:
            from fsspec import get_filesystem_class, url_to_fs  # noqa: PLC0415 - an extra

            kind = get_filesystem_class(protocol)
            self._opened = ssh.opener(url) if protocol in _SSH else lambda: url_to_fs(url, skip_instance_cache=True)[0]
            self._root: str = kind._strip_protocol(url)  # noqa: SLF001 - as fsspec itself does
        except ImportError as error:
            raise UserError(
                f'duban.toml: archive.url {url} needs a library ({error}): pip install "duban[archive]"'
            ) from error

    def has(self, name: str) -> bool:
        """Tell whether a payload is there; see `Target`."""
        try:
            return bool(self._do(lambda files: files.info(self._path(name))))
        except FileNotFoundError:
            return False

    def read(self, name: str) -> bytes:
        """Return a payload; see `Target`."""
        data: bytes = self._do(lambda files: files.cat_file(self._path(name)))
        return data

    def write(self, name: str, data: bytes) -> None:
        """Store a payload: by one request where the store shows whole objects only, else under a passing name."""
        write = _write if self._whole_by_itself else _write_and_rename
        try:
            self._do(lambda files: write(files, self._path(name), data))
        except FileNotFoundError as error:
            raise self._unusable(error) from error

    def delete(self, name: str) -> None:
        """Take a payload away; see `Target`."""
        if self.has(name):
            self._do(lambda files: files.rm_file(self._path(name)))

    def names(self) -> Iterator[str]:
        """Yield the names of all that is there; see `Target`."""
        try:
            found = self._do(lambda files: files.find(self._root))
        except FileNotFoundError:
            return
        yield from sorted(path.removeprefix(f"{self._root}/") for path in found)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _do(self, work: "Callable[[AbstractFileSystem], T]") -> T:
        try:
            return self._tried(work)
        except FileNotFoundError as error:
            if self._bucket_unseen and not self._has_bucket():
                raise self._unusable(error) from error
            raise
        except Exception as error:
            raise self._unusable(error) from error

    def _has_bucket(self) -> bool:
        bucket = self._root.strip("/").split("/", 1)[0]
        self._bucket_unseen = not self._connected().exists(bucket)
        return not self._bucket_unseen

    def _unusable(self, error: Exception) -> UserError:
        return UserError(
            f"the archive at {self.url} cannot be used ({type(error).__name__}: {error}); nothing recorded is "
            "lost: run the same command again once it answers"
        )

    def _tried(self, work: "Callable[[AbstractFileSystem], T]") -> T:
        try:
            return work(self._connected())
        except Exception as error:
            if self._sure and isinstance(error, FileNotFoundError):
                raise
            self._thread.filesystem = None
            return work(self._connected())

    def _connected(self) -> "AbstractFileSystem":
        if self._thread.filesystem is None:
            self._thread.filesystem = self._opened()
        self._thread.filesystem.invalidate_cache()
        return self._thread.filesystem


def _write(files: "AbstractFileSystem", path: str, data: bytes) -> None:
    files.pipe_file(path, data)


def _write_and_rename(files: "AbstractFileSystem", path: str, data: bytes) -> None:
    folder, name = path.rsplit("/", 1)
    files.makedirs(folder, exist_ok=True)
    part = f"{folder}/.{name.removesuffix('.gz')}.{uuid4().hex}.part"
    with files.open(part, "wb") as file:
        file.write(data)
        file.flush()
        with suppress(AttributeError, OSError, io.UnsupportedOperation):
            os.fsync(file.fileno())
    files.mv(part, path)
