"""What the archive holds and may lose, as the ledger knows it."""

from datetime import datetime

from reports.store.connection import Connection
from reports.store.values import instant


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
