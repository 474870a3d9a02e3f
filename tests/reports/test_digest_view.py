"""What a digest says, before it is laid out."""

from dataclasses import replace
from datetime import date

import pytest

from checks.model import Evidence, Level, State
from config.clock import end_of_day
from reports.digest.compose import compose
from reports.digest.facts import Facts, Happening, RuleChanged
from reports.digest.letter import write_letter
from reports.digest.memory import fingerprint_of
from reports.digest.render import render_page
from reports.digest.view import Digest
from reports.store.records import Cause, FindingEventKind
from tests.reports.digest_samples import BODY_YEARS, FINDINGS, HEALTH, RULES, facts, later_facts


def counts(digest: Digest, year: int) -> dict[str, int]:
    figures = next(each for each in digest.figures if each.year == year)
    return {count.mark.code: count.number for count in figures.states}


def test_the_states_of_a_year_add_up_to_what_is_expected():
    digest = compose(facts(), "zh")
    assert [each.year for each in digest.figures] == [2025, 2024]
    for year in digest.figures:
        assert sum(count.number for count in year.states) == year.expected
    assert counts(digest, 2025) == {
        "on_time": 2, "late": 1, "missing": 1, "not_looked": 1, "published": 1, "not_due": 1,
    }  # fmt: skip


def test_a_body_of_which_nothing_is_expected_is_not_counted():
    assert compose(facts(), "zh").figures[1].expected == 5


def test_the_four_questions_are_always_answered_even_with_nobody():
    only = tuple(each for each in BODY_YEARS if each.state is State.ON_TIME)
    shown = counts(compose(facts(body_years=only), "zh"), 2025)
    assert shown == {"on_time": 2, "late": 0, "missing": 0, "not_looked": 0}


def test_the_lead_tells_states_and_findings_in_one_sentence():
    lead = compose(facts(), "zh").lead
    assert lead.startswith("7 个机关应发布 2025 年度报告：按时发布 2 个，逾期发布 1 个，逾期未发布 1 个，未能查看 1 个")
    assert "错误 2 项、警告 1 项、提示 1 项；另有 1 项需人工复核" in lead


def test_an_empty_registry_gives_a_digest_that_says_so():
    digest = compose(Facts("办公室", facts().as_of, simulated=False, demo=False, body_years=()), "zh")
    assert digest.lead == "没有应当发布报告的机关。"
    assert (digest.figures, digest.chart, digest.year) == ((), None, None)


def test_what_needs_a_person_is_kept_apart_from_what_is_stated():
    digest = compose(facts(), "zh")
    stated = {item.rule for body in digest.bodies for year in body.current for item in year.items}
    to_review = {item.rule for body in digest.reviews for year in body.current for item in year.items}
    assert (stated, to_review) == ({"A101", "T101", "T102", "F105"}, {"A103"})


def test_bodies_stand_in_the_order_of_the_registry_and_earlier_years_apart():
    digest = compose(facts(), "zh")
    assert [body.body for body in digest.bodies] == ["青禾县财政局", "青禾县教育局", "柳塘镇人民政府"]
    town = digest.bodies[2]
    assert ([each.year for each in town.current], [each.year for each in town.earlier]) == ([2025], [2024])
    assert [(count.mark.word, count.number) for count in town.earlier_counts] == [("警告", 1)]


def test_only_a_report_read_in_full_without_a_finding_is_called_clean():
    # 青禾县水利局 was read in part only, 青禾县人民政府 not at all.
    assert compose(facts(), "zh").clean == ("青禾高新区管委会",)


def test_years_with_the_same_reason_are_told_once():
    gaps = compose(facts(), "zh").gaps
    assert [(gap.body, gap.years, gap.mark.code) for gap in gaps] == [
        ("云麓街道办事处", "2025、2024", "not_looked"),
        ("青禾县水利局", "2025", "partial"),
    ]
    assert "验证页面" in gaps[0].reason


