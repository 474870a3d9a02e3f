"""N115: percentages follow from the numbers beside them."""

from collections.abc import Iterator

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.narrative.sums import WrongRate, wrong_growth, wrong_shares, wrong_wholes
from checks.narrative.topics import Topic
from checks.rules._claims import sum_of
from checks.subject import Subject

_WHOLES = (
    ("t3.received.total",),
    ("t3.received.total", "t3.carried_in.total"),
    ("t3.handled_total.total",),
    ("t4.review.total",),
    ("t4.litigation_direct.total", "t4.litigation_after_review.total"),
)


@rule(
    "N115",
    name=Words("占比和增幅与旁边的数字相符", "Percentages follow from the numbers beside them"),
    statement="正文“若干件，占百分之几”的占比、两年数字之间的增幅，与所写的数字相符；以“其他”收尾的各项占比合计 100%。",
    level=Level.HINT,
    law=("regulation.50",),
    applies=Applies(),
    tolerance=Words(
        "末位 1：四舍五入；合计时每项末位半个单位",
        "1 in the last place: rounding; of a list, half of the last place a share",
    ),
    messages={
        "pass": Words("没有发现算错的百分比", "no percentage is off"),
        "fail": Words(
            "{stated}% 与 {first}、{second} 不符：“{quote}”",
            "{stated} % does not follow from {first} and {second}: “{quote}”",
        ),
        "whole": Words(
            "各项占比 {shares} 合计 {total}%，不是 100%：“{quote}”",
            "the shares {shares} add up to {total} %, not 100 %: “{quote}”",
        ),
    },
    false_positives=(Words("基数没有写在同一段里", "the base stands in another paragraph"),),
    related=("N112",),
    version=2,
    changes=(Change(version=2, what="rates beside both terms, 占比; shares of a whole printed elsewhere left aside"),),
    examples=Examples(
        passed=(
            Example(title="shares", texts={"1": "收到政府信息公开申请10件，予以公开7件，占70%，部分公开1件，占10%。"}),
            Example(
                title="rounded shares of everything",
                texts={"1": "申请内容中，征地拆迁占45.3%、财政资金占25.3%、其他占29.3%。"},
            ),
            Example(
                title="an open list of shares",
                texts={"1": "申请内容中，征地拆迁占45%，财政资金占25%，教育医疗占20%。"},
            ),
            Example(title="a share of a whole printed elsewhere", texts={"1": "公开信息36条，占全县公开总量的3%。"}),
            Example(title="growth", texts={"1": "2022年公开信息100条，2023年公开信息120条，增长20%。"}),
        ),
        failed=(
            Example(
                title="a wrong share",
                texts={"1": "收到政府信息公开申请10件，予以公开7件，占77%。"},
                level=Level.HINT,
            ),
            Example(title="a wrong rate", texts={"1": "2022年公开信息100条，2023年公开信息120条，增长33%。"}),
            Example(
                title="shares of everything",
                texts={"1": "申请内容中，征地拆迁占45%，财政资金占25%，其他占20%。"},
                level=Level.HINT,
            ),
            Example(title="a rate beside both terms", texts={"1": "公开信息300条，较上年的200条增长33%。"}),
        ),
        inapplicable=(Example(title="no report", published=False),),
    ),
)
def percentages(subject: Subject) -> Iterator[Verdict]:
    """Shares and growth rates follow from the numbers that stand beside them, and complete lists of shares make 100 %.

    A report that contradicts itself is not accurate (form of 2021).

    Not applicable when there is no report.
    """
    told = [*_rates(subject), *_whole_lists(subject)]
    yield from told
    if not told:
        yield Verdict(Outcome.PASS, "pass")


def _rates(subject: Subject) -> Iterator[Verdict]:
    totals = (sum_of(subject, cells) for cells in _WHOLES)
    wholes = [total for total in totals if total]
    with_rates = subject.topics.sentences(Topic.PERCENTAGES)
    wrong: list[WrongRate] = [*wrong_shares(with_rates, wholes), *wrong_growth(with_rates)]
    for number, rate in enumerate(wrong, 1):
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {"stated": rate.stated, "first": rate.first, "second": rate.second, "quote": rate.sentence.quote()},
            key=f"rate:{number}",
            found=rate.stated,
            evidence=(Evidence(rate.sentence.place, rate.sentence.text),),
        )


def _whole_lists(subject: Subject) -> Iterator[Verdict]:
    for number, each in enumerate(wrong_wholes(subject.topics.sentences(Topic.PERCENTAGES)), 1):
        shares = "+".join(f"{share}%" for share in each.shares)
        values = {"shares": shares, "total": each.total, "quote": each.sentence.quote()}
        evidence = (Evidence(each.sentence.place, each.sentence.text),)
        yield Verdict(Outcome.FAIL, "whole", values, key=f"whole:{number}", found=each.total, evidence=evidence)
