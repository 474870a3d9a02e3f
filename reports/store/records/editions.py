"""Captures and the editions they are read as."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from checks.words import Language


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
