"""C101: what the year before carried out is carried in."""

from collections.abc import Iterator
from decimal import Decimal

from checks.arithmetic.balance import State
from checks.catalogue import Example, Examples, Verdict, Words
from checks.continuity.sums import Term, weigh
from checks.examples import last_year
from checks.labels import column_label
from checks.model import Level, Outcome
from checks.rules._years import (
    COMPARED,
    NEEDS_FORM,
    both_years,
    cell_of,
    continuity_rule,
    earlier_terms,
    has_table,
    merged,
    outcome_of,
)
from checks.subject import Subject
from config.forms import cell_ids

_IN, _OUT, _TOTAL = "t3.carried_in", "t3.carried_out", "total"
_COLUMNS = tuple(cell.rsplit(".", 1)[1] for cell in cell_ids("2021", "t3") if cell.startswith(f"{_IN}."))
_CARRIED_OUT_2 = {
    "t3.received.natural_person": 9,
    "t3.received.total": 11,
    "t3.carried_out.natural_person": 2,
    "t3.carried_out.total": 2,
}
_COMPANY_CARRIED_OUT = {
    "t3.received.natural_person": 7,
    "t3.received.company": 3,
    "t3.carried_out.natural_person": 0,
    "t3.carried_out.company": 1,
}


@continuity_rule(
    "C101",
    name=Words("上年结转等于上年报告的结转下年度", "What was carried in is what the year before carried out"),
    statement="表三“上年结转”等于上一年度报告的“结转下年度继续办理”，总计和各类申请人都一致。",
    level=Level.ERROR,
    applies=COMPARED,
    messages={
        "pass": Words("与上一年度报告的结转数一致", "the year before carried out as many"),
        "fail": Words(
            "上年结转 {columns}，与上一年度报告的结转下年度不符，请核对两年的报告",
            "carried in {columns}, which is not what the year before carried out; check both reports",
        ),
        "moved": Words(
            "上年结转总计与上一年度报告一致，但申请人类别不同：{columns}，疑为重新归类",
            "the total carried in is that of the year before, but moved between columns: {columns}",
        ),
        "open": Words("{why}", "{why}"),
        "explained": Words(
            "结转总计不符，但其中一年的表内等式已指出该数有误",
            "the totals differ, but the equations of one of the reports already tell that its number is wrong",
        ),
        "other": NEEDS_FORM,
    },
    meanings={
        Outcome.FAIL: Words(
            "总计不符为错误；只是类别不同，或机关有撤并、表内有错的，为警告",
            "an error where totals differ; a warning where only columns do, bodies were merged or tables are faulty",
        )
    },
    false_positives=(
        Words(
            "机关撤并；办公室与政府两种口径；上一年度报告后来改过", "merged bodies; two scopes; a corrected year before"
        ),
    ),
    related=("A101", "N105"),
    examples=Examples(
        passed=(
            Example(title="one carried over", earlier=last_year()),
            Example(title="over the change of the form", year=2021, earlier=last_year(year=2020, form="2019")),
        ),
        failed=(
            Example(
                title="two carried out, one carried in, one finding",
                earlier=last_year(cells=_CARRIED_OUT_2),
                level=Level.ERROR,
                suspects=("t3.carried_in.total",),
            ),
            Example(
                title="moved from a company to a person, one finding",
                earlier=last_year(cells=_COMPANY_CARRIED_OUT),
                level=Level.WARNING,
                suspects=("t3.carried_in.natural_person",),
            ),
            Example(
                title="two bodies were merged and carried out one each",
                earlier=(*last_year(), *last_year(body="云岫县国有资产管理局")),
                level=Level.WARNING,
            ),
            Example(
                title="every reading of joined digits breaks it",
                cells={"t3.carried_in.total": (11, 12)},
                earlier=last_year(),
                level=Level.WARNING,
            ),
        ),
        inapplicable=(Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),),
        undecided=(
            Example(title="no report of the year before"),
            Example(title="a reading that fits", cells={"t3.carried_in.total": (1, 11)}, earlier=last_year()),
            Example(
                title="the year before covers the body alone",
                earlier=last_year(
                    printed_title="云岫县财政局（本级）2022年政府信息公开工作年度报告", cells=_CARRIED_OUT_2
                ),
            ),
            Example(
                title="this year's own table shows the misprint",
                cells={"t3.carried_in.total": 9},
                earlier=last_year(),
            ),
            Example(
                title="the year before left it blank",
                earlier=last_year(cells={"t3.carried_out.total": ""}),
                outcome=Outcome.NEEDS_REVIEW,
            ),
        ),
    ),
)
def carried_over(subject: Subject) -> Iterator[Verdict]:
    """The applications carried in are those that the report of the year before carried out, in total and by applicant.

    Both rows count the same applications on the same night (form, table three).

    Not applicable when the report has no statutory table three.
    """
    if not has_table(subject, "t3"):
        yield Verdict(Outcome.NOT_EVALUATED, "other")
        return
    found = {column: weigh(_terms(subject, column)) for column in _COLUMNS}
    total = found[_TOTAL]
    wrong = [column for column in _COLUMNS if found[column].state is State.BROKEN]
    if total.state is State.OPEN:
        yield Verdict(Outcome.NOT_EVALUATED, "open", {"why": total.why}, key="open")
    elif total.state is State.BROKEN and _is_told(subject):
        yield Verdict(Outcome.NOT_EVALUATED, "explained")
    elif wrong:
        differs = total.state is State.BROKEN
        first = [_TOTAL] if differs else []
        columns = first + [column for column in wrong if column != _TOTAL]
        certain = outcome_of(total) if differs else _gravest(outcome_of(found[column]) for column in wrong)
        yield _told(subject, columns, certain, moved=not differs)
    elif all(found[column].state is State.HOLDS for column in _COLUMNS):
        yield Verdict(Outcome.PASS, "pass")
    else:
        yield Verdict(Outcome.NOT_EVALUATED, "open", {"why": next(s.why for s in found.values() if s.why)}, key="open")


