"""Findings on reports beside each other, brought up to date year by year, where anything moved."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from checks.adjust import Adjustment, adjust
from checks.engine import About, rules
from checks.engine import evaluate as evaluate_case
from checks.model import Case
from checks.portfolio.copies import Key
from checks.portfolio.records import Companions
from config.workspace import Workspace
from reports.local_rules import LocalRules
from reports.portfolio.year import YEARS_BACK, Year
from reports.recording import BESIDE, Recording
from reports.store import Cause, Comparison, Shown, Store, counted_as


class Before(NamedTuple):
    """What was judged of a body and year before an evaluation that judged it anew: anything, and which edition."""

    judged: bool
    edition_id: int | None


class Comparing:
    """The place where reports are judged beside each other.

    Args:
        store: open to write; its current editions are compared.
        workspace: whose registry and settings count.
        recording: records what is found.
        moved: what was judged before of every body and year that this evaluation judged anew.
        anew: judge also where nothing has moved.
    """

    def __init__(
        self,
        store: Store,
        workspace: Workspace,
        recording: Recording,
        *,
        moved: Mapping[Key, Before],
        anew: bool = False,
    ) -> None:
        self._store, self._workspace, self._recording = store, workspace, recording
        self._moved, self._anew = moved, anew
        self._local = LocalRules(workspace)
        self._bodies = {body.id: body for body in workspace.registry.bodies}
        self._rules = _hash(*((rule.id, rule.version) for rule in rules()))

    def compare(self) -> None:
        """Bring every year up to date of which a report, or one of the years before, has moved."""
        shown = self._store.shown_reports()
        known = self._store.compared()
        for year, mark in self._marks(shown).items():
            if self._anew or known.get(year) != mark:
                self._compare_year(Year(self._store, self._workspace.registry, shown, year), year)
                self._store.set_compared(year, mark)

    def _marks(self, shown: Sequence[Shown]) -> dict[int, str]:
        """Return for every year a hash of all that its comparison rests on."""
        seen: defaultdict[int, list[tuple[object, ...]]] = defaultdict(list)
        for each in shown:
            seen[each.year].append((each.body_id, each.edition_id, each.published))
        common = _hash(self._rules, self._workspace.registry.bodies, self._workspace.settings.rules)
        years = {year: _hash(reports) for year, reports in seen.items()}
        return {
            year: _hash(common, [years.get(each) for each in range(year - YEARS_BACK, year + 1)])
            for year in sorted(years)
        }

    def _compare_year(self, year: Year, number: int) -> None:
        before = self._store.comparisons(number)
        for shown, companions in year.reports():
            changes = self._local.of(self._bodies[shown.body_id].region)
            mark = _hash(self._rules, shown.edition_id, companions, changes)
            last = before.get(shown.body_id)
            if last is None or last.mark != mark or self._anew:
                self._judge(shown, year.with_passages(shown, companions), changes, mark, last)

    def _judge(
        self,
        shown: Shown,
        companions: Companions,
        changes: Sequence[Adjustment],
        mark: str,
        last: Comparison | None,
    ) -> None:
        body = self._bodies[shown.body_id]
        case = Case(
            body=body.name,
            year=shown.year,
            kind=body.kind,
            kind_source=body.kind_source,
            level=body.level,
            companions=companions,
            url=shown.url,
            fetched_at=shown.fetched_at,
            sha256=shown.sha256,
            source=shown.url,
        )
        findings = adjust(evaluate_case(case, About.BESIDE), changes)
        comparison = Comparison(
            body_id=shown.body_id,
            year=shown.year,
            edition_id=shown.edition_id,
            mark=mark,
            rules=self._rules,
            changes={change.rule: "off" if change.off else str(change.level) for change in changes},
            counts=Counter(counted_as(finding) for finding in findings),
            outcomes=tuple((f.rule, f.version, f.key, f.outcome.value, f.reason) for f in findings),
        )
        with self._store.transaction():
            self._recording.record(comparison, findings, self._causes(last, comparison), BESIDE)
            self._store.save_comparison(comparison)

    def _causes(self, last: Comparison | None, now: Comparison) -> Callable[[str], Cause]:
        """Return what tells for every rule what moved its findings."""
        if last is None:
            before = self._moved.get((now.body_id, now.year), Before(judged=True, edition_id=now.edition_id))
        else:
            before = Before(judged=True, edition_id=last.edition_id)
        if not before.judged:
            return lambda _: Cause.FIRST
        if before.edition_id != now.edition_id:
            cause = self._recording.cause_of_edition(before.edition_id, now.edition_id, anew=self._anew)
            return lambda _: cause
        if last is None or last.rules != now.rules:
            return lambda _: Cause.RULES
        return lambda rule: Cause.SETTINGS if last.changes.get(rule) != now.changes.get(rule) else Cause.OTHERS


def companions_of_all(store: Store, workspace: Workspace) -> Mapping[Key, Companions]:
    """Return what every report that is judged looks like beside others; nothing is recorded."""
    shown = store.shown_reports()
    found: dict[Key, Companions] = {}
    for number in sorted({each.year for each in shown}):
        year = Year(store, workspace.registry, shown, number)
        found |= {(each.body_id, number): year.with_passages(each, beside) for each, beside in year.reports()}
    return found


def _hash(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()
