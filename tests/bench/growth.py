"""How cost grows with the number of reports: `python -m tests.bench.growth [--quick] [--only PATH]`.

Ledgers of growing size are made of copies of one county; what a day does with each is measured in seconds of the
processor, the median of several runs, and the slope is that of the line through the logarithms: 1 is in proportion.
"""

import argparse
import math
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression, median

from config.workspace import Workspace
from reports.digest import write_digest
from reports.ledger import evaluate
from reports.status import body_years
from reports.store import Store
from tests.bench.ledgers import NEXT, Size, first_counties, multiply
from tests.bench.records import Figure, spent, timed

STEEPEST, HELP_SECONDS = 1.05, 0.4


@dataclass(frozen=True)
class Daily:
    """One thing a day does: what it works on, and on how many counties it is measured, quick and full."""

    work: Callable[[Store, Workspace], object]
    quick: Sequence[int]
    full: Sequence[int]


def _check(store: Store, workspace: Workspace) -> object:
    return evaluate(store, workspace, as_of=NEXT)


def _judge(store: Store, workspace: Workspace) -> object:
    return evaluate(store, workspace, as_of=NEXT, anew=True)


def _status(store: Store, workspace: Workspace) -> object:
    return body_years(store, workspace, as_of=NEXT)


def _digest(store: Store, workspace: Workspace) -> object:
    shutil.rmtree(workspace.digests, ignore_errors=True)
    return write_digest(store, workspace, as_of=NEXT)


PATHS: Mapping[str, Daily] = {
    "check, nothing changed": Daily(_check, (36, 71, 143), (36, 71, 143, 286)),
    "check, all judged anew": Daily(_judge, (1, 2, 4), (3, 6, 12)),
    "status of everybody": Daily(_status, (7, 28, 71), (3, 14, 71, 143)),
    "digest with all its pages": Daily(_digest, (1, 2, 4), (3, 12, 36)),
}
"""Sizes at which each takes some hundredths of a second at least: less is the noise of the machine.

What a call costs varies by a third from minute to minute, so that sizes should lie far apart.
"""


def rows(*, quick: bool, only: str = "") -> Iterator[Figure]:
    """Yield the slope of every path, or of one of them, and how long the help takes."""
    runs = 3 if quick else 5
    with tempfile.TemporaryDirectory() as scratch:
        county = first_counties(Path(scratch) / "one")
        for name in [only] if only else PATHS:
            path = PATHS[name]
            sizes = path.quick if quick else path.full
            yield _figure(name, [_measured(county, Path(scratch), path, size, runs) for size in sizes], runs)
    yield _help(5)


def _measured(county: Workspace, folder: Path, path: Daily, counties: int, runs: int) -> tuple[int, float]:
    """Return how many reports a ledger has and the seconds of processor that a path takes on it."""
    size = Size(counties, counties)
    root = folder / "many"
    workspace = multiply(county, root, size)
    times = []
    with Store.open(workspace.database, write=True) as store:
        evaluate(store, workspace, as_of=NEXT)
        for _ in range(runs):
            took, _ = timed(lambda: path.work(store, workspace))
            times.append(took.processor)
    shutil.rmtree(root)
    return size.reports, median(times)


def slope(points: Sequence[tuple[int, float]]) -> float:
    """Return the slope of cost against size on logarithmic scales."""
    return linear_regression([math.log(size) for size, _ in points], [math.log(cost) for _, cost in points]).slope


def _figure(name: str, points: Sequence[tuple[int, float]], runs: int) -> Figure:
    steep = slope(points)
    costs = ", ".join(f"{cost:.2f}" for _, cost in points)
    sizes = f"{points[0][0]:,} to {points[-1][0]:,} reports"
    found = f"slope {steep:.2f} ({costs} s of processor)"
    return Figure(name, sizes, found, runs, bar=f"≤ {STEEPEST}", held=steep <= STEEPEST)


def _help(runs: int) -> Figure:
    seconds = median(spent(("-m", "duban", "--help")).seconds for _ in range(runs))
    bar = f"≤ {HELP_SECONDS} s"
    return Figure("duban --help", "1 call", f"{seconds:.2f} s", runs, bar=bar, held=seconds <= HELP_SECONDS)


def main() -> int:
    """Print the slopes; return 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="smaller sizes, three runs each")
    parser.add_argument("--only", choices=tuple(PATHS), default="", help="the slope of one path")
    options = parser.parse_args()
    figures = []
    for figure in rows(quick=options.quick, only=options.only):
        print(figure, flush=True)
        figures.append(figure)
    return 1 if any(figure.held is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
