"""The bars of reading, and how a run of the bench is printed."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tests.bench.grading import FACTS, Grade, Tally, by_gravity, merged
from tests.bench.records import Figure

EXACT_OVERALL, EXACT_LAYOUT, MEMORY = 99.95, 99.5, 300
SEPARATED = ("html", "docx", "sheet", "text")
FILES, EXACT_FILES = ("pdf", "doc", "ofd"), 99.9
EXACT_OF_ANSWERED, ANSWERED, WRONG_IN, SECONDS_A_PAGE, MEMORY_OCR = 99.5, 97.0, 2000, 3.5, 1200
"""Of scans: shares of cells, cells of which one may be wrong, processor time, MB."""
UNKNOWABLE = "text_joined_faulty"
"""Joined digits with a real fault: counted and printed, judged by no bar."""
TARGET_RATES = {"html": 300, "docx": 120, "pdf": 10}
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that must hold, with the figure found."""

    name: str
    found: str
    held: bool

    def figure(self, what: str, count: str, ratio: str = "") -> Figure:
        """Return it as a line of the table of all benches."""
        return Figure(f"{what}: {self.name}", count, self.found, ratio=ratio, bar=self.name, held=self.held)


@dataclass(frozen=True, slots=True)
class Race:
    """Seconds on the same pages: ours, and `pandas.read_html`, which only gives grids."""

    pages: int
    ours: float
    pandas: float


def bars(tallies: Sequence[Tally], rival: Race | None, memory: float | None) -> Iterator[Bar]:
    """Yield every bar that this run can judge."""
    yield from _exactness([tally for tally in tallies if tally.family in SEPARATED])
    for tally in (tally for tally in tallies if tally.family in FILES):
        share = tally.share(Grade.EXACT)
        yield Bar(f"{tally.layout}: exact cells ≥ {EXACT_FILES} %", f"{share:.3f} %", share >= EXACT_FILES)
    for tally in (tally for tally in tallies if tally.family == "joined"):
        unanswered = tally.cells[Grade.UNANSWERED]
        yield Bar(f"{tally.layout}: every cell with one solution", f"{unanswered} unanswered", unanswered == 0)
    scans = merged((tally for tally in tallies if tally.family == "ocr"), "ocr")
    yield from _of_scans(scans) if scans.total else ()
    told = (tally for tally in tallies if tally.layout != UNKNOWABLE and tally.family != "ocr")
    wrong = merged(told, "all").cells[Grade.WRONG]
    yield Bar("no silent wrong value", str(wrong), wrong == 0)
    if rival:
        times = rival.pandas / rival.ours
        yield Bar("not slower than pandas.read_html", f"{times:.1f} times as fast (target 2)", times >= 1)
    if memory:
        most = MEMORY_OCR if scans.total else MEMORY
        yield Bar(f"peak memory ≤ {most} MB, writers included", f"{memory:.0f} MB", memory <= most)


def _of_scans(scans: Tally) -> Iterator[Bar]:
    answered = scans.total - scans.cells[Grade.UNANSWERED]
    exact, share = 100 * scans.cells[Grade.EXACT] / max(answered, 1), 100 * answered / scans.total
    wrong, seconds = scans.cells[Grade.WRONG], scans.seconds / max(scans.pages, 1)
    yield Bar(f"scans: exact ≥ {EXACT_OF_ANSWERED} % of cells answered", f"{exact:.3f} %", exact >= EXACT_OF_ANSWERED)
    yield Bar(f"scans: answered cells ≥ {ANSWERED} %", f"{share:.3f} %", share >= ANSWERED)
    due = f"scans: silent wrong ≤ 1 in {WRONG_IN}"
    yield Bar(due, f"{wrong} in {scans.total}", wrong * WRONG_IN <= scans.total)
    yield Bar(f"scans: a page ≤ {SECONDS_A_PAGE} s", f"{seconds:.2f} s", seconds <= SECONDS_A_PAGE)


