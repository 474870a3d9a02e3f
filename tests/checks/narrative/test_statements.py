"""What a text says without a number of its own, in the words of reports, and the words that take it back."""

import pytest

from checks.examples import Example, report_of
from checks.narrative.claims import Context
from checks.narrative.sentences import sentences
from checks.narrative.statements import statements

YEAR = 2024


def stated(text: str, body: str | None = None, section: str = "1") -> list[str]:
    report = report_of(Example(title="test", year=YEAR, preamble="", texts={section: text}))
    return [each.about for each in statements([s for s in sentences(report) if s.text in text], Context(YEAR, body))]


RECEIVED = "收到政府信息公开申请3件，"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "均办结",
            "全部办结",
            "都办结",
            "皆办结",
            "均办理完毕",
            "均办理完成",
            "均办理完结",
            "均处理完毕",
            "均处理完结",
        ),
        *(
            "均已办结",
            "均按时办结",
            "均按期办结",
            "均及时办结",
            "均依法办结",
            "均依规办结",
            "均按要求办结",
            "均按规定办结",
        ),
        *("均规范办结", "均准确办结", "均妥善办结", "均如期办结", "均依法、及时办结", "均及时并准确办结"),
        *("均在法定期限内办结", "均在规定的时限内办结", "均在法定时间办结", "均予以办结", "均进行处理完毕"),
        *("办结率100%", "办结率达100%", "办结率达到100%", "办结率为100%", "办结率均为100%", "办结率均达100％"),
    ],
)
def test_all_were_closed(words: str) -> None:
    assert stated(f"{RECEIVED}{words}。") == ["closed"]


@pytest.mark.parametrize(
    "words", ["均答复", "均回复", "均已依法予以答复", "全部进行答复", "都给予答复", "皆作出答复", "均做出了答复"]
)
def test_all_were_answered(words: str) -> None:
    assert stated(f"{RECEIVED}{words}。") == ["answered"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "结转",
            "顺延",
            "尚未",
            "正在",
            "未到期",
            "除",
            "其余",
            "其他",
            "到期",
            "应办",
            "应答复",
            "应当答复",
            "已办结的",
        ),
        *("转下", "转入", "下年", "延期"),
    ],
)
def test_what_remains_takes_it_back(words: str) -> None:
    assert stated(f"{RECEIVED}均已办结，{words}1件。") == []


@pytest.mark.parametrize("words", ["截至5月底", "截止9月30日", "目前", "报告发布之日"])
def test_another_day_than_the_last_of_the_year(words: str) -> None:
    assert stated(f"{RECEIVED}{words}，均已办结。") == []
    assert stated(f"{RECEIVED}截至12月31日，均已办结。") == ["closed"]
    assert stated(f"{RECEIVED}截至2024年底，均已办结。") == ["closed"]
    assert stated(f"{RECEIVED}截止年末，均已办结。") == ["closed"]


@pytest.mark.parametrize(
    "matter",
    [
        *(
            "信访",
            "热线",
            "专线",
            "提案",
            "建议",
            "议案",
            "诉求",
            "工单",
            "许可",
            "登记",
            "审批",
            "投诉",
            "举报",
            "留言",
        ),
        *("咨询", "复议", "诉讼", "案件", "问题", "事项", "来信", "信件", "信箱", "转办", "交办"),
    ],
)
def test_another_matter_named_last_is_what_was_closed(matter: str) -> None:
    assert stated(f"做好依申请公开工作，{matter}均已办结。") == []
    assert stated(f"{RECEIVED}{matter}，均已办结。") == []
    assert stated(f"{matter}工作有序推进，{RECEIVED}均已办结。") == ["closed"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收到政府信息公开申请3件，其中网上申请均已办结。", []),
        ("收到政府信息公开申请3件，受理的2件均已办结。", []),
        ("收到政府信息公开申请3件，受理法律援助2件，均已办结。", []),
        ("收到政府信息公开申请3件，受理法律援助申请2件，均已办结。", []),
        ("收到政府信息公开申请3件，接收公开件2件，均已办结。", ["closed"]),
        ("收到政府信息公开申请3件，答复各类2件，均已办结。", ["closed"]),
        ("收到政府信息公开申请3件，救助困难群众2件均已办结。", []),
        ("收到政府信息公开申请共3件，均已办结。", ["closed"]),
        ("收到申请3件，均已办结。", []),  # of what kind is not said
        ("做好政府信息公开工作。收到申请3件，均已办结。", ["closed"]),
        ("2023年收到政府信息公开申请3件，均已办结。", []),
        ("各乡镇收到政府信息公开申请3件，均已办结。", []),
        ("收到政府信息公开申请3件，均已办结，均已答复。", ["closed"]),  # said once
    ],
)
def test_whose_and_which_were_closed(text: str, found: list[str]) -> None:
    assert stated(text) == found


