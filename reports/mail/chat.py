"""Chat groups (企业微信, 钉钉, 飞书 and what else apprise speaks to) as one more way out of the outbox."""

import logging
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from config.errors import UserError
from config.recipients import Chat
from reports.mail.transport import DeliveryError, UnreachableError

_PREFIX = "chat:"

_NEVER_CONNECTED = ("Failed to establish a new connection", "Failed to resolve", "ConnectTimeoutError")
"""What urllib3 says, in apprise's log, when no byte of the message can have left; after any other broken connection
the message may have arrived."""


def chat_address(name: str) -> str:
    """Return what stands for a chat group where a mail has its recipient."""
    return f"{_PREFIX}{name}"


def is_chat(recipient: str) -> bool:
    """Whether a message of the outbox goes to a chat group."""
    return recipient.startswith(_PREFIX)


def chat_message(title: str, text: str) -> bytes:
    """Return the file of a message for a chat group: the title, an empty line, the text."""
    return f"{title}\n\n{text}".encode()


class ChatTransport:
    """The chat groups of `[[chats]]`; each message goes to the group that its recipient names.

    The address of a group is a secret and is read when it is needed; neither it nor apprise's log is ever shown.
    """

    def __init__(self, chats: Iterable[Chat], root: Path) -> None:
        self._chats = {chat_address(chat.name): chat for chat in chats}
        self._root = root

    def __enter__(self) -> Self:
        """Begin; nothing need be connected."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; nothing is kept open."""

    def connect(self) -> None:
        """Make sure that apprise is installed; see `Transport.connect`."""
        try:
            import apprise  # noqa: F401, PLC0415 - an extra that most offices do without
        except ImportError as error:
            raise UnreachableError("chat groups need the extra: pip install 'duban[alerts]'") from error

    def deliver(self, sender: str, recipient: str, data: bytes) -> None:  # noqa: ARG002 - a group knows its sender
        """Hand over one message; see `Transport.deliver`."""
        chat = self._chats.get(recipient)
        if chat is None:
            raise DeliveryError(f"duban.toml has no chat group {recipient.removeprefix(_PREFIX)}", for_good=True)
        try:
            address = chat.address(self._root)
        except UserError as error:
            raise DeliveryError(str(error)) from error
        title, _, text = data.decode().partition("\n\n")
        _notify(address, title, text)


def _notify(address: str, title: str, text: str) -> None:
    import apprise  # noqa: PLC0415 - as above

    groups = apprise.Apprise()
    if not groups.add(address):
        raise DeliveryError("the address of the chat group is none that apprise knows", for_good=True)
    with apprise.LogCapture(level=logging.DEBUG) as log:  # type: ignore[no-untyped-call] # apprise is half typed
        if groups.notify(title=title, body=text, body_format=apprise.NotifyFormat.TEXT):
            return
        heard = log.getvalue()
    refused = "error=" in heard or any(words in heard for words in _NEVER_CONNECTED)
    raise DeliveryError(_words(heard), perhaps_sent=not refused)


def _words(log: str) -> str:
    """The last warning of apprise's log without its time; the debug lines hold the address."""
    warnings = [line.partition(" - WARNING - ")[2] for line in log.splitlines() if " - WARNING - " in line]
    return warnings[-1] if warnings else "the chat group did not take the message"
