"""What a workspace changes about rules: local practice differs, and nobody silences a rule unseen."""

import pytest

from checks.adjust import Adjustment, adjust, adjustments
from checks.engine import evaluate, rules
from checks.model import Level, Outcome
from config.errors import UserError
from config.files import parse_toml
from config.settings import Settings
from tests.checks.rules.cases import case

SETTINGS = """
    [rules.A104]
    level = "hint"
    reason = "诉讼台账正在核对"
    [[rules.A104.regions]]
    region = "4101"
    off = true
    reason = "该市统一口径"
    [[rules.A104.regions]]
    region = "410181"
    off = false
"""
WRONG_REVIEW = case({"t4.review.total": 99})


def changes(text=SETTINGS, region=""):
    return adjustments(parse_toml(text, Settings, "duban.toml").rules, region)


def answers(found, rule="A104"):
    return [finding for finding in found if finding.rule == rule]


@pytest.mark.parametrize(
    ("region", "change"),
    [
        ("", Adjustment("A104", level=Level.HINT, reason="诉讼台账正在核对")),
        ("420100", Adjustment("A104", level=Level.HINT, reason="诉讼台账正在核对")),
        ("410100", Adjustment("A104", off=True, reason="该市统一口径")),
        ("410181", None),
    ],
)
def test_the_region_of_the_body_decides(region, change):
    assert changes(region=region) == ((change,) if change else ())


def test_a_rule_that_never_was_is_refused_and_not_passed_over():
    with pytest.raises(UserError, match=r"^duban\.toml: rules\.A999: there is no such rule; `duban rules` lists them$"):
        changes("[rules.A999]\nlevel = 'hint'")


def test_without_changes_nothing_changes():
    found = evaluate(WRONG_REVIEW)
    assert adjust(found, ()) == found


def test_a_set_level_takes_the_place_of_the_rules_own():
    (finding,) = answers(adjust(evaluate(WRONG_REVIEW), changes()))
    assert (finding.outcome, finding.level) == (Outcome.FAIL, Level.HINT)


def test_a_rule_that_is_off_says_so_and_why_once_and_keeps_nothing_of_its_judgement():
    found = evaluate(case({"t4.review.total": 99, "t4.litigation_direct.total": 98}))
    assert len(answers(found)) == 2
    (finding,) = answers(adjust(found, changes(region="410100")))
    assert (finding.outcome, finding.reason) == (Outcome.NOT_EVALUATED, "本项已停用：该市统一口径")
    assert (finding.key, finding.cells, finding.evidence, finding.expected, finding.found) == ("", (), (), None, None)
    assert finding.message_en == "switched off: 该市统一口径"
    assert {each.rule for each in adjust(found, changes(region="410100"))} == {rule.id for rule in rules()}


# A kind told from the name alone is not certain, so the rule about rules (规章) says warning where it would say error.
@pytest.mark.parametrize(
    ("rule", "traits", "own", "set_level", "level"),
    [
        ("L101", {"body": "平湾镇人民政府", "kind_source": "registry"}, "error", "warning", "warning"),
        ("L101", {"body": "平湾县人民政府", "kind_source": "name"}, "warning", "error", "warning"),
        ("L101", {"body": "平湾县人民政府", "kind_source": "name"}, "warning", "hint", "hint"),
    ],
)
def test_a_level_that_the_rule_itself_lowered_is_never_raised(rule, traits, own, set_level, level):
    found = evaluate(case({"t2.regulations.in_force": 6}, **traits))
    assert [finding.level for finding in answers(found, rule)] == [own]
    settings = f"[rules.{rule}]\nlevel = '{set_level}'"
    assert [finding.level for finding in answers(adjust(found, changes(settings)), rule)] == [level]
