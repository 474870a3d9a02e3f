"""Fixtures that every room shares."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("duban", deadline=None)  # a busy machine is no fault of the code; benches measure time
settings.load_profile("duban")

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DUBAN_SHARED", ROOT.parent / "shared"))


def run(command: Sequence[str], cwd: Path, seconds: float = 120) -> subprocess.CompletedProcess[str]:
    """Run a command as a user would, with this tree's packages."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "200"}
    environment.pop("DUBAN_WORKSPACE", None)
    return subprocess.run(
        command, check=False, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=seconds
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: many of the slow tests wait for processes that they have started."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports that stays outside the repository; the test is skipped where it is absent."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the real reports (shared/seeds) are not on this machine")
    return SHARED
