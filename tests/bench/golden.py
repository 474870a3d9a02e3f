"""What the rules find in real reports, against what an expert reviewer found in them.

    python -m tests.bench.golden [--missing FILE]

The reports and the reviewer's list stay outside the repository (`DUBAN_SHARED`, or ../shared). Prints the bars and
every entry that was missed; exits 1 when a bar is missed, and says so when the files are absent. The files are judged
together, so that years of one body are compared; an entry that needs a year which is not among them is shown and judged
by no bar.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from checks.engine import NO_EARLIER
from checks.model import Finding, Level, Outcome, Report
from checks.reading import read_bytes
from config.forms import FORM_IDS, cell_ids, cell_label
from reports.files import check_reports
from tests.bench.records import Figure
from tests.bench.tables import Bar

SHARED = Path(os.environ.get("DUBAN_SHARED", Path(__file__).parents[3] / "shared"))
LIST = "golden_findings.jsonl"
SEVERAL_YEARS = "continuity"
"""The family that a file shows only beside the year before."""
CALENDAR = "timeliness"
"""The family that files cannot show."""
HINTS_DUE = 0.8


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the reviewer: what is wrong (or, at level `none`, what only looks so), and where."""

    file: str
    family: str
    level: str
    certain: bool
    cells: frozenset[str]
    quote: str
    why: str

    @property
    def trap(self) -> bool:
        """Whether nothing is wrong here."""
        return self.level == "none"

    def names(self, finding: Finding) -> bool:
        """Tell whether a finding is at the place of this entry: its cells (some of a hint's), else its quotation."""
        if self.cells and self.level != Level.HINT:
            return self.cells <= set(finding.cells)
        return self.touches(finding)

    def touches(self, finding: Finding) -> bool:
        """Tell whether a finding speaks of a cell or of the quotation of this entry, or neither is given."""
        if self.cells & set(finding.cells):
            return True
        quote = _bare(self.quote)
        if quote:
            sought = {quote, _rows().get(quote, quote)}
            return any(words in _bare(evidence.text) for evidence in finding.evidence for words in sought)
        return not self.cells


@cache
def _rows() -> dict[str, str]:
    """Return the row of the form, `t3.received`, by its printed label."""
    cells = [cell for form in FORM_IDS for table in ("t2", "t3", "t4") for cell in cell_ids(form, table)]
    return {_bare(cell_label(cell).split("·")[0]): cell.rsplit(".", 1)[0] for cell in cells}


def _bare(text: str) -> str:
    return "".join(text.split())


@dataclass(slots=True)
class Outcomes:
    """What came of one file."""

    name: str
    entries: Sequence[Entry]
    findings: Sequence[Finding]
    format_not_read: bool
    compared: bool
    matched: dict[Entry, Finding] = field(default_factory=dict)

    def match(self) -> None:
        """Give every entry a finding of its family and level at its place, no finding to two entries."""
        free = list(self.findings)
        for entry in sorted((e for e in self.entries if not e.trap), key=lambda e: (not e.cells, not e.quote)):
            same = [f for f in free if f.family == entry.family and f.level == entry.level and entry.names(f)]
            if same:
                self.matched[entry] = same[0]
                free.remove(same[0])

    def due(self, *levels: str) -> list[Entry]:
        """Return the certain entries of some levels that this file can show."""
        if self.format_not_read:
            return []
        hidden = {CALENDAR} if self.compared else {CALENDAR, SEVERAL_YEARS}
        return [e for e in self.entries if e.certain and e.level in levels and e.family not in hidden]

    def trapped(self) -> Iterator[tuple[Entry, Finding]]:
        """Yield the findings above a hint that speak of something that only looks like a fault."""
        rightful = list(self.matched.values())
        for finding in () if self.format_not_read else self.findings:
            if finding.level is Level.HINT or finding in rightful:
                continue
            for entry in self.entries:
                if entry.trap and entry.family == finding.family and entry.touches(finding):
                    yield entry, finding

    def unlisted(self, level: Level) -> list[Finding]:
        """Return the findings of a level that the reviewer does not have."""
        rightful = list(self.matched.values())
        return [f for f in self.findings if f.level is level and f not in rightful]


def available() -> bool:
    """Tell whether the reviewer's list is on this machine."""
    return (SHARED / LIST).is_file()


