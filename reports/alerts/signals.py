"""What is worth an alert: the difference between how things stand and what somebody was told last."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from checks.model import State
from reports.digest.parts.news import key_of
from reports.status import BodyYear
from reports.store import FindingRow, MessageRow, MessageState, SourceHealth

ALARMING = (State.MISSING, State.WITHDRAWN, State.LATE)
FOUND = (State.LATE, State.ON_TIME, State.UNDATED, State.PUBLISHED)

Told = Mapping[tuple[str, str], str]
"""What somebody was told last, by matter and subject."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing to tell.

    Attributes:
        matter, subject, said: how it is remembered, see `reports.store.Told`.
        kind: which sentence tells it, see `reports.alerts.phrases`.
        body_year, source, message, job: what it is about, one of them.
        findings: open findings that prove it.
    """

    matter: str
    subject: str
    said: str
    kind: str
    body_year: BodyYear | None = None
    source: SourceHealth | None = None
    message: MessageRow | None = None
    job: str = ""
    findings: tuple[FindingRow, ...] = field(default=())


def subject_of(row: BodyYear) -> str:
    """Return how a body and year are remembered, as digests do."""
    return key_of(row.id, row.year)


def on_bodies(
    rows: Iterable[BodyYear], told: Told, findings: Mapping[tuple[str, int], tuple[FindingRow, ...]]
) -> Iterator[Signal]:
    """Yield what happened to reports: newly late, missing, withdrawn, found after all, changed after publication.

    Lateness that is not certain yet is told by no alert, and neither is a report that is only out of sight.
    """
    for row in rows:
        subject = subject_of(row)
        kind = _standing(row, told.get(("standing", subject)))
        if kind:
            proofs = findings.get((row.id, row.year), ())
            yield Signal("standing", subject, row.state, kind, body_year=row, findings=proofs)
        before = told.get(("edition", subject))
        if before and row.edition and before != row.edition and "changed" in row.flags:
            yield Signal("edition", subject, row.edition, "changed", body_year=row)


def _standing(row: BodyYear, before: str | None) -> str | None:
    if row.state == before:
        return None
    if before in {State.MISSING, State.WITHDRAWN} and row.state in FOUND:
        return "found"
    if row.state in ALARMING:
        return str(row.state) if row.state is not State.LATE or row.certain else None
    return "not_late" if before == State.LATE and row.state in FOUND else None


def on_sources(sources: Iterable[SourceHealth], told: Told, *, patience: int) -> Iterator[Signal]:
    """Yield which sources could not be seen whole for `patience` runs in a row, and which of them can be again."""
    for source in sources:
        before = told.get(("source", source.source))
        if source.state == "accepted":
            if before == "lost":
                yield Signal("source", source.source, "back", "source_back", source=source)
        elif source.failures >= patience and before != "lost":
            yield Signal("source", source.source, "lost", "source_lost", source=source)


def on_jobs(stuck: Collection[str], known: Iterable[str], told: Told) -> Iterator[Signal]:
    """Yield which jobs of the clock go wrong again and again, and which of them no longer do."""
    for job in known:
        before = told.get(("job", job))
        if job in stuck and before != "stuck":
            yield Signal("job", job, "stuck", "job_stuck", job=job)
        elif job not in stuck and before == "stuck":
            yield Signal("job", job, "back", "job_back", job=job)


def on_messages(messages: Iterable[MessageRow], told: Told, own_address: str) -> Iterator[Signal]:
    """Yield messages that wait for a person's decision; those to the operator himself are not told to him by mail."""
    for message in messages:
        for_a_person = message.state is MessageState.UNCERTAIN or (
            message.state is MessageState.FAILED and message.retry_at is None
        )
        subject = str(message.id)
        if for_a_person and message.recipient != own_address and told.get(("message", subject)) != message.state:
            yield Signal("message", subject, message.state, f"message_{message.state}", message=message)
