"""Rules that look for words: each of their words is found, each near one is left alone."""

import pytest

from checks.model import Level, Outcome
from config.kinds import Kind
from tests.checks.rules.cases import answers, case, told

FAIL, REVIEW, PASS = Outcome.FAIL, Outcome.NEEDS_REVIEW, Outcome.PASS


def outcomes(rule: str, text: str, **traits: object) -> set[Outcome]:
    return {finding.outcome for finding in answers(case(texts={"1": text}, **traits), rule)}


@pytest.mark.parametrize(
    "text",
    [
        *(f"20{signs}年发布信息3条。" for signs in ("XX", "xx", "××", "ＸＸ", "**", "X*", "x×", "×X", "Ｘ*", "*×")),
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
