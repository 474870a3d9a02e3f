"""C105: no figure jumps against the year before."""

from collections.abc import Iterator
from decimal import Decimal

from checks.catalogue import Applies, Example, Examples, Verdict, Words
from checks.examples import last_year
from checks.labels import amount_cells, label
from checks.model import Level, Outcome
from checks.rules._years import both_years, cell_of, continuity_rule, has_table
from checks.subject import Subject

_WORTH = Decimal(20)
_TIMES = Decimal(10)
_ANOTHER_UNIT = (Decimal(5000), Decimal(20000))
"""Between these, an amount against last year's is 元 against 万元."""
_FORM = "2021"
_CELLS = (
    "t2.licensing.decisions",
    "t2.penalties.decisions",
    "t2.coercion.decisions",
    "t2.fees.amount",
    "t3.received.total",
    "t4.review.total",
)


@continuity_rule(
    "C105",
    name=Words("与上年相比没有异常跳变", "No figure jumps against the year before"),
    statement="许可、处罚、强制、收费、申请、复议的数量与上年相比没有降为零，也没有相差十倍。",
    level=Level.HINT,
    applies=Applies(needs="earlier", forms=("2021", "mixed")),
    inapplicable=(
        Words("两年的表二不都是2021年格式", "table two is not of the form of 2021 in both years"),
        Words("继续的是另一机关或几个机关", "the body continues another, or several"),
    ),
    tolerance=Words(
        "十倍以内，或两年都不到20件（万元）：小数目的起伏是常事",
        "less than ten times, or below 20 in both years: small numbers rise and fall",
    ),
    messages={
        "pass": Words("没有降为零或相差十倍的数", "nothing fell to none or differs tenfold"),
        "fail": Words(
            "{cell} 上年 {before}，本年 {now}，请核对", "{cell}: {before} the year before, {now} now; please check"
        ),
        "unit": Words(
            "{cell} 上年 {before} 万元，本年 {now} 万元，相差约一万倍，疑为元与万元混用",
            "{cell}: {before} the year before, {now} now, about ten thousand times: 元 and 万元 may be mixed up",
        ),
        "other": Words("两年的表二不都是2021年格式", "table two is not of the form of 2021 in both years"),
        "merged": Words("机关有撤并，不比较", "bodies were merged"),
    },
    false_positives=(Words("机构改革、综合执法改革会转移职权", "reforms move powers between bodies"),),
    related=("L102", "L108"),
    examples=Examples(
        passed=(Example(title="the same figures", earlier=last_year()),),
        failed=(
            Example(
                title="42 acts of coercion, then none, one finding",
                earlier=last_year(cells={"t2.coercion.decisions": 42}),
                level=Level.HINT,
                suspects=("t2.coercion.decisions",),
            ),
            Example(title="ten times the licences", earlier=last_year(cells={"t2.licensing.decisions": 125})),
            Example(
                title="fees in 元 the year before",
                earlier=last_year(cells={"t2.fees.amount": "125000"}),
                level=Level.WARNING,
            ),
        ),
        inapplicable=(
            Example(title="form of 2019", year=2020, form="2019", earlier=last_year(year=2019, form="2019")),
            Example(title="two bodies were merged", earlier=(*last_year(), *last_year(body="云岫县国有资产管理局"))),
        ),
        undecided=(Example(title="no report of the year before"),),
    ),
)
def no_jumps(subject: Subject) -> Iterator[Verdict]:
    """No number of decisions, fees, applications or reviews fell to none or differs tenfold from the year before.

    Such a jump is rare without a reform, and often a misprint or a number in the wrong row.

    Not applicable when table two is not of the form of 2021 in both years, or bodies were merged.
    """
    if subject.forms.get("t2") != _FORM or not has_table(subject, "t2", _FORM):
        yield Verdict(Outcome.NOT_APPLICABLE, "other")
    elif len(subject.earlier) > 1:
        yield Verdict(Outcome.NOT_APPLICABLE, "merged")
    else:
        yield from list(_jumps(subject)) or [Verdict(Outcome.PASS, "pass")]


def _jumps(subject: Subject) -> Iterator[Verdict]:
    for cell in _CELLS:
        before, now = cell_of(subject.earlier[0], cell).value, cell_of(subject, cell).value
        if before is None or now is None or not _jumped(before, now):
            continue
        mixed = cell in amount_cells(_FORM) and _differs_by_unit(before, now)
        yield Verdict(
            Outcome.FAIL,
            "unit" if mixed else "fail",
            {"cell": label(cell), "before": before, "now": now},
            key=cell,
            level=Level.WARNING if mixed else None,
            cells=(cell,),
            expected=before,
            found=now,
            evidence=both_years(subject, (cell,), (cell,)),
        )


def _jumped(before: Decimal, now: Decimal) -> bool:
    """Whether a number fell to none or differs tenfold; a rise from none has no measure."""
    if now == 0:
        return before >= _WORTH
    small, large = sorted((before, now))
    return small > 0 and large >= _WORTH and large >= _TIMES * small


def _differs_by_unit(before: Decimal, now: Decimal) -> bool:
    small, large = sorted((before, now))
    return small > 0 and _ANOTHER_UNIT[0] <= large / small <= _ANOTHER_UNIT[1]
