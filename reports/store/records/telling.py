"""What people were told: digests, messages, alerts, notices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from reports.store.records.findings import FindingRow


class MessageState(StrEnum):
    """Where a message stands.

    `uncertain` was being sent when the process died and is never resent unasked; `given_up` a person has decided on.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message of the outbox.

    Attributes:
        key: what makes it one message however often it is queued.
        path: of the `.eml` file, relative to the workspace.
        attempts: how often sending began.
        error: of the last attempt, in words; of a message settled by hand, whose word it is.
        retry_at: when a failed message is due again; None when it is not tried again by itself.
    """

    id: int
    key: str
    recipient: str
    subject: str
    path: str
    message_id: str
    digest_id: int | None
    state: MessageState
    attempts: int
    error: str | None
    queued_at: datetime
    changed_at: datetime
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DigestRow:
    """A digest that was written for a recipient.

    Attributes:
        path: of the HTML file, relative to the workspace.
        content_hash: of what it says, so that the same digest is not written twice.
        last_event: the newest finding event it knew; the next digest tells what came after.
        summary: the figures it showed.
    """

    id: int
    recipient: str
    as_of: datetime
    made_at: datetime
    path: str
    content_hash: str
    last_event: int
    summary: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody was told between digests.

    Attributes:
        matter: `standing`, `edition`, `source` or `message`.
        subject: which one: `id|year`, the key of a source, the number of a message.
        said: what was said of it.
        told_at: by the real clock.
    """

    matter: str
    subject: str
    said: str
    told_at: datetime


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice that asks a body to mend findings.

    Attributes:
        due: the last day to mend them.
        made: in ledger time.
        message: where its message stands.
        recipient: the address it goes to.
        findings: what it asks to mend, as they are now.
        answers: days and words of the answers, oldest first.
    """

    id: int
    body_id: str
    author: str
    due: date
    made: datetime
    message: MessageState
    recipient: str
    findings: tuple[FindingRow, ...]
    answers: tuple[tuple[date, str], ...]
