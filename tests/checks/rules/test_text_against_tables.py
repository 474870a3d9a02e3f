"""Numbers of the text beside table three: what they may mean, what completes them, and what is told of them."""

from decimal import Decimal

import pytest

from checks.examples import Printed
from checks.model import Outcome
from tests.checks.rules.cases import answers, case, told

FAIL, PASS = Outcome.FAIL, Outcome.PASS
SILENT, UNREAD = Outcome.NOT_APPLICABLE, Outcome.NOT_EVALUATED
RECEIVED, CARRIED_IN, HANDLED = "t3.received.total", "t3.carried_in.total", "t3.handled_total.total"
"""Of the clean report: 10 received, 1 carried in, 10 handled, 7 of them granted, 1 in part, 2 unavailable."""
NONE_IN: dict[str, Printed] = {CARRIED_IN: 0, "t3.carried_in.natural_person": 0}


def outcomes(rule: str, text: str, cells: dict[str, Printed] | None = None, **traits: object) -> set[Outcome]:
    return {finding.outcome for finding in answers(case(cells, texts={"1": text}, **traits), rule)}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("收到政府信息公开申请10件。", PASS),
        ("收到政府信息公开申请11件。", PASS),  # with what was carried in
        ("新收政府信息公开申请11件。", FAIL),  # 新 leaves that out
        ("收到政府信息公开申请9件。", FAIL),
        ("收到政府信息公开申请12件。", FAIL),
        ("收到政府信息公开申请7件，另收到政府信息公开申请3件。", PASS),  # two that make the whole
        ("全年收到政府信息公开申请10件。我局收到政府信息公开申请4件。", PASS),  # a part of the number before it
        ("公开有序。", SILENT),
        ("未收到政府信息公开申请。", SILENT),  # N102 tells it
    ],
)
def test_applications_received(text: str, outcome: Outcome) -> None:
    assert outcomes("N101", text) == {outcome}


@pytest.mark.parametrize(
    ("number", "cells", "outcome"),
    [
        (12, {RECEIVED: "约十"}, UNREAD),
        (12, {CARRIED_IN: "约一"}, UNREAD),  # twelve might be right with it
        (10, {CARRIED_IN: "约一"}, PASS),
        (12, {CARRIED_IN: None}, UNREAD),
    ],
)
def test_a_cell_that_was_not_read_accuses_nobody(number: int, cells: dict[str, Printed], outcome: Outcome) -> None:
    assert outcomes("N101", f"收到政府信息公开申请{number}件。", cells) == {outcome}


def test_what_is_told_of_a_wrong_number_received() -> None:
    (found,) = told(case(texts={"1": "收到政府信息公开申请12件。"}), "N101")
    assert (found.cells, found.expected, found.found) == ((RECEIVED, CARRIED_IN), Decimal(10), Decimal(12))
    assert found.key == RECEIVED
    assert [each.text for each in found.evidence] == ["收到政府信息公开申请12件。"]
    (found,) = told(case(NONE_IN, texts={"1": "收到政府信息公开申请12件。"}), "N101")
    assert found.cells == (RECEIVED,)


def test_an_office_of_a_government_receives_a_part() -> None:
    text = "县政府办公室共收到政府信息公开申请3件。"
    assert outcomes("N101", text, body="云岫县人民政府") == {SILENT}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("收到政府信息公开申请10件，办结10件。", PASS),
        ("收到政府信息公开申请10件，办结9件。", FAIL),
        ("收到政府信息公开申请10件，办结11件。", FAIL),
        ("收到政府信息公开申请10件，办理11件。", PASS),  # taken up
        ("办理政府信息公开申请11件。", PASS),
        ("收到政府信息公开申请10件，办结政府信息公开申请11件。", PASS),  # with the applications as its object
        ("收到政府信息公开申请10件，答复8件，2件申请人撤回。", PASS),
        ("收到政府信息公开申请10件，答复8件，另有2件不予处理。", PASS),  # its paragraph completes it
        ("收到政府信息公开申请10件，答复8件，另有3件不予处理。", FAIL),
        ("公开有序。", SILENT),
    ],
)
def test_applications_handled(text: str, outcome: Outcome) -> None:
    assert outcomes("N103", text) == {outcome}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("收到政府信息公开申请10件，办结9件。", (HANDLED, CARRIED_IN)),  # what was carried in may be left out
        ("收到政府信息公开申请10件，办结8件。", (HANDLED,)),
    ],
)
def test_what_is_told_of_a_wrong_number_handled(text: str, cells: tuple[str, ...]) -> None:
    (found,) = told(case(texts={"1": text}), "N103")
    assert (found.cells, found.expected) == (cells, Decimal(10))


LEAD = "办结政府信息公开申请10件，"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"{LEAD}予以公开7件。", PASS),
        (f"{LEAD}予以公开8件。", FAIL),
        (f"{LEAD}予以公开3件；予以公开4件。", PASS),  # parts that add up
        (f"{LEAD}予以公开3件；予以公开5件。", FAIL),
        (f"{LEAD}予以公开7件。经复核，予以公开9件。", FAIL),
        (f"{LEAD}予以公开3件，共7件。", PASS),  # the sentence draws the sum itself
        (f"{LEAD}无法提供2件。", PASS),
        (f"{LEAD}不予公开2件。", PASS),  # refusing may mean that nothing could be given
        (f"{LEAD}不予公开3件。", FAIL),
        (f"{LEAD}其他处理1件。", FAIL),
        ("办结政府信息公开申请10件，均予以公开。", FAIL),
    ],
)
def test_results_of_applications(text: str, outcome: Outcome) -> None:
    assert outcomes("N104", text) == {outcome}


def test_what_one_sentence_says_wrong_is_one_finding() -> None:
    (found,) = told(case(texts={"1": f"{LEAD}予以公开8件，部分公开2件。"}), "N104")
    assert found.key == "granted+partially_granted"
    assert found.cells == ("t3.granted.total", "t3.partially_granted.total")
    assert (found.expected, found.found) == (Decimal(7), Decimal(8))
    several = told(case(texts={"1": f"{LEAD}予以公开8件。{LEAD}部分公开2件。"}), "N104")
    assert [finding.key for finding in several] == ["granted", "partially_granted"]


def test_a_number_that_would_mend_what_arithmetic_tells_is_not_told_again() -> None:
    """The total of a row is broken by one; the text has the right number."""
    wrong = {"t3.granted.total": 9}
    assert outcomes("N104", f"{LEAD}予以公开7件。", wrong) == {UNREAD}
    assert outcomes("N104", f"{LEAD}予以公开5件。", wrong) == {FAIL}
