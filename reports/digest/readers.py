"""Whom a digest is for, and what of the ledger concerns them."""

from collections import Counter
from dataclasses import dataclass

from checks.model import Level
from config.errors import UserError
from config.recipients import Addressee, Lang, Recipient
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
    seen: Counter[str] = Counter()
    readers = []
    for recipient in workspace.settings.recipients:
        seen[recipient.email] += 1
        number = seen[recipient.email]
        spoken: Lang = recipient.lang or lang
        ids = overseen(workspace, recipient)
        narrowed = facts.only(ids, Level(recipient.level), _audience(recipient, len(ids), Lexicon(spoken)))
        name = recipient.email if number == 1 else f"{recipient.email}+{number}"
        readers.append(Reader(name, recipient, spoken, narrowed))
    return readers


def overseen(workspace: Workspace, addressee: Addressee) -> set[str]:
    """Return the ids of the bodies that somebody is told about; see `readers_of` for errors."""
    if addressee.everything:
        return {body.id for body in workspace.registry.bodies}
    try:
        return {workspace.registry.find(name).id for name in addressee.bodies}
    except UserError as error:
        raise UserError(f"duban.toml: recipients, {addressee.who}: {error}") from error


def _audience(recipient: Recipient, bodies: int, words: Lexicon) -> str:
    return words.join(
        (
            recipient.name or recipient.email,
            words.say("audience_bodies", n=bodies),
            words.say("audience_level", level=words.level(recipient.level).word),
        ),
        "clause",
    )
