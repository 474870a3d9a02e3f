"""The closing table of a crawl, and the table of a planned one, as people read them."""

from collections.abc import Sequence

from rich.table import Table

from config.settings import Lang
from crawler.looking import CrawlSummary, Resting, SourceSummary
from crawler.plan import Planned
from reports.console import add_row, print_line, print_table
from reports.store import CaptureState, RunState
from reports.wording import SOURCE_STATE

_HEADINGS: dict[Lang, tuple[str, ...]] = {
    "zh": ("网站", "结果", "页面", "报告", "说明"),
    "en": ("site", "result", "pages", "reports", "remarks"),
}
_PLAN_HEADINGS: dict[Lang, tuple[str, ...]] = {
    "zh": ("起始地址", "机关", "待续页面", "不可访问"),
    "en": ("begins at", "bodies", "left over", "may not be asked"),
}
_INTERRUPTED: dict[Lang, str] = {
    "zh": "已中断；再次运行同一命令会接着做。",
    "en": "interrupted; the same command goes on where it ended.",
}
_UNREAD: dict[Lang, str] = {
    "zh": "其他巡查进程仍在进行；所见由最后结束的进程读取，或由 duban check 读取。",
    "en": "other crawlers are still at work: the last of them to end, or `duban check`, reads what was found.",
}
_UNFINISHED: dict[Lang, str] = {"zh": "未看完", "en": "unfinished"}
_STYLES = {RunState.ACCEPTED: "green", RunState.REJECTED: "yellow", RunState.BLOCKED: "red"}


def print_summary(summary: CrawlSummary, lang: Lang) -> None:
    """Print one line for each source: what came of it, how much was seen, and why it proves nothing if so."""
    table = Table(show_edge=False, pad_edge=False)
    for heading in _HEADINGS[lang]:
        table.add_column(heading, justify="right" if heading in {"页面", "报告", "pages", "reports"} else "left")
    for source in summary.sources:
        add_row(table, *_row(source, lang), style=_STYLES.get(source.run.state))
    if summary.sources:
        print_table(table)
    print_line(_UNREAD[lang] if summary.unread else _captured(summary, lang))
    for each in summary.resting:
        print_line(_resting(each, lang))
    if summary.interrupted:
        print_line(_INTERRUPTED[lang])


def _resting(resting: Resting, lang: Lang) -> str:
    where, until = resting.source.column or resting.source.site, resting.until
    if lang == "zh":
        return f"{where}：按计划此次不看，最迟 {until} 再看（要立即查看：duban crawl）"
    return f"{where}: not due, looked at again by {until} (to look at once: duban crawl)"


def _row(source: SourceSummary, lang: Lang) -> tuple[str, ...]:
    counts = source.run.counts
    return (
        source.source.column or source.source.site,
        _UNFINISHED[lang] if source.run.state is RunState.RUNNING else SOURCE_STATE.word(source.run.state, lang),
        str(counts.get("pages", "—")),
        str(counts.get("reports", "—")),
        source.run.said(lang),
    )


def _captured(summary: CrawlSummary, lang: Lang) -> str:
    """What became of the pages that looked like reports."""
    states = summary.ingested.states
    reports = states.get(CaptureState.EDITION, 0)
    others = summary.ingested.captures - reports
    new = summary.ingested.new_editions
    if lang == "zh":
        return f"看到报告 {reports} 份，其中内容新见 {new} 份；另有 {others} 个页面不是名录内机关的报告或未能读出。"
    return (
        f"{reports} reports seen, {new} of them with new content; {others} other pages were no report of a listed body."
    )


def print_plan(planned: Sequence[Planned], lang: Lang) -> None:
    """Print where a crawl would begin: one line for each source."""
    table = Table(show_edge=False, pad_edge=False)
    for heading in _PLAN_HEADINGS[lang]:
        table.add_column(heading)
    for each in planned:
        names = "、".join(body.name for body in each.source.bodies[:3])
        more = f" +{len(each.source.bodies) - 3}" if len(each.source.bodies) > 3 else ""
        add_row(table, each.first, names + more, str(each.pending or ""), each.refusal or "")
    print_table(table)
