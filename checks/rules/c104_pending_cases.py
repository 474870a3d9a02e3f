"""C104: cases that were pending at the end of the year before are counted again."""

from collections.abc import Iterator
from decimal import Decimal

from checks.catalogue import Example, Examples, Verdict, Words
from checks.examples import last_year
from checks.labels import label, row_label
from checks.model import Cell, CellStatus, Level, Outcome
from checks.rules._years import COMPARED, NEEDS_FORM, both_years, cell_of, continuity_rule, has_table
from checks.subject import Subject

_GROUPS = ("review", "litigation_direct", "litigation_after_review")


@continuity_rule(
    "C104",
    name=Words("上年尚未审结的案件计入本年", "Cases pending at the end of the year before are counted"),
    statement="复议、诉讼的总计不少于上一年度报告中尚未审结的件数。",
    level=Level.HINT,
    applies=COMPARED,
    messages={
        "pass": Words("三组总计均不少于上年尚未审结的件数", "all three totals cover the cases pending the year before"),
        "fail": Words(
            "{group} 总计 {total} 少于上一年度尚未审结的 {pending} 件，请核对是否漏计",
            "{group}: total {total} is less than the {pending} pending the year before; were they left out?",
        ),
        "open": Words("{cells} 没有读出", "{cells} could not be read"),
        "other": NEEDS_FORM,
    },
    false_positives=(
        Words("上年未结案件次年是否再计，没有统一规定", "whether pending cases are counted again is not settled"),
    ),
    related=("A104",),
    examples=Examples(
        passed=(Example(title="none pending", earlier=last_year()),),
        failed=(
            Example(
                title="one direct suit pending, none counted",
                cells={"t4.litigation_direct.upheld": 0, "t4.litigation_direct.total": 0},
                earlier=last_year(cells={"t4.litigation_direct.pending": 1, "t4.litigation_direct.total": 2}),
                level=Level.HINT,
                suspects=("t4.litigation_direct.total",),
            ),
        ),
        inapplicable=(Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),),
        undecided=(
            Example(title="no report of the year before"),
            Example(title="a total that cannot be read", cells={"t4.review.total": "约三"}, earlier=last_year()),
        ),
    ),
)
def pending_counted(subject: Subject) -> Iterator[Verdict]:
    """No total of reviews or suits is less than the number of cases pending in the report of the year before.

    A case that was not closed is closed, or still pending, in the next year (form, table four).

    Not applicable when the report has no statutory table four.
    """
    if not has_table(subject, "t4"):
        yield Verdict(Outcome.NOT_EVALUATED, "other")
        return
    unread: list[str] = []
    told = 0
    for group in _GROUPS:
        total = _most(cell_of(subject, f"t4.{group}.total"))
        least = [_least(cell_of(earlier, f"t4.{group}.pending")) for earlier in subject.earlier]
        pending = sum((value for value in least if value is not None), Decimal(0))
        if total is None or None in least:
            unread.append(group)
        elif total < pending:
            told += 1
            yield _told(subject, group, total, pending)
    if unread:
        yield Verdict(Outcome.NOT_EVALUATED, "open", {"cells": [label(f"t4.{g}.total") for g in unread]}, key="open")
    elif not told:
        yield Verdict(Outcome.PASS, "pass")


def _told(subject: Subject, group: str, total: Decimal, pending: Decimal) -> Verdict:
    cell = f"t4.{group}.total"
    return Verdict(
        Outcome.FAIL,
        "fail",
        {"group": row_label(cell), "total": total, "pending": pending},
        key=group,
        cells=(cell,),
        expected=f"≥ {pending}",
        found=total,
        evidence=both_years(subject, (cell,), (f"t4.{group}.pending",)),
    )


def _most(cell: Cell) -> Decimal | None:
    return max(cell.candidates, default=None) if cell.status is CellStatus.AMBIGUOUS else _value(cell)


def _least(cell: Cell) -> Decimal | None:
    return min(cell.candidates, default=None) if cell.status is CellStatus.AMBIGUOUS else _value(cell)


def _value(cell: Cell) -> Decimal | None:
    return Decimal(0) if cell.status is CellStatus.BLANK else cell.value
