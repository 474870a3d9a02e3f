"""How surely seeded faults are found, how rarely clean reports are accused, and how fast the rules are.

    python -m tests.bench.rules [--seed N] [--clean 2000] [--per-kind 200] [--kinds a,b] [--show 10] [--jobs 2]

Reports come from writers that know nothing of the checks. A fault counts as found when its report has a finding of
the fault's family and level, at its cells where it has any, that its clean twin does not have. Prints one line a kind
with the findings above a hint that one fault made, and the bars; exits 1 when a bar is missed.
"""

import argparse
import secrets
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from statistics import median
from time import process_time

from checks.model import Finding, Level, Outcome, Report
from checks.reading import read_bytes
from reports.files import check_report
from tests.bench.records import Figure
from tests.bench.tables import Bar
from tests.writing import LAYOUTS, Layout, dice
from tests.writing.clean import clean_report
from tests.writing.faults import FAULTS, Fault, pair

USED = ("html_official", "html_word", "html_four", "html_nested", "docx_raw", "docx_zip", "text_grid", "text_cells")
"""Layouts that are read exactly, so that only the rules are measured."""

WORST, OVERALL, WARNINGS, TARGET_MS = 0.95, 0.99, 0.01, 1.5
_BLOCK = 100
SAID = frozenset((Outcome.FAIL, Outcome.NEEDS_REVIEW))


