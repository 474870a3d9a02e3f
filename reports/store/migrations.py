"""The schema and how it came to be: one function per step, applied in order, each in a transaction of its own.

A step that was ever released is never edited; a change of the schema is a new step at the end. What every table and
column means stands in `comments.toml`; a test keeps the two together and `docs/schema.md` is written from them.
"""

from collections.abc import Iterator
from sqlite3 import complete_statement

from sqlite_utils import Database, Migrations

from reports.store.bigrams import words_of_edition, words_of_finding
from reports.store.views import view_statements

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
def what_becomes_of_messages(db: Database) -> None:
    """Keep when a failed message is due again (without a time it waits for a person), and that one was given up."""
    for statement in _statements(_MESSAGES_AGAIN):
        db.execute(statement)


@migrations()
def alerts_that_were_told(db: Database) -> None:
    """Keep what was told between digests, so that it is told once."""
    for statement in _statements(_ALERTS):
        db.execute(statement)


@migrations()
def pictures_of_pages(db: Database) -> None:
    """Keep which pictures a page shows where its tables should stand, for they are read with the page."""
    db.execute(_PICTURES)


@migrations()
def decisions_of_people(db: Database) -> None:
    """Keep who decided what about findings, and when; see `waivers.toml`."""
    for statement in _statements(_DECISIONS):
        db.execute(statement)


@migrations()
def notices_to_bodies(db: Database) -> None:
    """Keep the notices that ask bodies to mend findings, and what became of them."""
    for statement in _statements(_NOTICES):
        db.execute(statement)


@migrations()
def words_to_search(db: Database) -> None:
    """Index the words of reports and findings for search."""
    for name in ("_words_of_editions", "_words_of_findings"):
        db.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')"
        )
    for row in db.query("SELECT id, title, body, text FROM editions"):
        words = words_of_edition(row["title"], row["body"], row["text"])
        db.execute("INSERT INTO _words_of_editions (rowid, words) VALUES (?, ?)", [row["id"], words])
    for row in db.query("SELECT id, body, rule, message, message_en FROM findings"):
        words = words_of_finding(row["body"], row["rule"], row["message"], row["message_en"])
        db.execute("INSERT INTO _words_of_findings (rowid, words) VALUES (?, ?)", [row["id"], words])


@migrations()
def views_for_people(db: Database) -> None:
    """Add the views for people, and what they show of publication; every report is judged once more for that."""
    db.execute("ALTER TABLE evaluations ADD COLUMN published TEXT")
    db.execute("ALTER TABLE evaluations ADD COLUMN days_late INTEGER")
    db.execute("UPDATE evaluations SET fingerprint = fingerprint || '+' WHERE fingerprint <> ''")
    for statement in _statements(_WAIVED):
        db.execute(statement)
    for statement in view_statements():
        db.execute(statement)


@migrations()
def pruned_payloads(db: Database) -> None:
    """Remember of a payload when it was pruned, so that nobody calls it lost."""
    db.execute("ALTER TABLE payloads ADD COLUMN pruned_at TEXT")


@migrations()
def reports_beside_each_other(db: Database) -> None:
    """Keep the words of reports as sketches, and what the rules said about each report beside the others."""
    for statement in _statements(_PORTFOLIO):
        db.execute(statement)


@migrations()
def sources_that_have_not_moved(db: Database) -> None:
    """Remember which sources were judged and have not moved since, so that an unchanged day costs nothing."""
    for statement in _statements(_SETTLED):
        db.execute(statement)


@migrations()
def indexes_for_many_bodies(db: Database) -> None:
    """Add the indexes without which a source's day read the requests, dates and findings of all others."""
    for statement in _statements(_INDEXES):
        db.execute(statement)


@migrations()
def leases_of_sources(db: Database) -> None:
    """Keep which crawler looks at which source, where several share a workspace."""
    for statement in _statements(_LEASES):
        db.execute(statement)


@migrations()
def reports_compared_where_they_moved(db: Database) -> None:
    """Keep what comparing reports rests on, and which have moved, so that the others are compared no more."""
    for statement in _statements(_MOVED):
        db.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; `executescript` would commit each of them by itself."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""


_PICTURES = """
CREATE TABLE page_pictures (
    visit_id INTEGER NOT NULL REFERENCES visits(id),
    address TEXT NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (visit_id, address)
) STRICT, WITHOUT ROWID
"""

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

_MESSAGES_AGAIN = """
CREATE TABLE messages_again (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    path TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    digest_id INTEGER REFERENCES digests(id),
    state TEXT NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'uncertain', 'given_up')),
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    queued_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    retry_at TEXT
) STRICT;
INSERT INTO messages_again SELECT *, iif(state = 'failed', changed_at, NULL) FROM messages;
DROP TABLE messages;
ALTER TABLE messages_again RENAME TO messages;
CREATE INDEX messages_in_state ON messages(state);
"""

