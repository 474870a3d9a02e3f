"""Notices to bodies, the findings they name, and what was answered."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from config import clock
from reports.store.findings import Findings
from reports.store.records import MessageState, NoticeRow
from reports.store.values import instant, parse_instant


class Notices(Findings):
    """The part of the store that keeps notices."""

    def add_notice(
        self, key: str, body_id: str, findings: Iterable[int], *, author: str, due: date, at: datetime
    ) -> int:
        """Record a notice whose message is queued under this key, and return its number; once a key."""
        known = self._value("SELECT id FROM notices WHERE key = ?", [key])
        if known is not None:
            return int(known)
        times = {"made": instant(at), "made_real": instant(clock.now())}
        with self.transaction():
            values = {"key": key, "body_id": body_id, "author": author, "due": due.isoformat(), **times}
            notice_id = self._insert("notices", values)
            self.db.conn.executemany(
                "INSERT INTO notice_findings (notice_id, finding_id) VALUES (?, ?)",
                [(notice_id, finding_id) for finding_id in findings],
            )
        return notice_id

    def notices(self) -> list[NoticeRow]:
        """Return every notice, oldest first."""
        rows = self._rows(
            """SELECT notices.*, messages.state AS message, messages.recipient FROM notices
               JOIN messages ON messages.key = notices.key ORDER BY notices.id"""
        )
        return [self._notice(row) for row in rows]

    def answer_notice(self, notice_id: int, *, day: date, said: str, author: str) -> bool:
        """Record what was answered to a notice; False when the same was recorded before."""
        cursor = self.db.execute(
            """INSERT INTO notice_answers (notice_id, day, said, author, at_real) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT DO NOTHING""",
            [notice_id, day.isoformat(), said, author, instant(clock.now())],
        )
        return cursor.rowcount == 1

    def was_crawled(self, edition_id: int) -> bool:
        """Tell whether a crawl ever saw an edition; the others were entered by hand."""
        sql = "SELECT 1 FROM sightings WHERE edition_id = ? AND run_id IS NOT NULL"
        return self._value(sql, [edition_id]) is not None

    def _notice(self, row: dict[str, Any]) -> NoticeRow:
        named = self._rows("SELECT finding_id FROM notice_findings WHERE notice_id = ?", [row["id"]])
        answers = self._rows("SELECT day, said FROM notice_answers WHERE notice_id = ? ORDER BY id", [row["id"]])
        return NoticeRow(
            id=row["id"],
            body_id=row["body_id"],
            author=row["author"],
            due=date.fromisoformat(row["due"]),
            made=parse_instant(row["made"]),
            message=MessageState(row["message"]),
            recipient=row["recipient"],
            findings=tuple(self.findings_numbered(each["finding_id"] for each in named)),
            answers=tuple((date.fromisoformat(each["day"]), each["said"]) for each in answers),
        )
