"""When a source is looked at again: daily while reports come, weekly until the last of them, monthly otherwise."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from config.clock import SHANGHAI

LAST_MONTH = 3
"""The season of a report year runs from January to this month of the next, when the last statutory day falls."""

SLACK = timedelta(hours=6)
"""Runs do not begin at the same minute every day; one that is due within this time is due."""

PROOF_INTERVAL = timedelta(hours=12)
"""How far apart two accepted looks must be to prove absence; one may have met a site in the middle of publishing."""

PASSING = 3
"""So many runs may fail in a row before a source is no longer tried again at every call."""

LEAVE_IN_PEACE = timedelta(hours=20)
"""How long a site that answered with a challenge page is not asked again."""

Why = Literal["never", "interrupted", "rejected", "owed", "interval"]


@dataclass(frozen=True, slots=True)
class Looked:
    """How a source was looked at so far.

    Attributes:
        last: when its newest whole run began, in ledger time; None when there was none.
        state: how that run ended.
        interrupted: whether a run waits to be taken up again.
        owed: whether an answer is open that another look can give.
        failures: finished runs in a row that were not accepted.
    """

    last: datetime | None
    state: Literal["accepted", "rejected", "blocked", "never"]
    interrupted: bool = False
    owed: bool = False
    failures: int = 0


def in_season(day: date) -> bool:
    """Tell whether reports of the year before are being published."""
    return day.month <= LAST_MONTH


def interval(day: date) -> timedelta:
    """Return after which time a source is looked at again on a day, where nothing is owed."""
    return timedelta(days=1) if day.month == 1 else freshness(day)


def freshness(day: date) -> timedelta:
    """Return for how long a known report that its list still names is not asked for again."""
    return timedelta(days=7 if in_season(day) else 30)


def due_again(now: datetime, looked: Looked) -> Why | None:
    """Return why a source is looked at now; None where it is left alone.

    Args:
        now: in ledger time.
        looked: how it was looked at so far.
    """
    if looked.interrupted:
        return "interrupted"
    if looked.last is None:
        return "never"
    age = now - looked.last
    if looked.state == "blocked":
        return "rejected" if age >= LEAVE_IN_PEACE else None
    if looked.state == "rejected":
        return "rejected" if looked.failures < PASSING or age >= SLACK else None
    if looked.owed and age >= PROOF_INTERVAL:
        return "owed"
    return "interval" if age >= interval(now.astimezone(SHANGHAI).date()) - SLACK else None


def next_look(looked: Looked, now: datetime) -> date:
    """Return the day on which a source that is left alone now is looked at again, if nothing new comes to be owed."""
    day = now.astimezone(SHANGHAI).date()
    while not due_again(now, looked):
        now += PROOF_INTERVAL
        day = now.astimezone(SHANGHAI).date()
    return day
