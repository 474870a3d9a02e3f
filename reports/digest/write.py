"""Writing a digest: the page into `digests/`, a message for each recipient into the outbox, each content once."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from checks.model import State
from config.errors import UserError, place, why
from config.offices import Office
from config.settings import Lang
from config.workspace import Workspace
from reports.digest.companions import ALONE, Companions
from reports.digest.facts import Facts
from reports.digest.gather import gather_judged
from reports.digest.parts.brief import too_large
from reports.digest.post import Post
from reports.digest.readers import facts_of_office, readers_of
from reports.digest.render import render_page
from reports.digest.site.write import write_site
from reports.digest.telling import tell
from reports.mail import file_name, write_whole
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


def write_digest(
    store: Store,
    workspace: Workspace,
    *,
    as_of: datetime,
    lang: Lang | None = None,
    companions: Companions = ALONE,
) -> DigestSummary:
    """Write the digest of a workspace as it stands at an instant, and queue what its recipients do not know yet.

    The same ledger and instant give the same bytes. A crash loses nothing: files are written before they are recorded,
    and the same message is queued once.

    Args:
        store: opened to write.
        workspace: whose settings name the recipients.
        as_of: the instant the digest speaks of.
        lang: of the page, and of recipients without a language of their own; by default that of the workspace.
        companions: what goes with it.

    Raises:
        UserError: reports wait to be judged, the ledger stands at a later day, a recipient oversees a body that the
            registry does not list, or a folder cannot be written to.
    """
    facts = gather_judged(store, workspace, as_of=as_of)
    chosen: Lang = lang or workspace.settings.lang
    readers = readers_of(workspace, facts, chosen)
    press, post = _Press(store, workspace, companions, chosen), Post(store, workspace, companions)
    try:
        whole = press.page(facts)
        pages = {"": whole.path, **press.office_pages(facts)}
        queued = [file for reader in readers if (file := post.queue(reader, pages[reader.recipient.office]))]
    except OSError as error:
        raise UserError(f"{place(error, workspace.root)} cannot be written: {why(error)}") from error
    return replace(whole, queued=len(queued), outbox=tuple(queued), offices=tuple(pages.values())[1:])


@dataclass(frozen=True, slots=True)
class _Press:
    """The way from the ledger to the pages of a workspace."""

    store: Store
    workspace: Workspace
    companions: Companions
    lang: Lang

    def office_pages(self, facts: Facts) -> dict[str, Path]:
        """Write a page for each office with what it oversees, and return the pages by its name."""
        return {
            office.name: self.page(facts_of_office(self.workspace, facts, office, self.lang), office).path
            for office in self.workspace.settings.offices
        }

    def page(self, facts: Facts, office: Office | None = None) -> DigestSummary:
        """Write the page of an office or of everybody, with what belongs beside it."""
        folder = _folder(self.workspace, office)
        reader = f"office:{office.name}" if office else EVERYBODY
        telling = tell(self.store, reader, facts, self.lang, brief=too_large(facts))
        path = folder / f"{telling.digest.as_of}.html"
        page = render_page(telling.digest).encode()
        write_whole(path, page)
        write_whole(folder / "latest.html", page)
        write_site(self.store, facts, folder, self.lang)
        self.companions.beside(self.store, facts, self.lang, folder)
        if not telling.known:
            telling.record(self.store, path.relative_to(self.workspace.root).as_posix())
        return DigestSummary(
            path=path,
            changed=not telling.known,
            queued=0,
            outbox=(),
            lead=telling.digest.lead,
            attention=_incomplete(facts),
        )


def _incomplete(facts: Facts) -> bool:
    return any(
        (
            any(each.state is State.NOT_LOOKED or each.reading in {"partial", "unreadable"} for each in facts.expected),
            any(source.health.state != "accepted" or source.doubtful for source in facts.sources),
        )
    )


def preview(
    store: Store,
    workspace: Workspace,
    folder: Path,
    *,
    as_of: datetime,
    lang: Lang | None = None,
    companions: Companions = ALONE,
) -> tuple[Path, ...]:
    """Write what every recipient would be sent now as pages, texts and `.eml` files; nothing is recorded or queued.

    Args:
        store: may be open to read only.
        workspace: whose settings name the recipients.
        folder: where the files go.
        as_of: as for `write_digest`.
        lang: as for `write_digest`.
        companions: as for `write_digest`.

    Raises:
        UserError: as `write_digest`.
    """
    facts = gather_judged(store, workspace, as_of=as_of)
    post, written = Post(store, workspace, companions), list[Path]()
    for reader in readers_of(workspace, facts, lang or workspace.settings.lang):
        office = workspace.settings.office_of(reader.recipient)
        letter, mail = post.draft(reader, _folder(workspace, office) / f"{as_of.date()}.html")
        whole = folder / file_name(as_of, reader.name, mail.key)
        forms = {".eml": mail.as_bytes(), ".html": letter.html.encode(), ".txt": letter.text.encode()}
        for suffix, data in forms.items():
            write_whole(file := whole.with_suffix(suffix), data)
            written.append(file)
    return tuple(written)


def _folder(workspace: Workspace, office: Office | None) -> Path:
    return workspace.digests / office.folder if office else workspace.digests
