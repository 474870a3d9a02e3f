"""One request under way: what it is asked with, when it may be asked again, and the visit that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from config import clock
from crawler.outcomes import Outcome
from crawler.source_run import SourceRun
from crawler.tls import tolerated_hosts
from reports.store import TOLERATED, FrontierEntry, Validators, Visit

SHORTEST_WAIT, LONGEST_WAIT = 0.5, 60.0
"""Seconds on which the wait before a further attempt is built, and its limit."""


@dataclass
class Job:
    """One request under way.

    Attributes:
        validators: of the newest good answer, when its payload is still there.
        payload: that payload.
        attempt: how often it was tried before.
        retry_after: seconds the server asked us to wait.
        certificate: what the server showed, in words.
        holds_place: whether it counts among the requests its host has room for.
    """

    source_run: SourceRun
    entry: FrontierEntry
    started_at: datetime
    validators: Validators | None = None
    payload: bytes = b""
    attempt: int = 0
    retry_after: float = 0.0
    certificate: str | None = None
    holds_place: bool = True

    @property
    def headers(self) -> dict[str, str]:
        """The conditional headers: a page that did not change is confirmed, not sent again."""
        known = self.validators
        if known is None:
            return {}
        pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
        return {name: value for name, value in pairs if value}

    def wait(self, delay: float) -> float:
        """Return the seconds to wait before a further attempt: twice the delay of the host, then twice that.

        A server that names a time is given that time at least.
        """
        return max(min(max(delay, SHORTEST_WAIT) * 2.0**self.attempt, LONGEST_WAIT), self.retry_after)


@dataclass(frozen=True, slots=True)
class Received:
    """What came back, ready to be recorded: outcome, head of the answer, and the payload it sent or confirmed."""

    outcome: Outcome
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    payload: bytes = b""
    sha256: str | None = None


def retry_after(headers: Mapping[str, str]) -> float:
    """Return the seconds that `Retry-After` asks for, written as a number or as a date; 0 where it asks for nothing."""
    text = headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        return max((parsedate_to_datetime(text) - clock.now()).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return 0.0


def visit_of(job: Job, received: Received) -> Visit:
    """Return what is recorded of a request that came to its end."""
    entry, outcome = job.entry, received.outcome
    return Visit(
        url=entry.url,
        final_url=outcome.target or entry.url,
        started_at=job.started_at,
        finished_at=clock.now(),
        outcome=outcome.outcome,
        status=received.status,
        headers=received.headers,
        sha256=received.sha256,
        size=len(received.payload) or None,
        media_type=received.headers.get("content-type"),
        error=_remark(entry, outcome),
        certificate=job.certificate,
    )


def _remark(entry: FrontierEntry, outcome: Outcome) -> str | None:
    """What is recorded beside a visit: why it is not good, and what was wrong with the certificate of its host."""
    wrong = tolerated_hosts.get(urlsplit(entry.url).hostname or "") if entry.url.startswith("https:") else None
    remarks = [outcome.error, f"{TOLERATED}{wrong}" if wrong else None]
    return "; ".join(remark for remark in remarks if remark) or None
