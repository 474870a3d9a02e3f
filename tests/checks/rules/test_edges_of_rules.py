"""Rules at their edges: the last day of a period, a limit just reached, one section too few, a list counted through."""

from typing import Any

import pytest

from checks.examples import Example, Printed, clean_cells, witness
from checks.model import Note, Outcome, Publication, Standing, State
from config.kinds import Kind
from config.plausibility import plausibility
from tests.checks.rules.cases import answers, case, told

FAIL, REVIEW, PASS = Outcome.FAIL, Outcome.NEEDS_REVIEW, Outcome.PASS
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
    assert found.message.count("110*") == 3
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


NO_APPLICATIONS = dict.fromkeys(clean_cells("2021", "t3"), 0)
FIRST_PERIOD, SECOND_PERIOD = "2022年12月1日", "2023年12月31日"


@pytest.mark.parametrize(
    ("rule", "traits", "outcome"),
    [
        ("N110", {"texts": {"1": "公开规范性文件4件。"}}, Outcome.NOT_APPLICABLE),
        ("N110", {"form": "2019", "year": 2020, "texts": {"1": "公开规范性文件2件。"}}, FAIL),
        # a table in a picture is P106's; the report itself stands there
        ("P105", {"notes": (Note("table_is_picture", "表三：图片"),)}, PASS),
        ("T102", {"published": False, "standing": Standing(State.DUE)}, Outcome.NOT_APPLICABLE),
        # the text names applications, the table none: that is N102's
        ("N101", {"cells": NO_APPLICATIONS, "texts": {"1": "收到政府信息公开申请3件。"}}, Outcome.NOT_APPLICABLE),
        ("N106", {"texts": {"1": "收到政府信息公开申请10件，其中商业企业2件。"}}, PASS),
        (
            "N106",  # 企业 may mean all organisations
            {
                "cells": {"t3.received.company": 1, "t3.received.charity": 1},
                "texts": {"1": "收到政府信息公开申请10件，其中企业2件。"},
            },
            PASS,
        ),
        ("N106", {"texts": {"1": "收到政府信息公开申请10件，其中企业3件。"}}, FAIL),
        ("N106", {"texts": {"1": "收到政府信息公开申请10件，其中法人和其他组织2件。"}}, PASS),
        ("N106", {"texts": {"1": "收到政府信息公开申请10件，其中法人和其他组织3件。"}}, FAIL),
        ("N109", {"texts": {"4": "因政府信息公开被申请行政复议3件，全部维持。"}}, FAIL),
        ("N109", {"texts": {"4": "没有因政府信息公开被行政复议纠正的情况。"}}, FAIL),
        (
            "N109",
            {"cells": {"t4.review.corrected": 0}, "texts": {"4": "没有因政府信息公开被行政复议纠正的情况。"}},
            PASS,
        ),
        (
            "N110",  # what others made may be published with it: of the rows published and made the latter counts
            {"form": "2019", "year": 2020, "texts": {"1": "公开规范性文件4件。"}},
            Outcome.NOT_APPLICABLE,
        ),
        # the form came with the reports on 2019
        *(
            ("I102", {"year": year, "form": form, "preamble": PERIOD.format("2017年1月1日", "2017年12月31日")}, outcome)
            for year, form, outcome in ((2019, "2019", FAIL), (2018, "pre2019", Outcome.NOT_APPLICABLE))
        ),
        # the year of a period that runs over two is nobody's
        ("I102", {"preamble": PERIOD.format(FIRST_PERIOD, SECOND_PERIOD)}, PASS),
        ("I103", {"preamble": "本报告统计自2023年1月1日起至2023年12月30日止。"}, FAIL),
        ("I103", {"preamble": "本报告起止日期：2023年1月1日至2023年12月30日。"}, FAIL),
        ("I103", {"preamble": "统计期限为2023年1月至12月。"}, PASS),
        ("I103", {"preamble": "统计期限为2023年1月至11月。"}, FAIL),
        ("I103", {"preamble": "统计期限为2022年2月至2023年1月。"}, FAIL),
        *(
            ("I106", {"body": body, "texts": {"1": f"{said}落实条例。"}}, outcome)
            for body, said, outcome in (
                ("云岫县人民政府", "我区", FAIL),
                ("云岫区人民政府", "我县", FAIL),
                ("云岫市人民政府", "我县", FAIL),
                ("云岫县人民政府", "我市", PASS),  # the city it belongs to
                ("石汀镇人民政府", "我街道", PASS),  # a town may have been one
                ("石汀乡人民政府", "我镇", FAIL),
                ("墨溪省财政厅", "我厅", PASS),
                ("墨溪省财政厅", "我局", FAIL),
                ("云岫县财政局", "我厅", FAIL),
            )
        ),
        ("F104", {"texts": {"6": "政府信息公开信息处理费依法征收。"}}, PASS),
        ("F104", {"texts": {"6": "政府信息公开信息处理费情况良好。"}}, REVIEW),
        (
            "L106",  # a data centre makes no normative documents, in either form
            {"body": "云岫县大数据中心", "form": "2019", "year": 2020},
            FAIL,
        ),
        *(
            (
                "L108",  # printed in yuan, as the text tells: N117's, but only beyond what such a body may collect
                {
                    "body": "石汀镇人民政府",
                    "kind_source": "name",
                    "cells": {"t2.fees.amount": str(amount)},
                    "texts": {"1": f"行政事业性收费总额{amount}元。"},
                },
                outcome,
            )
            for amount, outcome in (
                (plausibility().fees_beyond[Kind.TOWNSHIP], PASS),
                (plausibility().fees_beyond[Kind.TOWNSHIP] + 1, Outcome.NOT_EVALUATED),
            )
        ),
        ("X104", {"texts": {"1": "公开政府信息公开政府信息。"}}, FAIL),  # six signs, twice
        ("X104", {"texts": {"1": "公开目录信息，公开目录信息。"}}, PASS),
        ("X104", {"texts": {"1": "逐级公开，逐级公开。"}}, PASS),  # shorter repetitions may be meant
        ("X108", {"texts": {"1": "申请人于办公时间拨打13912345678。"}}, PASS),
        ("X108", {"texts": {"1": "请申请人致电联系人13912345678。"}}, PASS),
        ("X108", {"texts": {"1": "申请人电话13912345678。"}}, REVIEW),
    ],
)
def test_the_answer_at_an_edge(rule: str, traits: dict[str, Any], outcome: Outcome) -> None:
    assert {finding.outcome for finding in answers(case(**traits), rule)} == {outcome}


