"""Rules that look for words: each of their words is found, each near one is left alone."""

import pytest

from checks.examples import Printed, witness
from checks.model import Level, Outcome, Standing, State
from config.kinds import Kind
from config.plausibility import plausibility
from tests.checks.rules.cases import answers, case, told

FAIL, REVIEW, PASS = Outcome.FAIL, Outcome.NEEDS_REVIEW, Outcome.PASS


def outcomes(rule: str, text: str, **traits: object) -> set[Outcome]:
    return {finding.outcome for finding in answers(case(texts={"1": text}, **traits), rule)}


@pytest.mark.parametrize(
    "text",
    [
        *(f"20{signs}年发布信息3条。" for signs in ("XX", "xx", "××", "ＸＸ", "**", "X*")),
        *(f"全年发布信息{signs}条。" for signs in ("XX", "xx", "××", "ＸＸ", "**", "__", "＿＿", "○○", "×××")),
        *(f"会同{signs}局办理。" for signs in ("XX", "××", "ＸＸ", "***", "○○")),
        *(
            f"见（{words}）。"
            for words in ("具体网址", "具体链接", "网址", "链接", "网站地址", "栏目名称", "单位名称", "填写网址")
        ),
        *(f"见({words})。" for words in ("网址", "链接", "网站地址", "机关名称", "填写", "请填内容")),
        *(f"见（{words}）。" for words in ("填写", "请填写部门")),
        *(f"专栏网址：{words}。" for words in ("具体网址", "具体链接", "具体地址")),
        *(f"国办函{signs}号。" for signs in ("〔〕", "〔 〕", "[]", "[ ]", "〔〕第")),
    ],
)
def test_a_placeholder(text: str) -> None:
    assert outcomes("I108", text) == {FAIL}


@pytest.mark.parametrize(
    "text",
    [
        "全年发布信息12条。",
        "见（网址见附件）。",
        "国办函〔2021〕30号。",
        "热线138****1234。",
        "发布2024XX号文件。",
        "专栏网址：www.qinghe.gov.cn。",
    ],
)
def test_what_is_no_placeholder(text: str) -> None:
    assert outcomes("I108", text) == {PASS}


@pytest.mark.parametrize(
    "who",
    ["申请人", "当事人", "投诉人", "原告", "被告", "第三人", "一案", "村民", "居民", "某某、", "某诉，", "张某", "王×"],
)
def test_signs_that_may_hide_a_person_are_left_to_one(who: str) -> None:
    assert outcomes("I108", f"{who}反映××局有关事项。") == {REVIEW}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "该部分应以表格形式报告。",
            "此部分用表格填报。",
            "本部分以表格呈现。",
            "此处填写数字。",
            "（此处插入图片）。",
            "此处应说明原因。",
        ),
        *(
            "请在此填写。",
            "请于此处填报。",
            "请据实填报。",
            "请如实说明。",
            "（文字描述）",
            "（文字说明，可另附页）",
            "填写说明：见附件。",
        ),
        *(
            "填报说明:见附件。",
            "（500字以内）",
            "（约800字左右）",
            "（不超过300字以内）",
            "（数据准确、要素齐全）",
            "（示例）",
        ),
        *(
            "（样例一）",
            "（参考模板）",
            "（模版）",
            "（模板）",
            "（可另在此处报告）",
            "（填报要求：如实）",
            "（填写提示：如实）",
            "〔批注1：核实〕",
        ),
    ],
)
def test_an_instruction_of_a_template(text: str) -> None:
    assert outcomes("I109", f"公开有序。{text}") == {FAIL}


@pytest.mark.parametrize(
    "text", ["编制模板并下发。", "填报数据准确。", "在此基础上加强。", "该部分工作有序。", "此处道路改造。"]
)
def test_what_is_no_instruction(text: str) -> None:
    assert outcomes("I109", text) == {PASS}


