"""What the text says about applications: real wordings, and everything that only looks like such a number."""

import pytest

from checks.examples import Example, report_of
from checks.narrative.requests import mentions
from checks.narrative.sentences import sentences

YEAR = 2025


def stated(text, year=YEAR, body=None):
    report = report_of(Example(title="test", year=year, texts={"1": text, "6": "无"}))
    return [(mention.about, int(mention.number)) for mention in mentions(sentences(report), year, body)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年共收到办理依申请公开2件，信函申请2件。", [2, 2]),
        ("本年度收到依申请公开件１，２３４份。", [1234]),
        ("收到政府信息公开申请 34 宗。", [34]),
        ("收到1466件（上年度结转16件）政府信息公开申请。", [1466]),
        ("收到网络申请12件、信函22件，共收到政府信息公开申请34件。", [34]),
        ("2024年收到政府信息公开申请20件，2025年收到政府信息公开申请34件。", [34]),
        ("本年新收政府信息公开申请713件，上年结转36件。", [713]),
        ("政府信息公开申请办理情况：新收34件，上年结转2件，本年度办结35件，结转下年度1件。", [34, 35]),
        ("2024年结转政府信息公开申请2件，2025年新收到34件，共计36件。", [34]),
        ("收到依申请公开事项34件，其中网上申请20件，邮寄申请14件；已办结35件，其中予以公开12件。", [34, 35]),
        ("共收到政府信息公开申请34件，较去年增加6件，办理答复35件。", [34, 35]),
        ("在办结的35件政府信息公开申请中，予以公开12件。", [35]),
        ("收到公民、法人或者其他组织的政府信息公开申请8件。", [8]),
        ("截至12月31日，共收到政府信息公开申请9件。", [9]),
    ],
    ids=lambda each: each[:14] if isinstance(each, str) else None,
)
def test_numbers_of_the_whole_year(text, found):
    assert [number for _, number in stated(text)] == found


@pytest.mark.parametrize(
    ("text", "body", "found"),
    [
        (
            "全市共受理政府信息公开申请3119件，答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复）。",
            "砚舟市人民政府",
            [3119, 3050],
        ),
        (
            "依申请公开方面，本年度全区共收到70件申请，及时依法依规办结69件，1件结转下年度继续办理。",
            "霁川市澜汀区人民政府",
            [70, 69],
        ),
        ("我县共收到公开政府信息申请5件，为信函形式申请，全部按时办结。", "霁川县人民政府", [5]),
        ("全县各部门共收到政府信息公开申请5件，办结4件。", "霁川县人民政府", [5, 4]),
        ("我县财政系统共收到政府信息公开申请61件。", "霁川县财政局", []),
        ("全区共收到政府信息公开申请70件。", "霁川经济开发区管委会", [70]),
        ("全市政府系统收到政府信息公开申请1296件，其中我局收到34件。", "砚舟市财政局", []),
        ("全市共收到政府信息公开申请1296件。", "砚舟市霁川区人民政府", []),
        ("各乡镇（街道）共收到政府信息公开申请96件，办结95件。", "霁川县人民政府", []),
        ("全市系统共收到政府信息公开申请129件，办结128件。", None, []),
    ],
)
def test_an_area_acts_for_the_body_that_governs_it(text, body, found):
    assert [number for _, number in stated(text, body=body)] == found