_ALERTS = """
CREATE TABLE alerts (
    id INTEGER PRIMARY KEY,
    addressee TEXT NOT NULL,
    matter TEXT NOT NULL,
    subject TEXT NOT NULL,
    said TEXT NOT NULL,
    at TEXT NOT NULL,
    told_at TEXT NOT NULL,
    message_key TEXT REFERENCES messages(key)
) STRICT;
CREATE INDEX alerts_of_addressee ON alerts(addressee, matter, subject);
CREATE TRIGGER alerts_are_never_changed BEFORE UPDATE ON alerts
BEGIN SELECT raise(ABORT, 'alerts is append-only'); END;
CREATE TRIGGER alerts_are_never_deleted BEFORE DELETE ON alerts
BEGIN SELECT raise(ABORT, 'alerts is append-only'); END;
"""

_DECISIONS = """
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    entry TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('made', 'withdrawn')),
    kind TEXT NOT NULL CHECK (kind IN ('waiver', 'confirmation', 'note')),
    rule TEXT NOT NULL,
    body_id TEXT,
    body TEXT NOT NULL,
    year INTEGER NOT NULL,
    finding TEXT,
    edition TEXT,
    said TEXT NOT NULL,
    author TEXT NOT NULL,
    decided TEXT,
    expires TEXT,
    by_user TEXT,
    at TEXT NOT NULL,
    at_real TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_of_entry ON decisions(entry, id);
CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
BEGIN SELECT raise(ABORT, 'decisions is append-only'); END;
CREATE TRIGGER decisions_are_never_deleted BEFORE DELETE ON decisions
BEGIN SELECT raise(ABORT, 'decisions is append-only'); END;
"""

_NOTICES = """
CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE REFERENCES messages(key),
    body_id TEXT NOT NULL REFERENCES bodies(id),
    author TEXT NOT NULL,
    due TEXT NOT NULL,
    made TEXT NOT NULL,
    made_real TEXT NOT NULL
) STRICT;
CREATE TABLE notice_findings (
    notice_id INTEGER NOT NULL REFERENCES notices(id),
    finding_id INTEGER NOT NULL REFERENCES findings(id),
    PRIMARY KEY (notice_id, finding_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_of_finding ON notice_findings(finding_id);
CREATE TABLE notice_answers (
    id INTEGER PRIMARY KEY,
    notice_id INTEGER NOT NULL REFERENCES notices(id),
    day TEXT NOT NULL,
    said TEXT NOT NULL,
    author TEXT NOT NULL,
    at_real TEXT NOT NULL,
    UNIQUE (notice_id, day, said)
) STRICT;
CREATE TRIGGER notice_answers_are_never_changed BEFORE UPDATE ON notice_answers
BEGIN SELECT raise(ABORT, 'notice_answers is append-only'); END;
CREATE TRIGGER notice_answers_are_never_deleted BEFORE DELETE ON notice_answers
BEGIN SELECT raise(ABORT, 'notice_answers is append-only'); END;
"""

_WAIVED = """
CREATE TABLE waived_findings (
    finding_id INTEGER PRIMARY KEY REFERENCES findings(id),
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    expires TEXT NOT NULL
) STRICT;
"""

_PORTFOLIO = """
CREATE TABLE sketches (
    edition_id INTEGER PRIMARY KEY REFERENCES editions(id),
    version INTEGER NOT NULL,
    sketch BLOB NOT NULL
) STRICT;
CREATE TABLE comparisons (
    body_id TEXT NOT NULL REFERENCES bodies(id),
    year INTEGER NOT NULL,
    edition_id INTEGER NOT NULL REFERENCES editions(id),
    mark TEXT NOT NULL,
    rules TEXT NOT NULL,
    changes TEXT NOT NULL,
    counts TEXT NOT NULL,
    outcomes TEXT NOT NULL,
    PRIMARY KEY (year, body_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX editions_judged ON editions(year, body_id) WHERE current = 1;
"""