@pytest.mark.parametrize(
    "office",
    [
        *(
            "安监局",
            "安全生产监督管理局",
            "物价局",
            "工商局",
            "质监局",
            "食药监局",
            "国土资源局",
            "环保局",
            "卫计委",
            "卫计局",
        ),
        "计生委",
    ],
)
def test_an_office_merged_away(office: str) -> None:
    assert outcomes("X110", f"会同县{office}开展工作。") == {FAIL}
    assert outcomes("X110", f"会同原{office}开展工作。") == {PASS}
    assert outcomes("X110", f"会同原县{office}开展工作。") == {PASS}
    assert outcomes("X110", f"县{office}职责划转。") == {PASS}
    assert outcomes("X110", f"会同县{office}开展工作。", year=2019) == {Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("text", "found"), [("公开环保、安监、物价等信息。", FAIL), ("公开物价信息。", PASS), ("加强安监。", PASS)]
)
def test_a_field_of_an_office_merged_away(text: str, found: Outcome) -> None:
    assert outcomes("X110", text) == {found}


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("中华人民共和国政府信息公开条例", None),
        ("政府信息公开条例（修订）", None),
        ("国务院政府信息公开条例", None),
        ("新修订的政府信息公开条例", None),
        ("信息公开条例", Level.HINT),
        ("政府信息公开工作条例", Level.WARNING),
        ("政务信息公开条例", Level.WARNING),
        ("政务公开条例", Level.WARNING),
        ("新政务公开工作条例", Level.WARNING),
    ],
)
def test_the_name_of_the_regulation(name: str, level: Level | None) -> None:
    assert [finding.level for finding in told(case(texts={"1": f"依据《{name}》开展工作。"}), "X107")] == [
        level
    ] * bool(level)


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("公开专栏建设公开专栏建设，逐月核对。", "公开专栏建设"),  # six signs twice
        ("公开专栏建公开专栏建，逐月核对。", None),
        ("逐月核对公开专栏建设公开专栏建设。", "公开专栏建设"),  # at the end of its clause
        ("公开专栏建设逐月公开专栏建设。", None),  # not in a row
        ("公开专栏，公开专栏。", None),
        ("按月核对全部栏目。按月核对全部栏目。", None),  # eight signs and a stop
        ("按月核对全部公开专栏栏目。按月核对全部公开专栏栏目。", "按月核对全部公开专栏栏目。"),
        ("按月核对全部公开专栏栏目。逐季通报。按月核对全部公开专栏栏目。", None),
    ],
)
def test_a_phrase_printed_twice(text: str, doubled: str | None) -> None:
    found = [finding.key.removeprefix("twice:") for finding in told(case(texts={"1": text}), "X104")]
    assert found == ([doubled] if doubled else [])


@pytest.mark.parametrize(
    ("body", "said", "wrong"),
    [
        ("云岫县财政局", "我局", False),
        *(("云岫县财政局", said, True) for said in ("我镇", "我乡", "我街道", "我厅")),
        ("云岫县财政局", "我县", False),  # its county
        ("石汀镇人民政府", "我局", True),
        ("石汀镇人民政府", "我街道", False),  # it may have become one
        ("石汀乡人民政府", "我镇", True),
        ("石汀街道办事处", "我街", False),
        ("石汀街道办事处", "我镇", True),
        ("云岫县教育委员会", "我局", False),
        ("云岫县教育委员会", "我厅", True),
        ("墨溪省财政厅", "我厅", False),
        ("墨溪省财政厅", "我局", True),
        ("云岫县人民政府", "我区", True),
        ("云岫县人民政府", "我县", False),
        ("云岫区人民政府", "我县", True),
        ("云岫区人民政府", "我区", False),
        ("云岫市人民政府", "我县", True),
        ("云岫市人民政府", "我市", False),
    ],
)
def test_what_a_body_calls_itself(body: str, said: str, wrong: bool) -> None:
    assert bool(told(case(body=body, texts={"1": f"{said}高度重视。"}), "I106")) is wrong


