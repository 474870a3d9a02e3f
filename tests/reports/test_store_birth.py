"""A kill while the database is first made: the next command makes it, nothing is refused for good."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlite_utils import Database

from reports.store import Store
from reports.store.migrations import MIGRATIONS_TABLE
from tests.conftest import ROOT

BIRTH = """
import sys
from pathlib import Path
from reports.store import Store
print(1, flush=True)
Store.open(Path(sys.argv[1]), write=True)
"""


def test_a_database_with_nothing_but_the_list_of_steps_is_completed(tmp_path: Path) -> None:
    path = tmp_path / "duban.sqlite"
    Database(path)[MIGRATIONS_TABLE].create({"id": int, "migration_set": str, "name": str, "applied_at": str}, pk="id")
    with Store.open(path, write=True) as store:
        assert store.open_findings() == []


@pytest.mark.parametrize("wait", [0.0, 0.002, 0.005, 0.01, 0.02, 0.04])
def test_a_kill_at_birth_leaves_a_database_that_opens(tmp_path: Path, wait: float) -> None:
    path = tmp_path / "duban.sqlite"
    with subprocess.Popen([sys.executable, "-c", BIRTH, str(path)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        process.kill()
    with Store.open(path, write=True) as store:
        assert store.open_findings() == []
