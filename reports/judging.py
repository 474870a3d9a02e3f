"""One body and year after the other: judged where anything moved, and what is found recorded."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice

from checks.adjust import Adjustment
from checks.catalogue import LETTERS
from checks.model import Family, Finding, State
from config.bodies import Body, Source
from config.workspace import Workspace
from reports.asking import Asking, Question
from reports.facts import Facts
from reports.fingerprint import fingerprint_of, rules_in_force
from reports.intake import Progress
from reports.local_rules import LocalRules
from reports.portfolio.compare import Before, Comparing
from reports.portfolio.shared_rows import SharedRows
from reports.recording import ALONE, EVERY, Recording, changes_of, counts_of, outcomes_of
from reports.store import Cause, EditionRow, Evaluation, Store

_RECORDED_TOGETHER = 32
"""Bodies and years of one transaction: each waits for the disk, which takes as long as the rules do."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """A body and year of which something moved since it was judged; `before` is None where it never was."""

    question: Question
    before: Evaluation | None
    fingerprint: str


class Judging:
    """Judges bodies and years where anything moved, and records what is found.

    Args:
        store: open to write.
        workspace: whose registry, deadlines and settings count.
        as_of: the day of the ledger.
        rows: the rows that many reports share.
        asking: who answers.
        anew: judge also where nothing has moved.
    """

    def __init__(
        self,
        store: Store,
        workspace: Workspace,
        as_of: datetime,
        rows: SharedRows,
        asking: Asking,
        *,
        anew: bool = False,
    ) -> None:
        self._store = store
        self._anew = anew
        self._workspace = workspace
        self._recording = Recording(store, workspace.registry, as_of)
        self._rows = rows
        self._asking = asking
        self._local = LocalRules(workspace)
        self._as_of = as_of
        self._rules = rules_in_force()
        self._counts: Counter[str] = Counter()
        self._judged: dict[tuple[str, int], Before] = {}

    @property
    def counts(self) -> Mapping[str, int]:
        """Bodies and years looked at and judged, and what happened to findings, by the names of `LedgerSummary`."""
        return self._counts + self._recording.counts

    def pass_over(self, body_years: int) -> None:
        """Count bodies and years of which nothing can have moved."""
        self._counts["body_years"] += body_years

    def judge_all(self, facts: Sequence[Facts], progress: Progress | None) -> None:
        """Bring bodies and years up to date; some of them are recorded together, each wholly or not at all."""
        with self._store.transaction():
            moved = list(self._moved_of(facts))
        self.pass_over(len(facts) - len(moved))
        answered = zip(moved, self._asking.answers([each.question for each in moved]), strict=True)
        while some := list(islice(answered, _RECORDED_TOGETHER)):
            with self._store.transaction():
                for each, findings in some:
                    self._record(each, findings)
                    if progress:
                        progress(self._counts["body_years"], 0)

    def _moved_of(self, facts: Sequence[Facts]) -> Iterator["_Moved"]:
        """Yield the bodies and years of which anything moved, once it is known of all which edition counts."""
        for each in facts:
            if each.edition:
                self._store.set_current(each.body.id, each.year, each.edition.id)
        known = self._store.evaluations(bodies={each.body.id for each in facts}) if facts else {}
        for each in facts:
            moved = self._looked_at(each, known.get((each.body.id, each.year)))
            if moved.before is None or moved.before.fingerprint != moved.fingerprint or self._anew:
                yield moved

    def _looked_at(self, facts: Facts, before: Evaluation | None) -> "_Moved":
        body, edition = replace(facts.body, line=0), facts.edition
        question = question_of(self._store, self._workspace, facts, self._local, self._rows)
        fingerprint = fingerprint_of(
            body,
            facts.year,
            facts.standing,
            facts.publication,
            (edition.content_hash if edition else "", facts.changes),
            [each.content_hash for _, each in question.earlier],
            self._rules,
            question.limit,
            *question.changes,
            *sorted(question.shared_rows),
        )
        return _Moved(question, before, fingerprint)

    def _record(self, moved: "_Moved", findings: Sequence[Finding]) -> None:
        facts, before = moved.question.facts, moved.before
        self._counts["body_years"] += 1
        self._counts["evaluated"] += 1
        self._judged[facts.body.id, facts.year] = Before(before is not None, before.edition_id if before else None)
        evaluation = self._evaluation(facts, findings, moved.fingerprint, moved.question.changes)
        self._store.save_evaluation(evaluation)
        if facts.edition is None:
            self._store.forget_comparison(facts.body.id, facts.year)
        families = ALONE if facts.edition else EVERY
        self._recording.record(evaluation, findings, self._causes(before, evaluation), families)

    def compare(self) -> None:
        """Bring up to date what is said of reports beside each other."""
        Comparing(self._store, self._workspace, self._recording, moved=self._judged, anew=self._anew).compare()

    def close_all_but(self, source: Source, facts: Sequence[Facts]) -> None:
        """Resolve what was found on bodies of a source and years of which nothing is expected or known any more."""
        judged = self._store.judged_years([body.id for body in source.bodies])
        gone = judged - {(each.body.id, each.year) for each in facts}
        known = self._store.evaluations(bodies={body_id for body_id, _ in gone}) if gone else {}
        for key in sorted(gone):
            closed = replace(
                known[key],
                edition_id=None,
                state=State.NOT_EXPECTED,
                due=None,
                fingerprint="",
                counts={},
                outcomes=(),
                published=None,
                days_late=None,
            )
            with self._store.transaction():
                self._store.save_evaluation(replace(closed, at=self._as_of))
                self._store.forget_comparison(*key)
                self._recording.record(closed, (), lambda _: Cause.CALENDAR, EVERY)

    def _causes(self, before: Evaluation | None, now: Evaluation) -> Callable[[str], Cause]:
        """Return what tells for every rule what moved its findings."""
        if before is None:
            return lambda _: Cause.FIRST
        return partial(_cause, before, now, self._moved(before, now))

    def _moved(self, before: Evaluation, now: Evaluation) -> Cause:
        """Tell what moved between two evaluations, whatever the rule."""
        if before.edition_id != now.edition_id:
            return self._recording.cause_of_edition(before.edition_id, now.edition_id, anew=self._anew)
        if before.rules != now.rules or before.fingerprint == now.fingerprint:
            return Cause.RULES
        return Cause.READING if self._anew else Cause.CALENDAR

    def _evaluation(
        self, facts: Facts, findings: Iterable[Finding], fingerprint: str, changes: Iterable[Adjustment]
    ) -> Evaluation:
        return Evaluation(
            body_id=facts.body.id,
            year=facts.year,
            edition_id=facts.edition.id if facts.edition else None,
            state=facts.standing.state,
            due=facts.standing.due,
            fingerprint=fingerprint,
            rules=self._rules,
            at=self._as_of,
            counts=counts_of(findings),
            outcomes=outcomes_of(findings),
            changes=changes_of(changes),
            published=facts.standing.published,
            days_late=facts.standing.days_late,
        )


_MOVED_BY_TIME = frozenset({Family.TIMELINESS, Family.PUBLICATION})
"""What other families say of a report that stays as it is moves with other reports: of the year before, or of peers."""


def _cause(before: Evaluation, now: Evaluation, moved: Cause, rule: str) -> Cause:
    """Tell what moved the findings of a rule.

    That it was switched on or off outweighs everything else, then that it is another version: whoever was accused or
    cleared by that has changed nothing.
    """
    settings = before.changes.get(rule), now.changes.get(rule)
    changed = settings[0] != settings[1]
    if changed and "off" in settings:
        return Cause.SETTINGS
    if before.outcomes and now.outcomes and _version(before, rule) != _version(now, rule):
        return Cause.RULES
    if moved is not Cause.CALENDAR:
        return moved
    if changed:
        return Cause.SETTINGS
    return Cause.CALENDAR if LETTERS[rule[0]] in _MOVED_BY_TIME else Cause.OTHERS


def _version(evaluation: Evaluation, rule: str) -> int | None:
    return next((version for answered, version, *_ in evaluation.outcomes if answered == rule), None)


def question_of(store: Store, workspace: Workspace, facts: Facts, local: LocalRules, rows: SharedRows) -> Question:
    """Return what the rules are asked about a body and year."""
    region = facts.body.region
    return Question(
        facts,
        local.limit(region, facts.year),
        _earlier_editions(store, workspace, facts),
        rows.of(facts),
        tuple(local.of(region)),
    )


def _earlier_editions(store: Store, workspace: Workspace, facts: Facts) -> tuple[tuple[Body, EditionRow], ...]:
    """Return the editions of the year before that a report continues; none when one of them is lacking."""
    if facts.edition is None:
        return ()
    continued = workspace.registry.continued(facts.body, facts.year)
    found = [(body, store.current_edition(body.id, facts.year - 1)) for body in continued]
    known = tuple((body, edition) for body, edition in found if edition)
    return known if len(known) == len(found) else ()
