"""Backup, fsck and prune of a large workspace: `python -m tests.bench.keeping [--payloads N] [--looks N]`."""

import argparse
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from config.clock import now
from config.workspace import Workspace
from reports.keeping.backup import back_up
from reports.keeping.fsck import examine
from reports.keeping.prune import prune
from reports.keeping.restore import restore
from reports.store import FrontierEntry, Record, RunState, RunVerdict, Store, Visit, VisitOutcome
from tests.bench.records import Figure, timed
from tests.reports.keeping_samples import LIST, make_office
from tests.reports.ledger_samples import Desk, day

SIZE = 12_000
PAGES_A_LOOK = 25


def fill(workspace: Workspace, payloads: int, looks: int) -> None:
    """Record looks at one source, each of 25 list pages, whose contents change now and then."""
    random = Random(20260409)  # noqa: S311 - the same workspace in every run
    with Store.open(workspace.database, write=True) as store:
        desk = Desk(store, workspace)
        contents = [desk.archive.put(random.randbytes(SIZE // 2).hex().encode()) for _ in range(payloads)]
        for number in range(looks):
            run = store.start_run(desk.source, day("2025-03-01") + timedelta(days=number), simulated=True)
            received = now() - timedelta(days=looks - number + 700)
            records = []
            for page in range(PAGES_A_LOOK):
                sha256 = contents[(number * PAGES_A_LOOK + page) % payloads]
                url = f"{LIST}index_{page}.html"
                visit = Visit(url, url, received, received, VisitOutcome.OK, 200, {}, sha256, SIZE, "text/html")
                records.append(Record(run.id, FrontierEntry(url, "list"), visit, (), None))
            store.record_visits(records)
            store.finish_run(run.id, RunVerdict(RunState.ACCEPTED))


def pruned(workspace: Workspace) -> str:
    """Prune, and tell what went."""
    with Store.open(workspace.database, write=True) as store:
        gone = prune(store, workspace)
    return f"{gone.payloads} payloads"


def steps(root: Path, payloads: int, looks: int) -> Iterator[Figure]:
    """Yield what each step costs in a workspace of so many payloads and looks."""
    office = make_office(root / "office")
    fill(office, payloads, looks)
    count = f"{payloads} payloads of {SIZE} bytes, {looks * PAGES_A_LOOK} visits"
    for name, work in {
        "fsck": lambda: f"{len([*examine(office)])} problems",
        "backup, folder, first": lambda: f"{back_up(office, root / 'backups').written} written",
        "backup, folder, second": lambda: f"{back_up(office, root / 'backups').written} written",
        "backup, one file": lambda: f"{back_up(office, root / 'backup.zip').files} files",
        "restore, folder": lambda: f"{len(restore(root / 'backups', root / 'again')[1].files)} files",
        "prune": lambda: pruned(office),
    }.items():
        took, came = timed(work)
        yield Figure(name, count, f"{took}: {came}")


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield the steps for the table of all benches."""
    with TemporaryDirectory() as folder:
        yield from steps(Path(folder), *((2000, 120) if quick else (20_000, 1200)))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--payloads", type=int, default=20_000)
    parser.add_argument("--looks", type=int, default=1200)
    sizes = parser.parse_args()
    with TemporaryDirectory() as folder:
        for figure in steps(Path(folder), sizes.payloads, sizes.looks):
            print(f"{figure.what:<24} {figure.found}", flush=True)


if __name__ == "__main__":
    main()