@pytest.mark.parametrize("text", ["我局村高度重视。", "我镇长高度重视。", "《我镇的变化》发布。", "“我镇”专栏更新。"])
def test_what_is_no_self_name(text: str) -> None:
    assert told(case(body="云岫县财政局", texts={"1": text}), "I106") == []


def test_each_wrong_self_name_is_told_once() -> None:
    found = told(case(body="云岫县财政局", texts={"1": "我镇公开。我镇解读。我乡回应。我镇更新。"}), "I106")
    assert [finding.key for finding in found] == ["我镇", "我乡"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        *(
            (f"2023年，全市{who}有序。", True)
            for who in ("各级", "各地", "各部门", "行政机关", "政府系统", "共收到", "累计")
        ),
        *((f"全{area}主动公开信息。", True) for area in "省市县州"),
        *((f"全县{what}申请3件。", True) for what in ("新收", "收到", "受理", "办结", "共办结", "共制")),
        *((f"不断{more}全市政务公开工作水平。", True) for more in ("提升", "提高", "推动", "促进")),
        ("全市推广。", False),
        ("在全市各级会议上发言。", False),
        ("全市各级推进，我镇跟进。", False),
        ("全市各级推进，全镇跟进。", False),
        ("全市各级推进，本乡跟进。", False),
        ("全市各级推进，我街跟进。", False),
    ],
)
def test_a_township_speaks_of_a_wider_area(text: str, wrong: bool) -> None:
    found = told(case(body="石汀镇人民政府", kind_source="name", texts={"1": text}), "I105")
    assert bool(found) is wrong
    assert case(body="石汀镇人民政府").kind is Kind.TOWNSHIP


PERIOD = "本报告所列数据的统计期限自{}起至{}止。"


@pytest.mark.parametrize(
    ("first", "last", "outcome"),
    [
        ("2023年1月1日", "2023年12月31日", PASS),
        ("2023年1月1日", "2023年12月30日", FAIL),
        ("2023年1月1日", "2023年12月3日", REVIEW),  # a digit of 31 was lost
        ("2023年1月1日", "2023年12月1日", REVIEW),
        ("2023年1月1日", "2023年1月31日", REVIEW),  # a digit of 12
        ("2023年1月1日", "2023年2月31日", REVIEW),
        ("2023年1月1日", "2023年11月30日", FAIL),
        ("2023年1月1日", "2023年3月31日", FAIL),
        ("2023年1月2日", "2023年12月3日", FAIL),
        ("2023年2月1日", "2023年12月31日", FAIL),
        ("2022年1月1日", "2023年12月31日", FAIL),
        ("2022年1月1日", "2023年1月31日", FAIL),
    ],
)
def test_the_period_of_a_report(first: str, last: str, outcome: Outcome) -> None:
    found = answers(case(preamble=PERIOD.format(first, last)), "I103")
    assert {finding.outcome for finding in found} == {outcome}


@pytest.mark.parametrize(
    ("first", "last", "outcome"),
    [
        ("2023年3月20日", "2023年12月31日", REVIEW),
        ("2023年1月1日", "2023年9月30日", REVIEW),
        ("2023年1月8日", "2023年12月31日", REVIEW),  # seven days are no slip of the pen
        ("2023年1月7日", "2023年12月31日", FAIL),
        ("2023年1月1日", "2023年12月24日", REVIEW),
        ("2023年1月1日", "2023年12月25日", FAIL),
        ("2023年3月20日", "2023年11月30日", FAIL),
    ],
)
@pytest.mark.parametrize("event", ["我局于3月成立", "本局正式挂牌", "该中心更名", "因机构改革划转", "新组建队伍后合并"])
def test_a_body_that_began_or_ended_in_the_year_reports_on_a_part_of_it(
    first: str, last: str, outcome: Outcome, event: str
) -> None:
    found = answers(case(preamble=PERIOD.format(first, last), texts={"1": f"{event}。"}), "I103")
    assert {finding.outcome for finding in found} == {outcome}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("按照国办公开办函〔2021〕30号要求编制。", []),
        ("按照国办公开办函〔2019〕60号要求编制。", ["form"]),
        ("按照国办公开办函〔2019〕60号、国办公开办函〔2021〕30号要求编制。", []),
        ("按照国办发〔2021〕30号的年度报告格式编制。", ["prefix"]),
        ("按照国办函〔2019〕60号的格式编制。", ["prefix"]),
        ("按照国办发函〔2021〕30号编制本报告。", ["prefix"]),
        ("年度报告按照国办函〔2021〕30号编制。", ["prefix"]),
        ("依据国务院令第492号编制。", ["decree"]),
        ("依据国令第492号编制。", ["decree"]),
        ("依据国务院第492号令编制。", ["decree"]),
        ("依据国务院令第711号编制。", []),
        *(
            (f"{word}国务院令第492号。", [])
            for word in ("原", "修订前", "废止", "替代", "此前", "曾依", "2007年", "2008年")
        ),
    ],
)
def test_the_instruments_of_a_report(text: str, keys: list[str]) -> None:
    assert [finding.key for finding in told(case(texts={"1": text}), "I107")] == keys


