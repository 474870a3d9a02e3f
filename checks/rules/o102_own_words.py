"""O102: a report is not that of another body."""

from collections.abc import Iterator

from checks.catalogue import Example, Examples, Verdict, Words
from checks.model import Level, Outcome
from checks.portfolio.records import Companion, Companions, Likeness, Passage
from checks.rules._portfolio import (
    ALIKE,
    CERTAIN_PERCENT,
    OF_PICTURES,
    TEMPLATE,
    TOO_SHORT,
    UNREAD,
    copied,
    incomparable,
    level_of,
    portfolio_rule,
    told,
)
from checks.subject import Subject

_SURE_PERCENT = 80
_OTHER = Companion("云岫县民政局", 2023, "http://www.yunxiu.example/mz/2023.html")
_PASSAGES = (Passage("财政局设立“窗口日”12次", "民政局设立“窗口日”12次"),)


def _like(percent: int, *, first: bool | None = True, known: bool = True) -> Companions:
    likeness = Likeness(_OTHER, percent, _PASSAGES, other_first=first, template_known=known)
    return Companions(compared=True, alike=likeness)


@portfolio_rule(
    "O102",
    name=Words("文字不是别的机关的", "The text is not that of another body"),
    statement="第一、第五部分自己的文字，没有六成以上与其他机关的报告相同。",
    level=Level.WARNING,
    inapplicable=(Words("手头没有其他机关的报告", "no report of another body is at hand"), TOO_SHORT),
    tolerance=ALIKE,
    messages={
        "pass": Words("与其他机关的报告不雷同", "not like the reports of other bodies"),
        "fail": Words(
            "第一、第五部分约 {percent}% 的文字与{other} {year} 年度报告相同，该报告发布在先",
            "about {percent}% of the words in sections one and five are those of the report of {other} for {year}, "
            "which was published before",
        ),
        "open": Words(
            "第一、第五部分约 {percent}% 的文字与{other} {year} 年度报告相同，谁先谁后不明",
            "about {percent}% of the words in sections one and five are those of the report of {other} for {year}; "
            "which was first is not known",
        ),
        "ahead": Words(
            "{other} {year} 年度报告与本报告文字相近，但发布在后",
            "the report of {other} for {year} is like this one, but was published later",
        ),
        "alone": Words("手头没有其他机关的报告", "no report of another body is at hand"),
        "few": Words(
            "与{other} {year} 年度报告约 {percent}% 相同，但当地报告不足十二份，看不出是不是共用的模板",
            "about {percent}% like the report of {other} for {year}, but with fewer than twelve reports of the place a "
            "common template cannot be told from a copy",
        ),
        "short": TOO_SHORT,
        "unread": UNREAD,
    },
    false_positives=(
        Words("两块牌子一套人马的机关", "two names of one office"),
        Words("四个以上机关共用的文字视为下发的模板，不提示", "words that four bodies share count as a template"),
        TEMPLATE,
    ),
    related=("O101", "I104"),
    examples=Examples(
        passed=(
            Example(title="words of its own", companions=Companions(compared=True)),
            Example(title="the other report is the later one", companions=_like(95, first=False)),
        ),
        failed=(
            Example(title="the text of another office", companions=_like(95), level=Level.WARNING),
            Example(title="much of it", companions=_like(60), level=Level.HINT),
            Example(title="published on the same day", companions=_like(95, first=None), level=Level.HINT),
            Example(title="templates of the place are not known", companions=_like(95, known=False), level=Level.HINT),
        ),
        inapplicable=(
            Example(title="years of one body", companions=Companions(earlier_reports=2)),
            Example(title="nothing but the template", companions=Companions(compared=True, enough=False)),
        ),
        undecided=(
            Example(title="a picture", companions=OF_PICTURES),
            Example(title="much of it, where templates are not known", companions=_like(60, known=False)),
            Example(title="a report by itself"),
        ),
    ),
)
def own_words(subject: Subject) -> Iterator[Verdict]:
    """Of the own words in sections one and five, not six tenths are in another body's report of this year or the last.

    The notices on the form pursue reports that repeat each other. Only the report that was published later is told;
    where the days are the same or not known, both are, as a hint.

    Not applicable when no report of another body is at hand, or there are too few own words to compare.
    """
    companions = subject.companions
    likeness = companions.alike
    if not companions.compared:
        yield Verdict(Outcome.NOT_APPLICABLE, "alone")
    elif refusal := incomparable(companions, enough=companions.enough):
        yield refusal
    elif likeness is None:
        yield Verdict(Outcome.PASS, "pass")
    elif not likeness.template_known and likeness.percent < CERTAIN_PERCENT:
        yield Verdict(Outcome.NOT_EVALUATED, "few", told(likeness))
    elif likeness.other_first is False:
        yield Verdict(Outcome.PASS, "ahead", told(likeness))
    else:
        level = level_of(likeness, _SURE_PERCENT) if likeness.other_first else Level.HINT
        yield copied(subject, likeness, level, "fail" if likeness.other_first else "open")
