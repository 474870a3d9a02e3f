"""What many bodies cost: `python -m tests.bench.scale --county|--city|--nation-sample [--keep FOLDER]`.

--county         50 bodies and seven years of reports on one site, from nothing to the digest.
--city           600 bodies on twelve sites, likewise.
--nation-sample  one county of three thousand is read and judged anew; the nation is that multiplied.

The stages are processes of their own, at zero delay on loopback. The reports are written before the clock starts.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

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


def from_nothing(size: str, folder: Path) -> Iterator[Figure]:
    """Yield what it costs to look at, judge and tell of a county or city."""
    sites = counties(size)
    expected = sum(len(site.reports) for site in sites.values())
    with serving(drawn, size, patience=600.0) as urls:
        office = write_office(folder / size, ((site, urls[name]) for name, site in sites.items()), SETTINGS)
        done = stages(office)
    reports, read, findings, formats = _outcome(office)
    held = reports == expected and all(run.status in {0, 3} for run in done)
    whole = sum(run.seconds for run in done[:3])
    count = f"{len(office.registry.bodies)} bodies, {reports} of {expected} reports, {read} of them read whole"
    bar = BARS[size]
    held = held and whole <= bar
    yield Figure(f"{size}: from nothing to digest", count, f"{whole:.1f} s", bar=f"≤ {bar:.0f} s", held=held)
    for (stage, day), run in zip(STAGES, done, strict=True):
        what = f"{size}: {stage}" + (", nothing changed" if day == NEXT else "")
        rate = f"{run.seconds:.1f} s, {run.processor:.1f} s of processor"
        yield Figure(what, f"{reports} reports, {findings} findings", rate, megabytes=run.megabytes)
    yield Figure(f"{size}: formats read", formats, f"{sum(run.status not in {0, 3} for run in done)} stages failed")


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
            yield from from_nothing(size, Path(scratch))


def main() -> int:
    """Measure what is asked for, print it, and return 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--county", action="store_const", dest="size", const="county")
    parser.add_argument("--city", action="store_const", dest="size", const="city")
    parser.add_argument("--keep", type=Path, help="build here, and leave it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        figures = list(from_nothing(asked.size or "county", asked.keep or Path(scratch)))
    print(*(figure.as_json() for figure in figures), sep="\n")
    return 1 if any(figure.held is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
