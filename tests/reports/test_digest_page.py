"""The page: one file that needs nothing else, can be printed, read aloud, and not be taken over by what it shows."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from string import Formatter

import pytest
from lxml import html

from checks.model import Evidence
from reports.digest import render
from reports.digest.compose import compose
from reports.digest.environment import environment
from reports.digest.phrases import PHRASES
from reports.digest.render import SECTIONS, render_page
from tests.reports.digest_samples import BODY_YEARS, CELLS, FINDINGS, NAMES, SOURCES, cell, facts, later_facts

HOSTILE = "<script>alert(1)</script>\"' onerror=x {{ 7*7 }} \u202e局\r\nBcc: x@example.cn <img src=//evil.example/x>"


def is_ours(href: str) -> bool:
    """Whether a link leads to a page beside the digest, by a name made of nothing from the web."""
    return re.fullmatch(r"index\.html|(bodies|rules|evidence)/[\w-]+\.html", href, re.ASCII) is not None


def page(lang: str = "zh", **changes: object) -> html.HtmlElement:
    return html.document_fromstring(render_page(compose(later_facts(**changes), lang)))


@pytest.fixture(scope="module")
def chinese() -> html.HtmlElement:
    return page()


@pytest.mark.parametrize(("lang", "code"), [("zh", "zh-CN"), ("en", "en")])
def test_the_language_is_declared(lang: str, code: str):
    assert page(lang).get("lang") == code


def test_nothing_is_loaded_and_nothing_runs(chinese: html.HtmlElement):
    assert chinese.xpath("//script | //link | //img | //iframe | //object | //*[@src] | //form") == []
    assert chinese.xpath("//@*[starts-with(name(), 'on')]") == []
    assert "url(" not in chinese.xpath("string(//style)")
    assert "@import" not in chinese.xpath("string(//style)")


def test_headings_descend_one_step_at_a_time(chinese: html.HtmlElement):
    levels = [int(heading.tag[1]) for heading in chinese.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_three_parts_stand_apart_and_in_order(chinese: html.HtmlElement):
    assert [heading.get("id") for heading in chinese.xpath("//h2")] == [anchor for anchor, _ in SECTIONS]


def test_every_table_has_a_caption_and_headers_with_scope(chinese: html.HtmlElement):
    tables = chinese.xpath("//table")
    assert tables
    for table in tables:
        assert table.xpath("./caption")
        assert all(header.get("scope") in {"col", "row"} for header in table.xpath(".//th"))


def test_every_anchor_exists_once(chinese: html.HtmlElement):
    ids = chinese.xpath("//@id")
    assert len(ids) == len(set(ids))
    linked = [href[1:] for href in chinese.xpath("//a/@href") if href.startswith("#")]
    assert linked
    assert set(linked) <= set(ids)
    assert set(" ".join(chinese.xpath("//@aria-labelledby")).split()) <= set(ids)


def test_colour_is_never_the_only_sign(chinese: html.HtmlElement):
    for level in chinese.xpath("//*[contains(concat(' ', @class, ' '), ' level ')]"):
        assert re.search("错误|警告|提示", level.text_content())
        assert level.xpath("./span[@aria-hidden]")
    for suspect in chinese.xpath("//td[@class='suspect']"):
        assert "◆" in suspect.text_content()


def test_folded_findings_are_outside_details_so_that_print_shows_them(chinese: html.HtmlElement):
    (fold,) = chinese.xpath("//details")
    assert fold.xpath("./*[not(self::summary)]") == []
    assert fold.getnext().get("class") == "folded"
    assert "A104" in fold.getnext().text_content()
    printed = chinese.xpath("string(//style)").partition("@media print")[2]
    assert ".fold + .folded { display: block; }" in printed


def test_a_finding_shows_all_that_it_rests_on(chinese: html.HtmlElement):
    (item,) = chinese.xpath("//article[@id='f-00000001']")
    said = " ".join(item.text_content().split())
    assert "错误 A101" in said
    assert "行政复议 总计 0 ≠ 10+1+0+0 = 11" in said
    assert "原文“0”按其余各格应为 11" in said
    assert "表格 4，第 3 行第 5 列" in said
    assert "依据：国办公开办函〔2021〕30号" in said
    section = " ".join(item.getparent().text_content().split())
    assert "http://qinghe.example/zfxxgk/nb/t2025_1.html" in section
    assert f"2026-02-05 09:12:50+08:00 · SHA-256 {'9f2c' * 16}" in section


@pytest.mark.parametrize(
    ("chart", "title", "words"),
    [
        ("chart", "2025 年度报告发布日期", "逾期 1 个"),
        ("families", "2025 年度问题按类别", "发布时效：错误 1 项、警告 1 项"),
        ("applications", "近年收到的政府信息公开申请", "2025 年 17 件（7 份应发布报告中 1 份读准并计入）"),
    ],
)
def test_a_chart_has_a_text_alternative(chinese: html.HtmlElement, chart: str, title: str, words: str):
    (svg,) = chinese.xpath(f"//svg[@aria-labelledby='{chart}-title {chart}-words']")
    assert svg.get("role") == "img"
    assert title in svg.xpath("string(title)")
    assert words in svg.xpath("string(desc)")


@pytest.mark.parametrize(
    ("simulated", "demo", "words"),
    [(True, False, "模拟运行"), (True, True, "均属虚构"), (False, True, "均属虚构")],
)
def test_a_simulated_workspace_says_so_before_anything_else(simulated: bool, demo: bool, words: str):
    (banner,) = page(simulated=simulated, demo=demo).xpath("//header/p[@class='banner']")
    assert words in banner.text_content()


def test_a_real_workspace_has_no_banner(chinese: html.HtmlElement):
    assert chinese.xpath("//p[@class='banner']") == []


def test_a_document_entered_by_hand_is_marked():
    by_hand = page(findings=(replace(FINDINGS[4], body_id="qh5"),))
    assert "人工录入：王某（2026-02-03 录入）" in by_hand.text_content()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_markup_in_text_from_the_web_stays_text(lang: str):
    bad = replace(
        FINDINGS[0],
        finding=replace(
            FINDINGS[0].finding,
            message=HOSTILE,
            message_en=HOSTILE,
            reason=HOSTILE,
            law=HOSTILE,
            evidence=(Evidence(HOSTILE, HOSTILE, url="javascript:alert(1)", sha256=HOSTILE),),
        ),
    )
    source = replace(SOURCES[0], health=replace(SOURCES[0].health, state="rejected", reason=HOSTILE, site=HOSTILE))
    told = page(
        lang,
        office=HOSTILE,
        audience=HOSTILE,
        body_years=tuple(replace(each, body=HOSTILE) for each in BODY_YEARS),
        findings=(bad, *FINDINGS[1:]),
        cells={1: {**CELLS[1], "t4.review.total": cell("t4.review.total", 0, HOSTILE)}, 2: CELLS[2]},
        sources=(source,),
    )
    assert told.xpath("//script | //img | //*[@onerror]") == []
    assert all(href.startswith(("#", "http://", "https://")) or is_ours(href) for href in told.xpath("//a/@href"))
    text = told.text_content()
    assert "<script>alert(1)</script>" in text
    assert "{{ 7*7 }}" in text
    assert "↵Bcc: x@example.cn" in text
    assert "\u202e" not in text
    assert "‹U+202E›" in text


def test_the_same_facts_give_the_same_bytes():
    assert render_page(compose(facts(), "zh")) == render_page(compose(facts(), "zh"))


def test_an_english_page_has_no_chinese_words_of_ours():
    told = page("en", rules={}, findings=(), happenings=(), editions={}, office="Office", evaluations={})
    text = told.text_content()
    for given in (*NAMES, *filter(None, (source.health.reason for source in SOURCES))):
        text = text.replace(given, "")
    assert re.findall("[\u4e00-\u9fff]+", text) == []


def _asked_for() -> set[str]:
    """Every key that a template asks for by name."""
    env = environment("zh")
    sources = (env.loader.get_source(env, name)[0] for name in env.list_templates() if name.endswith(".j2"))
    return {key for source in sources for key in re.findall(r"""say\(["'](\w+)["']""", source)}


def test_every_phrase_a_template_asks_for_exists():
    assert _asked_for() <= set(PHRASES)


@pytest.mark.parametrize("key", PHRASES)
def test_a_phrase_takes_the_same_values_in_both_languages(key: str):
    zh, en = ({name for _, name, _, _ in Formatter().parse(words) if name} for words in PHRASES[key])
    assert zh == en


def test_no_phrase_is_left_over():
    folder = Path(render.__file__).parent
    files = (path for path in folder.rglob("*") if path.suffix in {".py", ".j2"} and path.name != "phrases.py")
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    tables = {"t2", "t3", "t4"}
    assert {key for key in PHRASES if not re.search(f"""["']{key}["']""", source)} == tables
