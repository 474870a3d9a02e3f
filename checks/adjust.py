"""What a workspace changes about rules, laid over their answers; the rules themselves know nothing of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from checks.catalogue import known_ids, rules
from checks.model import Finding, Level, Outcome
from checks.words import Words
from config.errors import UserError
from config.settings import RuleSetting

SWITCHED_OFF = Words("本项已停用：{reason}", "switched off: {reason}")


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What is changed about one rule for one body. `off` goes before `level`."""

    rule: str
    off: bool = False
    level: Level | None = None
    reason: str = ""


def adjustments(settings: Mapping[str, RuleSetting], region: str = "") -> tuple[Adjustment, ...]:
    """Return what is changed for bodies with a region code, by rule; empty where nothing is.

    Args:
        settings: tables `[rules.ID]` of `duban.toml`, by rule.
        region: the code of the body's division, empty when unknown: only what holds everywhere counts then.

    Raises:
        UserError: there was never such a rule.
    """
    unknown = sorted(set(settings) - set(known_ids()))
    if unknown:
        raise UserError(f"duban.toml: rules.{unknown[0]}: there is no such rule; `duban rules` lists them")
    effective = {rule: setting.in_region(region) for rule, setting in sorted(settings.items())}
    return tuple(
        Adjustment(rule, change.off, Level(change.level) if change.level else None, change.reason.strip())
        for rule, change in effective.items()
        if change.changes
    )


def adjust(findings: Iterable[Finding], changes: Iterable[Adjustment]) -> tuple[Finding, ...]:
    """Return the outcomes of all rules on one case as a workspace wants them.

    A rule that is switched off has one outcome, `not_evaluated` with the reason. A set level takes the place of the
    rule's own; where the rule itself judged a case less grave, it is only ever lowered.
    """
    by_rule = {change.rule: change for change in changes}
    return tuple(
        finding
        for rule, group in groupby(findings, key=lambda finding: finding.rule)
        for finding in _adjusted(tuple(group), by_rule.get(rule))
    )


def _adjusted(findings: tuple[Finding, ...], change: Adjustment | None) -> Iterator[Finding]:
    if change is None:
        yield from findings
    elif change.off:
        yield _silenced(findings[0], change)
    else:
        yield from (replace(finding, level=_level(finding, change.level)) for finding in findings)


def _silenced(finding: Finding, change: Adjustment) -> Finding:
    message, message_en = (SWITCHED_OFF.fill(lang, {"reason": change.reason}) for lang in ("zh", "en"))
    return replace(
        finding,
        level=_own_level(finding),
        outcome=Outcome.NOT_EVALUATED,
        message=message,
        message_en=message_en,
        key="",
        cells=(),
        expected=None,
        found=None,
        reason=message,
        evidence=(),
    )


def _level(finding: Finding, level: Level | None) -> Level:
    if level is None:
        return finding.level
    as_the_rule_says = finding.level is _own_level(finding)
    return level if as_the_rule_says or level.rank > finding.level.rank else finding.level


def _own_level(finding: Finding) -> Level:
    return next((rule.level for rule in rules() if rule.id == finding.rule), finding.level)
