"""X103: section one tells facts of the body itself."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.subject import Subject
from checks.wording.lists import alternatives
from checks.wording.places import hits, shown

_FIGURE = re.compile(r"(?<!\d)\d+(?![\d年.、．])|[一二三四五六七八九十百两]+(?:次|件|条|场|期|篇|个)")
_LEAST = 2


@rule(
    "X103",
    name=Words("总体情况写的是本机关的事实", "Section one tells facts of the body itself"),
    statement="第一部分有数字；没有数字又以“部分地区”“多数部门”等为主语的，疑为泛泛而谈或机器生成。",
    level=Level.WARNING,
    law=("regulation.50", "form.2021"),
    applies=Applies(first_year=2019),
    inapplicable=(Words("没有找到第一部分", "section one was not found"),),
    tolerance=Words("一处不提示，两处起提示", "one such subject is not told, two are"),
    messages={
        "pass": Words("有数字，或没有泛指的主语", "there are figures, or no subjects that are nobody"),
        "fail": Words(
            "第一部分没有一个数字，主语是{nobody}，请写本机关的事实：“{quote}”",
            "section one has no figure and speaks of {nobody}; tell the body's own facts: “{quote}”",
        ),
        "absent": Words("没有第一部分", "there is no section one"),
    },
    false_positives=(
        Words("工作量很小的机关没有数字，但不以泛指为主语", "small bodies without figures do not speak of nobody"),
    ),
    related=("X102",),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(title="a small body", texts={"1": "本年度没有收到申请，公开了部门预算。"}),
            Example(title="figures beside it", texts={"1": "部分地区、一些部门更新慢，全年通报2次。"}),
        ),
        failed=(
            Example(
                title="nobody's report",
                texts={"1": "2023年，一些地区公开力度加大，多数部门建立了制度，公众满意度提升。"},
                level=Level.WARNING,
            ),
        ),
        inapplicable=(Example(title="no section one", texts={"1": None}),),
    ),
)
def somebody(subject: Subject) -> Iterator[Verdict]:
    """Section one tells facts of the body and does not speak, without any figure, of some regions or most departments.

    Text that would fit every body, perhaps made by a machine.

    Not applicable when section one was not found.
    """
    section = subject.report.sections.get("1")
    if section is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "absent")
        return
    nobody = list(dict.fromkeys(alternatives("formulas", "nobody").findall(section.text)))
    if len(nobody) < _LEAST or _FIGURE.search(section.text):
        yield Verdict(Outcome.PASS, "pass")
        return
    sentences = [s for s, _ in hits(subject, alternatives("formulas", "nobody")) if s.place == section.heading]
    values = {"nobody": nobody, "quote": sentences[0].quote()}
    yield Verdict(Outcome.FAIL, "fail", values, evidence=shown(sentences[:3]))
