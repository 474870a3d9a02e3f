"""What was told between digests, to whom, append-only."""

from collections.abc import Iterable
from datetime import date, datetime

from config import clock
from reports.store.connection import Connection
from reports.store.records import Told
from reports.store.values import instant, parse_instant


class Alerting(Connection):
    """The part of the store that alerts write to."""

    def told(self, addressee: str) -> dict[tuple[str, str], Told]:
        """Return what somebody was told last of every matter and subject; empty for who was never told anything."""
        rows = self._rows(
            """SELECT matter, subject, said, told_at FROM alerts
               WHERE id IN (SELECT max(id) FROM alerts WHERE addressee = ? GROUP BY matter, subject)""",
            [addressee],
        )
        return {
            (row["matter"], row["subject"]): Told(
                row["matter"], row["subject"], row["said"], parse_instant(row["told_at"])
            )
            for row in rows
        }

    def alerts_on(self, addressee: str, day: date) -> int:
        """Return how many messages with alerts somebody was sent on a day of the real clock."""
        begin, end = clock.start_of_day(day), clock.end_of_day(day)
        return int(
            self._value(
                """SELECT count(DISTINCT message_key) FROM alerts
                   WHERE addressee = ? AND told_at BETWEEN ? AND ?""",
                [addressee, instant(begin), instant(end)],
            )
        )

    def record_told(
        self, addressee: str, told: Iterable[tuple[str, str, str]], *, at: datetime, message_key: str | None
    ) -> None:
        """Record what somebody is told.

        Args:
            addressee: who.
            told: matter, subject and what is said of it, as in `Told`.
            at: the day spoken of.
            message_key: of the queued message that carries it; None when it was only taken note of.
        """
        now = clock.now()
        for matter, subject, said in told:
            self._insert(
                "alerts",
                {
                    "addressee": addressee,
                    "matter": matter,
                    "subject": subject,
                    "said": said,
                    "at": instant(at),
                    "told_at": instant(now),
                    "message_key": message_key,
                },
            )
