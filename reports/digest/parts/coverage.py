"""Method and coverage: what was looked at, when, and what every rule answered."""

from collections import Counter

from checks.model import Outcome
from reports.digest.facts import Facts, RuleChanged, RuleFacts
from reports.digest.lexicon import Lexicon
from reports.digest.text import day, minute
from reports.digest.view import Digest, Mark, RuleLine
from reports.wording import FAMILY

OUTCOMES = (Outcome.FAIL, Outcome.NEEDS_REVIEW, Outcome.NOT_EVALUATED, Outcome.PASS, Outcome.NOT_APPLICABLE)


def coverage(facts: Facts, words: Lexicon) -> tuple[tuple[str, str], ...]:
    """Return what was looked at, as pairs of heading and value."""
    say = words.say
    editions = [e for each in facts.expected if (e := facts.editions.get((each.id, each.year)))]
    runs = sorted(each.health.last_run for each in facts.sources if each.health.last_run)
    off = sum(rule.off for rule in facts.rules.values())
    changed = sum(bool(rule.changed) and not rule.off for rule in facts.rules.values())
    years = f"{min(facts.years)}–{max(facts.years)}" if facts.years else say("never")
    lines = [
        (say("cover_bodies"), say("cover_bodies_value", n=len({each.id for each in facts.body_years}), years=years)),
        (
            say("cover_reports"),
            say(
                "cover_reports_value",
                expected=len(facts.expected),
                seen=len(editions),
                whole=sum(edition.whole for edition in editions),
            ),
        ),
        (
            say("cover_sources"),
            say(
                "cover_sources_value",
                n=len(facts.sources),
                accepted=sum(each.health.state == "accepted" for each in facts.sources),
            ),
        ),
    ]
    if by_hand := sum(edition.who is not None for edition in editions):
        lines.append((say("cover_hand"), say("cover_hand_value", n=by_hand)))
    if runs:
        lines.append((say("cover_runs"), say("cover_runs_value", first=minute(runs[0]), last=minute(runs[-1]))))
    if facts.evaluated:
        lines.append((say("cover_evaluated"), say("cover_evaluated_value", day=day(facts.evaluated))))
    key = "cover_rules_changed" if changed else "cover_rules_value"
    lines.append((say("cover_rules"), say(key, n=len(facts.rules) - off, off=off, changed=changed)))
    return tuple(lines)


def rule_lines(facts: Facts, words: Lexicon) -> tuple[RuleLine, ...]:
    """Return every rule of the catalogue with the number of its answers, in the order of `OUTCOMES`."""
    counts: Counter[tuple[str, str]] = Counter(
        (rule, outcome) for each in facts.evaluations.values() for rule, _, _, outcome, _ in each.outcomes
    )
    fail, review, silent, passed, apart = OUTCOMES
    return tuple(
        RuleLine(
            rule=rule.id,
            name=facts.rule_name(rule.id, words.lang),
            family=FAMILY.word(rule.family, words.lang),
            counts=(
                counts[rule.id, fail],
                counts[rule.id, review],
                counts[rule.id, silent],
                counts[rule.id, passed],
                counts[rule.id, apart],
            ),
            changed=tuple(_changed(rule, change, words) for change in rule.changed),
        )
        for rule in facts.rules.values()
    )


def _changed(rule: RuleFacts, change: RuleChanged, words: Lexicon) -> str:
    """Tell one change of a rule: where, how, why."""
    said = words.say("rule_as_is")
    if change.off:
        said = words.say("rule_off")
    elif change.level:
        before, now = (words.level(level).word for level in (rule.level, change.level))
        said = words.say("rule_level", before=before, level=now)
    where = words.say("rule_region", region=change.region) if change.region else ""
    return words.say("rule_changed", where=where, said=said, reason=change.reason or words.say("rule_no_reason"))


def meanings(digest: Digest, words: Lexicon) -> tuple[Mark, ...]:
    """Return the words a digest uses that need a definition, each once."""
    states = [count.mark for count in digest.figures[0].states] if digest.figures else []
    health = [line.mark for line in digest.sources]
    outcomes = [words.outcome(outcome) for outcome in OUTCOMES]
    marks = (*states, *outcomes, *health)
    return tuple(mark for mark in dict.fromkeys(marks) if mark.meaning)