def outcomes() -> list[Outcomes]:
    """Read and judge every file of the list."""
    lines = (SHARED / LIST).read_text(encoding="utf-8").splitlines()
    entries = [_entry(json.loads(line)) for line in lines if line.strip()]
    read = {name: _read(name) for name in dict.fromkeys(entry.file for entry in entries)}
    judged = check_reports([report for reports in read.values() for report in reports])
    return [
        _outcomes(name, [e for e in entries if e.file == name], reports, [next(judged) for _ in reports])
        for name, reports in read.items()
    ]


def _entry(line: dict[str, object]) -> Entry:
    cells = line["cells"]
    return Entry(
        file=str(line["file"]),
        family=str(line["family"]),
        level=str(line["level"]),
        certain=bool(line["certain"]),
        cells=frozenset(map(str, cells)) if isinstance(cells, list) else frozenset(),
        quote=str(line["quote"]),
        why=str(line["why"]),
    )


def _read(name: str) -> tuple[Report, ...]:
    path = next((p for p in (SHARED / "seeds" / name, SHARED / "real" / name) if p.is_file()), None)
    return tuple(read_bytes(path.read_bytes(), source=name)) if path else ()


def _outcomes(
    name: str, entries: Sequence[Entry], reports: Sequence[Report], judged: Sequence[Sequence[Finding]]
) -> Outcomes:
    said = {Outcome.FAIL, Outcome.NEEDS_REVIEW}
    findings = [f for answers in judged for f in answers if f.outcome in said]
    foreign = any(note.code == "format_not_read" for report in reports for note in report.notes)
    compared = any(f.rule == "C101" and f.reason != NO_EARLIER.zh for answers in judged for f in answers)
    found = Outcomes(name, entries, findings, foreign, compared)
    found.match()
    return found


def bars(files: Sequence[Outcomes]) -> Iterator[Bar]:
    """Yield the bars."""
    for words, levels, share in (
        ("certain errors and warnings found", ("error", "warning"), 1.0),
        ("certain hints found", ("hint",), HINTS_DUE),
    ):
        due = [e for f in files for e in f.due(*levels)]
        got = sum(e in f.matched for f in files for e in f.due(*levels))
        yield Bar(f"{words}, at least {share:.0%}", f"{got} of {len(due)}", got >= share * len(due))
    trapped = sum(1 for f in files for _ in f.trapped())
    yield Bar("nothing above a hint on a trap", str(trapped), trapped == 0)
    unlisted = sum(len(f.unlisted(Level.ERROR)) for f in files)
    yield Bar("no error that is not listed", str(unlisted), unlisted == 0)


def missing(files: Iterable[Outcomes]) -> Iterator[str]:
    """Yield one line for every entry not found and every finding that should not be, by family."""
    lines: list[tuple[str, str]] = []
    for found in files:
        if found.format_not_read:
            lines.append(("reading", f"FORMAT NOT READ {found.name}: its {len(found.entries)} entries are not judged"))
            continue
        for entry in (e for e in found.entries if not e.trap and e not in found.matched):
            weight = "MISSED" if entry.certain else "open"
            place = f"{', '.join(sorted(entry.cells))} “{entry.quote}”"
            lines.append((entry.family, f"{weight} {entry.level} {found.name}: {place}: {entry.why}"))
        for trap, finding in found.trapped():
            lines.append((trap.family, f"TRAP {found.name}: {finding.rule} {finding.message}: {trap.why}"))
        for level in (Level.ERROR, Level.WARNING, Level.HINT):
            lines += [(f.family, f"UNLISTED {level} {found.name}: {f.rule} {f.message}") for f in found.unlisted(level)]
    yield from (f"{family}: {line}" for family, line in sorted(lines))


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield the bars for the table of all benches; quick or not, the files are the same."""
    if not available():
        yield Figure("golden", "0 files", f"{LIST} is not on this machine")
        return
    files = outcomes()
    yield from (bar.figure("golden", f"{len(files)} real reports") for bar in bars(files))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the comparison; return 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.golden", description=__doc__.split("\n")[0])
    parser.add_argument("--missing", type=Path, help="write what is missing into this file as well")
    options = parser.parse_args(arguments)
    if not available():
        print(f"skipped: {SHARED / LIST} is not on this machine")
        return 0
    files = outcomes()
    told = list(missing(files))
    judged = list(bars(files))
    print(*told, *(f"{'held  ' if bar.held else 'MISSED'} {bar.name}: {bar.found}" for bar in judged), sep="\n")
    if options.missing:
        options.missing.write_text("\n".join(f"- {line}" for line in told) + "\n", encoding="utf-8")
    return 0 if all(bar.held for bar in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
