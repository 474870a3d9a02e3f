"""Writing a digest: the page into `digests/`, a message for each recipient into the outbox, each content once."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from checks.model import State
from config.errors import UserError
from config.offices import Office
from config.settings import Lang
from config.workspace import Workspace
from reports.digest.compose import compose
from reports.digest.facts import Facts
from reports.digest.gather import gather_judged, happenings
from reports.digest.letter import Letter, write_brief, write_letter
from reports.digest.memory import Memory, fingerprint_of
from reports.digest.parts.brief import too_large
from reports.digest.readers import Reader, facts_of_office, readers_of
from reports.digest.render import render_page
from reports.digest.site.write import write_site
from reports.digest.view import Digest
from reports.mail import LOCAL_SENDER, Mail, file_name, write_whole
from reports.store import Store

EVERYBODY = "*"
"""The reader of the page."""


@dataclass(frozen=True, slots=True)
class DigestSummary:
    """What was written.

    Attributes:
        path: the page; `latest.html` beside it is the same.
        offices: the pages of the offices, each in a folder of its own.
        changed: whether it says anything that the digest before did not.
        queued: messages that were put into the outbox; none for recipients who know it all already.
        outbox: the files of these messages.
        lead: the whole digest in one sentence.
        attention: whether something could not be looked at or read.
    """

    path: Path
    changed: bool
    queued: int
    outbox: tuple[Path, ...]
    lead: str
    attention: bool
    offices: tuple[Path, ...] = ()


def write_digest(store: Store, workspace: Workspace, *, as_of: datetime, lang: Lang | None = None) -> DigestSummary:
    """Write the digest of a workspace as it stands at an instant, and queue what its recipients do not know yet.

    The same ledger and instant give the same bytes. A crash loses nothing: files are written before they are recorded,
    and the same message is queued once.

    Args:
        store: opened to write.
        workspace: whose settings name the recipients.
        as_of: the instant the digest speaks of.
        lang: of the page, and of recipients without a language of their own; by default that of the workspace.

    Raises:
        UserError: reports wait to be judged, the ledger stands at a later day, a recipient oversees a body that the
            registry does not list, or a folder cannot be written to.
    """
    facts = gather_judged(store, workspace, as_of=as_of)
    chosen: Lang = lang or workspace.settings.lang
    readers = readers_of(workspace, facts, chosen)
    try:
        page = _write_page(store, workspace, facts, chosen, reader=EVERYBODY, folder=workspace.digests)
        pages = {"": page.path, **_office_pages(store, workspace, facts, chosen)}
        queued = [
            file
            for reader in readers
            if (file := _queue(store, workspace, reader, _within(workspace, pages[reader.recipient.office])))
        ]
    except OSError as error:
        raise UserError(f"{error.filename or workspace.root} cannot be written: {error.strerror or error}") from error
    return replace(page, queued=len(queued), outbox=tuple(queued), offices=tuple(pages.values())[1:])


@dataclass(frozen=True, slots=True)
class _Telling:
    """One digest for one reader, with what that reader knew before."""

    reader: str
    facts: Facts
    digest: Digest
    memory: Memory
    fingerprint: str

    @property
    def known(self) -> bool:
        """Whether the reader was told all of it last time."""
        return self.memory.knows(self.fingerprint)

    @property
    def key(self) -> str:
        """What makes a message with this digest one message."""
        return self.memory.key(self.reader, self.fingerprint)

    @property
    def repeated(self) -> bool:
        """Whether the digest of this very day is made once more."""
        return self.memory.last is not None and self.memory.last.as_of == self.facts.as_of

    @property
    def key_of_brief(self) -> str:
        """What makes the word that nothing is new on this day one message."""
        return self.memory.key(f"{self.reader} {self.digest.as_of}", self.fingerprint)

    def record(self, store: Store, path: str) -> int:
        """Remember that the reader was told, and return the id of the digest."""
        return store.record_digest(
            self.reader,
            as_of=self.facts.as_of,
            path=path,
            content_hash=self.fingerprint,
            last_event=store.last_event(),
            summary=self.memory.summary(self.facts),
        )


def _tell(store: Store, reader: str, facts: Facts, lang: Lang, *, brief: bool = False) -> _Telling:
    fingerprint = fingerprint_of(facts)
    memory = Memory.of(store, reader, fingerprint, facts.as_of)
    baseline = memory.baseline
    news = happenings(store, facts, baseline) if baseline else ()
    digest = compose(replace(facts, baseline=baseline, happenings=news), lang, brief=brief)
    return _Telling(reader, facts, digest, memory, fingerprint)


def _office_pages(store: Store, workspace: Workspace, facts: Facts, lang: Lang) -> dict[str, Path]:
    """Write a page for each office with what it oversees, and return the pages by its name."""
    pages = {}
    for office in workspace.settings.offices:
        narrowed = facts_of_office(workspace, facts, office, lang)
        page = _write_page(
            store, workspace, narrowed, lang, reader=f"office:{office.name}", folder=_folder(workspace, office)
        )
        pages[office.name] = page.path
    return pages


def _write_page(
    store: Store, workspace: Workspace, facts: Facts, lang: Lang, *, reader: str, folder: Path
) -> DigestSummary:
    telling = _tell(store, reader, facts, lang, brief=too_large(facts))
    digest = telling.digest
    path = folder / f"{digest.as_of}.html"
    page = render_page(digest).encode()
    write_whole(path, page)
    write_whole(folder / "latest.html", page)
    write_site(store, facts, folder, lang)
    if not telling.known:
        telling.record(store, _within(workspace, path))
    return DigestSummary(
        path=path,
        changed=not telling.known,
        queued=0,
        outbox=(),
        lead=digest.lead,
        attention=_incomplete(facts),
    )


def _incomplete(facts: Facts) -> bool:
    return any(
        (
            any(each.state is State.NOT_LOOKED or each.reading in {"partial", "unreadable"} for each in facts.expected),
            any(source.health.state != "accepted" or source.doubtful for source in facts.sources),
        )
    )


def _queue(store: Store, workspace: Workspace, reader: Reader, page: str) -> Path | None:
    """Queue what a reader does not know yet; the file that was written, if any."""
    telling = _tell(store, reader.name, reader.facts, reader.lang)
    if not telling.known:
        return _queue_digest(store, workspace, reader, telling, page)
    if reader.recipient.nothing_new == "silent" or telling.repeated:
        return None
    mail = _mail(workspace, reader, telling.key_of_brief, write_brief(telling.digest, page))
    file = workspace.outbox / file_name(reader.facts.as_of, reader.name, mail.key)
    written = write_whole(file, mail.as_bytes()) if not store.has_message(mail.key) else False
    store.queue_message(mail.key, mail.recipient, mail.subject, _within(workspace, file), mail.message_id)
    return file if written else None


def _queue_digest(store: Store, workspace: Workspace, reader: Reader, telling: _Telling, page: str) -> Path:
    mail = _mail(workspace, reader, telling.key, write_letter(telling.digest, page))
    file = workspace.outbox / file_name(reader.facts.as_of, reader.name, mail.key)
    write_whole(file, mail.as_bytes())
    with store.transaction():
        digest_id = telling.record(store, page)
        store.queue_message(
            mail.key,
            mail.recipient,
            mail.subject,
            _within(workspace, file),
            mail.message_id,
            digest_id=digest_id,
        )
    return file


def preview(
    store: Store, workspace: Workspace, folder: Path, *, as_of: datetime, lang: Lang | None = None
) -> tuple[Path, ...]:
    """Write what every recipient would be sent now as pages, texts and `.eml` files; nothing is recorded or queued.

    Args:
        store: may be open to read only.
        workspace: whose settings name the recipients.
        folder: where the files go.
        as_of: as for `write_digest`.
        lang: as for `write_digest`.

    Raises:
        UserError: as `write_digest`.
    """
    facts = gather_judged(store, workspace, as_of=as_of)
    chosen: Lang = lang or workspace.settings.lang
    written: list[Path] = []
    for reader in readers_of(workspace, facts, chosen):
        office = workspace.settings.office_of(reader.recipient)
        page = _within(workspace, _folder(workspace, office) / f"{as_of.date()}.html")
        telling = _tell(store, reader.name, reader.facts, reader.lang)
        letter = write_letter(telling.digest, page)
        mail = _mail(workspace, reader, telling.key, letter)
        whole = folder / file_name(as_of, reader.name, mail.key)
        forms = {".eml": mail.as_bytes(), ".html": letter.html.encode(), ".txt": letter.text.encode()}
        for suffix, data in forms.items():
            write_whole(file := whole.with_suffix(suffix), data)
            written.append(file)
    return tuple(written)


def _mail(workspace: Workspace, reader: Reader, key: str, letter: Letter) -> Mail:
    smtp = workspace.settings.smtp
    return Mail(
        key=key,
        sender=smtp.sender if smtp else LOCAL_SENDER,
        sender_name=reader.facts.office,
        recipient=reader.recipient.email,
        recipient_name=reader.recipient.name,
        subject=letter.subject,
        date=reader.facts.as_of,
        text=letter.text,
        html=letter.html,
    )


def _folder(workspace: Workspace, office: Office | None) -> Path:
    return workspace.digests / office.folder if office else workspace.digests


def _within(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()
