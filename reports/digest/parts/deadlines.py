"""Last days that are still ahead, and who has not published yet."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from checks.model import State
from config.holidays import day_off
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon
from reports.digest.view import Deadline
from reports.wording import DUE_SOURCE

if TYPE_CHECKING:
    from reports.status import BodyYear

AHEAD = 60
"""Days a digest looks ahead: far enough to plan by, near enough to be read."""

_DAYS_OFF = {"weekend": "deadline_weekend", "holiday": "deadline_holiday"}


def deadlines(facts: Facts, words: Lexicon) -> tuple[Deadline, ...]:
    """Return the last days within `AHEAD` days, the nearest first."""
    today = facts.as_of.date()
    groups: dict[tuple[date, str, str], list[BodyYear]] = defaultdict(list)
    for each in facts.expected:
        if each.due and 0 <= (each.due - today).days <= AHEAD:
            groups[each.due, each.due_source or "", each.kind].append(each)
    return tuple(
        Deadline(
            day=_shown(due, words),
            days_left=(due - today).days,
            rests_on=f"{DUE_SOURCE.word(source, words.lang)} · {words.kind(kind)}",
            expected=len(group),
            waiting=tuple(each.body for each in group if each.state in {State.DUE, State.NOT_DUE}),
        )
        for (due, source, kind), group in sorted(groups.items())
    )


def _shown(due: date, words: Lexicon) -> str:
    """The day, and that it is a day off where it is one."""
    kind = day_off(due)
    return words.say(_DAYS_OFF[kind], day=due.isoformat()) if kind else due.isoformat()
