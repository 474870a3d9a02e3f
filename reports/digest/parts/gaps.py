"""What could not be evaluated, and why: reports not looked at, not read, not datable, rules without an answer."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from checks.model import Outcome, State
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon
from reports.digest.text import day
from reports.digest.view import Doubt, Gap, Mark, Unanswered
from reports.wording import READING

if TYPE_CHECKING:
    from reports.status import BodyYear, SourceStanding


def gaps(facts: Facts, words: Lexicon) -> tuple[Gap, ...]:
    """Return the reports that could not be judged, the years of one body with the same reason together."""
    groups: dict[tuple[str, Mark, str], list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    for each in facts.expected:
        for mark, reason in _reasons(each, words):
            groups[each.id, mark, reason].append(each.year)
            names[each.id] = each.body
    return tuple(
        Gap(names[body_id], words.join(str(year) for year in sorted(years, reverse=True)), mark, reason)
        for (body_id, mark, reason), years in groups.items()
    )


def _reasons(each: "BodyYear", words: Lexicon) -> list[tuple[Mark, str]]:
    found: list[tuple[Mark, str]] = []
    if each.state is State.NOT_LOOKED:
        found.append((words.state(each.state), _not_looked(each.source, words)))
    if each.state is State.UNDATED:
        found.append((words.state(each.state), words.say("gap_undated")))
    if each.reading in {"partial", "unreadable"}:
        key = "gap_partly" if each.reading == "partial" else "gap_unreadable"
        found.append((words.mark(READING, each.reading), words.say(key)))
    return found


def _not_looked(source: "SourceStanding", words: Lexicon) -> str:
    if source.state == "never":
        return words.join((words.say("gap_never"), source.said(words.lang)), "semicolon")
    if source.state == "accepted":
        return source.said(words.lang) or words.say("gap_after_due", when=day(source.last_accepted))
    return words.join((words.source_state(source.state).word, source.said(words.lang)), "semicolon")


def doubts(facts: Facts) -> tuple[Doubt, ...]:
    """Return the pages that may be somebody's report, by address."""
    pages = sorted((page for source in facts.sources for page in source.doubtful), key=lambda page: page.url)
    return tuple(Doubt(page.title or "", page.url, page.reason) for page in pages)


def unanswered(facts: Facts, words: Lexicon) -> tuple[Unanswered, ...]:
    """Return the rules that were not evaluated on reports that were found, by rule and reason."""
    counts: Counter[tuple[str, str]] = Counter()
    for key, evaluation in facts.evaluations.items():
        if key in facts.editions:
            counts.update(
                {(rule, reason or "") for rule, _, _, outcome, reason in evaluation.outcomes if _no_answer(outcome)}
            )
    return tuple(
        Unanswered(rule, facts.rule_name(rule, words.lang), reason, number)
        for (rule, reason), number in sorted(counts.items())
    )


def _no_answer(outcome: str) -> bool:
    return outcome == Outcome.NOT_EVALUATED
