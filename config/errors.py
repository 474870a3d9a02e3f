"""The one way to tell a person that the input is wrong, or that the machine does not do its part."""

import errno
from pathlib import Path

_FREE = "free some disk space and run the command again, nothing recorded is lost"
_PERMIT = "check the permissions, then run the command again"
_ADVICE = {
    errno.ENOSPC: _FREE,
    errno.EDQUOT: _FREE,
    errno.EACCES: _PERMIT,
    errno.EPERM: _PERMIT,
    errno.EROFS: _PERMIT,
}


class UserError(Exception):
    """Wrong use or unusable input: one line that names what is wrong, where, and what to do; exit status 2."""


def why(error: OSError) -> str:
    """Return the words of the system for what went wrong and, where a person can mend it, what to do."""
    words = error.strerror or str(error)
    return f"{words}; {_ADVICE[error.errno]}" if error.errno in _ADVICE else words


def place(error: OSError, otherwise: Path) -> Path:
    """Return the file that an error of the system is about; of one that had only a passing name, its folder."""
    path = Path(error.filename) if error.filename else otherwise
    return path.parent if path.suffix == ".part" else path
