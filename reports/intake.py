"""From captures to editions: what waits is read, attributed to a body and a year, and recorded, once."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from checks.model import Report
from checks.reading import Hints, LinkedPicture, read_bytes
from checks.words import Language, Words
from config import clock
from config.errors import UserError
from config.registry import Body
from config.workspace import Workspace
from reports.archive import DamagedError
from reports.attribution import Attribution, attribute, attribute_as_said, none, registry_names
from reports.cluster import Cluster, ClusterReaders
from reports.content import content_of, reader_version
from reports.facts import counting_edition
from reports.naming import user_name
from reports.store import FAILED, CaptureRow, CaptureState, Store, Verdict
from reports.targets import archive_of
from reports.workers import Failure, Job, Read, Readers, Reading

Progress = Callable[[int, int], None]
"""Is told how many are done and how many there are."""

_ENTERED = Words("已录入：{body} {year} 年度", "entered: {body}, {year}")
_KNOWN = Words("以前已录入：{body} {year} 年度", "was entered before: {body}, {year}")
_NOT_OPENED = Words("文件打不开（{error}）", "the file cannot be opened ({error})")
_DAMAGED = Words("存档已损坏：{error}", "the archived payload is damaged: {error}")
_CRASHED = Words("读取程序在此文件上出错：{error}", "the reader failed on this document: {error}")
_TIMEOUT = Words("读取超时：{error}", "reading took too long: {error}")


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """What became of the captures that waited.

    Attributes:
        read: documents that went through the reader; the others were known.
        new_editions: contents that were not known before.
        states: captures by what became of them.
        failed: pages whose new reading failed, so that the one before stands.
    """

    read: int = 0
    new_editions: int = 0
    failed: int = 0
    states: Mapping[CaptureState, int] = field(default_factory=dict)

    @property
    def captures(self) -> int:
        """How many captures were settled."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file entered by hand.

    Attributes:
        new: False when the same content was entered from the same address before.
        verdict: what it is; its state is `unreadable` when the file could not be opened.
    """

    path: Path
    new: bool
    verdict: Verdict

    @property
    def usable(self) -> bool:
        """Whether it is a report of a body and year, now or from before."""
        return self.verdict.state is CaptureState.EDITION

    def reason(self, language: Language) -> str:
        """Return why it is no report of a body and year."""
        return self.verdict.reason_in(language)

    def line(self, language: Language) -> str:
        """Return what became of it in one line for people."""
        if not self.usable:
            return f"{self.path}: {self.reason(language)}"
        words = _ENTERED if self.new else _KNOWN
        values = {"body": self.verdict.body, "year": self.verdict.year}
        return f"{self.path}: {words.fill(language, values)}"


def ledger_time(workspace: Workspace, as_of: datetime) -> datetime:
    """Return the present of a workspace: `as_of` where time is simulated, else the real time."""
    return as_of if workspace.settings.simulated else clock.now()


def ingest(
    store: Store,
    workspace: Workspace,
    *,
    as_of: datetime,
    executor: Executor | None = None,
    progress: Progress | None = None,
    read: Read = read_bytes,
) -> IngestSummary:
    """Read the captures that wait and record what they are; a document that cannot be read costs only itself.

    A damaged payload that is whole again, from a backup or because the page still stood, is read like a new one.

    Args:
        store: open to write.
        workspace: its registry says whose reports are looked for.
        as_of: the day asked about.
        executor: where documents are read; by default two worker processes with limits of time and memory.
        progress: is told how far it is.
        read: the reading function, picklable.
    """
    store.sync_registry(workspace.registry, ledger_time(workspace, as_of))
    with _readers(read, executor) as readers:
        intake = _Intake(store, workspace, progress)
        return intake.settle([*intake.mended(), *store.unread_captures()], readers)


def reread(
    store: Store,
    workspace: Workspace,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    read: Read = read_bytes,
) -> IngestSummary:
    """Read again every archived page that was read by another version of the reader or with other hints; see `ingest`.

    A page that cannot be read now keeps the reading it had.
    """
    intake = _Intake(store, workspace, progress)
    known = store.hints_of_captures()
    waiting = [
        capture
        for capture in store.captures()
        if capture.state in FAILED or known.get(capture.id) != intake.key(capture)
    ]
    with _readers(read, executor) as readers:
        return intake.settle(waiting, readers)


def import_files(
    store: Store,
    workspace: Workspace,
    files: Sequence[Path],
    *,
    as_of: datetime,
    who: str | None = None,
    when: datetime | None = None,
    url: str | None = None,
    body: str | None = None,
    year: int | None = None,
    executor: Executor | None = None,
    read: Read = read_bytes,
) -> tuple[Imported, ...]:
    """Enter files or hand-saved pages as editions; they are shown as entered by hand everywhere.

    Args:
        store: open to write.
        workspace: its registry says whose reports these may be.
        files: the files, each holding one document or several.
        as_of: the day asked about.
        who: who enters them; the user's login name when not given.
        when: when the page was saved; now when not given.
        url: the address it was saved from.
        body: whose report it is (id or name), where the file does not say so itself.
        year: of which year, likewise.
        executor: as for `ingest`.
        read: as for `ingest`.

    Returns:
        One entry a file, in their order.

    Raises:
        UserError: `when` lies after `as_of`, `url` is no web address, the registry knows no such body, or the year has
            not begun.
    """
    if when and when > as_of:
        raise UserError(f"--when {when.date()} lies after {as_of.date()}, the day the ledger stands at")
    if url and not _is_web_address(url):
        raise UserError(f"--url {url}: no web address; write it as http://… or https://…")
    if year is not None and not FIRST_YEAR <= year <= as_of.year:
        raise UserError(f"--year {year}: report years are {FIRST_YEAR} to {as_of.year}")
    said_body = workspace.registry.find(body).id if body else None
    at = ledger_time(workspace, as_of)
    store.sync_registry(workspace.registry, at)
    intake = _Intake(store, workspace)
    hand = _Hand(who or user_name("--who"), when or at, url, said_body, year)
    entered = [intake.enter(file, hand) for file in files]
    waiting = dict.fromkeys(found for found, _ in entered if isinstance(found, int))
    unread = (store.capture(capture_id) for capture_id in waiting)
    with _readers(read, executor) as readers:
        intake.settle([row for row in unread if row.state is CaptureState.UNREAD], readers)
    return tuple(
        Imported(file, new, found if isinstance(found, Verdict) else store.capture(found).verdict)
        for file, (found, new) in zip(files, entered, strict=True)
    )


def _readers(read: Read, executor: Executor | None) -> Readers | ClusterReaders:
    return ClusterReaders(read, executor) if isinstance(executor, Cluster) else Readers(read, executor)


FIRST_YEAR = 2008
"""The first year for which reports were asked for: the Regulation came into force in May 2008."""


@dataclass(frozen=True, slots=True)
class _Hand:
    """What a person says of the files they enter: who, when they were saved, from where, whose, of which year."""

    who: str
    seen: datetime
    url: str | None
    body: str | None
    year: int | None


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


class _Intake:
    """The desk at which captures are settled."""

    def __init__(self, store: Store, workspace: Workspace, progress: Progress | None = None) -> None:
        self._store = store
        self._progress = progress or (lambda _done, _of: None)
        self._archive = archive_of(workspace)
        self._everybody = workspace.registry.bodies
        self._bodies = {source.key: source.bodies for source in workspace.registry.sources()}
        self._names = {key: registry_names(bodies) for key, bodies in self._bodies.items()}
        self._states: Counter[CaptureState] = Counter()
        self._new_editions = 0
        self._failed = 0
        self._waiting = 0

    def enter(self, file: Path, hand: _Hand) -> tuple[int | Verdict, bool]:
        """Record a file as a capture; return its id and whether it is new, or why it cannot be entered."""
        try:
            data = file.read_bytes()
        except OSError as error:
            return none(CaptureState.UNREADABLE, _NOT_OPENED, {"error": error.strerror}), False
        payload = self._archive.put(data)
        return self._store.add_file(
            sha256=payload,
            size=len(data),
            url=hand.url or f"file:{file.name}",
            seen=hand.seen,
            who=hand.who,
            said_body=hand.body,
            said_year=hand.year,
        )

    def settle(self, captures: Sequence[CaptureRow], readers: Readers | ClusterReaders) -> IngestSummary:
        """Settle captures in their order and return what became of them."""
        rows = {capture.id: capture for capture in captures}
        self._waiting = len(rows)
        read = 0
        for some in _together(readers.read(self._jobs(captures))):
            with self._store.transaction():
                for job, reading in some:
                    read += 1
                    self._record(rows[job.capture_id], reading, job.hints)
        return IngestSummary(read, self._new_editions, self._failed, dict(self._states))

    def mended(self) -> list[CaptureRow]:
        """Return the captures whose payload was damaged when it was to be read, and is whole again."""
        damaged = self._store.captures(state=CaptureState.PAYLOAD_DAMAGED)
        return [capture for capture in damaged if self._archive.whole(capture.sha256)]

    def key(self, capture: CaptureRow) -> str:
        """Return what a reading of a capture depends on now besides its bytes."""
        return _key(self._hints(capture), capture.said_body, capture.said_year)

    def _jobs(self, captures: Sequence[CaptureRow]) -> Iterator[Job]:
        """Yield what must be read; what is known or lost is settled on the way."""
        for capture in captures:
            hints = self._hints(capture)
            said = capture.said_body is not None or capture.said_year is not None
            if not said and self._is_known(capture, hints):
                continue
            try:
                data = self._archive.get(capture.sha256)
                received = replace(hints, pictures=tuple(map(self._received, hints.pictures)))
            except DamagedError as error:
                self._settle(capture, none(CaptureState.PAYLOAD_DAMAGED, _DAMAGED, {"error": str(error)}), hints)
                continue
            yield Job(capture.id, data, capture.url.removeprefix("file:"), received)

    def _received(self, picture: LinkedPicture) -> LinkedPicture:
        return replace(picture, data=self._archive.get(picture.sha256))

    def _hints(self, capture: CaptureRow) -> Hints:
        """Return what is known of a capture besides its payload, the bytes of its pictures left in the archive."""
        pictures = self._store.pictures(capture.visit_id) if capture.visit_id is not None else ()
        return Hints(
            bodies=self._names.get(capture.source, ()) if capture.source else registry_names(self._everybody),
            url=None if capture.url.startswith("file:") else capture.url,
            list_title=capture.title,
            list_date=capture.list_date,
            last_modified=capture.last_modified,
            pictures=tuple(LinkedPicture(picture.address, picture.sha256) for picture in pictures),
        )

    def _record(self, capture: CaptureRow, reading: Reading, hints: Hints) -> None:
        if isinstance(reading, Failure):
            words = _TIMEOUT if reading.state is CaptureState.READER_TIMEOUT else _CRASHED
            self._settle(capture, none(reading.state, words, {"error": reading.reason}), hints)
            return
        bodies = self._bodies.get(capture.source, ()) if capture.source else self._everybody
        with self._store.transaction():
            shown_before = self._store.forget_sightings(capture.id)
            verdicts = []
            for report in reading:
                found = self._attribute(report, bodies, capture)
                verdicts.append(found.verdict)
                own = found.report
                if found.body and own.year:
                    _, new = self._store.save_edition(capture, found.body.id, own, content_of(own, capture.sha256))
                    self._new_editions += new
                    self._choose(found.body.id, own.year)
            for body_id, year in shown_before:
                self._choose(body_id, year)
            self._settle(capture, _foremost(verdicts), hints)

    def _attribute(self, report: Report, bodies: Sequence[Body], capture: CaptureRow) -> Attribution:
        if capture.said_body is None and capture.said_year is None:
            return attribute(report, bodies, seen=capture.seen)
        said = next((body for body in self._everybody if body.id == capture.said_body), None)
        return attribute_as_said(report, bodies, seen=capture.seen, body=said, year=capture.said_year)

    def _settle(self, capture: CaptureRow, verdict: Verdict, hints: Hints) -> None:
        if verdict.state in FAILED and capture.state is CaptureState.EDITION:
            self._failed += 1
            return
        self._store.settle_capture(capture.id, verdict, _key(hints, capture.said_body, capture.said_year))
        self._count(verdict.state)

    def _count(self, state: CaptureState) -> None:
        self._states[state] += 1
        self._progress(self._states.total(), self._waiting)

    def _is_known(self, capture: CaptureRow, hints: Hints) -> bool:
        key = _key(hints, None, None)
        before = self._store.as_before(capture, key)
        if before is None:
            return False
        with self._store.transaction():
            shown_before = self._store.shown_by(capture.id)
            self._store.settle_as_before(capture, before, key)
            for body_id, year in dict.fromkeys((*shown_before, *self._store.shown_by(capture.id))):
                self._choose(body_id, year)
        self._count(self._store.capture(capture.id).state)
        return True

    def _choose(self, body_id: str, year: int) -> None:
        sightings = self._store.sightings(body_id, year=year)
        editions = {edition.id: edition for edition in self._store.editions(body_id, year)}
        if sightings:
            self._store.set_current(body_id, year, counting_edition(sightings, editions).id)
        else:
            self._store.clear_current(body_id, year)


def _together(readings: Iterable[tuple[Job, Reading]]) -> Iterator[list[tuple[Job, Reading]]]:
    """Group what is read within a moment: it waits for the disk once; a kill in between has it read again."""
    some: list[tuple[Job, Reading]] = []
    begun = monotonic()
    for each in readings:
        some.append(each)
        if len(some) == _RECORDED_TOGETHER or monotonic() - begun > _SECONDS_TOGETHER:
            yield some
            some, begun = [], monotonic()
    if some:
        yield some


_RECORDED_TOGETHER = 16
_SECONDS_TOGETHER = 1.0
_KEYS_AT_HAND = 64


def _key(hints: Hints, *said: object) -> str:
    """What a reading depends on besides the bytes; what another version of the reader made of them is read again."""
    return _hash_of(hints, reader_version(), *said)


@lru_cache(maxsize=_KEYS_AT_HAND)
def _hash_of(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()


def _foremost(verdicts: Sequence[Verdict]) -> Verdict:
    """Of several documents in one payload an edition speaks for it, then what is in doubt."""
    order = (CaptureState.EDITION, CaptureState.READER_CRASHED, CaptureState.UNREADABLE, CaptureState.UNIDENTIFIED)
    rank = {state: index for index, state in enumerate(order)}
    nothing = Verdict(CaptureState.UNREADABLE)
    return min(verdicts, key=lambda verdict: rank.get(verdict.state, len(rank)), default=nothing)
