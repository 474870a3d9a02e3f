"""What a person reads in the terminal: reports, findings, the ledger, the status of bodies, rules."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
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
from reports.wording import CELL_STATUS, FLAG, KIND, LEVEL, OUTCOME, STATE

if TYPE_CHECKING:
    from reports.digest import DigestSummary
    from reports.draft.view import Page
    from reports.ledger import LedgerSummary
    from reports.mail import SendSummary
    from reports.status import BodyYear

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
_PAGE = Words("页面：{path}", "page: {path}")
_SENT = Words(
    "邮件：已发 {sent}，未发出 {failed}，待核实 {uncertain}，留在 outbox {waiting}",
    "mail: {sent} sent, {failed} failed, {uncertain} uncertain, {waiting} waiting in the outbox",
)
_HEADINGS = Words(
    "机关 类型 年度 状态 截止 发布 逾期天数 错误 警告 提示 待核 说明",
    "body kind year state due published late E W H ? remarks",
)


def print_report(report: Report, lang: Language) -> None:
    """Print a report in a few lines: whose it is, what was found, and every cell that could not be read."""
    console = Console(highlight=False)
    console.print(Text(report.source, style="bold"))
    kind = KIND.word(report.kind, lang) if report.kind else "—"
    console.print(Text(f"  {report.body or '—'} · {kind} · {report.year or '—'} · {report.form or '—'}"))
    if report.title:
        console.print(Text(f"  {report.title}"))
    statuses = Counter(cell.status for cell in report.cells.values())
    counted = ", ".join(f"{CELL_STATUS.word(status, lang)} {count}" for status, count in statuses.most_common())
    found = {"sections": " ".join(sorted(report.sections)) or "—", "cells": counted or "—"}
    console.print(Text(f"  {_CELLS.fill(lang, found)}"))
    doubtful = [c for c in report.cells.values() if c.status not in {CellStatus.READ, CellStatus.INFERRED}]
    for cell in doubtful[:_SHOWN_CELLS]:
        console.print(Text(f"  {_doubt(cell, lang)}"))
    if len(doubtful) > _SHOWN_CELLS:
        console.print(Text(f"  {_MORE.fill(lang, {'count': len(doubtful) - _SHOWN_CELLS})}"))
    for note in report.notes:
        console.print(Text(f"  {note.code}: {note.message_in(lang)} {f'[{note.place}]' if note.place else ''}"))


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
            console.print(Text(f"    {evidence.place}: {' '.join(evidence.text.split())[:100]}", style="dim"))


def _line(finding: Finding, lang: Language) -> Text:
    line = Text(f"{finding.body or finding.source} {finding.year or ''} ")
    line.append(f"{LEVEL.word(finding.level, lang)} {finding.rule} ", style=_STYLES[finding.level])
    if finding.outcome is not Outcome.FAIL:
        line.append(f"[{OUTCOME.word(finding.outcome, lang)}] ")
    line.append(_said(finding, lang))
    return line


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
            table.add_row(f"  {finding.rule}", outcome, Text(_said(finding, lang)))
        print_table(table)


def _said(finding: Finding, lang: Language) -> str:
    return (finding.message_en if lang == "en" else "") or finding.message or finding.reason or ""


def print_draft(page: "Page", path: Path, *, to_stderr: bool = False) -> None:
    """Print where the page about drafts is, and what each document has to deal with."""
    console = Console(highlight=False, soft_wrap=True, stderr=to_stderr)
    for part in page.parts:
        counts = (tell(page.lang, "count", group=tell(page.lang, g.code), n=len(g.points)) for g in part.groups)
        console.print(Text(f"{part.file}  {' · '.join(counts)}"))
    console.print(Text(_PAGE.fill(page.lang, {"path": path})))


def print_ledger(summary: "LedgerSummary", lang: Language) -> None:
    """Print what an evaluation changed."""
    counts = {name: getattr(summary, name) for name in ("opened", "changed", "resolved", "reopened", "persisting")}
    Console(soft_wrap=True).print(Text((_LEDGER if summary.events else _UNCHANGED).fill(lang, counts)))


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
        table.add_row(row.body, KIND.word(row.kind, lang), *shown, " · ".join(remarks))
    print_table(table)


def print_rules(rules: Iterable[Rule], lang: Language) -> None:
    """Print the catalogue, one rule a line."""
    table = Table(show_edge=False, pad_edge=False, show_header=False)
    for rule in rules:
        table.add_row(rule.id, LEVEL.word(rule.level, lang), rule.name.in_language(lang))
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
    if summary.trouble:
        print_line(summary.trouble)


def print_table(table: Table) -> None:
    """Print a table; where no terminal sets the width, nothing is cut off."""
    console = Console(highlight=False)
    console.print(table, width=None if console.is_terminal else WIDE, overflow="fold")


def print_line(text: str) -> None:
    """Print one line as it is, never folded."""
    Console(highlight=False, soft_wrap=True).print(Text(text))
