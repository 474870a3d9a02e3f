"""The schema and how it came to be: one function per step, applied in order, each in a transaction of its own.

A step that was ever released is never edited; a change of the schema is a new step at the end. What every table and
column means stands in `comments.toml`; a test keeps the two together and `docs/schema.md` is written from them.
"""

from collections.abc import Iterator
from sqlite3 import complete_statement

from sqlite_utils import Database, Migrations

migrations = Migrations("duban")
MIGRATIONS_TABLE = "_sqlite_migrations"
"""Where sqlite-utils keeps which steps were applied; it is there before the first of them."""


@migrations()
def first_schema(db: Database) -> None:
    """Create everything a workspace begins with, in the one transaction of this step."""
    for statement in _statements(_FIRST):
        db.execute(statement)


@migrations()
def changes_of_rules(db: Database) -> None:
    """Keep with every evaluation what the settings changed about rules."""
    db.execute("ALTER TABLE evaluations ADD COLUMN changes TEXT NOT NULL DEFAULT '{}'")


@migrations()
def reasons_of_runs_in_english(db: Database) -> None:
    """Keep why a run was not accepted in both languages, so that each reader is told in their own."""
    db.execute("ALTER TABLE runs ADD COLUMN reason_en TEXT NOT NULL DEFAULT ''")


@migrations()
def what_people_say_of_files(db: Database) -> None:
    """Keep with a file entered by hand whose report of which year it is by the word of who entered it."""
    db.execute("ALTER TABLE captures ADD COLUMN said_body TEXT REFERENCES bodies(id)")
    db.execute("ALTER TABLE captures ADD COLUMN said_year INTEGER")


@migrations()
def who_read_an_edition(db: Database) -> None:
    """Keep with an edition which version of the reader understood it so, for only the same version compares well."""
    db.execute("ALTER TABLE editions ADD COLUMN reader TEXT NOT NULL DEFAULT ''")


@migrations()
def column_of_requests(db: Database) -> None:
    """Remember whether a list of the column of annual reports led to a request; of older ones nobody knows."""
    db.execute("ALTER TABLE frontier ADD COLUMN in_column INTEGER CHECK (in_column IN (0, 1))")


@migrations()
def certificates_of_visits(db: Database) -> None:
    """Keep the certificate a server showed; of older visits nobody knows."""
    db.execute("ALTER TABLE visits ADD COLUMN certificate TEXT")


@migrations()
def m0010_pruned_payloads(db: Database) -> None:
    """Remember of a payload when it was pruned, so that nobody calls it lost."""
    db.execute("ALTER TABLE payloads ADD COLUMN pruned_at TEXT")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; `executescript` would commit each of them by itself."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""


_FIRST = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
    key TEXT PRIMARY KEY,
    site TEXT NOT NULL,
    column_url TEXT,
    listed INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE bodies (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    kind_source TEXT NOT NULL,
    level TEXT,
    parent TEXT,
    region TEXT,
    site TEXT,
    column_url TEXT,
    contact TEXT,
    aliases TEXT NOT NULL DEFAULT '[]',
    since INTEGER,
    until INTEGER,
    successor TEXT,
    source TEXT NOT NULL REFERENCES sources(key),
    known_since TEXT NOT NULL,
    known_after INTEGER NOT NULL,
    listed INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX bodies_of_source ON bodies(source);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES sources(key),
    as_of TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    instant TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'accepted', 'rejected', 'blocked')),
    reason TEXT NOT NULL DEFAULT '',
    counts TEXT NOT NULL DEFAULT '{}',
    scope TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'running') = (finished_at IS NULL))
) STRICT;
CREATE INDEX runs_of_source ON runs(source, instant);
CREATE UNIQUE INDEX one_running_run_of_a_source ON runs(source) WHERE state = 'running';

CREATE TABLE payloads (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    media_type TEXT,
    first_stored TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    role TEXT NOT NULL,
    depth INTEGER NOT NULL,
    url TEXT NOT NULL,
    method TEXT NOT NULL DEFAULT 'GET',
    final_url TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    headers TEXT NOT NULL DEFAULT '{}',
    sha256 TEXT REFERENCES payloads(sha256),
    error TEXT
) STRICT;
CREATE INDEX visits_of_run ON visits(run_id);
CREATE INDEX visits_of_address ON visits(url, outcome);

CREATE TABLE frontier (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    url TEXT NOT NULL,
    method TEXT NOT NULL,
    body TEXT NOT NULL,
    role TEXT NOT NULL,
    depth INTEGER NOT NULL,
    referrer TEXT,
    title TEXT,
    list_date TEXT,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done')),
    visit_id INTEGER REFERENCES visits(id),
    UNIQUE (run_id, url, method, body),
    CHECK ((state = 'done') = (visit_id IS NOT NULL))
) STRICT;
CREATE INDEX frontier_pending ON frontier(run_id, id) WHERE state = 'pending';

CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    run_id INTEGER REFERENCES runs(id),
    source TEXT REFERENCES sources(key),
    visit_id INTEGER REFERENCES visits(id),
    url TEXT NOT NULL,
    title TEXT,
    list_date TEXT,
    last_modified TEXT,
    sha256 TEXT NOT NULL REFERENCES payloads(sha256),
    seen TEXT NOT NULL,
    seen_real TEXT NOT NULL,
    who TEXT,
    hints TEXT,
    state TEXT NOT NULL DEFAULT 'unread',
    reason TEXT NOT NULL DEFAULT '',
    reason_en TEXT NOT NULL DEFAULT '',
    body TEXT,
    year INTEGER
) STRICT;
CREATE INDEX captures_unread ON captures(id) WHERE state = 'unread';
CREATE INDEX captures_of_run ON captures(run_id, state);
CREATE INDEX captures_of_payload ON captures(sha256, url, hints);
CREATE INDEX captures_of_source ON captures(source, seen);

