"""X110: offices merged away years ago are not spoken of as if they were there."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.subject import Subject
from checks.wording.places import hits, shown

_FORMER = re.compile(
    r"(?<!原)(?<!原[省市区县州旗])(?P<office>安监局|安全生产监督管理局|物价局|工商局|质监局|食药监局|国土资源局|环保局|卫计[委局]|计生委)(?!.{0,6}(?:撤销|合并|划转))"
    r"|[、，](?P<field>安监|物价)(?=[、，等])"
)
_SIGNS = (
    "安监",
    "安全生产监督管理局",
    "物价",
    "工商局",
    "质监局",
    "食药监局",
    "国土资源局",
    "环保局",
    "卫计",
    "计生委",
)


@rule(
    "X110",
    name=Words("没有沿用已撤并机构的名称", "Offices merged away are not spoken of as present"),
    statement="2020年度起的报告不再使用2018—2019年机构改革中撤并的机构名称。",
    level=Level.HINT,
    law=("regulation.50", "form.2021"),
    applies=Applies(first_year=2020),
    inapplicable=(Words("2019年度及以前", "report year 2019 and before"),),
    messages={
        "pass": Words("没有发现已撤并的机构名称", "no office of that time was found"),
        "fail": Words(
            "“{office}”在2018—2019年机构改革中已撤并，可能沿用了旧文：“{quote}”",
            "“{office}” was merged away in 2018–2019; the text may be an old one: “{quote}”",
        ),
    },
    false_positives=(Words("写明“原”的不算；书名号里的文件不算", "names with 原 and titles of papers do not count"),),
    related=("X104",),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(title="a former name, said so", texts={"1": "原环保局档案移交完毕，学习《物价局收费目录》。"}),
            Example(title="a county's former office", texts={"1": "原县国土资源局（现县自然资源局）档案已归并。"}),
        ),
        failed=(
            Example(
                title="an old list of fields", texts={"1": "公开环保、物价、安监、应急等领域信息。"}, level=Level.HINT
            ),
            Example(title="an old office", texts={"1": "县安监局公开事故调查报告2份。"}),
        ),
        inapplicable=(Example(title="report year 2019", year=2019, form="2019"),),
    ),
)
def former_offices(subject: Subject) -> Iterator[Verdict]:
    """Offices that were merged away in the reform of 2018 and 2019 are not named as if they still worked.

    A sign of text taken over from earlier years.

    Not applicable when the report is on 2019 or an earlier year.
    """
    told = [(s, found) for s, _ in hits(subject, _FORMER, *_SIGNS) if (found := _FORMER.search(s.plain))]
    if told:
        offices = dict.fromkeys(found["office"] or found["field"] for _, found in told)
        values = {"office": list(offices), "quote": told[0][0].quote()}
        yield Verdict(Outcome.FAIL, "fail", values, evidence=shown(s for s, _ in told[:3]))
    else:
        yield Verdict(Outcome.PASS, "pass")
