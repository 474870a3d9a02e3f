"""The page on the 88 types of errors says what the catalogue does, no more and no less."""

import re

import pytest

from checks.catalogue import rules
from checks.document_coverage import NUMBERS, PAGE, ErrorType, coverage, page
from tests.conftest import ROOT

RULES = {rule.id: rule for rule in rules()}


def test_every_number_is_there_once():
    assert sorted(coverage().type) == list(NUMBERS)
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", page(), re.MULTILINE)] == list(NUMBERS)


@pytest.mark.parametrize("number", [number for number in NUMBERS if coverage().type[number].rules])
def test_the_rules_named_exist_and_the_first_has_family_and_level(number: int):
    each = coverage().type[number]
    assert set(each.rules) <= set(RULES)
    first = RULES[each.rules[0]]
    assert first.family is each.family
    assert first.level is each.level or (first.level.rank < each.level.rank and each.why), "a lesser level has a reason"


def test_every_rule_is_named_by_a_type_or_stands_beyond_the_list():
    named = {rule for each in coverage().type.values() for rule in each.rules}
    assert named | set(coverage().beyond) == set(RULES)
    assert not named & set(coverage().beyond)


def test_what_is_not_found_yet_names_an_issue_or_why_it_never_will_be():
    for each in coverage().type.values():
        assert each.rules or each.why
        assert each.issue is None or each.issue in range(4, 12)


def test_a_type_without_rule_and_reason_is_refused():
    with pytest.raises(ValueError, match="neither a rule nor a reason"):
        ErrorType.model_validate({"what": "x", "family": "form", "level": "hint"})


def test_the_page_is_fresh():
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page()
