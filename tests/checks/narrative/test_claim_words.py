"""Results, carrying over, disputes and documents in the words of reports, and words beside them that mean others."""

import pytest

from checks.examples import Example, report_of
from checks.narrative.carrying import carried, none_carried
from checks.narrative.claims import Context
from checks.narrative.counts import counts_of
from checks.narrative.disputes import disputes
from checks.narrative.documents import documents, no_documents, rules_issued
from checks.narrative.results import results
from checks.narrative.sentences import Sentence, sentences

YEAR = 2024
HERE = Context(YEAR, "云岫县财政局")


def parts(text: str, section: str = "1") -> list[Sentence]:
    report = report_of(Example(title="test", year=YEAR, preamble="", texts={section: text}))
    return [each for each in sentences(report) if each.text in text]


def claimed(family, text: str, section: str = "1") -> list[tuple[str, int]]:
    return [(claim.about, int(claim.number)) for claim in family(counts_of(parts(text, section)), HERE)]


RECEIVED = "办结政府信息公开申请9件，"


@pytest.mark.parametrize(
    ("words", "about"),
    [
        *(
            (words, "granted")
            for words in ("予以公开", "同意公开", "决定公开", "全部公开", "予以公开的申请共", "予以公开答复")
        ),
        *((words, "granted") for words in ("予以公开件数为", "予以公开情形", "予以公开数量合计", "予以公开的情况有")),
        *((words, "partially_granted") for words in ("部分公开", "部分予以公开", "区分处理")),
        *((words, "refused") for words in ("不予公开", "未予公开", "不同意公开", "不公开")),
        *((words, "unavailable") for words in ("无法提供", "不能提供", "无法提供信息的")),
        *(
            (words, "unavailable.not_held")
            for words in ("不掌握", "本机关不掌握相关政府信息", "我局不掌握信息", "本单位不掌握相关信息")
        ),
        *((words, "not_processed") for words in ("不予处理", "不予处理的")),
        *((words, "not_processed.repeated") for words in ("重复申请不予处理",)),
        *((words, "other") for words in ("其他处理", "其他处理情况")),
        ("属于国家秘密不予公开", "refused.state_secret"),
        ("法律行政法规禁止公开", "refused.other_law"),
        ("其他法律行政法规禁止公开的", "refused.other_law"),
        ("危及“三安全一稳定”", "refused.security_stability"),
        ("因保护第三方合法权益", "refused.third_party"),
        ("属于三类内部事务信息的", "refused.internal_affairs"),
        ("属于四类过程性信息的有", "refused.process_information"),
        ("涉及行政执法案卷", "refused.enforcement_file"),
        ("属于行政查询事项", "refused.inquiry_matter"),
        ("没有现成信息需要另行制作", "unavailable.needs_creation"),
        ("补正后申请内容仍不明确", "unavailable.still_unclear"),
        ("要求提供公开出版物", "not_processed.publication"),
        ("无正当理由大量反复申请", "not_processed.excessive"),
        ("要求行政机关确认或重新出具已获取信息", "not_processed.confirmation"),
    ],
)
def test_a_result_by_its_words(words: str, about: str) -> None:
    assert claimed(results, f"{RECEIVED}{words}3件。") == [(about, 3)]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "补正后予以公开",
            "经审查予以公开",
            "因故不予公开",
            "属于隐私不予公开",
            "涉及过程性信息不予公开",
            "由于内部管理不予公开",
        ),
        *(
            "危及稳定不予公开",
            "执法案卷不予公开",
            "查询类不予公开",
            "需制作无法提供",
            "自然人申请予以公开",
            "企业申请予以公开",
        ),
        *("公民申请予以公开", "法人申请予以公开", "网上申请予以公开", "信函申请予以公开", "其余予以公开"),
        *("予以公开或部分公开", "予以公开和不予公开", "不予公开、无法提供", "不予公开及不予处理", "予以公开与部分公开"),
        *("约予以公开约", "拟予以公开", "上半年予以公开", "去年予以公开", "依申请予以公开", "重复申请", "公开"),
    ],
)
def test_a_result_of_a_part_or_of_several_kinds_is_none(words: str) -> None:
    assert claimed(results, f"{RECEIVED}{words}3件。") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("办结政府信息公开申请9件，6件予以公开，3件不予公开。", [("granted", 6), ("refused", 3)]),
        ("办结政府信息公开申请9件，有6件申请予以公开的，另有3件为无法提供。", [("granted", 6), ("unavailable", 3)]),
        ("办结政府信息公开申请9件，对3件属于不予处理。", [("not_processed", 3)]),
        ("办结政府信息公开申请9件，3件属于信访举报投诉类申请事项不予处理。", [("not_processed.petition", 3)]),
        ("办结政府信息公开申请9件，3件不予处理的信访。", [("not_processed.petition", 3)]),
        ("办结政府信息公开申请9件，其中网上3件予以公开。", []),
        ("征求第三方意见后同意公开3件政府信息公开申请。", []),
        ("办结政府信息公开申请9件，征求第三方意见，同意公开3件。", []),
        ("收到政府信息公开申请9件，均予以公开。", [("beyond_granted", 0)]),
        ("收到政府信息公开申请9件，全部按时办结，均同意公开。", [("beyond_granted", 0)]),
        ("受理政府信息公开申请9件，都已答复，并全部决定公开。", [("beyond_granted", 0)]),
        ("收到政府信息公开申请9件，部分予以公开。", []),
        ("收到政府信息公开申请9件，均不予公开。", []),
        ("发布政府信息9件，全部予以公开。", []),
        # the rest of a list that opens with its whole is no row of the table
        ("办结政府信息公开申请9件，予以公开6件，其他3件。", [("granted", 6)]),
        ("办结政府信息公开申请9件，予以公开6件，其他处理情形3件。", [("granted", 6)]),
        ("办结政府信息公开申请9件，予以公开6件，其他处理3件。", [("granted", 6), ("other", 3)]),
        ("办结政府信息公开申请9件，予以公开6件，其他处理情形2件。", [("granted", 6), ("other", 2)]),
        ("办结许可申请9件，予以公开6件。", []),
        *((f"办结政府信息公开申请9件，予以公开3{unit}。", []) for unit in "项篇部次人期"),
    ],
)
def test_whose_result_a_number_is(text: str, found: list[tuple[str, int]]) -> None:
    assert claimed(results, text) == found


