"""Fixtures that every room shares."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DUBAN_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports that stays outside the repository; the test is skipped where it is absent."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the real reports (shared/seeds) are not on this machine")
    return SHARED
