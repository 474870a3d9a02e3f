"""F112: the report says which period its figures cover."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.sections import FEW_SECTIONS
from checks.subject import Subject
from checks.wording.periods import states_period
from checks.wording.places import hits, shown

_OPEN = re.compile(r"截[至止](?:到)?(?:目前|现在|今日|发稿)|今年以来|目前为止")


@rule(
    "F112",
    name=Words("写明统计期限", "The statistics period is stated"),
    statement="报告写明数据的统计期限；没有写明时，“截至目前”“今年以来”使截止日期不明。",
    level=Level.HINT,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(first_year=2019),
    inapplicable=(Words("2019年以前没有统一格式", "there was no common form before 2019"),),
    messages={
        "pass": Words("写明了统计期限", "the period is stated"),
        "fail": Words(
            "没有写明统计期限，请写明“1月1日至12月31日”",
            "the statistics period is not stated; state 1 January to 31 December",
        ),
        "open": Words(
            "没有写明统计期限，“{said}”截止日期不明：“{quote}”",
            "the statistics period is not stated, and “{said}” leaves its end open: “{quote}”",
        ),
        "part": Words("只有报告的一部分，不能断定没有写", "only a part of the report is here, so it may be elsewhere"),
    },
    false_positives=(
        Words(
            "网页用特殊字体，日期的数字或单位丢失；按已写明处理",
            "digits or units of the dates lost in special fonts count as stated",
        ),
    ),
    related=("I103",),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(title="digits lost by the page's fonts", preamble="数据统计期限为202311日到20231231日。"),
            Example(title="in other words", preamble="所列数据时限自2023年1月1日至2023年12月31日止。"),
            Example(
                title="so far, in a report that states its period",
                texts={"1": "截至目前，收到申请10件。"},
            ),
        ),
        failed=(
            Example(title="nowhere", preamble="", level=Level.HINT),
            Example(
                title="one finding: nowhere, and the text says so far",
                preamble="",
                texts={"1": "截至目前，共收到申请10件。今年以来发布信息30条。"},
            ),
        ),
        inapplicable=(Example(title="report year 2018", year=2018, form="pre2019", forms={}, preamble=""),),
        undecided=(
            Example(
                title="a part of a report",
                structured=False,
                preamble="",
                texts={"1": None, "4": None, "5": None, "6": None},
            ),
        ),
    ),
)
def period_stated(subject: Subject) -> Iterator[Verdict]:
    """The report says which period its figures cover; “so far” and “this year” do not close it.

    The figures are those of 1 January to 31 December of the report year.

    Not applicable when the report is on a year before 2019.
    """
    if states_period(subject):
        yield Verdict(Outcome.PASS, "pass")
    elif len(subject.report.sections) < FEW_SECTIONS:
        yield Verdict(Outcome.NOT_EVALUATED, "part")
    else:
        left_open = hits(subject, _OPEN, "目前", "今年以来", "截至", "截止")
        sentences = [sentence for sentence, _ in left_open]
        if left_open:
            values = {"said": left_open[0][1].group(), "quote": sentences[0].quote()}
            yield Verdict(Outcome.FAIL, "open", values, evidence=shown(sentences))
        else:
            yield Verdict(Outcome.FAIL, "fail")