@pytest.mark.parametrize(
    "text",
    [
        "除网上渠道外，未收到其他形式的政府信息公开申请。",
        "依申请公开渠道畅通。全年未收到要求减免信息处理费的申请。",
        "共收到政府信息公开申请事项，合并答复2件。",
        "受理各类群众诉求259起。",
        "县长专线直接受理群众反映问题162件，办结162件，办理市长专线电话转办件2718件。",
        "收到政府信息公开行政复议申请3件。",
        "受理不动产登记申请1200件，办结1200件。",
        "其中受理政府信息公开申请12件。",
        "上半年收到政府信息公开申请12件。",
        "3月收到政府信息公开申请2件。",
        "去年共收到政府信息公开申请20件。",
        "2024年度共收到政府信息公开申请20件。",
        "共收到政府信息公开申请30余件。",
        "收到自然人政府信息公开申请12件。",
        "各乡镇收到政府信息公开申请12件。",
        "2026年将收到政府信息公开申请12件。",
        "发布《关于收到政府信息公开申请12件的通报》。",
        "收到政府信息公开申请征询意见函5件。",
        "主动公开信息1136条，其中网站1000条。",
        "通过网站收到政府信息公开申请8件。",
        "县本级收到政府信息公开申请5件。",
        "不断完善依申请公开制度，规范申请的受理、审查、答复。",
        "针对答复难度大的依申请公开件，办理上年度结转申请1件。",
    ],
)
def test_what_is_not_the_number_of_the_year(text):
    assert stated(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年未收到任何书面或其它形式要求公开政府信息的申请，没有不予公开的政府信息。",
        "2025年，未收到政府信息公开申请。",
        "本年度没有收到依申请公开件申请。",
        "本单位无政府信息公开申请。",
        "依申请公开情况：今年未收到申请。",
        "未收到公民、法人和其他组织的政府信息公开申请。",
    ],
)
def test_no_application_received(text):
    assert stated(text) == [("none", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "未收到网络提交的政府信息公开申请。",
        "除信函外未收到政府信息公开申请。",
        "没有因政府信息公开申请行政复议、提起行政诉讼的情况。",
        "2024年未收到政府信息公开申请。",
        "未收到需要收费的政府信息公开申请。",
        "无结转下年度的政府信息公开申请。",
        "没有政府信息公开申请超期答复。",
        "未收到信访投诉，无申请人投诉。",
        "本年度未收到政府信息公开申请的行政复议。",
        "没有群众对政府信息公开申请工作不满。",
    ],
)
def test_what_is_not_the_word_that_none_came(text):
    assert [about for about, _ in stated(text) if about == "none"] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收到政府信息公开申请3件，办理3件，群众满意率100%。", 3),
        ("全年办理政府信息公开申请218件。", 218),
        ("共收到政府信息公开申请12件，共答复10件，另外2件申请人撤回。", 10),
        ("受理政府信息公开申请3259件，答复3278件。", 3278),
    ],
)
def test_handled(text, found):
    assert [number for about, number in stated(text) if about == "handled"] == [found]


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请35件，同意公开答复9件。",
        "收到政府信息公开申请35件，其中11件办结，8件申请人撤销。",
        "收到政府信息公开申请35件，均按时答复。",
        "收到政府信息公开申请35件。办理建议提案30件，答复30件。",
        "收到政府信息公开申请35件，不予处理2件。",
        "收到政府信息公开申请35件，结转下年度继续办理3件。",
        "收到政府信息公开申请35件，顺延到下年度答复3件。",
    ],
)
def test_what_is_not_the_number_handled(text):
    assert [number for about, number in stated(text) if about == "handled"] == []


FLAGS = ("new_only", "by_office", "objected", "taken_up", "withdrawn")


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("收到政府信息公开申请12件。", []),
        ("新收政府信息公开申请12件。", ["new_only"]),
        ("县政府办公室共收到政府信息公开申请12件。", ["by_office"]),
        ("收到政府信息公开申请12件，答复12件。", []),
        ("答复政府信息公开申请12件。", ["objected"]),
        ("收到政府信息公开申请12件，办理12件。", ["taken_up"]),
        ("收到政府信息公开申请12件，答复11件，撤回1件。", ["withdrawn"]),
        ("未收到政府信息公开申请。", []),
    ],
)
def test_what_the_words_around_a_number_leave_open(text, flags):
    report = report_of(Example(title="test", year=YEAR, texts={"1": text}))
    *_, last = mentions(sentences(report), YEAR)
    assert [flag for flag in FLAGS if getattr(last, flag)] == flags


def test_parts_of_a_paragraph_may_make_up_the_total():
    report = report_of(Example(title="test", texts={"1": "收到政府信息公开申请12件，答复10件。另有2件申请人撤回。"}))
    handled = next(m for m in mentions(sentences(report), 2023) if m.about == "handled")
    assert handled.part_of(12)
    assert not handled.part_of(11)


