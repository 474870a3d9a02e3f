"""Whole wordings of real kinds beside tables they agree with: nothing above a hint is told, and each slip is found."""

from pathlib import Path
from tomllib import loads

import pytest

from checks.model import Level
from tests.checks.rules.cases import balanced, case, told

RESULTS = {
    "granted": (10, 2),
    "partially_granted": (3, 0),
    "refused.other_law": (1, 1),
    "refused.third_party": (1, 0),
    "refused.internal_affairs": (1, 0),
    "unavailable.not_held": (8, 1),
    "unavailable.needs_creation": (2, 0),
    "not_processed.petition": (2, 0),
    "not_processed.repeated": (1, 0),
    "other.no_correction": (1, 0),
    "other.other": (1, 0),
    "carried_in": (2, 0),
    "carried_out": (1, 0),
}
"""34 received and 2 carried in are 35 handled and 1 carried out: 12, 3, 4, 11, 3 and 2 by result."""
REQUESTS = balanced(
    "2021",
    "t3",
    {f"t3.{row}.natural_person": persons for row, (persons, _) in RESULTS.items()}
    | {f"t3.{row}.company": companies for row, (_, companies) in RESULTS.items()},
)
DISPUTES = balanced(
    "2021",
    "t4",
    {
        "t4.review.upheld": 2,
        "t4.review.corrected": 1,
        "t4.review.other": 1,
        "t4.review.pending": 1,
        "t4.litigation_direct.upheld": 1,
        "t4.litigation_direct.pending": 1,
        "t4.litigation_after_review.upheld": 1,
    },
)
TABLE_2 = {
    "t2.normative_documents.issued": 4,
    "t2.normative_documents.repealed": 2,
    "t2.normative_documents.in_force": 18,
    "t2.licensing.decisions": 1250,
    "t2.penalties.decisions": 35,
    "t2.coercion.decisions": 3,
    "t2.fees.amount": "12.5",
}
BUSY = TABLE_2 | REQUESTS | DISPUTES
QUIET = TABLE_2 | dict.fromkeys((*REQUESTS, *DISPUTES), 0)
TWELVE = TABLE_2 | balanced("2021", "t3", {"t3.granted.natural_person": 12}) | dict.fromkeys(DISPUTES, 0)

_SECTION = (
    "（一）主动公开。按目录更新专栏。{other}\n（二）依申请公开{gap}{requests}\n（三）政府信息管理。文件起草时确定公开属性。\n"
    "（四）政府信息公开平台建设。网站专栏可以检索和下载。\n（五）监督保障。考核结果为良好，没有需要责任追究的情形。"
)


IN_ONE, APART = "。", "\n"
"""A sub-heading at the beginning of its paragraph, and in a paragraph of its own."""


def found(cells, requests="", other="", gap=IN_ONE, **traits):
    return told(case(cells, texts={"1": _SECTION.format(requests=requests, other=other, gap=gap)}, **traits))


