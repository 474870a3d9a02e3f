"""A reading function that does what its document says: the worst that documents have done to readers."""

import os
import signal
import time
from pathlib import Path

from checks.model import Report


def read_as_told(data, *, source, hints):
    """Read a document of a few words; some of them end the process, its parent, or never."""
    match data.decode().split():
        case ["bomb"]:
            bytearray(3 * 1024**3)
        case ["crash"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["hang"]:
            time.sleep(3600)
        case ["kill-worker", me]:
            if os.getppid() != int(me):
                os.kill(os.getppid(), signal.SIGKILL)
                time.sleep(3600)
        case ["slow", seconds, mark]:
            Path(mark).touch()
            time.sleep(float(seconds))
    return (Report(source=source, text=data.decode()),)
