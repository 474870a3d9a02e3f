"""A nation, on a sample: `python -m tests.bench.nation [--quick] [--keep FOLDER]`.

Some counties of web pages are read and judged anew; 150,000 reports of one season are that multiplied. A ledger of a
million reports is made of copies of one county (`tests/bench/ledgers.py`), and asked what one county asks, and what a
night costs: nothing changed; every report of one county changed, then of two, from which one of a hundred follows.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from config.workspace import Workspace
from reports.intake import ingest, reread
from reports.ledger import evaluate
from reports.status import body_years
from reports.store import Store
from tests.bench.ledgers import FIRST, NEXT, Size, first_counties, look, multiply
from tests.bench.records import Figure, Took, spent, timed
from tests.portals.realm import County

SEASON, SEASON_MINUTES, ASKED_MS, NIGHT_SECONDS = 150_000, 20, 50, 60
LARGE, SMALL = Size(2858, 3), Size(143, 3)
"""A million reports, and the fifty thousand of a quick run; the counties that change have their texts and cells."""
SAMPLE = 3
"""Counties of which a season is extrapolated: starting the workers must not count for much."""
CHANGED = ((0,), (1, 2))
"""Counties in which every report changes, in two nights: what one more costs is what grows with what changed."""
RUNS = 5


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield what a nation costs for the table of all benches."""
    with tempfile.TemporaryDirectory() as scratch:
        yield from nation(Path(scratch), SMALL if quick else LARGE)


def nation(folder: Path, size: Size) -> Iterator[Figure]:
    """Yield what a nation costs, with a ledger of some size."""
    county = first_counties(folder / "one")
    yield from unchanged_day(county, folder / "still")
    yield from season(first_counties(folder / "sample", SAMPLE), RUNS if size == LARGE else 1)
    made, many = timed(lambda: multiply(county, folder / "many", size))
    weight = many.database.stat().st_size
    yield Figure("ledger made by copying", f"{size.reports:,} reports", f"{weight / 1e9:.2f} GB in {made}")
    yield from asked(many, size)
    yield first_comparison(many, size)
    yield from nights(many, size)


