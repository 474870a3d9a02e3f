"""What a person reads in the terminal: one report, findings, the status of bodies."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from checks.model import CellStatus, Finding, Report
from config.forms import cell_label

_STYLES = {"error": "bold red", "warning": "yellow", "hint": "cyan"}
_SHOWN_CELLS = 12


def print_report(report: Report, lang: str) -> None:
    """Print a report in a few lines: whose it is, what was found, and every cell that could not be read."""
    console = Console(highlight=False)
    console.print(f"[bold]{escape(report.source)}[/bold]")
    console.print(f"  {report.body or '—'} · {report.kind or '—'} · {report.year or '—'} · form {report.form or '—'}")
    if report.title:
        console.print(f"  {escape(report.title)}")
    statuses = Counter(cell.status for cell in report.cells.values())
    console.print(f"  sections {', '.join(sorted(report.sections)) or 'none'}; cells: {_counted(statuses)}")
    doubtful = [c for c in report.cells.values() if c.status not in {CellStatus.READ, CellStatus.INFERRED}]
    for cell in doubtful[:_SHOWN_CELLS]:
        candidates = f" ({' | '.join(map(str, cell.candidates))})" if cell.candidates else ""
        console.print(f"  {cell.status:<10} {cell.id}  {escape(cell_label(cell.id))}{candidates}  {escape(cell.place)}")
    if len(doubtful) > _SHOWN_CELLS:
        console.print(f"  … and {len(doubtful) - _SHOWN_CELLS} more; `--json` shows every cell")
    for note in report.notes:
        console.print(Text(f"  note {note.code}: {note.message_in(lang)} {f'[{note.place}]' if note.place else ''}"))


def _counted(counts: Counter[CellStatus]) -> str:
    return ", ".join(f"{count} {status}" for status, count in counts.most_common()) or "none"


def print_findings(findings: Sequence[Finding], *, lang: str) -> None:
    """Print findings, gravest first, each with its place and raw text."""
    console = Console(highlight=False)
    for finding in sorted(findings, key=lambda f: (f.body or "", f.year or 0, f.level.rank, f.rule)):
        words = finding.message_en if lang == "en" and finding.message_en else finding.message
        line = Text(f"{finding.body or finding.source} {finding.year or ''} ")
        line.append(f"{finding.level} {finding.rule} ", style=_STYLES[finding.level])
        line.append("" if finding.outcome == "fail" else f"[{finding.outcome}] ")
        line.append(words or finding.reason or "")
        console.print(line)
        for evidence in finding.evidence[:2]:
            console.print(Text(f"    {evidence.place}: {' '.join(evidence.text.split())[:100]}", style="dim"))


def print_counts(title: str, counts: Iterable[tuple[str, int | str]]) -> None:
    """Print a summary of two columns."""
    table = Table(title=title, show_header=False, title_justify="left")
    for name, count in counts:
        table.add_row(name, str(count))
    Console().print(table)
