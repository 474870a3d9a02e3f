"""The columns of the workbook of findings: what each is called, how wide it is, and what stands in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from checks.labels import label
from checks.model import Evidence
from checks.words import Words
from config.clock import SHANGHAI
from reports.digest.excerpt import suspects
from reports.digest.lexicon import is_statement
from reports.digest.text import minute
from reports.exports.phrases import tell
from reports.exports.selection import Selection
from reports.store import EditionRow, FindingEventKind, FindingRow
from reports.wording import KIND, LEVEL, LEVEL_MARK, OUTCOME, place_in

MOST_NAMED = 4
"""Cells and pieces of raw text in one row; evidence holds them all."""

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a finding and its number in the workbook."""

    number: int
    row: FindingRow
    selection: Selection

    @property
    def edition(self) -> EditionRow | None:
        """The edition that is judged; None where none was found."""
        return self.selection.edition_of(self.row)

    @property
    def evidence(self) -> Evidence:
        """The first piece of evidence, with the provenance of the edition where it has none of its own."""
        found, edition = self.row.finding.evidence, self.edition
        first = found[0] if found else Evidence("", "")
        if first.url or edition is None:
            return first
        return Evidence(first.place, first.text, edition.url, edition.fetched_at.isoformat(), edition.sha256)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        width: in characters.
        use: `told` stands on paper too, `typed` is filled in by people, `proof` is beyond the printed page.
        value: what stands in it; None for what people fill in.
    """

    id: str
    heading: Words
    width: float
    use: Literal["told", "typed", "proof"]
    value: Callable[[Line], Value] | None = None


def check_code(row: FindingRow, edition: EditionRow | None) -> str:
    """Return a code that changes when the finding says something else or rests on another content."""
    said = row.finding
    parts = (row.public_id, edition.content_hash if edition else "", said.outcome, said.level, said.message)
    return sha256("|".join(parts).encode()).hexdigest()[:10]


def _grade(line: Line) -> str:
    finding, lang = line.row.finding, line.selection.lang
    if not is_statement(finding):
        return OUTCOME.word(finding.outcome, lang)
    return f"{LEVEL_MARK[finding.level]}{LEVEL.word(finding.level, lang)}"


def _rule(line: Line) -> str:
    finding, selection = line.row.finding, line.selection
    return f"{finding.rule} {selection.facts.rule_name(finding.rule, selection.lang)}".strip()


def _message(line: Line) -> str:
    finding, words = line.row.finding, line.selection.words
    message = words.message(finding)
    if is_statement(finding) or not finding.reason:
        return message
    return words.join((message, finding.reason), "semicolon")


def _place(line: Line) -> str:
    finding, lang = line.row.finding, line.selection.lang
    named = [label(cell) for cell in finding.cells if cell in suspects(finding)]
    if not named:
        return place_in(line.evidence.place, lang)
    more = tell(lang, "and_more", n=len(named)) if len(named) > MOST_NAMED else ""
    return line.selection.words.join(named[:MOST_NAMED]) + more


def _raw(line: Line) -> str:
    texts = [evidence.text for evidence in line.row.finding.evidence if evidence.text]
    more = tell(line.selection.lang, "and_more", n=len(texts)) if len(texts) > MOST_NAMED else ""
    return " | ".join(texts[:MOST_NAMED]) + more


def _state(line: Line) -> str:
    lang = line.selection.lang
    verdict = line.selection.facts.decided.on(line.row.public_id)
    if verdict.waiver:
        return tell(lang, "state_waived", until=verdict.waiver.expires)
    event = line.selection.newest_events.get(line.row.id)
    reopened = event is not None and event.kind is FindingEventKind.REOPENED
    said = tell(lang, "state_reopened" if reopened else "state_open")
    return line.selection.words.join((said, tell(lang, "state_confirmed") if verdict.confirmation else ""), "clause")


def _kind(line: Line) -> str:
    kind = line.row.finding.kind
    return KIND.word(kind, line.selection.lang) if kind else ""


COLUMNS: tuple[Column, ...] = (
    Column("number", Words("序号", "No."), 5, "told", lambda line: line.number),
    Column("finding", Words("问题编号", "Finding"), 13, "told", lambda line: line.row.public_id),
    Column("body", Words("机关", "Body"), 14, "told", lambda line: line.row.finding.body),
    Column("year", Words("年度", "Year"), 6, "told", lambda line: line.row.year),
    Column("level", Words("级别", "Level"), 8, "told", _grade),
    Column("rule", Words("规则", "Rule"), 15, "told", _rule),
    Column("message", Words("问题描述", "What was found"), 42, "told", _message),
    Column("place", Words("位置", "Where"), 16, "told", _place),
    Column("raw", Words("原文", "As printed"), 15, "told", _raw),
    Column("law", Words("依据", "Law"), 16, "told", lambda line: line.row.finding.law),
    Column(
        "first_seen",
        Words("首次发现", "First found"),
        11,
        "told",
        lambda line: line.row.first_seen.astimezone(SHANGHAI).date(),
    ),
    Column("state", Words("状态", "State"), 8, "told", _state),
    Column("choice", Words("处理结果", "Decision"), 11, "typed"),
    Column("remark", Words("处理说明", "Remark"), 17, "typed"),
    Column("author", Words("经办人", "Decided by"), 8, "typed"),
    Column("day", Words("日期", "Date"), 10, "typed"),
    Column("until", Words("豁免截止", "Waived until"), 10, "typed"),
    Column("kind", Words("类型", "Kind"), 8, "proof", _kind),
    Column("url", Words("原始网址", "Address"), 45, "proof", lambda line: line.evidence.url),
    Column("fetched", Words("抓取时间", "Fetched"), 20, "proof", lambda line: minute(line.evidence.fetched_at)),
    Column("sha256", Words("SHA-256", "SHA-256"), 24, "proof", lambda line: line.evidence.sha256),
    Column("check", Words("核对码", "Check code"), 12, "proof", lambda line: check_code(line.row, line.edition)),
)
