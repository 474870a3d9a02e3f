"""What is remembered of a digest: enough to tell the next one what is new, and whether anything is."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from checks.model import Finding
from checks.words import number
from reports.digest.facts import Baseline, Facts
from reports.digest.parts.news import key_of
from reports.store import DigestRow, SourceHealth, Store
from reports.store.values import instant, parse_instant, to_json

PATIENCE = 3
"""Runs of a source that may fail in a row before that alone makes a digest worth sending: one outage is no news."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What one reader was told before.

    Attributes:
        last: the newest digest of this reader, None before the first.
        before: the digest that the one being written is compared with, as it is remembered, empty for a first one.
            It is `last`, or the one before `last` when `last` is the very digest that is being written again.
    """

    last: DigestRow | None
    before: Mapping[str, Any]

    @classmethod
    def of(cls, store: Store, reader: str, fingerprint: str, as_of: datetime) -> "Memory":
        """Recall a reader; `fingerprint` and `as_of` are those of the digest being written."""
        last = store.last_digest(reader)
        if last is None:
            return cls(None, {})
        if last.content_hash == fingerprint and last.as_of == as_of:
            return cls(last, last.summary["before"])
        known = {key: last.summary[key] for key in ("states", "editions")}
        return cls(last, {"digest": last.id, "as_of": instant(last.as_of), "last_event": last.last_event, **known})

    @property
    def baseline(self) -> Baseline | None:
        """What the reader knows; None before the first digest."""
        if not self.before:
            return None
        return Baseline(
            as_of=parse_instant(self.before["as_of"]),
            last_event=self.before["last_event"],
            states=self.before["states"],
            editions=self.before["editions"],
        )

    def knows(self, fingerprint: str) -> bool:
        """Whether exactly this is what the reader was told last."""
        return self.last is not None and self.last.content_hash == fingerprint

    def key(self, reader: str, fingerprint: str) -> str:
        """Return what makes a message to this reader one message, however often it is made.

        What came before is part of it: when content returns to what it was, that is news again.
        """
        return sha256(to_json([reader, fingerprint, self.before.get("digest", 0)]).encode()).hexdigest()

    def summary(self, facts: Facts) -> Mapping[str, Any]:
        """Return what to remember of a digest of these facts."""
        return {**_known(facts), "before": self.before}


def fingerprint_of(facts: Facts) -> str:
    """Return the hash of what a digest says, without what changes from day to day: dates, counts of days, runs."""
    content = {
        **_known(facts),
        "reading": {key_of(each.id, each.year): [each.reading, *each.flags] for each in facts.body_years},
        "findings": {row.public_id: _substance(row.finding) for row in facts.findings},
        "doubtful": sorted({page.sha256 for each in facts.sources for page in each.doubtful}),
        "trouble": sorted(each.health.source for each in facts.sources if _in_trouble(each.health)),
    }
    if facts.troubles.stuck:
        content["stuck"] = facts.troubles.stuck
    if facts.new_rows:
        content["new_rows"] = [f"{row.year} {row.label}" for row in facts.new_rows]
    changed = {rule.id: [list(astuple(change)) for change in rule.changed] for rule in facts.rules.values()}
    if decided := _decided(facts):
        content["decided"] = decided
    if any(changed.values()):
        content["rules"] = {rule: changes for rule, changes in changed.items() if changes}
    return sha256(to_json(content).encode()).hexdigest()


def _decided(facts: Facts) -> dict[str, Any]:
    """What was decided about findings, as far as it is shown; empty where nothing was."""
    shown = {row.public_id for row in (*facts.findings, *facts.decided.waived)}
    verdicts = {key: verdict.as_json() for key, verdict in facts.decided.verdicts.items() if key in shown}
    idle = sorted(f"{each.why} {each.decision.fingerprint}" for each in facts.decided.idle)
    notices = {key: each.state for each in facts.notices for key in each.fates if key in shown}
    said = {"verdicts": verdicts, "idle": idle, "notices": notices}
    return said if any(said.values()) else {}


def _known(facts: Facts) -> dict[str, dict[str, str]]:
    return {
        "states": {key_of(each.id, each.year): each.state.value for each in facts.body_years},
        "editions": {key_of(each.id, each.year): each.edition for each in facts.body_years if each.edition},
    }


def _substance(finding: Finding) -> list[Any]:
    figures = [number(value) if isinstance(value, Decimal) else value for value in (finding.expected, finding.found)]
    return [finding.level, finding.outcome, finding.cells, *figures]


def _in_trouble(health: SourceHealth) -> bool:
    return health.state != "accepted" and (health.last_accepted is None or health.failures >= PATIENCE)
