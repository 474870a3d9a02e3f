"""How exactly and how fast reports are read, against the project's own writers.

    python -m tests.bench.reading [--seed N] [--reports 200] [--formats html,pdf] [--layouts a,b] [--json] [--keep DIR]

Prints one line a layout, the first wrong cells, and the bars; exits 1 when a bar is missed. The seed changes with
every run and is printed, so that any run can be repeated.
"""

import argparse
import os
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from time import process_time

from pypdfium2 import PdfDocument

from checks.reading import read_bytes
from tests.bench.grading import Miss, Tally
from tests.bench.records import Figure
from tests.bench.tables import Bar, Race, as_json, bars, report, speed
from tests.writing import LAYOUTS, Layout, Rendered, dice, random_gold

RACED = ("html_official", "html_word", "html_nested")
ROUNDS = 5
QUICK = "html,docx,sheet,text,joined,damaged"
"""The formats that are measured unless others are asked for."""
REAL = (
    ("淮安市人民政府_2024.pdf", "t", 200),
    ("测试市_2025_半真.html", "t", 200),
    ("平潭综合实验区管委会_2024.html", "t", 200),
    ("平潭综合实验区管委会_2019.txt", "t3.", 161),
    ("平潭综合实验区管委会_2020.txt", "t3.", 161),
    ("平潭综合实验区管委会_2021.txt", "t3.", 175),
    ("平潭综合实验区管委会_2022.txt", "t3.", 175),
)
"""Real files by name, a table of theirs, and how many of its cells can be known."""


def render(layout: Layout, seed: int, reports: int) -> list[Rendered]:
    """Write the reports of one layout; report number i depends on seed, layout and i alone."""
    rngs = [dice(seed, layout.name, number) for number in range(reports)]
    return layout.render_many([random_gold(rng) for rng in rngs], rngs)


def measure(layout: Layout, reports: Sequence[Rendered], keep: Path | None = None) -> Tally:
    """Read the reports of one layout and grade them."""
    tally = Tally(layout.name, layout.family)
    for number, (data, filename, expected) in enumerate(reports):
        started = process_time()
        found = read_bytes(data, source=filename)
        tally.seconds += process_time() - started
        tally.size += len(data)
        tally.pages += _pages(data) if layout.family == "ocr" else 0
        misses = tally.add(number, expected, max(found, key=lambda report: len(report.cells), default=None))
        if keep and misses:
            _keep(keep / f"{layout.name}-{number}-{filename}", data, misses)
    return tally


def _pages(data: bytes) -> int:
    """Return the pages of a PDF, and the pictures of a web page."""
    if not data.startswith(b"%PDF"):
        return data.count(b";base64,")
    with PdfDocument(data) as pdf:
        return len(pdf)


def _keep(path: Path, data: bytes, misses: Sequence[Miss]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.with_name(path.name + ".misses").write_text("".join(f"{miss}\n" for miss in misses), encoding="utf-8")


def race(pages: Sequence[bytes]) -> Race | None:
    """Read the same pages with pandas, in turns; None where pandas is not installed, as in the product.

    The best of several rounds counts for each page, for other work on the machine only ever slows a round down.
    """
    if find_spec("pandas") is None or not pages:
        return None
    from pandas import read_html  # noqa: PLC0415 - a rival for the bench, never a dependency

    readers = (
        lambda data: read_bytes(data, source="page.html"),
        lambda data: read_html(BytesIO(data), encoding="utf-8"),
    )
    best = [[min(times) for times in zip(*_rounds(readers, data), strict=True)] for data in pages]
    return Race(len(pages), *map(sum, zip(*best, strict=True)))


def _rounds(readers: Sequence[Callable[[bytes], object]], data: bytes) -> Iterator[list[float]]:
    for _ in range(ROUNDS):
        yield [_timed(read, data) for read in readers]


def _timed(read: Callable[[bytes], object], data: bytes) -> float:
    started = process_time()
    read(data)
    return process_time() - started


def real_bars() -> Iterator[Bar]:
    """Yield how many cells of the real files get a value; nothing where the shared folder is absent."""
    folder = Path(os.environ.get("DUBAN_SHARED", Path(__file__).parents[3] / "shared")) / "real"
    for name, table, due in REAL:
        path = folder / name
        if path.is_file():
            cells = max((report.cells for report in read_bytes(path.read_bytes(), source=name)), key=len, default={})
            valued = sum(cell.startswith(table) and read.value is not None for cell, read in cells.items())
            yield Bar(f"{name}: {due} cells of {table}* with a value", str(valued), valued == due)


def peak_memory() -> float | None:
    """Return the peak of this process in MB, writers included; None where the system does not tell."""
    try:
        from resource import RUSAGE_SELF, getrusage  # noqa: PLC0415 - POSIX only
    except ImportError:
        return None
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return getrusage(RUSAGE_SELF).ru_maxrss / unit


def run(layouts: Sequence[Layout], seed: int, reports: int, keep: Path | None) -> tuple[list[Tally], list[bytes]]:
    """Measure the layouts one after the other; return the plain web pages among them for the race."""
    tallies, pages = [], []
    for layout in layouts:
        rendered = render(layout, seed, reports)
        tallies.append(measure(layout, rendered, keep))
        if layout.name in RACED:
            pages += [data for data, _, _ in rendered[:50]]
    return tallies, pages


def chosen(names: str | None, formats: str) -> tuple[list[Layout], list[Layout]]:
    """Return the layouts asked for by name or format: those that can be written here, and those that cannot."""
    of_formats = [layout for layout in LAYOUTS.values() if layout.family in formats.split(",")]
    wanted = [LAYOUTS[name] for name in names.split(",")] if names else of_formats
    return [layout for layout in wanted if layout.available()], [layout for layout in wanted if not layout.available()]


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield the bars for the table of all benches."""
    reports, (layouts, _) = 20 if quick else 200, chosen(None, QUICK)
    tallies, pages = run(layouts, 1, reports, None)
    rival, count = race(pages), f"{len(layouts)} layouts, {reports} reports each"
    yield from (bar.figure("reading", count) for bar in (*bars(tallies, rival, peak_memory()), *real_bars()))
    yield from (Figure("reading: speed", count, line) for line in speed(tallies))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; return 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reading", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="repeat the run with this seed")
    parser.add_argument("--reports", type=int, default=200, help="reports for each layout")
    parser.add_argument("--formats", default=QUICK, help=f"by default {QUICK}; pdf, doc and ocr take minutes")
    parser.add_argument("--layouts", help=f"some of {','.join(LAYOUTS)}")
    parser.add_argument("--json", action="store_true", help="print figures for machines")
    parser.add_argument("--keep", type=Path, help="write the documents that were not read exactly into this folder")
    options = parser.parse_args(arguments)
    layouts, absent = chosen(options.layouts, options.formats)
    tallies, pages = run(layouts, options.seed, options.reports, options.keep)
    memory, rival = peak_memory(), race(pages)
    judged = [*bars(tallies, rival, memory), *real_bars()]
    if options.json:
        print(as_json(options.seed, tallies, judged))
    else:
        print(f"seed {options.seed}", *report(tallies, rival, judged), sep="\n")
        print(*(f"not written: {layout.name} needs {layout.needs}" for layout in absent), sep="\n")
    return 0 if all(bar.held for bar in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
