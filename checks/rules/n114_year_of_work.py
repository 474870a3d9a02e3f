"""N114: the year's work is told under the report year."""

from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.narrative.years import done_later, foreign_years
from checks.rules.i102_years_agree import years_agree
from checks.subject import Subject

_TOLD = frozenset((Outcome.FAIL, Outcome.NEEDS_REVIEW))


@rule(
    "N114",
    name=Words("正文讲的是报告年度的工作", "The year's work is told under the report year"),
    statement="正文叙述当年工作的句子，句首写的年份是报告年度。",
    level=Level.WARNING,
    law=("regulation.50",),
    applies=Applies(),
    messages={
        "pass": Words("没有发现写错年份的工作叙述", "no work is told under another year"),
        "fail": Words(
            "报告年度为 {year}，这里写的是 {other} 年：“{quote}”",
            "the report is on {year}, this sentence on {other}: “{quote}”",
        ),
        "told": Words("标题与正文年份不一，已由 I102 指出", "title and text name different years, which I102 tells"),
        "unknown": Words("报告年度不明", "the report year is not known"),
    },
    false_positives=(
        Words(
            "与上年比较、文件名称中的年份、上年考核结果、下年计划不算",
            "comparisons, years in names of documents, last year's assessment and plans are passed over",
        ),
    ),
    version=2,
    changes=(
        Change(version=2, what="work of the year to come; a comparison that goes on with the report year left aside"),
    ),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="a comparison",
                texts={"1": "2022年公开信息100条，2023年公开信息120条，比2022年增长20%。"},
            ),
            Example(title="last year's assessment", texts={"1": "2022年度考核结果为优秀。我局坚持公开。"}),
        ),
        failed=(
            Example(
                title="the opening names last year",
                texts={"1": "2022年，我局坚持以公开为常态。全年新收政府信息公开申请10件，上年结转1件。"},
                level=Level.WARNING,
            ),
            Example(
                title="a count under last year", texts={"1": "2023年，我局规范公开。2022年共主动公开政府信息300条。"}
            ),
            Example(
                title="work of the year to come told as done", texts={"1": "2024年，我局公开信息230条，成效明显。"}
            ),
        ),
        inapplicable=(Example(title="no report", published=False),),
        undecided=(Example(title="the year is not known", year=None),),
    ),
)
def year_of_work(subject: Subject) -> Iterator[Verdict]:
    """Sentences that tell work as done begin with no other year than the report year, be it past or to come.

    The report is on the year before its publication (article 50).

    Not applicable when there is no report.
    """
    year = subject.year
    if year is None:
        yield Verdict(Outcome.NOT_EVALUATED, "unknown")
        return
    found = [*foreign_years(subject.sentences, year), *done_later(subject.sentences, year)]
    if found and any(verdict.outcome in _TOLD for verdict in years_agree(subject)):
        yield Verdict(Outcome.NOT_EVALUATED, "told", key="told")
    elif found:
        sentence, other = found[0]
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {"year": year, "other": other, "quote": sentence.quote()},
            key="year",
            expected=str(year),
            found=str(other),
            evidence=tuple(Evidence(s.place, s.text) for s, _ in found),
        )
    else:
        yield Verdict(Outcome.PASS, "pass")
