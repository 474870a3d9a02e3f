"""I102: title, statistics period and text are of one year."""

import re
from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.notes import note
from checks.reading.keys import key
from checks.subject import Subject
from checks.wording.periods import periods_of
from checks.wording.places import opening, shown

_YEAR = re.compile(r"20[0-4]\d")
_ITSELF = re.compile(
    r"(?:现将|公布|发布|编制(?:完成)?了?)(?![^。]{0,40}通知)[^。《》]{0,30}?(?P<year>20[0-4]\d)年度?(?:政府信息公开)?(?:工作)?年度报告"
)
_NOW = ("现将", "现公布", "现发布")
_LEAD_OF_SECTION = re.compile(
    r"(?:现将|现公布|现发布)(?![^。]{0,40}通知)[^。《》]{0,30}?(?P<year>20[0-4]\d)年度?(?:政府信息公开)?(?:工作)?年度报告"
)
"""In section one itself only 现 tells that the report speaks of itself: last year's report was published this year."""


@rule(
    "I102",
    name=Words("标题、统计期限、正文年份一致", "Title, statistics period and text are of one year"),
    statement="标题的年份与统计期限、导语自称的年度一致。",
    level=Level.ERROR,
    law=("regulation.49.1", "regulation.49.2", "regulation.50"),
    applies=Applies(first_year=2019),
    tolerance=WHOLE_NUMBERS,
    inapplicable=(Words("2019年以前没有统一格式", "there was no common form before 2019"),),
    messages={
        "pass": Words("年份一致：{year}", "one year: {year}"),
        "period": Words(
            "标题写 {year} 年，统计期限写 {found} 年：“{quote}”",
            "the title says {year}, the statistics period {found}: “{quote}”",
        ),
        "lead": Words(
            "标题写 {year} 年，导语称是 {found} 年的年度报告：“{quote}”",
            "the title says {year}, the lead calls this the report of {found}: “{quote}”",
        ),
        "text": Words("标题写 {year} 年，{said}", "the title says {year}; {said}"),
        "none": Words("没有看到标题的年份，无法比较", "the title shows no year to compare with"),
    },
    meanings={
        Outcome.FAIL: Words(
            "与统计期限不同为错误，与导语不同为警告",
            "an error against the statistics period, a warning against the lead",
        )
    },
    false_positives=(
        Words(
            "导语提到上一年度的文件、与上年的比较、日期丢失数字的不算",
            "documents of last year, comparisons with it, and dates that lost digits do not count",
        ),
    ),
    related=("I103",),
    version=2,
    changes=(Change(version=2, what="the opening of section one counts as the lead"),),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="a paper of last year in the lead",
                preamble="根据《关于做好2022年政府信息公开工作年度报告编制工作的通知》，统计期限为2023年1月1日至2023年12月31日。",
            ),
            Example(title="digits lost by the page's fonts", preamble="数据统计期限为202211日到20221231日。"),
            Example(
                title="the period of a project is not that of the report",
                preamble="本报告数据统计期限为2023年1月1日至2023年12月31日。",
                texts={"1": "专项行动自2022年1月1日至2022年12月31日。"},
            ),
        ),
        failed=(
            Example(
                title="another year in the statistics period",
                preamble="本报告数据统计期限为2022年1月1日至2022年12月31日。",
                level=Level.ERROR,
            ),
            Example(
                title="the lead speaks of another report as this one",
                preamble="现将云岫县财政局2022年政府信息公开工作年度报告公布如下。",
                level=Level.WARNING,
            ),
            Example(
                title="the text never names the year of the title",
                preamble="",
                notes=(note("year_of_text", title=2023, text=2022),),
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
            ),
            Example(
                title="section one opens so",
                texts={"1": "现公布云岫县财政局2022年政府信息公开工作年度报告。"},
                level=Level.WARNING,
            ),
        ),
        inapplicable=(Example(title="report year 2018", year=2018, form="pre2019", forms={}),),
        undecided=(Example(title="no title", printed_title=""),),
    ),
)
def years_agree(subject: Subject) -> Iterator[Verdict]:
    """The year of the title is that of the statistics period, and that which the lead gives the report.

    A report is on the year before that of its publication (article 49).

    Not applicable when the report is on a year before 2019.
    """
    printed = _YEAR.search(subject.report.title or "")
    if printed is None:
        yield Verdict(Outcome.NOT_EVALUATED, "none")
        return
    year = int(printed.group())
    told = [*_period(subject, year)] or [*_lead(subject, year)] or [*_text(subject, year)]
    yield from told
    if not told:
        yield Verdict(Outcome.PASS, "pass", {"year": year})


def _period(subject: Subject, year: int) -> Iterator[Verdict]:
    stated = [p for p in periods_of(subject) if p.first[0] == p.last[0]]
    if stated and all(p.first[0] != year for p in stated):
        values = {"year": year, "found": stated[0].first[0], "quote": stated[0].sentence.quote()}
        evidence = (Evidence("标题", subject.report.title or ""), *shown(p.sentence for p in stated))
        yield Verdict(
            Outcome.FAIL,
            "period",
            values,
            key="period",
            expected=str(year),
            found=str(values["found"]),
            evidence=evidence,
        )


def _lead(subject: Subject, year: int) -> Iterator[Verdict]:
    first = subject.report.sections.get("1")
    found = _ITSELF.search(key(opening(subject.report)))
    if found is None and first and any(word in first.text for word in _NOW):
        found = _LEAD_OF_SECTION.search(key(first.text))
    if found and int(found["year"]) != year:
        values = {"year": year, "found": found["year"], "quote": found.group()}
        evidence = (Evidence("标题", subject.report.title or ""), Evidence("导语", found.group()))
        yield Verdict(Outcome.FAIL, "lead", values, key="lead", level=Level.WARNING, evidence=evidence)


def _text(subject: Subject, year: int) -> Iterator[Verdict]:
    for entry in subject.report.notes:
        if entry.code == "year_of_text":
            values = {"year": year, "said": Words(entry.message, entry.message_en)}
            evidence = (Evidence(entry.place or "正文", entry.message),)
            yield Verdict(Outcome.NEEDS_REVIEW, "text", values, key="text", level=Level.WARNING, evidence=evidence)
            return