@pytest.mark.parametrize(
    ("text", "about", "rivals"),
    [
        ("收到政府信息公开申请36件。", "received", []),
        ("收到政府信息公开申请36件。我局收到申请24件。", "received", [24]),
        ("收到政府信息公开申请36件，其中本年度新收30件。", "received", [30, 30]),
        ("收到政府信息公开申请36件，其中我局24件。", "received", [24]),
        ("收到政府信息公开申请36件，办结30件，答复6件。", "handled", [6]),
        ("收到政府信息公开申请36件，收到投诉24件。", "received", []),
        ("收到政府信息公开申请36件，去年收到24件。", "received", []),
        ("收到政府信息公开申请36件，人均收到2件。", "received", []),
        ("收到政府信息公开申请36件。\n我局收到申请24件。", "received", []),  # another paragraph
    ],
)
def test_the_other_numbers_of_a_paragraph_that_may_be_meant(text, about, rivals):
    report = report_of(Example(title="test", year=YEAR, texts={"1": text}))
    first = next(mention for mention in mentions(sentences(report), YEAR) if mention.about == about)
    assert [int(number) for number in first.rivals] == rivals


def test_sentences_know_their_section_and_the_preamble():
    report = report_of(Example(title="test", preamble="本报告共六部分。"))
    found = sentences(report)
    assert (found[0].text, found[0].place) == ("本报告共六部分。", "")
    assert found[1].place == "一、总体情况"


def test_a_sentence_is_quoted_with_one_blank_where_it_has_any():
    report = report_of(Example(title="test", texts={"1": "收到申请\u3000 12件。"}, preamble=""))
    assert "收到申请 12件。" in [sentence.quote() for sentence in sentences(report)]


def test_a_long_sentence_is_quoted_short():
    report = report_of(Example(title="test", texts={"1": "长" * 100 + "。"}, preamble=""))
    assert "长" * 60 + "…" in [sentence.quote() for sentence in sentences(report)]


WHOLE = "收到政府信息公开申请12件"


@pytest.mark.parametrize(
    "word",
    [
        # other matters
        *("复议", "诉讼", "应诉", "信访", "投诉", "举报", "咨询", "诉求", "热线", "专线", "提案", "建议", "议案"),
        *("留言", "来信", "信件", "许可", "登记", "证照", "审批", "征询", "案件线索", "求助", "工单", "转办", "转来"),
        *("移送", "移交", "督办", "告知书", "规范性文件", "政策解读"),
        # plans
        *("将", "拟", "计划", "预计", "争取", "力争", "要求", "应当"),
        # others than the body as a whole
        *(
            "各乡镇",
            "下属单位",
            "所属单位",
            "直属单位",
            "县本级",
            "其他单位",
            "其它单位",
            "有关部门",
            "相关部门",
            "基层",
        ),
        *("我局及各基层单位", "与下属单位", "全系统共"),
        # one channel
        *("通过网站", "网站", "网络", "平台", "邮箱", "信函", "窗口", "当面", "邮寄"),
        # a part of the year
        *("上半年", "下半年", "第一季度", "9月", "11月", "12月", "本月", "当月", "每月", "月均", "每季", "每周"),
        # a share, or again
        *(
            "人均",
            "平均",
            "日均",
            "户均",
            "每天",
            "每千人",
            "当天",
            "当日",
            "当场",
            "最快",
            "最低",
            "重新",
            "补充",
            "首次",
        ),
        *("再次", "更正", "转入", "转下", "延续", "减免", "免征", "减征", "退还", "降低"),
        # a part
        *("其中", "另"),
        # other years
        *(
            "去年",
            "上年",
            "上一年",
            "前年",
            "往年",
            "历年",
            "2024年",
            "条例施行以来",
            "近三年",
            "近5年",
            "三年来",
            "5年间",
        ),
        *("2021年至2024年", "2021—2024年", "2021-2024年", "2021年以来", "2021年5月以来"),
    ],
)
def test_a_word_before_a_number_that_makes_it_another_one(word):
    assert stated(f"{word}{WHOLE}。") == []
    assert stated(f"{WHOLE}。") == [("received", 12)]


