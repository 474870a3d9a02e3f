"""Rules at their edges: the last day of a period, a limit just reached, one section too few, a list counted through."""

import pytest

from checks.examples import Printed, witness
from checks.model import Outcome, Standing, State
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
