"""Findings, what happened to them, and what was decided about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from checks.engine import finding_json
from checks.model import Finding, Outcome
from checks.words import Language


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its life: the newest state of what the append-only events tell.

    Attributes:
        public_id: the short hash of rule, body, year and key that people see.
        body_id: the registry's id of the body; its name is `finding.body`.
        first_seen, last_seen, resolved_at: in ledger time; `resolved_at` is None while it is open.
        edition_id: the edition it rests on, None where none was found.
    """

    id: int
    public_id: str
    body_id: str
    year: int
    finding: Finding
    edition_id: int | None
    first_seen: datetime
    last_seen: datetime
    resolved_at: datetime | None

    def as_json(self, language: Language = "zh") -> dict[str, Any]:
        """Return the object that `duban check --json` prints, with the days it was first and last seen."""
        return {
            **finding_json(self.finding, lang=language),
            "id": self.public_id,
            "first_seen": self.first_seen.isoformat(),
            "last_seen": self.last_seen.isoformat(),
        }


def counted_as(finding: Finding) -> str:
    """Return what a finding is counted as: a fail as its level, else its outcome."""
    return finding.level.value if finding.outcome is Outcome.FAIL else finding.outcome.value


class FindingEventKind(StrEnum):
    """What can happen to a finding; that it persists is no event."""

    OPENED = "opened"
    CHANGED = "changed"
    RESOLVED = "resolved"
    REOPENED = "reopened"


class Cause(StrEnum):
    """What moved since the evaluation before.

    The first one, another content, another reading of the same pages, other rules, the settings of rules in
    `duban.toml`, the calendar, or the reports of others that it is compared with.
    """

    FIRST = "first"
    CONTENT = "content"
    READING = "reading"
    RULES = "rules"
    SETTINGS = "settings"
    CALENDAR = "calendar"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class FindingEvent:
    """One append-only entry in the life of a finding.

    Attributes:
        at: in ledger time; `at_real` by the real clock.
        finding: what was said then; None for `resolved`.
    """

    id: int
    finding_id: int
    kind: FindingEventKind
    cause: Cause
    at: datetime
    at_real: datetime
    rule_version: int
    edition_id: int | None
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the engine said about one body and year the last time anything had moved.

    Attributes:
        state: the word of `Standing.state`.
        counts: outcomes of all rules: `error` `warning` `hint` (fails), `needs_review`, `not_evaluated`, `pass`,
            `not_applicable`.
        outcomes: every rule's answer as (rule, version, key, outcome, reason).
        fingerprint: of all that went in; the same fingerprint needs no new evaluation.
        changes: what the settings changed, by rule: `off`, or the level set.
        published, days_late: of the standing.
    """

    body_id: str
    year: int
    edition_id: int | None
    state: str
    due: date | None
    fingerprint: str
    rules: str
    at: datetime
    counts: Mapping[str, int]
    outcomes: tuple[tuple[str, int, str, str, str | None], ...]
    changes: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None
    days_late: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the rules of the portfolio said of a report beside the others the last time that anything had moved.

    Attributes:
        mark: of what it was found to look like; the same mark needs no new judgement.
        peers: what was found of its figures among those of its peers; empty where it has not enough.
        rules, changes, counts, outcomes: as in `Evaluation`.
    """

    body_id: str
    year: int
    edition_id: int
    mark: str
    peers: str
    rules: str
    changes: Mapping[str, str]
    counts: Mapping[str, int]
    outcomes: tuple[tuple[str, int, str, str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A report that is judged.

    Attributes:
        published: the day it was published, as far as is known; None of a content that took the place of another.
        forms: the form of each table, as JSON.
        url, fetched_at, sha256: of its payload.
    """

    body_id: str
    year: int
    edition_id: int
    published: date | None
    forms: str
    url: str
    fetched_at: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FoundReport:
    """An edition that has the words looked for; `current` when it is the one that is judged."""

    id: int
    body: str
    year: int
    title: str | None
    text: str
    current: bool
    url: str


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """A finding that has the words looked for."""

    public_id: str
    body: str
    year: int
    rule: str
    level: str
    outcome: str
    message: str
    message_en: str
    open: bool


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """One entry of `waivers.toml` as it was taken over.

    Attributes:
        entry: its fingerprint.
        kind: `waiver`, `confirmation` or `note`.
        body_id: the body of the registry that is meant, None when it lists none; `body` as the entry says it.
        finding: the beginning of the id of a finding, None when every finding of the rule is meant.
        edition: the hash of the content it was decided on, `none` where no report was found; of an entry that names
            none the content that was judged when the entry was first seen.
        said: the reason, or the remark.
        decided, expires: days as ISO texts.
    """

    entry: str
    kind: str
    rule: str
    body_id: str | None
    body: str
    year: int
    finding: str | None
    edition: str | None
    said: str
    author: str
    decided: str | None
    expires: str | None


@dataclass(frozen=True, slots=True)
class DecisionEvent:
    """A decision that was `made` or `withdrawn`; `at` in ledger time, `by` None when the file was found changed."""

    id: int
    action: str
    made: DecisionMade
    at: datetime
    at_real: datetime
    by: str | None
