"""One fault, one finding: what is wrong in a table is told once, and the wrong cell is named where it is certain."""

import os
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.examples import clean_cells
from checks.model import Outcome
from checks.subject import Subject
from config.forms import cell_ids
from tests.checks.rules.cases import answers, balanced, case, told
from tests.conftest import ROOT

COLUMNS = ("natural_person", "company", "research", "charity", "legal_service", "other_org", "total")
ROWS_2021 = tuple(dict.fromkeys(cell.removeprefix("t3.").rsplit(".", 1)[0] for cell in cell_ids("2021", "t3")))
RESULTS = tuple(row for row in ROWS_2021 if row not in {"received", "carried_in", "handled_total", "carried_out"})
PARTS = {
    "t3.carried_in.natural_person": 4,
    "t3.carried_in.company": 3,
    "t3.carried_out.natural_person": 2,
    "t3.granted.natural_person": 17,
    "t3.granted.company": 6,
    "t3.granted.legal_service": 2,
    "t3.partially_granted.natural_person": 5,
    "t3.unavailable.not_held.natural_person": 9,
    "t3.unavailable.not_held.company": 1,
    "t3.not_processed.repeated.natural_person": 3,
}
THREE_TOTALS = dict.fromkeys(
    (f"t3.{row}.total" for row in ("unavailable.still_unclear", "not_processed.confirmation")), 2
) | {"t3.carried_out.total": 3}


def arithmetic(cells, **traits):
    return told(case(cells, texts={"1": "略。"}, **traits), "A101", "A102", "A103", "A104")


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_the_balanced_tables_of_these_tests_balance(form):
    assert arithmetic(balanced(form, "t3", PARTS), form=form, year=2020 if form == "2019" else 2023) == []


@given(row=st.sampled_from(ROWS_2021), column=st.sampled_from(COLUMNS), delta=st.integers(1, 30))
@settings(max_examples=120, deadline=None)
def test_one_wrong_cell_of_table_three_is_one_finding_that_names_it(row, column, delta):
    clean = balanced("2021", "t3", PARTS)
    cell = f"t3.{row}.{column}"
    found = arithmetic(clean | {cell: clean[cell] + delta})
    assert [finding.cells[0] for finding in found] == [cell]
    assert (found[0].expected, found[0].found) == (clean[cell], clean[cell] + delta)
    assert found[0].outcome is Outcome.FAIL


@given(
    first=st.tuples(st.sampled_from(RESULTS[:10]), st.sampled_from(COLUMNS[:3])),
    second=st.tuples(st.sampled_from(RESULTS[10:]), st.sampled_from(COLUMNS[3:6])),
)
@settings(max_examples=60, deadline=None)
def test_two_wrong_cells_apart_are_two_findings(first, second):
    clean = balanced("2021", "t3", PARTS)
    wrong = ["t3." + ".".join(first), "t3." + ".".join(second)]
    found = arithmetic(clean | {wrong[0]: clean[wrong[0]] + 2, wrong[1]: clean[wrong[1]] + 5})
    assert sorted(finding.cells[0] for finding in found) == sorted(wrong)


def test_two_equal_slips_can_be_explained_in_two_ways_and_none_is_picked():
    clean = balanced("2021", "t3", PARTS)
    found = arithmetic(clean | {"t3.granted.natural_person": 18, "t3.unavailable.not_held.company": 2})
    assert len(found) == 1
    assert set(found[0].cells[:4]) == {
        "t3.granted.natural_person",
        "t3.unavailable.not_held.company",
        "t3.granted.company",
        "t3.unavailable.not_held.natural_person",
    }
    assert "，或 " in found[0].message


def test_what_single_slips_explain_is_named_and_the_rest_is_left_as_one_knot():
    """Two cells of one row and one of another make four equations that no two changes mend; a slip apart is its own."""
    wrong = {
        "t3.carried_in.charity": 7,
        "t3.refused.security_stability.other_org": 1,
        "t3.refused.security_stability.research": 2,
        "t3.unavailable.needs_creation.research": 7,
    }
    single, knot = arithmetic(balanced("2021", "t3", PARTS) | wrong)
    assert single.key == "t3.carried_in.charity"
    assert (single.expected, single.found) == (0, 7)
    assert knot.key == (
        "I2.t3.other_org+I2.t3.research+I3.t3.refused.security_stability+I3.t3.unavailable.needs_creation"
    )
    assert "不能使其全部相等" in knot.message


