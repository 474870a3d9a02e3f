"""The letter: everything a page tells of the current year, in plain text and in HTML that mail clients show."""

from dataclasses import replace

import pytest
from lxml import html

from checks.model import Evidence
from reports.digest import letter
from reports.digest.compose import compose
from reports.digest.letter import Letter, write_letter
from tests.reports.digest_samples import BODY_YEARS, FINDINGS, SOURCES, facts, later_facts

PATH = "digests/2026-02-05.html"


def written(lang: str = "zh", **changes: object) -> Letter:
    return write_letter(compose(later_facts(**changes), lang), PATH)


def test_the_subject_says_what_is_wrong_the_gravest_first():
    assert written().subject == "年报督办 2026-02-05：2025 年度逾期未发布 1、逾期发布 1、未能查看 1、错误 2"


def test_the_subject_of_a_simulated_workspace_begins_with_that():
    assert written(simulated=True).subject.startswith("【模拟】")


def test_when_nothing_is_wrong_the_subject_says_so():
    fine = tuple(each for each in BODY_YEARS if each.state == "on_time")
    assert written(body_years=fine, findings=(), happenings=()).subject == "年报督办 2026-02-05：2025 年度无异常"


@pytest.mark.parametrize("part", ["text", "html"])
def test_both_parts_tell_the_same(part: str):
    said = getattr(written(), part)
    for words in (
        "7 个机关应发布 2025 年度报告",
        "与上期（2026-01-28）相比",
        "标题年度 2024 与正文年度 2025 不一致",
        "行政复议 总计 0 ≠ 10+1+0+0 = 11",
        "应为 11",
        "原文“0”",
        "http://qinghe.example/zfxxgk/nb/t2025_1.html",
        "2026-02-05 09:12:50+08:00",
        "9f2c" * 16,
        "国办公开办函〔2021〕30号",
        "未能查看",
        "可读作 2 或 20",
        "被拦截",
        "柳塘镇人民政府 2024",
        PATH,
    ):
        assert words in said


def test_mail_clients_get_no_style_sheet_no_svg_and_nothing_to_load():
    page = html.document_fromstring(written().html)
    assert page.xpath("//style | //script | //svg | //img | //link | //@class | //details") == []
    assert len(page.xpath("//h1")) == 1
    assert all(header.get("scope") in {"col", "row"} for header in page.xpath("//th"))


@pytest.mark.parametrize("simulated", [True, False])
def test_a_simulated_workspace_says_so_in_both_parts(simulated: bool):
    said = written(simulated=simulated)
    assert ("模拟运行" in said.text, "模拟运行" in said.html) == (simulated, simulated)


def test_what_does_not_fit_is_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(letter, "MOST_ITEMS", 2)
    said = written()
    # Four findings of 2025, one to review, one of 2024: two are told, and the one to review.
    assert "另有 3 项未在邮件中列出" in said.text
    assert "另有 3 项未在邮件中列出" in said.html


def test_text_from_the_web_starts_no_line_of_its_own_and_no_markup():
    hostile = "局\r\n\r\n== 二、未能评判的事项 ==\n<b>x</b>\u202e"
    bad = replace(
        FINDINGS[0],
        finding=replace(FINDINGS[0].finding, message=hostile, law=hostile, evidence=(Evidence(hostile, hostile),)),
    )
    said = written(
        office=hostile,
        body_years=tuple(replace(each, body=hostile) for each in BODY_YEARS),
        findings=(bad, *FINDINGS[1:]),
        sources=(replace(SOURCES[0], health=replace(SOURCES[0].health, reason=hostile)),),
    )
    assert [line for line in said.text.splitlines() if line.startswith("== 二")] == ["== 二、未能评判的事项 =="]
    assert "局↵↵== 二、未能评判的事项 ==↵<b>x</b>‹U+202E›" in said.text
    assert "\u202e" not in said.html
    assert not any(bold.text == "x" for bold in html.document_fromstring(said.html).xpath("//b"))
    assert "\n" not in said.subject


def test_a_first_letter_says_that_it_is_the_first():
    assert "这是首份简报" in write_letter(compose(facts(), "zh"), PATH).text


def test_an_english_letter():
    said = write_letter(compose(later_facts(), "en"), PATH)
    assert said.subject == "Annual reports 2026-02-05: 2025: missing 1, late 1, not looked at 1, error 2"
    assert "Since the digest of 2026-01-28" in said.text