def test_the_form_of_2019_was_that_of_its_years() -> None:
    text = {"1": "按照国办公开办函〔2019〕60号要求编制。"}
    assert told(case(texts=text, year=2020, form="2019"), "I107") == []


@pytest.mark.parametrize(
    ("announced", "sections", "outcome"),
    [
        ("全文由六个部分组成", "123456", PASS),
        ("全文共6部分", "123456", PASS),
        ("年报包括六大部分", "123456", PASS),
        *((f"报告分{n}个部分", "123456", FAIL) for n in ("三", "四", "五", "七", "八", "九", "十", "5", "12")),
        ("报告分五个部分", "12345", Outcome.NOT_EVALUATED),
        ("报告由总体情况、主动公开、问题等六部分组成", "123456", FAIL),  # three of the six are named
        ("报告由总体情况、主动公开等六部分组成", "123456", PASS),  # too few for a list
        ("报告由概述、主动公开、申请情况、复议诉讼、不足、其他等六部分组成", "123456", PASS),
        ("报告由概况、主动公开、依申请公开、诉讼、问题六部分组成", "123456", FAIL),
        ("会议听取六个部分单位汇报", "123456", Outcome.NOT_APPLICABLE),
        ("报告提出六部分内容", "123456", Outcome.NOT_APPLICABLE),
    ],
)
def test_the_parts_a_report_announces(announced: str, sections: str, outcome: Outcome) -> None:
    lacking = dict.fromkeys(set("123456") - set(sections))
    found = answers(case(preamble=f"{announced}。", texts=lacking), "I110")
    assert {finding.outcome for finding in found} == {outcome}


@pytest.mark.parametrize(("sections", "evaluated"), [("123456", True), ("156", True), ("16", False)])
def test_a_report_of_which_few_sections_were_found_is_not_told_to_lack_words(sections: str, evaluated: bool) -> None:
    """Three of six may be all there is; fewer are a part of a report."""
    texts = {number: "略。" if number in sections else None for number in "123456"}
    for rule in ("F104", "F112"):
        found = {finding.outcome for finding in answers(case(texts=texts, preamble=""), rule)}
        assert found == ({FAIL} if evaluated else {Outcome.NOT_EVALUATED}), rule


@pytest.mark.parametrize(
    ("dates", "outcome"),
    [
        ((("2023-12-31", "page.line"), ("2023-12-31", "url")), FAIL),  # the last day of the year is within it
        ((("2024-01-01", "page.line"), ("2024-01-01", "url")), PASS),
        ((("2023-12-31", "page.line"),), REVIEW),  # one witness proves nothing
        ((("2023-12-31", "page.line"), ("2023-12-30", "list")), REVIEW),  # nor do two of one system
        ((("2023-12-31", "page.line"), ("2023-12-30", "url"), ("2024-01-05", "signature")), REVIEW),
        ((("2023-12-31", "http.last_modified"),), Outcome.NOT_EVALUATED),
        ((("2023-12-31", "document.properties"), ("2024-01-05", "page.line")), PASS),
    ],
)
def test_published_within_the_year_of_the_report(dates: tuple[tuple[str, str], ...], outcome: Outcome) -> None:
    standing = Standing(State.UNDATED, witnesses=tuple(witness(day, source) for day, source in dates))
    assert {finding.outcome for finding in answers(case(standing=standing), "T103")} == {outcome}


