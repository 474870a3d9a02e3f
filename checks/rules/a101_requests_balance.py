"""A101: what came in went out or is still there."""

from collections.abc import Iterator

from checks.catalogue import Example, Examples, Verdict, Words
from checks.model import Outcome
from checks.rules._identities import OLD_FORM, identity_rule, judge_pattern
from checks.subject import Subject


@identity_rule(
    "A101",
    name=Words(
        "表三各列：本年新收 + 上年结转 = 办理总计 + 结转下年",
        "Table three: received + carried in = handled + carried out",
    ),
    statement="表三每一列，第一项加第二项之和等于第三项加第四项之和。",
    related=("A102", "A103"),
    examples=Examples(
        passed=(Example(title="clean table"),),
        failed=(
            Example(
                title="one carried out too many, in the column and in the total",
                cells={"t3.carried_out.natural_person": 2, "t3.carried_out.total": 2},
            ),
            Example(
                title="a handled total off by ten breaks three equations: one finding, one suspect",
                cells={"t3.handled_total.total": 20},
                suspects=("t3.handled_total.total",),
            ),
            Example(
                title="one application moved between two columns",
                cells={"t3.received.natural_person": 9, "t3.received.company": 1},
            ),
        ),
        inapplicable=(OLD_FORM,),
        undecided=(
            Example(
                title="a cell inferred from the equation itself proves nothing",
                cells={"t3.carried_out.company": 0},
                how={"t3.carried_out.company": ("I1.t3.company",)},
            ),
            Example(
                title="a blank where 0 does not balance",
                cells={"t3.carried_out.natural_person": "", "t3.carried_out.total": ""},
                outcome=Outcome.NEEDS_REVIEW,
                suspects=("t3.carried_out.total", "t3.carried_out.natural_person"),
            ),
        ),
    ),
)
def requests_balance(subject: Subject) -> Iterator[Verdict]:
    """In every column of table three, received plus carried in equals handled plus carried out.

    The form prints this equation above the table (article 50; forms of 2019 and 2021).

    Not applicable when the report is of the time before 2019.
    """
    return judge_pattern(subject, "I1")
