"""F101–F104 on what real reports do to headings, tables and the fee statement."""

import pytest

from checks.model import Level, Note, Outcome
from checks.notes import note
from tests.checks.rules.cases import answers, case, told


@pytest.mark.parametrize(
    ("traits", "outcomes"),
    [
        pytest.param({"texts": {"6": None}}, {"6": Outcome.FAIL}, id="six is not there"),
        pytest.param({"texts": {"5": None, "6": None}}, {"5": Outcome.FAIL, "6": Outcome.FAIL}, id="five and six"),
        pytest.param(
            # a PDF whose headings one, five and six were lost in conversion (打浦桥街道 2025)
            {
                "preamble": "本街道坚持公开为常态。" * 30,
                "texts": {
                    "1": None,
                    "5": None,
                    "6": None,
                    "4": "存在的主要问题是解读不足，改进措施是加强培训。收取信息处理费情况：无。",
                },
            },
            dict.fromkeys("156", Outcome.NEEDS_REVIEW),
            id="headings lost in a PDF",
        ),
        pytest.param(
            {"texts": {"5": None, "4": "五、工作中的困难\n内容"}}, {"5": Outcome.NEEDS_REVIEW}, id="five in other words"
        ),
        *(
            pytest.param(
                {"texts": {"6": None, "5": f"问题不多。\n六、{words}\n内容"}}, {"6": Outcome.NEEDS_REVIEW}, id=words
            )
            for words in ("其他有关情况", "需要说明的事项")
        ),
        pytest.param({"texts": {"3": None}}, {"3": Outcome.NEEDS_REVIEW}, id="heading three lost, table there"),
        pytest.param(
            {"texts": {"5": None}, "notes": (note("pages_are_pictures", pages=[3]),)},
            {"5": Outcome.NEEDS_REVIEW},
            id="a page is a picture",
        ),
        pytest.param({"texts": {"5": None}, "structured": False}, {"5": Outcome.FAIL}, id="a text shows its headings"),
    ],
)
def test_missing_sections(traits, outcomes):
    assert {f.key: f.outcome for f in told(case(**traits), "F101")} == outcomes


def without(table, **traits):
    forms = {t: "2021" for t in ("t2", "t3", "t4") if t != table}
    return case(forms=forms, **traits)


def test_a_table_that_is_not_there_is_one_error():
    found = told(without("t4"), "F10")
    assert [(f.rule, f.key, f.level, f.outcome) for f in found] == [("F102", "t4", Level.ERROR, Outcome.FAIL)]


def test_a_section_gone_with_its_table_is_told_once():
    found = told(without("t4", texts={"4": None}), "F10")
    assert [(f.rule, f.key, f.outcome) for f in found] == [("F101", "4", Outcome.FAIL)]


@pytest.mark.parametrize(
    "traits",
    [
        pytest.param({"structured": False}, id="text capture"),
        pytest.param({"notes": (note("attachment_present", places="a.docx"),)}, id="attachment"),
        pytest.param({"notes": (note("table_is_picture", table="t4"),)}, id="picture"),
        pytest.param({"notes": (note("pages_are_pictures", pages=[3]),)}, id="a page is a picture"),
    ],
)
def test_a_table_that_may_be_elsewhere_is_for_a_person(traits):
    found = told(without("t4", **traits), "F102")
    assert [(f.outcome, f.level) for f in found] == [(Outcome.NEEDS_REVIEW, Level.WARNING)]


def test_a_report_without_any_table_is_one_finding():
    found = told(case(forms={}), "F102")
    assert [(f.key, f.outcome) for f in found] == [("tables", Outcome.FAIL)]


def test_a_whole_table_as_a_picture_is_unread_not_missing():
    unread = {f"t4.{row}.{column}": "（图）" for row in ROWS_4 for column in COLUMNS_4}
    found = told(case(unread, notes=(Note("table_is_picture", "t4：图片"),)))
    assert [(f.rule, f.outcome, f.level) for f in found] == [
        ("P106", Outcome.FAIL, Level.WARNING),
        ("R101", Outcome.NEEDS_REVIEW, Level.WARNING),
    ]


ROWS_4 = ("review", "litigation_direct", "litigation_after_review")
COLUMNS_4 = ("upheld", "corrected", "other", "pending", "total")


@pytest.mark.parametrize(
    "text",
    [
        "2023年，无收取信息处理费情况。",
        "依据《政府信息公开信息处理费管理办法》规定，2023年全市实际收取信息处理费共计400元。",
        "本年度未产生政府信息公开信息处理费。",
        "我局依申请公开未收费。",
        "政府信息公开收费情况：0元。",
        "未收取费用。",
        "发出收费通知的件数0件，总金额0元。",
    ],
)
def test_fee_stated(text):
    assert [f.outcome for f in answers(case(texts={"6": text}), "F104")] == [Outcome.PASS]


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "无其他需要报告的事项。",
        "行政事业性收费总额309.0263万元，没有新增收费。",
        "公示办事指南、收费标准、办理时限。",
    ],
)
def test_fee_not_stated(text):
    assert [f.outcome for f in told(case(texts={"6": text}), "F104")] == [Outcome.FAIL]


def test_a_lost_table_label_is_no_fee_statement():
    label = "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    assert [f.outcome for f in told(case(texts={"6": "无", "3": label}), "F104")] == [Outcome.FAIL]


def test_mixed_forms_of_2020_are_a_warning():
    found = told(case(year=2020, form="mixed", forms={"t2": "2019", "t3": "2021", "t4": "2021"}), "F103")
    assert [(f.level, f.found) for f in found] == [(Level.WARNING, "mixed")]
