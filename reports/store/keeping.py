"""What the archive holds and may lose, as the ledger knows it, and whether the database itself is whole."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from sqlite3 import DatabaseError

from reports.store.connection import Connection, copy_database
from reports.store.values import instant, to_json

_HASH = re.compile(r"\b[0-9a-f]{64}\b")

_RESTED_ON = """
    SELECT min(s.run_id) FROM sightings s WHERE s.run_id IS NOT NULL GROUP BY s.edition_id
    UNION SELECT max(s.run_id) FROM sightings s WHERE s.run_id IS NOT NULL GROUP BY s.edition_id
    UNION SELECT r.id FROM runs r WHERE r.state = 'running'
    UNION SELECT (SELECT r.id FROM runs r WHERE r.source = b.source AND r.state = 'accepted' AND r.scope = ''
                  AND r.instant < e.first_seen ORDER BY r.instant DESC LIMIT 1)
          FROM editions e JOIN bodies b ON b.id = e.body_id
    UNION SELECT r.id FROM findings f JOIN bodies b ON b.id = f.body_id JOIN runs r ON r.source = b.source
          WHERE f.family IN ('timeliness', 'publication') AND r.state = 'accepted' AND r.scope = ''
          AND r.instant >= CAST(f.year + 1 AS TEXT) AND r.instant <= f.last_seen"""
"""Runs whose pages prove something: where an edition was first and last seen, where it was last not there, and all that
a finding of timeliness or publication may be derived from."""

_PRUNABLE = f"""
    SELECT p.sha256, p.size FROM payloads p
    WHERE p.pruned_at IS NULL AND p.first_stored <= :before
    AND NOT EXISTS (SELECT 1 FROM captures c WHERE c.sha256 = p.sha256)
    AND p.sha256 IN (SELECT v.sha256 FROM visits v)
    AND p.sha256 NOT IN (
        SELECT v.sha256 FROM visits v WHERE v.sha256 IS NOT NULL AND (
            v.role NOT IN ('home', 'column', 'list', 'probe')
            OR v.finished_at > :before
            OR v.run_id IN ({_RESTED_ON})
            OR v.id IN (SELECT max(n.id) FROM visits n
                        WHERE n.outcome = 'ok' AND n.method = 'GET' AND n.sha256 IS NOT NULL GROUP BY n.url)))
    ORDER BY p.sha256"""  # noqa: S608 - a part of the same statement


class Keeping(Connection):
    """The part of the store that looks after payloads."""

    def received_by_day(self, since: datetime) -> dict[str, int]:
        """Return how many bytes were received for the first time on each day, by the real clock, since an instant."""
        rows = self._rows(
            """SELECT substr(first_stored, 1, 10) AS day, sum(size) AS n FROM payloads WHERE first_stored > ?
               GROUP BY day""",
            [instant(since)],
        )
        return {row["day"]: row["n"] for row in rows}

    def payloads(self, *, pruned: bool = False) -> dict[str, int]:
        """Return the hashes and sizes of the payloads that the archive must hold, or of those that were pruned."""
        rows = self._rows("SELECT sha256, size FROM payloads WHERE (pruned_at IS NOT NULL) = ?", [int(pruned)])
        return {row["sha256"]: row["size"] for row in rows}

    def prunable(self, before: datetime) -> dict[str, int]:
        """Return the hashes and sizes of payloads that nothing rests on and that no visit since an instant brought.

        They are pages of home, list and guessed addresses only. Of every address the newest good answer stays, and so
        does each run that an edition or a finding rests on; see `_RESTED_ON`.
        """
        quoted = self._quoted()
        rows = self._rows(_PRUNABLE, {"before": instant(before)})
        return {row["sha256"]: row["size"] for row in rows if row["sha256"] not in quoted}

    def mark_pruned(self, hashes: Iterable[str], at: datetime) -> None:
        """Record that payloads are no longer kept; to be called before they are deleted."""
        self.db.execute(
            "UPDATE payloads SET pruned_at = ? WHERE sha256 IN (SELECT value FROM json_each(?))",
            [instant(at), to_json(sorted(hashes))],
        )

    def faults(self) -> list[str]:
        """Return what SQLite finds wrong with the file and with references between rows, in its words."""
        try:
            found = [str(row[0]) for row in self.db.execute("PRAGMA integrity_check").fetchall()]
            broken = self.db.execute("PRAGMA foreign_key_check").fetchall()
        except DatabaseError as error:
            return [str(error)]
        references = (f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there" for row in broken)
        return [words for words in (*found, *references) if words != "ok"]

    def copy_to(self, path: Path) -> None:
        """Write a copy of the database as it stands at this moment, whoever writes to it meanwhile."""
        copy_database(self.db, path)

    def _quoted(self) -> set[str]:
        rows = self._rows("SELECT evidence AS text FROM findings UNION ALL SELECT said FROM finding_events")
        return {found for row in rows if row["text"] for found in _HASH.findall(row["text"])}