def test_a_document_by_hand_says_who_and_no_other_does():
    digest = compose(facts(findings=(replace(FINDINGS[4], body_id="qh5"), FINDINGS[0])), "zh")
    by_hand = {body.body: body.current[0].document.by_hand for body in digest.bodies}
    assert by_hand == {"青禾县教育局": None, "青禾县水利局": "王某（2026-02-03 录入）"}
    assert ("人工录入", "1 份，已逐处注明") in digest.coverage


def test_evidence_from_another_document_names_it_and_evidence_from_the_same_does_not():
    digest = compose(facts(), "zh")
    late = next(item for body in digest.bodies for item in body.current[0].items if item.rule == "T101")
    assert [proof.document.url if proof.document else None for proof in late.proofs] == [
        None,
        "http://qinghe.example/zfxxgk/nb/",
    ]


def test_lateness_that_is_not_proven_says_so():
    doubtful = tuple(replace(each, certain=False) for each in BODY_YEARS)
    when = {row.body: row.cells[0].when for row in compose(facts(body_years=doubtful), "zh").overview if row.cells[0]}
    assert when["青禾县教育局"] == ("2026-02-04", "晚 4 天", "尚待证实")
    assert "尚待证实" not in str(compose(facts(), "zh").overview[2])


def test_sources_in_trouble_come_first():
    assert [line.mark.code for line in compose(facts(), "zh").sources] == ["blocked", "accepted"]


def test_rules_that_were_not_answered_are_counted_with_their_reason():
    (line,) = compose(facts(), "zh").unanswered
    assert (line.rule, line.reason, line.number) == ("A104", "单元格有多种读法", 1)


def test_a_rule_that_is_off_says_why():
    changed = {line.rule: line.changed for line in compose(facts(), "zh").rules if line.changed}
    assert list(changed) == ["X101"]
    assert changed["X101"][0].startswith("停用：")


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        (date(2026, 1, 20), ["2026-01-31（周末，不因此顺延）"] * 3),
        (date(2026, 2, 5), ["2026-03-31"]),
        (date(2026, 4, 1), []),
    ],
)
def test_deadlines_are_those_still_ahead_within_two_months(as_of: date, days: list[str]):
    assert [line.day for line in compose(facts(as_of=end_of_day(as_of)), "zh").deadlines] == days


def test_the_last_day_itself_is_still_ahead():
    (line,) = compose(facts(as_of=end_of_day(date(2026, 3, 31))), "zh").deadlines
    assert (line.days_left, line.waiting) == (0, ("青禾县人民政府",))


def test_the_chart_says_in_words_what_it_draws():
    chart = compose(facts(), "zh").chart
    assert chart is not None
    january, march = chart.lanes
    assert [bar.late for bar in january.bars] == [False, False, True]
    assert march.bars == ()
    assert "截止日 2026-01-31：应发布 5 个，按期 2 个，逾期 1 个，其余 2 个没有可用的发布日期。" in chart.words
    assert january.line < march.line


def test_bars_of_many_reports_on_one_day_stay_inside_their_lane():
    many = tuple(replace(BODY_YEARS[2], id=f"b{n}") for n in range(400))
    chart = compose(facts(body_years=many), "zh").chart
    assert chart is not None
    (lane,) = chart.lanes
    assert all(lane.top < bar.y and bar.y + bar.height <= lane.base for bar in lane.bars)
    assert chart.most == 400


def test_a_first_digest_has_no_news():
    assert compose(facts(), "zh").news.since is None


def test_news_are_told_by_kind():
    news = compose(later_facts(), "zh").news
    assert news.since == "2026-01-28"
    assert [(change.mark.code, change.body) for change in news.changes] == [
        ("new", "青禾县教育局"),
        ("reopened", "柳塘镇人民政府"),
        ("changed", "青禾县财政局"),
        ("mended", "青禾县财政局"),
        ("edition", "青禾县财政局"),
        ("standing", "青禾县教育局"),
        ("standing", "柳塘镇人民政府"),
    ]
    assert news.changes[-1].text == "即将到期 → 逾期未发布"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (RuleChanged(off=True, reason="本地另有规定"), "停用：本地另有规定"),
        (RuleChanged(level=Level.HINT), "级别由“警告”改为“提示”：设置中未写理由"),
        (RuleChanged("4101", off=True, reason="统一口径"), "行政区划代码 4101 开头的机关，停用：统一口径"),
        (RuleChanged("4101"), "行政区划代码 4101 开头的机关，照常适用：设置中未写理由"),
    ],
)
def test_every_digest_tells_what_the_settings_change_about_rules_and_why(change: RuleChanged, said: str):
    changed = replace(RULES["A104"], changed=(change,))
    digest = compose(facts(rules={"A104": changed}), "zh")
    assert digest.rules[0].changed == (said,)
    letter = write_letter(digest, "digests/x.html")
    for page in (render_page(digest), letter.text, letter.html):
        assert said in page
    assert fingerprint_of(facts()) != fingerprint_of(facts(rules=RULES | {"A104": changed}))


