"""Findings on reports beside each other, brought up to date year by year, where anything moved."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from checks.adjust import Adjustment, adjust
from checks.engine import About
from checks.engine import evaluate as evaluate_case
from checks.model import Case
from checks.portfolio.copies import Key
from checks.portfolio.records import Companions, Outlier
from checks.portfolio.sketches import VERSION
from config.workspace import Workspace
from reports.fingerprint import fingerprint_of, rules_in_force
from reports.local_rules import LocalRules
from reports.portfolio.year import YEARS_BACK, Beside, Year
from reports.recording import BESIDE, Recording, changes_of, counts_of, outcomes_of
from reports.store import Cause, Comparison, Shown, Store


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
        self._rules = rules_in_force()

    def compare(self) -> None:
        """Bring up to date what is said of the reports that moved, and of those beside which they moved."""
        moves, known = self._store.moved_reports(), self._store.compared()
        years = sorted({*known, *(year for _, year, _ in moves)})
        marks = {year: self._mark(year) for year in years}
        whole = self._anew or any(marks[year] != mark for year, mark in known.items())
        moved = self._moved_bodies(((year, body) for _, year, body in moves), years if whole else ())
        if not moved:
            return
        beside = Beside(self._store, self._workspace.registry, moved, whole=whole)
        for year in years:
            if moved.keys() & range(year - YEARS_BACK, year + 1):
                self._compare_year(Year(beside, year), year)
        with self._store.transaction():
            beside.vocabulary.save()
            self._store.forget_moves(max((number for number, *_ in moves), default=0))
            for year, mark in marks.items():
                self._store.set_compared(year, mark)

    def _mark(self, year: int) -> str:
        """Return a hash of all that the comparison of a year rests on but its reports."""
        several = self._store.several_bodies(year - 1, year)
        return fingerprint_of(
            self._rules, VERSION, self._store.registry_mark(), self._workspace.settings.rules, several
        )

    def _moved_bodies(self, moves: Iterable[tuple[int, str]], whole: Iterable[int]) -> dict[int, set[str]]:
        """Return the listed bodies of moves by year, with all reports of some years."""
        moved: defaultdict[int, set[str]] = defaultdict(set)
        for year in whole:
            moved[year].update(self._store.judged_reports(year))
        for year, body in moves:
            if body in self._bodies:
                moved[year].add(body)
        return dict(moved)

    def _compare_year(self, year: Year, number: int) -> None:
        asked = year.moved()
        odd = year.figures_beside(asked)
        told = self._store.peers_told(number) if odd else {}
        asked |= {body for body, found in odd.items() if told.get(body, "") != _peers(found)}
        before = self._store.comparisons(number, asked)
        for shown, companions in year.reports(asked, odd):
            changes = self._local.of(self._bodies[shown.body_id].region)
            mark = fingerprint_of(self._rules, shown.edition_id, companions, changes)
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
            peers=_peers(companions.outliers if companions.peers else None),
            rules=self._rules,
            changes=changes_of(changes),
            counts=counts_of(findings),
            outcomes=outcomes_of(findings),
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
    years = store.years_of_reports()
    moved = {year: {*store.judged_reports(year)} & {body.id for body in workspace.registry.bodies} for year in years}
    beside = Beside(store, workspace.registry, moved, whole=True)
    found: dict[Key, Companions] = {}
    for number in years:
        year = Year(beside, number)
        asked = year.moved()
        reports = year.reports(asked, year.figures_beside(asked))
        found |= {(each.body_id, number): year.with_passages(each, beside_it) for each, beside_it in reports}
    return found


def _peers(outliers: tuple[Outlier, ...] | None) -> str:
    """Return what tells whether anything else was found of figures beside those of peers."""
    return "" if outliers is None else repr(outliers)
