"""What `kill -9` does to the ledger: `python -m tests.bench.kills [--kills N] [--seed N]`.

A workspace with reports of two days is checked once undisturbed. Copies of it are checked by a `duban check` that is
killed, again and again until it comes to its end, and then once more by the same command; ledger and search index must
be those of the undisturbed one, row by row, real clock columns left out. The check keeps a byte in a mapped file that
says whether it is inside a transaction; a kill leaves it as it was, so it tells where the kill fell.
"""

import argparse
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from config.workspace import Workspace
from reports.ledger import evaluate, ingest
from reports.store import Store
from tests.bench.crawl import print_figures
from tests.bench.records import Figure, timed
from tests.conftest import ROOT
from tests.reports.ledger_samples import SITE, Desk, day, make_workspace
from tests.writing import LAYOUTS, Gold, dice, faulty, random_gold

FIRST, SECOND = day("2026-11-01"), day("2026-11-02")
CHECK = ("check", "--as-of", "2026-11-02")
INSIDE, OUTSIDE, ENDED = 2, 1, 4
WATCHED = """
import mmap, sys
from contextlib import contextmanager
from reports.store.connection import Connection

with open(sys.argv[1], "r+b") as file:
    state = mmap.mmap(file.fileno(), 1)
transaction, depth = Connection.transaction, [0]

@contextmanager
def watched(self):
    depth[0] += 1
    if self.writable:
        state[0] = 2
    try:
        with transaction(self):
            yield
    finally:
        depth[0] -= 1
        if not depth[0]:
            state[0] = 1

Connection.transaction = watched
sys.argv = ["duban", *sys.argv[2:]]
import duban
try:
    duban.main()
finally:
    state[0] = 4
"""
"""`duban check` with a byte that says what it does: 1 it has written, 2 is in a transaction, 4 ended."""

_REAL_CLOCK = re.compile(r"_real$|_at$|^first_stored$")


@dataclass
class Kills:
    """What came of the kills.

    Attributes:
        fell: kills by where they fell.
        differing: tables in which a ledger differed from the undisturbed one, over all copies.
        copies: workspaces that were checked to the end.
    """

    fell: Counter[int] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)
    copies: int = 0


def golds(seed: int, bodies: int) -> list[Gold]:
    """Return consistent reports of different bodies that call themselves what the gold says."""
    layout = LAYOUTS["html_official"]
    found: dict[str, Gold] = {}
    for gold in (random_gold(dice(seed, n), "2021") for n in range(10 * bodies)):
        if layout.render(gold, dice(gold.body.name)).expected.bodies == (gold.body.name,):
            found.setdefault(gold.body.name, gold)
    return list(islice(found.values(), bodies))


def make_ledger(root: Path, seed: int, bodies: int) -> Workspace:
    """Make a workspace whose first day is in the ledger and whose second day waits.

    On the second day a third of the reports are changed for the worse, a third for the better, and a body is new.
    """
    chosen = golds(seed, bodies)
    rows = "".join(f"b{n},{gold.body.name},{gold.body.kind},{SITE},,,\n" for n, gold in enumerate(chosen))
    workspace = make_workspace(root, rows, first_year=2021)
    worse = [faulty(gold, dice(seed, n)) for n, gold in enumerate(chosen)]
    before = {n: worse[n] if n % 3 == 0 else gold for n, gold in enumerate(chosen) if n}
    after = {n: worse[n] if n % 3 == 1 else gold for n, gold in enumerate(chosen)}
    with Store.open(workspace.database, write=True) as store:
        desk = Desk(store, workspace)
        desk.visit(FIRST, _pages(before))
        ingest(store, workspace, as_of=FIRST)
        evaluate(store, workspace, as_of=FIRST)
        desk.visit(SECOND, _pages(after))
        waived = next(row for row in store.open_findings() if row.finding.outcome == "fail")
    (root / "waivers.toml").write_text(
        f'[[waiver]]\nrule = "{waived.finding.rule}"\nbody = "{waived.body_id}"\nyear = {waived.year}\n'
        'reason = "r"\nauthor = "a"\nexpires = 2027-01-01\n',
        encoding="utf-8",
    )
    return workspace


def _pages(written: Mapping[int, Gold]) -> dict[str, bytes]:
    layout = LAYOUTS["html_official"]
    return {str(n): layout.render(gold, dice(gold.body.name)).data for n, gold in written.items()}


