"""Runs, requests, visits and what they brought."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from checks.words import Language

Role = Literal["home", "column", "list", "report", "attachment", "picture", "probe"]


def in_language(lang: Language, reason: str, reason_en: str) -> str:
    """Return a reason in a language, in Chinese where there is no other."""
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
        return in_language(lang, self.reason, self.reason_en)

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
        return in_language(lang, self.reason, self.reason_en)


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
        return in_language(lang, self.reason, self.reason_en)
