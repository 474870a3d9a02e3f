"""The rules on one case: every rule answers, with one of five outcomes and its reason."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from checks.catalogue import Applies, Rule, Verdict, rules
from checks.continuity.scope import same_scope
from checks.explain import explain
from checks.model import Case, Cell, Evidence, Family, Finding, FormId, Outcome
from checks.subject import Subject
from checks.wire import number
from checks.words import LANGUAGES, Language, Words
from config.kinds import Kind
from config.law import cite

__all__ = ["About", "evaluate", "explain", "finding_json", "rules"]

_MOST_EVIDENCE = 12
_ABOUT_TEXT = frozenset({Family.IDENTITY, Family.TEXT, Family.PUBLICATION})
"""Families whose rules look at no table unless they name its cells."""

NO_REPORT = Words("没有可以检查的报告", "there is no report to check")
NOT_RECOGNISED = Words("没有认出年度报告，未作判断（见 R102）", "no annual report was recognised, see R102")
NO_STANDING = Words(
    "在工作区之外检查文件，没有公布日期的见证",
    "files checked outside a workspace: no date of publication was witnessed",
)
NO_PUBLICATION = Words("在工作区之外检查文件，没有见到网站", "files checked outside a workspace: no website was seen")
NO_COPIES = Words(
    "只检查了这一份文件，没有同一报告的另一份", "this file alone was checked, and no other one of the same report"
)
NO_COMPANIONS = Words(
    "没有与其他报告一起检查，或报告没有机关、年度、正文",
    "it was not checked beside other reports, or has no body, year or text",
)
NO_EARLIER = Words("没有上一年度的报告可比", "the report of the year before is not at hand")
OTHER_SCOPE = Words(
    "两年报告的口径不同（本级与全域，或办公室与政府），不作比较",
    "the two reports do not cover the same: one the body alone, one all below it, or an office and its government",
)
NO_FORM = Words("没有认出统计表的格式", "the form of the tables was not recognised")
OTHER_FORM = Words("{form} 格式没有本项内容", "the form {form} does not have this")
NO_YEAR = Words("报告年度不明", "the report year is not known")
OTHER_YEAR = Words("{year} 年度不适用本项", "the rule does not concern report year {year}")
OTHER_KIND = Words("本项不针对这类机关", "the rule does not concern this kind of body")
READ_BY_OCR = Words("数字由图片识别得来，请对照原图", "read from a picture; compare with the original")


class About(StrEnum):
    """Which rules are asked: those on a report by itself, or those of the portfolio, on it beside others."""

    ALONE = "alone"
    BESIDE = "beside"


def evaluate(case: Case, about: About | None = None) -> tuple[Finding, ...]:
    """Return every outcome of the rules on one case, in the order of the catalogue; of all of them unless told which.

    A rule may give several findings (one a fault) and, beside a pass, say what it could not evaluate; it always gives
    at least one outcome.
    """
    subject = Subject(case)
    asked = _asked(_traits(subject), about)
    return tuple([finding for entry, refusal in asked for finding in _apply(entry, refusal, subject)])


def _about(entry: Rule) -> About:
    return About.BESIDE if entry.family is Family.PORTFOLIO else About.ALONE


class _Traits(NamedTuple):
    """What decides whether a rule speaks about a case at all; `comparison` says why years are not compared."""

    standing: bool
    publication: bool
    copies: bool
    portfolio: bool
    report: bool
    recognised: bool
    kind: Kind | None
    year: int | None
    form: FormId | None
    comparison: tuple[Outcome, Words] | None


def _traits(subject: Subject) -> _Traits:
    case, report = subject.case, subject.case.report
    return _Traits(
        standing=case.standing is not None,
        publication=case.publication is not None,
        copies=case.publication is not None or case.together is not None,
        portfolio=case.companions is not None,
        report=report is not None,
        recognised=subject.recognised,
        kind=case.kind,
        year=subject.year,
        form=report.form if report else None,
        comparison=_refusal_of_comparison(subject) if report else None,
    )


def _apply(entry: Rule, refusal: tuple[Outcome, Words] | None, subject: Subject) -> Iterable[Finding]:
    if refusal:
        outcome, words = refusal
        yield _plain_finding(entry, subject, outcome, words)
        return
    for verdict in entry.judge(subject):
        yield _finding(entry, subject, verdict)


@lru_cache(maxsize=1024)
def _asked(case: _Traits, about: About | None) -> tuple[tuple[Rule, tuple[Outcome, Words] | None], ...]:
    """Return every rule that is asked with why it does not speak about such a case, or None when it does."""
    return tuple((entry, _refusal(entry.applies, case)) for entry in rules() if about is None or about is _about(entry))


def _refusal(applies: Applies, case: _Traits) -> tuple[Outcome, Words] | None:
    around = {
        "standing": (case.standing, NO_STANDING),
        "publication": (case.publication, NO_PUBLICATION),
        "copies": (case.copies, NO_COPIES),
    }.get(applies.needs)
    if around:
        is_there, words = around
        return None if is_there else (Outcome.NOT_EVALUATED, words)
    if applies.needs == "portfolio":
        return _refusal_of_portfolio(case)
    if not case.report:
        return Outcome.NOT_APPLICABLE, NO_REPORT
    if applies.needs != "document" and not case.recognised:
        return Outcome.NOT_EVALUATED, NOT_RECOGNISED
    if applies.kinds and case.kind not in applies.kinds:
        return Outcome.NOT_APPLICABLE, OTHER_KIND
    return (
        _refusal_of_year(applies, case.year)
        or _refusal_of_form(applies, case.form)
        or (case.comparison if applies.needs == "earlier" else None)
    )


def _refusal_of_portfolio(case: _Traits) -> tuple[Outcome, Words] | None:
    if case.portfolio:
        return None
    return (Outcome.NOT_EVALUATED, NO_COMPANIONS) if case.report else (Outcome.NOT_APPLICABLE, NO_REPORT)


def _refusal_of_comparison(subject: Subject) -> tuple[Outcome, Words] | None:
    """Return why a report cannot be compared with that of the year before."""
    if not subject.earlier or not all(earlier.recognised for earlier in subject.earlier):
        return Outcome.NOT_EVALUATED, NO_EARLIER
    alike = all(same_scope(subject.report, earlier.report) for earlier in subject.earlier)
    return None if alike else (Outcome.NOT_EVALUATED, OTHER_SCOPE)


def _refusal_of_year(applies: Applies, year: int | None) -> tuple[Outcome, Words] | None:
    first, last = applies.first_year, applies.last_year
    if first is None and last is None:
        return None
    if year is None:
        return Outcome.NOT_EVALUATED, NO_YEAR
    if (first is not None and year < first) or (last is not None and year > last):
        return Outcome.NOT_APPLICABLE, _filled(OTHER_YEAR, year=year)
    return None


def _refusal_of_form(applies: Applies, form: FormId | None) -> tuple[Outcome, Words] | None:
    if not applies.forms or form in applies.forms:
        return None
    if form is None:
        return Outcome.NOT_EVALUATED, NO_FORM
    return Outcome.NOT_APPLICABLE, _filled(OTHER_FORM, form=form)


def _filled(words: Words, **values: object) -> Words:
    return Words(words.fill("zh", values), words.fill("en", values))


def _plain_finding(entry: Rule, subject: Subject, outcome: Outcome, words: Words) -> Finding:
    return _as_finding(entry, subject, Verdict(outcome, ""), words, words.zh)


def _finding(entry: Rule, subject: Subject, verdict: Verdict) -> Finding:
    words = entry.messages[verdict.message]
    if verdict.values:
        words = Words(*(_one_line(words.fill(language, verdict.values)) for language in LANGUAGES))
    by_ocr = verdict.outcome is Outcome.FAIL and _rests_on_ocr(entry, subject, verdict.cells)
    if by_ocr:
        verdict = verdict._replace(outcome=Outcome.NEEDS_REVIEW)
    return _as_finding(entry, subject, verdict, words, _reason(entry, verdict.outcome, words.zh, by_ocr=by_ocr))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _as_finding(entry: Rule, subject: Subject, verdict: Verdict, words: Words, reason: str) -> Finding:
    case = subject.case
    evidence = verdict.evidence or (_evidence(subject, verdict.cells) if verdict.cells else ())
    return Finding(
        rule=entry.id,
        version=entry.version,
        family=entry.family,
        level=verdict.level or entry.level,
        outcome=verdict.outcome,
        message=words.zh,
        message_en=words.en,
        body=case.body,
        kind=case.kind,
        year=subject.year,
        key=verdict.key,
        cells=verdict.cells,
        expected=verdict.expected,
        found=verdict.found,
        reason=reason,
        law=cite(entry.law, subject.year, case.kind),
        evidence=tuple([_sealed(each, case) for each in evidence]) if evidence else (),
        source=case.source or (case.report.source if case.report else ""),
    )


def _reason(entry: Rule, outcome: Outcome, message: str, *, by_ocr: bool) -> str:
    if by_ocr:
        return READ_BY_OCR.zh
    if outcome in {Outcome.FAIL, Outcome.NEEDS_REVIEW}:
        return entry.meanings[outcome].zh
    return message


def _rests_on_ocr(entry: Rule, subject: Subject, named: Iterable[str]) -> bool:
    """Tell whether what a rule says rests on what was recognised in pictures.

    Arithmetic reads no text. A rule about tables that names no cells may have looked at any of them.
    """
    report = subject.case.report
    if report is None or entry.applies.needs == "standing":
        return False
    if report.text_by == "ocr" and entry.family is not Family.ARITHMETIC:
        return True
    cells = [report.cells[cell] for cell in named if cell in report.cells]
    if not cells and entry.family not in _ABOUT_TEXT:
        cells = list(report.cells.values())
    return any(cell.by == "ocr" for cell in cells)


def _evidence(subject: Subject, cells: tuple[str, ...]) -> tuple[Evidence, ...]:
    """Return the places and raw texts of the named cells."""
    if subject.case.report is None:
        return ()
    found: list[Cell] = [subject.report.cells[cell] for cell in cells if cell in subject.report.cells]
    return tuple(Evidence(cell.place or cell.id, cell.text) for cell in found[:_MOST_EVIDENCE])


def _sealed(evidence: Evidence, case: Case) -> Evidence:
    """Add to a piece of evidence which payload it was seen in, when, and under which address."""
    return replace(
        evidence,
        url=evidence.url or case.url,
        fetched_at=evidence.fetched_at or case.fetched_at,
        sha256=evidence.sha256 or case.sha256,
    )


def finding_id(finding: Finding) -> str:
    """Return the finding's short name over time: the same for the same rule, body, year and key.

    Files without a body are told apart by their source.
    """
    parts = (finding.rule, finding.body or finding.source, str(finding.year or ""), finding.key)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


def finding_json(finding: Finding, case: Case | None = None, *, lang: Language = "zh") -> dict[str, Any]:
    """Return the object that `duban check --json` prints for one finding, with exactly the keys of the contract.

    Args:
        finding: what a rule said.
        case: the case it was said about; fills evidence that does not name its payload yet.
        lang: the language of the message.
    """
    evidence = [_sealed(e, case) for e in finding.evidence] if case else finding.evidence
    return {
        "id": finding_id(finding),
        "rule": finding.rule,
        "version": finding.version,
        "family": finding.family,
        "level": finding.level,
        "outcome": finding.outcome,
        "body": finding.body,
        "kind": finding.kind,
        "year": finding.year,
        "message": finding.message_en if lang == "en" and finding.message_en else finding.message,
        "cells": list(finding.cells),
        "expected": _plain(finding.expected),
        "found": _plain(finding.found),
        "reason": finding.reason,
        "law": finding.law,
        "evidence": [
            {"place": e.place, "text": e.text, "url": e.url, "fetched_at": e.fetched_at, "sha256": e.sha256}
            for e in evidence
        ],
        "source": finding.source,
    }


def _plain(value: Decimal | str | None) -> int | float | str | None:
    return number(value) if isinstance(value, Decimal) else value
