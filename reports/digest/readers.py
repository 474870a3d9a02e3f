"""Whom a digest is for, and what of the ledger concerns them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from checks.model import Level
from config.offices import Office
from config.recipients import Lang, Recipient
from config.workspace import Workspace
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Reader:
    """A recipient with what concerns him or her; `name` is the address, numbered where it is listed twice."""

    name: str
    recipient: Recipient
    lang: Lang
    facts: Facts


def readers_of(workspace: Workspace, facts: Facts, lang: Lang) -> list[Reader]:
    """Return the recipients of digests with what each of them is told.

    Raises:
        UserError: a recipient oversees a body that the registry does not list.
    """
    readers = []
    for name, recipient in named(workspace.settings.recipients):
        spoken: Lang = recipient.lang or lang
        office = workspace.settings.office_of(recipient)
        ids = recipient.sees(workspace.registry, office)
        narrowed = facts.only(ids, Level(recipient.level), _audience(recipient, len(ids), Lexicon(spoken)))
        narrowed = replace(narrowed, office=office.title) if office else narrowed
        readers.append(Reader(name, recipient, spoken, narrowed))
    return readers


def named(recipients: Iterable[Recipient]) -> Iterator[tuple[str, Recipient]]:
    """Yield recipients with the names under which is remembered what they know; see `Reader.name`."""
    seen: Counter[str] = Counter()
    for recipient in recipients:
        seen[recipient.email] += 1
        number = seen[recipient.email]
        yield recipient.email if number == 1 else f"{recipient.email}+{number}", recipient


def facts_of_office(workspace: Workspace, facts: Facts, office: Office, lang: Lang) -> Facts:
    """Return what an office oversees, under its own heading; see `readers_of` for errors."""
    ids = office.sees(workspace.registry)
    return replace(facts.only(ids, Level.HINT, _extent(len(ids), Lexicon(lang))), office=office.title)


def _audience(recipient: Recipient, bodies: int, words: Lexicon) -> str:
    return words.join(
        (
            recipient.name or recipient.email,
            _extent(bodies, words),
            words.say("audience_level", level=words.level(recipient.level).word),
        ),
        "clause",
    )


def _extent(bodies: int, words: Lexicon) -> str:
    return words.say("audience_bodies", n=bodies)