BOTH = ["no_review", "no_suit"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(
            (f"{none}因政府信息公开引起的行政复议、行政诉讼。", BOTH)
            for none in ("未发生", "没有", "无", "零", "从未发生")
        ),
        *(
            (f"未{verb}政府信息公开行政复议。", ["no_review"])
            for verb in ("发生", "产生", "出现", "收到", "接到", "被提起")
        ),
        *(
            (f"未发生{cause}政府信息公开工作引发的行政诉讼。", ["no_suit"])
            for cause in ("由", "由于", "因", "涉及", "针对")
        ),
        *(
            (f"没有政府信息公开{x}。", BOTH)
            for x in ("复议和诉讼", "行政复议及行政诉讼", "复议或诉讼案件", "复议与诉讼情况发生")
        ),
        *(
            (f"政府信息公开{x}。", BOTH)
            for x in ("复议、诉讼零发生", "复议、诉讼均为零", "复议和诉讼案件数为0件", "复议及诉讼均保持零案件")
        ),
        ("政府信息公开行政复议实现零发生。", ["no_review"]),
        ("2024年度政府信息公开行政诉讼案件为0起。", ["no_suit"]),
        ("全年未发生政府信息公开行政复议。", ["no_review"]),
        ("没有群众不服政府信息公开答复提起行政复议的情况。", ["no_review"]),
        ("未新发生政府信息公开行政复议。", []),
        ("没有直接提起的政府信息公开行政诉讼。", []),
        ("没有因行政不作为引起的政府信息公开行政复议。", []),
        ("土地征收政府信息公开行政复议为零。", []),
        ("没有行政复议。", []),  # of what is not said
        ("2023年没有政府信息公开行政复议。", []),
        ("没有政府信息公开行政复议被纠错。", ["review_uncorrected"]),
        ("没有政府信息公开行政复议、行政诉讼被纠正的情况。", ["review_uncorrected", "suit_uncorrected"]),
        ("没有政府信息公开败诉的行政诉讼。", ["suit_uncorrected"]),
    ],
)
def test_no_review_and_no_suit(text: str, found: list[str]) -> None:
    assert stated(text) == found


@pytest.mark.parametrize(
    "words",
    [
        *(
            "除",
            "但",
            "仅",
            "只",
            "以外",
            "再次",
            "超过",
            "不超",
            "避免",
            "减少",
            "降低",
            "防止",
            "杜绝",
            "确保",
            "力争",
            "如果",
        ),
        *("若", "应诉", "能力", "培训", "机制", "制度", "流程", "告知", "指南", "途径", "权利", "渠道"),
    ],
)
def test_a_word_that_makes_it_a_wish_or_a_rule(words: str) -> None:
    assert stated(f"没有政府信息公开行政复议，{words}。") == []
    assert stated("没有政府信息公开行政复议，较好。") == ["no_review"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(
            (f"政府信息公开行政复议3件，{all_}维持。", ["review_upheld"])
            for all_ in ("均", "全部", "都", "均被", "全部予以")
        ),
        *(
            (f"政府信息公开行政复议3件，{all_}维持。", ["review_upheld"])
            for all_ in ("均得到", "均为", "均获", "均结果")
        ),
        *((f"政府信息公开行政诉讼3件，{all_}胜诉。", ["suit_won"]) for all_ in ("均", "全部", "都", "均获", "均取得")),
        ("政府信息公开行政复议3件、行政诉讼1件，均维持。", []),  # of which of them is not told
        ("政府信息公开行政复议3件，维持2件。", []),
        ("政府信息公开行政复议3件，均胜诉。", []),
    ],
)
def test_all_were_upheld_or_won(text: str, found: list[str]) -> None:
    assert stated(text) == found


@pytest.mark.parametrize(("section", "said"), [("4", ["no_review", "no_suit"]), ("1", [])])
def test_in_the_section_on_disputes_no_word_on_disclosure_is_needed(section: str, said: list[str]) -> None:
    assert stated("未发生行政复议、行政诉讼。", section=section) == said
