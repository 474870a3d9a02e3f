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


def test_parts_of_a_paragraph_may_make_up_the_total():
    report = report_of(Example(title="test", texts={"1": "收到政府信息公开申请12件，答复10件。另有2件申请人撤回。"}))
    handled = next(m for m in mentions(sentences(report), 2023) if m.about == "handled")
    assert handled.part_of(12)
    assert not handled.part_of(11)


def test_sentences_know_their_section_and_the_preamble():
    report = report_of(Example(title="test", preamble="本报告共六部分。"))
    found = sentences(report)
    assert (found[0].text, found[0].place) == ("本报告共六部分。", "")
    assert found[1].place == "一、总体情况"


def test_a_long_sentence_is_quoted_short():
    report = report_of(Example(title="test", texts={"1": "长" * 100 + "。"}, preamble=""))
    assert "长" * 60 + "…" in [sentence.quote() for sentence in sentences(report)]
