"""Taking out of the archive what nothing rests on, by the policy of `[keeping]`."""

from dataclasses import dataclass
from datetime import timedelta

from config import clock
from config.errors import UserError, why
from config.workspace import Workspace
from reports.archive import Archive
from reports.store import Store


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
        _delete(Archive(workspace.archive), store.payloads(pruned=True))
    return Pruned(len(found), sum(found.values()))


def _delete(archive: Archive, hashes: dict[str, int]) -> None:
    for sha256 in hashes:
        try:
            archive.path(sha256).unlink(missing_ok=True)
        except OSError as error:
            raise UserError(f"{archive.path(sha256)} cannot be deleted: {why(error)}") from error