def test_of_many_pieces_of_personal_data_three_are_shown_masked() -> None:
    numbers = ("11010519491231002X", "110105194912310038", "110105194912310054", "110105194912310070")
    text = "".join(f"收到身份证号{number}的申请。" for number in numbers)
    (found,) = told(case(texts={"1": text}), "X108")
    assert len(found.evidence) == 3
    assert found.message.count("*" * 4) <= 3 * 4
    assert not any(number in found.message or number in each.text for each in found.evidence for number in numbers)


@pytest.mark.parametrize(
    ("body", "amount", "outcome"),
    [
        ("石汀镇人民政府", 0, PASS),
        ("石汀镇人民政府", 1_000_000, FAIL),
        ("云岫县人民政府", 1_000_000, Outcome.NOT_APPLICABLE),
        ("石汀镇人民政府", "约十", Outcome.NOT_EVALUATED),
    ],
)
def test_the_size_of_fees(body: str, amount: int | str, outcome: Outcome) -> None:
    found = answers(case({"t2.fees.amount": amount}, body=body, kind_source="name"), "L108")
    assert {finding.outcome for finding in found} == {outcome}


def test_fees_up_to_the_limit_are_not_told() -> None:
    limit = plausibility().fees_beyond[Kind.TOWNSHIP]
    for amount, outcome in ((limit, PASS), (limit + 1, FAIL)):
        found = answers(case({"t2.fees.amount": str(amount)}, body="石汀镇人民政府", kind_source="name"), "L108")
        assert {finding.outcome for finding in found} == {outcome}


RULES = "t2.regulations"


@pytest.mark.parametrize(
    ("cells", "outcome", "named"),
    [
        ({}, PASS, ()),
        (dict.fromkeys((f"{RULES}.issued", f"{RULES}.repealed", f"{RULES}.in_force"), 0), PASS, ()),
        ({f"{RULES}.issued": 0, f"{RULES}.repealed": 2, f"{RULES}.in_force": 5}, FAIL, ("repealed", "in_force")),
        (dict.fromkeys((f"{RULES}.issued", f"{RULES}.repealed", f"{RULES}.in_force")), Outcome.NOT_EVALUATED, ()),
        ({f"{RULES}.in_force": "见附件"}, Outcome.NOT_EVALUATED, ()),
    ],
)
def test_a_body_that_makes_no_rules_reports_none(
    cells: dict[str, Printed], outcome: Outcome, named: tuple[str, ...]
) -> None:
    (found,) = answers(case(cells), "L101")
    assert (found.outcome, found.cells) == (outcome, tuple(f"{RULES}.{column}" for column in named))


@pytest.mark.parametrize(
    ("texts", "keys"),
    [
        ({"1": "一是公开。二是解读。", "5": "一是更新。二是培训。"}, []),
        ({"1": "一是公开。二是解读。", "5": "三是更新。"}, ["gap:3:三是更新。"]),  # each section counts for itself
        ({"1": "一是公开。", "5": "二是更新。"}, ["gap:2:二是更新。"]),
        ({"1": "一是公开。\n二是解读。\n三是回应。"}, []),
        ({"1": "一是公开。一是更新。二是培训。二是解读。"}, []),  # a list inside a list
        ({"1": "一是公开。三是解读。四是培训。"}, ["gap:3:三是解读。"]),
    ],
)
def test_points_are_counted_in_their_section(texts: dict[str, str], keys: list[str]) -> None:
    assert [finding.key for finding in told(case(texts=texts), "X106")] == keys