def test_two_slips_that_share_an_equation_are_told_with_both_ways_to_mend_them():
    wrong = {"t3.received.other_org": 7, "t3.carried_out.total": 9, "t3.not_processed.repeated.natural_person": 10}
    joint, apart = arithmetic(balanced("2021", "t3", PARTS) | wrong)
    assert joint.key == "I1.t3.other_org+I1.t3.total+I3.t3.carried_out+I3.t3.received"
    assert "本年新收·其他 应为 0 且 " in joint.message
    assert "，或 " in joint.message
    assert apart.key == "t3.not_processed.repeated.natural_person"
    assert (apart.expected, apart.found) == (3, 10)


def test_the_same_slips_found_in_another_order_are_one_explanation():
    found = arithmetic(THREE_TOTALS)
    assert len(found) == 1
    assert set(found[0].cells[:3]) == THREE_TOTALS.keys()
    assert "，或" not in found[0].message


@given(row=st.sampled_from(["received", "carried_in"]), count=st.integers(1, 3))
@settings(max_examples=20, deadline=None)
def test_applications_moved_between_columns_are_one_finding_that_says_so(row, count):
    # a real report of 2025: +1 natural person, -1 other, every total right
    clean = balanced("2021", "t3", PARTS)
    source, target = f"t3.{row}.company", f"t3.{row}.natural_person"
    found = arithmetic(clean | {source: clean[source] - count, target: clean[target] + count})
    assert len(found) == 1
    assert f"似有 {count} 件从 商业企业 误计入 自然人" in found[0].message
    assert {source, target} <= set(found[0].cells[:4])


def test_a_row_counted_twice_is_one_finding_across_two_columns():
    # 平潭 2020: results give 27 (26) against 总计 21 (20); 部分公开 6 set to 0 mends both
    clean = balanced(
        "2019", "t3", {"t3.granted.natural_person": 6, "t3.granted.company": 1, "t3.other.natural_person": 14}
    )
    extra = {"t3.partially_granted.natural_person": 6, "t3.partially_granted.total": 6}
    found = arithmetic(clean | extra, form="2019", year=2020)
    assert [finding.rule for finding in found] == ["A102"]
    assert found[0].cells == (
        "t3.partially_granted.total",
        "t3.partially_granted.natural_person",
        "t3.handled_total.total",
        "t3.handled_total.natural_person",
    )
    assert "20 ≠ 6+6+14 = 26" in found[0].message
    assert "21 ≠ 7+6+14 = 27" in found[0].message
    assert "应为 0" in found[0].message


def test_the_same_holds_when_the_row_was_inferred_from_joined_digits():
    clean = balanced(
        "2019", "t3", {"t3.granted.natural_person": 6, "t3.granted.company": 1, "t3.other.natural_person": 14}
    )
    extra = {"t3.partially_granted.natural_person": 6, "t3.partially_granted.total": 6}
    how = {cell: (f"I3.{cell.rsplit('.', 1)[0]}",) for cell in clean_cells("2019", "t3")}
    found = arithmetic(clean | extra, form="2019", year=2020, how=how)
    assert [(f.rule, f.cells[0]) for f in found] == [("A102", "t3.partially_granted.total")]


def test_a_total_that_lacks_a_row_names_no_row():
    clean = balanced("2021", "t3", PARTS)
    missing = {"t3.granted.natural_person": 15, "t3.granted.total": clean["t3.granted.total"] - 2}
    found = arithmetic(clean | missing)
    assert len(found) == 1
    assert found[0].key == "I2.t3.natural_person+I2.t3.total"
    assert "各项合计比总计少 2 件（自然人、总计），是哪一格有误不能断定" in found[0].message
    assert found[0].cells[:2] == ("t3.handled_total.total", "t3.handled_total.natural_person")
    assert (found[0].expected, found[0].found) == (clean["t3.handled_total.total"] - 2, clean["t3.handled_total.total"])
    assert set(missing) <= set(found[0].cells)


