"""What the rules of the portfolio share: how likeness is told, with both reports as evidence."""

from functools import partial

from checks.catalogue import Applies, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.portfolio.records import Companion, Companions, Likeness, Passage
from checks.subject import Subject

BESIDE = Applies(needs="portfolio")
CERTAIN_PERCENT = 90
ALIKE = Words(
    "数字、年份、名称以及当地报告共有的文字不计；自己的文字不足 120 字的不比较",
    "numbers, years, names and words common to the reports of the place do not count; "
    "texts with less than 120 signs of their own are not compared",
)
MAY_STAY = Words("八成到九成相同的只作提示：制度性的表述可以沿用", "80 to 90 percent are a hint: descriptions may stay")
NO_EARLIER = Words("手头没有本机关往年的报告", "no earlier report of the body is at hand")
TOO_SHORT = Words("自己的文字太少，不比较", "there are too few own words to compare")
UNREAD = Words("第一、第五部分没有读到文字", "no text of sections one and five was read")
TEMPLATE = Words(
    "当地不足十二份报告时看不出模板，因此只作提示",
    "with fewer than twelve reports of the place a template cannot be told from a copy, so this is a hint only",
)

YEAR_BEFORE = Companion("云岫县财政局", 2022, "http://www.yunxiu.example/nb/2022.html")
"""The earlier report of the examples."""

OF_PICTURES = Companions(compared=True, earlier_reports=1, read=False, enough=False, enough_problems=False)
"""A report beside others of which no text was read."""

portfolio_rule = partial(rule, law=("form.2019", "form.2021"), applies=BESIDE)
"""`rule` with what the rules of the portfolio have in common."""


def level_of(likeness: Likeness, percent: int) -> Level:
    """Return the level of a likeness: a warning only where templates are known and the share reaches a percentage."""
    return Level.WARNING if likeness.template_known and likeness.percent >= percent else Level.HINT


def copied(subject: Subject, likeness: Likeness, level: Level, message: str = "fail") -> Verdict:
    """Return the verdict that a report is like another one, with the passages of both."""
    return Verdict(
        Outcome.FAIL,
        message,
        told(likeness),
        level=level,
        found=named(likeness.other),
        evidence=_quoted(subject, likeness),
    )


def incomparable(companions: Companions, *, enough: bool) -> Verdict | None:
    """Return the verdict on a report whose words cannot be compared; None where there are enough of them."""
    if not companions.read:
        return Verdict(Outcome.NOT_EVALUATED, "unread")
    return None if enough else Verdict(Outcome.NOT_APPLICABLE, "short")


def told(likeness: Likeness) -> dict[str, object]:
    """Return the values for a message: whose report is alike, of which year, and by how much."""
    other = likeness.other
    return {"other": other.body, "year": other.year, "percent": likeness.percent}


def named(companion: Companion) -> str:
    """Return what names another report in a finding: its body and year."""
    return f"{companion.body} {companion.year}"


def _quoted(subject: Subject, likeness: Likeness) -> tuple[Evidence, ...]:
    """Return the passages of both reports, each with its own address."""
    pairs = (_pair(subject, likeness.other, passage) for passage in likeness.passages)
    return tuple(evidence for pair in pairs for evidence in pair)


def _pair(subject: Subject, other: Companion, passage: Passage) -> tuple[Evidence, Evidence]:
    own = Evidence(f"{subject.case.body or ''} {subject.year or ''}".strip(), passage.own)
    return own, Evidence(named(other), passage.other, other.url, other.fetched_at, other.sha256)
