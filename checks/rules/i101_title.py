"""I101: the title is in the prescribed form."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.reading.keys import key
from checks.subject import Subject

_DUE = re.compile(r"(?P<body>[^0-9]{2,40})20[0-4]\d年度?政府信息公开工作年度报告")
_NO_BODY = re.compile(r"^(?:关于|政府|政务)?$")
_NAME = re.compile(r"(?!.*(?:关于|公布|发布|公开|编制|印发))[\u4e00-\u9fff（）()]{2,40}")
_SUFFIX = re.compile(r"(?:\((?:文字版|图片版|全文|正文|word版|pdf版)\)|\.(?:docx?|pdf|html?))+$", re.IGNORECASE)


@rule(
    "I101",
    name=Words("标题符合规定形式", "The title is in the prescribed form"),
    statement="标题为“机关名称＋年份＋政府信息公开工作年度报告”。",
    level=Level.HINT,
    law=("form.2019", "form.2021"),
    applies=Applies(first_year=2019),
    inapplicable=(Words("2019年以前没有统一格式", "there was no common form before 2019"),),
    messages={
        "pass": Words("标题符合规定形式", "the title is in the prescribed form"),
        "fail": Words("标题“{found}”应为“{due}”", "the title “{found}” should be “{due}”"),
        "none": Words("没有看到标题", "no title was seen"),
        "unclear": Words("标题中机关名称没有认出", "the name in the title was not understood"),
    },
    meanings={
        Outcome.NOT_EVALUATED: Words(
            "只有正文片段，没有标题，不等于报告没有标题", "a fragment without a title proves no title missing"
        )
    },
    false_positives=(
        Words("“年度”与“年”一样通用；标题分成两行的已合并", "年度 is as usual as 年; titles on two lines are joined"),
    ),
    related=("I102",),
    version=2,
    changes=(Change(version=2, what="a name that was not understood is not told as missing"),),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(title="年度 for 年", printed_title="云岫县财政局2023年度政府信息公开工作年度报告"),
            Example(title="the form of the copy", printed_title="云岫县财政局2023年政府信息公开工作年度报告（文字版）"),
        ),
        failed=(
            Example(
                title="the year first", printed_title="2023年云岫县财政局政府信息公开工作年度报告", level=Level.HINT
            ),
            Example(title="no body", printed_title="2023年政府信息公开工作年度报告"),
            Example(title="工作 is missing", printed_title="云岫县财政局2023年政府信息公开年度报告"),
            Example(title="the year behind", printed_title="云岫县财政局政府信息公开工作2023年度报告"),
            Example(title="other subject", printed_title="云岫县财政局2023年政务公开工作报告"),
        ),
        inapplicable=(Example(title="report year 2018", year=2018, form="pre2019", forms={}),),
        undecided=(
            Example(title="a fragment without a title", printed_title=""),
            Example(
                title="a name that is not understood stands before it",
                printed_title="2023年政府信息公开工作年度报告",
                preamble="云岫县某某2023年政府信息公开工作年度报告",
            ),
        ),
    ),
)
def title(subject: Subject) -> Iterator[Verdict]:
    """The title is the body's name, the year, and 政府信息公开工作年度报告.

    The forms print it so; variants are recognised all the same.

    Not applicable when the report is on a year before 2019.
    """
    printed = subject.report.title
    if not printed:
        yield Verdict(Outcome.NOT_EVALUATED, "none")
        return
    found = _DUE.fullmatch(_SUFFIX.sub("", key(printed)))
    if found and not _NO_BODY.match(found["body"]):
        yield Verdict(Outcome.PASS, "pass")
        return
    if not found and _named_in_print(subject.report.text, printed):
        yield Verdict(Outcome.NOT_EVALUATED, "unclear")
        return
    body = subject.report.body or subject.case.body or "×××"
    due = f"{body}{subject.year}年政府信息公开工作年度报告"
    yield Verdict(Outcome.FAIL, "fail", {"found": printed, "due": due}, evidence=(Evidence("标题", printed),))


def _named_in_print(text: str, printed: str) -> bool:
    """Tell whether a line of the text is the title with something before it that was not taken for a name."""
    lines = (line.strip() for line in text.split("\n") if printed in line)
    return any(line.endswith(printed) and _NAME.fullmatch(line.removesuffix(printed)) for line in lines)
