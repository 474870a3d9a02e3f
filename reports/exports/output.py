"""Writing the files of an export: whole or not at all."""

from collections.abc import Iterable
from pathlib import Path

from config.errors import UserError, why
from reports.mail import replace_whole


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file of pieces; an older one is replaced whole.

    Raises:
        UserError: the file cannot be written.
    """
    try:
        replace_whole(path, pieces)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {why(error)}") from error
