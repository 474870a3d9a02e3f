"""The bars of `python -m tests.bench.golden`: real reports against an expert reviewer's list."""

import pytest

from tests.bench import golden


@pytest.fixture(scope="module")
def files():
    if not golden.available():
        pytest.skip("the reviewer's list (shared/golden_findings.jsonl) is not on this machine")
    return golden.outcomes()


def test_every_bar_holds(files):
    missed = [f"{bar.name}: {bar.found}" for bar in golden.bars(files) if not bar.held]
    assert not missed, "\n".join([*missed, *golden.missing(files)])