def _exactness(separated: Sequence[Tally]) -> Iterator[Bar]:
    if not separated:
        return
    overall = merged(separated, "separated").share(Grade.EXACT)
    yield Bar(f"exact cells ≥ {EXACT_OVERALL} % over separated ones", f"{overall:.3f} %", overall >= EXACT_OVERALL)
    worst = min(separated, key=lambda tally: tally.share(Grade.EXACT))
    share = worst.share(Grade.EXACT)
    yield Bar(f"no layout below {EXACT_LAYOUT} %", f"{worst.layout} {share:.3f} %", share >= EXACT_LAYOUT)


_HEADS = ("layout", "reports", "exact %", "wrong", "no answer %", "misnamed %", *FACTS, "ms", "KB")
_WIDTHS = (20, 8, 8, 6, 12, 11, *(max(len(fact), 5) + 1 for fact in FACTS), 7, 6)


def _line(tally: Tally) -> Iterator[str]:
    yield tally.layout
    yield str(tally.reports)
    yield f"{tally.share(Grade.EXACT):.3f}"
    yield str(tally.cells[Grade.WRONG])
    yield f"{tally.share(Grade.UNANSWERED):.3f}"
    yield f"{tally.share(Grade.MISNAMED):.3f}"
    yield from (f"{100 * tally.facts[fact] / max(tally.reports, 1):.1f}" for fact in FACTS)
    yield f"{1000 * tally.seconds / max(tally.reports, 1):.2f}"
    yield f"{tally.size / max(tally.reports, 1) / 1024:.1f}"


def _table(tallies: Sequence[Tally]) -> Iterator[str]:
    yield _aligned(_HEADS)
    for family in (*SEPARATED, *FILES, "ocr", "joined", "damaged"):
        members = [tally for tally in tallies if tally.family == family]
        yield from (_aligned(tuple(_line(tally))) for tally in members)
    separated = [tally for tally in tallies if tally.family in SEPARATED]
    yield from (_aligned(tuple(_line(merged(separated, "separated in all")))),) if separated else ()


def _aligned(words: Sequence[str]) -> str:
    figures = (word.rjust(width) for word, width in zip(words[1:], _WIDTHS[1:], strict=True))
    return " ".join([words[0].ljust(_WIDTHS[0]), *figures])


def speed(tallies: Sequence[Tally]) -> Iterator[str]:
    """Yield how fast each family of formats is read."""
    for family, target in TARGET_RATES.items():
        total = merged((tally for tally in tallies if tally.family == family), family)
        if total.reports:
            rate, size = total.reports / total.seconds, total.size / total.reports / 1024
            yield f"{family}: {rate:.0f} reports/s of {size:.0f} KB on one core (target {target} of 40 KB)"


def report(tallies: Sequence[Tally], rival: Race | None, judged: Sequence[Bar]) -> Iterator[str]:
    """Yield the lines of the printed result."""
    yield from _table(tallies)
    total = merged(tallies, "all")
    yield from _first(total.total - total.cells[Grade.EXACT], "cells not exact", map(str, by_gravity(total.misses)))
    yield from _first(len(total.mistaken), "facts not right", total.mistaken)
    yield ""
    yield from speed(tallies)
    if rival:
        yield f"pandas.read_html on the same {rival.pages} pages: {rival.pandas:.2f} s, ours {rival.ours:.2f} s"
    else:
        yield "no race: pandas is not on this machine, or no plain web pages were asked for"
    yield from (f"{'held  ' if bar.held else 'MISSED'} {bar.name}: {bar.found}" for bar in judged)


def _first(count: int, what: str, lines: Iterable[str]) -> Iterator[str]:
    if count:
        yield f"\n{count} {what}; the gravest first:"
        yield from islice(lines, SHOWN)


def as_json(seed: int, tallies: Sequence[Tally], judged: Sequence[Bar]) -> str:
    """Return the figures of a run for machines."""
    layouts = [dict(zip(_HEADS, _line(tally), strict=True)) for tally in tallies]
    found = [{"bar": bar.name, "found": bar.found, "held": bar.held} for bar in judged]
    return json.dumps({"seed": seed, "layouts": layouts, "bars": found}, ensure_ascii=False)
