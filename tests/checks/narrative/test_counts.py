"""A count with the words of its clause, and which year, body and share the words before it leave it to."""

import pytest

from checks.narrative.counts import (
    counts_of,
    of_a_share,
    of_the_new_ones,
    of_the_year,
    of_whole_body,
    of_wider_area,
    settled,
)
from checks.narrative.sentences import Sentence, plain_text, with_remarks


def counts(text: str) -> list[tuple[int, str, str, str]]:
    """Return of each count its number, its unit, and the words of its clause before and behind it."""
    sentence = Sentence(text, plain_text(text), with_remarks(text), "", 1)
    return [(int(c.number), c.unit, c.before, c.after) for c in counts_of([sentence])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收到申请12件。", [(12, "件", "收到申请", "")]),
        ("收到12件申请，办结9件。", [(12, "件", "收到", "申请"), (9, "件", "办结", "")]),
        ("制发规范性文件4件、废止2件", [(4, "件", "制发规范性文件", ""), (2, "件", "废止", "")]),
        (
            "处罚53件许可12件",
            [(53, "件", "处罚", "许可"), (12, "件", "许可", "")],
        ),  # a count ends where the next begins
        ("收到申请12件其中自然人9件", [(12, "件", "收到申请", "其中自然人"), (9, "件", "自然人", "")]),
        ("收到申请12件（自然人9件）", [(12, "件", "收到申请", ""), (9, "件", "自然人", "")]),
        ("申请：12件", [(12, "件", "", "")]),
        ("收到1,234件", [(1234, "件", "收到", "")]),
        ("收到１２件", [(12, "件", "收到", "")]),
        ("制发4件2024年规范性文件", [(4, "件", "制发", "2024年规范性文件")]),
        ("制发4件24号文件", [(4, "件", "制发", "")]),
        ("2024年第12号", []),
        ("收到申请1XX件", []),  # a number that was not filled in
        *((f"收到申请12{unit}", [(12, unit, "收到申请", "")]) for unit in "件份宗条例起个项篇部次人期"),
    ],
)
def test_a_count_stands_in_its_clause(text: str, found: list[tuple[int, str, str, str]]) -> None:
    assert counts(text) == found


@pytest.mark.parametrize(
    ("text", "before"),
    [
        *((f"收到申请12{more}件", "收到申请") for more in ("余", "多", "来", "左右", "以上")),
        *((f"收到申请12件{more}", "收到申请") for more in ("左右", "以上")),
        *((f"收到申请{near}12件", "收到申请") for near in ("不少于", "超过", "至少", "约", "近", "超", "逾")),
    ],
)
def test_a_rounded_count_is_not_exact(text: str, before: str) -> None:
    sentence = Sentence(text, text, text, "", 1)
    (count,) = counts_of([sentence])
    assert (count.exact, count.before, count.earlier) == (False, before, before)
    (exact,) = counts_of([Sentence("", "", "收到申请12件", "", 1)])
    assert exact.exact


@pytest.mark.parametrize(
    ("earlier", "own"),
    [
        ("收到", True),
        ("2024年收到", True),
        ("2023年收到", False),
        ("2023年收到9件，2024年收到", True),
        ("2024年收到9件，2023年收到", False),
        ("去年收到9件，2024年收到", True),
        ("2024年收到9件，去年收到", False),
        ("去年收到9件，今年收到", True),
        ("2023年收到9件，本年度收到", True),
        ("今年收到9件，2023年收到", False),
        *((f"{past}收到", False) for past in ("去年", "上年", "上一年", "前年", "往年", "历年", "同期")),
        *((f"{past}收到", False) for past in ("条例实施以来", "近两年", "近10年", "三年来", "5年间")),
        *((f"{now}以来收到", True) for now in ("今年", "2024年", "本年度", "今年", "今年年初")),
        *((f"{carried}办结", True) for carried in ("上年结转和", "上年度结转和", "上一年结转和")),
        *((f"较{past}增加2件，收到", True) for past in ("去年", "上年度同期", "上一年度全年", "前年", "2023年度")),
        *(
            (f"{how}去年{moved}，收到", True)
            for how in ("较", "比", "与", "同")
            for moved in ("增长", "下降", "持平", "相比")
        ),
        ("较去年有所变化，收到", False),  # no comparison that is over
        ("较去年减少2件收到", False),
    ],
)
def test_the_last_year_named_is_the_one_counted_in(earlier: str, own: bool) -> None:
    assert of_the_year(earlier, 2024) is own


