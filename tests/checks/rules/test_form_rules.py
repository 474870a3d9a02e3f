"""F111–F116 on what real reports write under the headings of the form."""

import pytest

from checks.model import Level, Outcome
from checks.notes import note
from tests.checks.rules.cases import answers, case, told


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("公布信息。", Level.WARNING),
        ("发布信息30条，收到申请2件，逐件审查。", Level.HINT),
        ("发布信息30条，收到申请2件，逐件审查，网站改版。", Level.HINT),
        ("发布信息30条，收到申请2件，逐件审查，网站改版，培训2次。", None),
    ],
)
def test_topics_are_counted_in_running_text(text, level):
    assert [f.level for f in told(case(texts={"1": text}), "F111")] == ([level] if level else [])


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("公开信息30条。", Level.WARNING),
        ("明确申请的受理、审查、处理、答复、考核等环节。", Level.WARNING),
        ("将政务公开纳入年度考评体系，实行定期检查。", Level.HINT),
        ("出具各部门评估分报告。", Level.HINT),
        ("年度考核结果为优秀。", None),
        ("未发生责任追究问题。", None),
    ],
)
def test_results_of_assessment_of_a_government(text, level):
    found = told(case(body="云岫县人民政府", texts={"1": text}), "F113")
    assert [f.level for f in found] == ([level] if level else [])


def test_a_plan_in_section_five_is_no_result():
    texts = {"1": "公开信息30条。", "5": "问题：更新慢。下一步改进：加强考核。"}
    assert [f.level for f in told(case(body="云岫县人民政府", texts=texts), "F113")] == [Level.WARNING]


def test_each_misprinted_row_is_told_once_at_its_total():
    rows = (
        ("t3.refused.other_law", "其他法律法规禁止公开"),
        ("t3.not_processed.excessive", "无正当理由由大量反复申请"),
    )
    notes = tuple(note("label_typo", row=row, text=text) for row, text in (*rows, rows[0]))
    found = told(case(notes=notes), "F114")
    assert [f.cells for f in found] == [(f"{row}.total",) for row, _ in rows]
    assert [f.evidence[0].text for f in found] == [text for _, text in rows]


def test_nested_numerals_are_not_the_sections():
    # 息县 2021 counts 一、二、三 again inside section one
    text = "一、加强领导\n二、完善制度\n三、落实情况\n（一）主动公开政府信息情况\n（二）依申请公开情况"
    assert told(case(texts={"1": text}), "F115") == []


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("五、存在的主要问题及改进情况", False),
        ("五、 存在的主要问题和改进情况。", False),
        ("|五、存在的主要问题及改进情况", False),
        ("存在的主要问题及改进情况", False),
        ("五、政府信息公开工作存在的主要问题及改进情况", False),
        ("五、存在问题及整改措施", True),
        ("五、存在的主要问题及改情况", True),
    ],
)
def test_wordings_of_a_heading(heading, found):
    assert bool(told(case(headings={"5": heading}), "F115")) is found


def test_numerals_shifted_by_a_missing_section_are_not_told_again():
    shifted = {"5": "四、存在的主要问题及改进情况", "6": "五、其他需要报告的事项"}
    assert told(case(texts={"4": None}, headings=shifted), "F115") == []


@pytest.mark.parametrize(
    ("traits", "level"),
    [
        ({"texts": {"6": "\n"}}, Level.WARNING),
        ({"texts": {"6": "无"}}, None),
        ({"texts": {"6": ""}, "year": 2020, "form": "2019"}, Level.HINT),
    ],
)
def test_section_six(traits, level):
    assert [f.level for f in told(case(**traits), "F116")] == ([level] if level else [])


def test_so_far_is_no_fault_where_the_period_is_stated():
    assert [f.outcome for f in answers(case(texts={"1": "截至目前，收到申请10件。"}), "F112")] == [Outcome.PASS]
