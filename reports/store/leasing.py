"""Leases: which crawler looks at which sources, where several share a workspace."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from config.errors import UserError
from reports.store.connection import Connection
from reports.store.values import instant, maybe_instant, to_json


class LeaseLostError(UserError):
    """Another crawler took over what this one was looking at."""


class Leasing(Connection):
    """The part of the store in which crawlers agree on who looks at what; `Connection.holder` is whoever asks."""

    def claim(
        self, groups: Mapping[str, Collection[str]], *, now: datetime, until: datetime, most_attempts: int | None = None
    ) -> dict[str, int]:
        """Take the leases of groups of sources, and return for each that was taken the attempts that failed before.

        A group is taken whole, and only when nobody else holds a lease on any of its sources or on sources of the same
        hosts. An attempt failed when its crawler died before it recorded anything of the sources.

        Args:
            groups: the keys of the sources by the name of their hosts.
            now: the present, by the real clock.
            until: until when the leases hold.
            most_attempts: leave groups alone with which more attempts failed.
        """
        with self.transaction():
            found = {hosts: self._attempts(hosts, sources, now) for hosts, sources in groups.items()}
            won = {
                hosts: attempts
                for hosts, attempts in found.items()
                if attempts is not None and (most_attempts is None or attempts <= most_attempts)
            }
            for hosts, attempts in won.items():
                self._take(hosts, groups[hosts], attempts, now, until)
        return won

    def renew(self, until: datetime) -> int:
        """Prolong all leases of this crawler, and return how many sources they cover."""
        return self.db.execute("UPDATE leases SET until = ? WHERE holder = ?", [instant(until), self.holder]).rowcount

    def release(self, sources: Iterable[str]) -> None:
        """Delete the leases of this crawler on sources whose runs are closed."""
        self.db.execute(
            "DELETE FROM leases WHERE holder = ? AND source IN (SELECT value FROM json_each(?))",
            [self.holder, to_json(list(sources))],
        )

    def give_back(self, now: datetime) -> None:
        """Leave what this crawler did not finish to whoever comes, without counting it as a failure."""
        self.db.execute("UPDATE leases SET holder = '', until = ? WHERE holder = ?", [instant(now), self.holder])

    def drop_leases(self) -> None:
        """Forget all leases; only for whoever writes alone, and so knows that nobody holds one."""
        self.db.execute("DELETE FROM leases")
        self.end_crew()

    def end_crew(self) -> None:
        """Record that a crawl by several crawlers came to its end: the next one looks at every source."""
        self.db.execute("DELETE FROM meta WHERE key = 'crew'")

    def expired_leases(self, now: datetime) -> list[str]:
        """Return the keys of sources whose leases of other crawlers ran out, in their order.

        Those of crawlers that are no more run out at once: the system knows who writes to the database.
        """
        self.db.execute(
            """UPDATE leases SET until = :now
               WHERE until > :now AND holder <> '' AND holder NOT IN (SELECT value FROM json_each(:alive))""",
            {"now": instant(now), "alive": to_json(self.writing_together())},
        )
        rows = self._rows(
            "SELECT source FROM leases WHERE until <= ? AND holder <> ? ORDER BY source", [instant(now), self.holder]
        )
        return [row["source"] for row in rows]

    def last_lease_of_others(self) -> datetime | None:
        """Return until when the last lease of another crawler holds, as it stands now; None when there is none."""
        return maybe_instant(self._value("SELECT max(until) FROM leases WHERE holder <> ?", [self.holder]))

    def _require_leases(self, runs: Collection[int]) -> None:
        """Refuse to record anything of runs that another crawler has taken over.

        Raises:
            LeaseLostError: one of them is no longer this crawler's.
        """
        if not self.holder:
            return
        lost = self._value(
            """SELECT r.source FROM runs r LEFT JOIN leases l ON l.source = r.source AND l.holder = ?
               WHERE r.id IN (SELECT value FROM json_each(?)) AND l.source IS NULL""",
            [self.holder, to_json(sorted(runs))],
        )
        if lost:
            raise LeaseLostError(
                f"another crawler has taken over {lost}, because this one gave no sign of life for too long; it ends "
                "here, and nothing was recorded twice"
            )

    def _attempts(self, hosts: str, sources: Collection[str], now: datetime) -> int | None:
        """Return how many attempts with a group failed, None when somebody holds it."""
        rows = self._rows(
            "SELECT * FROM leases WHERE hosts = ? OR source IN (SELECT value FROM json_each(?))",
            [hosts, to_json(list(sources))],
        )
        if any(row["until"] > instant(now) and row["holder"] != self.holder for row in rows):
            return None
        died = [row for row in rows if row["holder"] not in {"", self.holder}]
        if any(self._progressed(row["source"], row["claimed_at"]) for row in died):
            return 0
        return max((row["attempts"] for row in rows), default=0) + bool(died)

    def _progressed(self, source: str, since: str) -> bool:
        return bool(
            self._value(
                """SELECT EXISTS (SELECT 1 FROM runs r JOIN visits v ON v.run_id = r.id
                   WHERE r.source = ? AND r.state = 'running' AND v.finished_at >= ?)""",
                [source, since],
            )
        )

    def _take(self, hosts: str, sources: Iterable[str], attempts: int, now: datetime, until: datetime) -> None:
        for source in sources:
            self.db.execute(
                """INSERT INTO leases (source, hosts, holder, claimed_at, until, attempts) VALUES (?, ?, ?, ?, ?, ?)
                   ON CONFLICT (source) DO UPDATE SET hosts = excluded.hosts, holder = excluded.holder,
                   claimed_at = excluded.claimed_at, until = excluded.until, attempts = excluded.attempts""",
                [source, hosts, self.holder, instant(now), instant(until), attempts],
            )
