"""What the rules of the portfolio cost, which copies they find, and whom they accuse wrongly.

    python -m tests.bench.portfolio [--quick] [--reports 20000] [--seed N] [--show 10]

Counties of fifty bodies report for two years, each with a template of its own; some reports are copies, of the body's
own report of the year before or of another body's, with a share of sentences and words changed. Governments sum up
their bodies. Printed are time and memory of all that is done with the newer year, recall by kind and share changed,
false alarms about everything else, and the slope of cost over size; exits 1 when a bar is missed.
"""

import argparse
import math
import resource
import secrets
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from time import process_time

from checks.engine import About, evaluate
from checks.model import Case, Finding, Level, Outcome
from checks.portfolio.beside import companions_of, quoted
from checks.portfolio.copies import Key, Member, matches
from checks.portfolio.masking import names_of
from checks.portfolio.peers import CELLS, outliers
from checks.portfolio.records import Companion, Companions
from checks.portfolio.sketches import Text, sketch_of
from checks.portfolio.totals import Figures, compared_cells, total_of
from config.kinds import Kind
from tests.bench.records import Figure as Row
from tests.bench.tables import Bar
from tests.writing import dice
from tests.writing.counties import WORDS, Written, copied, honest, places, template_of

BODIES, YEAR = 50, 2024
QUICK, LARGE, PARTS, SEED = 2000, 20_000, (16, 8, 4, 2, 1), 7
"""Reports of both years together; the full run measures parts of them, too, for the slope."""
RATES = (0.0, 0.02, 0.05, 0.1, 0.2)
SECONDS, MEMORY_MB, SLOPE, SEEDED_RECALL = 60, 1000, 1.05, 0.95
LIGHT = 0.05
"""Shares changed up to this must be found; beyond it they are printed only."""
FORMS = {"t2": "2021", "t3": "2021", "t4": "2021"}
WRONG_SUM = "t3.granted.total"


@dataclass(slots=True)
class Seeded:
    """The reports of both years, with what was seeded: key of a report to kind and share changed."""

    written: dict[Key, Written] = field(default_factory=dict)
    copies: dict[Key, tuple[str, float]] = field(default_factory=dict)

    def add(self, report: Written, kind: str = "", rate: float = 0.0) -> None:
        key = (report.body, report.year)
        self.written[key] = report
        if kind:
            self.copies[key] = (kind, rate)


@dataclass(slots=True)
class Result:
    """What was found, and what it cost."""

    reports: int
    seconds: float = 0.0
    seeded: Counter[tuple[str, float]] = field(default_factory=Counter)
    found: Counter[tuple[str, float]] = field(default_factory=Counter)
    false: Counter[tuple[str, Level]] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)
    governments: Counter[str] = field(default_factory=Counter)


