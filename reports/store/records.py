"""What the store takes and gives: plain immutable records, no SQL.

Instants are aware datetimes. The *ledger time* of a run is its real start, or its `as_of` in a simulated workspace;
whatever is seen, first or last, is dated in ledger time, and the real clock is kept beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from checks.engine import finding_json
from checks.model import Finding, Outcome
from checks.words import Language

Role = Literal["home", "column", "list", "report", "attachment", "picture", "probe"]


def _in_language(lang: Language, reason: str, reason_en: str) -> str:
    return (lang == "en" and reason_en) or reason


class RunState(StrEnum):
    """How the crawl of one source ended; only an accepted run can prove absence."""

    RUNNING = "running"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl of one source.

    Attributes:
        source: the key of the source.
        started_at, finished_at: by the real clock.
        scope: the restriction it was started with, in words; a restricted run proves the absence of nothing.
        resumed: whether it continues a run that was interrupted.
    """

    id: int
    source: str
    as_of: datetime
    simulated: bool
    started_at: datetime
    finished_at: datetime | None = None
    state: RunState = RunState.RUNNING
    reason: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    scope: str = ""
    resumed: bool = False
    reason_en: str = ""

    def said(self, lang: Language) -> str:
        """Return the reason in a language."""
        return _in_language(lang, self.reason, self.reason_en)

    @property
    def instant(self) -> datetime:
        """When the run began, in ledger time."""
        return self.as_of if self.simulated else self.started_at


@dataclass(frozen=True, slots=True)
class RunVerdict:
    """How a run is judged at its end, with the reason in plain words and what was counted."""

    state: RunState
    reason: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    reason_en: str = ""

    def said(self, lang: Language) -> str:
        """Return the reason in a language."""
        return _in_language(lang, self.reason, self.reason_en)


RequestKey = tuple[str, str, str]
"""What makes a request one: address, method, body."""


@dataclass(frozen=True, slots=True)
class FrontierEntry:
    """One request still to make, or made: unique within a run by address, method and request body.

    Attributes:
        role: what the page is expected to be.
        depth: steps from the home page.
        title, list_date: the words and the date of the link that led here.
        in_column: whether a list of the column of annual reports led here.
    """

    url: str
    role: Role
    depth: int = 0
    referrer: str | None = None
    title: str | None = None
    list_date: str | None = None
    method: str = "GET"
    body: str = ""
    in_column: bool = False

    @property
    def key(self) -> RequestKey:
        """What makes it one request."""
        return self.url, self.method, self.body


