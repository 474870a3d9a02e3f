"""Earlier years in sum: the first look at an old site finds the faults of years, and a list of them is no news."""

from collections import defaultdict
from dataclasses import replace

from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon, is_statement
from reports.digest.view import Past, PastLine
from reports.store.records import FindingRow

MOST_LISTED = 40
"""Findings of earlier years that are still told one by one."""


def without_past(facts: Facts) -> tuple[Facts, tuple[FindingRow, ...]]:
    """Return the facts with the findings that are told one by one, and those that are summed up.

    Summed up are findings of earlier years that are no news to the reader, where there are more than `MOST_LISTED`.
    """
    news = {each.public_id for each in facts.happenings}
    past = tuple(row for row in facts.findings if row.year != facts.year and row.public_id not in news)
    if len(past) <= MOST_LISTED:
        return facts, ()
    ids = {row.id for row in past}
    return replace(facts, findings=tuple(row for row in facts.findings if row.id not in ids)), past


def past(facts: Facts, rows: tuple[FindingRow, ...], words: Lexicon) -> Past | None:
    """Return findings of earlier years in sum, by rule, gravest and most frequent first; None where there are none."""
    if not rows:
        return None
    by_rule: dict[tuple[int, str, bool], list[FindingRow]] = defaultdict(list)
    for row in rows:
        by_rule[row.finding.level.rank, row.finding.rule, not is_statement(row.finding)].append(row)
    ordered = sorted(by_rule.items(), key=lambda each: (each[0][2], each[0][0], -len(each[1]), each[0][1]))
    years = sorted({row.year for row in rows})
    return Past(len(rows), _span(years), tuple(_line(facts, found, words) for _, found in ordered))


def _line(facts: Facts, rows: list[FindingRow], words: Lexicon) -> PastLine:
    finding = rows[0].finding
    return PastLine(
        mark=words.level(finding.level) if is_statement(finding) else words.outcome(finding.outcome),
        rule=finding.rule,
        rule_name=facts.rule_name(finding.rule, words.lang),
        years=_span(sorted({row.year for row in rows})),
        bodies=len({row.body_id for row in rows}),
        number=len(rows),
    )


def _span(years: list[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
