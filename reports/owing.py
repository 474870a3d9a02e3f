"""What a source still owes an answer for: the plan of the season looks at it before anything else."""

from datetime import datetime, timedelta

from checks.model import State
from config.bodies import Source
from config.clock import SHANGHAI
from config.deadlines import last_report_year
from config.season import Looked
from config.workspace import Workspace
from reports.facts import Facts, facts_of_source
from reports.store import RunState, SourceHealth, Store

_FIRST_LOOKS = 2
"""Accepted runs that it takes to prove the absence of anything."""

_UNTIL = timedelta(days=30)
"""How long after its last day a report that is not there is looked for every day."""

_SOUGHT = frozenset((State.DUE, State.NOT_LOOKED, State.NOT_FOUND_SO_FAR, State.MISSING))


def looked(store: Store, workspace: Workspace, source: Source, health: SourceHealth | None, now: datetime) -> Looked:
    """Return how a source was looked at, and whether an answer is owed."""
    runs = store.runs(source.key, until=now)
    interrupted = bool(runs) and runs[-1].state is RunState.RUNNING
    if health is None or health.last_run is None:
        return Looked(None, "never", interrupted)
    accepted = sum(run.state is RunState.ACCEPTED and not run.scope for run in runs)
    facts = facts_of_source(store, workspace, source, as_of=now)
    owed = accepted < _FIRST_LOOKS or any(_owes(each, now) for each in facts)
    return Looked(health.last_run, health.state, interrupted, owed, health.failures)


def _owes(facts: Facts, now: datetime) -> bool:
    """Whether another look can settle where a body stands with a year."""
    standing = facts.standing
    if facts.edition:
        return facts.vanished
    if facts.year != last_report_year(now) or standing.due is None:
        return False
    still_sought = now.astimezone(SHANGHAI).date() <= standing.due + _UNTIL
    return still_sought and standing.state in _SOUGHT
