"""N116: the text says one thing about the processing fees collected."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.narrative.fees import Amount, processing_fees
from checks.narrative.sentences import Sentence
from checks.narrative.topics import Topic
from checks.subject import Subject
from checks.words import number


@rule(
    "N116",
    name=Words("信息处理费的收取情况前后一致", "The text says one thing about processing fees"),
    statement="正文各处写的信息处理费收取情况和金额相互一致。",
    level=Level.WARNING,
    law=("fee", "regulation.50"),
    applies=Applies(first_year=2021),
    messages={
        "pass": Words("前后一致", "the statements agree"),
        "fail": Words("信息处理费前后不一致：“{first}”“{second}”", "the statements differ: “{first}” “{second}”"),
        "silent": Words("正文没有写信息处理费", "the text says nothing about processing fees"),
    },
    false_positives=(
        Words("收费标准、减免金额不算收取情况", "tariffs and amounts waived are no statement"),
        Words("与表二的行政事业性收费无关", "unrelated to the fees of table two"),
    ),
    related=("F104", "N117"),
    examples=Examples(
        passed=(
            Example(title="none collected"),
            Example(
                title="the same amount twice", texts={"1": "收取信息处理费400元。", "6": "收取信息处理费0.04万元。"}
            ),
        ),
        failed=(
            Example(
                title="an amount and none",
                texts={"1": "全年收取信息处理费400元。", "6": "本年度未收取信息处理费。"},
                level=Level.WARNING,
            ),
            Example(title="two amounts", texts={"1": "收取信息处理费400元。", "6": "收取信息处理费380元。"}),
        ),
        inapplicable=(
            Example(title="report year 2020", year=2020, form="2019"),
            Example(title="nothing about it", texts={"6": "无"}),
        ),
    ),
)
def processing_fee_agrees(subject: Subject) -> Iterator[Verdict]:
    """What the text says about processing fees in one place is what it says in another.

    Decree 109 of 2020 of the State Council's office makes them part of the annual report from report year 2021 on.

    Not applicable when the report is on 2020 or an earlier year, or says nothing about them.
    """
    amounts, none = processing_fees(subject.topics.sentences(Topic.PROCESSING_FEES), subject.year)
    pair = _differing(amounts, none)
    if pair:
        first, second = pair
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {"first": first.quote(), "second": second.quote()},
            key="fee",
            found=number(amounts[0].value),
            evidence=tuple(Evidence(s.place, s.text) for s in pair),
        )
    else:
        yield Verdict(Outcome.PASS, "pass") if amounts or none else Verdict(Outcome.NOT_APPLICABLE, "silent")


def _differing(amounts: list[Amount], none: list[Sentence]) -> tuple[Sentence, Sentence] | None:
    collected = [amount for amount in amounts if amount.value]
    if collected and none:
        return collected[0].sentence, none[0]
    other = next((a for a in amounts if abs(a.value - amounts[0].value) >= max(a.step, amounts[0].step)), None)
    return (amounts[0].sentence, other.sentence) if other else None
