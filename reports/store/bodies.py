"""Bodies and sources as the registry listed them; rows are never deleted."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from config.registry import Body, Registry, Source
from reports.store.connection import Connection
from reports.store.values import instant, to_json


class Bodies(Connection):
    """The part of the store that knows the registry."""

    def sync_registry(self, registry: Registry, at: datetime) -> None:
        """Take over the registry: new and changed rows; what it no longer lists is kept and marked.

        A body counts as known since `at` (ledger time) when it is new, listed again, or its source, name or former
        names changed: the runs before did not look for it by this name and prove no absence.
        """
        fingerprint = sha256(repr(registry.bodies).encode()).hexdigest()
        if self.registry_mark() == fingerprint:
            return
        with self.transaction():
            for source in registry.sources():
                self._sync_source(source, at)
            self._unlist("bodies", "id", (body.id for body in registry.bodies))
            self._unlist("sources", "key", (source.key for source in registry.sources()))
            self.db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('registry', ?)", [fingerprint])

    def known_after(self, source: str) -> dict[str, int]:
        """Return, for each body of a source, the newest run that did not look for it yet; 0 when all did."""
        rows = self._rows("SELECT id, known_after FROM bodies WHERE source = ?", [source])
        return {row["id"]: row["known_after"] for row in rows}

    def registry_mark(self) -> str | None:
        """Return what tells the registry taken over last from others; None when a run began since."""
        mark: str | None = self._value("SELECT value FROM meta WHERE key = 'registry'")
        return mark

    def _sync_source(self, source: Source, at: datetime) -> bool:
        """Take over a source with its bodies; return whether anything of them was otherwise."""
        if self._holds(source):
            return False
        self.db.execute(
            """INSERT INTO sources (key, site, column_url) VALUES (?, ?, ?)
               ON CONFLICT (key) DO UPDATE SET site = excluded.site, column_url = excluded.column_url, listed = 1""",
            [source.key, source.site, source.column],
        )
        known = {
            "known_since": instant(at),
            "known_after": self._value("SELECT coalesce(max(id), 0) FROM runs"),
        }
        rows = [{**_columns(body, source), **known} for body in source.bodies]
        self.db.conn.executemany(
            """UPDATE bodies SET known_since = :known_since, known_after = :known_after
               WHERE id = :id AND NOT (listed AND source = :source AND name = :name AND aliases = :aliases)""",
            rows,
        )
        self.db.conn.executemany(
            """INSERT INTO bodies (id, name, kind, kind_source, level, parent, region, site, column_url, contact,
                                   aliases, since, until, successor, source, known_since, known_after)
               VALUES (:id, :name, :kind, :kind_source, :level, :parent, :region, :site, :column_url, :contact,
                       :aliases, :since, :until, :successor, :source, :known_since, :known_after)
               ON CONFLICT (id) DO UPDATE SET
                   name = excluded.name, kind = excluded.kind, kind_source = excluded.kind_source,
                   level = excluded.level, parent = excluded.parent, region = excluded.region,
                   site = excluded.site, column_url = excluded.column_url, contact = excluded.contact,
                   aliases = excluded.aliases, since = excluded.since, until = excluded.until,
                   successor = excluded.successor, source = excluded.source, listed = 1""",
            rows,
        )
        return True

    def _holds(self, source: Source) -> bool:
        """Tell whether a source and its bodies, no more of them, are recorded and listed as they are."""
        kept = self._row("SELECT site, column_url, listed FROM sources WHERE key = ?", [source.key])
        if kept != {"site": source.site, "column_url": source.column, "listed": 1}:
            return False
        names = ", ".join(_COLUMNS)
        rows = self._rows(f"SELECT {names} FROM bodies WHERE source = ? AND listed", [source.key])  # noqa: S608 - ours
        return {row["id"]: row for row in rows} == {body.id: _columns(body, source) for body in source.bodies}

    def _unlist(self, table: str, key: str, listed: Iterable[str]) -> None:
        sql = f"UPDATE {table} SET listed = 0 WHERE {key} NOT IN (SELECT value FROM json_each(?))"  # noqa: S608 - our names
        self.db.execute(sql, [to_json(list(listed))])


def _columns(body: Body, source: Source) -> dict[str, Any]:
    values = asdict(body)
    return {
        **{name: values[name] for name in _PLAIN},
        "kind": body.kind.value,
        "column_url": body.column,
        "aliases": to_json(body.aliases),
        "source": source.key,
    }


_PLAIN = ("id", "name", "kind_source", "level", "parent", "region", "site", "contact", "since", "until", "successor")
_COLUMNS = (*_PLAIN, "kind", "column_url", "aliases", "source")
