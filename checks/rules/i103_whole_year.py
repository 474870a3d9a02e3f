"""I103: the statistics period is the calendar year."""

import re
from collections.abc import Iterator
from datetime import date

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.subject import Subject
from checks.wording.periods import Period, periods_of
from checks.wording.places import shown

_FOUNDED = re.compile(
    r"(?:[我本该][局委办厅部院会队县区镇乡站馆街单机]|因机构改革|[局委办厅部院会队镇乡馆处心]|新)[^，,。；;]{0,14}?"
    r"(?:成立|组建|挂牌|更名|划转|撤销|合并|新设|设立)"
)
_SHORT = 7
"""Days by which a slip of the pen is shorter than the year; a body that began or ended in it misses more."""


@rule(
    "I103",
    name=Words("统计期限是整个年度", "The statistics period is the calendar year"),
    statement="统计期限为1月1日至12月31日，起止在同一年。",
    level=Level.ERROR,
    law=("regulation.49.1", "regulation.49.2", "regulation.50"),
    applies=Applies(first_year=2019),
    tolerance=WHOLE_NUMBERS,
    inapplicable=(Words("2019年以前没有统一格式", "there was no common form before 2019"),),
    messages={
        "pass": Words("统计期限是整个年度", "the period is the calendar year"),
        "fail": Words(
            "统计期限 {found}，应为1月1日至12月31日：“{quote}”",
            "the period is {found} and should be 1 January to 31 December: “{quote}”",
        ),
        "review": Words(
            "统计期限 {found}，可能丢了数字，或机关年内成立、撤并：“{quote}”",
            "the period is {found}; a digit may be lost, or the body began or ended that year: “{quote}”",
        ),
        "unread": Words("没有读到完整的起止日期（见 F112）", "no whole dates were read, see F112"),
    },
    false_positives=(
        Words(
            "网页用特殊字体，日期的数字或单位丢失；年内成立或撤并的机关",
            "digits or units of the dates lost in special fonts; bodies founded or merged during the year",
        ),
    ),
    related=("F112", "I102"),
    version=2,
    changes=(Change(version=2, what="periods of whole months are read; dates in Chinese"),),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(title="the year once", preamble="统计期限为2023年1月1日起至12月31日止。"),
            Example(
                title="the period of something else",
                preamble="统计期限为2023年1月1日至12月31日。",
                texts={"1": "公示期自2023年3月1日至2023年3月10日。"},
            ),
        ),
        failed=(
            Example(title="a day short", preamble="统计期限为2023年1月1日至2023年12月30日。", level=Level.ERROR),
            Example(title="over two years", preamble="数据统计期限自2022年12月1日至2023年11月30日。"),
            Example(
                title="a digit may be lost",
                preamble="统计期限为2023年1月1日至2023年12月1日。",
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
            ),
            Example(
                title="founded that year",
                preamble="本机关2023年3月成立。统计期限为2023年3月20日至2023年12月31日。",
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.HINT,
            ),
            Example(
                title="a day short, and something else was set up",
                preamble="统计期限为2023年1月1日至2023年12月30日。",
                texts={"6": "设立公开专区3个，撤销旧栏目2个。没有收取信息处理费。"},
                level=Level.ERROR,
            ),
            Example(title="whole months", preamble="统计期限为2023年1月至10月。", level=Level.ERROR),
        ),
        inapplicable=(Example(title="report year 2018", year=2018, form="pre2019", forms={}),),
        undecided=(
            Example(title="digits lost", preamble="数据统计期限为202311日到20231231日。"),
            Example(title="not stated", preamble=""),
        ),
    ),
)
def whole_year(subject: Subject) -> Iterator[Verdict]:
    """The statistics period runs from 1 January to 31 December of one year.

    A report is on the past year (article 49).

    Not applicable when the report is on a year before 2019.
    """
    stated = periods_of(subject)
    if not stated:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
    elif any(period.whole_year for period in stated):
        yield Verdict(Outcome.PASS, "pass")
    else:
        yield _wrong(subject, stated[0])


def _wrong(subject: Subject, period: Period) -> Verdict:
    found = "—".join("{}-{:02}-{:02}".format(*day) for day in (period.first, period.last))
    founded = _is_part_of_year(period) and _FOUNDED.search(subject.report.text)
    doubtful = founded or _may_have_lost_digits(period)
    return Verdict(
        Outcome.NEEDS_REVIEW if doubtful else Outcome.FAIL,
        "review" if doubtful else "fail",
        {"found": Words(_in_words(period), found), "quote": period.sentence.quote()},
        level=Level.HINT if founded else Level.WARNING if doubtful else None,
        found=found,
        evidence=shown((period.sentence,)),
    )


def _in_words(period: Period) -> str:
    return "至".join("{}年{}月{}日".format(*day) for day in (period.first, period.last))


def _is_part_of_year(period: Period) -> bool:
    """Tell whether a period begins or ends inside one year and touches its other end, as of a body new or abolished."""
    try:
        first, last = date(*period.first), date(*period.last)
    except ValueError:
        return False
    begins, ends = date(first.year, 1, 1), date(first.year, 12, 31)
    whole_days = (ends - begins).days
    return first.year == last.year and (first == begins or last == ends) and whole_days - (last - first).days >= _SHORT


def _may_have_lost_digits(period: Period) -> bool:
    """Tell whether the whole year would read so with a digit of its last day dropped."""
    if period.first[0] != period.last[0] or period.first[1:] != (1, 1):
        return False
    return period.last[1] in {1, 2, 12} and period.last[2] in {1, 3, 31}