_SETTLED = """
CREATE TABLE settled (
    source TEXT PRIMARY KEY REFERENCES sources(key),
    mark TEXT NOT NULL,
    body_years INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE VIEW _sources_of_edition AS
SELECT e.id AS edition_id, b.source FROM editions e JOIN bodies b ON b.id = e.body_id
UNION ALL
SELECT e.id, s.source FROM editions e JOIN bodies b ON b.id = e.body_id JOIN bodies s ON s.id = b.successor;
CREATE TRIGGER bodies_move_sources AFTER UPDATE OF known_after, source, listed ON bodies
WHEN OLD.known_after <> NEW.known_after OR OLD.source <> NEW.source OR OLD.listed <> NEW.listed
BEGIN DELETE FROM settled WHERE source IN (OLD.source, NEW.source); END;
CREATE TRIGGER runs_move_sources AFTER UPDATE OF state ON runs
BEGIN DELETE FROM settled WHERE source = NEW.source; END;
CREATE TRIGGER captures_move_sources AFTER UPDATE OF state ON captures WHEN OLD.state <> NEW.state
BEGIN DELETE FROM settled WHERE source = NEW.source; END;
CREATE TRIGGER sightings_move_sources AFTER INSERT ON sightings
BEGIN DELETE FROM settled
    WHERE source IN (SELECT source FROM _sources_of_edition WHERE edition_id = NEW.edition_id); END;
CREATE TRIGGER lost_sightings_move_sources AFTER DELETE ON sightings
BEGIN DELETE FROM settled
    WHERE source IN (SELECT source FROM _sources_of_edition WHERE edition_id = OLD.edition_id); END;
CREATE TRIGGER dates_move_sources AFTER INSERT ON dates
BEGIN DELETE FROM settled
    WHERE source IN (SELECT source FROM _sources_of_edition WHERE edition_id = NEW.edition_id); END;
CREATE TRIGGER editions_move_sources AFTER UPDATE OF current, reader ON editions
WHEN OLD.current <> NEW.current OR OLD.reader <> NEW.reader
BEGIN DELETE FROM settled
    WHERE source IN (SELECT source FROM _sources_of_edition WHERE edition_id = NEW.id); END;
"""

_INDEXES = """
CREATE INDEX evaluations_not_found ON evaluations(body_id, year) WHERE edition_id IS NULL AND fingerprint <> '';
CREATE INDEX frontier_of_visit ON frontier(visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX visits_unopened ON visits(run_id)
WHERE role = 'report' AND outcome NOT IN ('ok', 'unchanged', 'redirected');
CREATE INDEX dates_of_capture ON dates(capture_id);
CREATE INDEX findings_resolved ON findings(resolved_at) WHERE resolved_at IS NOT NULL;
"""

_LEASES = """
CREATE TABLE leases (
    source TEXT PRIMARY KEY REFERENCES sources(key),
    hosts TEXT NOT NULL,
    holder TEXT NOT NULL,
    claimed_at TEXT NOT NULL,
    until TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX leases_of_hosts ON leases(hosts);
CREATE INDEX leases_of_holder ON leases(holder);
"""

_MOVED = """
CREATE TABLE moved (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    body_id TEXT NOT NULL REFERENCES bodies(id)
) STRICT;
INSERT INTO moved (year, body_id) SELECT year, body_id FROM editions WHERE current = 1;
CREATE TABLE common_words (
    year INTEGER NOT NULL,
    place TEXT NOT NULL,
    reports INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (year, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE bands (
    year INTEGER NOT NULL,
    body_id TEXT NOT NULL REFERENCES bodies(id),
    numbers BLOB NOT NULL,
    PRIMARY KEY (year, body_id)
) STRICT, WITHOUT ROWID;
ALTER TABLE comparisons ADD COLUMN peers TEXT NOT NULL DEFAULT '';
CREATE INDEX notes_of_code ON notes(code, edition_id);
CREATE INDEX captures_damaged ON captures(state) WHERE state = 'payload_damaged';
CREATE TRIGGER editions_move_reports_when_new AFTER INSERT ON editions
BEGIN INSERT INTO moved (year, body_id) VALUES (NEW.year, NEW.body_id); END;
CREATE TRIGGER editions_move_reports AFTER UPDATE OF current, first_seen, capture_id, forms ON editions
WHEN OLD.current <> NEW.current OR OLD.first_seen <> NEW.first_seen OR OLD.capture_id <> NEW.capture_id
    OR OLD.forms <> NEW.forms
BEGIN INSERT INTO moved (year, body_id) VALUES (NEW.year, NEW.body_id); END;
CREATE TRIGGER editions_move_reports_when_lost AFTER DELETE ON editions
BEGIN INSERT INTO moved (year, body_id) VALUES (OLD.year, OLD.body_id); END;
CREATE TRIGGER days_move_reports_when_new AFTER INSERT ON evaluations WHEN NEW.published IS NOT NULL
BEGIN INSERT INTO moved (year, body_id) VALUES (NEW.year, NEW.body_id); END;
CREATE TRIGGER days_move_reports AFTER UPDATE OF published ON evaluations WHEN OLD.published IS NOT NEW.published
BEGIN INSERT INTO moved (year, body_id) VALUES (NEW.year, NEW.body_id); END;
"""
