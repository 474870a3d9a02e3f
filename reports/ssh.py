"""File systems on other machines, over SSH: with hosts of known keys only, and no answer is awaited for ever."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

PATIENCE = 60.0
"""Seconds after which a host that does not answer is given up."""


def opener(url: str) -> "Callable[[], AbstractFileSystem]":
    """Return what connects to the file system of an address; by itself fsspec trusts a host whatever key it shows.

    Raises:
        ImportError: fsspec or the library of SSH is missing.
    """
    from fsspec import url_to_fs  # noqa: PLC0415 - an extra
    from paramiko import HostKeys, MissingHostKeyPolicy, PKey, SSHClient, SSHException  # noqa: PLC0415 - as well

    class KnownHosts(MissingHostKeyPolicy):  # type: ignore[misc]  # an extra, whose types are not here
        """Accepts hosts whose keys `ssh` has in its list."""

        def missing_host_key(self, client: SSHClient, hostname: str, key: PKey) -> None:  # noqa: ARG002 - paramiko's
            """Refuse all others; see paramiko."""
            file = Path("~/.ssh/known_hosts").expanduser()
            known = HostKeys(str(file) if file.is_file() else None)
            if not known.check(hostname, key):
                raise SSHException(
                    f"{hostname} shows the key {key.get_name()} {key.fingerprint}, which is not in {file}; "
                    "if it is the right one, add it there (ssh-keyscan)"
                )

    def opened() -> "AbstractFileSystem":
        options = {"host_key_policy": KnownHosts(), "timeout": PATIENCE, "channel_timeout": PATIENCE}
        files, _ = url_to_fs(url, skip_instance_cache=True, **options)
        files.ftp.get_channel().settimeout(PATIENCE)
        return files

    return opened