@pytest.mark.parametrize(
    ("earlier", "body", "whole"),
    [
        ("收到", "云岫县财政局", True),
        ("我局收到", "云岫县财政局", True),
        ("县财政局共收到", "云岫县财政局", True),
        ("云岫县财政局收到", "云岫县财政局", True),
        ("财政局收到", "云岫县财政局", True),
        ("县公安局收到", "云岫县财政局", False),
        ("县公安局收到", None, True),  # whose report it is is not known
        ("县公安局（本级）答复", "云岫县财政局", False),
        ("县政府收到", "云岫县人民政府", True),
        ("县人民政府收到", "云岫县人民政府", True),
        ("市政府收到", "云岫县人民政府", False),
        ("县政府收到", "云岫县财政局", False),
        ("行政机关收到", "云岫县财政局", True),
        ("2024年度县财政局收到", "云岫县财政局", True),
        *((f"{office}{acts}", "云岫县财政局", False) for office, acts in (("县水利局", "办理"), ("青石街道", "出台"))),
        *((f"{office}{acts}", "云岫县财政局", False) for office, acts in (("青石镇", "答复"), ("青石乡", "公开"))),
        *((f"{office}{acts}", "云岫县财政局", False) for office, acts in (("县委员会", "制发"), ("办事处", "发布"))),
        *((f"{office}牵头{acts}", "云岫县财政局", False) for office, acts in (("管委会", "制定"), ("办公室", "印发"))),
        *((f"{some}收到", "云岫县财政局", False) for some in ("各乡镇", "下属单位", "所属单位", "直属单位", "县本级")),
        *(
            (f"{some}收到", "云岫县财政局", False)
            for some in ("其他单位", "有关部门", "相关部门", "基层", "部分单位", "个别单位")
        ),
        ("各级行政机关收到", "云岫县财政局", True),
        ("各类渠道收到", "云岫县财政局", True),
        ("全局各科室收到", "云岫县财政局", True),
        ("我局与下属单位收到", "云岫县财政局", False),
        ("我局和各基层所收到", "云岫县财政局", False),
        ("全系统共收到", "云岫县财政局", False),
        ("全县共收到", "云岫县财政局", False),
        ("全县共收到", "云岫县人民政府", True),
        ("全市共收到", "云岫县人民政府", False),
        ("我县共收到", "云岫经济开发区管委会", False),
        ("全区共收到", "云岫经济开发区管委会", True),
    ],
)
def test_what_a_body_counts_of_itself(earlier: str, body: str | None, whole: bool) -> None:
    assert of_whole_body(earlier, body) is whole


@pytest.mark.parametrize(
    "acts", ["收到", "受理", "接收", "办理", "办结", "答复", "制发", "公开", "发布", "作出", "发生"]
)
def test_a_wider_area_acts(acts: str) -> None:
    assert of_wider_area(f"全市共{acts}", "云岫县财政局")
    assert not of_wider_area(f"云岫市共{acts}", "云岫县财政局")
    assert not of_wider_area("全面公开", "云岫县财政局")


@pytest.mark.parametrize(
    "word",
    [
        *(
            "人均",
            "平均",
            "日均",
            "户均",
            "每件",
            "每天",
            "每百人",
            "当天",
            "当日",
            "当场",
            "最快",
            "最慢",
            "最长",
            "最短",
        ),
        *(
            "最多",
            "最少",
            "最高",
            "最低",
            "重新",
            "补充",
            "首次",
            "再次",
            "更正",
            "转入",
            "转下",
            "延续",
            "减免",
            "免征",
            "减征",
        ),
        *("退还", "降低"),
    ],
)
def test_a_share_or_a_repetition(word: str) -> None:
    assert of_a_share(f"{word}办理")
    assert not of_a_share("办理")


@pytest.mark.parametrize(("clause", "new"), [("新收的", True), ("新收到的", True), ("新收", True), ("新收后", False)])
def test_what_leaves_out_the_carried_in(clause: str, new: bool) -> None:
    assert of_the_new_ones(clause) is new


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("办结申请12件", True),
        ("办结申请约12件", False),
        ("人均办结申请12件", False),
        *(
            (f"{plan}办结申请12件", False)
            for plan in ("将", "拟", "计划", "预计", "争取", "力争", "要求", "应当", "目标", "不低于")
        ),
        *(
            (f"{part}办结申请12件", False)
            for part in ("上半年", "下半年", "一季度", "3月", "10月", "12月", "本月", "当月")
        ),
        *((f"{part}办结申请12件", False) for part in ("每月", "月均", "每季", "每周")),
        *(
            (f"{day}办结申请12件", True)
            for day in ("截至12月31日", "1至12月", "1—12月", "12月底", "12月末", "3月5日起")
        ),
        ("上半年完成。办结申请12件", True),  # said of the sentence before
        ("2023年办结申请12件", False),
        ("县公安局办结申请12件", False),
    ],
)
def test_a_count_that_states_exactly_what_the_body_did_in_the_year(text: str, sure: bool) -> None:
    (*_, count) = counts_of([Sentence(text, text, text, "", 1)])
    assert settled(count, 2024, "云岫县财政局") is sure
