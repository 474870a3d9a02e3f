"""The examples of every rule are its tests: passed, failed, inapplicable, undecided."""

import pytest

from checks.catalogue import Rule, rules
from checks.engine import evaluate
from checks.examples import Example, case_of
from checks.model import Finding, Outcome

EXAMPLES = [
    pytest.param(entry, outcome, example, id=f"{entry.id}-{outcome}-{example.title}")
    for entry in rules()
    for outcome, example in entry.examples.by_outcome()
]
SPOKEN = {Outcome.FAIL, Outcome.NEEDS_REVIEW}


def answers(entry: Rule, example: Example) -> list[Finding]:
    return [finding for finding in evaluate(case_of(example)) if finding.rule == entry.id]


@pytest.mark.parametrize(("entry", "outcome", "example"), EXAMPLES)
def test_example(entry, outcome, example):
    found = answers(entry, example)
    assert found, "a rule always answers"
    outcomes = {finding.outcome for finding in found}
    assert outcome in outcomes, [finding.message for finding in found]
    assert outcomes & SPOKEN <= {outcome}, [finding.message for finding in found]
    told = [finding for finding in found if finding.outcome is outcome]
    if example.level is not None:
        assert {finding.level for finding in told} == {example.level}
    if example.suspects is not None:
        assert told[0].cells[: len(example.suspects)] == example.suspects
    if outcome in SPOKEN and "one finding" in example.title:
        assert len(told) == 1


@pytest.mark.parametrize(("entry", "outcome", "example"), EXAMPLES)
def test_every_answer_is_complete(entry, outcome, example):
    for finding in answers(entry, example):
        assert finding.message
        assert finding.message_en
        assert finding.reason
        assert "{" not in finding.message + finding.message_en
        assert "\n" not in finding.message + finding.message_en
        assert "None" not in finding.message
