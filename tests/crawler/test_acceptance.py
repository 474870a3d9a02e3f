import pytest

from crawler.acceptance import Facts, criteria, did_what_was_asked, judge
from crawler.assessment import lost_percent
from reports.store import RunState

GOOD = {
    "pages": 40,
    "pages_left": 0,
    "blocked": 0,
    "robots": 0,
    "start_failed": 0,
    "columns": 4,
    "entries": 40,
    "lists_failed": 0,
    "lists_empty": 0,
    "lists_unaddressed": 0,
    "lists_short": 0,
    "reports": 29,
    "reports_before": 29,
    "reports_unopened": 0,
    "reports_elsewhere": 0,
    "too_deep": 0,
    "unclear": 0,
    "alike": 0,
    "lost_percent": 0,
    "error_percent": 0,
    "restricted": 0,
}
GROUPS = (
    "robots",
    "lists_failed",
    "lists_empty",
    "lists_unaddressed",
    "reports_unopened",
    "reports_elsewhere",
    "too_deep",
    "unclear",
    "alike",
)
EXAMPLES = dict.fromkeys(
    ("start", "lists_short_example", *(f"{name}_example" for name in GROUPS)), "http://h.example/x"
)
EXAMPLES["lists_short_figures"] = "1/3"


def facts(**changes: int) -> Facts:
    return Facts(GOOD | changes, EXAMPLES)


def test_a_good_run_is_accepted() -> None:
    verdict = judge(facts())
    assert (verdict.state, verdict.reason) == (RunState.ACCEPTED, "")


@pytest.mark.parametrize(
    ("changes", "state", "said"),
    [
        ({"restricted": 1}, RunState.REJECTED, "限定范围"),
        ({"blocked": 1, "start_failed": 1, "columns": 0}, RunState.BLOCKED, "拦截页面（1 次）"),
        ({"robots": 1, "columns": 0}, RunState.REJECTED, "robots.txt 不允许访问 1 个页面，例如 http://h.example/x"),
        ({"start_failed": 1, "columns": 0, "error_percent": 100}, RunState.REJECTED, "起始页面打不开"),
        ({"pages_left": 3}, RunState.REJECTED, "还有 3 个页面未看（中断）"),
        ({"columns": 0}, RunState.REJECTED, "没有找到政府信息公开年报栏目"),
        ({"entries": 0}, RunState.REJECTED, "没有看到任何条目"),  # a shell whose list a script makes: nbjb
        ({"lists_failed": 1}, RunState.REJECTED, "1 个列表页没有看到"),  # a part taken for the whole: KC 1163
        ({"lists_empty": 1}, RunState.REJECTED, "没有任何链接"),  # zero links on an OK page is an error
        ({"lists_unaddressed": 1}, RunState.REJECTED, "只写了报告标题和编号"),
        ({"lists_short": 1}, RunState.REJECTED, "1 个列表没有看全，例如 http://h.example/x（看到/写明：1/3）"),
        ({"reports_unopened": 2}, RunState.REJECTED, "2 份报告没有打开"),
        ({"reports_elsewhere": 1}, RunState.REJECTED, "1 份报告在名录以外的网站"),
        ({"too_deep": 4}, RunState.REJECTED, "4 个链接离首页太远"),
        ({"unclear": 2}, RunState.REJECTED, "2 个链接不认识"),
        ({"alike": 1}, RunState.REJECTED, "1 个条目写着机关和年度"),
        ({"error_percent": 11}, RunState.REJECTED, "11%"),
        ({"error_percent": 10}, RunState.ACCEPTED, ""),
        ({"reports": 20, "lost_percent": 32}, RunState.REJECTED, "只看到 20 份报告，上次合格巡查有 29 份"),
    ],
)
def test_each_criterion(changes: dict[str, int], state: RunState, said: str) -> None:
    verdict = judge(facts(**changes))
    assert verdict.state is state
    assert said in verdict.reason


def test_the_reason_is_said_once_when_the_rest_follows_from_it() -> None:
    assert "栏目" not in judge(facts(blocked=1, start_failed=1, columns=0)).reason


def test_reasons_in_english() -> None:
    verdict = judge(facts(columns=0))
    assert verdict.said("en").startswith("no column of annual reports was found")
    assert verdict.said("zh").startswith("没有找到政府信息公开年报栏目")


def test_a_restricted_run_can_have_done_what_it_was_asked() -> None:
    assert did_what_was_asked(facts(restricted=1, lost_percent=90))
    assert not did_what_was_asked(facts(restricted=1, lists_failed=1))
    assert not did_what_was_asked(facts(lost_percent=90))


@pytest.mark.parametrize(
    ("now", "before", "percent"),
    [(29, 29, 0), (30, 29, 0), (28, 29, 0), (27, 29, 7), (20, 29, 32), (0, 1, 100), (1, 2, 0), (0, 0, 0)],
)
def test_one_report_less_is_forgiven_unless_it_was_the_last(now: int, before: int, percent: int) -> None:
    assert lost_percent(now, before) == percent


def test_criteria_ask_for_facts_that_are_counted() -> None:
    assert {criterion.fact for criterion in criteria()} <= set(GOOD)
