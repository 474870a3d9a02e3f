"""Reading and judging everything anew with today's reader and rules: the difference first, recorded only when asked."""

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from checks.engine import finding_json
from checks.model import Finding
from checks.reading import read_bytes
from checks.words import Language
from config.errors import UserError
from config.workspace import Workspace
from reports.intake import reread
from reports.ledger import evaluate
from reports.store import Cause, FindingEvent, FindingEventKind, Store
from reports.workers import Read


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one finding, and why; `finding` is what was said last."""

    public_id: str
    kind: FindingEventKind
    cause: Cause
    finding: Finding

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the finding as `duban check --json` prints it, with `change` and `cause`."""
        told = {**finding_json(self.finding, lang=language), "id": self.public_id}
        return {"change": self.kind.value, "cause": self.cause.value, **told}


@dataclass(frozen=True, slots=True)
class Recheck:
    """What reading and judging anew comes to.

    Attributes:
        read: pages that were read again; the others were read by this very reader.
        failed: those of them that could not be read now, so that the reading before stands.
        new_editions: contents that were understood otherwise than before.
        judged: bodies and years that were judged.
        differences: by rule, then by body.
        as_of: the day of the ledger that everything was judged by.
    """

    read: int
    failed: int
    new_editions: int
    judged: int
    differences: tuple[Difference, ...]
    as_of: datetime


def recheck(
    workspace: Workspace,
    *,
    record: bool,
    as_of: datetime | None = None,
    executor: Executor | None = None,
    read: Read = read_bytes,
) -> Recheck:
    """Read the archive again with today's reader, judge everything with today's rules, and return the difference.

    Without `record` all of it happens in a copy that is thrown away. Interrupted while recording, it is finished by
    the next call.

    Args:
        workspace: whose archive and ledger these are.
        record: whether the ledger takes it over.
        as_of: the day to judge by; by default the one the ledger stands at, so that the calendar moves nothing.
        executor: where pages are read; by default two worker processes.
        read: the reading function, picklable.

    Raises:
        UserError: there is no ledger yet, or pages wait that `duban check` has not read.
    """
    if record:
        with Store.open(workspace.database, write=True) as store:
            return _recheck(store, workspace, as_of, executor, read)
    with TemporaryDirectory(prefix="duban-") as folder:
        copy = Path(folder) / workspace.database.name
        with Store.open(workspace.database) as store:
            store.copy_to(copy)
        with Store.open(copy, write=True) as store:
            return _recheck(store, workspace, as_of, executor, read)


def _recheck(
    store: Store, workspace: Workspace, as_of: datetime | None, executor: Executor | None, read: Read
) -> Recheck:
    stands = store.evaluated()
    if stands is None or store.unread_captures():
        raise UserError("there is something that was never checked: run `duban check` before `duban check --recheck`")
    at, known = as_of or stands, store.last_event()
    settled = reread(store, workspace, executor=executor, read=read)
    summary = evaluate(store, workspace, as_of=at, anew=True)
    differences = _differences(store, store.finding_events(after=known))
    return Recheck(settled.read, settled.failed, settled.new_editions, summary.body_years, differences, at)


def _differences(store: Store, events: Iterable[FindingEvent]) -> tuple[Difference, ...]:
    by_finding: dict[int, list[FindingEvent]] = defaultdict(list)
    for event in events:
        by_finding[event.finding_id].append(event)
    rows = store.findings_numbered(by_finding)
    told = (Difference(row.public_id, (last := by_finding[row.id][-1]).kind, last.cause, row.finding) for row in rows)
    return tuple(sorted(told, key=lambda each: (each.finding.rule, each.finding.body or "", each.finding.year or 0)))
