"""Messages with digests: what a reader does not know yet, queued once, or shown beforehand."""

from dataclasses import dataclass
from pathlib import Path

from config.workspace import Workspace
from reports.digest.companions import Companions
from reports.digest.letter import Letter, write_brief, write_letter
from reports.digest.readers import Reader
from reports.digest.telling import Telling, tell
from reports.mail import Enclosure, Mail, file_name, sender_of, write_whole
from reports.store import Store


@dataclass(frozen=True, slots=True)
class Post:
    """The way from the ledger into the outbox of a workspace."""

    store: Store
    workspace: Workspace
    companions: Companions

    def queue(self, reader: Reader, page: Path) -> Path | None:
        """Queue what a reader does not know yet; the file that was written, if any.

        Args:
            reader: whom it is for.
            page: the digest as a page, which the message names.
        """
        telling = tell(self.store, reader.name, reader.facts, reader.lang)
        if not telling.known:
            return self._queue_digest(reader, telling, self._within(page))
        if reader.recipient.nothing_new == "silent" or telling.repeated:
            return None
        mail = self._mail(reader, telling.key_of_brief, write_brief(telling.digest, self._within(page)))
        file = self._file(reader, mail)
        written = write_whole(file, mail.as_bytes()) if not self.store.has_message(mail.key) else False
        self.store.queue_message(mail.key, mail.recipient, mail.subject, self._within(file), mail.message_id)
        return file if written else None

    def draft(self, reader: Reader, page: Path) -> tuple[Letter, Mail]:
        """Return what a reader would be sent now, whether they know it or not; nothing is recorded."""
        telling = tell(self.store, reader.name, reader.facts, reader.lang)
        letter = write_letter(telling.digest, self._within(page))
        enclosed = self.companions.enclosed(self.store, reader.facts, reader.lang)
        return letter, self._mail(reader, telling.key, letter, enclosed)

    def _queue_digest(self, reader: Reader, telling: Telling, page: str) -> Path:
        enclosed = self.companions.enclosed(self.store, reader.facts, reader.lang)
        mail = self._mail(reader, telling.key, write_letter(telling.digest, page), enclosed)
        file = self._file(reader, mail)
        write_whole(file, mail.as_bytes())
        with self.store.transaction():
            digest_id = telling.record(self.store, page)
            self.store.queue_message(
                mail.key, mail.recipient, mail.subject, self._within(file), mail.message_id, digest_id=digest_id
            )
        return file

    def _mail(self, reader: Reader, key: str, letter: Letter, enclosed: tuple[Enclosure, ...] = ()) -> Mail:
        return Mail(
            key=key,
            sender=sender_of(self.workspace.settings.smtp),
            sender_name=reader.facts.office,
            recipient=reader.recipient.email,
            recipient_name=reader.recipient.name,
            subject=letter.subject,
            date=reader.facts.as_of,
            text=letter.text,
            html=letter.html,
            enclosures=enclosed,
        )

    def _file(self, reader: Reader, mail: Mail) -> Path:
        return self.workspace.outbox / file_name(reader.facts.as_of, reader.name, mail.key)

    def _within(self, path: Path) -> str:
        return path.relative_to(self.workspace.root).as_posix()
