"""A small part of `tests.bench.mail`, so that the suite notices when the outbox loses or doubles a message."""

import pytest

from tests.bench.mail import measure


@pytest.mark.slow
def test_killed_in_the_middle_of_sending_no_message_is_lost_or_doubled():
    seen = measure(messages=60, kills=3, seed=7)
    assert (seen.messages, seen.duplicates, seen.lost) == (60, 0, 0)
    assert seen.uncertain <= seen.kills
