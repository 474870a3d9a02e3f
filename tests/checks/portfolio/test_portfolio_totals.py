"""A government is measured by what its own figures show it to comprise, and only when nothing is lacking."""

from dataclasses import replace
from decimal import Decimal

import pytest

from checks.portfolio.records import Companion, Difference
from checks.portfolio.totals import Figures, compared_cells, same_tables, total_of
from config.forms import cell_ids
from config.kinds import Kind
from tests.writing import dice

FORMS = {"t2": "2021", "t3": "2021", "t4": "2021"}
CELLS = compared_cells(FORMS)
FEES = "t2.fees.amount"


def figures(name, kind=Kind.DEPARTMENT, *, office=False, scale=9):
    rng = dice(name)
    values = {cell: Decimal(rng.randrange(scale)) for cell in CELLS}
    return Figures(Companion(name, 2024), kind, office, FORMS, values)


OFFICE = figures("县政府办公室", office=True)
BUREAU = figures("财政局")
TOWN = figures("松篁镇", Kind.TOWNSHIP)
BELOW = (OFFICE, BUREAU, TOWN)


def government(*members, **changed):
    values = {cell: sum((each.values[cell] for each in members), Decimal(0)) for cell in CELLS}
    values |= {cell.replace("__", "."): Decimal(value) for cell, value in changed.items()}
    return Figures(Companion("县政府", 2024), Kind.GOVERNMENT, forms=FORMS, values=values)


@pytest.mark.parametrize(
    ("members", "scope"),
    [
        pytest.param(BELOW, "all", id="all bodies"),
        pytest.param((OFFICE, BUREAU), "departments", id="without townships"),
        pytest.param((OFFICE,), "office", id="its office alone"),
    ],
)
def test_the_scope_that_the_figures_show(members, scope):
    total = total_of(government(*members), BELOW)
    assert (total.scope, total.differences, total.lacking) == (scope, (), ())
    assert total.agreeing >= 5


def test_one_wrong_sum_is_told_with_what_it_should_be():
    right = government(*BELOW).values["t3.received.total"]
    total = total_of(government(*BELOW, t3__received__total=right - 2), BELOW)
    assert total.differences == (Difference("t3.received.total", right - 2, right),)


def test_a_government_that_reports_something_else_is_not_measured():
    total = total_of(government(figures("something else", scale=90)), BELOW)
    assert total.scope is None
    assert total.differences == ()


def test_few_figures_show_no_scope():
    bare = [replace(each, values=dict.fromkeys(CELLS, Decimal(0)) | {CELLS[0]: Decimal(1)}) for each in BELOW]
    assert total_of(government(*bare), bare).scope is None


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param(replace(BUREAU, values={}), id="not at hand"),
        pytest.param(replace(BUREAU, values={c: v for c, v in BUREAU.values.items() if c != CELLS[3]}), id="one cell"),
        pytest.param(replace(BUREAU, forms={**FORMS, "t2": "2019"}), id="another form"),
    ],
)
def test_nothing_is_compared_while_a_report_is_lacking(spoiled):
    total = total_of(government(*BELOW), (OFFICE, spoiled, TOWN))
    assert total.lacking == ("财政局",)
    assert (total.scope, total.differences) == (None, ())


@pytest.mark.parametrize(("off", "differs"), [("0.03", False), ("0.04", True)], ids=["rounding", "more than rounding"])
def test_amounts_may_be_rounded_in_every_report(off, differs):
    sums = government(*BELOW).values[FEES]
    total = total_of(government(*BELOW, t2__fees__amount=sums + Decimal(off)), BELOW)
    assert bool(total.differences) is differs


def test_rules_are_no_sum_of_bodies():
    assert not any(cell.startswith("t2.regulations.") for cell in CELLS)
    assert all(cell.endswith(".total") for cell in CELLS if cell.startswith("t3."))


def test_tables_are_the_same_only_to_the_last_cell():
    whole = {cell: Decimal(number) for number, cell in enumerate(cell for t in FORMS for cell in cell_ids("2021", t))}
    assert same_tables(whole, dict(whole), FORMS)
    assert not same_tables(whole, whole | {"t4.review.upheld": Decimal(999)}, FORMS)
    assert not same_tables(whole, {c: v for c, v in whole.items() if c != "t4.review.upheld"}, FORMS)
    assert not same_tables(dict.fromkeys(whole, Decimal(0)), dict.fromkeys(whole, Decimal(0)), FORMS), "nothing to copy"