CREATE TABLE editions (
    id INTEGER PRIMARY KEY,
    body_id TEXT NOT NULL REFERENCES bodies(id),
    year INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    document TEXT NOT NULL,
    body TEXT,
    kind TEXT,
    kind_source TEXT,
    title TEXT,
    form TEXT,
    forms TEXT NOT NULL DEFAULT '{}',
    structured INTEGER NOT NULL,
    text TEXT NOT NULL,
    readable INTEGER NOT NULL,
    whole INTEGER NOT NULL,
    completeness INTEGER NOT NULL,
    current INTEGER NOT NULL DEFAULT 0,
    first_seen TEXT NOT NULL,
    first_seen_real TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    last_seen_real TEXT NOT NULL,
    capture_id INTEGER NOT NULL REFERENCES captures(id),
    UNIQUE (body_id, year, content_hash)
) STRICT;
CREATE UNIQUE INDEX one_current_edition ON editions(body_id, year) WHERE current = 1;

CREATE TABLE sightings (
    edition_id INTEGER NOT NULL REFERENCES editions(id),
    capture_id INTEGER NOT NULL REFERENCES captures(id),
    run_id INTEGER REFERENCES runs(id),
    seen TEXT NOT NULL,
    PRIMARY KEY (edition_id, capture_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_of_capture ON sightings(capture_id);

CREATE TABLE dates (
    id INTEGER PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES editions(id),
    source TEXT NOT NULL,
    date TEXT NOT NULL,
    time TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    capture_id INTEGER NOT NULL REFERENCES captures(id),
    UNIQUE (edition_id, source, date, time, text)
) STRICT;

CREATE TABLE cell_names (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE places (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE cells (
    edition_id INTEGER NOT NULL REFERENCES editions(id),
    cell INTEGER NOT NULL REFERENCES cell_names(id),
    status TEXT NOT NULL,
    value TEXT,
    text TEXT,
    place INTEGER REFERENCES places(id),
    ocr INTEGER NOT NULL DEFAULT 0,
    how TEXT,
    candidates TEXT,
    unit TEXT,
    PRIMARY KEY (edition_id, cell)
) STRICT, WITHOUT ROWID;

CREATE VIEW cells_by_name AS
SELECT cells.edition_id, cell_names.name AS cell, cells.status, cells.value,
       coalesce(cells.text, cells.value, '') AS text, coalesce(places.text, '') AS place,
       iif(cells.ocr, 'ocr', 'text') AS by, cells.how, cells.candidates, cells.unit
FROM cells JOIN cell_names ON cell_names.id = cells.cell LEFT JOIN places ON places.id = cells.place;

CREATE TABLE sections (
    edition_id INTEGER NOT NULL REFERENCES editions(id),
    number TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (edition_id, number)
) STRICT;

CREATE TABLE notes (
    edition_id INTEGER NOT NULL REFERENCES editions(id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    message_en TEXT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (edition_id, position)
) STRICT;

CREATE TABLE evaluations (
    body_id TEXT NOT NULL REFERENCES bodies(id),
    year INTEGER NOT NULL,
    edition_id INTEGER REFERENCES editions(id),
    state TEXT NOT NULL,
    due TEXT,
    fingerprint TEXT NOT NULL,
    rules TEXT NOT NULL,
    at TEXT NOT NULL,
    counts TEXT NOT NULL,
    outcomes TEXT NOT NULL,
    PRIMARY KEY (body_id, year)
) STRICT;

CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    body_id TEXT NOT NULL REFERENCES bodies(id),
    year INTEGER NOT NULL,
    rule TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    family TEXT NOT NULL,
    level TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('fail', 'needs_review')),
    message TEXT NOT NULL,
    message_en TEXT NOT NULL,
    body TEXT,
    kind TEXT,
    cells TEXT NOT NULL,
    expected TEXT,
    found TEXT,
    reason TEXT,
    law TEXT NOT NULL,
    evidence TEXT NOT NULL,
    document TEXT NOT NULL,
    edition_id INTEGER REFERENCES editions(id),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    resolved_at TEXT,
    UNIQUE (body_id, year, rule, key)
) STRICT;
CREATE INDEX findings_open ON findings(body_id, year) WHERE resolved_at IS NULL;

CREATE TABLE finding_events (
    id INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES findings(id),
    kind TEXT NOT NULL CHECK (kind IN ('opened', 'changed', 'resolved', 'reopened')),
    cause TEXT NOT NULL,
    at TEXT NOT NULL,
    at_real TEXT NOT NULL,
    rule_version INTEGER NOT NULL,
    edition_id INTEGER REFERENCES editions(id),
    said TEXT
) STRICT;
CREATE INDEX events_of_finding ON finding_events(finding_id);
CREATE TRIGGER finding_events_are_never_changed BEFORE UPDATE ON finding_events
BEGIN SELECT raise(ABORT, 'finding_events is append-only'); END;
CREATE TRIGGER finding_events_are_never_deleted BEFORE DELETE ON finding_events
BEGIN SELECT raise(ABORT, 'finding_events is append-only'); END;

CREATE TABLE digests (
    id INTEGER PRIMARY KEY,
    recipient TEXT NOT NULL,
    as_of TEXT NOT NULL,
    made_at TEXT NOT NULL,
    path TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    last_event INTEGER NOT NULL,
    summary TEXT NOT NULL
) STRICT;
CREATE INDEX digests_of_recipient ON digests(recipient, id);

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    path TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    digest_id INTEGER REFERENCES digests(id),
    state TEXT NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'uncertain')),
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    queued_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX messages_in_state ON messages(state);
"""