@dataclass(slots=True)
class Kind:
    """What came of one kind of fault."""

    name: str
    seeded: int = 0
    found: int = 0
    told: int = 0
    twice: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share found."""
        return self.found / self.seeded if self.seeded else 0.0

    def __str__(self) -> str:
        often = ", ".join(f"{rules} {count}" for rules, count in self.twice.most_common(2))
        average = self.told / self.seeded if self.seeded else 0.0
        return f"{self.name:40} {self.found:4} of {self.seeded:4}  {self.recall:7.1%}  told {average:4.2f} {often}"


@dataclass(slots=True)
class Clean:
    """What was said about clean reports, and how long the rules took."""

    reports: int = 0
    levels: Counter[Level] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, other: "Clean") -> None:
        """Add what was said about other reports."""
        self.reports += other.reports
        self.levels += other.levels
        self.rules += other.rules
        self.shown += other.shown
        self.seconds += other.seconds


def layouts() -> list[Layout]:
    """Return the layouts in use that can be written here."""
    return [LAYOUTS[name] for name in USED if LAYOUTS[name].available()]


def judged(data: bytes, name: str, times: list[float] | None = None) -> list[Finding]:
    """Read one document and return what the rules say about it; the time of the rules goes into `times`."""
    report = max(read_bytes(data, source=name), key=_size)
    started = process_time()
    findings = check_report(report)
    if times is not None:
        times.append(process_time() - started)
    return [finding for finding in findings if finding.outcome in SAID]


def _size(report: Report) -> int:
    return len(report.cells)


def measure(name: str, seed: int, reports: int) -> Kind:
    """Seed one kind of fault into so many reports and count what is found."""
    kind, used, fault = Kind(name), layouts(), FAULTS[name]
    for number in range(reports):
        layout = used[number % len(used)]
        twins = pair(fault, dice(seed, name, number), layout)
        before = {(f.rule, f.key) for f in judged(twins.clean, twins.filename)}
        new = [f for f in judged(twins.faulty, twins.filename) if (f.rule, f.key) not in before]
        kind.seeded += 1
        grave = sorted(f.rule for f in new if f.level is not Level.HINT)
        kind.told += len(grave)
        kind.twice.update(["+".join(grave)] if len(grave) > 1 else [])
        if any(tells(finding, fault, twins.changed) for finding in new):
            kind.found += 1
        else:
            kind.missed.append(f"{name} #{number} in {layout.name}: {'; '.join(f'{f.rule} {f.message}' for f in new)}")
    return kind


def tells(finding: Finding, fault: Fault, changed: frozenset[str]) -> bool:
    """Tell whether a finding is the one a fault must give."""
    grave = finding.level.rank <= Level(fault.level).rank
    return finding.family == fault.family and grave and (not changed or bool(changed & set(finding.cells)))


def accuse(seed: int, numbers: range) -> Clean:
    """Judge clean reports and count what is said about them."""
    clean, used = Clean(), layouts()
    for number in numbers:
        layout = used[number % len(used)]
        findings = judged(clean_report(dice(seed, "clean", number), layout), f"clean{number}", clean.seconds)
        clean.reports += 1
        clean.levels.update(finding.level for finding in findings)
        clean.rules.update(f"{finding.level} {finding.rule}" for finding in findings)
        clean.shown += [
            f"{f.level} #{number} in {layout.name}: {f.rule} {f.message}" for f in findings if f.level is not Level.HINT
        ]
    return clean


def bars(kinds: Sequence[Kind], clean: Clean) -> Iterator[Bar]:
    """Yield the bars."""
    worst = min(kinds, key=lambda kind: kind.recall)
    yield Bar(f"no kind below {WORST:.0%}", f"{worst.name} {worst.recall:.1%}", worst.recall >= WORST)
    found, seeded = sum(kind.found for kind in kinds), sum(kind.seeded for kind in kinds)
    yield Bar(f"all kinds at least {OVERALL:.0%}", f"{found / seeded:.2%}", found >= OVERALL * seeded)
    errors, warnings = clean.levels[Level.ERROR], clean.levels[Level.WARNING]
    yield Bar(f"no error about {clean.reports} clean reports", str(errors), errors == 0)
    allowed = WARNINGS * clean.reports
    yield Bar(f"at most {WARNINGS:.0%} warnings about clean reports", str(warnings), warnings <= allowed)


def speed(clean: Clean) -> str:
    """Return how long all rules take on one read report."""
    return (
        f"all rules on one read report: {1000 * median(clean.seconds):.2f} ms of processor, median (target {TARGET_MS})"
    )


def _blocks(reports: int) -> list[range]:
    return [range(start, min(start + _BLOCK, reports)) for start in range(0, reports, _BLOCK)]


def run(chosen: Sequence[str], seed: int, clean: int, per_kind: int, jobs: int) -> tuple[list[Kind], Clean]:
    """Measure kinds of faults and clean reports in so many processes."""
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        parts = pool.map(partial(accuse, seed), _blocks(clean))
        kinds = list(pool.map(partial(measure, seed=seed, reports=per_kind), chosen))
        told = Clean()
        for part in parts:
            told.add(part)
    return kinds, told


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield the bars for the table of all benches."""
    clean, per_kind = (300, 8) if quick else (2000, 200)
    kinds, told = run(list(FAULTS), 1, clean, per_kind, 2)
    count = f"{len(kinds)} kinds of faults, {per_kind} each; {clean} clean reports"
    yield from (bar.figure("rules", count) for bar in bars(kinds, told))
    yield Figure("rules: speed", count, speed(told))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; return 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rules", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="repeat the run with this seed")
    parser.add_argument("--clean", type=int, default=2000, help="clean reports")
    parser.add_argument("--per-kind", type=int, default=200, help="reports for each kind of fault")
    parser.add_argument("--kinds", help="only these kinds, by name")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--show", type=int, default=10, help="how many misses and accusations to print")
    options = parser.parse_args(arguments)
    chosen = options.kinds.split(",") if options.kinds else list(FAULTS)
    kinds, clean = run(chosen, options.seed, options.clean, options.per_kind, options.jobs)
    results = list(bars(kinds, clean))
    print(f"seed {options.seed}, {len(kinds)} kinds, {len(layouts())} layouts")
    print(*kinds, sep="\n")
    print(*[line for kind in kinds for line in kind.missed][: options.show], *clean.shown[: options.show], sep="\n")
    print("clean:", *(f"{rule} {count}," for rule, count in clean.rules.most_common()))
    print(*(f"{'held  ' if bar.held else 'MISSED'} {bar.name}: {bar.found}" for bar in results), speed(clean), sep="\n")
    return 0 if all(bar.held for bar in results) else 1


if __name__ == "__main__":
    sys.exit(main())
