"""A104: the outcomes of reviews and suits add up to their totals."""

from collections.abc import Iterator

from checks.catalogue import Example, Examples, Verdict, Words
from checks.rules._identities import OLD_FORM, identity_rule, judge_pattern
from checks.subject import Subject


@identity_rule(
    "A104",
    name=Words(
        "表四各组：维持 + 纠正 + 其他 + 未审结 = 总计", "Table four: the outcomes add up to the total of each group"
    ),
    statement="表四行政复议、未经复议直接起诉、复议后起诉三组，各项结果之和等于总计。",
    examples=Examples(
        passed=(Example(title="clean table"),),
        failed=(
            Example(
                title="a total left at 0: only the total can be wrong",
                cells={"t4.review.upheld": 10, "t4.review.corrected": 1, "t4.review.total": 0},
                suspects=("t4.review.total",),
            ),
            Example(
                title="a total short by one: the total or a part",
                cells={"t4.review.upheld": 10, "t4.review.corrected": 1, "t4.review.total": 10},
                suspects=("t4.review.total", "t4.review.upheld", "t4.review.corrected"),
            ),
        ),
        inapplicable=(OLD_FORM,),
        undecided=(Example(title="a missing cell", cells={"t4.review.total": None}),),
    ),
)
def outcomes_sum(subject: Subject) -> Iterator[Verdict]:
    """In each group of table four, upheld, corrected, other and pending cases add up to the total.

    The form asks for every case by its outcome and for their total (article 50; forms of 2019 and 2021).

    Not applicable when the report is of the time before 2019.
    """
    return judge_pattern(subject, "I4")
