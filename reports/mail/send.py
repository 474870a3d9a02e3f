"""Sending what waits in the outbox: each message at most once; what a crash leaves uncertain is shown, not resent."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from config import clock
from config.errors import UserError, why
from config.workspace import Workspace
from reports.mail.chat import ChatTransport, is_chat
from reports.mail.message import sender_of
from reports.mail.outbox import SENT
from reports.mail.transport import DeliveryError, SmtpTransport, Transport, UnreachableError
from reports.store import MessageRow, MessageState, Store

PAUSES = (timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))
"""How long a message that was refused for the moment rests after each attempt, as mail servers themselves do
(RFC 5321, 4.5.4.1); after the last attempt it stays failed and is shown."""


@dataclass(frozen=True, slots=True)
class SendSummary:
    """What became of the outbox.

    Attributes:
        sent: messages a server confirmed in this run.
        failed: messages that were not sent, with the words of the server in `error`; those with a `retry_at` are
            tried again by themselves.
        uncertain: messages that may or may not have gone out, of this run or an earlier one; never resent unasked.
        waiting: messages that lie in the outbox because no mail server is configured, or none was reached.
        trouble: why a server could not be reached, empty when all were or when none is configured.
    """

    sent: tuple[MessageRow, ...] = ()
    failed: tuple[MessageRow, ...] = ()
    uncertain: tuple[MessageRow, ...] = ()
    waiting: tuple[MessageRow, ...] = ()
    trouble: str = ""


def send(
    store: Store, workspace: Workspace, *, transport: Transport | None = None, now: datetime | None = None
) -> SendSummary:
    """Send the messages that wait and those whose pause after a failure is over.

    A message is recorded as `sending` before the server hears of it and as `sent` after the server has confirmed it,
    so that a process killed in between leaves it `uncertain`.

    Args:
        store: opened to write; whoever holds it is the only one who sends.
        workspace: whose outbox is sent.
        transport: the mail server, by default that of `[smtp]`; without one the mails stay in the outbox.
        now: the real time, which decides what is due again.

    Raises:
        UserError: a file with a secret cannot be used.
    """
    _tidy(store, workspace.root)
    messages = store.messages()
    before = {message.id: message.state for message in messages}
    due = [message for message in messages if _is_due(message, now or clock.now())]
    trouble = _send_all(_Post(store, workspace), _transports(workspace, transport), due)
    after = store.messages()
    return SendSummary(
        sent=tuple(m for m in after if m.state is MessageState.SENT and before[m.id] is not MessageState.SENT),
        failed=tuple(m for m in after if m.state is MessageState.FAILED),
        uncertain=tuple(m for m in after if m.state is MessageState.UNCERTAIN),
        waiting=tuple(m for m in after if m.state is MessageState.QUEUED),
        trouble=trouble,
    )


def _is_due(message: MessageRow, now: datetime) -> bool:
    if message.state is MessageState.FAILED:
        return message.retry_at is not None and message.retry_at <= now
    return message.state is MessageState.QUEUED


def _transports(workspace: Workspace, mail: Transport | None) -> Mapping[bool, Transport]:
    """The way out for chats (True) and for mails (False), as far as each is configured."""
    settings, ways = workspace.settings, dict[bool, Transport]()
    if mail is None and settings.smtp is not None:
        if settings.smtp.user:
            settings.smtp.password(workspace.root)
        mail = SmtpTransport(settings.smtp, workspace.root)
    if mail is not None:
        ways[False] = mail
    if settings.chats:
        ways[True] = ChatTransport(settings.chats, workspace.root)
    return ways


@dataclass(frozen=True, slots=True)
class _Post:
    """Where messages come from and where it is recorded what became of them."""

    store: Store
    workspace: Workspace

    def deliver(self, transport: Transport, message: MessageRow) -> None:
        """Hand one message over, and record what came of it."""
        file = self.workspace.root / message.path
        try:
            data = file.read_bytes()
        except OSError as error:
            words = f"{message.path}: {error.strerror or error}"
            self.store.mark_message(message.id, MessageState.FAILED, words, retry_at=clock.now())
            return
        self.store.mark_message(message.id, MessageState.SENDING)
        try:
            transport.deliver(self._sender, message.recipient, data)
        except DeliveryError as error:
            self._record_failure(message, error)
            return
        self.store.mark_message(message.id, MessageState.SENT)
        _file_away(file)

    @property
    def _sender(self) -> str:
        return sender_of(self.workspace.settings.smtp)

    def _record_failure(self, message: MessageRow, error: DeliveryError) -> None:
        if error.perhaps_sent:
            self.store.mark_message(message.id, MessageState.UNCERTAIN, str(error))
            return
        again = not error.for_good and message.attempts < len(PAUSES)
        retry_at = clock.now() + PAUSES[message.attempts] if again else None
        self.store.mark_message(message.id, MessageState.FAILED, str(error), retry_at=retry_at)


def _send_all(post: _Post, ways: Mapping[bool, Transport], due: list[MessageRow]) -> str:
    """Send everything that is due; return what kept the rest back, if anything did."""
    trouble: dict[bool, str] = {}
    with ExitStack() as open_ways:
        for way in ways.values():
            open_ways.enter_context(way)
        for message in due:
            chat = is_chat(message.recipient)
            if chat not in ways or chat in trouble:
                continue
            try:
                ways[chat].connect()
            except UnreachableError as error:
                trouble[chat] = str(error)
                continue
            post.deliver(ways[chat], message)
    return "; ".join(trouble.values())


def _tidy(store: Store, root: Path) -> None:
    """File away what was sent by a process that was killed before it came to that."""
    for message in store.messages(MessageState.SENT):
        _file_away(root / message.path)


def _file_away(path: Path) -> None:
    if path.is_file():
        try:
            target = path.parent / SENT / path.name
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
        except OSError as error:
            raise UserError(f"{path} was sent but cannot be moved to {SENT}/: {why(error)}") from error
