"""How findings are recorded: they open, persist, change, resolve and reopen, each event once."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from checks.adjust import Adjustment
from checks.engine import finding_id
from checks.model import Family, Finding
from config.bodies import Registry
from reports.store import Cause, Comparison, Evaluation, FindingEventKind, FindingRow, Store, counted_as

BESIDE = frozenset({Family.PORTFOLIO})
"""The families whose rules look at a report beside others."""
ALONE = frozenset(Family) - BESIDE
EVERY = frozenset(Family)

_COUNTED: Mapping[FindingEventKind, str] = {
    FindingEventKind.CHANGED: "changed",
    FindingEventKind.REOPENED: "reopened",
}


class Recording:
    """Brings the findings of bodies and years up to date, and counts what happened to them in `counts`.

    Args:
        store: open to write.
        registry: tells which names several bodies share.
        as_of: the day of the ledger.
    """

    def __init__(self, store: Store, registry: Registry, as_of: datetime) -> None:
        self._store = store
        self._called = Counter(body.name for body in registry.bodies)
        self._as_of = as_of
        self.counts: Counter[str] = Counter()

    def record(
        self,
        judged: Evaluation | Comparison,
        findings: Iterable[Finding],
        cause_of: Callable[[str], Cause],
        families: Collection[Family],
    ) -> None:
        """Record what the rules of some families say of a body and year now; what they no longer say is resolved.

        Args:
            judged: the body and year, with the edition that was judged.
            findings: the answers of these rules.
            cause_of: tells for a rule what moved its findings.
            families: those whose rules were asked; findings of others stay as they are.
        """
        rows = self._store.findings_of(judged.body_id, judged.year)
        known = {(row.finding.rule, row.finding.key): row for row in rows if row.finding.family in families}
        for finding in _distinct(finding for finding in findings if finding.reportable):
            self._meet(judged, finding, known.pop((finding.rule, finding.key), None), cause_of(finding.rule))
        for row in known.values():
            if row.resolved_at is None:
                self.counts["resolved"] += 1
                cause = cause_of(row.finding.rule)
                self._store.resolve_finding(row, edition_id=judged.edition_id, at=self._as_of, cause=cause)

    def cause_of_edition(self, before: int | None, now: int | None, *, anew: bool) -> Cause:
        """Return what moved when another edition is judged: the content, or the reading of the same pages."""
        if anew or self._read_anew(before, now):
            return Cause.READING
        return Cause.CONTENT

    def _read_anew(self, before: int | None, now: int | None) -> bool:
        """Tell whether both editions are readings of the same pages."""
        if before is None or now is None:
            return False
        return self._store.edition(before).content_hash in self._store.hashes_of(now)

    def _public_id(self, finding: Finding, body_id: str) -> str:
        """Return the id that `duban check` on files gives too, unless several bodies share the name."""
        shared = self._called[finding.body or ""] > 1
        return finding_id(replace(finding, body=f"{finding.body} {body_id}") if shared else finding)

    def _meet(self, judged: Evaluation | Comparison, finding: Finding, row: FindingRow | None, cause: Cause) -> None:
        edition_id = judged.edition_id
        if row is None:
            self.counts["opened"] += 1
            self._store.open_finding(
                self._public_id(finding, judged.body_id),
                judged.body_id,
                judged.year,
                finding,
                edition_id=edition_id,
                at=self._as_of,
                cause=cause,
            )
            return
        event = _event(row, finding)
        if event:
            self.counts[_COUNTED[event]] += 1
        if event or row.finding != finding or row.edition_id != edition_id:
            self._store.update_finding(row, finding, edition_id=edition_id, at=self._as_of, cause=cause, event=event)


def counts_of(findings: Iterable[Finding]) -> Mapping[str, int]:
    """Return how many answers of rules are counted as what; see `counted_as`."""
    return Counter(counted_as(finding) for finding in findings)


def outcomes_of(findings: Iterable[Finding]) -> tuple[tuple[str, int, str, str, str | None], ...]:
    """Return the answers of rules as they are kept with what was judged."""
    return tuple((f.rule, f.version, f.key, f.outcome.value, f.reason) for f in findings)


def changes_of(changes: Iterable[Adjustment]) -> Mapping[str, str]:
    """Return what the settings changed about rules as it is kept with what was judged."""
    return {change.rule: "off" if change.off else str(change.level) for change in changes}


def _event(row: FindingRow, finding: Finding) -> FindingEventKind | None:
    """Tell what happened to a finding that was met again; other words for the same thing are no event."""
    if row.resolved_at:
        return FindingEventKind.REOPENED
    return FindingEventKind.CHANGED if _substance(row.finding) != _substance(finding) else None


def _substance(finding: Finding) -> tuple[object, ...]:
    return finding.version, finding.level, finding.outcome, finding.cells, finding.expected, finding.found


def _distinct(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Number the findings of one rule that share a key, so that each keeps a life of its own."""
    met: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        met[finding.rule, finding.key] += 1
        number = met[finding.rule, finding.key]
        yield finding if number == 1 else replace(finding, key=f"{finding.key}#{number}")
