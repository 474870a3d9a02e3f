"""The letters: in the form of official documents, by name only where it is proven, with everything to check it by."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from checks.model import Family, Level, Outcome, State
from checks.words import LANGUAGES
from config.errors import UserError
from config.waivers import Confirmation
from reports.decisions import Decided, Verdict
from reports.digest.facts import Facts
from reports.exports.kinds import Wish, _circular, _notices
from reports.exports.letters import circular, notice, notified
from reports.exports.letters.numbering import numeral, ordinal, without_stop
from reports.exports.letters.official import FANG, HEI, KAI, SONG
from reports.exports.letters.phrases import PHRASES
from reports.exports.letters.season import Group, Season
from reports.exports.scope import Scope
from reports.exports.selection import Selection
from tests.reports.digest_samples import BODY_YEARS, FINDINGS, NAMES, SHA, facts, finding, row
from tests.reports.office_suite import pages_of

DUE = date(2026, 3, 1)
EDUCATION = next(each for each in BODY_YEARS if (each.id, each.year) == ("qh2", 2025))


def confirmed(told: Facts) -> Facts:
    """The same facts once a person has confirmed every finding."""
    verdicts = {
        each.public_id: Verdict(
            confirmation=Confirmation(rule=each.finding.rule, body=each.body_id, year=each.year, author="王某")
        )
        for each in told.findings
    }
    return replace(told, decided=Decided(verdicts))


def selection(told: Facts | None = None, lang: str = "zh", **scope: object) -> Selection:
    return Selection(confirmed(told or facts()), None, Scope(**scope), "", lang)


def text_of(data: bytes) -> str:
    document = Document(BytesIO(data))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])


def names_in(data: bytes) -> set[str]:
    return {name for name in NAMES if name in text_of(data)}


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_numerals(number: int, said: str) -> None:
    assert numeral(number) == said


def test_parts_are_numbered_as_the_standard_says() -> None:
    assert [ordinal(level, 3, "zh") for level in (1, 2, 3)] == ["三、", "（三）", "3. "]
    assert [ordinal(level, 3, "en") for level in (1, 2, 3)] == ["3. ", "(3) ", "c) "]
    assert ordinal(2, 120, "zh") == "（120）"
    assert without_stop("请核对。") == "请核对"


def test_every_body_is_in_one_group_and_only_errors_accuse() -> None:
    season = Season(facts(), 2025)
    groups = {each.id: season.group(each) for each in season.bodies}
    assert groups == {
        "qh0": Group.AHEAD,
        "qh1": Group.ON_TIME,
        "qh2": Group.LATE,
        "qh3": Group.UNCLEAR,  # missing by practice only: a warning names nobody
        "qh4": Group.UNCLEAR,
        "qh5": Group.ON_TIME,
        "qh6": Group.PUBLISHED,
    }
    assert sum(season.counts.values()) == len(season.bodies)


@pytest.mark.parametrize("outcome", [Outcome.NEEDS_REVIEW, Outcome.FAIL])
@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("state", [State.LATE, State.MISSING, State.WITHDRAWN])
def test_nobody_is_named_without_a_fault_of_level_error(state: State, level: Level, outcome: Outcome) -> None:
    accused = replace(BODY_YEARS[2], state=state)
    said = row(9, finding("T101", level, "晚了", 1, 2025, outcome=outcome), None, date(2026, 2, 5))
    season = Season(facts(body_years=(accused,), findings=(said,)), 2025)
    proven = level is Level.ERROR and outcome is Outcome.FAIL
    assert (season.group(accused) is not Group.UNCLEAR) == proven


def test_states_that_say_nothing_certain_are_all_to_be_verified() -> None:
    doubtful = (State.UNDATED, State.NOT_FOUND_SO_FAR, State.NOT_LOOKED, State.NOT_FOUND)
    season = Season(facts(body_years=tuple(replace(BODY_YEARS[2], state=state) for state in doubtful)), 2025)
    assert {season.group(each) for each in season.bodies} == {Group.UNCLEAR}


def test_the_circular_names_whom_an_error_names() -> None:
    data = circular(selection(), 2025)
    body, _, annex = text_of(data).partition("2025年度报告发布情况一览")
    assert (
        "应当发布2025年度报告的单位共7个：按时发布2个，已发布（未规定期限）1个，逾期发布1个，未到期1个，尚待核实2个。"
        in body
    )
    assert names_in(data) == set(NAMES)  # the annex lists everybody
    told = {name for name in NAMES if name in body}
    assert told == {NAMES[2]}
    assert "柳塘镇人民政府\n乡镇\n尚待核实\n\n2026-01-31" in annex


def test_the_circular_counts_faults_by_family_and_leaves_publication_to_its_own_part() -> None:
    families = {each.family: each for each in Season(facts(), 2025).families()}
    assert set(families) == {Family.ARITHMETIC}
    assert (len(families[Family.ARITHMETIC].errors), families[Family.ARITHMETIC].bodies) == (1, 1)
    assert "青禾县教育局：行政复议 总计 0 ≠ 10+1+0+0 = 11。" in text_of(circular(selection(), 2025))


def test_a_notice_tells_what_is_stated_with_law_proof_and_drawn_rows() -> None:
    text = text_of(notice(selection(), EDUCATION, DUE))
    for said in (
        "关于整改2025年度政府信息公开工作年度报告有关问题的通知",
        "青禾县教育局：",
        "请于2026年3月1日前处理",
        "一、须整改的问题",
        "（一）不符合“复议诉讼各项之和等于总计”",
        "1. 问题：行政复议 总计 0 ≠ 10+1+0+0 = 11。",
        "依据：国办公开办函〔2021〕30号。",
        "◆0（按其余各格应为11）",
        "证据编号：00000001",
        SHA,
        "附件：整改情况反馈表",
        "青禾县政务公开办公室\n2026年2月5日",
    ):
        assert said in text, said


def test_a_notice_leaves_out_hints_and_what_needs_a_person() -> None:
    text = text_of(notice(selection(), EDUCATION, DUE))
    assert "可读作 2 或 20" not in text
    assert [each.id for each in notified(selection())] == ["qh2", "qh3"]  # the hint on qh1 is no reason to write


def test_a_warning_is_asked_about_and_not_stated() -> None:
    missing = next(each for each in BODY_YEARS if (each.id, each.year) == ("qh3", 2025))
    text = text_of(notice(selection(), missing, DUE))
    assert "一、须核实的问题" in text
    assert "请核对“已发布年度报告”" in text
    assert "须整改的问题" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "write",
    [lambda told: circular(told, 2025), lambda told: notice(told, EDUCATION, DUE)],
    ids=["circular", "notice"],
)
def test_simulated_dates_are_said_at_the_head(write: Callable[[Selection], bytes], lang: str) -> None:
    warning = {"zh": "模拟数据，不得作为通报依据", "en": "Simulated; not to be used against anybody"}[lang]
    assert warning in text_of(write(selection(facts(simulated=True), lang)))
    assert warning not in text_of(write(selection(lang=lang)))


def test_page_and_fonts_are_those_of_official_documents() -> None:
    data = circular(selection(), 2025)
    document = Document(BytesIO(data))
    page = document.sections[0]
    sizes = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.right_margin,
        page.bottom_margin,
        page.left_margin,
    )
    assert [round(size / Mm(1)) for size in sizes] == [210, 297, 37, 26, 35, 28]
    fonts = {fonts.get(qn("w:eastAsia")) for fonts in document.element.iter(qn("w:rFonts"))}
    assert {SONG, HEI, KAI, FANG} <= fonts
    with zipfile.ZipFile(BytesIO(data)) as package:
        table = package.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong"/></w:font>' in table


def test_the_same_facts_give_the_same_bytes_dated_by_the_ledger() -> None:
    data = notice(selection(), EDUCATION, DUE)
    assert data == notice(selection(), EDUCATION, DUE)
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = Document(BytesIO(data)).core_properties
    assert properties.created == properties.modified
    assert properties.created.date() == facts().as_of.date()


@pytest.mark.parametrize("due", [None, date(2026, 2, 5), date(2025, 3, 1)])
def test_a_notice_needs_a_day_to_come(due: date | None) -> None:
    with pytest.raises(UserError, match="needs --due DATE"):
        _notices(selection(), Wish(due=due))


def test_where_there_is_nothing_to_tell_no_letter_is_written() -> None:
    with pytest.raises(UserError, match="there is no confirmed error or warning"):
        _notices(selection(facts(findings=FINDINGS[4:5])), Wish(due=DUE))
    with pytest.raises(UserError, match="no report is expected"):
        _circular(selection(), Wish(Scope(year=2019)))


def test_nobody_is_notified_of_what_no_person_has_confirmed() -> None:
    with pytest.raises(UserError, match="see `duban confirm`"):
        _notices(Selection(facts(), None, Scope(), "", "zh"), Wish(due=DUE))


def test_each_body_gets_a_notice_of_its_own() -> None:
    files = _notices(selection(), Wish(due=DUE))
    assert [file.path for file in files] == [
        "exports/notices-2026-02-05/青禾县教育局-2025.docx",
        "exports/notices-2026-02-05/柳塘镇人民政府-2025.docx",
    ]
    first = b"".join(files[0].pieces)
    assert names_in(first) == {NAMES[2]}


def test_every_phrase_has_both_languages() -> None:
    assert not [key for key, words in PHRASES.items() if not (words.zh and words.en)]


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_office_suite_prints_it_whole(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(notice(selection(lang=lang), EDUCATION, DUE))
    pages = [re.sub(r"[\s“”]", "", page) for page in pages_of(path)]  # quotation marks may come from another font
    words = {
        "zh": ("青禾县政务公开办公室", "（一）不符合复议诉讼各项之和等于总计", "10+1+0+0=11", "整改情况反馈表"),
        "en": ("Tobemended", "(1)Notmet:reviewandlitigationaddup", "Answertothenotice"),
    }[lang]
    assert not [word for word in words if word not in "".join(pages)]
    assert [f"—{number}—" in page for number, page in enumerate(pages, start=1)] == [True] * len(pages)
