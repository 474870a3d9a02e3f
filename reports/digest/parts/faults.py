"""The findings by fault: what every rule found, and how the families compare."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from checks.model import Family, Level
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon, is_statement
from reports.digest.view import FamilyBar, FamilyChart, FaultLine, Segment
from reports.store.records import FindingRow
from reports.wording import FAMILY

WIDTH, LABEL, COUNTS = 640.0, 136.0, 132.0
"""The box, the room for the names on the left, and the room for the numbers on the right."""

LINE = 24.0


def faults(facts: Facts, words: Lexicon) -> tuple[FaultLine, ...]:
    """Return a line for every rule with open findings, by family, the gravest and most frequent first."""
    by_rule: dict[str, list[FindingRow]] = defaultdict(list)
    for row in facts.findings:
        by_rule[row.finding.rule].append(row)
    gravest = {rule: min(row.finding.level.rank for row in rows) for rule, rows in by_rule.items()}
    ordered = sorted(by_rule, key=lambda rule: (gravest[rule], -len(by_rule[rule]), rule))
    return tuple(_line(facts, by_rule[rule], words) for rule in ordered)


def _line(facts: Facts, rows: list[FindingRow], words: Lexicon) -> FaultLine:
    finding = min((row.finding for row in rows), key=lambda each: each.level.rank)
    stated = [row for row in rows if is_statement(row.finding)]
    return FaultLine(
        level=words.level(finding.level),
        rule=finding.rule,
        rule_name=facts.rule_name(finding.rule, words.lang),
        family=FAMILY.word(finding.family, words.lang),
        now=sum(row.year == facts.year for row in stated),
        earlier=sum(row.year != facts.year for row in stated),
        review=len(rows) - len(stated),
        bodies=len({row.body_id for row in rows}),
    )


def family_chart(facts: Facts, words: Lexicon) -> FamilyChart | None:
    """Return the findings of the current year by family and level; None where there are none."""
    stated = [row.finding for row in facts.findings if row.year == facts.year and is_statement(row.finding)]
    if not stated:
        return None
    counts = Counter((finding.family, finding.level) for finding in stated)
    totals = Counter(finding.family for finding in stated)
    shown = sorted(totals, key=lambda family: (-totals[family], list(Family).index(family)))
    unit = (WIDTH - LABEL - COUNTS) / max(totals.values())
    bars = tuple(_bar(family, counts, unit, LINE * n, words) for n, family in enumerate(shown))
    return FamilyChart(
        WIDTH,
        LINE * len(bars),
        bars,
        words.join((_in_words(bar, words) for bar in bars), "semicolon") + words.say("stop"),
    )


def _bar(family: Family, counts: Counter[tuple[Family, Level]], unit: float, top: float, words: Lexicon) -> FamilyBar:
    levels = [(level, counts[family, level]) for level in Level if counts[family, level]]
    return FamilyBar(
        family=FAMILY.word(family, words.lang),
        top=top,
        segments=tuple(_segments(levels, unit)),
        counts=words.counts(levels),
        end=round(LABEL + unit * sum(number for _, number in levels), 1),
    )


def _segments(levels: list[tuple[Level, int]], unit: float) -> Iterable[Segment]:
    x = LABEL
    for level, number in levels:
        yield Segment(level, round(x, 1), round(number * unit, 1))
        x += number * unit


def _in_words(bar: FamilyBar, words: Lexicon) -> str:
    told = (words.say("lead_level", word=count.mark.word, n=count.number) for count in bar.counts)
    return f"{bar.family}{words.say('colon')}{words.join(told)}"
