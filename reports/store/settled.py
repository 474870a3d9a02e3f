"""What was judged and needs no judging until something moves: kept by triggers, so that no way of writing escapes."""

from datetime import datetime

from reports.store.connection import Connection
from reports.store.values import maybe_instant


class Settling(Connection):
    """The part of the store that knows which sources have not moved since they were judged."""

    def forget_settled(self, *, but: str) -> None:
        """Forget what was judged under any other mark than this."""
        self.db.execute("DELETE FROM settled WHERE mark <> ?", [but])

    def settled_years(self, source: str) -> int | None:
        """Return how many bodies and years of a source were judged, None when it has moved since.

        A source moves when a run of it ends, a capture of it gets another state, or what is known of a report of its
        bodies changes: a sighting, a date, the edition that is judged. The triggers of the schema see to that.
        """
        known: int | None = self._value("SELECT body_years FROM settled WHERE source = ?", [source])
        return known

    def settle_source(self, source: str, mark: str, body_years: int) -> None:
        """Record that a source was judged with so many bodies and years, and needs no judging until it moves."""
        self.db.execute("INSERT OR REPLACE INTO settled VALUES (?, ?, ?)", [source, mark, body_years])

    def years_not_found(self, source: str) -> list[tuple[str, int]]:
        """Return the bodies of a source and years that were judged without a report."""
        rows = self._rows(
            """SELECT e.body_id, e.year FROM bodies b JOIN evaluations e ON e.body_id = b.id
               WHERE b.source = ? AND b.listed AND e.edition_id IS NULL AND e.fingerprint <> ''
               ORDER BY e.body_id, e.year""",
            [source],
        )
        return [(row["body_id"], row["year"]) for row in rows]

    def newest_record(self, source: str) -> datetime | None:
        """Return the latest instant, in ledger time, of the runs of a source and of the sightings of its bodies."""
        return maybe_instant(
            self._value(
                """SELECT max(at) FROM (
                       SELECT max(instant) AS at FROM runs WHERE source = :source
                       UNION ALL SELECT max(s.seen) FROM bodies b JOIN editions e ON e.body_id = b.id
                       JOIN sightings s ON s.edition_id = e.id WHERE b.source = :source)""",
                {"source": source},
            )
        )
