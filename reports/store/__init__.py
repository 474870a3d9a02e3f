"""The database of a workspace: the only place that knows SQL.

`Store` is opened to read or to write; what it takes and gives are the records of `reports.store.records`. The tables
are described in `docs/schema.md`.
"""

from reports.store.crawling import Crawling
from reports.store.editions import Editions
from reports.store.exchanges import Exchanges
from reports.store.findings import Findings
from reports.store.mailing import Mailing
from reports.store.records import (
    DOUBTFUL,
    TOLERATED,
    Capture,
    CaptureRow,
    CaptureState,
    Cause,
    Content,
    DigestRow,
    EditionRow,
    Evaluation,
    Exchange,
    FindingEvent,
    FindingEventKind,
    FindingRow,
    FrontierEntry,
    Kept,
    Known,
    MessageRow,
    MessageState,
    Printed,
    Record,
    RequestKey,
    Role,
    Run,
    RunState,
    RunVerdict,
    Sighting,
    SourceHealth,
    Unopened,
    Validators,
    Verdict,
    Visit,
    VisitOutcome,
    VisitRow,
)


class Store(Crawling, Editions, Exchanges, Findings, Mailing):
    """An open database; see `Store.open`."""


__all__ = [
    "DOUBTFUL",
    "TOLERATED",
    "Capture",
    "CaptureRow",
    "CaptureState",
    "Cause",
    "Content",
    "DigestRow",
    "EditionRow",
    "Evaluation",
    "Exchange",
    "FindingEvent",
    "FindingEventKind",
    "FindingRow",
    "FrontierEntry",
    "Kept",
    "Known",
    "MessageRow",
    "MessageState",
    "Printed",
    "Record",
    "RequestKey",
    "Role",
    "Run",
    "RunState",
    "RunVerdict",
    "Sighting",
    "SourceHealth",
    "Store",
    "Unopened",
    "Validators",
    "Verdict",
    "Visit",
    "VisitOutcome",
    "VisitRow",
]