def test_a_finding_of_a_rule_that_was_switched_off_is_not_called_mended():
    gone = Happening(FindingEventKind.RESOLVED, Cause.SETTINGS, FINDINGS[0].finding, None, "qh2", "青禾县教育局", 2025)
    news = compose(later_facts(happenings=(gone,)), "zh").news
    assert news.changes[0].mark.word == "规则停用后不再列出"


@pytest.mark.parametrize(
    ("kind", "cause", "word"),
    [
        (FindingEventKind.RESOLVED, Cause.CONTENT, "已消除"),
        (FindingEventKind.RESOLVED, Cause.RULES, "规则调整后不再列出"),
        (FindingEventKind.RESOLVED, Cause.READING, "重新读取同一页面后不再列出"),
        (FindingEventKind.OPENED, Cause.RULES, "规则调整后新列出"),
        (FindingEventKind.REOPENED, Cause.READING, "重新读取同一页面后新列出"),
        (FindingEventKind.CHANGED, Cause.RULES, "规则调整后有变化"),
    ],
)
def test_what_rules_or_reader_brought_or_took_back_is_not_told_as_the_doing_of_the_body(kind, cause, word):
    told = Happening(kind, cause, FINDINGS[0].finding, None, "qh2", "青禾县教育局", 2025)
    news = compose(later_facts(happenings=(told,)), "zh").news
    assert news.changes[0].mark.word == word


def test_that_a_deadline_comes_near_is_no_change_of_standing():
    last = later_facts().baseline
    baseline = replace(last, states={**last.states, "qh0|2025": "due"})
    told = compose(later_facts(baseline=baseline), "zh").news.changes
    assert not any(change.body == "青禾县人民政府" for change in told)


def test_a_reader_sees_only_the_bodies_overseen_and_levels_asked_for():
    narrowed = facts().only({"qh1", "qh2"}, Level.ERROR, "张科长")
    digest = compose(narrowed, "zh")
    assert [row.body for row in digest.overview] == ["青禾县财政局", "青禾县教育局"]
    assert {item.rule for body in digest.bodies for item in body.current[0].items} == {"A101", "T101"}
    assert [line.bodies for line in digest.sources] == [("青禾县财政局", "青禾县教育局")]
    assert digest.sources[0].name.startswith(HEALTH[0].site)


def test_what_needs_a_person_reaches_readers_of_any_level():
    digest = compose(facts().only({"qh2"}, Level.ERROR, ""), "zh")
    assert [item.rule for body in digest.reviews for item in body.current[0].items] == ["A103"]


def test_english_messages_are_used_in_an_english_digest():
    digest = compose(facts(), "en")
    assert digest.bodies[0].current[0].items[0].message == "(F105 in English)"
    assert digest.lead.startswith("7 reports for 2025 are expected: 2 on time, 1 late, 1 missing")


def test_a_long_list_of_evidence_is_cut_and_says_so():
    # A body that stays missing is looked for in vain every day of the season.
    looked = tuple(Evidence("查看时间", f"2026-02-{day:02}T23:59:59+08:00") for day in range(1, 29))
    digest = compose(
        facts(findings=(replace(FINDINGS[3], finding=replace(FINDINGS[3].finding, evidence=looked)),)), "zh"
    )
    (item,) = digest.bodies[0].current[0].items
    assert (len(item.proofs), item.more_proofs) == (8, 20)
