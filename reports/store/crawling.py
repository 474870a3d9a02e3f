"""Runs, the frontier, visits: what a crawl plans and what came of it."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from checks.words import Words
from config import clock
from config.registry import Source
from reports.store.bodies import Bodies
from reports.store.conditions import among, within
from reports.store.leasing import Leasing
from reports.store.records import (
    FAILED,
    Capture,
    CaptureState,
    FrontierEntry,
    Kept,
    Known,
    PictureRow,
    Record,
    Role,
    Run,
    RunState,
    RunVerdict,
    SourceHealth,
    Unopened,
    Validators,
    Visit,
    VisitOutcome,
    VisitRow,
)
from reports.store.values import instant, maybe_instant, parse_instant, to_json

INTERRUPTED = Words("中断后未再继续", "interrupted and never taken up again")

_PENDING = """INSERT INTO frontier (run_id, url, method, body, role, depth, referrer, title, list_date, in_column)
VALUES {rows} ON CONFLICT (run_id, url, method, body) DO UPDATE SET in_column = 1
WHERE excluded.in_column = 1 AND frontier.in_column = 0"""
_ALSO_IN_COLUMN = """UPDATE frontier SET in_column = 1
WHERE run_id = ? AND url = ? AND method = ? AND body = ? AND in_column = 0"""
_LED_BY_COLUMN = """WITH asked AS (SELECT id, run_id, url FROM captures WHERE id IN (SELECT value FROM json_each(?))),
listed AS MATERIALIZED (SELECT run_id FROM (SELECT DISTINCT run_id FROM asked) each WHERE EXISTS
    (SELECT 1 FROM frontier l WHERE l.run_id = each.run_id AND l.role = 'list' AND l.state = 'done'))
SELECT asked.id AS capture, max(CASE
    WHEN f.role IN ('list', 'probe') THEN 1 ELSE max(f.in_column, coalesce(p.in_column, 0)) END) AS led
FROM asked JOIN listed ON listed.run_id = asked.run_id
JOIN frontier f ON f.run_id = asked.run_id AND f.url = asked.url
LEFT JOIN frontier p ON p.run_id = f.run_id AND p.url = f.referrer AND p.role = 'report'
GROUP BY asked.id"""
"""A file or the target of a redirect is in the column when the page that led to it is."""
_KEPT = """INSERT INTO frontier
(run_id, url, method, body, role, depth, referrer, title, list_date, in_column, state, visit_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'done', ?) ON CONFLICT DO NOTHING"""
_DONE = """INSERT INTO frontier
(run_id, url, method, body, role, depth, referrer, title, list_date, in_column, state, visit_id)
VALUES {rows}
ON CONFLICT (run_id, url, method, body) DO UPDATE SET state = 'done', visit_id = excluded.visit_id"""
_PAYLOADS = """INSERT INTO payloads (sha256, size, media_type, first_stored) VALUES {rows}
ON CONFLICT (sha256) DO UPDATE SET pruned_at = NULL WHERE pruned_at IS NOT NULL"""
_VISITS = """INSERT INTO visits (id, run_id, role, depth, url, method, final_url, started_at, finished_at,
outcome, status, headers, sha256, error, certificate) VALUES {rows}"""
_RECORDED = """SELECT id, run_id, role, depth, url, final_url, started_at, finished_at, outcome, status, sha256, error,
certificate FROM visits"""
_SHOWN = """INSERT INTO page_pictures (visit_id, address, url) VALUES {rows}"""
_CAPTURES = """WITH new (run_id, visit_id, url, title, list_date, sha256, seen, modified) AS (VALUES {rows})
INSERT INTO captures (run_id, source, visit_id, url, title, list_date, sha256, seen, seen_real, last_modified)
SELECT new.run_id, runs.source, new.visit_id, new.url, new.title, new.list_date, new.sha256,
    iif(runs.simulated, runs.as_of, new.seen), new.seen,
    coalesce(new.modified, (SELECT last_modified FROM captures old
        WHERE old.sha256 = new.sha256 AND old.url = new.url AND last_modified IS NOT NULL ORDER BY id DESC LIMIT 1))