def grave(findings):
    return [f"{f.rule} {f.message}" for f in findings if f.level is not Level.HINT]


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我局共受理政府信息公开申请36件（含上年结转2件），办结35件，结转下年度继续办理1件。",
        "全年新收政府信息公开申请34件，上年结转2件，办结35件，1件结转至2024年办理。",
        "本机关收到政府信息公开申请共计34件，较2022年的28件增长21.4%。",
        "收到网络申请20件、信函申请12件、当面申请2件，共收到政府信息公开申请34件，均已按时答复。",
        "收到依申请公开34宗，其中自然人30宗，法人或其他组织4宗。",
        "共接收政府信息公开申请34份，已答复35份（包括上年度转结2份），未到期结转下年1份。",
        "2022年结转政府信息公开申请2件，2023年新收到34件，共计36件，已办结35件，剩余1件顺延至下年度办理。",
        "全年收到申请三十四件，办结三十五件。",
        "全年受理政府信息公开申请34条，比上年增加4条，其中本级受理20条，下属单位受理14条。",
        "2023年共办理依申请公开35件，其中上年结转2件、本年新收33件。",
        "在办结的35件政府信息公开申请中，予以公开的12件，占34.3%；部分公开3件，占8.6%；不予公开4件，占11.4%。",
        "收到政府信息公开申请34件，较上年度增长约21%；上年度收到28件，办结27件。",
        "上半年收到申请16件，下半年收到申请18件，全年共收到政府信息公开申请34件。",
        "一季度收到政府信息公开申请7件，二季度9件，三季度8件，四季度10件，全年合计34件。",
        "2024年，我局将力争全年受理政府信息公开申请40件以内答复及时率100%。",
        "全年办理12345热线转来信息公开类诉求58件，办结58件。",
        "各乡镇（街道）共收到政府信息公开申请96件，办结95件。",
        "全市政府系统收到政府信息公开申请1296件，其中我局收到34件。",
        "我县财政系统收到申请61件。",
        "全区共收到申请982件，同比增长8%，其中区教育局收到41件，区住建局收到117件。",
        "收到自然人提出的政府信息公开申请30件，法人提出的4件。",
        "收到政府信息公开申请34件，不予公开4件（其中其他法律行政法规禁止公开2件、保护第三方合法权益1件、属于三类内部事务信息1件）。",
        "予以公开或部分公开15件，不予公开4件，没有现成信息需另行制作2件。",
        "依法不予公开、无法提供及不予处理的共18件。",
        "市政府办公室转来申请6件，我局直接收到28件，全年共计收到政府信息公开申请34件。",
        "新收申请34件，月均2.8件；6月最多，为7件；12月最少，为1件。",
        "收到市民依申请公开咨询电话152个、现场咨询31人次。",
        "下一年度将结转申请1件，预计2024年1月20日前答复。",
        "历年累计收到政府信息公开申请412件，办结411件。",
        "2019年至2023年共收到政府信息公开申请171件。",
        "“十四五”以来累计收到申请98件。",
        "2023年前三季度收到政府信息公开申请25件。",
        "全年办理县长信箱1203件，办结率100%。政府信息公开申请办理规范，答复及时。",
        "受理12345工单8812件，其中涉及政府信息公开诉求17件，均已办结。",
        "办理人大代表建议18件、政协提案26件，全部办结并公开答复文书44份。",
        "因政府信息公开工作被申请行政复议5件，其中结果维持2件，结果纠正1件，其他结果1件，尚未审结1件。",
        "发生信息公开类行政复议案件5起（维持2起、纠正1起、撤回申请终止1起、未审结1起），行政诉讼案件3起。",
        "因政府信息公开引发行政复议5件、行政诉讼3件，无败诉案件。",
        "2022年因政府信息公开引发的行政复议3件均已审结，2023年新增5件。",
        "全年办理各类行政复议案件134件，行政应诉57件，其中涉及政府信息公开的行政复议5件。",
        "县政府作为复议机关共收到政府信息公开行政复议申请22件。",
        "行政复议、行政诉讼共8件，其中行政复议5件，行政诉讼3件。",
        "新收申请34件，连同上年结转的2件，共办理36件，其中答复35件，结转下年1件。",
        "收到申请34件，人均答复8件，最快当天答复1件，复议后重新答复1件。",
        "收到申请34件，上年结转的2件均已办结。新收的办结33件。",
        "收到申请34件，转入下一年度办理1件。",
        "牵头办理县政府收到的申请51件，办理本局收到的申请34件。",
        "全系统收到申请210件，办结200件，其中局本级收到34件，办结35件。",
        "我局与下属3个单位共收到申请46件，其中我局34件、下属单位12件。",
        "县政府收到申请9件，办结9件；各部门、各街道收到申请25件。",
        "受理法律援助申请212件，全部办结。收到政府信息公开申请34件。",
        "收到12345转办件1024件，均已办结。收到申请34件。",
        "县长信箱来信56件全部办结，收到申请34件。",
        "收到申请34件，涉及12345工单20件，办结20件。",
        "收到申请34件，截至本报告发布之日全部办结。",
        "收到申请34件，其中予以公开的12件已全部办结寄出。",
        "收到申请34件，公开类12件，部分公开类3件，其他处理情形19件。",
        "新收政府信息公开行政复议4件，上年结转1件，共5件。",
        "没有因行政不作为引起的行政复议，没有新发生的行政诉讼。",
        "收到申请34件。行政复议5件，维持2件，纠正1件。",
        "收到申请34件，均为自然人和企业提出。",
        "2022年收到申请28件，无结转。2023年收到申请34件。",
        "收到申请34件，2022年没有上年结转申请。",
        "指导乡镇办理信息公开行政复议答复12件，参与行政应诉7件（其中信息公开类3件）。",
    ],
)
@pytest.mark.parametrize("gap", [IN_ONE, APART])
def test_a_text_on_requests_that_agrees_is_not_accused(text, gap):
    assert grave(found(BUSY, text, gap=gap)) == []


