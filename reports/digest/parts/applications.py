"""Applications for information received over the last years, summed only over reports that were read with certainty."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from checks.words import number
from config.kinds import Kind
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon
from reports.digest.view import Applications, YearBar

if TYPE_CHECKING:
    from reports.status import BodyYear

YEARS = 5
WIDTH, HEIGHT, HEAD, FOOT = 640.0, 170.0, 22.0, 34.0
"""The box, the room above the bars for their sums, and the room below for the years."""


def applications(facts: Facts, name: str, words: Lexicon) -> Applications | None:
    """Return the sums of the newest five years; None where no report says how many were received.

    Args:
        facts: of the bodies to sum.
        name: what these bodies are called together.
        words: of the language.
    """
    years = sorted(facts.years)[-YEARS:]
    expected = {year: _counted([each for each in facts.expected if each.year == year], facts) for year in years}
    if not any((each.id, each.year) in facts.received for rows in expected.values() for each in rows):
        return None
    sums = [_Sum.over(year, expected[year], facts) for year in years]
    bars = _bars(sums)
    return Applications(
        name=name,
        width=WIDTH,
        height=HEIGHT,
        base=HEIGHT - FOOT,
        bars=bars,
        words=words.join((_in_words(bar, words) for bar in bars), "semicolon") + words.say("stop"),
        even=len({bar.read for bar in bars}) == 1,
    )


def _counted(rows: "Sequence[BodyYear]", facts: Facts) -> "Sequence[BodyYear]":
    """Leave out governments whose bodies are counted themselves: the report of a government comprises theirs."""
    above = {body.parent for row in rows if (body := facts.bodies.get(row.id))}
    return [row for row in rows if row.kind is not Kind.GOVERNMENT or row.id not in above]


class _Sum:
    """The applications of one year over the reports that tell them."""

    def __init__(self, year: int, told: Sequence[Decimal], expected: int) -> None:
        self.year, self.value, self.read, self.expected = year, sum(told, Decimal(0)), len(told), expected

    @classmethod
    def over(cls, year: int, rows: "Sequence[BodyYear]", facts: Facts) -> "_Sum":
        """Sum what is known of the bodies of a year."""
        told = [facts.received[each.id, year] for each in rows if (each.id, year) in facts.received]
        return cls(year, told, len(rows))


def _bars(sums: Sequence[_Sum]) -> tuple[YearBar, ...]:
    step = WIDTH / len(sums)
    unit = (HEIGHT - HEAD - FOOT) / float(max(each.value for each in sums) or 1)
    return tuple(
        YearBar(
            year=each.year,
            sum=number(each.value),
            read=each.read,
            expected=each.expected,
            x=round(step * (place + 0.25), 1),
            y=round(HEIGHT - FOOT - unit * float(each.value), 1),
            width=round(step / 2, 1),
            height=round(unit * float(each.value), 1),
        )
        for place, each in enumerate(sums)
    )


def _in_words(bar: YearBar, words: Lexicon) -> str:
    return words.say("applications_year", year=bar.year, sum=bar.sum, read=bar.read, expected=bar.expected)
