"""What a person decides about messages that duban will not send by itself."""

from config.errors import UserError
from config.workspace import Workspace
from reports.store import MessageRow, MessageState, Store

_OPEN = {MessageState.FAILED, MessageState.UNCERTAIN}


def unsettled(store: Store) -> list[MessageRow]:
    """Return the messages that did not go out, or perhaps did not, oldest first."""
    return [message for message in store.messages() if message.state in _OPEN]


def resend(store: Store, workspace: Workspace, number: int) -> MessageRow:
    """Put a message that failed, or whose fate is uncertain, back into the queue.

    Raises:
        UserError: there is no such message, it needs no decision, or its file is gone.
    """
    message = _unsettled(store, number)
    if not (workspace.root / message.path).is_file():
        raise UserError(f"message {number}: its file {message.path} is gone; the next digest tells everything again")
    store.queue_again(message.id)
    return message


def give_up(store: Store, number: int, why: str) -> MessageRow:
    """Record that nothing more is to be done about a message, for example because it did arrive.

    Raises:
        UserError: there is no such message, or it needs no decision.
    """
    message = _unsettled(store, number)
    store.mark_message(message.id, MessageState.GIVEN_UP, why)
    return message


def _unsettled(store: Store, number: int) -> MessageRow:
    message = next((each for each in store.messages() if each.id == number), None)
    if message is None:
        raise UserError(f"there is no message {number}; `duban outbox` lists them")
    if message.state not in _OPEN:
        raise UserError(f"message {number} {_SETTLED[message.state]}; nothing was changed")
    return message


_SETTLED = {
    MessageState.QUEUED: "waits to be sent",
    MessageState.SENDING: "is being sent",
    MessageState.SENT: "was sent",
    MessageState.GIVEN_UP: "was given up",
}
