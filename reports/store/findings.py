"""Findings and their append-only events, and what the engine said about every body and year."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from checks.model import Finding
from config import clock
from reports.store.conditions import among, equal, within
from reports.store.records import Cause, Evaluation, FindingEvent, FindingEventKind, FindingRow
from reports.store.values import finding_columns, finding_from, instant, maybe_instant, parse_instant, to_json
from reports.store.words import FullText


class Findings(FullText):
    """The part of the store that the ledger keeps findings in."""

    def open_findings(self, *, bodies: Collection[str] | None = None, year: int | None = None) -> list[FindingRow]:
        """Return the open findings of listed bodies, by body and year, the gravest first.

        Args:
            bodies: ids of the bodies asked about; all of them when None.
            year: the report year asked about; all of them when None.
        """
        rows = self._rows(
            f"""SELECT findings.* FROM findings JOIN bodies ON bodies.id = findings.body_id AND bodies.listed
                WHERE resolved_at IS NULL AND {equal(year=year)} AND {within("body_id", bodies)}
                ORDER BY body_id, year,
                         CASE findings.level WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, rule, key""",  # noqa: S608 - our own words
            {"year": year, "body_id": among(bodies)},
        )
        return [_finding(row) for row in rows]

    def count_open_findings(self) -> int:
        """Return how many findings of listed bodies are open."""
        return int(
            self._value(
                """SELECT count(*) FROM findings JOIN bodies ON bodies.id = findings.body_id AND bodies.listed
                   WHERE resolved_at IS NULL"""
            )
        )

    def findings_of(self, body_id: str, year: int) -> list[FindingRow]:
        """Return every finding there ever was on a body and year, open or resolved."""
        rows = self._rows("SELECT * FROM findings WHERE body_id = ? AND year = ? ORDER BY rule, key", [body_id, year])
        return [_finding(row) for row in rows]

    def finding(self, public_id: str) -> FindingRow | None:
        """Return a finding by the id that people see."""
        row = self._row("SELECT * FROM findings WHERE public_id = ?", [public_id])
        return _finding(row) if row else None

    def findings_named(self, prefix: str) -> list[FindingRow]:
        """Return the findings whose id that people see begins so."""
        rows = self._rows("SELECT * FROM findings WHERE substr(public_id, 1, ?) = ?", [len(prefix), prefix])
        return [_finding(row) for row in rows]

    def findings_numbered(self, ids: Iterable[int]) -> list[FindingRow]:
        """Return the findings with these numbers (`FindingRow.id`)."""
        rows = self._rows(
            "SELECT * FROM findings WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", [to_json(list(ids))]
        )
        return [_finding(row) for row in rows]

    def finding_history(self, finding_id: int) -> list[FindingEvent]:
        """Return the events of one finding (`FindingRow.id`), oldest first."""
        return self._events("finding_id = ?", [finding_id])

    def finding_events(self, *, after: int = 0) -> list[FindingEvent]:
        """Return the events of all findings after an event id, for example `DigestRow.last_event`, oldest first."""
        return self._events("finding_events.id > ?", [after])

    def finding_counts(
        self, *, until: datetime, bodies: Collection[str] | None = None
    ) -> dict[tuple[str, int], dict[str, int]]:
        """Return how many findings were open at an instant, by body and year: fails by level, and `needs_review`.

        Args:
            until: the instant.
            bodies: as for `open_findings`.
        """
        told, some = "body_id, year, outcome, level", within("body_id", bodies)
        then = " UNION ALL ".join(
            f"SELECT {told} FROM findings WHERE {some} AND first_seen <= :until AND {still}"  # noqa: S608 - our own words
            for still in ("resolved_at IS NULL", "resolved_at > :until")
        )
        counted = f"""SELECT body_id, year, iif(outcome = 'fail', level, outcome) AS what, count(*) AS n FROM ({then})
            GROUP BY body_id, year, what"""  # noqa: S608 - as above
        counts: dict[tuple[str, int], dict[str, int]] = {}
        for row in self._rows(counted, {"until": instant(until), "body_id": among(bodies)}):
            counts.setdefault((row["body_id"], row["year"]), {})[row["what"]] = row["n"]
        return counts

    def unanswered_counts(self, *, bodies: Collection[str] | None = None) -> dict[tuple[str, int], int]:
        """Return how many rules could not be evaluated on each body and year; `bodies` as for `open_findings`."""
        rows = self._rows(
            f"""SELECT body_id, year, json_extract(counts, '$.not_evaluated') AS n FROM evaluations
                WHERE {within("body_id", bodies)} AND n > 0""",  # noqa: S608 - our own words
            {"body_id": among(bodies)},
        )
        return {(row["body_id"], row["year"]): row["n"] for row in rows}

    def last_event(self) -> int:
        """Return the id of the newest finding event, 0 when there is none."""
        return int(self._value("SELECT coalesce(max(id), 0) FROM finding_events"))

    def last_events(self) -> dict[int, int]:
        """Return the id of the newest event of every finding, by `FindingRow.id`."""
        rows = self.db.execute("SELECT finding_id, max(id) FROM finding_events GROUP BY finding_id")
        return dict(rows.fetchall())

    def evaluations(self, *, bodies: Collection[str] | None = None) -> dict[tuple[str, int], Evaluation]:
        """Return the newest evaluation of every body and year, what was said beside other reports included.

        `bodies` as for `open_findings`.
        """
        rows = self._rows(
            f"""SELECT e.*, c.counts AS more_counts, c.outcomes AS more_outcomes
                FROM (SELECT * FROM evaluations WHERE {within("body_id", bodies)}) e
                LEFT JOIN comparisons c ON c.body_id = e.body_id AND c.year = e.year""",  # noqa: S608 - our own words
            {"body_id": among(bodies)},
        )
        return {(row["body_id"], row["year"]): _evaluation(row) for row in rows}

    def judged_years(self, bodies: Collection[str]) -> set[tuple[str, int]]:
        """Return the bodies, of some, and years that were judged and not closed since."""
        some = within("body_id", bodies)
        judged = f"SELECT body_id, year FROM evaluations WHERE {some} AND fingerprint <> ''"  # noqa: S608 - our own words
        return {(row["body_id"], row["year"]) for row in self._rows(judged, {"body_id": among(bodies)})}

    def save_evaluation(self, evaluation: Evaluation) -> None:
        """Record what the engine said, in place of the evaluation before."""
        self.db.execute(
            """INSERT INTO evaluations (body_id, year, edition_id, state, due, fingerprint, rules, at, counts, outcomes,
                                        changes, published, days_late)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (body_id, year) DO UPDATE SET
                   edition_id = excluded.edition_id, state = excluded.state, due = excluded.due,
                   fingerprint = excluded.fingerprint, rules = excluded.rules, at = excluded.at,
                   counts = excluded.counts, outcomes = excluded.outcomes, changes = excluded.changes,
                   published = excluded.published, days_late = excluded.days_late""",
            [
                evaluation.body_id, evaluation.year, evaluation.edition_id, evaluation.state,
                evaluation.due.isoformat() if evaluation.due else None, evaluation.fingerprint, evaluation.rules,
                instant(evaluation.at), to_json(dict(evaluation.counts)), to_json(evaluation.outcomes),
                to_json(dict(evaluation.changes)),
                evaluation.published.isoformat() if evaluation.published else None, evaluation.days_late,
            ],
        )  # fmt: skip

    def evaluated(self) -> datetime | None:
        """Return the `as_of` of the newest evaluation of the whole ledger."""
        return maybe_instant(self._value("SELECT value FROM meta WHERE key = 'evaluated'"))

    def set_evaluated(self, as_of: datetime) -> None:
        """Record that the whole ledger was evaluated as of an instant."""
        self.db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('evaluated', ?)", [instant(as_of)])

    def open_finding(
        self,
        public_id: str,
        body_id: str,
        year: int,
        finding: Finding,
        *,
        edition_id: int | None,
        at: datetime,
        cause: Cause,
    ) -> None:
        """Record a finding that was not there before, with its event."""
        with self.transaction():
            finding_id = self._insert(
                "findings",
                {
                    "public_id": public_id,
                    "body_id": body_id,
                    "year": year,
                    **finding_columns(finding),
                    "edition_id": edition_id,
                    "first_seen": instant(at),
                    "last_seen": instant(at),
                },
            )
            self._index_finding(finding_id, finding)
            self._add_event(
                finding_id,
                FindingEventKind.OPENED,
                cause,
                at,
                edition_id=edition_id,
                rule_version=finding.version,
                said=finding,
            )

    def update_finding(
        self,
        row: FindingRow,
        finding: Finding,
        *,
        edition_id: int | None,
        at: datetime,
        cause: Cause,
        event: FindingEventKind | None,
    ) -> None:
        """Bring an open or resolved finding up to what is found now, with an event when something is to be told."""
        columns = {**finding_columns(finding), "edition_id": edition_id, "last_seen": instant(at), "resolved_at": None}
        assignments = ", ".join(f"{name} = :{name}" for name in columns)
        with self.transaction():
            sql = f"UPDATE findings SET {assignments} WHERE id = :id"  # noqa: S608 - names from the code, values bound
            self.db.execute(sql, {**columns, "id": row.id})
            self._index_finding(row.id, finding, row.finding)
            if event:
                self._add_event(
                    row.id, event, cause, at, edition_id=edition_id, rule_version=finding.version, said=finding
                )

    def resolve_finding(self, row: FindingRow, *, edition_id: int | None, at: datetime, cause: Cause) -> None:
        """Record that a finding is no more; `edition_id` is the edition that mended it."""
        with self.transaction():
            self.db.execute("UPDATE findings SET resolved_at = ? WHERE id = ?", [instant(at), row.id])
            self._add_event(
                row.id,
                FindingEventKind.RESOLVED,
                cause,
                at,
                edition_id=edition_id,
                rule_version=row.finding.version,
            )

    def confirm_open_findings(self, at: datetime) -> None:
        """Record that every open finding of a listed body still stands at an instant."""
        self.db.execute(
            """UPDATE findings SET last_seen = :at WHERE resolved_at IS NULL AND last_seen < :at
               AND body_id IN (SELECT id FROM bodies WHERE listed)""",
            {"at": instant(at)},
        )

    def _add_event(
        self,
        finding_id: int,
        kind: FindingEventKind,
        cause: Cause,
        at: datetime,
        *,
        edition_id: int | None,
        rule_version: int,
        said: Finding | None = None,
    ) -> None:
        self._insert(
            "finding_events",
            {
                "finding_id": finding_id,
                "kind": kind.value,
                "cause": cause.value,
                "at": instant(at),
                "at_real": instant(clock.now()),
                "rule_version": rule_version,
                "edition_id": edition_id,
                "said": to_json(finding_columns(said)) if said else None,
            },
        )

    def _events(self, where: str, parameters: list[object]) -> list[FindingEvent]:
        rows = self._rows(
            f"""SELECT finding_events.*, findings.year FROM finding_events
                JOIN findings ON findings.id = finding_events.finding_id
                WHERE {where} ORDER BY finding_events.id""",  # noqa: S608 - the conditions are those above
            parameters,
        )
        return [_event(row) for row in rows]


def _finding(row: dict[str, Any]) -> FindingRow:
    return FindingRow(
        id=row["id"],
        public_id=row["public_id"],
        body_id=row["body_id"],
        year=row["year"],
        finding=finding_from(row, row["year"]),
        edition_id=row["edition_id"],
        first_seen=parse_instant(row["first_seen"]),
        last_seen=parse_instant(row["last_seen"]),
        resolved_at=maybe_instant(row["resolved_at"]),
    )


def _event(row: dict[str, Any]) -> FindingEvent:
    return FindingEvent(
        id=row["id"],
        finding_id=row["finding_id"],
        kind=FindingEventKind(row["kind"]),
        cause=Cause(row["cause"]),
        at=parse_instant(row["at"]),
        at_real=parse_instant(row["at_real"]),
        rule_version=row["rule_version"],
        edition_id=row["edition_id"],
        finding=finding_from(json.loads(row["said"]), row["year"]) if row["said"] else None,
    )


def _evaluation(row: dict[str, Any]) -> Evaluation:
    return Evaluation(
        body_id=row["body_id"],
        year=row["year"],
        edition_id=row["edition_id"],
        state=row["state"],
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        fingerprint=row["fingerprint"],
        rules=row["rules"],
        at=parse_instant(row["at"]),
        counts=Counter(json.loads(row["counts"])) + Counter(json.loads(row["more_counts"] or "{}")),
        outcomes=tuple(
            tuple(entry) for entry in json.loads(row["outcomes"]) + json.loads(row["more_outcomes"] or "[]")
        ),
        changes=json.loads(row["changes"]),
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        days_late=row["days_late"],
    )
