"""The ledger: editions and the calendar become findings that open, persist, resolve and reopen, and nothing twice."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from checks.adjust import adjust
from checks.engine import evaluate as evaluate_case
from checks.model import Finding
from config.errors import UserError
from config.workspace import Workspace
from reports.asking import Asking
from reports.decisions import take_over
from reports.facts import facts_of_source
from reports.intake import Imported, IngestSummary, Progress, import_files, ingest, ledger_time
from reports.judging import Judging, question_of
from reports.local_rules import LocalRules
from reports.portfolio.compare import companions_of_all
from reports.portfolio.shared_rows import SharedRows
from reports.settling import Settling
from reports.store import DecisionMade, Store

__all__ = ["Imported", "IngestSummary", "LedgerSummary", "evaluate", "import_files", "ingest", "outcomes"]


_OPEN_AFTER = ("opened", "changed", "reopened")
"""What happened to findings that are open now."""


@dataclass(frozen=True, slots=True)
class LedgerSummary:
    """What an evaluation did.

    Attributes:
        body_years: bodies and years looked at.
        evaluated: those of them of which anything had moved since the last time.
        opened, changed, resolved, reopened: events recorded.
        persisting: findings that were open before and still are.
        bound: decisions of `waivers.toml` that name no content and now hold for the one that is judged.
    """

    body_years: int = 0
    evaluated: int = 0
    opened: int = 0
    persisting: int = 0
    changed: int = 0
    resolved: int = 0
    reopened: int = 0
    bound: tuple[DecisionMade, ...] = ()

    @property
    def events(self) -> int:
        """How many things there are to tell; 0 when nothing changed."""
        return self.opened + self.changed + self.resolved + self.reopened


def evaluate(
    store: Store, workspace: Workspace, *, as_of: datetime, progress: Progress | None = None, anew: bool = False
) -> LedgerSummary:
    """Judge every body and year anew where anything moved, and bring the findings up to date.

    Doing it again changes nothing and says so. A body and year are recorded together or not at all.

    Args:
        store: open to write.
        workspace: whose registry, deadlines and settings count.
        as_of: the day asked about.
        progress: is told how many bodies and years are done; their number is not known beforehand, so it is told 0.
        anew: judge also where nothing has moved, with the rules as they are now; what then differs is the doing of
            reader and rules and not of the bodies.

    Raises:
        UserError: the ledger stands at a later day already.
    """
    refuse_to_go_back(store, as_of)
    store.sync_registry(workspace.registry, ledger_time(workspace, as_of))
    rows = SharedRows(store)
    settling = Settling(store, workspace, as_of, rows, anew=anew)
    with Asking(store, workspace.database) as asking:
        judging = Judging(store, workspace, as_of, rows, asking, anew=anew)
        _judge_sources(workspace, judging, settling, progress)
    judging.compare()
    with store.transaction():
        store.confirm_open_findings(as_of)
        bound = take_over(store, workspace, at=as_of)
        store.set_evaluated(as_of)
    happened = judging.counts
    persisting = store.count_open_findings() - sum(happened.get(name, 0) for name in _OPEN_AFTER)
    return LedgerSummary(**happened, persisting=persisting, bound=bound)


def _judge_sources(workspace: Workspace, judging: Judging, settling: Settling, progress: Progress | None) -> None:
    for source in workspace.registry.sources():
        settled = settling.settled_years(source)
        if settled is None:
            facts = settling.whole(source)
            judging.judge_all(facts, progress)
            judging.close_all_but(source, facts)
            settling.settle(source, facts)
        else:
            facts = settling.not_found(source)
            judging.judge_all(facts, progress)
            judging.pass_over(settled - len(facts))


def outcomes(store: Store, workspace: Workspace, *, as_of: datetime) -> Iterator[Finding]:
    """Yield every answer of every rule on every body and year as the settings have it; nothing is recorded."""
    local, beside, rows = LocalRules(workspace), companions_of_all(store, workspace), SharedRows(store)
    for source in workspace.registry.sources():
        for facts in facts_of_source(store, workspace, source, as_of=as_of):
            question = question_of(store, workspace, facts, local, rows)
            case = question.case(store.load_report)
            case = replace(case, companions=beside.get((facts.body.id, facts.year)) if facts.edition else None)
            yield from adjust(evaluate_case(case), question.changes)


def refuse_to_go_back(store: Store, as_of: datetime) -> None:
    """Refuse to record anything under a day before the one the ledger stands at.

    Raises:
        UserError: `as_of` is such a day.
    """
    last = store.evaluated()
    if last and as_of < last:
        raise UserError(
            f"the ledger stands at {last.date()} and cannot go back to {as_of.date()}; "
            f"if the clock of this machine is wrong, set it right; "
            f"to look at that day use: duban status --as-of {as_of.date()}"
        )