@pytest.mark.parametrize(
    "word",
    [
        *(
            "自然人",
            "公民",
            "法人",
            "企业",
            "科研",
            "组织",
            "机构",
            "律师",
            "个人",
            "网络",
            "网上",
            "网站",
            "线上",
            "线下",
        ),
        *("信函", "邮寄", "邮件", "邮箱", "电子", "当面", "现场", "窗口", "传真", "平台", "书面"),
        *("减免", "收费", "缴", "费用", "不予", "部分", "重复", "补正", "延期", "超期", "逾期", "第三方"),
        *("另有", "另外", "同意", "结转", "上年", "跨年", "转下", "撤回", "撤销", "不服", "涉及", "需要", "符合"),
    ],
)
def test_a_word_between_verb_and_number_that_makes_it_a_part(word):
    assert stated(f"收到{word}政府信息公开申请12件。") == []
    assert stated(f"没有收到{word}的政府信息公开申请。") == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"{verb}政府信息公开申请12件。"
            for verb in ("新收", "新收到", "收到", "接收", "接到", "受理", "收悉", "新增")
        ),
        *(
            f"收到{more}政府信息公开申请12件。"
            for more in ("了", "和办理", "并处理", "、受理", "及办理", "或处理", "办理")
        ),
        *(f"收到{what}12件。" for what in ("信息公开申请", "信息公开的申请", "公开政府信息申请", "公开信息的申请")),
        *(f"收到{what}12件。" for what in ("依申请公开", "政府信息申请", "政务信息的申请", "公开申请")),
        *(
            f"收到政府信息公开申请{noun}12件。"
            for noun in ("件", "书", "表", "事项", "案件", "信息", "事件", "数量", "总数")
        ),
        *(f"收到政府信息公开申请{total}12件。" for total in ("总量", "共", "共计", "合计", "总计", "为", "计", "的")),
        *(f"收到政府信息公开申请12{unit}。" for unit in "件份宗条例起个项"),
        *(f"收到12件{what}。" for what in ("政府信息公开申请", "信息公开的申请", "公开申请")),
        *(
            f"收到{who}政府信息公开申请12件。"
            for who in ("公民、法人和其他组织提出的", "公民法人或者其它组织的", "各类")
        ),
        *(f"收到{how}的政府信息公开申请12件。" for how in ("书面和其他形式", "书面或其它形式", "任何形式", "各种形式")),
        *(f"{now}收到政府信息公开申请12件。" for now in ("今年", "本年", "本年度", "2025年", "2025年度")),
        *(
            f"{by}共收到政府信息公开申请12件。"
            for by in ("我局", "本机关", "全局", "各级行政机关", "截至12月31日", "12月底")
        ),
        "较2024年增加2件，收到政府信息公开申请12件。",
        "与去年同期相比减少2件，收到政府信息公开申请12件。",
        "比上一年度同期增长20%，共收到政府信息公开申请12件。",
        "去年收到政府信息公开申请9件，今年收到政府信息公开申请12件。",
        "1月至12月，收到政府信息公开申请12件。",
        "做好依申请公开工作。我局共收到申请12件。",
        "做好依申请公开工作。累计收到12件。",
        "收到12件（上年结转2件）政府信息公开申请。",
    ],
)
def test_a_number_received_in_everyday_words(text):
    assert stated(text)[:1] == [("received", 12)]


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请12余件。",
        "收到政府信息公开申请12多件。",
        "收到12件。",
        "收到礼品12件。",
        "做好依申请公开工作。收到12件。",
        "做好依申请公开工作。其中新收12件。",
        "政府信息公开申请比去年新增2件。",
        "共收到政府信息公开申请，较同期新增2件。",
    ],
)
def test_a_number_that_is_not_told_of_applications_received(text):
    assert stated(text) == []


@pytest.mark.parametrize(
    "verb",
    [
        *("办理", "办理答复", "答复", "办结", "办复", "回复", "处理", "办理完毕", "答复完成", "处理完结", "办结了"),
        *("按时办结", "全部答复", "共处理", "已办结共", "答复共计", "办结合计", "答复总计", "办结为", "办理共有"),
    ],
)
def test_a_number_handled_in_everyday_words(verb):
    assert stated(f"收到政府信息公开申请12件，{verb}9件。") == [("received", 12), ("handled", 9)]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "原答复",
            "公开答复",
            "不予答复",
            "未答复",
            "尚未办结",
            "待答复",
            "正在办理",
            "超期答复",
            "逾期答复",
            "延期答复",
        ),
        *(
            "无法答复",
            "能答复",
            "能够答复",
            "可以答复",
            "如何答复",
            "不再处理",
            "补正答复",
            "继续办理",
            "合并答复",
            "其他处理",
        ),
        *(
            "结转办理",
            "转下年办理",
            "顺延答复",
            "跨年办理",
            "委托答复",
            "律师答复",
            "顾问答复",
            "聘请办理",
            "由第三方办理",
        ),
        *("办理提案", "办理信访件", "各乡镇答复", "下属单位办结", "办结约", "办结许可"),
    ],
)
def test_what_is_told_of_another_handling(words):
    assert stated(f"收到政府信息公开申请12件，{words}9件。") == [("received", 12)]


