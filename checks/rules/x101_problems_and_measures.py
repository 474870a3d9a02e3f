"""X101: section five names problems and what is done about them."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.subject import Subject

_MEASURE = re.compile(
    r"改进(?:措施|方向|办法|情况|意见|思路|计划|[:：])|措施|下一?步|今后|接下来|将(?![军领来])|举措|整改|努力|计划|"
    r"继续|持续|我[们局委办县市区镇乡]要|\d年[,，]?(?:我|要|重点)|解决(?:办法|方法|方案)|为此|对此|针对"
)
_NOTHING = re.compile(r"[（(]?(?:无|没有|暂无|不存在|/|—|-)?(?:问题)?[。.）)]?")
_ELSEWHERE = re.compile(r"(?:存在|主要|工作)[^。\n]{0,6}(?:问题|不足)[^。]{0,80}(?:改进|措施|下一步)")


@rule(
    "X101",
    name=Words("第五部分有问题也有改进措施", "Section five names problems and measures"),
    statement="第五部分不为空，写明主要问题和改进情况。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(first_year=2019),
    inapplicable=(Words("没有找到第五部分（见 F101）", "section five was not found, see F101"),),
    messages={
        "pass": Words("写了问题和改进措施", "problems and measures are named"),
        "empty": Words(
            "“{heading}”没有内容，请写明主要问题和改进措施", "“{heading}” is empty; name problems and measures"
        ),
        "none": Words(
            "“{heading}”只写了“{quote}”，请写明主要问题和改进措施",
            "“{heading}” says only “{quote}”; name problems and measures",
        ),
        "measures": Words(
            "“{heading}”写了问题，没有写改进措施，请补写", "“{heading}” names problems but no measures; add them"
        ),
        "elsewhere": Words(
            "“{heading}”没有内容，问题和措施可能写在别处，请核对",
            "“{heading}” is empty; problems and measures may stand elsewhere",
        ),
        "absent": Words("没有第五部分", "there is no section five"),
    },
    false_positives=(
        Words("措施写在另一个标题下，或正文是图片", "measures under another heading, or the text is a picture"),
    ),
    related=("F101", "X102"),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="measures under a heading of their own inside the section",
                texts={"5": "（一）存在的问题\n栏目更新慢。\n（二）下一步打算\n每月检查一次。"},
            ),
            Example(
                title="measures as what will be done next year",
                texts={"5": "离群众的要求还有差距，更新不够及时。2024年，重点做好预算公开。"},
            ),
            Example(title="short is not empty", texts={"5": "栏目更新慢。改进措施：每月检查。"}),
        ),
        failed=(
            Example(title="empty", texts={"5": ""}, level=Level.WARNING),
            Example(title="none", texts={"5": "无。"}, level=Level.WARNING),
            Example(title="problems alone", texts={"5": "一是更新不够及时；二是解读有待加强。"}),
            Example(
                title="empty, but the text before it goes on about problems",
                texts={"5": "", "4": "存在的问题是更新慢，下一步每月检查一次。"},
                outcome=Outcome.NEEDS_REVIEW,
            ),
        ),
        inapplicable=(
            Example(title="no section five", texts={"5": None}),
            Example(title="report year 2018", year=2018, form="pre2019", forms={}),
        ),
    ),
)
def problems_and_measures(subject: Subject) -> Iterator[Verdict]:
    """Section five names the main problems and what is done about them.

    Article 50 asks for problems and improvement.

    Not applicable when section five was not found; F101 tells that.
    """
    section = subject.report.sections.get("5")
    if section is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "absent")
        return
    text = section.text.strip()
    values = {"heading": section.heading, "quote": text}
    evidence = (Evidence(section.place, f"{section.heading} {text}"[:200]),)
    if not text:
        moved = any(_ELSEWHERE.search(s.text) for s in subject.report.sections.values())
        outcome, message = (Outcome.NEEDS_REVIEW, "elsewhere") if moved else (Outcome.FAIL, "empty")
        yield Verdict(outcome, message, values, evidence=evidence)
    elif _NOTHING.fullmatch(text):
        yield Verdict(Outcome.FAIL, "none", values, evidence=evidence)
    elif not _MEASURE.search(text):
        yield Verdict(Outcome.FAIL, "measures", values, evidence=evidence)
    else:
        yield Verdict(Outcome.PASS, "pass")