def _gravest(outcomes: Iterator[Outcome]) -> Outcome:
    return Outcome.FAIL if Outcome.FAIL in set(outcomes) else Outcome.NEEDS_REVIEW


def _terms(subject: Subject, column: str) -> tuple[Term, ...]:
    return (Term(subject.report, ((f"{_IN}.{column}", 1),)), *earlier_terms(subject, (f"{_OUT}.{column}", -1)))


def _is_told(subject: Subject) -> bool:
    """Whether a value that would mend one of the reports by itself makes the totals agree."""
    carried_in, carried_out = f"{_IN}.{_TOTAL}", f"{_OUT}.{_TOTAL}"
    came = cell_of(subject, carried_in).value
    went = _sum_out(subject, _TOTAL)
    if came is None or went is None:
        return False
    if subject.mends(carried_in, went):
        return True
    return any(
        own is not None and earlier.mends(carried_out, own + came - went)
        for earlier in subject.earlier
        for own in (cell_of(earlier, carried_out).value,)
    )


def _sum_out(subject: Subject, column: str) -> Decimal | None:
    values = [cell_of(earlier, f"{_OUT}.{column}").value for earlier in subject.earlier]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _told(subject: Subject, columns: list[str], outcome: Outcome, *, moved: bool) -> Verdict:
    cells = tuple(f"{_IN}.{column}" for column in columns)
    return Verdict(
        outcome,
        "moved" if moved else "fail",
        {"columns": [_difference(subject, column) for column in columns]},
        key="columns" if moved else "total",
        level=Level.WARNING if moved or merged(subject) or _faulty(subject) else None,
        cells=cells,
        expected=_sum_out(subject, columns[0]),
        found=cell_of(subject, cells[0]).value,
        evidence=both_years(subject, cells, [f"{_OUT}.{column}" for column in columns]),
    )


def _difference(subject: Subject, column: str) -> Words:
    came, went = cell_of(subject, f"{_IN}.{column}").value, _sum_out(subject, column)
    said = f"{'?' if came is None else came} ≠ {'?' if went is None else went}"
    return Words(f"{column_label(f'{_IN}.{column}')} {said}", f"{column} {said}")


def _faulty(subject: Subject) -> bool:
    """Whether a number that is compared takes part in a broken equation of its own table, or was not plainly read."""
    pairs = ((subject, f"{_IN}.{_TOTAL}"), *((earlier, f"{_OUT}.{_TOTAL}") for earlier in subject.earlier))
    return any(
        cell_of(each, cell).value is None or any(b.broken and cell in b.identity.cells for b in each.balances_of("t3"))
        for each, cell in pairs
    )
