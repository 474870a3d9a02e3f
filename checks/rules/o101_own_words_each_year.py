"""O101: a report is not that of an earlier year with other figures."""

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

_PASSAGES = (Passage("开展“公开进社区”3场", "开展“公开进社区”5场"),)


def _kept(percent: int, *, known: bool = True) -> Companions:
    likeness = Likeness(YEAR_BEFORE, percent, _PASSAGES, other_first=True, template_known=known)
    return Companions(earlier_reports=1, earlier=likeness)


@portfolio_rule(
    "O101",
    name=Words("文字不是往年报告的翻版", "The text is not that of an earlier year"),
    statement="第一、第五部分自己的文字，没有九成与本机关往年报告相同。",
    level=Level.WARNING,
    inapplicable=(NO_EARLIER, TOO_SHORT),
    tolerance=ALIKE,
    messages={
        "pass": Words("与往年报告不雷同", "not that of an earlier year"),
        "fail": Words(
            "第一、第五部分约 {percent}% 的文字与本机关 {year} 年度报告相同，只改了数字",
            "about {percent}% of the words in sections one and five are those of the body's report of {year}",
        ),
        "first": NO_EARLIER,
        "short": TOO_SHORT,
        "unread": UNREAD,
    },
    false_positives=(
        Words("工作确实年年相同的小单位", "a small body whose work is the same every year"),
        TEMPLATE,
        MAY_STAY,
    ),
    related=("O102", "O103"),
    examples=Examples(
        passed=(Example(title="words of its own", companions=Companions(earlier_reports=2)),),
        failed=(
            Example(title="the whole text with other figures", companions=_kept(95), level=Level.WARNING),
            Example(title="much of it", companions=_kept(80), level=Level.HINT),
            Example(title="templates of the place are not known", companions=_kept(95, known=False), level=Level.HINT),
        ),
        inapplicable=(
            Example(title="the first report", companions=Companions(compared=True)),
            Example(title="nothing but the template", companions=Companions(earlier_reports=1, enough=False)),
        ),
        undecided=(
            Example(title="a picture", companions=OF_PICTURES),
            Example(title="a report by itself"),
        ),
    ),
)
def own_words_each_year(subject: Subject) -> Iterator[Verdict]:
    """Of the own words in sections one and five, nine tenths are not those of an earlier report of the same body.

    The notices on the form pursue reports that repeat each other; a report tells of its own year.

    Not applicable when no earlier report of the body is at hand, or there are too few own words to compare.
    """
    companions = subject.companions
    likeness = companions.earlier
    if not companions.earlier_reports:
        yield Verdict(Outcome.NOT_APPLICABLE, "first")
    elif refusal := incomparable(companions, enough=companions.enough):
        yield refusal
    elif likeness is None:
        yield Verdict(Outcome.PASS, "pass")
    else:
        yield copied(subject, likeness, level_of(likeness, CERTAIN_PERCENT))