NEW = "收到政府信息公开申请9件，"


@pytest.mark.parametrize(
    ("words", "about"),
    [
        *(
            (words, "carried_in")
            for words in ("上年结转", "上年度结转", "上一年度结转", "去年结转", "前一年度结转", "往年结转")
        ),
        *(
            (words, "carried_in")
            for words in ("跨年结转", "上年未办结转结", "上年顺延", "上年转入", "上年转接", "结转上年度")
        ),
        *(
            (words, "carried_in")
            for words in ("结转自去年", "上年结转过来", "上年结转至今年", "上年结转到本年度办理", "2023年结转")
        ),
        *((words, "carried_in") for words in ("上年结转的政府信息公开申请共计", "上年结转申请数量为")),
        *(
            (words, "carried_out")
            for words in ("结转下年度", "结转至下一年度", "顺延到下年", "转结入次年", "转入来年", "延续到明年")
        ),
        *(
            (words, "carried_out")
            for words in ("转下年", "结转下年度继续办理", "结转下年度办理的申请共", "结转2025年", "结转至2025年度答复")
        ),
        *((words, "carried") for words in ("结转", "结转申请", "共结转", "已结转")),
    ],
)
def test_applications_carried_over(words: str, about: str) -> None:
    assert claimed(carried, f"{NEW}{words}3件。") == [(about, 3)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(
            (f"{NEW}{rest}3件{later}年度。", [("carried_out", 3)])
            for rest, later in (("", "结转下"), ("另有", "将顺延至次"))
        ),
        *(
            (f"{NEW}{rest}3件{later}年。", [("carried_out", 3)])
            for rest, later in (("尚有", "需转入下一"), ("仍余", "转明"), ("还剩", "延续到来"))
        ),
        (f"{NEW}3件申请按规定结转到下年度。", [("carried_out", 3)]),
        (f"{NEW}3件正在办理，结转下年度。", [("carried_out", 3)]),
        (f"{NEW}3件尚未办结，将顺延至明年。", [("carried_out", 3)]),
        (f"{NEW}3件尚在办理中，依法转入下年度。", [("carried_out", 3)]),
        (f"{NEW}约3件结转下年度。", []),
        (f"{NEW}结转下年度3项。", []),
        ("收到信访件9件，结转下年度3件。", []),
        ("政府信息公开行政复议申请9件，结转下年度3件。", []),
        ("2023年收到政府信息公开申请9件，结转下年度3件。", []),
        ("2023年结转2件，收到政府信息公开申请9件。", []),
        ("收到政府信息公开申请9件，经县长批示结转3件。", []),
        ("收到政府信息公开申请9件，资金结转3件。", []),
    ],
)
def test_which_counts_are_carried_over(text: str, found: list[tuple[str, int]]) -> None:
    assert claimed(carried, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *((f"{NEW}{none}上年结转。", ["carried_in"]) for none in ("无", "没有", "未有")),
        *(
            (f"{NEW}无{past}申请。", ["carried_in"])
            for past in ("上年度结转", "上一年结转的", "去年结转来", "往年结转至本年度的")
        ),
        *((f"{NEW}全部办结，{none}结转。", ["carried_out"]) for none in ("无", "没有", "未有")),
        *((f"{NEW}全部答复，无结转{to}的申请。", ["carried_out"]) for to in ("", "至下年度", "到下一年度", "次年")),
        (f"{NEW}无结转。", []),  # in or out
        (f"{NEW}除1件外，无上年结转。", []),
        ("2023年收到政府信息公开申请9件，无上年结转。", []),
        ("县公安局收到政府信息公开申请9件，无上年结转。", []),
        ("政府信息公开行政复议申请无上年结转。", []),
        ("收到信访件9件，无上年结转。", []),
    ],
)
def test_nothing_carried_over(text: str, found: list[str]) -> None:
    assert [claim.about for claim in none_carried(parts(text), HERE)] == found


