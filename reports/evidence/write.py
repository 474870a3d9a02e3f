"""Writing the evidence behind one finding: a WARC, a WACZ and a protocol."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from checks.model import Family
from config.errors import UserError, why
from config.settings import Lang, duban_version
from config.workspace import Workspace
from reports.archive import Archive, DamagedError, hash_of
from reports.digest.facts import Facts as DigestFacts
from reports.digest.gather import revisions_of, rule_facts
from reports.digest.lexicon import Lexicon
from reports.digest.parts.bodies import calendar, item
from reports.digest.parts.revisions import revised
from reports.digest.text import minute
from reports.digest.view import Revised
from reports.evidence.gather import Bundle, Page, Part, gather
from reports.evidence.phrases import tell
from reports.evidence.protocol import file_lines, life, page_lines, render
from reports.evidence.view import FileLine, Protocol
from reports.evidence.wacz import Package, WebPage, write_wacz
from reports.evidence.warc import Warc, uri
from reports.mail import write_whole
from reports.naming import find_finding
from reports.store import Exchange, Store
from reports.targets import archive_of

FOLDER = "evidence"
"""The folder of a workspace in which evidence is written, one folder a finding."""


@dataclass(frozen=True, slots=True)
class EvidenceFiles:
    """What was written.

    Attributes:
        lost: addresses of pages whose payload the archive has lost; the files name them.
    """

    protocol: Path
    warc: Path
    wacz: Path
    lost: tuple[str, ...]


def write_evidence(
    store: Store, workspace: Workspace, name: str, *, made: datetime, lang: Lang, out: Path | None = None
) -> EvidenceFiles:
    """Write the evidence behind a finding; files of the same names are replaced.

    Args:
        store: open to read.
        workspace: whose archive holds the payloads.
        name: the id of the finding, or a beginning that no other id shares.
        made: the present, by the real clock.
        lang: of the protocol.
        out: the folder; `evidence/<id>` of the workspace when not given.

    Raises:
        UserError: there is no such finding, or the folder cannot be written to.
    """
    with store.transaction():
        desk = _Desk(store, workspace, gather(store, workspace, find_finding(store, name)), made, lang)
        stem = desk.bundle.row.public_id
        files = {f"{stem}.warc.gz": desk.warc.data, f"{stem}.wacz": desk.wacz()}
        files[f"{stem}.html"] = render(desk.protocol(files)).encode()
    folder = out or workspace.root / FOLDER / stem
    try:
        for file, data in files.items():
            write_whole(folder / file, data)
    except OSError as error:
        raise UserError(f"{folder} cannot be written: {why(error)}") from error
    warc, wacz, protocol = (folder / file for file in files)
    return EvidenceFiles(protocol, warc, wacz, desk.lost)


@dataclass(frozen=True)
class _Desk:
    """Where the files of one finding are put together."""

    store: Store
    workspace: Workspace
    bundle: Bundle
    made: datetime
    lang: Lang

    @property
    def software(self) -> str:
        return f"duban {duban_version()}"

    @property
    def about(self) -> str:
        row = self.bundle.row
        return tell(self.lang, "about", id=row.public_id, body=row.finding.body, year=row.year)

    @cached_property
    def payloads(self) -> dict[str, bytes | None]:
        """The payloads by SHA-256; None where the archive has lost one."""
        archive = archive_of(self.workspace)
        wanted = [page.exchange.visit.sha256 for page in self.bundle.pages]
        wanted += [capture.sha256 for capture in self.bundle.by_hand]
        return {sha256: _payload(archive, sha256) for sha256 in wanted if sha256}

    @property
    def lost(self) -> tuple[str, ...]:
        """The addresses of the pages whose payload is lost."""
        pages = [(page.exchange.visit.url, page.exchange.visit.sha256) for page in self.bundle.pages]
        pages += [(capture.url, capture.sha256) for capture in self.bundle.by_hand]
        return tuple(url for url, sha256 in pages if sha256 and self.payloads[sha256] is None)

    @cached_property
    def warc(self) -> Warc:
        """The WARC with every visit and file."""
        name = f"{self.bundle.row.public_id}.warc.gz"
        warc = Warc(name, made=self.made, software=self.software, about=self.about)
        for page in self.bundle.pages:
            exchange = page.exchange
            payload = self.payloads.get(exchange.visit.sha256 or "")
            warc.add_visit(exchange, payload, self._origin(exchange))
        for capture in self.bundle.by_hand:
            warc.add_file(capture, self.payloads[capture.sha256])
        return warc

    def wacz(self) -> bytes:
        """Return the WACZ of that WARC."""
        pages = [_web_page(page) for page in self.bundle.pages if page.exchange.visit.status == 200]
        pages += [WebPage(uri(c.url), c.seen_real, c.title or c.url) for c in self.bundle.by_hand]
        package = Package(self.about, self.bundle.row.finding.message, self.software, self.made, pages)
        return write_wacz(package, f"{self.bundle.row.public_id}.warc.gz", self.warc.data, self.warc.index)

    def protocol(self, files: dict[str, bytes]) -> Protocol:
        """Return what the protocol says; `files` are enclosed with it."""
        bundle, settings = self.bundle, self.workspace.settings
        row, words = bundle.row, Lexicon(self.lang)
        return Protocol(
            lang=self.lang,
            office=settings.office,
            simulated=settings.simulated,
            demo=settings.demo,
            made=minute(self.made),
            body=row.finding.body or "",
            year=row.year,
            item=item(row, self._told(), words, None),
            calendar=calendar(bundle.facts.standing, words) if bundle.facts else "",
            revisions=self._revisions(words),
            pages=(
                *(page_lines(page, self._size(page.exchange.visit.sha256), self.lang) for page in bundle.pages),
                *(file_lines(capture, self._size(capture.sha256), self.lang) for capture in bundle.by_hand),
            ),
            absence=self._absence(),
            life=life(self.store.finding_history(row.id), self.lang),
            files=tuple(FileLine(name, len(data), hash_of(data)) for name, data in files.items()),
        )

    def _told(self) -> DigestFacts:
        """As much of what a digest knows as one finding needs."""
        row, settings = self.bundle.row, self.workspace.settings
        cells = {row.edition_id: self.store.load_report(row.edition_id).cells} if row.edition_id else {}
        return DigestFacts(
            office=settings.office,
            as_of=row.last_seen,
            simulated=settings.simulated,
            demo=settings.demo,
            body_years=(),
            cells=cells,
            rules=rule_facts(settings.rules),
        )

    def _revisions(self, words: Lexicon) -> tuple[Revised, ...]:
        row, facts = self.bundle.row, self.bundle.facts
        if facts is None or row.finding.family is not Family.PUBLICATION:
            return ()
        changes = revisions_of(self.store, facts.changes)
        return tuple(revised(facts.body.name, row.year, f"c-{n}", each, words) for n, each in enumerate(changes, 1))

    def _absence(self) -> tuple[str, ...]:
        bundle = self.bundle
        lines = [
            tell(
                self.lang,
                "absence_run",
                instant=minute(run.instant),
                begun=minute(run.started_at),
                pages=len(self.store.visits(run.id)),
            )
            for run in bundle.runs
        ]
        if bundle.more_runs:
            lines.append(tell(self.lang, "absence_more", n=bundle.more_runs))
        return tuple(lines)

    def _origin(self, exchange: Exchange) -> Exchange | None:
        return self.store.origin(exchange) if exchange.visit.status == 304 else None

    def _size(self, sha256: str | None) -> int | None:
        payload = self.payloads.get(sha256 or "")
        return None if payload is None else len(payload)


def _payload(archive: Archive, sha256: str) -> bytes | None:
    try:
        return archive.get(sha256)
    except DamagedError:
        return None


def _web_page(page: Page) -> WebPage:
    exchange = page.exchange
    title = exchange.title if page.part is Part.REPORT else None
    return WebPage(uri(exchange.visit.url), exchange.visit.started_at, title or exchange.visit.url)
