"""Visits with all that was recorded of request and answer, as evidence needs them."""

import json
from collections.abc import Collection
from typing import Any

from reports.store.connection import Connection
from reports.store.crawling import visit_from
from reports.store.records import Exchange, Role

_EXCHANGES = """
    SELECT visits.*, f.body, f.referrer, f.title, f.list_date FROM visits
    LEFT JOIN frontier f ON f.id = coalesce(
        (SELECT own.id FROM frontier own WHERE own.visit_id = visits.id),
        (SELECT min(same.id) FROM frontier same
         WHERE same.run_id = visits.run_id AND same.url = visits.url AND same.method = visits.method))"""
"""A page visited again in one run leaves its older visit without a request of its own: then that of its address."""


class Exchanges(Connection):
    """The part of the store that evidence is taken from."""

    def exchange(self, visit_id: int) -> Exchange:
        """Return one visit by its id, which must exist."""
        return _exchange(self._rows(f"{_EXCHANGES} WHERE visits.id = ?", [visit_id])[0])

    def exchange_at(self, run_id: int, url: str) -> Exchange | None:
        """Return the newest visit of an address in a run."""
        row = self._row(
            f"{_EXCHANGES} WHERE visits.run_id = ? AND visits.url = ? ORDER BY visits.id DESC LIMIT 1", [run_id, url]
        )
        return _exchange(row) if row else None

    def exchanges_from(self, run_id: int, referrer: str, role: Role) -> list[Exchange]:
        """Return the visits of a run that a page led to, of one role."""
        rows = self._rows(
            f"{_EXCHANGES} WHERE visits.run_id = ? AND f.referrer = ? AND visits.role = ? ORDER BY visits.id",
            [run_id, referrer, role],
        )
        return [_exchange(row) for row in rows]

    def exchanges(self, run_id: int, roles: Collection[Role]) -> list[Exchange]:
        """Return the visits of a run to pages of some roles, in the order they were recorded."""
        rows = self._rows(
            f"{_EXCHANGES} WHERE visits.run_id = ? AND instr(?, visits.role) ORDER BY visits.id",
            [run_id, " ".join(roles)],
        )
        return [_exchange(row) for row in rows]

    def origin(self, confirmed: Exchange) -> Exchange | None:
        """Return the visit that brought the payload which a later, `unchanged` one confirmed."""
        row = self._row(
            f"""{_EXCHANGES} WHERE visits.url = ? AND visits.sha256 = ? AND outcome = 'ok' AND visits.id < ?
                ORDER BY visits.id DESC LIMIT 1""",
            [confirmed.visit.url, confirmed.visit.sha256, confirmed.visit.id],
        )
        return _exchange(row) if row else None


def _exchange(row: dict[str, Any]) -> Exchange:
    return Exchange(
        visit=visit_from(row),
        method=row["method"],
        body=row["body"] or "",
        headers=json.loads(row["headers"]),
        referrer=row["referrer"],
        title=row["title"],
        list_date=row["list_date"],
    )
