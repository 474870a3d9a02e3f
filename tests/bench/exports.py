"""The exports of a workspace: `python -m tests.bench.exports WORKSPACE [--as-of DATE]`.

Prints the processor time that each takes beside the gathering that all share, and their sizes; writes nothing.
"""

import argparse
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from time import process_time

from config.clock import parse_as_of
from config.workspace import Workspace
from reports.exports.feed import feed
from reports.exports.ledger import ledger
from reports.exports.letters import circular, notice, notified
from reports.exports.scope import Scope
from reports.exports.selection import Selection
from reports.exports.tables import Table
from reports.store import Store

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


def main() -> None:
    """Gather once, make every export, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--as-of")
    asked = parser.parse_args()
    workspace = Workspace.open(asked.workspace)
    with Store.open(workspace.database) as store:
        begun = process_time()
        chosen = Selection.of(store, workspace, Scope(), as_of=parse_as_of(asked.as_of), lang="zh")
        print(f"{'gathering':14} {process_time() - begun:6.1f} s")
        for kind, make in KINDS.items():
            begun = process_time()
            sizes = [len(piece) for piece in make(chosen)]
            print(f"{kind:14} {process_time() - begun:6.1f} s {sum(sizes) / 1e6:8.1f} MB {len(sizes):8} pieces")


if __name__ == "__main__":
    main()
