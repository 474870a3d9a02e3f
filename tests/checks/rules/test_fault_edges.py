"""Edges of the rules on text and plausibility that the examples do not show."""

import pytest

from checks.model import Level, Outcome
from tests.checks.rules.cases import answers, case, told


def test_the_finding_shows_the_sentence_and_the_cell():
    (found,) = told(case(texts={"1": "收到政府信息公开申请10件，予以公开9件。"}), "N104")
    assert [e.text for e in found.evidence] == ["收到政府信息公开申请10件，予以公开9件。", "7"]
    assert (found.expected, found.found) == (7, 9)


def test_a_number_that_confirms_a_repair_is_not_told_again():
    cells = {"t4.review.total": 0}
    found = answers(case(cells, texts={"1": "因政府信息公开被申请行政复议3件。"}), "N108")
    assert [f.outcome for f in found] == [Outcome.NOT_EVALUATED]


def test_all_closed_is_right_where_the_text_names_what_was_carried_out():
    text = "收到政府信息公开申请10件，均已按时办结。结转下年度1件。"
    assert told(case(texts={"1": text}), "N107") == []


@pytest.mark.parametrize(
    ("text", "level"),
    [("公示行政处罚信息53条。", Level.HINT), ("作出行政处罚决定53件。", Level.WARNING)],
)
def test_published_acts_are_a_hint_decided_ones_a_warning(text, level):
    assert [f.level for f in told(case(texts={"1": text}), "N111")] == [level]


def test_an_ambiguous_row_of_documents_is_not_judged():
    cells = {"t2.normative_documents.issued": (6, 69)}
    found = answers(case(cells, texts={"1": "全年制发规范性文件88件。"}), "N110")
    assert [f.outcome for f in found] == [Outcome.NOT_EVALUATED]


def test_fees_in_yuan_are_named_as_such():
    found = told(case({"t2.fees.amount": "125000"}, texts={"1": "行政事业性收费总额125000元。"}), "N117")
    assert "似以元计" in found[0].message


def test_both_kinds_of_suits_are_added_up():
    cells = {"t4.litigation_after_review.upheld": 20, "t4.litigation_after_review.total": 20}
    assert told(case(cells, texts={"1": "政府信息公开行政诉讼案件21件。"}), "N108") == []


def test_a_removal_beyond_ambiguous_items_is_left_open():
    cells = {"t2.licensing.items_last_year": (3, 4), "t2.licensing.change": "-9"}
    found = answers(case(cells, year=2020, form="2019"), "A108")
    assert [f.outcome for f in found] == [Outcome.NOT_EVALUATED]
