"""A107: counts are whole numbers and not negative."""

from collections.abc import Iterator

from checks.arithmetic.balance import ZERO
from checks.arithmetic.possible import possible
from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.labels import label, table_label
from checks.model import Level, Outcome
from checks.subject import Subject
from checks.words import number


@rule(
    "A107",
    name=Words("件数是非负整数，金额不为负", "Counts are whole and not negative, amounts are not negative"),
    statement="表格中的件数是非负整数，金额不为负；2019年格式的“本年增/减”可以为负。",
    level=Level.ERROR,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=Words("0：件数没有小数", "0: a count has no fraction"),
    messages={
        "pass": Words("没有负数和小数件数", "no negative or fractional count"),
        "fail": Words("{table} 有负数或小数件数：{cells}", "{table} has negative or fractional counts: {cells}"),
        "explained": Words("负数或小数已由算术规则指出", "the number is already told by a rule of arithmetic"),
        "none": Words("没有可以判断的数字", "there is no number to judge"),
    },
    false_positives=(Words("把分隔符或短横读成负号", "a dash or separator read as a minus sign"),),
    related=("A101", "A102", "A103", "A104"),
    examples=Examples(
        passed=(
            Example(title="clean table"),
            Example(title="signed change column", year=2020, form="2019", cells={"t2.licensing.change": "-3"}),
            Example(title="an amount with a fraction", cells={"t2.fees.amount": "309.0263"}),
        ),
        failed=(
            Example(
                title="half a penalty", cells={"t2.penalties.decisions": "3.5"}, suspects=("t2.penalties.decisions",)
            ),
            Example(title="a negative amount", cells={"t2.fees.amount": "-1.5"}, suspects=("t2.fees.amount",)),
        ),
        inapplicable=(Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),),
        undecided=(
            Example(title="the negative number is the suspect of a broken sum", cells={"t3.granted.company": -1}),
        ),
    ),
)
def counts(subject: Subject) -> Iterator[Verdict]:
    """Counts in the tables are whole and not negative, and amounts are not negative.

    Only the column of change in the form of 2019 may be signed (forms of 2019 and 2021).

    Not applicable when the report is of the time before 2019.
    """
    odd = {t: [c for c in subject.cells_of(t) if c.value and (c.value < 0 or c.value % 1)] for t in subject.forms}
    wrong = {t: [c for c in odd[t] if not possible(c.id, c.value or ZERO, f)] for t, f in subject.forms.items()}
    told = {table: [c for c in cells if c.id not in subject.mended] for table, cells in wrong.items()}
    for table, cells in told.items():
        if cells:
            listed = [f"{label(c.id)} {number(c.value)}" for c in cells if c.value is not None]
            yield Verdict(
                Outcome.FAIL,
                "fail",
                {"table": table_label(table), "cells": listed},
                key=table,
                cells=tuple(c.id for c in cells),
                found=cells[0].value,
            )
    if told != wrong:
        yield Verdict(Outcome.NOT_EVALUATED, "explained", key="explained")
    if not any(cell.value is not None for table in subject.forms for cell in subject.cells_of(table)):
        yield Verdict(Outcome.NOT_EVALUATED, "none")
    elif not any(wrong.values()):
        yield Verdict(Outcome.PASS, "pass")
