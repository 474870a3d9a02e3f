"""What differs between two editions of a report: only what is certain, and all of it."""

from dataclasses import replace

import pytest

from checks.changes import differences
from checks.examples import Example, printed_cell, report_of
from checks.model import Note, Section

CELL = "t3.received.total"


def report(cells=None, **traits):
    return report_of(Example(title="test", cells=cells or {}, **traits))


def with_text(text, number="5"):
    return report(texts={number: text})


@pytest.mark.parametrize(
    ("before", "after", "changed", "unclear"),
    [
        ("10", "10", [], []),
        ("10", "10.0", [], []),
        ("1,234", "1234", [], []),
        ("10", "11", [CELL], []),
        ("", "0", [CELL], []),
        ("/", "—", [], []),
        ("10", "/", [CELL], []),
        ("", "5", [CELL], []),
        (None, None, [], []),
        (None, "5", [CELL], []),
        ("5", None, [CELL], []),
        ("见附件", "5", [], [CELL]),
        ("见附件", "见 附件", [], []),
        ((1, 2), "1", [], [CELL]),
    ],
)
def test_a_cell_changed_only_where_both_readings_are_certain(before, after, changed, unclear):
    found = differences(report({CELL: before}), report({CELL: after}))
    assert ([change.id for change in found.cells], list(found.unclear)) == (changed, unclear)
    assert bool(found) == bool(changed)


@pytest.mark.parametrize("doubt", ["no tables", "cut off"])
def test_a_cell_that_is_not_there_changed_only_between_whole_documents(doubt):
    whole = report({CELL: "5"})
    lacking = report({CELL: None})
    doubtful = replace(lacking, structured=False) if doubt == "no tables" else replace(lacking, notes=(CUT,))
    assert differences(whole, lacking).cells
    assert not differences(whole, doubtful)
    assert not differences(doubtful, whole)


CUT = Note("cut_off", "the page ends in the middle")


@pytest.mark.parametrize(
    ("before", "after", "removed", "added", "in_figures"),
    [
        ("解读少。培训少。", "解读少。\n培训少。", (), (), False),
        ("解读少，培训少。", "解读少, 培训少。", (), (), False),
        ("解读少。培训少。", "解读少。", ("培训少。",), (), False),
        ("解读少。", "解读少。培训少。", (), ("培训少。",), False),
        ("培训3次。解读少。", "培训8次。解读少。", ("培训3次。",), ("培训8次。",), True),
        ("培训3次。", "举办培训3次。", ("培训3次。",), ("举办培训3次。",), False),
        ("一是甲。二是乙。", "二是乙。一是甲。", (), (), False),
    ],
    ids=["line break", "half-width", "gone", "new", "another number", "reworded", "in another order"],
)
def test_sentences_are_compared_as_they_read(before, after, removed, added, in_figures):
    found = differences(with_text(before), with_text(after))
    told = [(change.number, change.removed, change.added) for change in found.texts]
    assert told == ([("5", removed, added)] if removed or added else [])
    assert found.in_figures is in_figures


def test_a_sentence_that_stands_in_another_section_now_is_not_gone():
    # Another template hid the heading of section six; its text was read as the end of section five.
    apart = report(texts={"5": "解读少。", "6": "无收费。"})
    merged = report(texts={"5": "解读少。无收费。", "6": None})
    assert not differences(apart, merged)
    assert not differences(merged, apart)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("云岫县财政局2023年政府信息公开工作年度报告", "云岫县财政局2022年政府信息公开工作年度报告", True),
        ("云岫县财政局2023年政府信息公开工作年度报告", "2023年政府信息公开工作年度报告", False),
        ("云岫县财政局2023年政府信息公开工作年度报告", "", False),
    ],
    ids=["another year", "shortened by the template", "not read"],
)
def test_titles(before, after, told):
    found = differences(report(printed_title=before), report(printed_title=after))
    assert (found.title is not None) is told


def test_of_a_report_that_could_not_be_read_nothing_is_said():
    unread = report_of(Example(title="picture", readable=False))
    assert not differences(unread, report())
    assert not differences(report(), unread)


def test_tables_of_two_forms_are_compared_where_both_have_the_cell():
    cells = {"t2.licensing.decisions": "7", "t2.penalties.decisions": "35"}
    old, new = report(cells, form="2019", year=2020), report(form="2021", year=2020)
    assert [change.id for change in differences(old, new).cells] == ["t2.licensing.decisions"]


def test_inferred_and_read_are_the_same_number():
    read = report({CELL: "10"})
    inferred = replace(read, cells={**read.cells, CELL: printed_cell(CELL, "10", how=("row sum",))})
    assert not differences(read, inferred)


def test_a_heading_is_no_sentence():
    plain = report()
    other = replace(plain, sections={**plain.sections, "5": Section("5", "五、问题", plain.sections["5"].text)})
    assert not differences(plain, other)
