"""A small invented county for the tests of digests and mails: every state, level and outcome once."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from checks.model import (
    Cell,
    CellStatus,
    DateSource,
    Evidence,
    Family,
    Finding,
    Level,
    Outcome,
    State,
)
from checks.words import Words
from config.clock import end_of_day
from config.kinds import Kind
from reports.digest.facts import Baseline, Facts, Happening, RuleChanged, RuleFacts, SourceFacts
from reports.status import BodyYear, SourceStanding
from reports.store.records import Cause, EditionRow, Evaluation, FindingEventKind, FindingRow, SourceHealth

AS_OF = end_of_day(date(2026, 2, 5))
SHA = "9f2c" * 16
NAMES = (
    "青禾县人民政府",
    "青禾县财政局",
    "青禾县教育局",
    "柳塘镇人民政府",
    "云麓街道办事处",
    "青禾县水利局",
    "青禾高新区管委会",
)
KINDS = (
    Kind.GOVERNMENT, Kind.DEPARTMENT, Kind.DEPARTMENT, Kind.TOWNSHIP, Kind.SUBDISTRICT, Kind.DEPARTMENT, Kind.OTHER,
)  # fmt: skip
LIST_PAGE = "http://qinghe.example/zfxxgk/nb/"
LAW = "《政府信息公开条例》第四十九条"
FORM_LAW = "国办公开办函〔2021〕30号"


def body_year(index: int, year: int, state: State, **values: object) -> BodyYear:
    kind = KINDS[index]
    health = HEALTH[index // 4]
    due = date(year + 1, 3 if kind is Kind.GOVERNMENT else 1, 31)
    clock = (
        {}
        if kind is Kind.OTHER
        else {
            "due": due,
            "due_source": "practice" if kind in {Kind.TOWNSHIP, Kind.SUBDISTRICT} else "law",
        }
    )
    defaults: dict[str, object] = {
        "body": NAMES[index], "id": f"qh{index}", "kind": kind, "year": year, "state": state,
        "due": None, "due_source": None, "published": None, "published_source": None, "last_absent": None,
        "first_seen": None, "days_late": None, "reading": "none", "flags": (),
        "source": SourceStanding(health.state, health.last_accepted, health.reason),
        "findings": {}, "edition": None, "as_of": AS_OF, "certain": False,
    }  # fmt: skip
    return BodyYear(**{**defaults, **clock, **values})  # type: ignore[arg-type]


def seen(day: date) -> dict[str, object]:
    """What is known of a report that was published on a day."""
    return {
        "published": day,
        "published_source": DateSource.PAGE_METADATA,
        "first_seen": end_of_day(day + timedelta(days=1)),
        "reading": "ok",
    }


HEALTH = (
    SourceHealth(
        source="http://qinghe.example", site="http://qinghe.example/", column="http://qinghe.example/zfxxgk/nb/",
        state="accepted", last_run=AS_OF, last_accepted=AS_OF, reason="", counts={"ok": 61}, failures=0,
    ),
    SourceHealth(
        source="http://yunlu.example", site="http://yunlu.example/", column=None, state="blocked", last_run=AS_OF,
        last_accepted=None, reason="网站返回验证页面（要求浏览器执行脚本），共 3 次", counts={"blocked": 3}, failures=3,
    ),
)  # fmt: skip

BODY_YEARS = (
    body_year(0, 2025, State.NOT_DUE),
    body_year(0, 2024, State.ON_TIME, **seen(date(2025, 3, 20))),
    body_year(1, 2025, State.ON_TIME, **seen(date(2026, 1, 26))),
    body_year(1, 2024, State.ON_TIME, **seen(date(2025, 1, 22))),
    body_year(2, 2025, State.LATE, **seen(date(2026, 2, 4)), days_late=4, certain=True),
    body_year(2, 2024, State.ON_TIME, **seen(date(2025, 1, 30))),
    body_year(3, 2025, State.MISSING, last_absent=AS_OF),
    body_year(3, 2024, State.LATE, **seen(date(2025, 2, 20)), days_late=20, flags=("date_conflict",)),
    body_year(4, 2025, State.NOT_LOOKED),
    body_year(4, 2024, State.NOT_LOOKED),
    body_year(5, 2025, State.ON_TIME, **{**seen(date(2026, 1, 28)), "reading": "partial"}, flags=("hand_entered",)),
    body_year(5, 2024, State.NOT_EXPECTED),
    body_year(6, 2025, State.PUBLISHED, **seen(date(2026, 1, 15))),
    body_year(6, 2024, State.NOT_EXPECTED),
)


def cell(cell_id: str, value: int | None, text: str | None = None, status: CellStatus = CellStatus.READ) -> Cell:
    number = None if value is None else Decimal(value)
    return Cell(cell_id, status, number, str(value) if text is None else text, f"表格 {cell_id[1]}")


def table4(review: tuple[int, ...]) -> Mapping[str, Cell]:
    columns = ("upheld", "corrected", "other", "pending", "total")
    rows = {"review": review, "litigation_direct": (2, 0, 0, 0, 2), "litigation_after_review": (0, 0, 0, 0, 0)}
    return {
        f"t4.{row}.{column}": cell(f"t4.{row}.{column}", value)
        for row, values in rows.items()
        for column, value in zip(columns, values, strict=True)
    }


def table3() -> Mapping[str, Cell]:
    columns = ("natural_person", "company", "research", "charity", "legal_service", "other_org", "total")
    rows = {
        "received": (14, 2, 0, 0, 1, 0, 17), "carried_in": (1, 0, 0, 0, 0, 0, 1), "granted": (9, 2, 0, 0, 1, 0, 12),
        "refused.third_party": (2, 0, 0, 0, 0, 0, 2), "unavailable.not_held": (3, 0, 0, 0, 0, 0, 3),
        "handled_total": (14, 2, 0, 0, 1, 0, 17), "carried_out": (0, 0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    cells = {
        f"t3.{row}.{column}": cell(f"t3.{row}.{column}", value)
        for row, values in rows.items()
        for column, value in zip(columns, values, strict=True)
    }
    odd = "t3.granted.company"
    return {**cells, odd: Cell(odd, CellStatus.AMBIGUOUS, None, "2 0", "表格 3", candidates=(Decimal(2), Decimal(20)))}


CELLS = {
    1: {**table3(), **table4((10, 1, 0, 0, 0))},
    2: {**table3(), "t3.handled_total.natural_person": cell("t3.handled_total.natural_person", 15)},
}


def finding(rule: str, level: Level, message: str, body: int, year: int, **values: object) -> Finding:
    """Say something of the body with this number in `NAMES`; the letter of the rule gives the family."""
    families = {"A": Family.ARITHMETIC, "T": Family.TIMELINESS, "F": Family.FORM, "I": Family.IDENTITY}
    defaults: dict[str, object] = {
        "version": 1,
        "outcome": Outcome.FAIL,
        "message_en": f"({rule} in English)",
        "body": NAMES[body],
        "kind": KINDS[body],
        "law": FORM_LAW,
    }
    said: dict[str, object] = {**defaults, **values}
    return Finding(rule=rule, family=families[rule[0]], level=level, message=message, year=year, **said)


def row(number: int, said: Finding, edition: int | None, first: date) -> FindingRow:
    """Record a finding under a number, as first seen on a day."""
    return FindingRow(
        id=number,
        public_id=f"{number:08x}",
        body_id=f"qh{NAMES.index(str(said.body))}",
        year=int(said.year or 0),
        finding=said,
        edition_id=edition,
        first_seen=end_of_day(first),
        last_seen=AS_OF,
        resolved_at=None,
    )


def _t4(*columns: str) -> tuple[str, ...]:
    return tuple(f"t4.review.{column}" for column in columns)


NATURAL_PERSONS = tuple(
    f"t3.{row}.natural_person"
    for row in ("handled_total", "granted", "refused.third_party", "unavailable.not_held", "received", "carried_in")
)

FINDINGS = (
    row(
        1,
        finding(
            "A101",
            Level.ERROR,
            "行政复议 总计 0 ≠ 10+1+0+0 = 11",
            2,
            2025,
            cells=_t4("total", "upheld", "corrected", "other", "pending"),
            expected=Decimal(11),
            found=Decimal(0),
            evidence=(Evidence("表格 4，第 3 行第 5 列", "0", sha256=SHA),),
        ),
        1,
        date(2026, 2, 5),
    ),
    row(
        2,
        finding(
            "A103",
            Level.ERROR,
            "自然人+商业企业+…+其他 = 总计：予以公开行的商业企业一格可读作 2 或 20，读作 2 时成立",
            2,
            2025,
            outcome=Outcome.NEEDS_REVIEW,
            reason="单元格有多种读法",
            cells=("t3.granted.company", "t3.granted.natural_person", "t3.granted.total"),
            evidence=(Evidence("表格 3，第 4 行第 3 列", "2 0", sha256=SHA),),
        ),
        1,
        date(2026, 2, 5),
    ),
    row(
        3,
        finding(
            "T101",
            Level.ERROR,
            "发布于 2026-02-04，晚于截止日期 2026-01-31，逾期 4 天",
            2,
            2025,
            law=LAW,
            evidence=(
                Evidence("页面信息表", "发布日期：2026-02-04", sha256=SHA),
                Evidence("栏目列表", "2026-02-04", LIST_PAGE, "2026-02-05T09:12:44+08:00", "77aa" * 16),
            ),
        ),
        1,
        date(2026, 2, 5),
    ),
    row(
        4,
        finding(
            "T102",
            Level.WARNING,
            "截止日期 2026-01-31 已过，两次合格巡查（2026-02-02、2026-02-05）均未发现 2025 年度报告",
            3,
            2025,
            law=LAW,
            evidence=(Evidence("栏目", "共 14 条，无 2025 年度", url=LIST_PAGE),),
        ),
        None,
        date(2026, 2, 2),
    ),
    row(
        5,
        finding(
            "F105",
            Level.HINT,
            "第六部分未说明收取信息处理费情况",
            1,
            2025,
            evidence=(Evidence("第六部分", "无其他需要报告的事项。", sha256=SHA),),
        ),
        2,
        date(2026, 1, 27),
    ),
    row(
        6,
        finding(
            "A104",
            Level.WARNING,
            "自然人 15 = 14+1，办理结果 9+2+3 = 14 ≠ 总计 15",
            3,
            2024,
            cells=NATURAL_PERSONS,
            expected=Decimal(14),
            found=Decimal(15),
        ),
        2,
        date(2025, 2, 21),
    ),
)


def edition(number: int, index: int, year: int, **values: object) -> EditionRow:
    stamp = datetime.fromisoformat("2026-02-05T09:12:50+08:00")
    defaults: dict[str, object] = {
        "id": number, "body_id": f"qh{index}", "year": year, "content_hash": f"{number:064x}", "form": "2021",
        "title": f"{NAMES[index]}{year}年政府信息公开工作年度报告", "url": f"http://qinghe.example/zfxxgk/nb/t{year}_{number}.html",
        "sha256": SHA, "fetched_at": stamp, "first_seen": AS_OF, "last_seen": AS_OF, "first_seen_real": stamp,
        "last_seen_real": stamp, "who": None, "current": True, "readable": True, "whole": True, "completeness": 200,
    }  # fmt: skip
    return EditionRow(**{**defaults, **values})  # type: ignore[arg-type]


EDITIONS = {
    ("qh2", 2025): edition(1, 2, 2025),
    ("qh1", 2025): edition(2, 1, 2025),
    ("qh3", 2024): edition(3, 3, 2024),
    ("qh5", 2025): edition(4, 5, 2025, who="王某（2026-02-03 录入）", whole=False),
    ("qh6", 2025): edition(5, 6, 2025),
}

RECEIVED = {("qh2", 2025): Decimal(17), ("qh2", 2024): Decimal(12), ("qh1", 2024): Decimal(3)}

RULES = {
    rule_id: RuleFacts(rule_id, Words(zh, en), family, changed=(RuleChanged(off=True, reason=off),) if off else ())
    for rule_id, zh, en, family, off in (
        ("A101", "复议诉讼各项之和等于总计", "review and litigation add up", Family.ARITHMETIC, ""),
        ("A103", "申请人各类之和等于总计", "kinds of applicants add up", Family.ARITHMETIC, ""),
        ("A104", "办理结果各项之和等于总计", "outcomes add up", Family.ARITHMETIC, ""),
        ("F105", "按规定报告信息处理费", "processing fees are reported", Family.FORM, ""),
        ("T101", "按时发布", "published in time", Family.TIMELINESS, ""),
        ("T102", "已发布年度报告", "published at all", Family.TIMELINESS, ""),
        ("X101", "正文没有模板残留", "no template text left", Family.TEXT, "本县模板统一，不再提示"),
    )
}

SOURCES = (
    SourceFacts(HEALTH[0], ("qh0", "qh1", "qh2", "qh3"), NAMES[:4]),
    SourceFacts(HEALTH[1], ("qh4", "qh5", "qh6"), NAMES[4:]),
)


def evaluation(index: int, year: int, outcomes: tuple[tuple[str, int, str, str, str | None], ...]) -> Evaluation:
    return Evaluation(f"qh{index}", year, 1, "on_time", None, "", "", AS_OF, {}, outcomes)


EVALUATIONS = {
    ("qh2", 2025): evaluation(
        2,
        2025,
        (
            ("A101", 1, "", "fail", None),
            ("A103", 1, "", "needs_review", None),
            ("A104", 1, "", "not_evaluated", "单元格有多种读法"),
            ("T101", 1, "", "fail", None),
        ),
    ),
    ("qh1", 2025): evaluation(1, 2025, (("A101", 1, "", "pass", None), ("F105", 1, "", "fail", None))),
}


def facts(**changes: object) -> Facts:
    """The county as of 5 February 2026, in the first digest unless a baseline is given."""
    values: dict[str, object] = {
        "office": "青禾县政务公开办公室", "as_of": AS_OF, "simulated": False, "demo": False, "body_years": BODY_YEARS,
        "findings": FINDINGS, "editions": EDITIONS, "cells": CELLS, "evaluations": EVALUATIONS, "sources": SOURCES,
        "rules": RULES, "received": RECEIVED,
    }  # fmt: skip
    return Facts(**{**values, **changes})  # type: ignore[arg-type]


def later_facts(**changes: object) -> Facts:
    """The same county for a reader who had a digest on 28 January."""
    states = {f"{each.id}|{each.year}": str(each.state) for each in BODY_YEARS}
    states |= {"qh2|2025": "due", "qh3|2025": "due"}
    baseline = Baseline(end_of_day(date(2026, 1, 28)), 4, states, {"qh1|2025": "0" * 64})
    happened = [
        Happening(kind, Cause.CONTENT, each.finding, each.public_id, each.body_id, str(each.finding.body), each.year)
        for kind, each in (
            (FindingEventKind.OPENED, FINDINGS[0]),
            (FindingEventKind.REOPENED, FINDINGS[3]),
            (FindingEventKind.CHANGED, FINDINGS[4]),
        )
    ]
    gone = finding("I102", Level.WARNING, "标题年度 2024 与正文年度 2025 不一致", 1, 2025)
    mended = Happening(FindingEventKind.RESOLVED, Cause.CONTENT, gone, None, "qh1", NAMES[1], 2025)
    return facts(**{"baseline": baseline, "happenings": (*happened, mended), **changes})