@pytest.mark.parametrize(("column", "name"), [("company", "商业企业"), ("total", "总计")])
def test_c101_names_why_it_cannot_compare(column: str, name: str) -> None:
    earlier = Example(title="last year", year=2022, cells={f"t3.carried_out.{column}": "约一"})
    (found,) = answers(case(earlier=(earlier,)), "C101")
    assert found.outcome is Outcome.NOT_EVALUATED
    assert found.message == f"2022年度 结转下年度继续办理·{name} 缺失或无法读取"


def test_f102_names_five_of_the_cells_that_are_missing() -> None:
    missing = dict.fromkeys(cell for cell in clean_cells("2021", "t3") if cell.startswith("t3.received."))
    (found,) = told(case(missing), "F102")
    assert "缺 7 个单元格：本年新收·自然人、" in found.message
    assert found.message.count("·") == 5
    assert "、…，" in found.message


def test_i107_tells_an_instrument_once_however_often_it_is_cited() -> None:
    for cited in ("国办公开办函〔2019〕60号", "国务院令第492号"):
        text = f"按照{cited}公开。按照{cited}编制。"
        assert len(told(case(texts={"1": text}), "I107")) == 1


def test_n101_what_the_text_confirms_of_a_broken_table_is_one_answer() -> None:
    cells = {"t3.received.total": 43}
    (found,) = answers(case(cells), "N101")
    assert (found.outcome, found.key) == (Outcome.NOT_EVALUATED, "explained")


def test_n104_names_a_result_in_either_language() -> None:
    (found,) = told(case(texts={"1": "办结政府信息公开申请10件，部分公开3件。"}), "N104")
    assert "部分公开" in found.message
    assert "partially granted" in found.message_en


@pytest.mark.parametrize(("number", "outcome"), [(0, PASS), (2, FAIL)])
def test_n104_the_single_row_of_2019_is_what_was_handled_otherwise(number: int, outcome: Outcome) -> None:
    text = {"1": f"办结政府信息公开申请10件，其他处理{number}件。", "6": "无"}
    found = answers(case(texts=text, form="2019", year=2020), "N104")
    assert {finding.outcome for finding in found} == {outcome}


def test_p105_a_letter_without_a_title_has_none_in_its_evidence() -> None:
    letter = "县政府办公室：现将《云岫县财政局2023年政府信息公开工作年度报告》报送你们，请审阅。"
    seen = Publication(("http://www.yunxiu.example/nb/1.html",))
    nothing: dict[str, Any] = {"texts": dict.fromkeys("123456"), "form": None, "forms": {}}
    (found,) = told(case(publication=seen, printed_title="", preamble=letter, **nothing), "P105")
    assert [each.text for each in found.evidence] == ["", letter]


CLOSED = "收到政府信息公开申请10件，均已办结。"


