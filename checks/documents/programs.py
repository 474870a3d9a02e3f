"""Programs of the machine that turn one file into another, each for a limited time and into a limited file."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress

_SECONDS = 60.0
_LOCALE = {"LC_ALL": "C.UTF-8"}
"""In the plain locale, as under a scheduler, bsdtar spells Chinese names of files as something else."""
_MOST_WRITTEN = 512 * 1024**2
"""Bytes of a file that a program writes: an archive may hold far more than it weighs."""


def run_in_time(command: Sequence[str]) -> bool:
    """Run a command and tell whether it succeeded; when it takes too long, end it with all that it started."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - our own arguments
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, env={**os.environ, **_LOCALE}
    ) as process:
        _limit(process.pid)
        try:
            return process.wait(_SECONDS) == 0
        except subprocess.TimeoutExpired:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            return False


def _limit(process: int) -> None:
    with suppress(ImportError, AttributeError, OSError):
        import resource  # noqa: PLC0415 - not on Windows, and its prlimit on Linux only

        resource.prlimit(process, resource.RLIMIT_FSIZE, (_MOST_WRITTEN, _MOST_WRITTEN))
