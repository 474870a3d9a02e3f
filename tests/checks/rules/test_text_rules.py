"""X101–X110 on the misprints, fragments and residue of real reports, and on what only looks like them."""

import pytest

from checks.engine import finding_json
from checks.model import Level, Outcome
from checks.wording.lists import doubled_words, typos
from checks.wording.personal import valid_id
from tests.checks.rules.cases import answers, case, told


@pytest.mark.parametrize("typo", [entry for entry, _ in typos()], ids=lambda typo: typo.wrong)
def test_every_entry_of_the_list_is_told_once(typo):
    found = told(case(texts={"1": f"{typo.failed[0]}。\n另外，{typo.failed[0]}。"}), "X104")
    assert [(f.level, len(f.evidence)) for f in found if f.key.startswith(f"{typo.wrong}>")] == [(Level.HINT, 2)]


@pytest.mark.parametrize("word", [word for word, _ in doubled_words()])
def test_every_word_of_the_list_is_told_when_it_stands_twice(word):
    assert told(case(texts={"1": f"工作中{word}{word}。"}), "X104")


@pytest.mark.parametrize(
    "text",
    [
        "云岫县人民政府政府信息公开指南、县政府政府网站、各部门部门预算、政务服务服务大厅。",
        "以便民为目的的活动，的的确确方便了群众。",
        "一件一件核对，一项一项落实，常常研究研究。",
        "规范规范性文件管理，主动公开公开目录，行政许可许可决定。",
        "第一季度第二季度均已更新，12345热线和12343热线。",
        "人民人民币，代表代表团，政府信息信息化平台。",
    ],
)
def test_words_that_meet_are_not_printed_twice(text):
    assert told(case(texts={"1": text}), "X104") == []


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("（一）甲。一是更新；二是解读。\n（二）乙。开通账号。二是设立公告栏。", ["gap"]),
        ("一是更新。\n二是解读。\n三加强建设。\n四是培训。", ["bare"]),
        ("一是更新。\n二是解读。\n四是培训。", ["gap"]),
        ("一是更新。二是解读。一是目录。二是指南。三是年报。", []),
        ("一是公开：一是文件，二是会议。二是解读。三是回应。", []),
        ("加强平台建设一是上线系统。二是推广。", []),
        ("一方面公开，二是解读。", []),
        ("三加强三提升，四是培训。", ["gap"]),
        ("是否公开一是否定，统一是关键。", []),
    ],
)
def test_points_are_counted_through(text, told_of):
    assert [f.key.split(":")[0] for f in told(case(texts={"1": text}), "X106")] == told_of


def test_a_fragment_is_shown_with_the_sentence_before_it():
    found = told(case(texts={"1": "二级制度齐全。为了科学做好公开工作。"}), "X106")
    assert [f.evidence[0].text for f in found] == ["二级制度齐全。为了科学做好公开工作。"]


@pytest.mark.parametrize(
    "text",
    [
        "为了方便群众查阅，开设专栏。",
        "为了方便群众查阅开设了专栏。",
        "按照《条例》规定，及时公开。",
        "根据群众要求公开了文件。",
        "为了谁、依靠谁。",
    ],
)
def test_a_sentence_with_its_main_clause_is_no_fragment(text):
    assert told(case(texts={"1": text}), "X106") == []


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_check_sign_of_personal_numbers(number):
    """The two numbers printed in GB 11643; a wrong sign in any place is noticed."""
    assert valid_id(number)
    for place, sign in enumerate(number[:-1]):
        assert not valid_id(f"{number[:place]}{(int(sign) + 1) % 10}{number[place + 1 :]}")


def test_personal_data_is_masked_wherever_it_is_told():
    number = "11010519491231002X"
    text = f"申请人李大山申请公开合同，身份证号{number}，电话13912345678。"
    found = told(case(texts={"1": text}), "X108")
    assert [(f.key, f.level, f.outcome) for f in found] == [("id", Level.WARNING, Outcome.FAIL)]
    assert "身份证号、手机号、申请人姓名" in found[0].message
    said = "".join(str(finding_json(finding)) + finding.message_en for finding in found)
    assert not any(each in said for each in (number, "13912345678", "李大山"))
    assert "李**" in said


@pytest.mark.parametrize(
    "text",
    [
        "联系人：李大山，办公电话：0000-8888888，13800000000。",
        "申请人于收到之日起提出，申请人向我局要求，申请人高度认可，申请人陈述申请理由。",
        "局长李大山带头落实，受到申请人好评。",
        "统一社会信用代码113200000140043490，流水号110105194912310021。",
        "申请人林地申请2件，申请人张某某申请1件。",
    ],
)
def test_offices_officials_and_other_numbers_are_no_personal_data(text):
    assert told(case(texts={"1": text}), "X108") == []


@pytest.mark.parametrize(
    "text", ["存在的问题：更新慢。", "一是解读水平有待提升；二是渠道还需进一步拓宽。", "暂无。", " "]
)
def test_section_five_without_measures(text):
    assert [f.level for f in told(case(texts={"5": text}), "X101")] == [Level.WARNING]


def test_a_problem_with_its_own_fact_is_no_formula():
    text = "认识不到位，内容不够全面，如“重大项目”栏目未及时更新。下一步将每月检查。"
    assert [f.outcome for f in answers(case(texts={"5": text}), "X102")] == [Outcome.PASS]
