"""F101: the six statutory sections are there."""

from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.sections import FEW_SECTIONS, may_be_there, missing_sections, stands_elsewhere
from checks.subject import Subject


@rule(
    "F101",
    name=Words("六个部分齐全", "All six statutory sections are there"),
    statement="年度报告包含统一格式规定的六个部分，按标题（不按序号）认定。",
    level=Level.ERROR,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    inapplicable=(
        Words("2019年以前的报告", "reports on years before 2019"),
        Words("整份报告用旧格式（见 F103）", "the whole report is in the free text of before 2019, see F103"),
    ),
    messages={
        "pass": Words("六个部分齐全", "all six sections were found"),
        "fail": Words("缺少“{section}”，请补写", "section “{section}” is missing; add it"),
        "review": Words(
            "没有找到标题“{section}”，其内容可能在别处，请核对",
            "the heading “{section}” was not found; its content may be elsewhere",
        ),
        "order": Words(
            "“{section}”不在规定的次序上，请按统一格式排列",
            "section “{section}” is out of its place; follow the order of the form",
        ),
    },
    false_positives=(
        Words(
            "标题换了说法、错字，或转成 PDF、文本时丢了标题",
            "a heading in other words, misspelt, or lost in conversion",
        ),
    ),
    related=("F102", "F103"),
    version=2,
    changes=(Change(version=2, what="a heading that stands out of its order is called so"),),
    examples=Examples(
        passed=(Example(title="clean report"),),
        failed=(
            Example(title="section five is not there", texts={"5": None}, level=Level.ERROR),
            Example(
                title="the heading of section four was lost, its table is there",
                texts={"4": None},
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
            ),
            Example(
                title="section two behind section three",
                texts={"2": None, "3": "（见下表）\n二、主动公开政府信息情况"},
                outcome=Outcome.NEEDS_REVIEW,
            ),
            Example(
                title="section six in other words",
                texts={"6": None, "5": "问题：解读形式单一。\n六、其他要说明的事项\n无"},
                outcome=Outcome.NEEDS_REVIEW,
            ),
            Example(
                title="a text capture with two sections may be a part only",
                structured=False,
                texts={"1": None, "4": None, "5": None, "6": None},
                outcome=Outcome.NEEDS_REVIEW,
            ),
        ),
        inapplicable=(
            Example(title="report year 2018", year=2018, form="pre2019", forms={}),
            Example(title="old free text for 2021: told by F103", year=2021, form="pre2019", forms={}),
        ),
    ),
)
def sections(subject: Subject) -> Iterator[Verdict]:
    """The report has the six sections of the form, known by their titles and not by their numerals.

    Article 50 lists the contents, the form of the year orders them in six sections.

    Not applicable when the report is on a year before 2019 or wholly in the old free text.
    """
    missing = missing_sections(subject.report, subject.year)
    whole = subject.report.structured or len(subject.report.sections) >= FEW_SECTIONS
    for section in missing:
        found = [Evidence(s.place, s.heading) for s in subject.report.sections.values()]
        misplaced = stands_elsewhere(subject.report, section)
        doubtful = misplaced or not whole or may_be_there(subject.report, section.number)
        yield Verdict(
            Outcome.NEEDS_REVIEW if doubtful else Outcome.FAIL,
            "order" if misplaced else "review" if doubtful else "fail",
            {"section": section.heading},
            key=section.number,
            level=Level.WARNING if doubtful else None,
            evidence=tuple(found),
        )
    if not missing:
        yield Verdict(Outcome.PASS, "pass")
