"""Taking out of the archive what nothing rests on, by the policy of `[keeping]`."""

from dataclasses import dataclass
from datetime import timedelta

from config import clock
from config.workspace import Workspace
from reports.store import Store
from reports.targets import archive_of


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was taken out, or would be: how many payloads, and their bytes before compression."""

    payloads: int
    size: int


def prune(store: Store, workspace: Workspace, *, dry_run: bool = False) -> Pruned:
    """Take out the payloads of homes and lists that are older than the policy says and that nothing rests on.

    Each is recorded as pruned before it is deleted, so that a kill in between leaves nothing that looks lost; what it
    leaves undeleted is deleted by the next call.

    Args:
        store: opened to write; a crawl cannot run meanwhile.
        workspace: whose settings hold the policy.
        dry_run: only tell.

    Raises:
        UserError: a file cannot be deleted.
    """
    now = clock.now()
    found = store.prunable(now - timedelta(days=workspace.settings.keeping.lists))
    if not dry_run:
        with store.transaction():
            store.mark_pruned(found, now)
        archive = archive_of(workspace)
        for sha256 in store.payloads(pruned=True):
            archive.delete(sha256)
    return Pruned(len(found), sum(found.values()))