@pytest.mark.parametrize(
    "text",
    [
        "制发行政规范性文件4件，废止2件，现行有效18件。",
        "全年新制定县政府规范性文件4件，以部门名义印发规范性文件9件。",
        "对2022年度印发的12件规范性文件开展后评估，合法性审核规范性文件16件。",
        "集中公开规范性文件32件（含上级文件14件），转发省、市规范性文件31件。",
        "清理规范性文件22件，其中保留18件，废止2件，修订2件。",
        "现行有效规范性文件18件，其中2023年印发4件，2022年底为16件。",
        "牵头制定全县规范性文件1件，代县政府起草规范性文件3件，发布党内规范性文件7件。",
        "作出行政许可决定1250件，行政处罚决定35件，行政强制3件。",
        "公示行政许可信息1180条、行政处罚信息35条（依法不公开70条）。",
        "办理行政处罚案件41起，结案35起；行政许可事项清单共32项，行政处罚事项214项。",
        "与去年行政处罚决定41件相比减少6件，本年共作出行政处罚决定35件。",
        "行政事业性收费金额125000元，较上年减少3.1万元。",
        "全年非税收入81万元，其中行政事业性收费12.5万元。",
        "县级行政事业性收费总额2300万元，我局12.5万元，占0.54%。",
        "减免行政事业性收费12.3万元，惠及企业210户。",
        "县政府制发规范性文件12件，涉及我局牵头落实4件。",
        "我局制发规范性文件4件。乡镇（街道）、部门制发规范性文件14件另行统计。",
        "县局印发规范性文件1件、县局办公室印发规范性文件3件，共计4件。",
        "联系地址：人民路492号。",
        "2022年，我局公开信息180条，今年公开230条。",
        "2022年，我局公开信息180条；2023年公开236条，增长31.1%。",
        "2022年全县生产总值增速5.2%（2023年3月公布）。",
    ],
)
def test_a_text_on_other_work_that_agrees_is_not_accused(text):
    assert grave(found(BUSY, other=text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我局共收到政府信息公开申请0件，无结转。",
        "本年度无依申请公开事项，也未发生行政复议和行政诉讼。",
        "2022年收到政府信息公开申请3件，2023年未收到。",
        "各下属单位收到咨询12件，均已答复。",
        "如收到政府信息公开申请，将在20个工作日内答复，答复率100%。",
        "上年度收到2件政府信息公开申请均已办结，本年度未收到新的申请。",
        "共受理依申请公开0宗，与2022年（2宗）相比减少2宗。",
        "规范受理、登记、答复流程，做到件件有回音，全年办结率100%。",
    ],
)
def test_a_text_of_a_body_without_requests_is_not_accused(text):
    assert grave(found(QUIET, text)) == []


LAWFUL = loads((Path(__file__).parent / "lawful.toml").read_text(encoding="utf-8"))
"""More wordings by what they are told beside: many requests, other work, no request, processing fees."""


@pytest.mark.parametrize("text", LAWFUL["busy"])
def test_an_unusual_wording_on_requests_is_not_accused(text):
    assert grave(found(BUSY, text)) == []
    assert grave(found(BUSY, text, gap=APART)) == []


@pytest.mark.parametrize("text", LAWFUL["other"])
def test_an_unusual_wording_on_other_work_is_not_accused(text):
    assert grave(found(BUSY, other=text)) == []


@pytest.mark.parametrize("text", LAWFUL["quiet"])
def test_an_unusual_wording_of_a_body_without_requests_is_not_accused(text):
    assert grave(found(QUIET, text)) == []
    assert grave(found(QUIET, text, gap=APART)) == []


