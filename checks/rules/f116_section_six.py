"""F116: section six is filled in."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.sections import is_empty
from checks.subject import Subject

_FEE_YEAR = 2021
"""From this report year on the section has something to say in every report."""


@rule(
    "F116",
    name=Words("第六部分不空着", "Section six is filled in"),
    statement="第六部分有内容；没有其他事项的写“无”。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(first_year=2019),
    inapplicable=(Words("没有找到第六部分（见 F101）", "section six was not found, see F101"),),
    messages={
        "pass": Words("第六部分有内容", "section six says something"),
        "fail": Words("“{heading}”下面是空的，请填写；没有的写“无”", "“{heading}” is empty; fill it in, or say none"),
        "absent": Words("没有第六部分", "there is no section six"),
    },
    meanings={
        Outcome.FAIL: Words("2020年度及以前为提示", "a hint up to report year 2020"),
        Outcome.NEEDS_REVIEW: Words("文本里没有，可能在截取时丢失", "not in this text; it may have been cut off"),
    },
    false_positives=(
        Words(
            "“无”在2020年度以前是完整的；此后缺收费情况由 F104 指出",
            "无 was whole up to 2020; later F104 tells the fee",
        ),
    ),
    related=("F101", "F104"),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(title="none, in 2020", year=2020, form="2019", texts={"6": "无。"}),
            Example(title="none, the fee is for F104", texts={"6": "无"}),
        ),
        failed=(
            Example(title="empty", texts={"6": " "}, level=Level.WARNING),
            Example(title="empty in 2020", year=2020, form="2019", texts={"6": ""}, level=Level.HINT),
            Example(title="empty in a text capture", structured=False, texts={"6": ""}, outcome=Outcome.NEEDS_REVIEW),
        ),
        inapplicable=(
            Example(title="no section six", texts={"6": None}),
            Example(title="report year 2018", year=2018, form="pre2019", forms={}),
        ),
    ),
)
def section_six(subject: Subject) -> Iterator[Verdict]:
    """Section six says something, be it that there is nothing else to report.

    From report year 2021 on it has at least the processing fees to tell.

    Not applicable when section six was not found; F101 tells that.
    """
    section = subject.report.sections.get("6")
    if section is None:
        yield Verdict(Outcome.NOT_APPLICABLE, "absent")
    elif not is_empty(section):
        yield Verdict(Outcome.PASS, "pass")
    else:
        early = subject.year is not None and subject.year < _FEE_YEAR
        yield Verdict(
            Outcome.FAIL if subject.report.structured else Outcome.NEEDS_REVIEW,
            "fail",
            {"heading": section.heading},
            level=Level.HINT if early else None,
            evidence=(Evidence(section.place, section.heading),),
        )
