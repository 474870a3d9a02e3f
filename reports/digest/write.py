"""Writing a digest: the page into `digests/`, a message for each recipient into the outbox, each content once."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from checks.model import Level, State
from config.errors import UserError
from config.settings import Lang, Recipient
from config.workspace import Workspace
from reports.digest.compose import compose
from reports.digest.facts import Facts
from reports.digest.gather import gather, happenings
from reports.digest.letter import write_letter
from reports.digest.lexicon import Lexicon
from reports.digest.memory import Memory, fingerprint_of
from reports.digest.parts.brief import too_large
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
    evaluated = store.evaluated()
    if evaluated and as_of < evaluated:
        raise UserError(
            f"the ledger stands at {evaluated.date()} and cannot tell what was known on {as_of.date()}; "
            f"the digest of that day, if there was one, lies in {workspace.digests}"
        )
    chosen: Lang = lang or workspace.settings.lang
    facts = gather(store, workspace, as_of=as_of)
    _require_judged(store, facts)
    readers = _readers(workspace, facts, chosen)
    try:
        page = _write_page(store, workspace, facts, chosen)
        path = _within(workspace, page.path)
        queued = [file for reader in readers if (file := _queue(store, workspace, reader, path))]
    except OSError as error:
        raise UserError(f"{error.filename or workspace.root} cannot be written: {error.strerror or error}") from error
    return replace(page, queued=len(queued), outbox=tuple(queued))


def _require_judged(store: Store, facts: Facts) -> None:
    """A report that no rule has looked at must not be told of as one in which nothing was found."""
    judged = {key: evaluation.edition_id for key, evaluation in facts.evaluations.items()}
    waiting = [key for key, edition in facts.editions.items() if judged.get(key) != edition.id]
    if waiting or store.unread_captures():
        raise UserError("there are reports that have not been read or judged yet: run `duban check` first")


@dataclass(frozen=True, slots=True)
class _Reader:
    """A recipient with what concerns him or her; `name` is the address, numbered where it is listed twice."""

    name: str
    recipient: Recipient
    lang: Lang
    facts: Facts


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


def _write_page(store: Store, workspace: Workspace, facts: Facts, lang: Lang) -> DigestSummary:
    telling = _tell(store, EVERYBODY, facts, lang, brief=too_large(facts))
    digest = telling.digest
    path = workspace.digests / f"{digest.as_of}.html"
    page = render_page(digest).encode()
    write_whole(path, page)
    write_whole(workspace.digests / "latest.html", page)
    write_site(store, facts, workspace.digests, lang)
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


def _queue(store: Store, workspace: Workspace, reader: _Reader, page: str) -> Path | None:
    telling = _tell(store, reader.name, reader.facts, reader.lang)
    if telling.known:
        return None
    mail = _mail(workspace, reader, telling, page)
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


def _mail(workspace: Workspace, reader: _Reader, telling: _Telling, page: str) -> Mail:
    letter = write_letter(telling.digest, page)
    smtp = workspace.settings.smtp
    return Mail(
        key=telling.key,
        sender=smtp.sender if smtp else LOCAL_SENDER,
        sender_name=reader.facts.office,
        recipient=reader.recipient.email,
        recipient_name=reader.recipient.name,
        subject=letter.subject,
        date=reader.facts.as_of,
        text=letter.text,
        html=letter.html,
    )


def _within(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()


def _readers(workspace: Workspace, facts: Facts, lang: Lang) -> list[_Reader]:
    seen: Counter[str] = Counter()
    readers = []
    for recipient in workspace.settings.recipients:
        seen[recipient.email] += 1
        number = seen[recipient.email]
        spoken: Lang = recipient.lang or lang
        ids = _overseen(workspace, recipient)
        narrowed = facts.only(ids, Level(recipient.level), _audience(recipient, len(ids), Lexicon(spoken)))
        name = recipient.email if number == 1 else f"{recipient.email}+{number}"
        readers.append(_Reader(name, recipient, spoken, narrowed))
    return readers


def _overseen(workspace: Workspace, recipient: Recipient) -> set[str]:
    if recipient.everything:
        return {body.id for body in workspace.registry.bodies}
    try:
        return {workspace.registry.find(name).id for name in recipient.bodies}
    except UserError as error:
        raise UserError(f"duban.toml: recipients, {recipient.email}: {error}") from error


def _audience(recipient: Recipient, bodies: int, words: Lexicon) -> str:
    return words.join(
        (
            recipient.name or recipient.email,
            words.say("audience_bodies", n=bodies),
            words.say("audience_level", level=words.level(recipient.level).word),
        ),
        "clause",
    )