FROM new CROSS JOIN runs ON runs.id = new.run_id"""
"""An answer without Last-Modified (as many 304 are) says nothing new about the payload it confirms."""


_Row = tuple[object, ...]

_MOST_REDIRECTS = 12
"""Steps from the address of a picture to the picture."""
_PICTURES = """WITH RECURSIVE way(address, run_id, url, steps) AS (
    SELECT p.address, v.run_id, p.url, 0 FROM page_pictures p JOIN visits v ON v.id = p.visit_id
    WHERE p.visit_id = :visit
    UNION SELECT way.address, way.run_id, v.final_url, way.steps + 1
    FROM way JOIN visits v ON v.url = way.url AND v.outcome = 'redirected' AND v.run_id = way.run_id
    WHERE way.steps < :steps)
SELECT way.address, max(v.id) AS visit_id, v.sha256 FROM way
JOIN visits v ON v.url = way.url AND v.outcome IN ('ok', 'unchanged') AND v.run_id = way.run_id
WHERE v.sha256 IS NOT NULL GROUP BY way.address ORDER BY visit_id"""


class Crawling(Bodies, Leasing):
    """The part of the store that crawls write to."""

    def start_run(self, source: Source, as_of: datetime, simulated: bool, *, scope: str = "") -> Run:
        """Begin a run of a source, or take up its interrupted run of the same `as_of` and scope (`Run.resumed`).

        An interrupted run of another day is closed as rejected. `scope` is the restriction the run is started with, in
        words ("body=…"); such a run proves the absence of nothing.
        """
        started_at = clock.now()
        with self.transaction():
            if self._sync_source(source, as_of if simulated else started_at):
                self.db.execute("DELETE FROM meta WHERE key = 'registry'")
            row = self._row("SELECT * FROM runs WHERE source = ? AND state = 'running'", [source.key])
            if row and (row["as_of"], row["scope"]) == (instant(as_of), scope):
                return replace(_run(row), resumed=True)
            if row:
                self._finish(row["id"], RunVerdict(RunState.REJECTED, INTERRUPTED.zh, reason_en=INTERRUPTED.en))
            run_id = self._insert(
                "runs",
                {
                    "source": source.key,
                    "as_of": instant(as_of),
                    "simulated": int(simulated),
                    "instant": instant(as_of if simulated else started_at),
                    "started_at": instant(started_at),
                    "scope": scope,
                },
            )
        return self.run(run_id)

    def run(self, run_id: int) -> Run:
        """Return one run by its id.

        Raises:
            KeyError: there is none.
        """
        row = self._row("SELECT * FROM runs WHERE id = ?", [run_id])
        if row is None:
            raise KeyError(run_id)
        return _run(row)

    def runs(self, source: str, *, until: datetime | None = None) -> list[Run]:
        """Return the runs of a source that began in ledger time up to `until`, oldest first."""
        rows = self._rows(
            "SELECT * FROM runs WHERE source = ? AND instant <= ? ORDER BY instant, id", [source, _until(until)]
        )
        return [_run(row) for row in rows]

    def last_whole_run(self) -> datetime | None:
        """Return when the newest finished run without a restriction ended, of any source, by the real clock."""
        return maybe_instant(self._value("SELECT max(finished_at) FROM runs WHERE scope = ''"))

    def enqueue(self, run_id: int, entries: Iterable[FrontierEntry]) -> None:
        """Add requests to the frontier of a run, unless they are there."""
        with self.transaction():
            self._insert_rows(_PENDING, [_request_columns(run_id, entry) for entry in entries])

    def pending(self, run_id: int, *, order: Sequence[Role] = (), most: int = -1) -> list[FrontierEntry]:
        """Return the requests of a run that are still to make, in the order they were found, `most` of them if given.

        `order` names all roles where some go before others.
        """
        rows = self._rows(
            """SELECT * FROM frontier WHERE run_id = ? AND state = 'pending'
               ORDER BY instr(?, role), id LIMIT ?""",
            [run_id, " ".join(order), most],
        )
        return [_entry(row) for row in rows]

    def frontier_size(self, run_id: int) -> tuple[int, int]:
        """Return how many requests of a run are pending, and how many done."""
        rows = self._rows("SELECT state, count(*) AS n FROM frontier WHERE run_id = ? GROUP BY state", [run_id])
        counts = {row["state"]: row["n"] for row in rows}
        return counts.get("pending", 0), counts.get("done", 0)

    def record_visits(self, records: Iterable[Record]) -> list[int]:
        """Record requests and all that follows from them in one transaction, and return the ids of the visits.

        The payloads of visits and captures must be in the archive already. The entries are marked done, what the pages
        link to is enqueued, the captures wait to be read. An entry that was visited before keeps its newest visit, the
        older one stays recorded.

        Raises:
            LeaseLostError: another crawler has taken one of the runs over.
        """
        records = list(records)
        with self.transaction():
            self._require_leases({each.run_id for each in records})
            first: int = self._value("SELECT coalesce(max(id), 0) + 1 FROM visits")
            numbered = dict(enumerate(records, first))
            self._record(numbered)
            captures = [
                _capture_columns(
                    each.run_id, visit_id, each.capture, each.visit.finished_at, _last_modified(each.visit)
                )
                for visit_id, each in numbered.items()
                if each.capture
            ]
            kept = (self._keep(each.run_id, kept) for each in numbered.values() for kept in each.kept)
            self._insert_captures([*captures, *(sighting for each in kept for sighting in each)])
        return list(numbered)

    def visits(self, run_id: int) -> list[VisitRow]:
        """Return the visits of a run in the order they were recorded."""
        return [visit_from(row) for row in self._each(f"{_RECORDED} WHERE run_id = ? ORDER BY id", [run_id])]

    def requests(self, run_id: int, *, but: Iterable[Role] = ()) -> dict[int, FrontierEntry]:
        """Return the request that each visit of a run answered, by the id of the visit; not those in some roles."""
        rows = self._each(
            """SELECT * FROM frontier WHERE run_id = ? AND state = 'done'
               AND role NOT IN (SELECT value FROM json_each(?))""",
            [run_id, to_json(list(but))],
        )
        return {row["visit_id"]: _entry(row) for row in rows}

    def captured(self, run_id: int) -> set[str]:
        """Return the addresses of the pages and files that a run captured."""
        return {row["url"] for row in self._each("SELECT url FROM captures WHERE run_id = ?", [run_id])}

    def known_reports(self, source: str, since: datetime) -> dict[str, Known]:
        """Return the report pages of a source that were asked for since an instant of ledger time, by address.

        Only pages are known whose newest capture was read to an end, whatever came of it.
        """
        rows = self._rows(
            """SELECT c.url, c.visit_id, c.sha256, c.title, c.list_date, v.run_id
               FROM captures c JOIN visits v ON v.id = c.visit_id JOIN runs r ON r.id = v.run_id
               WHERE c.id IN (SELECT max(id) FROM captures WHERE source = ? GROUP BY url)
               AND c.state NOT IN (SELECT value FROM json_each(?))
               AND v.method = 'GET' AND v.outcome IN ('ok', 'unchanged') AND r.instant > ?""",
            [source, to_json([CaptureState.UNREAD, *sorted(FAILED)]), instant(since)],
        )
        led_to = {run_id: self._led_to(run_id) for run_id in {row["run_id"] for row in rows}}
        return {row["url"]: _known(row, led_to[row["run_id"]].get(row["url"], ())) for row in rows}

    def pictures(self, visit_id: int) -> list[PictureRow]:
        """Return the pictures of the page of a visit that were received in its run, redirects followed."""
        rows = self._rows(_PICTURES, {"visit": visit_id, "steps": _MOST_REDIRECTS})
        return [PictureRow(**row) for row in rows]

    def _led_to(self, run_id: int) -> dict[str, list[tuple[str, str]]]:
        """Return what each page of a run led to first, as roles and addresses; not the pictures that were received."""
        found: dict[str, list[tuple[str, str]]] = {}
        rows = self._rows(
            """SELECT f.referrer, f.role, f.url FROM frontier f LEFT JOIN visits v ON v.id = f.visit_id
               WHERE f.run_id = ? AND NOT (f.role = 'picture' AND v.outcome IN ('ok', 'unchanged', 'redirected'))""",
            [run_id],
        )
        for row in rows:
            if row["referrer"]:
                found.setdefault(row["referrer"], []).append((row["role"], row["url"]))
        return found

    def asked_at(self, captures: Iterable[int]) -> dict[int, datetime]:
        """Return when the run began, in ledger time, that asked for what each of some captures shows."""
        rows = self._rows(
            """SELECT c.id, r.instant FROM captures c JOIN visits v ON v.id = c.visit_id
               JOIN runs r ON r.id = v.run_id WHERE c.id IN (SELECT value FROM json_each(?))""",
            [to_json(list(captures))],
        )
        return {row["id"]: parse_instant(row["instant"]) for row in rows}

    def in_column(self, captures: Iterable[int]) -> dict[int, bool]:
        """Return whether a list of the column of annual reports led to each of some captures, in their runs.

        Captures are left out where that was not recorded, or where the run saw no such list.
        """
        rows = self._rows(_LED_BY_COLUMN, [to_json(list(captures))])
        return {row["capture"]: bool(row["led"]) for row in rows if row["led"] is not None}

    def visits_since(self, source: str, since: datetime, *, containing: str) -> list[VisitRow]:
        """Return the visits to addresses with a text, in runs of a source after an instant of ledger time."""
        rows = self._rows(
            """SELECT v.* FROM visits v JOIN runs r ON r.id = v.run_id
               WHERE r.source = ? AND r.instant > ? AND instr(v.url, ?) > 0 ORDER BY v.id""",
            [source, instant(since), containing],
        )
        return [visit_from(row) for row in rows]

    def unopened_reports(self, source: str) -> list[Unopened]:
        """Return the listed reports of a source that could not be opened, of all its runs, oldest first."""
        rows = self._rows(
            """SELECT v.run_id, v.url, f.title FROM visits v JOIN frontier f ON f.visit_id = v.id
               JOIN runs r ON r.id = v.run_id
               WHERE r.source = ? AND v.role = 'report' AND v.outcome NOT IN ('ok', 'unchanged', 'redirected')
               ORDER BY v.id""",
            [source],
        )
        return [Unopened(row["run_id"], row["url"], row["title"] or "") for row in rows]

    def finish_run(self, run_id: int, verdict: RunVerdict) -> None:
        """Close a run with its verdict; the lease on its source ends with it.

        Raises:
            LeaseLostError: another crawler has taken the run over.
        """
        with self.transaction():
            self._require_leases([run_id])
            self._finish(run_id, verdict)
            self.release([self.run(run_id).source])

    def begin_crew(self, as_of: datetime) -> list[Run]:
        """Begin a crawl by several crawlers, or take up the one of the same `as_of` that did not come to its end.

        Only for whoever writes alone. Returns the whole runs that the crawl has closed before it was interrupted.
        """
        with self.transaction():
            begun = json.loads(self._value("SELECT value FROM meta WHERE key = 'crew'") or "{}")
            self.drop_leases()
            if begun.get("as_of") != instant(as_of):
                begun = {"as_of": instant(as_of), "after": self._value("SELECT coalesce(max(id), 0) FROM runs")}
            self.db.execute("INSERT INTO meta (key, value) VALUES ('crew', ?)", [to_json(begun)])
            rows = self._rows(
                """SELECT * FROM runs
                   WHERE id > :after AND as_of = :as_of AND scope = '' AND state <> 'running' ORDER BY id""",
                begun,
            )
        return [_run(row) for row in rows]

    def _finish(self, run_id: int, verdict: RunVerdict) -> None:
        self.db.execute(
            "UPDATE runs SET state = ?, reason = ?, reason_en = ?, counts = ?, finished_at = ? WHERE id = ?",
            [
                verdict.state.value,
                verdict.reason,
                verdict.reason_en,
                to_json(dict(verdict.counts)),
                instant(clock.now()),
                run_id,
            ],
        )

    def validators(self, urls: Iterable[str]) -> dict[str, Validators]:
        """Return what a conditional request for a page needs, for those of some pages that ever answered well."""
        rows = self._rows(
            """SELECT url, headers, sha256 FROM visits WHERE id IN (
                   SELECT max(id) FROM visits WHERE url IN (SELECT value FROM json_each(?))
                   AND outcome = 'ok' AND method = 'GET' AND sha256 IS NOT NULL GROUP BY url)""",
            [to_json(list(urls))],
        )
        return {row["url"]: _validators(row) for row in rows}

    def source_health(
        self, *, until: datetime | None = None, sources: Collection[str] | None = None
    ) -> list[SourceHealth]:
        """Return how the looking at every listed source, or at some, stood at an instant, now by default.

        Restricted runs say nothing about a source: they were never meant to see it whole.
        """
        some = within("key", sources)
        listed = f"SELECT key, site, column_url FROM sources WHERE listed = 1 AND {some} ORDER BY key"  # noqa: S608 - our own conditions
        rows = self._rows(listed, {"key": among(sources)})
        return [self._health(row, _until(until)) for row in rows]

    def _health(self, source: dict[str, Any], until: str) -> SourceHealth:
        last = self._row(
            """SELECT * FROM runs WHERE source = ? AND instant <= ? AND state <> 'running' AND scope = ''
               ORDER BY instant DESC, id DESC LIMIT 1""",
            [source["key"], until],
        )
        accepted = self._value(
            "SELECT max(instant) FROM runs WHERE source = ? AND instant <= ? AND state = 'accepted'",
            [source["key"], until],
        )
        failures = self._value(
            """SELECT count(DISTINCT instant) FROM runs
               WHERE source = ? AND instant > ? AND instant <= ? AND state IN ('rejected', 'blocked') AND scope = ''""",
            [source["key"], accepted or "", until],
        )
        return SourceHealth(
            source=source["key"],
            site=source["site"],
            column=source["column_url"],
            state=last["state"] if last else "never",
            last_run=maybe_instant(last["instant"]) if last else None,
            last_accepted=maybe_instant(accepted),
            reason=last["reason"] if last else "",
            reason_en=last["reason_en"] if last else "",
            counts=json.loads(last["counts"]) if last else {},
            failures=failures,
        )

    def _record(self, numbered: Mapping[int, Record]) -> None:
        """Record visits under their ids, with their payloads, what they answer and what they led to."""
        self._insert_rows(_PAYLOADS, [_payload_columns(each.visit) for each in numbered.values() if each.visit.sha256])
        self._insert_rows(_VISITS, [_visit_columns(visit_id, each) for visit_id, each in numbered.items()])
        done = ((*_request_columns(each.run_id, each.entry), "done", visit_id) for visit_id, each in numbered.items())
        self._insert_rows(_DONE, list(done))
        found = ((each.run_id, entry) for each in numbered.values() for entry in each.discovered)
        self._insert_rows(_PENDING, [_request_columns(run_id, entry) for run_id, entry in found])
        shown = [(visit_id, picture) for visit_id, each in numbered.items() for picture in each.pictures]
        self._insert_rows(
            _PENDING, [_request_columns(numbered[visit_id].run_id, picture.entry) for visit_id, picture in shown]
        )
        self._insert_rows(_SHOWN, [(visit_id, picture.address, picture.entry.url) for visit_id, picture in shown])

    def _insert_captures(self, rows: Sequence[_Row]) -> None:
        self._insert_rows(_CAPTURES, rows)

    def _keep(self, run_id: int, kept: Kept) -> Iterator[_Row]:
        """Record that a list of this run names a report as it was received before, and yield the new sighting."""
        entry, known = kept.entry, kept.known
        if self.db.execute(_KEPT, [*_request_columns(run_id, entry), known.visit_id]).rowcount:
            capture = Capture(entry.url, known.title, known.list_date, known.sha256)
            yield _capture_columns(run_id, known.visit_id, capture, clock.now(), None)
        elif entry.in_column:
            self.db.execute(_ALSO_IN_COLUMN, [run_id, *entry.key])


def _headers(visit: Visit) -> dict[str, str]:
    return {name.lower(): value for name, value in visit.headers.items()}


def _last_modified(visit: Visit) -> str | None:
    return _headers(visit).get("last-modified")


def _request_columns(run_id: int, entry: FrontierEntry) -> _Row:
    return (
        run_id, entry.url, entry.method, entry.body, entry.role,
        entry.depth, entry.referrer, entry.title, entry.list_date, int(entry.in_column),
    )  # fmt: skip


def _payload_columns(visit: Visit) -> _Row:
    return visit.sha256, visit.size or 0, visit.media_type, instant(visit.finished_at)


def _visit_columns(visit_id: int, record: Record) -> _Row:
    entry, visit = record.entry, record.visit
    return (
        visit_id, record.run_id, entry.role, entry.depth, visit.url, entry.method, visit.final_url,
        instant(visit.started_at), instant(visit.finished_at), visit.outcome.value, visit.status,
        to_json(_headers(visit)), visit.sha256, visit.error, visit.certificate,
    )  # fmt: skip


def _capture_columns(run_id: int, visit_id: int, capture: Capture, seen: datetime, modified: str | None) -> _Row:
    url, title, list_date = capture.url, capture.title, capture.list_date
    return run_id, visit_id, url, title, list_date, capture.sha256, instant(seen), modified


def _known(row: dict[str, Any], led_to: Sequence[tuple[str, str]]) -> Known:
    files = tuple(url for role, url in led_to if role == "attachment")
    more = len(files) < len(led_to)
    return Known(row["visit_id"], row["sha256"], row["title"], row["list_date"], files, leads_on=more)


def _validators(row: dict[str, Any]) -> Validators:
    headers = json.loads(row["headers"])
    return Validators(headers.get("etag"), headers.get("last-modified"), row["sha256"])


def visit_from(row: dict[str, Any]) -> VisitRow:
    """Return a visit from its row."""
    values = {name: row[name] for name in VisitRow.__slots__}
    values["started_at"] = parse_instant(row["started_at"])
    values["finished_at"] = parse_instant(row["finished_at"])
    values["outcome"] = VisitOutcome(row["outcome"])
    return VisitRow(**values)


def _run(row: dict[str, Any]) -> Run:
    return Run(
        id=row["id"],
        source=row["source"],
        as_of=parse_instant(row["as_of"]),
        simulated=bool(row["simulated"]),
        started_at=parse_instant(row["started_at"]),
        finished_at=maybe_instant(row["finished_at"]),
        state=RunState(row["state"]),
        reason=row["reason"],
        reason_en=row["reason_en"],
        counts=json.loads(row["counts"]),
        scope=row["scope"],
    )


def _entry(row: dict[str, Any]) -> FrontierEntry:
    return FrontierEntry(
        url=row["url"],
        role=cast("Role", row["role"]),
        depth=row["depth"],
        referrer=row["referrer"],
        title=row["title"],
        list_date=row["list_date"],
        method=row["method"],
        body=row["body"],
        in_column=bool(row["in_column"]),
    )


def _until(moment: datetime | None) -> str:
    """Return the bound for `instant <= …`; without one, everything."""
    return instant(moment) if moment else "9999"
