"""Who decided what about findings, and when: append-only, as `waivers.toml` was found to say it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from config import clock
from reports.store.connection import Connection
from reports.store.records import DecisionEvent, DecisionMade
from reports.store.values import instant, parse_instant

_COLUMNS = ("entry", "kind", "rule", "body_id", "body", "year", "finding", "edition", "said", "author", "decided",
            "expires")  # fmt: skip


class Decisions(Connection):
    """The part of the store that remembers decisions."""

    def decisions(self) -> list[DecisionEvent]:
        """Return every decision that was made or withdrawn, oldest first."""
        return [_event(row) for row in self._rows("SELECT * FROM decisions ORDER BY id")]

    def standing_decisions(self) -> dict[str, DecisionMade]:
        """Return the entries that `waivers.toml` had when it was last taken over, by their fingerprint."""
        rows = self._rows(
            """SELECT * FROM decisions WHERE id IN (SELECT max(id) FROM decisions GROUP BY entry)
               AND action = 'made' ORDER BY id"""
        )
        return {row["entry"]: _made(row) for row in rows}

    def record_decision(self, made: DecisionMade, *, action: str, at: datetime, by: str | None) -> None:
        """Record that a decision was `made` or `withdrawn`.

        Args:
            made: the decision.
            action: what happened to it.
            at: when it was seen, in ledger time.
            by: the user whose command did it; None when the file was found changed.
        """
        columns = {name: getattr(made, name) for name in _COLUMNS}
        times = {"at": instant(at), "at_real": instant(clock.now())}
        self._insert("decisions", {**columns, "action": action, "by_user": by, **times})

    def set_waived(self, waived: Mapping[int, tuple[str, str, str]]) -> None:
        """Show in `waived_findings` which findings (by `FindingRow.id`) are waived: by whom, why, and until when."""
        shown = {
            row["finding_id"]: (row["author"], row["reason"], row["expires"])
            for row in self._rows("SELECT * FROM waived_findings")
        }
        if shown != waived:
            self.db.execute("DELETE FROM waived_findings")
            self.db.conn.executemany(
                "INSERT INTO waived_findings (finding_id, author, reason, expires) VALUES (?, ?, ?, ?)",
                [(finding_id, *said) for finding_id, said in sorted(waived.items())],
            )

    def hashes_of(self, edition_id: int) -> frozenset[str]:
        """Return every hash by which a person may know the content of an edition.

        These are its own, those of the pages that show it, and those that other versions of the reader gave the
        content of the same pages.
        """
        rows = self._rows(
            """WITH own AS (
                   SELECT id, reader, content_hash, capture_id FROM editions
                   WHERE (body_id, year) = (SELECT body_id, year FROM editions WHERE id = :id)),
               shown AS (
                   SELECT own.id, own.reader, own.content_hash, c.sha256 FROM own
                   JOIN captures c ON c.id = own.capture_id
                   UNION SELECT own.id, own.reader, own.content_hash, c.sha256 FROM own
                   JOIN sightings s ON s.edition_id = own.id JOIN captures c ON c.id = s.capture_id)
               SELECT content_hash AS hash FROM shown WHERE id = :id
               UNION SELECT sha256 FROM shown WHERE id = :id
               UNION SELECT other.content_hash FROM shown JOIN shown other ON other.sha256 = shown.sha256
               WHERE shown.id = :id AND other.reader <> shown.reader""",
            {"id": edition_id},
        )
        return frozenset(row["hash"] for row in rows)

    def edition_with(self, body_id: str, year: int, content_hash: str) -> int | None:
        """Return the id of the edition of a body and year that has a content; None when there is none."""
        found: int | None = self._value(
            "SELECT id FROM editions WHERE body_id = ? AND year = ? AND content_hash = ?", [body_id, year, content_hash]
        )
        return found


def _made(row: dict[str, Any]) -> DecisionMade:
    return DecisionMade(**{name: row[name] for name in _COLUMNS})


def _event(row: dict[str, Any]) -> DecisionEvent:
    at, at_real = parse_instant(row["at"]), parse_instant(row["at_real"])
    return DecisionEvent(row["id"], row["action"], _made(row), at, at_real, row["by_user"])