HOME = "因政府信息公开"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(
            (f"{HOME}被申请行政复议{cases}3件。", [("review.total", 3)])
            for cases in ("", "案件", "申请", "共", "数量", "的", "类案件共计")
        ),
        *((f"{HOME}引发行政诉讼{cases}3起。", [("suit.total", 3)]) for cases in ("", "案件", "合计", "总计", "为")),
        *(
            (f"{HOME}应诉{unit}", [("suit.total", 3)])
            for unit in ("3件。", "3份。", "3宗。", "3例。", "3起。", "3个。")
        ),
        *(
            (f"{HOME}{verb}3件行政复议。", [("review.total", 3)])
            for verb in ("发生", "引发", "有", "共", "提起", "被提起")
        ),
        (f"{HOME}发生3件行政诉讼案件。", [("suit.total", 3)]),
        *(
            (f"{HOME}被申请行政复议3件，{words}2件。", "review.upheld")
            for words in ("维持", "结果维持", "维持原行为", "维持的有", "维持原行政决定共")
        ),
        *(
            (f"{HOME}被申请行政复议3件，{words}2件。", "review.corrected")
            for words in ("纠正", "结果纠正", "被纠错", "结果为纠正的")
        ),
        *(
            (f"{HOME}被申请行政复议3件，{words}2件。", "review.pending")
            for words in ("尚未审结", "未结案", "仍未审结的", "未办结")
        ),
        *((f"{HOME}被申请行政复议3件，2件{words}。", "review.upheld") for words in ("维持", "结果维持", "被维持")),
        *((f"{HOME}被申请行政复议3件，2件{words}。", "review.corrected") for words in ("纠正", "被纠错")),
        *((f"{HOME}被申请行政复议3件，有2件{words}。", "review.pending") for words in ("尚未审结", "仍未结案")),
        (f"{HOME}被申请行政复议3件，其他结果2件。", "review.other"),
        (f"{HOME}被提起行政诉讼3件，胜诉2件。", "suit.upheld"),
        (f"{HOME}被提起行政诉讼3件，2件胜诉。", "suit.upheld"),
    ],
)
def test_reviews_and_suits(text: str, found: object) -> None:
    whole = [("suit.total" if "诉讼3" in text else "review.total", 3)]
    assert claimed(disputes, text) == (found if isinstance(found, list) else [*whole, (found, 2)])


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"{HOME}{decides}行政复议3件。"
            for decides in ("审理", "审结", "受理", "办理", "代理", "指导", "化解", "调解", "新增", "新收")
        ),
        f"{HOME}出庭行政诉讼3件。",
        f"{HOME}行政诉讼一审3件。",
        f"{HOME}行政诉讼二审3件。",
        f"{HOME}行政复议和行政诉讼3件。",
        f"{HOME}行政复议、诉讼3件。",
        f"{HOME}行政复议3人次。",
        f"{HOME}行政复议约3件。",
        f"{HOME}被申请行政复议，其中案件3件。",
        "2023年因政府信息公开被申请行政复议3件。",
        "被申请行政复议3件。",
        "作为复议机关，因政府信息公开行政复议3件。",
    ],
)
def test_what_counts_no_dispute_of_the_body(text: str) -> None:
    assert claimed(disputes, text) == []