def test_a_part_named_just_before_is_what_was_handled():
    """其中由法制科办理 2 件, 答复 2 件: the second is of the first, and neither is all."""
    assert ("handled", 2) not in stated("收到政府信息公开申请12件，法制科承担2件，答复2件。")
    assert ("handled", 12) in stated("收到政府信息公开申请12件，答复12件。")


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("收到政府信息公开申请12件，办理9件。", {"taken_up"}),
        ("收到政府信息公开申请12件，答复9件。", set()),
        ("收到政府信息公开申请12件，办结政府信息公开申请9件。", {"objected"}),
        ("收到政府信息公开申请12件，答复9件，3件撤回。", {"withdrawn"}),
        ("收到政府信息公开申请12件，答复9件，撤销3件。", {"withdrawn"}),
        ("收到政府信息公开申请12件，答复9件，终止3件。", {"withdrawn"}),
        ("收到政府信息公开申请12件，答复9件，3件并案。", {"withdrawn"}),
    ],
)
def test_what_a_number_handled_may_mean(text, flags):
    report = report_of(Example(title="test", year=YEAR, texts={"1": text, "6": "无"}))
    (handled,) = [m for m in mentions(sentences(report), YEAR) if m.about == "handled"]
    assert {name for name in ("taken_up", "objected", "withdrawn") if getattr(handled, name)} == flags


@pytest.mark.parametrize(
    ("text", "new", "office"),
    [
        ("收到政府信息公开申请12件。", False, False),
        ("新收政府信息公开申请12件。", True, False),
        ("新增政府信息公开申请12件。", True, False),
        ("县政府办公室共收到政府信息公开申请12件。", False, True),
        ("县政府办累计收到政府信息公开申请12件。", False, True),
    ],
)
def test_what_a_number_received_may_mean(text, new, office):
    report = report_of(Example(title="test", year=YEAR, texts={"1": text, "6": "无"}))
    (received,) = mentions(sentences(report), YEAR)
    assert (received.new_only, received.by_office) == (new, office)


@pytest.mark.parametrize(
    "text",
    [
        *(f"{none}政府信息公开申请。" for none in ("未收到", "没有收到", "没收到", "未接到", "没有接到", "未接收到")),
        *(f"{none}政府信息公开申请。" for none in ("未受理", "未发生", "没有", "无", "未产生")),
        *(f"收到的政府信息公开申请{none}。" for none in ("为零", "量为零", "数为零", "件数为零", "继续保持为零")),
        *(f"政府信息公开申请{none}。" for none in ("零受理", "零收件", "零申请", "零")),
        "今年收到的依申请公开申请为零，继续做好服务。",
        "没有公众提出的政府信息公开申请。",
    ],
)
def test_no_application_in_everyday_words(text):
    assert ("none", 0) in stated(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"没有政府信息公开申请{noun}。"
            for noun in ("人投诉", "表", "渠道", "方式", "流程", "材料", "答复书", "条件")
        ),
        *(f"没有政府信息公开申请{noun}。" for noun in ("资格", "办理逾期", "复议", "行政复议", "强制执行")),
        *(f"没有政府信息公开申请{later}。" for later in ("超期", "不予受理", "公开不到位", "被退回", "未办结")),
        *(f"{but}没有收到政府信息公开申请。" for but in ("除信函外", "但", "仅县局", "只有我局")),
        "没有不予公开的政府信息公开申请。",
        "没有收到许可申请。",
        "没有申请。",
        "无新的政府信息公开申请。",
        "网上政府信息公开申请为零。",
        "去年政府信息公开申请为零。",
        "各乡镇政府信息公开申请为零。",
    ],
)
def test_what_does_not_say_that_none_came(text):
    assert ("none", 0) not in stated(text)
