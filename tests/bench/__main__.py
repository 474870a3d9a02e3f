"""Every bench, one table: `python -m tests.bench all --quick|--full [--only NAMES] [--write]`.

Each bench is a process of its own, so that its peak of memory is its own; one that fails is a line that says so.
`--write` puts the lines of the benches that ran into docs/benchmarks.md, and leaves there what others had said.
`python -m tests.bench NAME --quick|--full` prints the lines of one bench, as JSON.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module

from config import clock
from tests.bench.records import ROOT, Figure, spent

BENCHES = (
    "reading", "rules", "golden", "portfolio", "crawl", "scale", "growth", "nation", "digest", "exports", "search",
    "keeping", "mail", "kills", "season",
)  # fmt: skip
PATIENCE = {"quick": 600.0, "full": 5400.0}
"""Seconds after which a bench is killed."""
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- python -m tests.bench all -->", "<!-- end -->"
HEADS = ("bench", "what", "how many", "found", "runs", "against", "peak MB", "bar", "held")
VERDICTS = {None: "", True: "yes", False: "**no**"}


def one(name: str, size: str) -> int:
    """Print the lines of one bench as JSON."""
    for figure in import_module(f"tests.bench.{name}").rows(quick=size == "quick"):
        print(figure.as_json(), flush=True)
    return 0


def every(names: Sequence[str], size: str) -> Iterator[tuple[str, Figure]]:
    """Run benches one after the other and yield their lines; what one did not come to say is a line as well."""
    for name in names:
        run = spent(("-m", "tests.bench", name, f"--{size}"), most=PATIENCE[size])
        lines = run.output.splitlines()
        yield from ((name, Figure.from_json(line)) for line in lines if line.startswith('{"'))
        whole = f"{run.seconds:.0f} s, {run.processor:.0f} s of processor; --{size}, {clock.now().date()}"
        failed = f"; FAILED: {lines[-1] if lines else 'nothing said'}" if run.status else ""
        yield (
            name,
            Figure("the whole bench", "", whole + failed, megabytes=run.megabytes, held=False if failed else None),
        )


def table(lines: Sequence[tuple[str, Figure]]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"| {' | '.join(HEADS)} |"
    yield "|---" * len(HEADS) + "|"
    for name, each in lines:
        memory = f"{each.megabytes:.0f}" if each.megabytes else ""
        cells = (name, each.what, each.count, each.found, str(each.runs), each.ratio, memory, each.bar)
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} | {VERDICTS[each.held]} |"


def machine(size: str, load: tuple[float, float, float]) -> str:
    """Describe where and when the table was made."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return (
        f"{clock.now().date()}, `--{size}`: {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}, "
        f"{platform.python_implementation()} {platform.python_version()}; load before the first bench "
        f"{load[0]:.1f} (one minute), {load[2]:.1f} (fifteen)"
    )


def _processor() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 - a file of the kernel
        models = (line.partition(":")[2].strip() for line in file if line.startswith("model name"))
        return next(models, platform.machine())


def merged(page: str, where: str, lines: Sequence[str]) -> str:
    """Return a page with a new table: the new lines, and those that stood there of benches that did not run."""
    before, _, rest = page.partition(BEGIN)
    old, _, behind = rest.partition(END)
    heads, new = lines[:2], lines[2:]
    ran = {_bench(line) for line in new}
    kept = [line for line in old.splitlines() if _bench(line) in set(BENCHES) - ran]
    rows = sorted([*kept, *new], key=lambda line: BENCHES.index(_bench(line)))
    table = "\n".join([*heads, *rows])
    return f"{before}{BEGIN}\n\n{where}\n\n{table}\n\n{END}{behind}"


def _bench(line: str) -> str:
    """Return the bench that a line of the table is of."""
    return line.removeprefix("| ").split(" | ", 1)[0]


def main() -> int:
    """Run one bench, or all and print the table; return 1 where a bar is missed or a bench failed."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", choices=("all", *BENCHES))
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--quick", action="store_const", dest="size", const="quick", help="in a quarter of an hour")
    size.add_argument("--full", action="store_const", dest="size", const="full", help="in some hours")
    parser.add_argument("--only", help="of all: these, by name, separated by commas")
    parser.add_argument("--write", action="store_true", help="of all: put the lines into docs/benchmarks.md")
    asked = parser.parse_args()
    if asked.bench != "all":
        return one(asked.bench, asked.size)
    load, lines = os.getloadavg(), []
    for name, figure in every(asked.only.split(",") if asked.only else BENCHES, asked.size):
        lines.append((name, figure))
        print(name, figure.what, figure.count, figure.found, VERDICTS[figure.held], sep="  ", flush=True)
    where, rows = f"{machine(asked.size, load)}.", [*table(lines)]
    print(where, "", *rows, sep="\n")
    if asked.write:
        PAGE.write_text(merged(PAGE.read_text(encoding="utf-8"), where, rows), encoding="utf-8")
    return 1 if any(figure.held is False for _, figure in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
