"""L105: different groups of table two do not repeat the same pair of figures."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.labels import label
from checks.model import Level, Outcome
from checks.subject import Subject

_GROUPS = (("regulations", "normative_documents"), ("licensing", "other_services"), ("penalties", "coercion"))
_SMALLEST = 10
"""Pairs with a smaller figure may be alike by chance."""

Pair = tuple[str, str]


@rule(
    "L105",
    name=Words("表二不同栏目没有重复的成对数字", "No pair of figures is repeated in another group of table two"),
    statement="表二不同项目的两行数字，不同时与另一项目的两行相同（两数均不小于 10）。",
    level=Level.HINT,
    law=("regulation.50",),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=Words("小于 10 的数可能巧合，不提", "figures below 10 may be alike by chance"),
    messages={
        "pass": Words("没有重复的成对数字", "no pair is repeated"),
        "fail": Words(
            "{first} 与 {second} 同为 {values}：是否把一栏的数误填到另一栏？",
            "{first} and {second} are both {values}: were figures pasted into the wrong group?",
        ),
        "unread": Words("表二没有读清", "table two was not read"),
    },
    false_positives=(Words("数字巧合", "chance"),),
    related=("L101",),
    examples=Examples(
        passed=(Example(title="clean table"),),
        failed=(
            Example(
                title="the counts of services among the documents",
                body="石汀镇人民政府",
                year=2020,
                form="2019",
                cells={
                    "t2.regulations.made": 21,
                    "t2.normative_documents.made": 85,
                    "t2.licensing.items_last_year": 21,
                    "t2.other_services.items_last_year": 85,
                },
                level=Level.HINT,
                suspects=("t2.regulations.made", "t2.normative_documents.made"),
            ),
        ),
        inapplicable=(Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),),
        undecided=(Example(title="no table two", forms={"t3": "2021", "t4": "2021"}),),
    ),
)
def repeated_pairs(subject: Subject) -> Iterator[Verdict]:
    """No two rows of one group of table two carry the same pair of figures as two rows of another group.

    Equal pairs come from figures pasted into the wrong place.

    Not applicable when the report is of the time before 2019.
    """
    values = {cell.id: cell.value for cell in subject.cells_of("t2") if cell.value is not None}
    repeated = list(_repeated(values))
    for first, second in repeated:
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {
                "first": [label(cell) for cell in first],
                "second": [label(cell) for cell in second],
                "values": [values[cell] for cell in first],
            },
            key="+".join((*first, *second)),
            cells=(*first, *second),
            found="/".join(str(values[cell]) for cell in first),
        )
    if not repeated:
        yield Verdict(Outcome.PASS, "pass") if values else Verdict(Outcome.NOT_EVALUATED, "unread")


def _repeated(values: dict[str, Decimal]) -> Iterator[tuple[Pair, Pair]]:
    pairs = [list(_pairs(values, *rows)) for rows in _GROUPS]
    for one, other in combinations(pairs, 2):
        for first in one:
            yield from ((first, second) for second in other if _figures(values, first) == _figures(values, second))


def _pairs(values: dict[str, Decimal], upper: str, lower: str) -> Iterator[Pair]:
    for cell in values:
        _, row, column = cell.split(".")
        pair = (cell, f"t2.{lower}.{column}")
        if row == upper and pair[1] in values and min(_figures(values, pair)) >= _SMALLEST:
            yield pair


def _figures(values: dict[str, Decimal], pair: Pair) -> tuple[Decimal, ...]:
    return tuple(values[cell] for cell in pair)
