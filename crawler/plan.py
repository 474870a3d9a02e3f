"""`duban crawl --dry-run`: what a crawl would ask for first, without asking for anything or writing anything."""

from collections.abc import Iterator
from dataclasses import dataclass

from config.bodies import Source
from config.workspace import Workspace
from crawler.policy import policy_of
from reports.store import RunState, Store


@dataclass(frozen=True, slots=True)
class Planned:
    """A source that would be crawled.

    Attributes:
        first: the address that would be asked for first.
        pending: requests left by an interrupted run.
        refusal: why its first address may not be asked for.
    """

    source: Source
    first: str
    pending: int = 0
    refusal: str | None = None


def plan(workspace: Workspace, body: str | None = None) -> Iterator[Planned]:
    """Yield the sources in the order of the registry, or that of one body alone.

    Raises:
        UserError: the body is unknown.
    """
    registry = workspace.registry
    policy = policy_of(registry, workspace)
    wanted = registry.source_of(registry.find(body)) if body else None
    pending = _pending(workspace)
    for source in registry.sources():
        if wanted is None or source.key == wanted.key:
            first = source.column or source.site
            yield Planned(source, first, pending.get(source.key, 0), policy.refusal(first))


def _pending(workspace: Workspace) -> dict[str, int]:
    if not workspace.database.is_file():
        return {}
    with Store.open(workspace.database) as store:
        newest = {key: runs[-1] for key in (s.key for s in workspace.registry.sources()) if (runs := store.runs(key))}
        open_runs = {key: run for key, run in newest.items() if run.state is RunState.RUNNING}
        return {key: store.frontier_size(run.id)[0] for key, run in open_runs.items()}
