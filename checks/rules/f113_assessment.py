"""F113: a government's report gives the results of assessment, public review and pursuit of responsibility."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.narrative.sentences import Sentence
from checks.subject import Subject
from checks.wording.lists import alternatives
from checks.wording.places import shown
from config.kinds import Kind

_STEP = re.compile(r"(?:受理|审查|答复|处理|办理)[^。；]{0,6}、考核")
"""Assessment as a step in handling one application is no assessment of the work."""


@rule(
    "F113",
    name=Words("政府报告写明考核、评议、追责结果", "A government gives the results of assessment and review"),
    statement="各级人民政府的报告写明工作考核、社会评议和责任追究结果。",
    level=Level.WARNING,
    law=("regulation.50", "form.2021"),
    applies=Applies(first_year=2019, kinds=(Kind.GOVERNMENT, Kind.TOWNSHIP)),
    inapplicable=(Words("部门、街道、管委会不要求", "departments, subdistricts and committees need not"),),
    messages={
        "pass": Words("写明了结果：“{quote}”", "results are given: “{quote}”"),
        "mechanism": Words(
            "写了考核、评议或追责，没有写结果，请补写：“{quote}”",
            "assessment, review or pursuit is told without its results; add them: “{quote}”",
        ),
        "fail": Words(
            "没有写工作考核、社会评议和责任追究结果，请在“监督保障”中补写",
            "no word on results of assessment, public review and pursuit of responsibility; add them",
        ),
        "absent": Words("没有第一部分", "there is no section one"),
    },
    meanings={
        Outcome.FAIL: Words(
            "县级以上政府只字未提为警告；有措施没有结果，以及乡镇政府，为提示",
            "a warning where a county or higher government says nothing; without results, and for townships, a hint",
        )
    },
    false_positives=(
        Words("写了评估、通报的，最多为提示", "where any assessment is told, a hint at most"),
        Words("第五部分打算做的不算", "what section five plans does not count"),
        Words("“受理、答复、考核等环节”说的是办理程序", "assessment as a step of handling requests does not count"),
    ),
    related=("F111",),
    examples=Examples(
        passed=(
            Example(title="clean report", body="云岫县人民政府"),
            Example(
                title="nobody was called to account",
                body="云岫县人民政府",
                texts={"1": "2023年未发生责任追究情形。"},
            ),
        ),
        failed=(
            Example(
                title="not one word",
                body="云岫县人民政府",
                texts={"1": "主动公开信息30条。明确申请的受理、审查、答复、考核等各个环节。"},
                level=Level.WARNING,
            ),
            Example(
                title="told without results",
                body="云岫县人民政府",
                texts={"1": "对各部门开展政务公开评估，出具分报告。"},
                level=Level.HINT,
            ),
            Example(title="a township", body="石汀镇人民政府", texts={"1": "公布信息30条。"}, level=Level.HINT),
        ),
        inapplicable=(
            Example(title="a department"),
            Example(title="a committee of an area", body="云岫高新区管理委员会"),
            Example(title="no section one", body="云岫县人民政府", texts={"1": None}),
        ),
    ),
)
def assessment(subject: Subject) -> Iterator[Verdict]:
    """The report of a government gives the results of assessment, review by the public and pursuit of responsibility.

    Article 50 (4) asks governments of every level for them; the form of 2021 puts them under supervision and support.

    Not applicable when the body is a department, a subdistrict or a committee.
    """
    section = subject.report.sections.get("1")
    if section is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "absent")
        return
    plans = subject.report.sections.get("5")
    about = [s for s in subject.sentences if _is_about(s) and not (plans and s.place == plans.heading)]
    results = alternatives("topics", "results")
    given = next((s for s in about if results.search(s.text)), None)
    if given:
        yield Verdict(Outcome.PASS, "pass", {"quote": given.quote()}, evidence=shown((given,)))
    elif about:
        quote = about[0].quote()
        yield Verdict(Outcome.FAIL, "mechanism", {"quote": quote}, level=Level.HINT, evidence=shown(about[:3]))
    else:
        level = Level.HINT if subject.case.kind is Kind.TOWNSHIP else None
        evidence = (Evidence(section.place, f"{section.heading} {section.text}"[:120]),)
        yield Verdict(Outcome.FAIL, "fail", level=level, evidence=evidence)


def _is_about(sentence: Sentence) -> bool:
    found = alternatives("topics", "assessment").search(sentence.plain)
    return found is not None and not _STEP.search(sentence.plain)