@pytest.mark.parametrize(
    ("cells", "outcome", "key"),
    [
        ({}, FAIL, "t3.carried_out.total"),
        ({"t3.carried_out.total": "约一"}, Outcome.NOT_EVALUATED, ""),
        ({**NO_APPLICATIONS, "t3.carried_out.total": 3}, Outcome.NOT_EVALUATED, "explained"),  # 0 mends the table
        (NO_APPLICATIONS, PASS, ""),
    ],
)
def test_n107_all_closed_and_some_carried_out(cells: dict[str, Printed], outcome: Outcome, key: str) -> None:
    (found,) = answers(case(cells, texts={"1": CLOSED}), "N107")
    assert (found.outcome, found.key) == (outcome, key)


@pytest.mark.parametrize(("made", "outcome"), [(85, FAIL), (0, PASS), ("约十", Outcome.NOT_EVALUATED)])
def test_l103_made_and_never_published(made: Printed, outcome: Outcome) -> None:
    row = "t2.normative_documents"
    cells: dict[str, Printed] = {f"{row}.made": made, f"{row}.published": 0, f"{row}.total_published": 0}
    (found,) = answers(case(cells, year=2020, form="2019"), "L103")
    assert found.outcome is outcome


def test_i104_names_the_other_office() -> None:
    (found,) = told(case(texts={"1": "青禾县财政局高度重视公开工作。"}), "I104")
    assert "青禾县财政局" in found.message
    assert found.key == "青禾县"


def test_n115_names_both_numbers_of_a_rate() -> None:
    (found,) = told(case(texts={"1": "公开信息200条，其中政策50条，占30%。"}), "N115")
    assert all(number in found.message for number in ("30", "50", "200"))


def test_c102_of_a_number_with_two_readings_no_sum_is_told() -> None:
    last = Example(title="last year", year=2022, cells={"t2.normative_documents.in_force": (40, 50)})
    (found,) = told(case(earlier=(last,)), "C102")
    assert found.message.endswith("12 ≠ 上年 40/50 + 制发 3 − 废止 1 = ?，请核对或说明")
    assert (found.outcome, found.expected) == (FAIL, None)


SIX = ("issued", "repealed", "in_force")


def test_p102_tells_five_changes_and_how_many_more_there_are() -> None:
    rows = ("normative_documents", "regulations")
    before: dict[str, Printed] = {f"t2.{row}.{column}": 7 for row in rows for column in SIX}
    texts = {"1": "（一）主动公开。问题一。", "5": "主要问题：问题二。"}
    standing = Standing(State.ON_TIME, flags=("changed",))
    (found,) = told(case(standing=standing, before=Example(title="before", cells=before, texts=texts)), "P102")
    assert found.message.count("→") == 5
    assert "另有 3 处" in found.message
    places = [each.place for each in found.evidence]
    assert (len(places), len([place for place in places if "情况" in place])) == (14, 2)  # of the texts the first


def test_p102_shows_both_titles() -> None:
    standing = Standing(State.ON_TIME, flags=("changed",))
    before = Example(title="before", printed_title="云岫县财政局2023年政府信息公开年度报告")
    (found,) = told(case(standing=standing, before=before), "P102")
    assert [each.text for each in found.evidence] == [
        f"云岫县财政局2023年政府信息公开{kind}报告" for kind in ("年度", "工作年度")
    ]


def test_x104_quotes_a_little_around_what_is_printed_twice() -> None:
    text = "前" * 20 + "，公开政府信息公开政府信息，" + "后" * 40 + "。"
    (found,) = told(case(texts={"1": text}), "X104")
    assert "前" * 9 + "，公开政府信息公开政府信息，" + "后" * 9 + "”" in found.message


def test_x102_names_four_of_the_stock_phrases() -> None:
    text = "一是思想认识不到位；二是公开内容不够全面；三是培训力度不够；四是公开形式不够丰富；五是公开内容不够全面。"
    (found,) = told(case(texts={"5": text}), "X102")
    assert "（认识不到位、内容不够全面、力度不够、形式不够丰富）" in found.message


def test_a101_gives_three_reasons_at_most() -> None:
    missing = {f"t3.received.{column}": None for column in ("natural_person", "company", "research", "charity")}
    (found,) = (each for each in answers(case(missing), "A101") if each.outcome is Outcome.NOT_EVALUATED)
    assert found.message.count("；") == 2


def test_a102_names_the_blanks_that_its_sums_take_for_nothing() -> None:
    blank = dict.fromkeys(("t3.granted.charity", "t3.other.other.natural_person"), "")
    (found,) = told(case({**blank, "t3.granted.natural_person": 7}, texts={"1": "略。"}), "A1")
    assert (found.rule, found.outcome, found.cells[0]) == ("A102", REVIEW, "t3.granted.natural_person")
    assert set(blank) <= set(found.cells)