@pytest.mark.parametrize("body", ["云岫县司法局", "墨溪省司法厅", "云岫县人民法院", "云岫市行政复议局"])
def test_who_decides_disputes_counts_those_of_others(body: str) -> None:
    assert not list(disputes(counts_of(parts(f"{HOME}被申请行政复议3件。")), Context(YEAR, body)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(
            (f"{verb}规范性文件3件。", [("issued", 3)])
            for verb in ("制发", "制定出台", "制定", "出台", "印发", "新增", "发文")
        ),
        *(
            (f"制发{kind}规范性文件3件。", [("issued", 3)])
            for kind in ("行政", "本年度", "县级", "政府", "各类", "了新的")
        ),
        *((f"制发规范性文件{total}3件。", [("issued", 3)]) for total in ("共", "共计", "总数", "数量", "为", "有")),
        *((f"制发规范性文件3{unit}。", [("issued", 3)]) for unit in "件份个篇部项"),
        *((f"{verb}规范性文件3件。", [("published", 3)]) for verb in ("发布", "公开", "公布")),
        *((f"{verb}规范性文件3件。", [("repealed", 3)]) for verb in ("废止", "宣布失效", "废止和失效")),
        *(
            (f"现行有效{kind}规范性文件{total}3件。", [("in_force", 3)])
            for kind, total in (("", ""), ("的", "共"), ("行政", "目录"))
        ),
        *(
            (f"{verb}3件规范性文件。", [(about, 3)])
            for verb, about in (("废止", "repealed"), ("制发了", "issued"), ("公开", "published"))
        ),
        ("公开本年度制发的规范性文件3件。", [("issued", 3)]),
        ("制发规范性文件3件，废止2件，现行有效9件。", [("issued", 3), ("repealed", 2), ("in_force", 9)]),
        ("制发规范性文件3件，同时宣布失效了2件。", [("issued", 3), ("repealed", 2)]),
        ("制发规范性文件3件。废止2件。", [("issued", 3)]),
        ("制发规范性文件3件，废止约2件。", [("issued", 3)]),
        ("制发规范性文件3件，废止2条。", [("issued", 3)]),
        ("制发规范性文件3条。", []),
        *(
            (f"{loose}规范性文件3件。", [])
            for loose in ("以部门名义制发", "制发党内", "备案", "审查", "起草", "清理", "修订", "转发", "累计制发")
        ),
        *((f"制发规范性文件{loose}3件。", []) for loose in ("解读", "草案征求意见", "评估")),
        ("去年制发规范性文件3件。", []),
        ("县政府制发规范性文件3件。", []),
    ],
)
def test_normative_documents(text: str, found: list[tuple[str, int]]) -> None:
    assert claimed(documents, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *((f"{verb}规章3部。", [3]) for verb in ("制定出台", "制定", "出台", "制发", "公布", "颁布")),
        *((f"制定{kind}规章3件。", [3]) for kind in ("地方政府", "市人民政府", "省政府", "新的")),
        ("制定规章共计3部。", [3]),
        ("制定规章3条。", []),
        ("制定规章制度3项。", []),
        *(
            (f"{loose}规章3部。", [])
            for loose in ("起草并制定", "参与制定", "协助制定", "配合出台", "拟制定", "代市政府制定", "修订公布")
        ),
        ("2023年制定规章3部。", []),
    ],
)
def test_rules_issued(text: str, found: list[int]) -> None:
    assert [number for _, number in claimed(rules_issued, text)] == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *(
            (f"{none}规范性文件。", True)
            for none in ("未制发", "没有制定", "无出台", "未印发", "未制定出台", "未制发过", "没有制发任何新的")
        ),
        *(
            (f"{when}未制发规范性文件。", True)
            for when in ("2024年", "全年", "本年度", "今年我局", "本机关", "2024年度我单位")
        ),
        ("我局严格把关，未制发规范性文件。", True),
        ("未制发规范性文件解读。", False),
        ("2023年未制发规范性文件。", False),
        ("各科室未制发规范性文件。", False),
        *(
            (f"未制发规范性文件，{apart}。", False)
            for apart in ("除转发外", "以本局名义", "涉及民生", "联合印发2件", "党内文件1件")
        ),
    ],
)
def test_no_document_was_issued(text: str, said: bool) -> None:
    assert bool(list(no_documents(parts(text), HERE))) is said
