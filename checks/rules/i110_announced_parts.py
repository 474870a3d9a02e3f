"""I110: the report has the parts it announces."""

import re
from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.subject import Subject
from checks.wording.places import hits, shown

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_ANNOUNCED = re.compile(
    r"(?:报告|年报|全文)[^。]{0,240}?(?P<n>[一二三四五六七八九十]|\d{1,2})\s*个?(?:大)?部分(?!单位|部门|信息|内容|的)"
)
_PARTS = (
    re.compile(r"总体情况|概述|概况|总体工作"),
    re.compile(r"主动公开"),
    re.compile(r"(?:收到|处理|受理|依申请|办理)[^、，；]{0,12}申请|依申请公开|申请情况"),
    re.compile(r"复议|诉讼"),
    re.compile(r"问题|不足"),
    re.compile(r"其[他它]"),
)
"""By which words a part is named, since the names have 、 inside."""
_ALL = 6
_LIST = 3


@rule(
    "I110",
    name=Words("预告的部分与实际相符", "The parts announced are there"),
    statement="导语说由几个部分组成，与所列名称、与正文的部分数一致。",
    level=Level.HINT,
    law=("form.2019", "form.2021"),
    applies=Applies(first_year=2019),
    tolerance=WHOLE_NUMBERS,
    inapplicable=(Words("导语没有说几个部分", "the report does not say how many parts it has"),),
    messages={
        "pass": Words("预告 {announced} 个部分，与正文相符", "{announced} parts are announced, as there are"),
        "parts": Words(
            "导语说有 {announced} 个部分，正文有 {found} 个：“{quote}”",
            "{announced} parts are announced, there are {found}: “{quote}”",
        ),
        "list": Words(
            "导语说有 {announced} 个部分，只列出 {found} 个：“{quote}”",
            "{announced} parts are announced, {found} are named: “{quote}”",
        ),
        "none": Words("导语没有说几个部分", "the report does not say how many parts it has"),
        "unsure": Words("没有找齐六个部分，不作比较", "not all sections were found, so nothing is compared"),
    },
    false_positives=(
        Words(
            "名称里有顿号（行政复议、行政诉讼）不多算一个部分",
            "names with 、 inside (行政复议、行政诉讼) are one part",
        ),
    ),
    related=("F101", "F115"),
    examples=Examples(
        passed=(
            Example(
                title="six with 、 inside a name",
                preamble="本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、因政府信息公开申请行政复议、"
                "提起行政诉讼的情况、存在的主要问题及改进情况和其他需要报告的事项等六个部分组成。",
            ),
            Example(title="a number alone", preamble="本年度报告共分6部分。"),
        ),
        failed=(
            Example(title="five announced, six there", preamble="本报告共五个部分。", level=Level.HINT),
            Example(
                title="six announced, five named",
                preamble="本报告由总体情况、主动公开政府信息情况、收到和处理申请情况、存在的主要问题及改进情况、"
                "其他需要报告的事项六部分组成。",
            ),
        ),
        inapplicable=(
            Example(title="nothing is announced"),
            Example(title="some of them", preamble="报告发现两个部分单位公开不及时。"),
        ),
        undecided=(Example(title="a section was not found", texts={"4": None}, preamble="本报告共五个部分。"),),
    ),
)
def announced_parts(subject: Subject) -> Iterator[Verdict]:
    """The report has as many parts as it announces, and names as many as it says.

    Names are known by their words, since some have a comma of enumeration inside.

    Not applicable when the report does not say how many parts it has.
    """
    told = hits(subject, _ANNOUNCED, "部分")
    if not told:
        yield Verdict(Outcome.NOT_APPLICABLE, "none")
        return
    sentence, match = told[0]
    announced = _NUMERALS.get(match["n"]) or int(match["n"])
    named = sum(bool(pattern.search(sentence.text)) for pattern in _PARTS)
    values = {"announced": announced, "quote": sentence.quote()}
    if announced == _ALL and _LIST <= named < _ALL:
        yield Verdict(Outcome.FAIL, "list", values | {"found": named}, key="list", evidence=shown((sentence,)))
    elif announced == _ALL:
        yield Verdict(Outcome.PASS, "pass", values)
    elif len(subject.report.sections) == _ALL:
        yield Verdict(Outcome.FAIL, "parts", values | {"found": _ALL}, key="parts", evidence=shown((sentence,)))
    else:
        yield Verdict(Outcome.NOT_EVALUATED, "unsure")
