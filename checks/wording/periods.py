"""What a report says about the period of its figures."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from checks.narrative.sentences import Sentence
from checks.reading.keys import key
from checks.subject import Subject

_ABOUT = re.compile(r"统计|期限|时限|时间段|数据|报告期|起止")
_DAY = r"(?P<{0}m>\d{{1,2}})月(?P<{0}d>\d{{1,2}})日"
_PERIOD = re.compile(
    rf"(?<!\d)(?P<fy>20[0-4]\d)年{_DAY.format('f')}(?:起|开始)?(?:,)?(?:至|到|-|—|–|~|——)(?:(?P<ty>20[0-4]\d)年)?"
    rf"{_DAY.format('t')}"
)
_MONTHS = re.compile(
    r"(?:期限|时限|时间段|报告期)(?:为|是|自|从|:)*(?P<fy>20[0-4]\d)年(?P<fm>\d{1,2})月(?:份)?(?:起)?(?:至|到|-|—|–|~|——)"
    r"(?:(?P<ty>20[0-4]\d)年)?(?P<tm>\d{1,2})月(?:份|底)?(?!\d)"
)
_ANY_DATES = re.compile(
    r"20\d\d\D{0,3}\d{0,2}\D{0,3}\d{0,2}\D{0,4}(?:至|到|-|—|–|~)\D{0,2}\d|1月1?日?\D{0,3}(?:至|到|-|—|~)\D{0,3}12月"
)
"""Two dates with something between, digits or units lost."""
_DECEMBER = 12
_WHOLE_YEAR = re.compile(r"1月(?:1日|份)?(?:起)?(?:至|到|-|—|~)12月(?:31日|份|底)?")


@dataclass(frozen=True, slots=True)
class Period:
    """A period of figures with whole dates: (year, month, day) of its first and last day, and the sentence."""

    first: tuple[int, int, int]
    last: tuple[int, int, int]
    sentence: Sentence

    @property
    def whole_year(self) -> bool:
        """Whether it is one calendar year."""
        return self.first[1:] == (1, 1) and self.last[1:] == (12, 31) and self.first[0] == self.last[0]


def periods_of(subject: Subject) -> tuple[Period, ...]:
    """Return the periods of figures that the text states with whole dates, or as whole months."""
    return tuple(_whole(_about_period(subject)))


def states_period(subject: Subject) -> bool:
    """Tell whether the text states the period of its figures at all, be its digits lost."""
    return any(_ANY_DATES.search(key(s.text)) or _WHOLE_YEAR.search(key(s.text)) for s in _about_period(subject))


def _about_period(subject: Subject) -> Iterator[Sentence]:
    if "月" in subject.report.text or "统计" in subject.report.text:
        yield from (s for s in subject.sentences if "20" in s.plain and _ABOUT.search(s.text))


def _whole(sentences: Iterator[Sentence]) -> Iterator[Period]:
    for sentence in sentences:
        for found in _PERIOD.finditer(key(sentence.text)):
            named = {name: int(value) for name, value in found.groupdict().items() if value}
            first = (named["fy"], named["fm"], named["fd"])
            yield Period(first, (named.get("ty", named["fy"]), named["tm"], named["td"]), sentence)
        for found in _MONTHS.finditer(key(sentence.text)):
            named = {name: int(value) for name, value in found.groupdict().items() if value}
            year, month = named.get("ty", named["fy"]), named["tm"]
            if 1 <= month <= _DECEMBER:
                yield Period((named["fy"], named["fm"], 1), (year, month, monthrange(year, month)[1]), sentence)
