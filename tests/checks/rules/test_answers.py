"""Every answer of a rule about its examples and to seeded faults, word for word, is the one that somebody has read."""

import pytest

from checks.catalogue import Rule, rules
from tests.checks.rules.answers import EXAMPLES, FAULTY, about_examples, about_fault, written
from tests.writing.faults import FAULTS

TO_EXAMPLES, TO_FAULTS = written(EXAMPLES), written(FAULTY)
AGAIN = "run python -m tests.checks.rules.answers, and read what changed"


def test_every_rule_and_every_fault_has_its_chapter_and_no_other():
    assert list(TO_EXAMPLES) == [entry.id for entry in rules()]
    assert list(TO_FAULTS) == list(FAULTS)


@pytest.mark.parametrize("entry", rules(), ids=lambda entry: entry.id)
def test_the_answers_about_examples_are_those_written_down(entry: Rule):
    assert about_examples(entry) == TO_EXAMPLES[entry.id], AGAIN


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_told_of_a_fault_is_what_was_written_down(name: str):
    assert about_fault(name) == TO_FAULTS[name], AGAIN
