"""Digests that were written and messages to send, each exactly once."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from config import clock
from reports.store.conditions import equal
from reports.store.connection import Connection
from reports.store.records import DigestRow, MessageRow, MessageState
from reports.store.values import instant, maybe_instant, parse_instant, to_json


class Mailing(Connection):
    """The part of the store that digests and the outbox write to."""

    def recover(self) -> None:
        """Mark what a killed process was sending as uncertain: it may have gone out, so it is never resent unasked.

        Only the holder of the writer lock sends, so whoever opens to write knows that nobody is sending.
        """
        super().recover()
        if self.writable:
            self.db.execute(
                """UPDATE messages SET state = 'uncertain', changed_at = ?, error = 'interrupted while sending'
                   WHERE state = 'sending'""",
                [instant(clock.now())],
            )

    def last_digest(self, recipient: str) -> DigestRow | None:
        """Return the newest digest written for a recipient."""
        row = self._row("SELECT * FROM digests WHERE recipient = ? ORDER BY id DESC LIMIT 1", [recipient])
        return _digest(row) if row else None

    def record_digest(
        self,
        recipient: str,
        *,
        as_of: datetime,
        path: str,
        content_hash: str,
        last_event: int,
        summary: Mapping[str, Any],
    ) -> int:
        """Record a digest that was written, and return its id; the arguments are those of `DigestRow`."""
        return self._insert(
            "digests",
            {
                "recipient": recipient,
                "as_of": instant(as_of),
                "made_at": instant(clock.now()),
                "path": path,
                "content_hash": content_hash,
                "last_event": last_event,
                "summary": to_json(dict(summary)),
            },
        )

    def queue_message(
        self, key: str, recipient: str, subject: str, path: str, message_id: str, *, digest_id: int | None = None
    ) -> bool:
        """Queue a message whose `.eml` lies at `path`; False when a message of this key is there already."""
        now = instant(clock.now())
        cursor = self.db.execute(
            """INSERT INTO messages (key, recipient, subject, path, message_id, digest_id, queued_at, changed_at)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING""",
            [key, recipient, subject, path, message_id, digest_id, now, now],
        )
        return cursor.rowcount == 1

    def has_message(self, key: str) -> bool:
        """Whether a message of this key was ever queued."""
        return self._row("SELECT 1 FROM messages WHERE key = ?", [key]) is not None

    def messages(self, state: MessageState | None = None) -> list[MessageRow]:
        """Return the messages in a state, or all, oldest first."""
        rows = self._rows(
            f"SELECT * FROM messages WHERE {equal(state=state)} ORDER BY id",  # noqa: S608 - conditions of our own
            {"state": state.value if state else None},
        )
        return [_message(row) for row in rows]

    def mark_message(
        self, message_id: int, state: MessageState, error: str | None = None, *, retry_at: datetime | None = None
    ) -> None:
        """Set the state of the message with this row id; `sending` counts as one more attempt.

        A failed message with a time to try it again is due then; one without waits for a person's word.
        """
        self.db.execute(
            """UPDATE messages SET state = :state, error = :error, changed_at = :now, retry_at = :retry_at,
                   attempts = attempts + (:state = 'sending') WHERE id = :id""",
            {
                "state": state.value,
                "error": error,
                "now": instant(clock.now()),
                "retry_at": instant(retry_at) if retry_at else None,
                "id": message_id,
            },
        )

    def queue_again(self, message_id: int) -> None:
        """Put a message back into the queue as if it had never been tried, by a person's word."""
        self.db.execute(
            """UPDATE messages SET state = 'queued', attempts = 0, error = NULL, retry_at = NULL, changed_at = ?
               WHERE id = ?""",
            [instant(clock.now()), message_id],
        )


def _digest(row: dict[str, Any]) -> DigestRow:
    return DigestRow(
        id=row["id"],
        recipient=row["recipient"],
        as_of=parse_instant(row["as_of"]),
        made_at=parse_instant(row["made_at"]),
        path=row["path"],
        content_hash=row["content_hash"],
        last_event=row["last_event"],
        summary=json.loads(row["summary"]),
    )


def _message(row: dict[str, Any]) -> MessageRow:
    return MessageRow(
        id=row["id"],
        key=row["key"],
        recipient=row["recipient"],
        subject=row["subject"],
        path=row["path"],
        message_id=row["message_id"],
        digest_id=row["digest_id"],
        state=MessageState(row["state"]),
        attempts=row["attempts"],
        error=row["error"],
        queued_at=parse_instant(row["queued_at"]),
        changed_at=parse_instant(row["changed_at"]),
        retry_at=maybe_instant(row["retry_at"]),
    )
