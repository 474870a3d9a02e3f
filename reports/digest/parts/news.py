"""What is new since this recipient's last digest."""

from collections import Counter
from typing import TYPE_CHECKING

from checks.model import State
from reports.digest.facts import Baseline, Facts, Happening
from reports.digest.lexicon import Lexicon, is_statement
from reports.digest.parts.revisions import revision_anchor
from reports.digest.text import day
from reports.digest.view import Change, Count, News
from reports.store.records import Cause, FindingEventKind

if TYPE_CHECKING:
    from reports.status import BodyYear

KINDS = (
    "new",
    "new_by_rules",
    "new_by_reading",
    "reopened",
    "changed",
    "changed_by_rules",
    "changed_by_reading",
    "mended",
    "dropped",
    "reread",
    "silenced",
    "beside",
    "edition",
    "standing",
)
"""The order in which changes are told."""

_OF_EVENT = {
    FindingEventKind.OPENED: "new",
    FindingEventKind.REOPENED: "reopened",
    FindingEventKind.CHANGED: "changed",
}
_WORD_OF_OURS = {
    FindingEventKind.OPENED: "new",
    FindingEventKind.REOPENED: "new",
    FindingEventKind.CHANGED: "changed",
}
_BY_US = {Cause.RULES: "dropped", Cause.READING: "reread", Cause.SETTINGS: "silenced", Cause.OTHERS: "beside"}
_OURS = {Cause.RULES: "by_rules", Cause.READING: "by_reading"}


def news(facts: Facts, words: Lexicon) -> News:
    """Return what changed since the last digest; without one, only that this is the first."""
    if facts.baseline is None:
        return News(None)
    changes = sorted(
        (
            *(_happening(each, words) for each in facts.happenings),
            *_editions(facts, facts.baseline, words),
            *_standings(facts, facts.baseline, words),
        ),
        key=lambda change: KINDS.index(change.mark.code),
    )
    counts = Counter(change.mark.code for change in changes)
    return News(
        since=day(facts.baseline.as_of),
        counts=tuple(Count(words.own(kind), counts[kind]) for kind in KINDS if counts[kind]),
        changes=tuple(changes),
    )


def _happening(each: Happening, words: Lexicon) -> Change:
    level = words.level(each.finding.level) if is_statement(each.finding) else words.outcome("needs_review")
    return Change(
        mark=words.own(_kind(each)),
        level=level,
        body=each.body,
        year=each.year,
        text=f"{each.finding.rule} {words.message(each.finding)}",
        anchor=f"f-{each.public_id}" if each.public_id else None,
    )


def end_of(cause: Cause) -> str:
    """Return what the end of a finding is called; by another rule, reading, setting or report nothing was mended."""
    return _BY_US.get(cause, "mended")


def _kind(each: Happening) -> str:
    if each.kind is FindingEventKind.RESOLVED:
        return end_of(each.cause)
    if each.cause in _OURS:
        return f"{_WORD_OF_OURS[each.kind]}_{_OURS[each.cause]}"
    return _OF_EVENT[each.kind]


def _standings(facts: Facts, baseline: Baseline, words: Lexicon) -> list[Change]:
    return [
        Change(
            mark=words.own("standing"),
            level=None,
            body=each.body,
            year=each.year,
            text=words.say("standing_change", before=words.state(before).word, after=words.state(each.state).word),
            anchor=None,
        )
        for each in facts.body_years
        if (before := baseline.states.get(key_of(each.id, each.year), each.state)) != each.state
        and {before, each.state} != {State.NOT_DUE, State.DUE}
    ]


def _editions(facts: Facts, baseline: Baseline, words: Lexicon) -> list[Change]:
    return [
        Change(words.own("edition"), None, each.body, each.year, words.say("edition_change"), _changes_of(each))
        for each in facts.body_years
        if (edition := facts.editions.get((each.id, each.year)))
        and (before := baseline.editions.get(key_of(each.id, each.year)))
        and before != edition.content_hash
    ]


def _changes_of(each: "BodyYear") -> str | None:
    return revision_anchor(each.id, each.year, len(each.changes)) if each.changes else None


def key_of(body_id: str, year: int) -> str:
    """Return how a body and year are named in what is remembered of a digest."""
    return f"{body_id}|{year}"
