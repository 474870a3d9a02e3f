"""Every answer of a rule about its examples, word for word, is the one that somebody has read."""

import pytest

from checks.catalogue import Rule, rules
from tests.checks.rules.answers import chapter, written

WRITTEN = written()


def test_every_rule_has_its_chapter_and_no_other():
    assert list(WRITTEN) == [entry.id for entry in rules()]


@pytest.mark.parametrize("entry", rules(), ids=lambda entry: entry.id)
def test_the_answers_are_those_written_down(entry: Rule):
    assert chapter(entry) == WRITTEN[entry.id], "run python -m tests.checks.rules.answers, and read what changed"
