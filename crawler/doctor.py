"""`duban doctor BODY`: walk one source live, say why each link was taken or left, and where the way ends.

Nothing is recorded in the ledger: a diagnosis proves neither presence nor absence.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from checks.words import Words
from config.settings import Lang
from config.workspace import Workspace
from crawler.acceptance import Facts, judge
from crawler.policy import policy_of
from crawler.selection import Restriction
from crawler.walk import Stop, Walk, walk
from reports.store import VisitRow

_MOST_LINKS = 12


class Step(NamedTuple):
    """A step of the way, the fact that it stands on, and what to do where it fails."""

    fact: str
    fails_when_zero: bool
    name: Words
    advice: Words


STEPS = (
    Step(
        "blocked", False, Words("网站是否放行", "being let in"),
        Words(
            "网站返回验证页面，不绕过：请用浏览器保存页面后 duban import",
            "the site wants a browser: save the pages by hand and `duban import` them",
        ),
    ),
    Step(
        "robots", False, Words("robots.txt 是否允许", "being allowed by robots.txt"),
        Words(
            "robots.txt 不允许访问所需页面，已遵守：请与网站主管单位联系，或用浏览器保存页面后 duban import",
            "robots.txt forbids pages on the way and is obeyed: ask the owner of the site, or save pages by hand and"
            " `duban import` them",
        ),
    ),
    Step(
        "start_failed", False, Words("打开首页或栏目", "opening the first page"),
        Words(
            "核对名录中的网站（site）与年报栏目（column）地址",
            "check site and column in the registry",
        ),
    ),
    Step(
        "columns", True, Words("从首页找到年报栏目", "finding the column of annual reports"),
        Words(
            "把年报栏目的地址写入名录的 column（年报栏目）一列",
            "write the address of the column into `column` of the registry",
        ),
    ),
    Step(
        "entries", True, Words("读出栏目里的列表", "reading the list of the column"),
        Words(
            "列表由脚本生成：把列表数据的地址写入名录的 column 一列",
            "the list is made by a script: write the address of its data into `column`",
        ),
    ),
    Step(
        "lists_failed", False, Words("打开列表的每一页", "opening every page of the list"),
        Words(
            "稍后再试；持续如此请核对该页地址",
            "try again later; if it stays so, check the address of that page",
        ),
    ),
    Step(
        "lists_short", False, Words("看全列表", "seeing the whole list"),
        Words(
            "列表没有看全，其余由脚本翻页：在浏览器“网络”面板找到列表数据的地址，写入名录的 column 一列",
            "the list holds more than was seen, a script turns its pages: find the address of its data in the"
            " network view of a browser and write it into `column`",
        ),
    ),
    Step(
        "unclear", False, Words("看懂栏目里的每个分组", "understanding every group of the column"),
        Words(
            "有的分组打不开：在浏览器里打开核对，若年报在其中，把其地址写入名录的 column 一列",
            "a group did not open: look at it in a browser, and where the reports are in it, write its address"
            " into `column`",
        ),
    ),
    Step(
        "too_deep", False, Words("走到列表末端", "reaching the end of the way"),
        Words(
            "年报离首页太远：把年报栏目的地址写入名录的 column 一列",
            "the reports are too far from the home page: write the address of the column into `column`",
        ),
    ),
    Step(
        "reports_elsewhere", False, Words("报告在名录内的网站上", "reports on hosts of the registry"),
        Words(
            "核实后把该网站写入 duban.toml 的 crawl.allowed_hosts",
            "verify, then add the host to crawl.allowed_hosts in duban.toml",
        ),
    ),
    Step(
        "reports_unopened", False, Words("打开每一份报告", "opening every report"),
        Words(
            "见上面未打开的地址与原因",
            "see the addresses above that did not open, with the reasons",
        ),
    ),
    Step(
        "reports_gone", False, Words("列表上的报告都在", "every listed report being there"),
        Words(
            "列表上有链接、页面却不存在：对应机关和年度不会被判为未发布；请告知网站主管单位",
            "the list names it and its page is gone: that body and year are never called missing; tell the owner",
        ),
    ),
    Step(
        "reports", True, Words("在列表中认出报告", "recognising reports in the list"),
        Words(
            "看下面被放下的链接；若其中有报告，说明其标题的写法尚未收录",
            "see the links that were left; if a report is among them, its wording is not known yet",
        ),
    ),
)  # fmt: skip

_WHY = {
    "interpretation": Words("解读", "an interpretation"),
    "notice": Words("通知或函", "a notice"),
    "guide": Words("指南或制度", "a guide or a rule"),
    "website_report": Words("政府网站工作年度报表", "a report on the website"),
    "rule_of_law": Words("法治政府建设报告", "a report on the rule of law"),
    "budget": Words("预决算", "a budget"),
    "statistics": Words("统计资料", "statistics"),
    "enterprise": Words("企事业单位年报", "a report of an enterprise or institution"),
    "summary": Words("总结或评估", "a summary or an assessment"),
    "host": Words("不在名录内的网站", "its host is not in the registry"),
    "too deep": Words("离首页太远", "too far from the home page"),
    "way back": Words("回到上级栏目", "the way back"),
    "year": Words("早于起始年度", "a year that is not asked for"),
    "body": Words("其他机关的报告", "a report of another body"),
    "sample": Words("超出 sample 数量", "beyond the sample"),
}
"""Why a link was left, in words; the codes are those of the log."""

_COLUMN = Words(
    "年报栏目：{url}（写入名录的 column 一列可缩短路径）", "the column: {url} (in `column` it shortens the way)"
)
_LED = Words("取", "take")
_LEFT = Words("放", "left")
_KNOWN = Words("识别为", "known as")
_WELL = Words("每一步都走通了：找到 {reports} 份报告。", "every step worked: {reports} reports found.")
_FAILS = Words("在这一步停下：{step}。建议：{advice}。", "it fails at: {step}. What to do: {advice}.")
_UNRELATED = Words("另有 {count} 个无关链接", "{count} unrelated links besides")
_NOT_RECORDED = Words("（诊断不计入台账）", "(a diagnosis is not recorded in the ledger)")


def diagnose(workspace: Workspace, body_name: str, *, as_of: datetime) -> Walk:
    """Walk the source of a body, for its reports alone.

    Raises:
        UserError: the body is unknown, or there is no contact for foreign hosts.
    """
    body = workspace.registry.find(body_name)
    source = workspace.registry.source_of(body)
    workspace.settings.crawl.require_contact([urlsplit(source.site).hostname or ""])
    policy = policy_of(workspace.registry, workspace)
    return walk(source, workspace.settings.crawl, policy, as_of, Restriction(body=body))


def failing_step(facts: Facts) -> Step | None:
    """Return the first step of the way that failed, or None."""
    return next((step for step in STEPS if bool(facts.counts[step.fact]) is not step.fails_when_zero), None)


def told(seen: Walk, lang: Lang) -> Iterator[str]:
    """Yield the lines that tell a walk, the conclusion last."""
    stops = {stop.entry.key: stop for stop in seen.stops}
    by_url = {stop.entry.url: stop for stop in stops.values()}
    for visit in seen.visits:
        yield _visit_line(visit)
        stop = by_url.get(visit.url)
        if stop and visit.role not in {"report", "attachment"}:
            yield from _stop_lines(stop, lang)
    yield ""
    column = _column_of(seen)
    if column:
        yield _COLUMN.fill(lang, {"url": column})
    step = failing_step(seen.facts)
    if step:
        yield _FAILS.fill(lang, {"step": step.name, "advice": step.advice})
        whole = replace(seen.facts, counts={**seen.facts.counts, "restricted": 0})
        reason = judge(whole).said(lang)
        if reason:
            yield reason
    else:
        yield _WELL.fill(lang, {"reports": seen.facts.counts["reports"]})
    yield _NOT_RECORDED.in_language(lang)


def _column_of(seen: Walk) -> str | None:
    """The first page that stood in the column and led to entries."""
    return next((stop.entry.url for stop in seen.stops if stop.look.in_column and stop.entry.method == "GET"), None)


def _visit_line(visit: VisitRow) -> str:
    words = f" ({visit.error})" if visit.error else ""
    return f"{visit.depth} {visit.role:10} {visit.outcome} {visit.status or '-'} {visit.url}{words}"


def _stop_lines(stop: Stop, lang: Lang) -> Iterator[str]:
    for family, marks in stop.look.recognised:
        yield f"    {_KNOWN.in_language(lang)} {family}: {'; '.join(marks)[:120]}"
    for judged, _ in list(stop.taken())[:_MOST_LINKS]:
        why = f"{judged.role} {judged.score:+d} {judged.explained()[:100]}"
        yield f"    {_LED.in_language(lang)} {why} -> {judged.link.url}"
    left = list(stop.left())
    for (judged, _), reason in left[:_MOST_LINKS]:
        why = f"{_WHY[reason].in_language(lang)} {reason}" if reason in _WHY else reason
        yield f"    {_LEFT.in_language(lang)} {why}: {judged.link.text[:40]} -> {judged.link.url}"
    unrelated = len(stop.choices) - len(list(stop.taken())) - len(left)
    yield f"    {_UNRELATED.fill(lang, {'count': unrelated})}"