def test_the_other_rules_say_by_whom_their_equation_is_explained():
    clean = balanced("2021", "t3", PARTS)
    wrong = case(clean | {"t3.handled_total.total": clean["t3.handled_total.total"] + 10}, texts={"1": "略。"})
    assert [f.outcome for f in answers(wrong, "A101")] == [Outcome.FAIL]
    for rule in ("A102", "A103"):
        assert [(f.outcome, f.reason) for f in answers(wrong, rule)] == [
            (Outcome.NOT_EVALUATED, "不成立的等式已由 A101 一并指出")
        ]


def test_a_table_in_ruins_is_one_finding():
    wrong = {cell: place % 7 for place, cell in enumerate(cell_ids("2021", "t3"))}
    found = arithmetic(wrong)
    assert len(found) == 1
    assert "个等式" in found[0].message


@pytest.mark.parametrize(
    ("printed", "outcomes"),
    [
        pytest.param({"t4.review.upheld": (2, 20)}, {"not_evaluated", "pass"}, id="a reading balances"),
        pytest.param({"t4.review.upheld": (4, 20)}, {"fail"}, id="no reading balances"),
        pytest.param({"t4.review.upheld": "约两件"}, {"not_evaluated", "pass"}, id="unreadable"),
        pytest.param({"t4.review.upheld": None}, {"not_evaluated", "pass"}, id="missing"),
        pytest.param({"t4.review.other": ""}, {"pass"}, id="a blank that is 0"),
        pytest.param({"t4.review.upheld": "/"}, {"needs_review"}, id="a blank that cannot be 0"),
    ],
)
def test_doubtful_cells(printed, outcomes):
    assert {finding.outcome for finding in answers(case(printed), "A104")} == outcomes


def test_the_balancing_reading_is_named():
    open_ = next(f for f in answers(case({"t4.review.upheld": (2, 20)}), "A104") if f.outcome == "not_evaluated")
    assert "t4.review.upheld = 2" in (open_.reason or "")


def test_a_blank_that_upsets_a_sum_is_named_first_and_not_told_again_as_a_blank():
    found = told(case({"t3.granted.total": "", "t3.granted.research": ""}, texts={"1": "略。"}), "A", "F10")
    assert [(f.rule, f.outcome) for f in found] == [("A102", Outcome.NEEDS_REVIEW)]
    assert found[0].cells[0] == "t3.granted.total"
    assert found[0].expected == Decimal(7)


def test_zeros_left_blank_are_one_finding_of_the_form_a_table():
    # 沭阳发改局 2023: only natural persons and totals filled in
    blanks = {cell: "" for table in ("t3", "t4") for cell, text in clean_cells("2021", table).items() if text == "0"}
    assert [(f.rule, f.key) for f in told(case(blanks))] == [("F105", "t3"), ("F105", "t4")]


def test_what_is_told_does_not_depend_on_the_order_of_sets():
    told = "print([(f.cells, f.message) for f in arithmetic(THREE_TOTALS, form='2019', year=2020)])"
    script = f"from tests.checks.arithmetic.test_faults import THREE_TOTALS, arithmetic; {told}"
    environments = [{**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed} for seed in "12"]
    first, second = (subprocess.check_output([sys.executable, "-c", script], env=each) for each in environments)
    assert first == second


def test_faults_are_worked_out_once():
    subject = Subject(case({"t4.review.total": 0}))
    assert subject.faults is subject.faults


