"""C103: the items of last year are those that last year's report came to (form of 2019)."""

from collections.abc import Iterator
from decimal import Decimal

from checks.arithmetic.balance import State
from checks.catalogue import Applies, Example, Examples, Verdict, Words
from checks.continuity.sums import Sum, Term, weigh
from checks.examples import last_year
from checks.labels import row_label
from checks.model import Level, Outcome
from checks.rules._years import both_years, cell_of, continuity_rule, earlier_terms, has_table, merged, outcome_of
from checks.subject import Subject

_ROWS = ("licensing", "other_services", "penalties", "coercion", "fees")


@continuity_rule(
    "C103",
    name=Words("上一年项目数量与上年报告衔接", "The items of last year are those of last year's report"),
    statement="2019年格式：“上一年项目数量”等于上一年度报告的“上一年项目数量”加“本年增/减”。",
    level=Level.WARNING,
    applies=Applies(needs="earlier", forms=("2019", "mixed")),
    inapplicable=(Words("两年的表二不都是2019年格式", "table two is not of the form of 2019 in both years"),),
    messages={
        "pass": Words("各行均衔接", "all rows roll forward"),
        "fail": Words(
            "{row} 上一年项目数量 {now} ≠ 上年报告的 {before} + 增减 = {expected}，请核对",
            "{row}: items of last year {now} ≠ those of last year's report {before} with the change = {expected}",
        ),
        "open": Words("{row}：{why}", "{row}: {why}"),
        "other": Words("两年的表二不都是2019年格式", "table two is not of the form of 2019 in both years"),
    },
    false_positives=(Words("2020年多地重新梳理事项清单", "lists of items were drawn up anew in many places in 2020"),),
    related=("A108",),
    examples=Examples(
        passed=(
            Example(
                title="37 = 40 − 3",
                year=2020,
                form="2019",
                cells={"t2.licensing.items_last_year": 37},
                earlier=last_year(year=2019, form="2019"),
            ),
        ),
        failed=(
            Example(
                title="40 where 37 are due, one finding",
                year=2020,
                form="2019",
                earlier=last_year(year=2019, form="2019"),
                level=Level.WARNING,
                suspects=("t2.licensing.items_last_year",),
            ),
        ),
        inapplicable=(
            Example(title="form of 2021", earlier=last_year()),
            Example(
                title="mixed report with table two of 2021",
                form="mixed",
                forms={"t2": "2021", "t3": "2019"},
                earlier=last_year(),
            ),
        ),
        undecided=(
            Example(title="no report of the year before", year=2020, form="2019"),
            Example(
                title="joined digits with a reading that fits",
                year=2020,
                form="2019",
                cells={"t2.licensing.items_last_year": (3, 37)},
                earlier=last_year(year=2019, form="2019"),
            ),
        ),
    ),
)
def items_roll(subject: Subject) -> Iterator[Verdict]:
    """The number of items of last year is what last year's report came to: its own last year and the change.

    Both reports count the items at the end of the same year (form of 2019, table two).

    Not applicable when table two is not of the form of 2019 in both years.
    """
    if not has_table(subject, "t2", "2019"):
        yield Verdict(Outcome.NOT_APPLICABLE, "other")
        return
    found = {row: weigh(_terms(subject, row)) for row in _ROWS}
    yield from (_verdict(subject, row, each) for row, each in found.items() if each.state is not State.HOLDS)
    if all(each.state is State.HOLDS for each in found.values()):
        yield Verdict(Outcome.PASS, "pass")


def _terms(subject: Subject, row: str) -> tuple[Term, ...]:
    before = earlier_terms(subject, (f"t2.{row}.items_last_year", 1), (f"t2.{row}.change", 1))
    return (*before, Term(subject.report, ((f"t2.{row}.items_last_year", -1),)))


def _verdict(subject: Subject, row: str, found: Sum) -> Verdict:
    items, change = f"t2.{row}.items_last_year", f"t2.{row}.change"
    name = row_label(items)
    if found.state is State.OPEN:
        return Verdict(Outcome.NOT_EVALUATED, "open", {"row": name, "why": found.why}, key=f"open:{row}")
    now = cell_of(subject, items).value
    expected = None if found.value is None or now is None else now + found.value
    before: list[Decimal | str] = []
    for earlier in subject.earlier:
        value = cell_of(earlier, items).value
        before.append("?" if value is None else value)
    return Verdict(
        outcome_of(found),
        "fail",
        {
            "row": name,
            "now": "?" if now is None else now,
            "before": before,
            "expected": "?" if expected is None else expected,
        },
        key=row,
        level=Level.HINT if merged(subject) else None,
        cells=(items,),
        expected=expected,
        found=now,
        evidence=both_years(subject, (items,), (items, change)),
    )
