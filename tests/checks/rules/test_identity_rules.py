"""I101–I111 on what real reports print: titles, years, periods, names and what a template leaves behind."""

import pytest

from checks.model import Level, Outcome
from tests.checks.rules.cases import answers, case, told


@pytest.mark.parametrize(
    ("title", "standard"),
    [
        ("云岫县财政局2023年政府信息公开工作年度报告", True),
        ("云岫县财政局2023年度政府信息公开工作年度报告", True),
        ("2023年云岫县财政局政府信息公开工作年度报告", False),
        ("2023年政府信息公开工作年度报告", False),
        ("云岫县财政局2023年政府信息公开年度报告", False),
        ("云岫县财政局2023年信息公开工作年度报告", False),
        ("云岫县财政局2023年政府信息工作年度报告", False),
        ("云岫县财政局2023年政府信息公开工作报告", False),
        ("云岫县财政局2023年政务信息公开年度报告", False),
        ("云岫县财政局关于2023年度政府信息公开工作的年度报告", False),
        ("云岫县财政局政府信息公开工作2023年度报告", False),
        ("云岫县财政局2023年政府政务公开年报", False),
    ],
)
def test_titles_met_on_real_pages(title, standard):
    assert bool(told(case(printed_title=title), "I101")) is not standard


@pytest.mark.parametrize(
    ("preamble", "rules"),
    [
        ("统计期限自2023年1月1日起至2023年12月31日止。", set()),
        ("数据统计时间为2023年1月1日—12月31日。", set()),
        ("统计期限为２０２３年１月１日至２０２３年１２月３１日。", set()),
        # fonts that lose digits or units, met on eight pages and more
        ("统计期限为202311日到20231231日。", set()),
        ("数据统计期限为2023年月1日至2023年12月日。", set()),
        ("所列数据期限为2022年1月1日至2022年12月31日。", {"I102"}),
        # a period that ends a day early (吴起周湾镇 2021)
        ("统计期限为2023年1月1日至2023年12月30日。", {"I103"}),
        ("", {"F112"}),
    ],
)
def test_one_fault_of_the_period_is_one_finding(preamble, rules):
    found = told(case(preamble=preamble), "I102", "I103", "F112")
    assert {finding.rule for finding in found} == rules


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("石汀镇人民政府", "按照县委县政府统一部署，云岫县人民政府办公室组织培训。"),
        ("石汀镇人民政府", "柳溪社区积极参与，各乡镇认真落实，该镇坚持公开。"),
        ("云岫县财政局", "全县坚持公开，我县积极参与，市财政局认真指导，县城区及时清扫。"),
        ("云岫县财政局", "与青禾县财政局签订协议。青禾县财政局积极联合开展检查。"),
        ("云岫县人民政府", "石汀镇高度重视公开工作，县教育局及时公布招生信息。"),
        ("宁江市云岫区卫生健康局", "云岫区卫生健康局高度重视。宁江市卫生健康委员会认真组织。"),
    ],
)
def test_superiors_subordinates_and_partners_are_no_foreign_bodies(body, text):
    assert told(case(body=body, texts={"1": text}), "I104", "I105") == []


@pytest.mark.parametrize(
    "text",
    [
        "李某某、王××等人申请公开征地信息，电话138****0000。",
        "推广“我为企业办XX”做法，落实“XX+政务”。",
        "型号为ABXX10，邮箱xx@example.com，网址http://www.example.com/xx年。",
        "门户网站（网址：www.example.gov.cn）。",
    ],
)
def test_signs_that_are_no_placeholder(text):
    assert told(case(texts={"1": text}), "I108") == []


@pytest.mark.parametrize("text", ["20××年公开信息3条。", "公开信息XX条。", "××县××局编制。", "见云岫网（网址）。"])
def test_placeholders_are_errors(text):
    found = told(case(texts={"1": text}), "I108")
    assert {(f.level, f.outcome) for f in found} == {(Level.ERROR, Outcome.FAIL)}
    assert all(f.evidence and f.evidence[0].place == "一、总体情况" for f in found)


def test_instructions_are_told_with_the_sentence():
    (found,) = told(case(texts={"4": "此部分以表格形式报告。"}), "I109")
    assert (found.level, found.evidence[0].text) == (Level.WARNING, "此部分以表格形式报告。")


def test_a_list_of_parts_with_a_comma_inside_a_name_is_six():
    names = (
        "总体情况、主动公开情况、收到和处理申请情况、因政府信息公开申请行政复议、提起行政诉讼情况、存在的问题和其他事项"
    )
    lead = f"本报告包括{names}等六个部分。"
    assert [f.outcome for f in answers(case(preamble=lead), "I110")] == [Outcome.PASS]
