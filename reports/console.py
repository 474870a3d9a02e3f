"""What a person reads in the terminal: reports, findings, the ledger, the status of bodies, rules."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.catalogue import Rule
from checks.model import Cell, CellStatus, Finding, Outcome, Report
from checks.words import Language, Words
from config.forms import cell_label
from reports.draft.phrases import tell
from reports.store.records import MessageRow, MessageState
from reports.visible import visible
from reports.wording import CAUSE, CELL_STATUS, DECISION, EVENT, FATE, FLAG, KIND, LEVEL, NOTICE, OUTCOME, STATE

if TYPE_CHECKING:
    from config.waivers import Waiver
    from reports.alerts import AlertSummary
    from reports.digest import DigestSummary
    from reports.draft.view import Page
    from reports.ledger import LedgerSummary
    from reports.mail import SendSummary
    from reports.notices import NoticeStanding
    from reports.notices.make import Made
    from reports.recheck import Difference, Recheck
    from reports.search import Hit
    from reports.status import BodyYear
    from reports.store import Cause, FindingEventKind, FindingRow

_STYLES = {"error": "bold red", "warning": "yellow", "hint": "cyan"}
_SHOWN_CELLS = 12
WIDE = 240
"""Columns of a table in a file or pipe."""

_CELLS = Words("章节 {sections}；单元格 {cells}", "sections {sections}; cells {cells}")
_MORE = Words("……另有 {count} 格；--json 列出全部", "… and {count} more; --json lists every cell")
_NOTHING = Words("没有发现", "nothing found")
_LEDGER = Words(
    "台账：新增 {opened}，变化 {changed}，已改正 {resolved}，再次出现 {reopened}，仍在 {persisting}",
    "ledger: {opened} opened, {changed} changed, {resolved} resolved, {reopened} reopened, {persisting} as before",
)
_UNCHANGED = Words("台账：没有变化，未决问题 {persisting} 个", "ledger: nothing changed, {persisting} findings open")
_DIGEST = Words("督办通报：{path}（待发邮件 {queued} 封）", "digest: {path} ({queued} messages queued)")
_SAME_DIGEST = Words("督办通报没有变化：{path}", "the digest has not changed: {path}")
_WAIVED = Words("[豁免至 {expires}，{author}：{reason}]", "[waived until {expires} by {author}: {reason}]")
_RECHECK = Words(
    "按 {day} 的台账重新检查：重读 {read} 页（{failed} 页未能重读，沿用原结果），"
    "{editions} 份内容读法不同，评判 {judged} 份",
    "judged anew by the ledger of {day}: {read} pages read again ({failed} could not be, their reading stands), "
    "{editions} contents understood otherwise, {judged} reports judged",
)
_NO_DIFFERENCE = Words("没有差别", "nothing differs")
_RECORDED = Words("已记入台账", "recorded in the ledger")
_NOT_RECORDED = Words(
    "以上差别没有记录；加 --record 记入台账", "none of this is recorded; add --record to record it in the ledger"
)
_WRITTEN = Words("已写入：{kind} {about}（{file}）", "written: {kind} of {about} in {file}")
_WAS_THERE = Words("已有，未改动：{kind} {about}（{file}）", "was there already: {kind} of {about} in {file}")
_QUEUED = Words(
    "待发：整改通知 {number}，{body} <{recipient}> {file}", "queued: notice {number} to {body} <{recipient}> {file}"
)
_QUEUED_BEFORE = Words(
    "已有：整改通知 {number}，{body} <{recipient}> {file}",
    "was there already: notice {number} to {body} <{recipient}> {file}",
)
_ANSWERED = Words("已记录：{day} 对整改通知 {number} 的答复", "recorded: answer of {day} to notice {number}")
_ANSWERED_BEFORE = Words(
    "已有：{day} 对整改通知 {number} 的答复", "was there already: answer of {day} to notice {number}"
)
_RESOLVED = Words("[已消除] ", "[resolved] ")
_FORMER = Words("[旧版] ", "[former] ")
_EXAMPLES = 3
_PAGE = Words("页面：{path}", "page: {path}")
_MESSAGE = Words("待发：{path}", "queued: {path}")
_SENT = Words(
    "邮件：已发 {sent}，未发出 {failed}，待核实 {uncertain}，留在 outbox {waiting}",
    "mail: {sent} sent, {failed} failed, {uncertain} uncertain, {waiting} waiting in the outbox",
)
_UNSETTLED = Words(
    "未发出和待核实的邮件见 `duban outbox`，可在那里重发或了结",
    "`duban outbox` lists what failed or is uncertain, to send it again or settle it",
)
_ALERTS = Words(
    "预警：{told} 项写入 {messages} 封，{held} 项留待可发送的时间",
    "alerts: {told} told in {messages} messages, {held} wait for an hour at which they may be sent",
)
_OUTBOX_HEADINGS = Words("编号 收件人 标题 情况 次数 再试 原因", "number recipient subject state attempts again reason")
_OUTBOX_CLEAR = Words("没有需要处理的邮件", "no message needs a decision")
_OUTBOX_STATE = {
    MessageState.FAILED: Words("未发出", "failed"),
    MessageState.UNCERTAIN: Words("待核实（可能已发出）", "uncertain, may have gone out"),
}
_NOTICE_HEADINGS = Words("编号 机关 发出 期限 答复 状态 问题", "no. body made due answered state findings")
_HEADINGS = Words(
    "机关 类型 年度 状态 截止 发布 逾期天数 错误 警告 提示 待核 说明",
    "body kind year state due published late E W H ? remarks",
)


def print_report(report: Report, lang: Language) -> None:
    """Print a report in a few lines: whose it is, what was found, and every cell that could not be read."""
    console = Console(highlight=False)
    console.print(_text(report.source, style="bold"))
    kind = KIND.word(report.kind, lang) if report.kind else "—"
    console.print(_text(f"  {report.body or '—'} · {kind} · {report.year or '—'} · {report.form or '—'}"))
    if report.title:
        console.print(_text(f"  {report.title}"))
    statuses = Counter(cell.status for cell in report.cells.values())
    counted = ", ".join(f"{CELL_STATUS.word(status, lang)} {count}" for status, count in statuses.most_common())
    found = {"sections": " ".join(sorted(report.sections)) or "—", "cells": counted or "—"}
    console.print(_text(f"  {_CELLS.fill(lang, found)}"))
    doubtful = [c for c in report.cells.values() if c.status not in {CellStatus.READ, CellStatus.INFERRED}]
    for cell in doubtful[:_SHOWN_CELLS]:
        console.print(_text(f"  {_doubt(cell, lang)}"))
    if len(doubtful) > _SHOWN_CELLS:
        console.print(_text(f"  {_MORE.fill(lang, {'count': len(doubtful) - _SHOWN_CELLS})}"))
    for note in report.notes:
        console.print(_text(f"  {note.code}: {note.message_in(lang)} {f'[{note.place}]' if note.place else ''}"))


def _doubt(cell: Cell, lang: Language) -> str:
    candidates = f" ({' | '.join(map(str, cell.candidates[:8]))})" if cell.candidates else ""
    return f"{CELL_STATUS.word(cell.status, lang)} {cell.id} {cell_label(cell.id)}{candidates} {cell.place}"


def print_findings(findings: Sequence[Finding], lang: Language) -> None:
    """Print findings, gravest first within a body and year, each with the places and raw texts it rests on."""
    console = Console(highlight=False, soft_wrap=True)
    if not findings:
        console.print(_NOTHING.in_language(lang))
    for finding in sorted(findings, key=lambda f: (f.body or "", f.year or 0, f.level.rank, f.rule)):
        console.print(_line(finding, lang))
        for evidence in finding.evidence[:3]:
            console.print(_text(f"    {evidence.place}: {' '.join(evidence.text.split())[:100]}", style="dim"))


def _line(finding: Finding, lang: Language) -> Text:
    line = _text(f"{finding.body or finding.source} {finding.year or ''} ")
    line.append(f"{LEVEL.word(finding.level, lang)} {finding.rule} ", style=_STYLES[finding.level])
    if finding.outcome is not Outcome.FAIL:
        line.append(f"[{OUTCOME.word(finding.outcome, lang)}] ")
    line.append(visible(_said(finding, lang)))
    return line


def print_waived(waived: "Iterable[tuple[Finding, Waiver]]", lang: Language) -> None:
    """Print waived findings, one a line, with who waived them, why, and until when."""
    for finding, waiver in waived:
        said = {"author": waiver.author, "expires": waiver.expires, "reason": waiver.reason}
        told = f"{finding.body or finding.source} {finding.year or ''} {finding.rule} {_said(finding, lang)}"
        print_line(f"{told} {_WAIVED.fill(lang, said)}")


def print_entered(row: "FindingRow", kind: str, file: Path, lang: Language, *, new: bool) -> None:
    """Print that a decision about a finding was written into `waivers.toml`, or stood there already."""
    about = f"{row.public_id} {row.finding.body or ''} {row.year} {row.finding.rule}"
    values = {"kind": DECISION.word(kind, lang), "about": about, "file": file}
    print_line((_WRITTEN if new else _WAS_THERE).fill(lang, values))


def print_notice(made: "Made", lang: Language) -> None:
    """Print that a notice was queued, or was before."""
    values = {"number": made.notice_id, "body": made.body, "recipient": made.recipient, "file": made.file}
    print_line((_QUEUED if made.new else _QUEUED_BEFORE).fill(lang, values))


def print_answer(number: int, day: date, lang: Language, *, new: bool) -> None:
    """Print that the answer to a notice was recorded, or was before."""
    print_line((_ANSWERED if new else _ANSWERED_BEFORE).fill(lang, {"number": number, "day": day}))


def print_notices(told: "Iterable[NoticeStanding]", names: Mapping[str, str], lang: Language) -> None:
    """Print where every notice stands, one a line, with the fate of each finding."""
    table = Table(show_edge=False, pad_edge=False)
    for heading in _NOTICE_HEADINGS.in_language(lang).split():
        table.add_column(heading, overflow="fold")
    for each in told:
        notice = each.notice
        fates = "\n".join(f"{public_id} {FATE.word(fate, lang)}" for public_id, fate in each.fates.items())
        days = (notice.made.date(), notice.due, each.answered or "")
        state = NOTICE.word(each.state, lang)
        add_row(table, str(notice.id), names.get(notice.body_id, notice.body_id), *map(str, days), state, Text(fates))
    print_table(table)


def print_hits(hits: "Iterable[Hit]", lang: Language) -> None:
    """Print what was found, one a line, with the words in their surroundings."""
    nothing = True
    for hit in hits:
        nothing, told = False, hit.as_json(lang)
        if told["kind"] == "finding":
            mark = "" if told["open"] else _RESOLVED.in_language(lang)
            print_line(f"{told['body']} {told['year']} {told['rule']} {told['id']} {mark}{told['message']}")
        else:
            mark = "" if told["current"] else _FORMER.in_language(lang)
            print_line(f"{told['body']} {told['year']} {mark}{told['excerpt']}  {told['url']}")
    if nothing:
        print_line(_NOTHING.in_language(lang))


def print_outcomes(findings: Iterable[Finding], lang: Language) -> None:
    """Print every answer of every rule with its reason, by body and year, in the order of the rules."""
    by_report: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_report[finding.body or finding.source, str(finding.year or "")].append(finding)
    for (name, year), told in by_report.items():
        print_line(f"{name} {year}")
        counts = Counter(finding.outcome for finding in told)
        print_line("  " + " · ".join(f"{OUTCOME.word(each, lang)} {counts[each]}" for each in Outcome))
        table = Table(show_edge=False, pad_edge=False, show_header=False, box=None, padding=(0, 2, 0, 0))
        for finding in told:
            outcome = Text(OUTCOME.word(finding.outcome, lang))
            if finding.reportable:
                outcome.append(f" {LEVEL.word(finding.level, lang)}", style=_STYLES[finding.level])
            add_row(table, f"  {finding.rule}", outcome, _said(finding, lang))
        print_table(table)


def _said(finding: Finding, lang: Language) -> str:
    return (finding.message_en if lang == "en" else "") or finding.message or finding.reason or ""


def print_draft(page: "Page", path: Path, *, to_stderr: bool = False) -> None:
    """Print where the page about drafts is, and what each document has to deal with."""
    console = Console(highlight=False, soft_wrap=True, stderr=to_stderr)
    for part in page.parts:
        counts = (tell(page.lang, "count", group=tell(page.lang, g.code), n=len(g.points)) for g in part.groups)
        console.print(_text(f"{part.file}  {' · '.join(counts)}"))
    console.print(_text(_PAGE.fill(page.lang, {"path": path})))


def print_recheck(found: "Recheck", lang: Language, *, recorded: bool) -> None:
    """Print what reading and judging anew changes: by rule, with examples, and whether it was recorded."""
    figures = {"read": found.read, "failed": found.failed, "editions": found.new_editions, "judged": found.judged}
    print_line(_RECHECK.fill(lang, {**figures, "day": found.as_of.date()}))
    by_rule: dict[str, list[Difference]] = defaultdict(list)
    for each in found.differences:
        by_rule[each.finding.rule].append(each)
    for rule, told in by_rule.items():
        counts = Counter((each.kind, each.cause) for each in told)
        print_line(
            f"{rule}  " + " · ".join(_change(kind, cause, lang) + f" {n}" for (kind, cause), n in counts.items())
        )
        for each in told[:_EXAMPLES]:
            about = f"{each.finding.body or each.finding.source} {each.finding.year or ''}"
            print_line(f"    {_change(each.kind, each.cause, lang)} {about} {_said(each.finding, lang)}")
    words = _NO_DIFFERENCE if not found.differences else _RECORDED if recorded else _NOT_RECORDED
    print_line(words.in_language(lang))


def _change(kind: "FindingEventKind", cause: "Cause", lang: Language) -> str:
    return f"{EVENT.word(kind, lang)} [{CAUSE.word(cause, lang)}]"


def print_ledger(summary: "LedgerSummary", lang: Language) -> None:
    """Print what an evaluation changed."""
    counts = {name: getattr(summary, name) for name in ("opened", "changed", "resolved", "reopened", "persisting")}
    Console(soft_wrap=True).print(_text((_LEDGER if summary.events else _UNCHANGED).fill(lang, counts)))


def print_status(rows: "Iterable[BodyYear]", lang: Language) -> None:
    """Print one line for every body and expected year."""
    table = Table(show_edge=False, pad_edge=False)
    for heading in _HEADINGS.in_language(lang).split():
        table.add_column(heading)
    for row in rows:
        figures = (row.year, STATE.word(row.state, lang), row.due, row.published, row.days_late)
        counts = (row.findings[name] or None for name in ("error", "warning", "hint", "needs_review"))
        shown = ("" if figure is None else str(figure) for figure in (*figures, *counts))
        remarks = (FLAG.word(flag, lang) for flag in row.flags if flag != "simulated")
        add_row(table, row.body, KIND.word(row.kind, lang), *shown, " · ".join(remarks))
    print_table(table)


def print_rules(rules: Iterable[Rule], lang: Language) -> None:
    """Print the catalogue, one rule a line."""
    table = Table(show_edge=False, pad_edge=False, show_header=False)
    for rule in rules:
        add_row(table, rule.id, LEVEL.word(rule.level, lang), rule.name.in_language(lang))
    print_table(table)


def print_digest(summary: "DigestSummary", lang: Language) -> None:
    """Print where the digest is and what it says in one sentence."""
    print_line(summary.lead)
    words = _DIGEST if summary.changed else _SAME_DIGEST
    print_line(words.fill(lang, {"path": summary.path, "queued": summary.queued}))
    for page in summary.offices:
        print_line(_PAGE.fill(lang, {"path": page}))


def print_sent(summary: "SendSummary", lang: Language) -> None:
    """Print what became of the outbox."""
    counts = {name: len(getattr(summary, name)) for name in ("sent", "failed", "uncertain", "waiting")}
    print_line(_SENT.fill(lang, counts))
    if summary.failed or summary.uncertain:
        print_line(_UNSETTLED.in_language(lang))
    if summary.trouble:
        print_line(summary.trouble)


def print_alerts(summary: "AlertSummary", lang: Language) -> None:
    """Print what was put into the outbox between digests, and what waits for a better hour."""
    print_line(_ALERTS.fill(lang, {"told": summary.told, "messages": len(summary.queued), "held": summary.held}))
    for path in summary.queued:
        print_line(_MESSAGE.fill(lang, {"path": path}))


def print_outbox(messages: Sequence[MessageRow], lang: Language) -> None:
    """Print the messages that a person should know of: those that failed, and those that perhaps went out."""
    if not messages:
        print_line(_OUTBOX_CLEAR.in_language(lang))
        return
    table = Table(*_OUTBOX_HEADINGS.in_language(lang).split(" "))
    for each in messages:
        again = f"{each.retry_at:%Y-%m-%d %H:%M}" if each.retry_at else ""
        state = _OUTBOX_STATE[each.state].in_language(lang)
        words = (each.recipient, each.subject, state, str(each.attempts), again, each.error or "")
        add_row(table, str(each.id), *words)
    print_table(table)


def print_table(table: Table) -> None:
    """Print a table; where no terminal sets the width, it is wide enough for long names."""
    width = None if sys.stdout.isatty() else WIDE
    Console(highlight=False, width=width).print(table, overflow="fold")


def print_line(text: str) -> None:
    """Print one line as it is, never folded."""
    Console(highlight=False, soft_wrap=True).print(_text(text))


def add_row(table: Table, *cells: str | Text, style: str | None = None) -> None:
    """Add a row of words that no markup or control character inside them can change; a `Text` is taken as it is."""
    table.add_row(*(cell if isinstance(cell, Text) else _text(cell) for cell in cells), style=style)


def _text(words: str, style: str = "") -> Text:
    return Text(visible(words), style=style)
