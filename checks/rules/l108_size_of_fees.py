"""L108: fees have the size that a body of this kind may collect."""

from collections.abc import Iterator
from decimal import Decimal

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.narrative.fees import administrative_fees
from checks.narrative.topics import Topic
from checks.subject import Subject
from config.plausibility import plausibility

_CELL = "t2.fees.amount"
_YUAN = 10000
"""Yuan in 万元."""


@rule(
    "L108",
    name=Words("收费金额的数量级合理", "Fees are of a plausible size"),
    statement="乡镇、街道、部门的行政事业性收费金额（万元）不超过同类机关可能的规模。",
    level=Level.HINT,
    law=("form.2021",),
    applies=Applies(forms=("2021", "mixed")),
    tolerance=Words("限额宽松，只提示疑似把元填作万元的", "the limits are wide: only yuan for 万元 is meant"),
    messages={
        "pass": Words("数量级合理", "of a plausible size"),
        "fail": Words(
            "{body}收费 {found} 万元，数额过大，是否以元填报？请核对",
            "{body} reports fees of {found} (in 10,000 yuan); was it meant in yuan?",
        ),
        "other": Words("没有这类机关的限额", "there is no limit for such a body"),
        "unread": Words("收费金额没有读清", "the amount was not read"),
        "told": Words("正文写明了以万元计的金额，已由 N117 指出", "the text names the amount, which N117 tells"),
    },
    related=("L102", "N117"),
    version=2,
    changes=(Change(version=2, what="not told where the text names the amount (N117)"),),
    examples=Examples(
        passed=(Example(title="a small amount"),),
        failed=(
            Example(
                title="a township with 12.5 million yuan in 万元",
                body="石汀镇人民政府",
                cells={_CELL: "125000"},
                level=Level.HINT,
                suspects=(_CELL,),
            ),
        ),
        inapplicable=(
            Example(title="a government", body="云岫县人民政府"),
            Example(title="form of 2019", year=2020, form="2019"),
        ),
        undecided=(
            Example(title="no number", cells={_CELL: "约十万"}),
            Example(
                title="the text names it: told by N117",
                body="石汀镇人民政府",
                cells={_CELL: "125000"},
                texts={"1": "行政事业性收费总额12.5万元。"},
            ),
        ),
    ),
)
def size_of_fees(subject: Subject) -> Iterator[Verdict]:
    """The fees of a township, subdistrict or department do not exceed what such a body may collect.

    The limits are data (config/data/plausibility.toml), not law.

    Not applicable when there is no limit for such a body, or table two is of the form of 2019.
    """
    kind, found = subject.case.kind, subject.report.value(_CELL)
    limit = plausibility().fees_beyond.get(kind) if kind else None
    if limit is None or subject.forms.get("t2") != "2021":
        yield Verdict(Outcome.NOT_APPLICABLE, "other")
    elif found is None:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
    elif found > Decimal(limit) and _told_by_the_text(subject, found):
        yield Verdict(Outcome.NOT_EVALUATED, "told")
    elif found > Decimal(limit):
        yield Verdict(Outcome.FAIL, "fail", {"body": subject.case.body, "found": found}, cells=(_CELL,), found=found)
    else:
        yield Verdict(Outcome.PASS, "pass")


def _told_by_the_text(subject: Subject, found: Decimal) -> bool:
    return any(
        amount.value * _YUAN == found
        for amount in administrative_fees(subject.topics.sentences(Topic.ADMINISTRATIVE_FEES), subject.context)
    )
