"""A103: natural persons and organisations add up to the total of the row."""

from collections.abc import Iterator

from checks.catalogue import Example, Examples, Verdict, Words
from checks.rules._identities import OLD_FORM, identity_rule, judge_pattern
from checks.subject import Subject


@identity_rule(
    "A103",
    name=Words(
        "表三各行：自然人 + 各类组织 = 总计", "Table three: natural persons and organisations add up in every row"
    ),
    statement="表三每一行，自然人与五类法人或其他组织之和等于总计。",
    related=("A101", "A102"),
    examples=Examples(
        passed=(Example(title="clean table"),),
        failed=(
            Example(
                title="two results swapped in the total column",
                cells={"t3.granted.total": 6, "t3.partially_granted.total": 2},
                suspects=(
                    "t3.granted.total",
                    "t3.partially_granted.total",
                ),
            ),
        ),
        inapplicable=(OLD_FORM,),
        undecided=(Example(title="the total cannot be read", cells={"t3.granted.total": "约十"}),),
    ),
)
def applicants_sum(subject: Subject) -> Iterator[Verdict]:
    """In every row of table three, natural persons and the five kinds of organisation add up to the total.

    The form divides all applicants into these columns (article 50; forms of 2019 and 2021).

    Not applicable when the report is of the time before 2019.
    """
    return judge_pattern(subject, "I3")