@pytest.mark.parametrize("text", LAWFUL["fee"])
def test_a_statement_on_processing_fees_of_the_year_is_not_accused(text):
    assert grave(told(case(texts={"6": text}))) == []


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请12件，均已办结，全部予以公开。",
        "收到政府信息公开申请12件，撤回1件，实际办理11件。",
        "共收到申请12件，合并答复2件，作出答复书11份。",
        "受理政府信息公开申请12件，按时办结率100%，未发生因政府信息公开引起的行政复议、行政诉讼。",
    ],
)
def test_a_text_on_a_dozen_requests_is_not_accused(text):
    assert grave(found(TWELVE, text)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2023年，我局共受理政府信息公开申请47件（含上年结转2件）。", "N101"),
        ("政府信息公开申请办理情况：新收47件，上年结转2件。", "N101"),
        ("2022年结转政府信息公开申请2件，2023年新收到47件。", "N101"),
        ("收到网络申请20件、信函申请12件，共收到政府信息公开申请47件。", "N101"),
        ("收到政府信息公开申请34件，较去年增加6件，办理答复48件。", "N103"),
        ("收到依申请公开事项34件，其中网上申请20件；已办结48件，其中予以公开12件。", "N103"),
        ("在办结的48件政府信息公开申请中，予以公开12件。", "N103"),
        ("收到政府信息公开申请34件，包括上年度转结15件。", "N105"),
        ("收到政府信息公开申请34件，办结35件，14件结转至2024年办理。", "N105"),
        ("办理政府信息公开申请，予以公开25件，部分公开3件。", "N104"),
        ("收到政府信息公开申请34件，不予公开4件（其中保护第三方合法权益14件）。", "N104"),
        ("政府信息公开申请中，没有现成信息需要另行制作15件。", "N104"),
        ("收到依申请公开34宗，其中自然人43宗，法人或其他组织4宗。", "N106"),
        ("收到政府信息公开申请34件，均已办结。", "N107"),
        ("收到申请34件，全部办结。", "N107"),
        ("收到申请34件，办结48件。", "N103"),
        ("共收到47件。", "N101"),
        ("收到申请34件，其中予以公开25件。", "N104"),
        ("本年没有行政复议、行政诉讼。", "N109"),
        ("全年未收到政府信息公开申请。", "N102"),
        ("新收申请34件，均为自然人申请。", "N106"),
        ("收到申请34件，没有上年结转申请。", "N105"),
        ("收到申请34件，办结申请35件，无结转。", "N105"),
        ("收到申请34件。行政复议5件，其中维持4件，纠正1件。", "N108"),
        ("收到申请34件。行政复议6件，维持2件，纠正1件。", "N108"),
        ("因政府信息公开被申请行政复议18件。", "N108"),
        ("收到申请34件，其中予以公开25件，部分公开16件。", "N104"),
        ("收到申请34件。行政复议6件，维持4件，纠正1件，其他1件。", "N108"),
        (
            "新收34件，办结35件，其中予以公开12件，部分公开3件，不予公开4件，无法提供14件，不予处理3件，其他2件。",
            "N104",
        ),
        ("因政府信息公开引发行政复议5件、行政诉讼16件，无败诉案件。", "N108"),
        ("涉及政府信息公开的行政诉讼案件3件，胜诉15件。", "N108"),
        ("因政府信息公开被申请行政复议5件，尚未审结14件。", "N108"),
        ("未发生因政府信息公开引起的行政复议、行政诉讼案件。", "N109"),
        ("全年收到政府信息公开申请四十七件。", "N101"),
        ("二〇二三年共受理申请一百三十四件。", "N101"),
        ("收到申请三十四件，办结四十八件。", "N103"),
        ("2023年度依申请公开收件47件。", "N101"),
        ("本年度新增政府信息公开申请47件。", "N101"),
        ("政府信息公开申请零受理。", "N102"),
        ("新收34件，均为自然人申请。", "N106"),
        ("收到申请34件，按申请人分，自然人34件，法人或其他组织0件。", "N106"),
        ("收到申请34件，全部予以公开。", "N104"),
        ("收到申请34件，均已办结。全部予以公开的申请12件。", "N107"),
        ("收到申请34件，涉及国家秘密不予公开2件。", "N104"),
        ("新收34件，办结35件，结转0件。", "N105"),
        ("收到申请34件，尚有7件正在办理，结转2024年。", "N105"),
        ("收到申请34件。行政诉讼5件。", "N108"),
        ("收到申请34件。行政复议零发生、行政诉讼零发生。", "N109"),
        ("收到政府信息公开申请34件，其中网络申请22件、信函申请8件、当面申请6件。", "N112"),
    ],
)
@pytest.mark.parametrize("gap", [IN_ONE, APART])
def test_a_slip_in_a_text_on_requests_is_found_once(text, rule, gap):
    assert [f.rule for f in found(BUSY, text, gap=gap) if f.level is not Level.HINT] == [rule]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("制发行政规范性文件17件，废止2件，现行有效18件。", "N110"),
        ("制发行政规范性文件4件，废止15件，现行有效18件。", "N110"),
        ("制发行政规范性文件4件，废止2件，现行有效31件。", "N110"),
        ("本年度未制发行政规范性文件。", "N110"),
        ("制定政府规章3部。", "N110"),
        ("全年公开信息余条，微信公众号发布条。", "N113"),
        ("现行有效的规范性文件件。", "N113"),
        ("2024年，我局公开信息230条，成效明显。", "N114"),
        ("2022年，我局公开信息180条，召开会议2次。", "N114"),
        ("2022年，全县公开信息180条。", "N114"),
        ("作出行政许可决定1263件，行政处罚决定35件。", "N111"),
        ("作出行政许可决定1250件，行政处罚决定48件。", "N111"),
        ("与去年行政处罚决定41件相比，本年共作出行政处罚决定48件。", "N111"),
        ("全年收取行政事业性收费，行政事业性收费共计25.5万元。", "N117"),
        ("全年公开政府信息120条，其中网站60条，新媒体40条，其他渠道30条。", "N112"),
    ],
)
def test_a_slip_in_a_text_on_other_work_is_found_once(text, rule):
    assert [f.rule for f in found(BUSY, other=text) if f.level is not Level.HINT] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息300条，较上年的200条增长33%。",
        "公开信息400条，同比增长50%（2022年为320条）。",
        "收到申请34件，其中自然人30件，占比60%。",
    ],
)
def test_a_rate_that_the_numbers_beside_it_do_not_give_is_a_hint(text):
    assert [(f.rule, f.level) for f in found(BUSY, text)] == [("N115", Level.HINT)]


