"""What staff decided: remarks beside findings, waived findings, and decisions that hold for nothing any more."""

from collections.abc import Iterator

from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon, is_statement
from reports.digest.text import day
from reports.digest.view import WaivedLine
from reports.store.records import FindingRow
from reports.wording import NOTICE


def remarks(row: FindingRow, facts: Facts, words: Lexicon) -> tuple[str, ...]:
    """Return what staff did about a finding, one sentence each."""
    return tuple(_remarks(row, facts, words))


def _remarks(row: FindingRow, facts: Facts, words: Lexicon) -> Iterator[str]:
    verdict = facts.decided.on(row.public_id)
    if confirmed := verdict.confirmation:
        said = words.say("confirmed", author=confirmed.author, day=day(confirmed.decided))
        yield words.join((said, confirmed.reason), "colon")
    for note in verdict.notes:
        yield words.join((words.say("noted", author=note.author, day=day(note.decided)), note.text), "colon")
    for each in facts.notices:
        if row.public_id in each.fates:
            yield words.say(
                "notified",
                day=day(each.notice.made),
                due=day(each.notice.due),
                state=NOTICE.word(each.state, words.lang),
            )


def waived(facts: Facts, words: Lexicon) -> tuple[WaivedLine, ...]:
    """Return the waived findings in the order of the registry, then by year."""
    order = {each.id: position for position, each in enumerate(facts.body_years)}
    rows = sorted(facts.decided.waived, key=lambda row: (order.get(row.body_id, len(order)), row.year, row.public_id))
    return tuple(line for row in rows for line in _waived(row, facts, words))


def _waived(row: FindingRow, facts: Facts, words: Lexicon) -> Iterator[WaivedLine]:
    waiver = facts.decided.on(row.public_id).waiver
    if waiver:
        finding = row.finding
        yield WaivedLine(
            level=words.level(finding.level) if is_statement(finding) else words.outcome(finding.outcome),
            body=finding.body or "",
            year=row.year,
            rule=finding.rule,
            rule_name=facts.rule_name(finding.rule, words.lang),
            message=words.message(finding),
            public_id=row.public_id,
            waiver=words.say("waived_by", author=waiver.author, until=day(waiver.expires), reason=waiver.reason),
        )


def idle(facts: Facts, words: Lexicon) -> tuple[str, ...]:
    """Return the decisions that hold for nothing, one line each."""
    return tuple(each.line(words.lang) for each in facts.decided.idle)