def seeded(reports: int, seed: int) -> Seeded:
    """Write the reports of as many counties as make so many reports."""
    held, before = Seeded(), []
    for place in islice(places(), max(reports // (2 * BODIES), 1)):
        rng = dice(seed, place)
        template = template_of(rng)
        bodies = [
            *(place + office for office in WORDS["offices"]),
            *(place + name for name in _towns(BODIES - len(WORDS["offices"]))),
        ]
        last = [honest(body, place, YEAR - 1, template, rng) for body in bodies]
        for report in last:
            held.add(report)
        _newer_year(held, last, before, template, rng)
        before = last
    return held


def _newer_year(
    held: Seeded, last: Sequence[Written], neighbours: Sequence[Written], template: Sequence[str], rng: Random
) -> None:
    """Write the newer year: copies of one's own, of a colleague's, of a neighbour county's report, and honest ones."""
    now = [honest(each.body, each.place, YEAR, template, rng) for each in last]
    originals = now[len(RATES) * 4 :]
    for number, own in enumerate(last):
        kind, rate = number // len(RATES), RATES[number % len(RATES)]
        if kind == 0:
            held.add(copied(own, now[number], rate, rng), "own earlier year", rate)
        elif kind == 1:
            held.add(copied(originals[number], now[number], rate, rng), "another body", rate)
        elif kind == 2 and neighbours:
            original = neighbours[-1 - number]
            held.add(copied(original, now[number], rate, rng), "another county, year before", rate)
        elif kind == 3:
            held.add(_partly_kept(now[number], own))
        else:
            held.add(now[number])


def _partly_kept(now: Written, before: Written) -> Written:
    """Return an honest report that keeps half of its sentences, as descriptions of standing arrangements are kept."""
    kept = before.overview[: len(before.overview) // 2]
    return Written(now.body, now.place, now.year, (*kept, *now.overview[len(kept) :]), now.problems, now.day)


def _towns(count: int) -> Iterator[str]:
    return (
        f"{name}{kind}人民政府"
        for name, kind in islice(((s + t, k) for s in WORDS["first_signs"] for t in "坊渚畈" for k in "镇乡"), count)
    )


def judge(held: Seeded, seed: int) -> Result:
    """Do what a check does with the reports of the newer year, and count what was found."""
    rng = dice(seed, "numbers")
    texts = {key: _text(report, rng) for key, report in held.written.items()}
    began = process_time()
    members = [
        Member(key, report.place, sketch_of(texts[key]), date(report.year + 1, 1, 1) + timedelta(report.day))
        for key, report in held.written.items()
    ]
    alike = matches(members, YEAR)
    found: list[tuple[Key, Companions]] = []
    for key, each in alike.items():
        companions = companions_of(each, lambda other: Companion(*other))
        found.append((key, quoted(companions, key, each, texts.__getitem__)))
    told = {key: _findings(key[0], companions) for key, companions in found}
    result = Result(len(held.written), process_time() - began)
    for key, findings in told.items():
        _count(result, held, key, findings)
    return result


def _text(report: Written, rng: Random) -> Text:
    overview, problems = report.text(rng)
    return Text(overview, problems, names_of((report.body, f"{report.place}人民政府")))


def _findings(body: str, companions: Companions) -> list[Finding]:
    case = Case(body, YEAR, companions=companions)
    return [each for each in evaluate(case, About.BESIDE) if each.outcome is Outcome.FAIL]


def _count(result: Result, held: Seeded, key: Key, findings: Sequence[Finding]) -> None:
    copy = held.copies.get(key)
    original = " ".join(map(str, held.written[key].copied or ()))
    if copy:
        result.seeded[copy] += 1
        result.found[copy] += any(each.found == original for each in findings)
    for each in findings:
        if each.found != original:
            result.false[each.rule, each.level] += 1
            result.shown.append(f"{each.level} {' '.join(map(str, key))}: {each.rule} {each.message}")


def judge_figures(result: Result, counties: int, seed: int) -> None:
    """Sum up the bodies of governments, and look for figures far above those of peers."""
    began = process_time()
    figures, groups = {}, {}
    for number in range(counties):
        rng = dice(seed, "figures", number)
        below = [_figures(f"{number}/{body}", rng) for body in range(BODIES)]
        for each in below:
            figures[each.companion.body] = {cell: each.values[cell] for cell in CELLS}
            groups[each.companion.body] = f"{number // 10}"
        kind = ("sums", "departments", "itself", "wrong")[number % 4]
        result.governments[f"{kind} {_said(total_of(_government(kind, below, rng), below))}"] += 1
    wild = set(list(figures)[:: 10 * BODIES])
    for body in wild:
        figures[body] = {**figures[body], "t2.penalties.decisions": Decimal(900000)}
    found = {body for body, odd in outliers(figures, groups).items() if odd}
    result.governments["outliers found"] += len(found & wild)
    result.governments["outliers seeded"] += len(wild)
    result.governments["outliers false"] += len(found - wild)
    result.seconds += process_time() - began


def _figures(name: str, rng: Random) -> Figures:
    values = {
        cell: Decimal(int(rng.lognormvariate(2, 1)) if rng.random() < 0.6 else 0) for cell in compared_cells(FORMS)
    }
    kind = Kind.DEPARTMENT if rng.random() < 0.7 else Kind.TOWNSHIP
    return Figures(Companion(name, YEAR), kind, forms=FORMS, values=values)


def _government(kind: str, below: Sequence[Figures], rng: Random) -> Figures:
    members = {
        "departments": [each for each in below if each.kind is Kind.DEPARTMENT],
        "itself": [_figures("itself", rng)],
    }.get(kind, below)
    values = {cell: sum((each.values[cell] for each in members), Decimal(0)) for cell in compared_cells(FORMS)}
    if kind == "wrong":
        values[WRONG_SUM] += 3
    return Figures(Companion("government", YEAR), Kind.GOVERNMENT, forms=FORMS, values=values)


def _said(total: object) -> str:
    companions = Companions(total=total)  # type: ignore[arg-type]
    outcomes = [
        each.outcome
        for each in evaluate(Case("government", YEAR, companions=companions), About.BESIDE)
        if each.rule == "O104"
    ]
    return str(outcomes[0])


def slope(results: Sequence[Result]) -> float:
    """Return the slope of seconds over reports on a log-log scale, by least squares."""
    points = [(math.log(result.reports), math.log(result.seconds)) for result in results]
    mean_x, mean_y = (sum(part) / len(points) for part in zip(*points, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def lines(result: Result) -> Iterator[str]:
    """Yield what was found as printed lines."""
    for kind, rate in sorted(result.seeded):
        seeded, found = result.seeded[kind, rate], result.found[kind, rate]
        yield f"{kind:30} {rate:4.0%} changed: {found} of {seeded} found ({found / seeded:.1%})"
    yield "wrong alarms: " + (", ".join(f"{rule} {level} {n}" for (rule, level), n in result.false.items()) or "none")
    yield "governments and outliers: " + ", ".join(f"{what}: {n}" for what, n in sorted(result.governments.items()))


def bars(result: Result, memory: float, steepness: float | None) -> Iterator[Bar]:
    """Yield the bars."""
    yield Bar(
        f"{result.reports} reports in ≤ {SECONDS} s", f"{result.seconds:.1f} s of processor", result.seconds <= SECONDS
    )
    yield Bar(f"peak memory ≤ {MEMORY_MB} MB, the writers' texts included", f"{memory:.0f} MB", memory <= MEMORY_MB)
    light = [copy for copy in result.seeded if copy[1] <= LIGHT]
    found, seeded = sum(result.found[copy] for copy in light), sum(result.seeded[copy] for copy in light)
    yield Bar(
        f"copies with ≤ {LIGHT:.0%} changed found ≥ {SEEDED_RECALL:.0%}",
        f"{found / seeded:.1%}",
        found >= SEEDED_RECALL * seeded,
    )
    wrong = sum(result.false.values())
    yield Bar("no wrong alarm", str(wrong), wrong == 0)
    if steepness is not None:
        yield Bar(f"slope of cost over size ≤ {SLOPE}", f"{steepness:.2f}", steepness <= SLOPE)


def measured(sizes: Sequence[int], seed: int) -> Iterator[Result]:
    """Yield what is found among so many seeded reports, size by size."""
    for reports in sizes:
        result = judge(seeded(reports, seed), seed)
        judge_figures(result, max(reports // (2 * BODIES), 4), seed)
        yield result


def judged_bars(results: Sequence[Result]) -> list[Bar]:
    """Return the bars of the largest size; the slope where there are several."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return list(bars(results[-1], memory, slope(results) if len(results) > 1 else None))


def rows(*, quick: bool) -> Iterator[Row]:
    """Yield the bars for the table of all benches."""
    sizes = [QUICK] if quick else [LARGE // part for part in PARTS]
    results = list(measured(sizes, SEED))
    for bar in judged_bars(results):
        yield Row(f"portfolio: {bar.name}", f"{results[-1].reports} reports", bar.found, held=bar.held)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; return 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.portfolio", description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=int, default=LARGE, help="reports of both years together")
    parser.add_argument("--quick", action="store_true", help="2,000 reports, and no slope")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="repeat the run with this seed")
    parser.add_argument("--show", type=int, default=10, help="how many wrong alarms to print")
    options = parser.parse_args(arguments)
    results = []
    for result in measured([QUICK] if options.quick else [options.reports // part for part in PARTS], options.seed):
        print(f"{result.reports} reports: {result.seconds:.2f} s")
        results.append(result)
    print(f"seed {options.seed}", *lines(results[-1]), *results[-1].shown[: options.show], sep="\n")
    judged = judged_bars(results)
    print(*(f"{'held  ' if bar.held else 'MISSED'} {bar.name}: {bar.found}" for bar in judged), sep="\n")
    return 0 if all(bar.held for bar in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
