"""What is understood of the lawful wordings is what somebody has read."""

import pytest

from tests.checks.narrative.understood import WORDINGS, chapter, written

WRITTEN = written()


@pytest.mark.parametrize("kind", WORDINGS)
def test_wordings_are_understood_as_written_down(kind):
    assert chapter(kind) == WRITTEN[kind], "run python -m tests.checks.narrative.understood, and read what changed"
