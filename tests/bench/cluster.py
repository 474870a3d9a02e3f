"""Reading on a Dask cluster: `python -m tests.bench.cluster [--quick | --full] [--turns N]`.

A real scheduler and real worker processes on this machine read the same PDF reports: one worker and two, in turns, with
the median of the turns; then two, of which one is killed in the middle. Every value read must be that of this machine.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from checks.reading import read_bytes
from reports.cluster import ClusterReaders, executor_at
from reports.workers import Job, Readers, Reading
from tests.bench.crawl import print_figures
from tests.dask_cluster import DaskCluster, dask_cluster
from tests.writing import LAYOUTS, dice, random_gold

QUICK, FULL = 64, 480
WARM = 16


def written(reports: int) -> list[Job]:
    """Write PDF reports in the layouts of PDF that this machine can write itself."""
    layouts = [layout for name, layout in LAYOUTS.items() if name in {"pdf_drawn", "pdf_four", "pdf_unruled"}]
    rng = dice("cluster")
    jobs = []
    for number in range(reports):
        data, name, _ = layouts[number % len(layouts)].render(random_gold(rng, "2021"), rng)
        jobs.append(Job(number, data, name))
    return jobs


@contextmanager
def warm(workers: int, jobs: Sequence[Job]) -> Iterator[tuple[DaskCluster, Executor]]:
    """A cluster whose workers have their reading processes."""
    with (
        TemporaryDirectory() as folder,
        dask_cluster(Path(folder), workers) as cluster,
        executor_at(cluster.place) as executor,
    ):
        list(ClusterReaders(read_bytes, executor).read(jobs[: WARM * workers]))
        yield cluster, executor


def timed(executor: Executor, jobs: Sequence[Job]) -> tuple[float, list[Reading]]:
    """Read all and return the seconds and what was read."""
    begun = time.perf_counter()
    readings = [reading for _, reading in ClusterReaders(read_bytes, executor).read(jobs)]
    return time.perf_counter() - begun, readings


def with_a_kill(jobs: Sequence[Job]) -> list[Reading]:
    """Read with two workers, one of which is killed after the first third."""
    found = []
    with warm(2, jobs) as (cluster, executor):
        for _, reading in ClusterReaders(read_bytes, executor).read(jobs):
            found.append(reading)
            if len(found) == len(jobs) // 3:
                cluster.workers[0].kill()
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help=f"{QUICK} reports, the default")
    size.add_argument("--full", action="store_true", help=f"{FULL} reports")
    parser.add_argument("--turns", type=int, default=1)
    options = parser.parse_args()
    jobs = written(FULL if options.full else QUICK)
    with Readers(read_bytes, workers=1) as readers:
        here = [reading for _, reading in readers.read(jobs)]
    print_figures(f"reading {len(jobs)} PDF reports on a Dask cluster", compared(jobs, here, options.turns))
    killed = with_a_kill(jobs)
    lost = {"lost": len(jobs) - len(killed), "as read here": killed == here}
    print_figures("the same, one of two workers killed after a third", lost)


def compared(jobs: Sequence[Job], here: Sequence[Reading], turns: int) -> dict[str, object]:
    """Read with one worker and with two, in turns."""
    seconds: dict[int, list[float]] = {1: [], 2: []}
    same = True
    for _ in range(turns):
        for workers, taken in seconds.items():
            with warm(workers, jobs) as (_, executor):
                spent, readings = timed(executor, jobs)
            taken.append(spent)
            same &= readings == here
    one, two = median(seconds[1]), median(seconds[2])
    return {
        "one worker, s": f"{one:.2f} ({len(jobs) / one:.1f} reports a second)",
        "two workers, s": f"{two:.2f} ({len(jobs) / two:.1f} reports a second)",
        "ratio": f"{one / two:.2f}",
        "as read here": same,
    }


if __name__ == "__main__":
    main()
