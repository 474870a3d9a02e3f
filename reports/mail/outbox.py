"""The folder of messages: whole files or none."""

import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

SENT = "sent"
"""The folder inside the outbox that messages move to once a mail server has taken them."""


def file_name(date: datetime, recipient: str, key: str) -> str:
    """Return `<date>-<recipient>-<short key>.eml`, whatever the recipient's address is made of."""
    plain = re.sub(r"[^A-Za-z0-9@.+_-]+", "_", recipient).strip("._")[:80]
    return f"{date.date().isoformat()}-{plain}-{key[:10]}.eml"


def write_whole(path: Path, data: bytes) -> bool:
    """Write a file so that it is there whole or not at all; False when it was there with the same content.

    Raises:
        OSError: the folder cannot be written to.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    replace_whole(path, (data,))
    return True


def replace_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file of pieces so that it is there whole, on the disk, or as it was before.

    Raises:
        OSError: the folder cannot be written to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
