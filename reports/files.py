"""Reports in files that somebody names on the command line, read and checked without a workspace."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.documents import MAX_PAGE
from checks.engine import evaluate
from checks.model import Case, Finding, Report
from checks.notes import note
from checks.reading import read_bytes
from checks.words import Language, Words
from config.errors import UserError
from reports.store import CaptureState
from reports.workers import WORKERS, Failure, Job, Readers

SECONDS_A_FILE = 120.0
"""A report is read in a hundredth of a second; one of scanned pages takes some seconds a page."""

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
    """Read every document of the files in their order, in worker processes; problems are told in a language."""
    files = tuple(paths)
    unopened: dict[int, FileReading] = {}
    with Readers(read_bytes, seconds=SECONDS_A_FILE, workers=min(WORKERS, len(files))) as readers:
        for job, reading in readers.read(_jobs(files, unopened)):
            yield from _before(job.capture_id, unopened)
            for report in reading if isinstance(reading, tuple) else (_failed(job, reading),):
                yield FileReading(report, _problem(report, lang))
        yield from _before(len(files), unopened)


def _jobs(files: Sequence[Path], unopened: dict[int, FileReading]) -> Iterator[Job]:
    """Yield what can be opened; what cannot is kept by its place in the order."""
    for number, path in enumerate(files):
        try:
            yield Job(number, _bytes_of(path), str(path))
        except OSError as error:
            problem = f"{path}: cannot be opened: {error.strerror}"
            unopened[number] = FileReading(Report(source=str(path)), problem)


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file; of one that is too large anyway, only as many as show that."""
    with path.open("rb") as file:
        return file.read(MAX_PAGE + 1)


def _before(number: int, unopened: dict[int, FileReading]) -> Iterator[FileReading]:
    for earlier in sorted(each for each in unopened if each < number):
        yield unopened.pop(earlier)


def _failed(job: Job, failure: Failure) -> Report:
    timeout = failure.state is CaptureState.READER_TIMEOUT
    why = note("reader_timeout", seconds=round(SECONDS_A_FILE)) if timeout else note("reader_crashed")
    return Report(source=job.source, notes=(why,))


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
