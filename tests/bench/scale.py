"""What many bodies cost: `python -m tests.bench.scale --county|--city [--runs N] [--keep FOLDER]`.

--county  50 bodies and seven years of reports on one site, from nothing to the digest.
--city    600 bodies on twelve sites, likewise.

The stages are processes of their own, at zero delay on loopback. The reports are written before the clock starts.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from config.workspace import Workspace
from reports.store import Store
from tests.bench import ledgers
from tests.bench.ledgers import write_office
from tests.bench.records import Figure, Spent, spent
from tests.portals.realm import County, counties
from tests.portals.server import serving

SETTINGS = f"{ledgers.SETTINGS}[crawl]\ndelay = 0.0\n"
FIRST, NEXT = "2026-04-09", "2026-04-10"
STAGES = (("crawl", FIRST), ("check", FIRST), ("digest", FIRST), ("check", NEXT), ("digest", NEXT))
"""The last two are those of a day on which nothing has changed."""
RUNS = 5
"""Of a full run."""
BARS = {"county": 90.0, "city": 600.0}
"""Seconds from nothing to the digest on two cores."""


def drawn(size: str) -> dict[str, County]:
    """Return the sites of a county or city with every report written."""
    sites = counties(size)
    for site in sites.values():
        site.draw()
    return sites


def stages(office: Workspace) -> list[Spent]:
    """Run the stages one after the other."""
    return [spent(("-m", "duban", stage, "-w", office.root, "--as-of", day)) for stage, day in STAGES]


def from_nothing(size: str, folder: Path, runs: int = 1) -> Iterator[Figure]:
    """Yield what it costs to look at, judge and tell of a county or city, each time from nothing."""
    sites = counties(size)
    expected = sum(len(site.reports) for site in sites.values())
    with serving(drawn, size, patience=600.0) as urls:
        offices = [
            write_office(folder / f"{size}{run}", ((site, urls[name]) for name, site in sites.items()), SETTINGS)
            for run in range(runs)
        ]
        done = [stages(office) for office in offices]
    reports, read, findings, formats = min(map(_outcome, offices))
    failed = sum(stage.status not in {0, 3} for run in done for stage in run)
    whole = median(sum(stage.seconds for stage in run[:3]) for run in done)
    count = f"{len(offices[0].registry.bodies)} bodies, {reports} of {expected} reports, {read} of them read whole"
    held = reports == expected and not failed and whole <= BARS[size]
    due = f"≤ {BARS[size]:.0f} s"
    yield Figure(f"{size}: from nothing to digest", count, f"{whole:.1f} s", runs, bar=due, held=held)
    for (stage, day), costs in zip(STAGES, zip(*done, strict=True), strict=True):
        what = f"{size}: {stage}" + (", nothing changed" if day == NEXT else "")
        yield _of_stage(what, f"{reports} reports, {findings} findings", costs)
    yield Figure(f"{size}: formats read", formats, f"{failed} stages failed", runs)


def _of_stage(what: str, count: str, costs: Sequence[Spent]) -> Figure:
    seconds, worked = (median(getattr(cost, name) for cost in costs) for name in ("seconds", "processor"))
    peak = max(cost.megabytes for cost in costs)
    return Figure(what, count, f"{seconds:.1f} s, {worked:.1f} s of processor", len(costs), megabytes=peak)


def _outcome(office: Workspace) -> tuple[int, int, int, str]:
    """Return how many reports were found, how many of them read whole (pictures need `ocr`), findings, and formats."""
    with Store.open(office.database) as store:
        editions = [edition for edition in store.editions() if edition.current]
        whole = [edition for edition in editions if edition.whole]
        formats = Counter(edition.url.rsplit(".", 1)[-1] for edition in whole)
        told = ", ".join(f"{n} {kind}" for kind, n in formats.most_common())
        return len(editions), len(whole), len(store.open_findings()), told


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield the county, and the city in a full run, for the table of all benches."""
    with tempfile.TemporaryDirectory() as scratch:
        for size in ("county",) if quick else ("county", "city"):
            yield from from_nothing(size, Path(scratch), 1 if quick else RUNS)


def main() -> int:
    """Measure what is asked for, print it, and return 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--county", action="store_const", dest="size", const="county")
    parser.add_argument("--city", action="store_const", dest="size", const="city")
    parser.add_argument("--runs", type=int, default=1, help="how often, each time from nothing; medians are told")
    parser.add_argument("--keep", type=Path, help="build here, and leave it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        figures = list(from_nothing(asked.size or "county", asked.keep or Path(scratch), asked.runs))
    print(*(figure.as_json() for figure in figures), sep="\n")
    return 1 if any(figure.held is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
