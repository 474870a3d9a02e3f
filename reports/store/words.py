"""The index for full-text search over reports and findings, kept up in the transactions that write them."""

from collections.abc import Iterable
from datetime import datetime

from checks.model import Finding, Report
from reports.store.bigrams import query_of, words_of_edition, words_of_finding
from reports.store.connection import Connection
from reports.store.records import FoundFinding, FoundReport
from reports.store.values import instant


class FullText(Connection):
    """The part of the store that finds words."""

    def find_reports(self, words: Iterable[str], *, until: datetime, most: int) -> list[FoundReport]:
        """Return the editions seen up to an instant that have all of some words, the best first; of listed bodies."""
        rows = self._rows(
            """SELECT editions.id, bodies.name AS body, editions.year, editions.title,
                      editions.text, editions.current, captures.url
               FROM _words_of_editions JOIN editions ON editions.id = _words_of_editions.rowid
               JOIN bodies ON bodies.id = editions.body_id AND bodies.listed
               JOIN captures ON captures.id = editions.capture_id
               WHERE _words_of_editions MATCH :query AND editions.first_seen <= :until
               ORDER BY editions.current DESC, rank, editions.id LIMIT :most""",
            {"query": query_of(words), "until": instant(until), "most": most},
        )
        return [FoundReport(**{**row, "current": bool(row["current"])}) for row in rows]

    def find_findings(self, words: Iterable[str], *, until: datetime, most: int) -> list[FoundFinding]:
        """Return the findings up to an instant that have all of some words, those open then first; of listed bodies."""
        rows = self._rows(
            """SELECT public_id, bodies.name AS body, year, rule, findings.level, outcome, message, message_en,
                      (resolved_at IS NULL OR resolved_at > :until) AS open
               FROM _words_of_findings JOIN findings ON findings.id = _words_of_findings.rowid
               JOIN bodies ON bodies.id = findings.body_id AND bodies.listed
               WHERE _words_of_findings MATCH :query AND findings.first_seen <= :until
               ORDER BY open DESC, rank, findings.id LIMIT :most""",
            {"query": query_of(words), "until": instant(until), "most": most},
        )
        return [FoundFinding(**{**row, "open": bool(row["open"])}) for row in rows]

    def _index_edition(self, edition_id: int, report: Report) -> None:
        self._index("_words_of_editions", edition_id, words_of_edition(report.title, report.body, report.text))

    def _index_finding(self, finding_id: int, finding: Finding, before: Finding | None = None) -> None:
        now, then = _words_of(finding), _words_of(before) if before else None
        if now == then:
            return
        if then is not None:
            sql = "INSERT INTO _words_of_findings (_words_of_findings, rowid, words) VALUES ('delete', ?, ?)"
            self.db.execute(sql, [finding_id, then])
        self._index("_words_of_findings", finding_id, now)

    def _index(self, table: str, row_id: int, words: str) -> None:
        sql = f"INSERT INTO {table} (rowid, words) VALUES (?, ?)"  # noqa: S608 - our own names
        self.db.execute(sql, [row_id, words])


def _words_of(finding: Finding) -> str:
    return words_of_finding(finding.body, finding.rule, finding.message, finding.message_en)