SLIPS = {
    "the column of totals is left at 0": lambda t: {c: 0 for c in t if c.endswith(".total")},
    "the row of results is left at 0": lambda t: {c: 0 for c in t if ".handled_total." in c},
    "a row of results is lost in several columns": lambda t: {c: 0 for c in t if ".not_held." in c},
    "carried in and carried out are exchanged": lambda t: {
        c: t[c.replace("carried_in", "carried_out") if "_in" in c else c.replace("carried_out", "carried_in")]
        for c in t
        if ".carried_" in c
    },
    "the total of results is that of the applications received": lambda t: {
        c: t[c.replace("handled_total", "received")] for c in t if ".handled_total." in c
    },
}


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        ("the column of totals is left at 0", "总计一列似没有填写，应为 本年新收 38、上年结转 7、"),
        ("the row of results is left at 0", "办理结果总计一行似没有填写，应为 自然人 34、商业企业 7、"),
        (
            "a row of results is lost in several columns",
            "各项合计比总计少 9 件（自然人）；各项合计比总计少 1 件（商业企业）；各项合计比总计少 10 件（总计）",
        ),
        ("carried in and carried out are exchanged", "上年结转 与 结转下年度继续办理 两行似互换了"),
        ("the total of results is that of the applications received", "办理结果总计一行应为 自然人 34、商业企业 7、"),
    ],
)
def test_one_slip_over_a_whole_line_is_one_finding(slip, words):
    clean = balanced("2021", "t3", PARTS)
    found = arithmetic(clean | SLIPS[slip](clean))
    assert len(found) == 1
    assert words in found[0].message
    assert found[0].expected is not None


def test_the_totals_of_table_four_left_at_0_are_one_finding():
    parts = {"t4.review.upheld": 3, "t4.litigation_direct.upheld": 1, "t4.litigation_after_review.other": 2}
    found = arithmetic(balanced("2021", "t4", parts) | {c: 0 for c in cell_ids("2021", "t4") if c.endswith(".total")})
    assert [f.rule for f in found] == ["A104"]
    assert "总计一列似没有填写，应为 行政复议 3、" in found[0].message


def test_two_totals_of_table_four_left_at_0_are_one_finding():
    parts = {"t4.review.upheld": 3, "t4.litigation_direct.upheld": 1}
    found = arithmetic(balanced("2021", "t4", parts) | {c: 0 for c in cell_ids("2021", "t4") if c.endswith(".total")})
    assert [f.rule for f in found] == ["A104"]
    assert found[0].message.endswith("：总计一列似没有填写，应为 行政复议 3、未经复议直接起诉 1")


def test_a_row_of_steps_that_is_wrong_in_several_columns_is_one_finding():
    """Its own sum holds: what each column demands of it tells that the whole row is another one."""
    clean = balanced("2021", "t3", PARTS)
    wrong = {"natural_person": 4, "company": 2, "total": 6}
    (found,) = arithmetic(clean | {f"t3.received.{c}": clean[f"t3.received.{c}"] + n for c, n in wrong.items()})
    assert "本年新收一行应为 自然人 32、商业企业 4、总计 38" in found.message


def test_two_wrong_cells_of_one_row_are_found_where_one_column_cannot_be_judged():
    """The column of natural persons has no carry-in that could be read, so that only the row speaks of its cell."""
    clean = balanced("2021", "t3", PARTS | {"t3.carried_in.natural_person": 1, "t3.carried_in.company": 0})
    total, person = clean["t3.received.total"], clean["t3.received.natural_person"]
    wrong = {"t3.received.total": total + 4, "t3.received.natural_person": person + 2}
    (found,) = arithmetic(clean | wrong | {"t3.carried_in.natural_person": None})
    assert found.message.endswith(f"：本年新收·总计 应为 {total} 且 本年新收·自然人 应为 {person}")


def test_a_sum_with_many_blanks_names_the_suspect_first_and_counts_the_blanks():
    clean = balanced("2021", "t3", PARTS)
    blanks = {c: "" for c in clean if c.endswith((".total", ".research")) and not clean[c]}
    found = arithmetic(clean | blanks | {"t3.granted.total": 26})
    assert [(f.outcome, f.cells[0]) for f in found] == [(Outcome.NEEDS_REVIEW, "t3.granted.total")]
    assert (found[0].expected, found[0].found) == (25, 26)
    assert (
        "（空白按 0 计：属于国家秘密·总计、其他法律行政法规禁止公开·总计、危及“三安全一稳定”·总计 等 18 格）"
        in found[0].message
    )
