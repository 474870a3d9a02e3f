"""A check that is killed inside its writes and run again leaves the ledger of one that was never disturbed."""

import pytest

from tests.bench.kills import INSIDE, kill_often


@pytest.mark.slow
def test_a_killed_check_run_again_leaves_the_ledger_of_an_undisturbed_one(tmp_path):
    found = kill_often(tmp_path, kills=4, seed=814, bodies=4, most=0.3)
    assert not found.differing
    assert found.fell[INSIDE] > 0