class VisitOutcome(StrEnum):
    """What came of a request; never just "failed"."""

    OK = "ok"
    UNCHANGED = "unchanged"
    REDIRECTED = "redirected"
    NOT_FOUND = "not_found"
    SOFT_NOT_FOUND = "soft_not_found"
    BLOCKED = "blocked"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate_limited"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    TIMEOUT = "timeout"
    CONNECTION_ERROR = "connection_error"
    TLS_ERROR = "tls_error"
    DNS_ERROR = "dns_error"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    REFUSED_BY_POLICY = "refused_by_policy"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request and what came back, by the real clock.

    Attributes:
        headers: of the answer.
        sha256: of the payload in the archive; of an `unchanged` answer the payload it confirms.
        size: of the payload in bytes.
        error: what went wrong, in words, when there is no payload.
        certificate: whose it was, by whom, for how long, and its SHA-256; None where the server showed none.
    """

    url: str
    final_url: str
    started_at: datetime
    finished_at: datetime
    outcome: VisitOutcome
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    sha256: str | None = None
    size: int | None = None
    media_type: str | None = None
    error: str | None = None
    certificate: str | None = None


TOLERATED = "read with tolerant TLS, because strictly: "
"""How the remark on a visit begins whose certificate or protocol was not good; what was wrong follows."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as recorded: the request it answered (role, depth), and what came back; the headers stay in the store."""

    id: int
    run_id: int
    role: Role
    depth: int
    url: str
    final_url: str
    started_at: datetime
    finished_at: datetime
    outcome: VisitOutcome
    status: int | None
    sha256: str | None
    error: str | None
    certificate: str | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A visit with everything recorded of its request and its answer.

    Attributes:
        method, body: of the request.
        headers: of the answer, names in lower case, several values of one joined.
        referrer, title, list_date: the page that led there, the words of its link, and the date beside it.
    """

    visit: VisitRow
    method: str
    body: str
    headers: Mapping[str, str]
    referrer: str | None
    title: str | None
    list_date: str | None


@dataclass(frozen=True, slots=True)
class Unopened:
    """A report that a list named in a run, under `title`, and whose page could not be opened."""

    run_id: int
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Capture:
    """A visited page that looks like a report; recorded at every sighting, also of an unchanged page.

    Attributes:
        title, list_date: of the link that led to it.
        sha256: of its payload, which is in the archive before the capture is recorded.
    """

    url: str
    title: str | None
    list_date: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Known:
    """A report page as it was last asked for.

    Attributes:
        visit_id, sha256: the visit and its payload.
        title, list_date: the words and the date of the link to it.
        files: the files it led to.
        leads_on: whether it led to further requests than those, as a list does.
    """

    visit_id: int
    sha256: str
    title: str | None
    list_date: str | None
    files: tuple[str, ...] = ()
    leads_on: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A known report that a list still names, and that is not asked for again in this run."""

    entry: FrontierEntry
    known: Known


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture that a page shows: its address as the page has it, and the request for it."""

    address: str
    entry: FrontierEntry


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture of a page that was received: its address as the page has it, the visit, and the payload."""

    address: str
    visit_id: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """One request of a run that came to its end, and all that follows from it; recorded together or not at all.

    Attributes:
        discovered: what its page links to, to be requested in the same run.
        kept: known reports that its page names; each is a sighting of what was received before.
        pictures: what its page shows where tables should stand, to be requested in the same run.
    """

    run_id: int
    entry: FrontierEntry
    visit: Visit
    discovered: tuple[FrontierEntry, ...] = ()
    capture: Capture | None = None
    kept: tuple[Kept, ...] = ()
    pictures: tuple[PagePicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request for a page needs, from its newest good answer."""

    etag: str | None
    last_modified: str | None
    sha256: str


class CaptureState(StrEnum):
    """What became of a capture."""

    UNREAD = "unread"
    EDITION = "edition"
    NOT_REPORT = "not_report"
    UNKNOWN_BODY = "unknown_body"
    """A report of a body that the registry does not list for this source."""
    UNIDENTIFIED = "unidentified"
    """A report whose body or year could not be told."""
    UNREADABLE = "unreadable"
    """There is something, but nothing of it could be understood."""
    READER_CRASHED = "reader_crashed"
    READER_TIMEOUT = "reader_timeout"
    PAYLOAD_DAMAGED = "payload_damaged"


DOUBTFUL = frozenset(CaptureState) - {CaptureState.EDITION, CaptureState.NOT_REPORT, CaptureState.UNKNOWN_BODY}
"""Captures that may be the report of any body: while there is one, a run proves nobody's absence."""

FAILED = frozenset({CaptureState.READER_CRASHED, CaptureState.READER_TIMEOUT, CaptureState.PAYLOAD_DAMAGED})
"""Captures whose reading came to no end, so that another try may do better."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a capture: its state, why in words of both languages, and the body and year that were read."""

    state: CaptureState
    reason: str = ""
    body: str | None = None
    year: int | None = None
    reason_en: str = ""

    def reason_in(self, language: Language) -> str:
        """Return why it is no edition, in words."""
        return self.reason if language == "zh" else self.reason_en


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """A capture as recorded, with what the reader made of it.

    Attributes:
        source: the key of the source whose run saw it; None for a file entered by hand.
        seen: in ledger time; `seen_real` by the real clock.
        last_modified: as the server said it.
        who: who entered it by hand, None for a crawled page.
        reason, reason_en: why it is no edition, in words.
        body, year: as read, also where they led to no edition.
        said_body, said_year: of a file entered by hand the id of the body and the year that were given with it.
    """

    id: int
    run_id: int | None
    source: str | None
    visit_id: int | None
    url: str
    title: str | None
    list_date: str | None
    sha256: str
    last_modified: str | None
    seen: datetime
    seen_real: datetime
    who: str | None
    state: CaptureState
    reason: str
    reason_en: str
    body: str | None
    year: int | None
    said_body: str | None = None
    said_year: int | None = None

    @property
    def verdict(self) -> Verdict:
        """What became of it."""
        return Verdict(self.state, self.reason, self.body, self.year, self.reason_en)


@dataclass(frozen=True, slots=True)
class Content:
    """What `reports.content` says of a report.

    Attributes:
        hash: of what it says.
        whole: whether all of it was understood.
        completeness: how much was.
        reader: the version of the reader that understood it so.
    """

    hash: str
    whole: bool
    completeness: int
    reader: str = ""


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One distinct content of a body's report for a year.

    Attributes:
        url, sha256, fetched_at: of its first sighting; `fetched_at` by the real clock.
        who: who entered it by hand; None when its first sighting was a crawl's.
        first_seen, last_seen: in ledger time.
        current: whether it is the edition that is judged.
        readable: whether a section or a cell was understood.
        whole: whether all of it was understood: no cell is unreadable or ambiguous, none just lost.
        completeness: how much was understood, to choose among copies.
        reader: the newest version of the reader that understood it so.
    """

    id: int
    body_id: str
    year: int
    content_hash: str
    form: str | None
    title: str | None
    url: str
    sha256: str
    fetched_at: datetime
    first_seen: datetime
    last_seen: datetime
    first_seen_real: datetime
    last_seen_real: datetime
    who: str | None
    current: bool
    readable: bool
    whole: bool
    completeness: int
    reader: str = ""


class Printed(NamedTuple):
    """A cell as a table shows it: status, raw text (the value where both are the same), and the value or None."""

    status: str
    text: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One edition seen once, at one address: `seen` in ledger time, `run_id` None and `who` set when by hand."""

    edition_id: int
    year: int
    run_id: int | None
    seen: datetime
    capture_id: int
    url: str
    sha256: str
    who: str | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its life: the newest state of what the append-only events tell.

    Attributes:
        public_id: the short hash of rule, body, year and key that people see.
        body_id: the registry's id of the body; its name is `finding.body`.
        first_seen, last_seen, resolved_at: in ledger time; `resolved_at` is None while it is open.
        edition_id: the edition it rests on, None where none was found.
    """

    id: int
    public_id: str
    body_id: str
    year: int
    finding: Finding
    edition_id: int | None
    first_seen: datetime
    last_seen: datetime
    resolved_at: datetime | None

    def as_json(self, language: Language = "zh") -> dict[str, Any]:
        """Return the object that `duban check --json` prints, with the days it was first and last seen."""
        return {
            **finding_json(self.finding, lang=language),
            "id": self.public_id,
            "first_seen": self.first_seen.isoformat(),
            "last_seen": self.last_seen.isoformat(),
        }


def counted_as(finding: Finding) -> str:
    """Return what a finding is counted as: a fail as its level, else its outcome."""
    return finding.level.value if finding.outcome is Outcome.FAIL else finding.outcome.value


class FindingEventKind(StrEnum):
    """What can happen to a finding; that it persists is no event."""

    OPENED = "opened"
    CHANGED = "changed"
    RESOLVED = "resolved"
    REOPENED = "reopened"


class Cause(StrEnum):
    """What moved since the evaluation before.

    The first one, another content, another reading of the same pages, other rules, the settings of rules in
    `duban.toml`, or the calendar.
    """

    FIRST = "first"
    CONTENT = "content"
    READING = "reading"
    RULES = "rules"
    SETTINGS = "settings"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class FindingEvent:
    """One append-only entry in the life of a finding.

    Attributes:
        at: in ledger time; `at_real` by the real clock.
        finding: what was said then; None for `resolved`.
    """

    id: int
    finding_id: int
    kind: FindingEventKind
    cause: Cause
    at: datetime
    at_real: datetime
    rule_version: int
    edition_id: int | None
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How the looking at one source stands.

    Attributes:
        state: of the newest finished run; `never` when there is none.
        last_run, last_accepted: beginnings of runs in ledger time.
        reason: of the newest finished run, in plain words.
        failures: instants of finished runs since the last accepted one; looking twice at one instant counts once.
    """

    source: str
    site: str
    column: str | None
    state: Literal["accepted", "rejected", "blocked", "never"]
    last_run: datetime | None
    last_accepted: datetime | None
    reason: str
    counts: Mapping[str, int]
    failures: int
    reason_en: str = ""

    def said(self, lang: Language) -> str:
        """Return the reason in a language."""
        return _in_language(lang, self.reason, self.reason_en)


class MessageState(StrEnum):
    """Where a message stands.

    `uncertain` was being sent when the process died and is never resent unasked; `given_up` a person has decided on.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message of the outbox.

    Attributes:
        key: what makes it one message however often it is queued.
        path: of the `.eml` file, relative to the workspace.
        attempts: how often sending began.
        error: of the last attempt, in words; of a message settled by hand, whose word it is.
        retry_at: when a failed message is due again; None when it is not tried again by itself.
    """

    id: int
    key: str
    recipient: str
    subject: str
    path: str
    message_id: str
    digest_id: int | None
    state: MessageState
    attempts: int
    error: str | None
    queued_at: datetime
    changed_at: datetime
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DigestRow:
    """A digest that was written for a recipient.

    Attributes:
        path: of the HTML file, relative to the workspace.
        content_hash: of what it says, so that the same digest is not written twice.
        last_event: the newest finding event it knew; the next digest tells what came after.
        summary: the figures it showed.
    """

    id: int
    recipient: str
    as_of: datetime
    made_at: datetime
    path: str
    content_hash: str
    last_event: int
    summary: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody was told between digests.

    Attributes:
        matter: `standing`, `edition`, `source` or `message`.
        subject: which one: `id|year`, the key of a source, the number of a message.
        said: what was said of it.
        told_at: by the real clock.
    """

    matter: str
    subject: str
    said: str
    told_at: datetime


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the engine said about one body and year the last time anything had moved.

    Attributes:
        state: the word of `Standing.state`.
        counts: outcomes of all rules: `error` `warning` `hint` (fails), `needs_review`, `not_evaluated`, `pass`,
            `not_applicable`.
        outcomes: every rule's answer as (rule, version, key, outcome, reason).
        fingerprint: of all that went in; the same fingerprint needs no new evaluation.
        changes: what the settings changed, by rule: `off`, or the level set.
        published, days_late: of the standing.
    """

    body_id: str
    year: int
    edition_id: int | None
    state: str
    due: date | None
    fingerprint: str
    rules: str
    at: datetime
    counts: Mapping[str, int]
    outcomes: tuple[tuple[str, int, str, str, str | None], ...]
    changes: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None
    days_late: int | None = None


@dataclass(frozen=True, slots=True)
class FoundReport:
    """An edition that has the words looked for; `current` when it is the one that is judged."""

    id: int
    body: str
    year: int
    title: str | None
    text: str
    current: bool
    url: str


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """A finding that has the words looked for."""

    public_id: str
    body: str
    year: int
    rule: str
    level: str
    outcome: str
    message: str
    message_en: str
    open: bool


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """One entry of `waivers.toml` as it was taken over.

    Attributes:
        entry: its fingerprint.
        kind: `waiver`, `confirmation` or `note`.
        body_id: the body of the registry that is meant, None when it lists none; `body` as the entry says it.
        finding: the beginning of the id of a finding, None when every finding of the rule is meant.
        edition: the hash of the content it was decided on, `none` where no report was found; of an entry that names
            none the content that was judged when the entry was first seen.
        said: the reason, or the remark.
        decided, expires: days as ISO texts.
    """

    entry: str
    kind: str
    rule: str
    body_id: str | None
    body: str
    year: int
    finding: str | None
    edition: str | None
    said: str
    author: str
    decided: str | None
    expires: str | None


@dataclass(frozen=True, slots=True)
class DecisionEvent:
    """A decision that was `made` or `withdrawn`; `at` in ledger time, `by` None when the file was found changed."""

    id: int
    action: str
    made: DecisionMade
    at: datetime
    at_real: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice that asks a body to mend findings.

    Attributes:
        due: the last day to mend them.
        made: in ledger time.
        message: where its message stands.
        recipient: the address it goes to.
        findings: what it asks to mend, as they are now.
        answers: days and words of the answers, oldest first.
    """

    id: int
    body_id: str
    author: str
    due: date
    made: datetime
    message: MessageState
    recipient: str
    findings: tuple[FindingRow, ...]
    answers: tuple[tuple[date, str], ...]
