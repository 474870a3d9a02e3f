"""Publication over the season against the last day, as the geometry of a small chart."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon
from reports.digest.view import Bar, Chart, Lane

if TYPE_CHECKING:
    from reports.status import BodyYear

WIDTH, LEFT, RIGHT = 640.0, 8.0, 8.0
LANE, LABEL, ROOM, FOOT = 66.0, 20.0, 34.0, 22.0
"""A lane is a line of words, room for the bars, and a gap below its base."""

TALLEST_UNIT = 12.0
"""Height of the bar for one report, while few are published a day."""


def chart(facts: Facts, words: Lexicon) -> Chart | None:
    """Return the chart of the current report year; None where no report of it has both a last day and a date."""
    lanes: dict[date, list[BodyYear]] = defaultdict(list)
    for each in facts.expected:
        if each.year == facts.year and each.due:
            lanes[each.due].append(each)
    if not any(each.published for group in lanes.values() for each in group):
        return None
    scale = _Scale.over(lanes, facts.as_of.date())
    drawn = tuple(_lane(i, due, lanes[due], scale, words) for i, due in enumerate(sorted(lanes)))
    return Chart(
        width=WIDTH,
        height=LANE * len(drawn) + FOOT,
        axis=scale.months(),
        today=scale.x(facts.as_of.date()) if scale.first <= facts.as_of.date() <= scale.last else None,
        lanes=drawn,
        words=words.join((_in_words(due, lanes[due], words) for due in sorted(lanes)), "space"),
        most=max(max(_by_day(group).values(), default=0) for group in lanes.values()),
    )


class _Scale:
    """The time axis: from the first day that matters to the last, in units of the box."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.step = (WIDTH - LEFT - RIGHT) / ((last - first).days + 1)

    @classmethod
    def over(cls, lanes: "dict[date, list[BodyYear]]", today: date) -> "_Scale":
        """Cover the year's beginning, all last days, all days of publication, and today if it is near."""
        days = [each.published for group in lanes.values() for each in group if each.published]
        ends = [*lanes, *days]
        if today <= max(ends) + timedelta(days=45):
            ends.append(today)
        return cls(min([date(min(lanes).year, 1, 1), *days]), max(ends) + timedelta(days=3))

    def x(self, when: date) -> float:
        """Return the left edge of a day."""
        return round(LEFT + (when - self.first).days * self.step, 1)

    def months(self) -> tuple[tuple[float, str], ...]:
        """Return where months begin, thinned out when they are many; none so near the edge that it would be cut."""
        firsts = [
            when
            for offset in range((self.last - self.first).days + 1)
            if (when := self.first + timedelta(days=offset)).day == 1 and self.x(when) < WIDTH - 50
        ]
        every = 1 + len(firsts) // 9
        return tuple((self.x(when), when.isoformat()[:7]) for when in firsts[::every])


def _by_day(group: "list[BodyYear]") -> Counter[date]:
    return Counter(each.published for each in group if each.published)


def _lane(index: int, due: date, group: "list[BodyYear]", scale: _Scale, words: Lexicon) -> Lane:
    top = LANE * index
    base = top + LABEL + ROOM
    days = _by_day(group)
    unit = min(TALLEST_UNIT, ROOM / max(days.values(), default=1))
    kinds = dict.fromkeys(words.kind(each.kind) for each in group)
    return Lane(
        label=words.say(
            "chart_lane",
            day=due.isoformat(),
            kinds=words.join(kinds),
            published=sum(days.values()),
            expected=len(group),
        ),
        top=top,
        base=base,
        line=scale.x(due + timedelta(days=1)),
        bars=tuple(
            Bar(
                scale.x(when),
                round(base - unit * n, 1),
                round(max(scale.step - 1, 2.0), 1),
                round(unit * n, 1),
                when > due,
            )
            for when, n in sorted(days.items())
        ),
    )


def _in_words(due: date, group: "list[BodyYear]", words: Lexicon) -> str:
    dated = [each.published for each in group if each.published]
    return words.say(
        "chart_words",
        day=due.isoformat(),
        expected=len(group),
        on_time=sum(when <= due for when in dated),
        late=sum(when > due for when in dated),
        rest=len(group) - len(dated),
    )
