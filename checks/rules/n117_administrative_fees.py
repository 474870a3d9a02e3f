"""N117: the administrative fees that the text names are those of table two."""

from collections.abc import Iterator
from decimal import Decimal

from checks.catalogue import Applies, Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.narrative.fees import administrative_fees
from checks.narrative.topics import Topic
from checks.rules._claims import figure, sentence_and_cells
from checks.subject import Subject

_CELL = "t2.fees.amount"
_LAST = Decimal("0.0001")
_CONFUSED = Words("，表中似以元计", ", which seems to be in yuan")


@rule(
    "N117",
    name=Words("正文的行政事业性收费与表二一致", "Text and table agree on administrative fees"),
    statement="正文写的全年行政事业性收费金额等于表二本年收费金额（换算为万元，按正文的位数四舍五入）。",
    level=Level.WARNING,
    law=("regulation.50", "form.2021"),
    applies=Applies(forms=("2021", "mixed")),
    tolerance=Words("正文末位 1：四舍五入", "1 in the last place of the text: rounding"),
    messages={
        "pass": Words("正文的收费金额与表二相符", "the amounts agree"),
        "fail": Words(
            "正文写行政事业性收费 {said} 万元，表二为 {found} 万元{unit}：“{quote}”",
            "the text says fees of {said} (in 10,000 yuan), table two {found}{unit}: “{quote}”",
        ),
        "silent": Words("正文没有写行政事业性收费金额", "the text does not name the amount"),
        "unread": Words("表二收费金额没有读清", "the amount was not read"),
    },
    false_positives=(Words("信息处理费是另一回事", "processing fees are another thing"),),
    related=("N116", "L102"),
    version=2,
    changes=(Change(version=2, what="amounts waived and those of a higher level left aside"),),
    examples=Examples(
        passed=(
            Example(title="in 元", texts={"1": "行政事业性收费总额125000元。"}),
            Example(title="rounded", texts={"1": "行政事业性收费共计13万元。"}),
        ),
        failed=(
            Example(
                title="元 taken for 万元",
                texts={"1": "行政事业性收费总额125000元。"},
                cells={"t2.fees.amount": "125000"},
                level=Level.WARNING,
                suspects=("t2.fees.amount",),
            ),
            Example(title="another amount", texts={"1": "行政事业性收费总额15.2万元。"}),
        ),
        inapplicable=(
            Example(title="form of 2019", year=2020, form="2019"),
            Example(title="the text is silent"),
        ),
        undecided=(
            Example(
                title="the amount cannot be read",
                texts={"1": "行政事业性收费总额15.2万元。"},
                cells={"t2.fees.amount": "约十万"},
            ),
        ),
    ),
)
def administrative_fee_agrees(subject: Subject) -> Iterator[Verdict]:
    """The amount of administrative fees that the text names is that of table two, rounded as the text has it.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when the text names no such amount, or table two is of the form of 2019.
    """
    said = list(administrative_fees(subject.topics.sentences(Topic.ADMINISTRATIVE_FEES), subject.context))
    found = figure(subject, _CELL)
    if not said or subject.forms.get("t2") != "2021":
        yield Verdict(Outcome.NOT_APPLICABLE, "silent")
    elif found is None:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")
    else:
        wrong = [amount for amount in said if abs(amount.value - found) >= max(amount.step, _LAST)]
        if not wrong:
            yield Verdict(Outcome.PASS, "pass")
            return
        mistaken = wrong[0].value and found == wrong[0].value * 10000
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {
                "said": wrong[0].value,
                "found": found,
                "unit": _CONFUSED if mistaken else "",
                "quote": wrong[0].sentence.quote(),
            },
            key=_CELL,
            cells=(_CELL,),
            expected=found,
            found=wrong[0].value,
            evidence=sentence_and_cells(subject, [amount.sentence for amount in wrong], (_CELL,)),
        )
