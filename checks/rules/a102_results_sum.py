"""A102: the results of handling add up to their total."""

from collections.abc import Iterator

from checks.catalogue import Change, Example, Examples, Verdict, Words
from checks.model import Outcome
from checks.notes import note
from checks.rules._identities import CHANGES, OLD_FORM, identity_rule, judge_pattern
from checks.subject import Subject


@identity_rule(
    "A102",
    name=Words("表三各列：各项办理结果之和 = 总计", "Table three: the results add up to their total in every column"),
    statement="表三每一列，各项办理结果之和等于（七）总计。",
    version=3,
    changes=(*CHANGES, Change(version=3, what="open where many reports of the year have a row that no form has")),
    related=("A101", "A103"),
    examples=Examples(
        passed=(
            Example(title="clean table"),
            Example(title="form of 2019, one row of other results", year=2020, form="2019"),
            Example(title="zeros left blank", cells={"t3.granted.research": "", "t3.granted.charity": "/"}),
        ),
        failed=(
            Example(
                title="a row that was counted twice: its own sum holds, two columns do not",
                cells={
                    "t3.refused.third_party.natural_person": 6,
                    "t3.refused.third_party.total": 6,
                },
                suspects=("t3.refused.third_party.total", "t3.refused.third_party.natural_person"),
            ),
            Example(
                title="one wrong cell breaks its row and its column: the cell is named",
                cells={"t3.granted.company": 3},
                suspects=("t3.granted.company",),
            ),
            Example(
                title="no reading of an ambiguous cell balances",
                cells={"t3.granted.company": (4, 14)},
                suspects=("t3.handled_total.company",),
            ),
        ),
        inapplicable=(OLD_FORM,),
        undecided=(
            Example(title="some reading of an ambiguous cell balances", cells={"t3.granted.company": (1, 14)}),
            Example(title="a missing row", cells={"t3.granted.company": None}),
            Example(
                title="many reports of the year have a row that the form does not know, and it counts",
                cells={
                    "t3.received.natural_person": 9,
                    "t3.received.total": 11,
                    "t3.handled_total.natural_person": 9,
                    "t3.handled_total.total": 11,
                },
                notes=(note("unknown_row", table="t3", text="4.涉及工作秘密"),),
                shared_rows=frozenset({"4.涉及工作秘密"}),
            ),
            Example(
                title="a wrong cell in a row read from a picture",
                cells={"t3.granted.company": 7, "t3.granted.total": 13},
                ocr=("t3.granted.company", "t3.granted.total"),
                outcome=Outcome.NEEDS_REVIEW,
            ),
        ),
    ),
)
def results_sum(subject: Subject) -> Iterator[Verdict]:
    """In every column of table three, the results of handling add up to the total of the form.

    Each application is counted under one result, and the form asks for their total (article 50; forms of 2019, 2021).

    Not applicable when the report is of the time before 2019.
    """
    return judge_pattern(subject, "I2")