def duban(workspace: Workspace, *prefix: object) -> Sequence[str]:
    """Return the command of the check."""
    return [sys.executable, *map(str, prefix), *CHECK, "--workspace", str(workspace.root)]


def ledger(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, the search index included, without what the real clock says."""
    with Store.open(workspace.database) as store:
        names = [name for name in store.db.table_names() if not name.startswith(("_", "sqlite"))]
        tables = {name: sorted(_rows(store, name), key=repr) for name in names}
    with sqlite3.connect(workspace.database) as db:
        for index in ("_words_of_editions", "_words_of_findings"):
            db.execute(f"CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, {index}, instance)")
            tables[index] = sorted(db.execute("SELECT term, doc, offset FROM v"))
            db.execute("DROP TABLE temp.v")
    db.close()
    return tables


def _rows(store: Store, table: str) -> Iterator[tuple[object, ...]]:
    for row in store.db[table].rows:
        yield tuple((key, value) for key, value in row.items() if not _REAL_CLOCK.search(key) or key == "resolved_at")


def check(workspace: Workspace) -> None:
    """Run the check undisturbed."""
    subprocess.run(duban(workspace, "-m", "duban"), cwd=ROOT, capture_output=True, check=False)


def kill(workspace: Workspace, state: Path, moment: float) -> int:
    """Start the check, kill it in the first transaction that is so many seconds after its first, and tell where."""
    state.write_bytes(b"\0")
    with subprocess.Popen(
        duban(workspace, "-c", WATCHED, state),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        _await(process, state, 0.0005, lambda byte: byte != 0)
        time.sleep(moment)
        _await(process, state, 0.0, lambda byte: byte in {INSIDE, ENDED})
        process.kill()
        process.wait()
        return state.read_bytes()[0]


def _await(process: "subprocess.Popen[bytes]", state: Path, pause: float, reached: Callable[[int], bool]) -> None:
    while not reached(state.read_bytes()[0]) and process.poll() is None:
        time.sleep(pause)


def kill_often(folder: Path, kills: int, seed: int, bodies: int, most: float) -> Kills:
    """Kill the check so often, and compare every ledger with the undisturbed one once it has come to its end.

    Args:
        folder: where the workspaces are made.
        kills: how many.
        seed: of reports and moments.
        bodies: that publish.
        most: seconds after the first transaction within which a kill falls.
    """
    chance, found = random.Random(seed), Kills()  # noqa: S311 - the same moments in every run
    origin = make_ledger(folder / "origin", seed, bodies)
    undisturbed = Workspace.open(shutil.copytree(origin.root, folder / "undisturbed"))
    check(undisturbed)
    expected = ledger(undisturbed)
    while found.fell.total() < kills:
        copy = Workspace.open(shutil.copytree(origin.root, folder / f"copy{found.copies}"))
        for _ in range(min(bodies, kills - found.fell.total())):
            where = kill(copy, folder / "state", chance.uniform(0, most))
            found.fell[where] += 1
            if where == ENDED:
                break
        check(copy)
        told = ledger(copy)
        found.differing.update(name for name in expected.keys() | told.keys() if expected.get(name) != told.get(name))
        found.copies += 1
    return found


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures for the table of all benches."""
    with tempfile.TemporaryDirectory() as name:
        took, found = timed(lambda: kill_often(Path(name), 10 if quick else 100, 20261128, 18, 1.0))
    count = f"{found.fell.total()} kills, {found.fell[INSIDE]} inside a transaction"
    differing, bar = dict(found.differing), "the undisturbed ledger"
    yield Figure(
        "ledger under kills", count, f"tables that differ: {differing or 'none'}; {took}", bar=bar, held=not differing
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--bodies", type=int, default=18)
    chosen = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        found = kill_often(Path(name), chosen.kills, chosen.seed, chosen.bodies, 1.0)
    print_figures(
        "ledger",
        {
            "kills": found.fell.total(),
            "inside a transaction": found.fell[INSIDE],
            "between transactions": found.fell[OUTSIDE],
            "after the end": found.fell[ENDED],
            "workspaces compared": found.copies,
            "tables that differ": dict(found.differing) or "none",
            "seconds": round(time.monotonic() - began),
        },
    )


if __name__ == "__main__":
    main()
