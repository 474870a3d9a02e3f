"""The exports of a workspace: `python -m tests.bench.exports WORKSPACE [--as-of DATE]`.

Prints the processor time that each takes beside the gathering that all share, and their sizes; writes nothing.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from config.clock import parse_as_of
from config.workspace import Workspace
from reports.exports.feed import feed
from reports.exports.ledger import ledger
from reports.exports.letters import circular, notice, notified
from reports.exports.scope import Scope
from reports.exports.selection import Selection
from reports.exports.tables import Table
from reports.store import Store
from tests.bench.digest import FIRST, build
from tests.bench.records import Figure, timed

KINDS: dict[str, Callable[[Selection], Iterable[bytes]]] = {
    "ledger": lambda chosen: (ledger(chosen),),
    "circular": lambda chosen: (circular(chosen, chosen.facts.year or 0),),
    "feed": lambda chosen: (feed(chosen),),
    "notices": lambda chosen: (
        notice(chosen, each, chosen.facts.as_of.date() + timedelta(days=20)) for each in notified(chosen)
    ),
    "findings.csv": lambda chosen: Table("findings", chosen.facts, chosen.store, "zh").written("csv"),
    "findings.json": lambda chosen: Table("findings", chosen.facts, chosen.store, "zh").written("json"),
    "status.csv": lambda chosen: Table("status", chosen.facts, chosen.store, "zh").written("csv"),
    "cells.csv": lambda chosen: Table("cells", chosen.facts, chosen.store, "zh").written("csv"),
}


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield what the exports of an invented ledger take for the table of all benches."""
    bodies, findings = (100, 300) if quick else (1000, 3000)
    with tempfile.TemporaryDirectory() as scratch:
        workspace = build(Path(scratch) / "office", bodies, findings)
        with Store.open(workspace.database) as store:
            yield from taken(store, workspace, FIRST.isoformat(), f"{bodies} bodies, {findings} findings")


def taken(store: Store, workspace: Workspace, as_of: str | None, count: str) -> Iterator[Figure]:
    """Yield what the gathering takes that all exports share, and each of them."""
    took, chosen = timed(lambda: Selection.of(store, workspace, Scope(), as_of=parse_as_of(as_of), lang="zh"))
    yield Figure("exports: gathering", count, str(took))
    for kind, make in KINDS.items():
        took, sizes = timed(lambda make=make: [len(piece) for piece in make(chosen)])
        yield Figure(f"exports: {kind}", count, f"{took}, {sum(sizes) / 1e6:.1f} MB in {len(sizes)} pieces")


def main() -> None:
    """Gather once, make every export, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--as-of")
    asked = parser.parse_args()
    workspace = Workspace.open(asked.workspace)
    with Store.open(workspace.database) as store:
        for figure in taken(store, workspace, asked.as_of, ""):
            print(f"{figure.what:24} {figure.found}", flush=True)


if __name__ == "__main__":
    main()
