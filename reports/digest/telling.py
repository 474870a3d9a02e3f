"""One digest for one reader, compared with what that reader knows."""

from dataclasses import dataclass, replace

from config.settings import Lang
from reports.digest.compose import compose
from reports.digest.facts import Facts
from reports.digest.gather import happenings
from reports.digest.memory import Memory, fingerprint_of
from reports.digest.view import Digest
from reports.store import Store


@dataclass(frozen=True, slots=True)
class Telling:
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


def tell(store: Store, reader: str, facts: Facts, lang: Lang, *, brief: bool = False) -> Telling:
    """Return the digest of some facts for a reader, compared with what they were told last."""
    fingerprint = fingerprint_of(facts)
    memory = Memory.of(store, reader, fingerprint, facts.as_of)
    baseline = memory.baseline
    news = happenings(store, facts, baseline) if baseline else ()
    digest = compose(replace(facts, baseline=baseline, happenings=news), lang, brief=brief)
    return Telling(reader, facts, digest, memory, fingerprint)
