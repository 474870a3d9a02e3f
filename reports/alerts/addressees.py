"""Whom alerts are for."""

from collections.abc import Iterator
from dataclasses import dataclass

from config.recipients import Addressee, Lang
from config.workspace import Workspace
from reports.digest.readers import named
from reports.mail.chat import chat_address


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who is told between digests.

    Attributes:
        key: what is remembered of them is kept under it; the name of a reader of digests where there is one.
        address: an e-mail address, or that of a chat group in the outbox.
        name: for a mail's header.
        heading: the office that speaks.
        bodies: ids of the bodies overseen; None for the operator, who is told about the crawler instead.
        digests: whether digests are sent to them, too.
    """

    key: str
    address: str
    name: str
    lang: Lang
    heading: str
    bodies: frozenset[str] | None
    digests: bool = False


def watchers(workspace: Workspace) -> Iterator[Watcher]:
    """Yield everybody whom `duban.toml` wants to have alerted.

    Raises:
        UserError: somebody oversees a body that the registry does not list.
    """
    settings = workspace.settings
    if settings.alerts is None:
        return
    for key, recipient in named(settings.recipients):
        if recipient.alerts:
            yield _watcher(workspace, recipient, key, recipient.email, digests=True)
    for chat in settings.chats:
        address = chat_address(chat.name)
        yield _watcher(workspace, chat, address, address, operator=chat.operator)
    if settings.alerts.operator:
        address = settings.alerts.operator
        yield Watcher(f"operator:{address}", address, "", settings.lang, settings.office, None)


def _watcher(
    workspace: Workspace, who: Addressee, key: str, address: str, *, operator: bool = False, digests: bool = False
) -> Watcher:
    settings = workspace.settings
    office = settings.office_of(who)
    bodies = None if operator else who.sees(workspace.registry, office)
    heading = office.title if office else settings.office
    return Watcher(key, address, who.name, who.lang or settings.lang, heading, bodies, digests)
