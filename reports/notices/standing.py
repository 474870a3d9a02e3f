"""What became of notices: mended is what the crawler sees, never what is claimed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from reports.decisions import Decided
from reports.store import Cause, FindingEventKind, FindingRow, MessageState, NoticeRow, Store


class Fate(StrEnum):
    """What became of one finding that a notice names.

    `by_hand`: only a file entered by hand shows it mended. `dropped`: our rules, reader or settings took it back, or
    nothing is expected of the body any more.
    """

    OPEN = "open"
    WAIVED = "waived"
    MENDED = "mended"
    BY_HAND = "by_hand"
    DROPPED = "dropped"


class NoticeState(StrEnum):
    """Where a notice stands: the first that fits, from the bottom up; `waiting` has not left the outbox yet."""

    WAITING = "waiting"
    SENT = "sent"
    ANSWERED = "answered"
    OVERDUE = "overdue"
    MENDED = "mended"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class NoticeStanding:
    """A notice at an instant, with the fate of each finding by its public id."""

    notice: NoticeRow
    state: NoticeState
    fates: Mapping[str, Fate]

    @property
    def pending(self) -> bool:
        """Whether something it asks for is still to be mended."""
        return any(fate in _PENDING for fate in self.fates.values())

    @property
    def answered(self) -> date | None:
        """The day of the newest answer."""
        return self.notice.answers[-1][0] if self.notice.answers else None

    def as_json(self) -> dict[str, Any]:
        """Return the object that `duban notice list --json` prints."""
        return {
            "notice": self.notice.id,
            "body": self.notice.body_id,
            "recipient": self.notice.recipient,
            "author": self.notice.author,
            "made": self.notice.made.isoformat(),
            "due": self.notice.due.isoformat(),
            "state": self.state.value,
            "message": self.notice.message.value,
            "answered": self.answered.isoformat() if self.answered else None,
            "findings": {public_id: fate.value for public_id, fate in self.fates.items()},
        }


_PENDING = frozenset({Fate.OPEN, Fate.BY_HAND})
_NOT_MENDED = frozenset({Cause.RULES, Cause.READING, Cause.SETTINGS, Cause.OTHERS})


def standings(store: Store, ruled: Decided, *, as_of: datetime) -> tuple[NoticeStanding, ...]:
    """Return every notice made up to an instant, oldest first.

    Args:
        store: the ledger.
        ruled: what staff decided, for findings that were waived since.
        as_of: the instant.
    """
    return tuple(_standing(store, notice, ruled, as_of) for notice in store.notices() if notice.made <= as_of)


def _standing(store: Store, notice: NoticeRow, ruled: Decided, as_of: datetime) -> NoticeStanding:
    fates = {row.public_id: _fate(store, row, ruled, as_of) for row in notice.findings}
    return NoticeStanding(notice, _state(notice, fates.values(), as_of.date()), fates)


def _state(notice: NoticeRow, fates: Iterable[Fate], today: date) -> NoticeState:
    seen = set(fates)
    if not seen & _PENDING:
        return NoticeState.MENDED if Fate.MENDED in seen else NoticeState.DROPPED
    if today > notice.due:
        return NoticeState.OVERDUE
    if any(day <= today for day, _ in notice.answers):
        return NoticeState.ANSWERED
    return NoticeState.SENT if notice.message is MessageState.SENT else NoticeState.WAITING


def _fate(store: Store, row: FindingRow, ruled: Decided, as_of: datetime) -> Fate:
    if row.resolved_at is None or row.resolved_at > as_of:
        return Fate.WAIVED if ruled.on(row.public_id).waiver else Fate.OPEN
    history = store.finding_history(row.id)
    end = next(event for event in reversed(history) if event.kind is FindingEventKind.RESOLVED)
    evaluation = store.evaluations(bodies={row.body_id}).get((row.body_id, row.year))
    if end.cause in _NOT_MENDED or (evaluation and not evaluation.fingerprint):
        return Fate.DROPPED
    seen = end.edition_id is None or store.was_crawled(end.edition_id)
    return Fate.MENDED if seen else Fate.BY_HAND
