"""Sending what waits in the outbox: each message at most once; what a crash leaves uncertain is shown, not resent."""

from dataclasses import dataclass
from pathlib import Path

from config.errors import UserError
from config.workspace import Workspace
from reports.mail.message import LOCAL_SENDER
from reports.mail.outbox import SENT
from reports.mail.transport import DeliveryError, SmtpTransport, Transport, UnreachableError
from reports.store import MessageRow, MessageState, Store

MOST_ATTEMPTS = 5
"""A message that failed is tried again by the next `send`, so often at most; then it stays failed and is shown."""


@dataclass(frozen=True, slots=True)
class SendSummary:
    """What became of the outbox.

    Attributes:
        sent: messages a server confirmed in this run.
        failed: messages that were not sent, with the words of the server in `error`; the next run tries them again.
        uncertain: messages that may or may not have gone out, of this run or an earlier one; never resent unasked.
        waiting: messages that lie in the outbox because no mail server is configured, or none was reached.
        trouble: why the mail server could not be reached, empty when it was or when none is configured.
    """

    sent: tuple[MessageRow, ...] = ()
    failed: tuple[MessageRow, ...] = ()
    uncertain: tuple[MessageRow, ...] = ()
    waiting: tuple[MessageRow, ...] = ()
    trouble: str = ""


def send(store: Store, workspace: Workspace, *, transport: Transport | None = None) -> SendSummary:
    """Send the messages that wait.

    A message is recorded as `sending` before the server hears of it and as `sent` after the server has confirmed it,
    so that a process killed in between leaves it `uncertain`.

    Args:
        store: opened to write; whoever holds it is the only one who sends.
        workspace: whose outbox is sent.
        transport: the mail server, by default that of `[smtp]`; without one the messages stay in the outbox.

    Raises:
        UserError: the password file of `[smtp]` cannot be used.
    """
    _tidy(store, workspace.root)
    smtp = workspace.settings.smtp
    if transport is None and smtp is not None:
        if smtp.user:
            smtp.password(workspace.root)
        transport = SmtpTransport(smtp, workspace.root)
    before = {message.id: message.state for message in store.messages()}
    trouble = _send_all(store, workspace, transport) if transport else ""
    now = store.messages()
    return SendSummary(
        sent=tuple(m for m in now if m.state is MessageState.SENT and before[m.id] is not MessageState.SENT),
        failed=tuple(m for m in now if m.state is MessageState.FAILED),
        uncertain=tuple(m for m in now if m.state is MessageState.UNCERTAIN),
        waiting=tuple(m for m in now if m.state is MessageState.QUEUED),
        trouble=trouble,
    )


def _send_all(store: Store, workspace: Workspace, transport: Transport) -> str:
    """Send everything that is due; return what kept the rest back, if anything did."""
    smtp = workspace.settings.smtp
    sender = smtp.sender if smtp else LOCAL_SENDER
    with transport:
        for message in store.messages():
            again = message.state is MessageState.FAILED and message.attempts < MOST_ATTEMPTS
            if again or message.state is MessageState.QUEUED:
                try:
                    transport.connect()
                except UnreachableError as error:
                    return str(error)
                _send_one(store, workspace.root, transport, sender, message)
    return ""


def _send_one(store: Store, root: Path, transport: Transport, sender: str, message: MessageRow) -> None:
    try:
        data = (root / message.path).read_bytes()
    except OSError as error:
        store.mark_message(message.id, MessageState.FAILED, f"{message.path}: {error.strerror or error}")
        return
    store.mark_message(message.id, MessageState.SENDING)
    try:
        transport.deliver(sender, message.recipient, data)
    except DeliveryError as error:
        state = MessageState.UNCERTAIN if error.perhaps_sent else MessageState.FAILED
        store.mark_message(message.id, state, str(error))
        return
    store.mark_message(message.id, MessageState.SENT)
    _file_away(root / message.path)


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
            raise UserError(f"{path} was sent but cannot be moved to {SENT}/: {error.strerror or error}") from error
