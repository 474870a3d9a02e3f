"""N108: the reviews and suits that the text names are those of table four."""

from collections.abc import Iterator

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level
from checks.narrative.disputes import disputes
from checks.narrative.topics import Topic
from checks.rules._claims import MESSAGES, Cells, judge_claims
from checks.subject import Subject

_OUTCOMES = {
    "total": Words("件数", "in all"),
    "upheld": Words("结果维持", "upheld"),
    "corrected": Words("结果纠正", "corrected"),
    "other": Words("其他结果", "other outcome"),
    "pending": Words("尚未审结", "pending"),
}


def _suits(outcome: str) -> tuple[Cells, ...]:
    direct, after = (f"t4.{group}.{outcome}" for group in ("litigation_direct", "litigation_after_review"))
    return (direct, after), (direct,), (after,)


_READINGS: dict[str, tuple[Cells, ...]] = {
    **{f"review.{outcome}": ((f"t4.review.{outcome}",),) for outcome in _OUTCOMES},
    **{f"suit.{outcome}": _suits(outcome) for outcome in _OUTCOMES},
}
_NAMES = {
    f"{group}.{outcome}": Words(zh + words.zh, f"{en}, {words.en}")
    for group, zh, en in (("review", "行政复议", "reviews"), ("suit", "行政诉讼", "suits"))
    for outcome, words in _OUTCOMES.items()
}


@rule(
    "N108",
    name=Words("正文的复议诉讼数与表四一致", "Text and table agree on reviews and suits"),
    statement="正文写的政府信息公开行政复议、行政诉讼件数及各种结果件数，等于表四的相应数；诉讼为两组之和，写一组的也接受。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    messages=MESSAGES,
    false_positives=(
        Words(
            "作为复议机关审理的案件、与信息公开无关的案件、司法行政机关的工作量不比较",
            "cases decided as the reviewing body, other matters and the work of justice bureaus are not compared",
        ),
        Words("正文没有提到不算矛盾", "silence is no contradiction"),
    ),
    related=("N101",),
    version=2,
    changes=(Change(version=2, what="one finding a sentence; a bare sentence of reviews and suits under 依申请公开"),),
    examples=Examples(
        passed=(
            Example(
                title="by outcome",
                texts={"1": "因政府信息公开被申请行政复议3件，其中结果维持2件、结果纠正1件；政府信息公开行政诉讼1件。"},
            ),
        ),
        failed=(
            Example(
                title="another total",
                texts={"1": "全年发生政府信息公开行政复议案件4件。"},
                level=Level.WARNING,
                suspects=("t4.review.total",),
            ),
            Example(
                title="another outcome",
                texts={"1": "政府信息公开行政复议案件3件，结果维持1件，结果纠正1件。"},
                suspects=("t4.review.upheld",),
            ),
            Example(title="suits", texts={"1": "发生政府信息公开行政诉讼案件2件。"}),
        ),
        inapplicable=(
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
            Example(title="the text is silent"),
            Example(title="other matters", texts={"1": "全年办理行政复议案件134件，出庭应诉行政诉讼案件57件。"}),
            Example(title="both together", texts={"1": "政府信息公开行政复议、行政诉讼共5件。"}),
        ),
        undecided=(
            Example(
                title="the cell cannot be read",
                texts={"1": "发生政府信息公开行政复议案件4件。"},
                cells={"t4.review.total": "约三"},
            ),
        ),
    ),
)
def dispute_counts(subject: Subject) -> Iterator[Verdict]:
    """The numbers of reviews and suits over disclosure that the text names are those of table four.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when the text names no such number.
    """
    return judge_claims(
        subject, list(disputes(subject.topics.counts(Topic.DISPUTES), subject.context)), _READINGS, _NAMES, {}
    )
