"""The database of a workspace: the only place that knows SQL.

`Store` is opened to read or to write; what it takes and gives are the records of `reports.store.records`. The tables
are described in `docs/schema.md`.
"""

from reports.store.alerting import Alerting
from reports.store.crawling import Crawling
from reports.store.decisions import Decisions
from reports.store.editions import Editions
from reports.store.exchanges import Exchanges
from reports.store.keeping import Keeping
from reports.store.mailing import Mailing
from reports.store.notices import Notices
from reports.store.portfolio import Portfolio
from reports.store.records import (
    DOUBTFUL,
    FAILED,
    TOLERATED,
    Capture,
    CaptureRow,
    CaptureState,
    Cause,
    Comparison,
    Content,
    DecisionEvent,
    DecisionMade,
    DigestRow,
    EditionRow,
    Evaluation,
    Exchange,
    FindingEvent,
    FindingEventKind,
    FindingRow,
    FoundFinding,
    FoundReport,
    FrontierEntry,
    Kept,
    Known,
    MessageRow,
    MessageState,
    NoticeRow,
    PagePicture,
    PictureRow,
    Printed,
    Record,
    RequestKey,
    Role,
    Run,
    RunState,
    RunVerdict,
    Shown,
    Sighting,
    SourceHealth,
    Told,
    Unopened,
    Validators,
    Verdict,
    Visit,
    VisitOutcome,
    VisitRow,
    counted_as,
)
from reports.store.settled import Settling


class Store(Alerting, Crawling, Decisions, Editions, Exchanges, Keeping, Mailing, Notices, Portfolio, Settling):
    """An open database; see `Store.open`."""


__all__ = [
    "DOUBTFUL",
    "FAILED",
    "TOLERATED",
    "Capture",
    "CaptureRow",
    "CaptureState",
    "Cause",
    "Comparison",
    "Content",
    "DecisionEvent",
    "DecisionMade",
    "DigestRow",
    "EditionRow",
    "Evaluation",
    "Exchange",
    "FindingEvent",
    "FindingEventKind",
    "FindingRow",
    "FoundFinding",
    "FoundReport",
    "FrontierEntry",
    "Kept",
    "Known",
    "MessageRow",
    "MessageState",
    "NoticeRow",
    "PagePicture",
    "PictureRow",
    "Printed",
    "Record",
    "RequestKey",
    "Role",
    "Run",
    "RunState",
    "RunVerdict",
    "Shown",
    "Sighting",
    "SourceHealth",
    "Store",
    "Told",
    "Unopened",
    "Validators",
    "Verdict",
    "Visit",
    "VisitOutcome",
    "VisitRow",
    "counted_as",
]
