"""X102: section five names problems of its own."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.subject import Subject
from checks.wording.lists import alternatives

_MEASURES = re.compile(
    r"(?:改进|整改)(?:措施|情况|方向)|下一?步|为此|今后|\d年[,，]?(?:我们)?(?:将|要|重点)|将(?:采取|从|重点)"
)
_OWN = re.compile(
    r"(?<!\d)\d+(?![\d年.、．])|《|[\u4e00-\u9fff]{2}(?:局|站|所|科|处|中心|平台)(?!建设|管理)|“|未[能进及按实开设]|没有|缺[乏少]|如[:：，]?|例如|其中"
)
_LEAST = 3
"""Fewer stock phrases say little."""
_MOST_ELSE = 120
"""Signs that may stand beside the stock phrases: the usual sentence before them."""


@rule(
    "X102",
    name=Words("第五部分写了自己的问题", "Section five names problems of its own"),
    statement="存在的问题不全是套话，有自己的事实、数字、栏目或单位。",
    level=Level.HINT,
    law=("regulation.50", "form.2021"),
    applies=Applies(first_year=2019),
    inapplicable=(Words("没有第五部分，或是空的", "section five is absent or empty"),),
    tolerance=Words(
        "套话少于三句不提示：短不等于套话", "fewer than three stock phrases are not told: short is not formulaic"
    ),
    messages={
        "pass": Words("没有发现全是套话", "not made up of stock phrases"),
        "fail": Words(
            "第五部分的问题都是套话（{phrases}），请写明具体问题",
            "the problems in section five are stock phrases ({phrases}); name the actual ones",
        ),
        "absent": Words("第五部分没有可以判断的内容", "section five has nothing to judge"),
    },
    false_positives=(Words("短不等于套话", "short is not formulaic"),),
    related=("X101",),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="a fact of its own beside a stock phrase",
                texts={"5": "认识不到位，公开内容不够全面，如“重大项目”栏目3个月没有更新。改进措施：每月检查。"},
            ),
        ),
        failed=(
            Example(
                title="stock phrases alone",
                texts={"5": "一是思想认识不到位；二是公开内容不够全面；三是培训力度不够。下一步将加强培训。"},
                level=Level.HINT,
            ),
        ),
        inapplicable=(Example(title="no section five", texts={"5": None}), Example(title="empty", texts={"5": ""})),
    ),
)
def formulaic(subject: Subject) -> Iterator[Verdict]:
    """The problems in section five are not stock phrases alone but name a fact, a figure, a column or an office.

    Article 50 asks for the main problems.

    Not applicable when section five is absent or empty.
    """
    section = subject.report.sections.get("5")
    if section is None or not section.text.strip():
        yield Verdict(Outcome.NOT_APPLICABLE, "absent")
        return
    end = _MEASURES.search(section.text, 1)
    problems = section.text[: end.start()] if end else section.text
    phrases = [found.group() for found in alternatives("formulas", "problems").finditer(problems)]
    beside = len(problems) - sum(map(len, phrases))
    if len(phrases) >= _LEAST and beside <= _MOST_ELSE + 8 * len(phrases) and not _OWN.search(problems):
        evidence = (Evidence(section.place, problems.strip()[:300]),)
        yield Verdict(Outcome.FAIL, "fail", {"phrases": phrases[:4]}, evidence=evidence)
    else:
        yield Verdict(Outcome.PASS, "pass")