def test_fees_of_the_year_before_alone_are_to_be_reviewed():
    assert [f.rule for f in told(case(texts={"6": "2022年度未收取信息处理费。"})) if f.level is not Level.HINT] == [
        "F104"
    ]


def test_where_the_report_year_is_not_known_no_named_year_is_taken_for_it():
    text = "2019年收到政府信息公开申请24件，结转2020年5件。2019年制发规范性文件9件。"
    assert grave(found(BUSY, text, year=None, printed_title="", preamble="")) == []


def test_a_text_that_confirms_the_mending_of_a_table_is_no_second_finding():
    text = "全年新收政府信息公开申请34件，上年结转2件，办结35件。"
    for changed in (
        {"t3.received.total": 43},
        {"t3.handled_total.total": 53},
        {"t3.carried_in.total": 20},
        {"t2.normative_documents.in_force": 0},
        {"t2.penalties.decisions": -3},
        {"t2.licensing.decisions": "12.5"},
    ):
        other = "现行有效规范性文件18件。作出行政许可决定1250件、行政处罚决定35件。"
        assert [f.family for f in found(BUSY | changed, text, other) if f.level is not Level.HINT] == ["arithmetic"]


def test_a_blank_table_beside_a_text_with_its_numbers_is_one_finding():
    text = "全年新收政府信息公开申请34件，上年结转2件，办结35件，结转下年度1件。"
    assert [f.rule for f in found(BUSY | dict.fromkeys(REQUESTS, ""), text) if f.level is not Level.HINT] == ["F105"]


@pytest.mark.parametrize(
    "body",
    [
        "鹿笙苗族乡人民政府",
        "霁川县人民政府桐埠街道办事处",
        "霁川高新技术产业开发区管委会",
        "水利部",
        "国务院国有资产监督管理委员会",
        "江南省人民政府办公厅",
        "朔云旗人民政府",
        "霁川县公安局交通警察大队",
        "国家统计局霁川调查队",
        "中共霁川县委机构编制委员会办公室",
        "国家税务总局霁川县税务局",
        "黑龙江省农垦总局霁川分局",
    ],
)
def test_an_unusual_name_is_no_fault(body):
    preamble = (
        f"现公布{body}2023年政府信息公开工作年度报告。本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。"
        f"如有疑问，请与{body}办公室联系，电话0000-1234567。"
    )
    assert grave(found(QUIET, "全年未收到政府信息公开申请。", body=body, preamble=preamble)) == []
