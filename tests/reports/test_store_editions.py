"""What was read comes back exactly as it was, whatever it was."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from checks.model import (
    Cell,
    CellStatus,
    DateSource,
    DateWitness,
    Evidence,
    Family,
    Finding,
    Level,
    Note,
    Outcome,
    Report,
    Section,
)
from config.kinds import Kind
from reports.content import content_of, contradictions, differences
from reports.store import Cause, Store
from tests.reports.ledger_samples import Desk, day, make_workspace, paper

FULL = Report(
    source="a.zip!年报.docx",
    body="青禾县财政局",
    kind=Kind.DEPARTMENT,
    kind_source="registry",
    year=2024,
    title="青禾县财政局2024年政府信息公开工作年度报告",
    form="mixed",
    forms={"t2": "2019", "t3": "2021", "t4": "2021"},
    dates=(
        DateWitness(date(2025, 1, 20), DateSource.PAGE_METADATA, "发布日期：2025-01-20 09:30", "09:30"),
        DateWitness(date(2025, 1, 19), DateSource.SIGNATURE, "2025年1月19日"),
    ),
    sections={"2": Section("2", "二、主动公开", "见表。", "paragraph 9"), "1": Section("1", "一、总体情况", "平稳。")},
    cells={
        "t2.licensing.change": Cell("t2.licensing.change", CellStatus.READ, Decimal(-7), "-7", "table 1, row 5"),
        "t2.procurement.amount": Cell(
            "t2.procurement.amount", CellStatus.READ, Decimal("25.846387"), "258463.87元", "table 1", unit="元"
        ),
        "t3.received.total": Cell("t3.received.total", CellStatus.INFERRED, Decimal(3), "", "line 8", how=("I1", "I3")),
        "t3.carried_in.total": Cell("t3.carried_in.total", CellStatus.BLANK, None, "/"),
        "t3.granted.total": Cell(
            "t3.granted.total", CellStatus.AMBIGUOUS, None, "12", candidates=(Decimal(1), Decimal(12))
        ),
        "t4.review.other": Cell("t4.review.other", CellStatus.UNREADABLE, None, "？"),
        "t4.review.pending": Cell("t4.review.pending", CellStatus.MISSING),
        "t4.review.total": Cell("t4.review.total", CellStatus.READ, Decimal(10), "1０", "table 3", by="ocr"),
    },
    notes=(Note("unit", "单位是元", "table 1", "the unit is yuan"), Note("odd", "奇怪")),
    text="平稳。\n见表。",
    structured=True,
)
SAID = Finding(
    rule="A101",
    version=2,
    family=Family.ARITHMETIC,
    level=Level.WARNING,
    outcome=Outcome.NEEDS_REVIEW,
    message="总计 0 ≠ 11",
    message_en="total 0 ≠ 11",
    body="青禾县财政局",
    kind=Kind.DEPARTMENT,
    year=2024,
    key="t4.review",
    cells=("t4.review.total", "t4.review.other"),
    expected=Decimal("25.846387"),
    found="2019",
    reason="请人工看一眼",
    law="第四十九条",
    evidence=(Evidence("table 3", "0", "http://x.example/1", "2025-01-20T09:30:00+08:00", "ab" * 32), Evidence("", "")),
    source="http://x.example/1",
)


@pytest.fixture
def store(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as opened:
        Desk(opened, workspace).visit(day("2025-01-20"), {"1": paper("青禾县财政局", 2024)})
        yield opened


def test_every_part_of_a_report_comes_back(store):
    (capture,) = store.captures()
    edition_id, new = store.save_edition(capture, "fin", FULL, content_of(FULL, capture.sha256))
    assert new
    back = store.load_report(edition_id)
    for field in fields(Report):
        assert getattr(back, field.name) == getattr(FULL, field.name), field.name
    assert list(back.sections) == list(FULL.sections)
    assert list(back.cells) == list(FULL.cells)
    assert all(getattr(FULL, field.name) != field.default for field in fields(Report)), "the sample leaves nothing out"


def test_the_same_content_is_the_same_edition_and_gains_what_it_did_not_have(store):
    (capture,) = store.captures()
    first, _ = store.save_edition(capture, "fin", FULL, content_of(FULL, capture.sha256))
    witness = DateWitness(date(2025, 2, 1), DateSource.LIST, "2025-02-01")
    again = replace(FULL, dates=(*FULL.dates, witness), notes=(), source="elsewhere")
    assert store.save_edition(capture, "fin", again, content_of(again, capture.sha256)) == (first, False)
    assert store.witnesses(first) == (*FULL.dates, witness)


def test_every_part_of_a_finding_comes_back(store):
    at = day("2025-01-20")
    store.open_finding("abc", "fin", 2024, SAID, edition_id=None, at=at, cause=Cause.FIRST)
    row = store.finding("abc")
    assert row.finding == SAID
    assert [event.finding for event in store.finding_history(row.id)] == [SAID]
    told = row.as_json("en")
    assert (told["id"], told["message"], told["expected"], told["found"]) == ("abc", "total 0 ≠ 11", 25.846387, "2019")
    assert told["first_seen"] == "2025-01-20T23:59:59+08:00"


SECTION = FULL.sections["1"]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"source": "other.html", "notes": (), "dates": ()}, True),
        ({"title": "青禾县财政局 2024年\n政府信息公开工作年度报告"}, True),
        ({"sections": {**FULL.sections, "1": replace(SECTION, text="平 稳。\n", place="line 3")}}, True),
        ({"text": "访问量：123456"}, True),
        ({"sections": {**FULL.sections, "1": replace(SECTION, text="基本平稳。")}}, False),
        ({"sections": {"1": SECTION}}, False),
        (
            {"cells": {**FULL.cells, "t4.review.total": Cell("t4.review.total", CellStatus.READ, Decimal(11), "11")}},
            False,
        ),
        ({"cells": {**FULL.cells, "t4.review.other": Cell("t4.review.other", CellStatus.BLANK, None, "/")}}, False),
    ],
    ids=[
        "where",
        "white space in title",
        "white space",
        "counter",
        "a sentence",
        "a section less",
        "a number",
        "a blank",
    ],
)
def test_what_makes_an_edition(change, same):
    # A counter, a template or an advert around the report is no change of it.
    assert (content_of(replace(FULL, **change), "x").hash == content_of(FULL, "x").hash) is same


def test_documents_in_which_nothing_was_understood_are_told_apart_by_what_there_is():
    scan = Report("scan.pdf", year=2024)
    assert content_of(scan, "one").hash != content_of(scan, "other").hash
    words = replace(scan, text="扫描件 1")
    assert content_of(words, "one").hash == content_of(replace(words, text="扫描件1"), "other").hash


LICENSING = Cell("t2.licensing.change", CellStatus.READ, Decimal(-8), "-8", "table 1, row 5")
PLAIN = replace(FULL, cells={LICENSING.id: FULL.cells[LICENSING.id]})


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"sections": {}, "cells": {}}, False),
        ({"cells": {k: replace(c, status=CellStatus.UNREADABLE, value=None) for k, c in FULL.cells.items()}}, False),
        ({"cells": {LICENSING.id: LICENSING}}, True),
        ({"cells": {LICENSING.id: replace(LICENSING, by="ocr")}}, False),
        ({"cells": {LICENSING.id: LICENSING}, "source": "http://a.example/1.html"}, True),
        ({"sections": {"1": replace(SECTION, text="别的话。")}}, True),
        ({"sections": {"1": replace(SECTION, text="别的话。")}, "source": "http://a.example/1.html"}, False),
        ({"sections": {"1": replace(SECTION, heading="1. 总体情况")}}, False),
    ],
    ids=[
        *("a cover page", "a picture", "a number", "a number seen in a picture", "a number of page and file"),
        *("a sentence", "a sentence of page and file", "a heading"),
    ],
)
def test_copies_disagree_only_where_both_say_something(other, expected):
    assert bool(differences(PLAIN, replace(PLAIN, **other))) is expected


@pytest.mark.parametrize(
    ("values", "pairs"),
    [((1, 1, 1), []), ((1, 2, 2), [("a", "b")]), ((1, 2, 1), [("a", "b")]), ((1, 2, 3), ["ab", "ac", "bc"])],
)
def test_a_difference_between_copies_is_told_once(values, pairs):
    copies = [
        (name, replace(PLAIN, cells={LICENSING.id: replace(LICENSING, value=Decimal(value))}))
        for name, value in zip("abc", values, strict=True)
    ]
    assert [(each.url, each.other_url) for each in contradictions(copies)] == [tuple(pair) for pair in pairs]


@pytest.mark.parametrize(
    ("change", "whole"),
    [
        ({}, False),
        ({"cells": {k: c for k, c in FULL.cells.items() if c.value is not None}}, True),
        ({"cells": {"t4.review.pending": FULL.cells["t4.review.pending"]}}, True),
        ({"cells": {"t4.review.pending": FULL.cells["t4.review.pending"]}, "structured": False}, False),
        ({"cells": {}, "sections": {}}, False),
        ({"form": None}, False),
    ],
)
def test_a_report_is_whole_when_nothing_was_lost_by_us(change, whole):
    # A cell that a table lacks is the report's fault; one that a text capture lacks may be ours.
    assert content_of(replace(FULL, **change), "x").whole is whole
