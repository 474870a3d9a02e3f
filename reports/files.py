"""Reports in files that somebody names on the command line, read and checked without a workspace."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checks.engine import evaluate
from checks.model import Case, Finding, Report
from checks.reading import read_bytes
from checks.words import Language, Words
from config.errors import UserError

_NOTHING = Words("没有认出年度报告", "no annual report was recognised in it")


@dataclass(frozen=True, slots=True)
class FileReading:
    """One document out of a named file. `problem` says in one line why nothing in it can be used."""

    report: Report
    problem: str | None = None


def named_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that the paths name, those of folders included, hidden ones left out.

    Raises:
        UserError: a path does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UserError(f"{path}: no such file or folder")
        members = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        found += [member for member in members if not member.name.startswith(".")]
    if not found:
        raise UserError("there is no file in " + ", ".join(map(str, paths)))
    return tuple(found)


def read_files(paths: Iterable[Path], lang: Language) -> Iterator[FileReading]:
    """Read every document of the files; problems are told in a language."""
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            problem = f"{path}: cannot be opened: {error.strerror}"
            yield FileReading(Report(source=str(path)), problem)
            continue
        for report in read_bytes(data, source=str(path)):
            yield FileReading(report, _problem(report, lang))


def _problem(report: Report, lang: Language) -> str | None:
    if report.readable:
        return None
    reasons = "; ".join(note.message_in(lang) for note in report.notes) or _NOTHING.in_language(lang)
    return f"{report.source}: {reasons}"


def check_report(report: Report) -> tuple[Finding, ...]:
    """Return every outcome of every rule on a report that stands alone, without the calendar of a workspace."""
    return evaluate(
        Case(
            body=report.body,
            year=report.year,
            kind=report.kind,
            kind_source=report.kind_source,
            report=report,
            source=report.source,
        )
    )