def season(sample: Workspace, runs: int) -> Iterator[Figure]:
    """Yield what reading and judging some counties anew costs, and a season by that."""
    with Store.open(sample.database, write=True) as store:
        done = [_anew(store, sample) for _ in range(runs)]
    reports = 350 * SAMPLE
    (read, judged), times = sorted(done, key=_clock)[runs // 2], SEASON / reports / 60
    minutes, worked = (read.clock + judged.clock) * times, (read.processor + judged.processor) * times
    found = f"{read} to read, {judged} to judge; a season {minutes:.0f} min, {worked:.0f} of processor"
    held = minutes <= SEASON_MINUTES
    yield Figure("a season read and judged anew", f"{reports} of {SEASON:,}", found, runs, bar="≤ 20 min", held=held)


def _anew(store: Store, sample: Workspace) -> tuple[Took, Took]:
    store.db.execute("UPDATE captures SET hints = 'of another reader'")
    read, summary = timed(lambda: reread(store, sample))
    judged, told = timed(lambda: evaluate(store, sample, as_of=NEXT, anew=True))
    assert summary.read == told.evaluated == 350 * SAMPLE
    return read, judged


def _clock(done: tuple[Took, Took]) -> float:
    return sum(took.clock for took in done)


def asked(many: Workspace, size: Size) -> Iterator[Figure]:
    """Yield what one county's questions cost."""
    number = size.counties // 2
    bodies = {body.id for body in many.registry.bodies if body.id.startswith(f"{number:04}")}
    with Store.open(many.database) as store:
        status = [timed(lambda: body_years(store, many, as_of=NEXT, bodies=bodies)) for _ in range(RUNS)]
        findings = [timed(lambda: store.open_findings(bodies=bodies)) for _ in range(RUNS)]
    for name, runs in (("status", status), ("open findings", findings)):
        took = 1000 * median(took.clock for took, _ in runs)
        worked = 1000 * median(took.processor for took, _ in runs)
        count, bar = f"{len(runs[0][1])} rows of {size.reports:,} reports", f"≤ {ASKED_MS} ms"
        found = f"{took:.0f} ms ({worked:.0f} of processor)"
        yield Figure(f"{name} of one county", count, found, RUNS, bar=bar, held=took <= ASKED_MS)
    words = ("-m", "duban", "status", "-w", many.root, "--as-of", "2026-04-10", "--json", "--under", f"{number:04}00")
    whole = spent(words)
    lines = f"{len(whole.output.splitlines())} rows"
    yield Figure("duban status --under COUNTY, all of it", lines, f"{whole.seconds:.1f} s", megabytes=whole.megabytes)


def first_comparison(many: Workspace, size: Size) -> Figure:
    """Return what it costs to compare every report with the others for the first time."""
    with Store.open(many.database, write=True) as store:
        took, _ = timed(lambda: evaluate(store, many, as_of=FIRST))
    return Figure("all reports compared for the first time", f"{size.reports:,} reports", str(took))


def nights(many: Workspace, size: Size) -> Iterator[Figure]:
    """Yield what a night costs: nothing changed, and one report of a hundred changed."""
    with Store.open(many.database, write=True) as store:
        quiet, told = timed(lambda: evaluate(store, many, as_of=NEXT))
        count = f"{told.body_years:,} bodies and years"
        held = quiet.clock <= NIGHT_SECONDS
        yield Figure("night, nothing changed", count, str(quiet), bar="≤ 60 s", held=held)
        kept = _bytes(many.archive)
        few, more = (_night(store, many, counties) for counties in CHANGED)
    share = size.counties / 100 - len(CHANGED[0])
    clock, worked = (one + (other - one) * share for one, other in zip(few.seconds, more.seconds, strict=True))
    found = f"{few.told}; {more.told}; so {size.counties / 100:.1f} counties {clock:.0f} s ({worked:.0f} of processor)"
    held = clock <= NIGHT_SECONDS
    yield Figure("night, 1 % changed", f"{350 * size.counties / 100:.0f} reports", found, bar="≤ 60 s", held=held)
    grown = (_bytes(many.archive) - kept) / sum(map(len, CHANGED))
    yield Figure("archive, county with every report changed", "350 reports", f"{grown / 1e6:.1f} MB")


@dataclass(frozen=True, slots=True)
class Night:
    """What a night with changed reports cost: seconds of the clock and of the processor, and that in words."""

    seconds: tuple[float, float]
    told: str


def _night(store: Store, many: Workspace, counties: Collection[int]) -> Night:
    """Look at some counties again, in which every report has changed, and read and judge them."""
    for number in counties:
        look(store, many, _web_pages(number), other=_web_pages(number, seed=2))
    read, summary = timed(lambda: ingest(store, many, as_of=NEXT))
    judged, told = timed(lambda: evaluate(store, many, as_of=NEXT))
    words = f"{read} to read {summary.read}, {judged} to judge {told.evaluated}"
    return Night((read.clock + judged.clock, read.processor + judged.processor), words)


def unchanged_day(county: Workspace, folder: Path) -> Iterator[Figure]:
    """Yield by how much archive and ledger grow when a county is looked at again and nothing has changed."""
    county = Workspace.open(shutil.copytree(county.root, folder))
    archive, ledger = _bytes(county.archive), county.database.stat().st_size
    with Store.open(county.database, write=True) as store:
        look(store, county, _web_pages(0))
        ingest(store, county, as_of=FIRST)
        evaluate(store, county, as_of=FIRST)
    grown = _bytes(county.archive) - archive
    rows_of_day = county.database.stat().st_size - ledger
    found = f"archive {grown} bytes, ledger {rows_of_day / 350:.0f} bytes a report"
    yield Figure("unchanged day", "350 reports", found, bar="archive ≈ 0", held=grown == 0)


def _web_pages(number: int, seed: int = 1) -> County:
    return County(number, seed, formats="html")


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.gz"))


def main() -> int:
    """Print what a nation costs; return 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fifty thousand reports instead of a million")
    parser.add_argument("--counties", type=int, help="how large the ledger is, in counties of 350 reports")
    parser.add_argument("--keep", type=Path, help="build here, and leave it")
    options = parser.parse_args()
    figures = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        size = SMALL if options.quick else LARGE
        if options.counties:
            size = Size(options.counties, SMALL.whole)
        for figure in nation(folder, size):
            print(figure, flush=True)
            figures.append(figure)
    return 1 if any(figure.held is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
