"""Reports in files that somebody names on the command line, read and checked without a workspace."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from checks.documents import MAX_PAGE
from checks.engine import evaluate
from checks.model import Case, Earlier, Family, Finding, Outcome, Publication, Report
from checks.notes import note
from checks.reading import read_bytes
from checks.reading.names import bodies_meant, name_key
from checks.words import LANGUAGES, Language, Words
from config.bodies import Body, Registry
from config.errors import UserError
from reports.attribution import registry_names
from reports.content import completeness, contradictions, rendering
from reports.portfolio.files import Files
from reports.store import CaptureState
from reports.workers import WORKERS, Failure, Job, Readers

SECONDS_A_FILE = 120.0
"""A report is read in a hundredth of a second; one of scanned pages takes some seconds a page."""

_TOLD_OF = Words("同一报告的另一份文件 {file} 已说明", "told of {file}, another file of the same report")
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


def check_reports(reports: Sequence[Report], registry: Registry | None = None) -> Iterator[tuple[Finding, ...]]:
    """Yield for each report every outcome of every rule, without the calendar of a workspace.

    Several years of one body are compared, whatever the order of the reports. A registry tells which names mean one
    body and which body continues another; without it only names that differ in their usual short forms do. Files of
    different kinds with one body and year are one report: they are compared, and what was told of the one that was
    understood best is not told again of the others.
    """
    shelf = _Shelf(reports, registry)
    told: dict[int, tuple[Finding, ...]] = {}
    for report in reports:
        foremost, *others = shelf.renderings(report)
        if id(foremost) not in told:
            together = _together([foremost, *others]) if others else None
            told[id(foremost)] = evaluate(replace(shelf.case(foremost), together=together))
        if report is foremost:
            yield told[id(foremost)]
        else:
            yield tuple(_once(evaluate(shelf.case(report)), told[id(foremost)], foremost.source))


def _together(reports: Sequence[Report]) -> Publication:
    copies = tuple(contradictions((report.source, report) for report in reports))
    return Publication(tuple(report.source for report in reports), copies=copies)


def _once(answers: Iterable[Finding], told: Iterable[Finding], where: str) -> Iterator[Finding]:
    """Yield the answers on one file; what was told of another one of the same report is not told again.

    Nor is told what could not be read in it, for the other one was read.
    """
    known = {(each.rule, each.key, each.outcome) for each in told}
    for answer in answers:
        again = any((answer.rule, answer.key, outcome) in known for outcome in (answer.outcome, Outcome.FAIL))
        if answer.reportable and (again or answer.family is Family.READING):
            words = [_TOLD_OF.fill(language, {"file": PurePath(where).name}) for language in LANGUAGES]
            yield replace(answer, outcome=Outcome.NOT_EVALUATED, message=words[0], message_en=words[1], reason=words[0])
        else:
            yield answer


def check_report(report: Report) -> tuple[Finding, ...]:
    """Return every outcome of every rule on one report by itself."""
    return evaluate(_case(report))


def _case(report: Report, earlier: tuple[Earlier, ...] = ()) -> Case:
    return Case(
        body=report.body,
        year=report.year,
        kind=report.kind,
        kind_source=report.kind_source,
        report=report,
        earlier=earlier,
        source=report.source,
    )


class _Shelf:
    """Reports in order by body and year."""

    def __init__(self, reports: Iterable[Report], registry: Registry | None) -> None:
        self._registry = registry
        self._names = registry_names(registry.bodies) if registry else ()
        self._files: dict[tuple[str, int], list[Report]] = defaultdict(list)
        for report in reports:
            if report.body and report.year:
                self._files[self._key(report.body), report.year].append(report)
        self._reports = {place: max(held, key=completeness) for place, held in self._files.items()}
        self._beside = Files(self._reports, registry)

    def case(self, report: Report) -> Case:
        """Return a report as the rules see it, with those of the year before and beside the others."""
        case = _case(report, self.earlier(report))
        if not report.body or not report.year:
            return case
        key = (self._key(report.body), report.year)
        if self._reports[key] is not report:
            return case
        return replace(case, companions=self._beside.companions(key), shared_rows=self._beside.shared_rows(key))

    def renderings(self, report: Report) -> list[Report]:
        """Return the files of which a report is one, the best understood first: one of each kind, else it alone.

        Several files of one kind are several versions, of which nobody knows that they should be the same.
        """
        held = self._files.get((self._key(report.body), report.year), []) if report.body and report.year else []
        kinds = [rendering(each) for each in held]
        if len(held) < 2 or len(set(kinds)) < len(kinds):
            return [report]
        return sorted(held, key=completeness, reverse=True)

    def earlier(self, report: Report) -> tuple[Earlier, ...]:
        """Return the reports of the year before that a report continues; empty when one of them is not here."""
        if not report.body or not report.year:
            return ()
        body = self._body(report.body)
        continued = self._registry.continued(body, report.year) if self._registry and body else ()
        keys = [each.id for each in continued] or [self._key(report.body)]
        found = [self._reports.get((key, report.year - 1)) for key in keys]
        told = tuple(
            Earlier(each, report.body if key == self._key(report.body) else each.body)
            for key, each in zip(keys, found, strict=True)
            if each
        )
        return told if len(told) == len(keys) else ()

    def _key(self, name: str) -> str:
        body = self._body(name)
        return body.id if body else name_key(name)

    def _body(self, name: str) -> Body | None:
        meant = bodies_meant(name, self._names)
        if self._registry is None or len(meant) != 1:
            return None
        named = [body for body in self._registry.bodies if body.name == meant[0].name]
        return named[0] if len(named) == 1 else None
