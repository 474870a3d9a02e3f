"""The views for people who look into the ledger themselves; what they mean stands in `comments.toml`."""

from collections.abc import Iterable, Iterator

_APPLICANTS = ("natural_person", "company", "research", "charity", "legal_service", "other_org", "total")
_DISPUTES = ("upheld", "corrected", "other", "pending", "total")
_TABLE_2 = (
    "made", "published", "total_published", "issued", "repealed", "in_force", "items_last_year", "change", "decisions",
    "projects", "amount",
)  # fmt: skip

_STATUS = """
CREATE VIEW status AS
SELECT bodies.name AS body, bodies.id AS body_id, bodies.kind, evaluations.year, evaluations.state, evaluations.due,
       evaluations.published, evaluations.days_late, editions.title, captures.url, editions.first_seen,
       count(findings.id) FILTER (WHERE outcome = 'fail' AND findings.level = 'error') AS errors,
       count(findings.id) FILTER (WHERE outcome = 'fail' AND findings.level = 'warning') AS warnings,
       count(findings.id) FILTER (WHERE outcome = 'fail' AND findings.level = 'hint') AS hints,
       count(findings.id) FILTER (WHERE outcome = 'needs_review') AS to_review, evaluations.at AS judged
FROM evaluations JOIN bodies ON bodies.id = evaluations.body_id AND bodies.listed
LEFT JOIN editions ON editions.id = evaluations.edition_id LEFT JOIN captures ON captures.id = editions.capture_id
LEFT JOIN findings ON findings.body_id = evaluations.body_id AND findings.year = evaluations.year
    AND findings.resolved_at IS NULL AND findings.id NOT IN (SELECT finding_id FROM waived_findings)
WHERE evaluations.state <> 'not_expected' GROUP BY evaluations.body_id, evaluations.year
"""
_OPEN_FINDINGS = """
CREATE VIEW open_findings AS
SELECT findings.public_id AS finding, bodies.name AS body, findings.body_id, findings.year, findings.rule, family,
       findings.level, findings.outcome, findings.message, findings.law, captures.url, findings.first_seen,
       findings.last_seen, waived_findings.author AS waived_by, waived_findings.reason AS waived_because,
       waived_findings.expires AS waived_until
FROM findings JOIN bodies ON bodies.id = findings.body_id AND bodies.listed
LEFT JOIN editions ON editions.id = findings.edition_id LEFT JOIN captures ON captures.id = editions.capture_id
LEFT JOIN waived_findings ON waived_findings.finding_id = findings.id
WHERE findings.resolved_at IS NULL
"""
_LATE = """
CREATE VIEW late AS
SELECT body, body_id, kind, year, due, published, days_late, url FROM status WHERE state = 'late'
"""
_MISSING = """
CREATE VIEW missing AS
SELECT body, body_id, kind, year, due,
       CAST(julianday(substr((SELECT value FROM meta WHERE key = 'evaluated'), 1, 10)) - julianday(due) AS INTEGER)
           AS days_overdue
FROM status WHERE state = 'missing'
"""
_SOURCE_HEALTH = """
CREATE VIEW source_health AS
SELECT sources.key AS source, sources.site, sources.column_url, runs.state, runs.reason, runs.instant AS last_run,
       (SELECT max(instant) FROM runs WHERE runs.source = sources.key AND runs.state = 'accepted') AS last_accepted,
       (SELECT count(*) FROM bodies WHERE bodies.source = sources.key AND bodies.listed) AS bodies
FROM sources LEFT JOIN runs
    ON runs.id = (SELECT max(id) FROM runs WHERE runs.source = sources.key AND runs.state <> 'running')
WHERE sources.listed
"""


def view_statements() -> Iterator[str]:
    """Yield the statements that create the views."""
    yield from (_STATUS, _OPEN_FINDINGS, _LATE, _MISSING, _SOURCE_HEALTH)
    yield _pivot("t2", _TABLE_2)
    yield _pivot("t3", _APPLICANTS)
    yield _pivot("t4", _DISPUTES)


def _pivot(table: str, columns: Iterable[str]) -> str:
    """Return the statement of a view that shows a table of the form as it is printed, one row a row."""
    names = ", ".join(f"('{column}')" for column in columns)
    figures = ", ".join(f"max(iif(part.col = '{column}', cells.value + 0, NULL)) AS {column}" for column in columns)
    return f"""
CREATE VIEW cells_{table} AS
SELECT bodies.name AS body, editions.body_id, editions.year, editions.form, part.line, {figures},
       sum(cells.value IS NULL) AS without_value, editions.id AS edition_id
FROM editions JOIN bodies ON bodies.id = editions.body_id AND bodies.listed
JOIN cells ON cells.edition_id = editions.id
JOIN (SELECT cell_names.id, substr(name, 4, length(name) - length(column1) - 4) AS line, column1 AS col
      FROM cell_names JOIN (VALUES {names}) ON name LIKE '{table}.%.' || column1) AS part ON part.id = cells.cell
WHERE editions.current GROUP BY editions.id, part.line
"""  # noqa: S608 - our own names
