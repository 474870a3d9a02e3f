"""O103: section five is not that of the year before."""

from collections.abc import Iterator

from checks.catalogue import Example, Examples, Verdict, Words
from checks.model import Level, Outcome
from checks.portfolio.records import Companions, Likeness, Passage
from checks.rules._portfolio import (
    ALIKE,
    CERTAIN_PERCENT,
    MAY_STAY,
    NO_EARLIER,
    OF_PICTURES,
    TEMPLATE,
    TOO_SHORT,
    UNREAD,
    YEAR_BEFORE,
    copied,
    incomparable,
    level_of,
    portfolio_rule,
)
from checks.subject import Subject

_KEPT = Likeness(YEAR_BEFORE, 95, (Passage("解读图表只有3张", "解读图表只有2张"),), other_first=True)


@portfolio_rule(
    "O103",
    name=Words("存在的问题不是照抄上年的", "The problems are not those of the year before"),
    statement="第五部分没有九成与本机关上一份报告的第五部分相同。",
    level=Level.WARNING,
    law=("regulation.50", "form.2021"),
    inapplicable=(NO_EARLIER, TOO_SHORT),
    tolerance=ALIKE,
    messages={
        "pass": Words("与上一份报告不雷同", "not that of the report before"),
        "fail": Words(
            "第五部分约 {percent}% 的文字与 {year} 年度报告相同：问题没有改进，还是照抄？",
            "about {percent}% of section five is that of the report of {year}: are the problems not mended, or copied?",
        ),
        "first": NO_EARLIER,
        "short": TOO_SHORT,
        "unread": UNREAD,
        "told": Words("整篇与往年雷同，已由 O101 指出", "the whole text is that of an earlier year, which O101 tells"),
    },
    false_positives=(Words("同样的问题可以持续几年", "a problem may last for years"), TEMPLATE, MAY_STAY),
    related=("O101", "X101", "X102"),
    examples=Examples(
        passed=(Example(title="problems of its own", companions=Companions(earlier_reports=1)),),
        failed=(
            Example(
                title="the problems of the year before",
                companions=Companions(earlier_reports=1, problems=_KEPT),
                level=Level.WARNING,
            ),
        ),
        inapplicable=(
            Example(title="the first report", companions=Companions(compared=True)),
            Example(title="short problems", companions=Companions(earlier_reports=1, enough_problems=False)),
        ),
        undecided=(
            Example(title="a picture", companions=OF_PICTURES),
            Example(
                title="the whole text was kept, which O101 tells",
                companions=Companions(earlier_reports=1, earlier=_KEPT, problems=_KEPT),
            ),
            Example(title="a report by itself"),
        ),
    ),
)
def problems_of_the_year(subject: Subject) -> Iterator[Verdict]:
    """Of the own words in section five, nine tenths are not those of section five in the body's report before.

    Article 50 asks for the main problems and what was done about them, which is not the same every year.

    Not applicable when no earlier report of the body is at hand, or there are too few own words to compare.
    """
    companions = subject.companions
    likeness = companions.problems
    if not companions.earlier_reports:
        yield Verdict(Outcome.NOT_APPLICABLE, "first")
    elif refusal := incomparable(companions, enough=companions.enough_problems):
        yield refusal
    elif likeness is None:
        yield Verdict(Outcome.PASS, "pass")
    elif companions.earlier is not None:
        yield Verdict(Outcome.NOT_EVALUATED, "told")
    else:
        yield copied(subject, likeness, level_of(likeness, CERTAIN_PERCENT))
