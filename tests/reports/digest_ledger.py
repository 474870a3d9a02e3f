"""A workspace on disk with a small ledger, made through the public functions as crawls and checks would make it."""

from concurrent.futures import Executor, Future
from datetime import date, datetime
from pathlib import Path

from checks.engine import finding_id
from checks.model import (
    Cell,
    DateSource,
    DateWitness,
    Evidence,
    Family,
    Finding,
    Level,
    Outcome,
    Report,
    Section,
)
from checks.reading import Hints
from config.clock import end_of_day, now
from config.workspace import Workspace
from reports.archive import Archive
from reports.ledger import ingest
from reports.store import (
    Capture,
    Cause,
    Evaluation,
    FindingRow,
    FrontierEntry,
    Record,
    RunState,
    RunVerdict,
    Store,
    Visit,
    VisitOutcome,
)
from tests.reports.digest_samples import table3, table4

FIRST_LOOK, SECOND_LOOK = end_of_day(date(2026, 2, 2)), end_of_day(date(2026, 2, 5))
SITE = "http://127.0.0.1:8801/"

BODIES = """\
id,name,kind,site
qh1,青禾县财政局,department,http://127.0.0.1:8801/
qh2,青禾县教育局,department,http://127.0.0.1:8801/
yl1,云麓街道办事处,subdistrict,http://127.0.0.1:8802/
"""

SETTINGS = """\
office = "青禾县政务公开办公室"
simulated = true
first_year = 2025
"""

ZHANG = """
[[recipients]]
email = "zhang@office.example"
name = "张科长"
bodies = "*"
"""


def make_workspace(root: Path, settings: str = ZHANG) -> Workspace:
    """Write a workspace of three bodies on two sites, one of which will be blocked."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "bodies.csv").write_text(BODIES, encoding="utf-8")
    (root / "duban.toml").write_text(SETTINGS + settings, encoding="utf-8")
    return Workspace.open(root)


class Inline(Executor):
    """Runs everything at once in this process: nothing here needs workers."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def look(store: Store, workspace: Workspace, at: datetime, *, review_total: int = 0) -> None:
    """Look at both sites: two bodies have published, the other site shows a challenge page."""
    store.sync_registry(workspace.registry, FIRST_LOOK)
    for source in workspace.registry.sources():
        run = store.start_run(source, at, simulated=True)
        if source.site == SITE:
            for number, body in enumerate(source.bodies):
                _publish(store, workspace, run.id, f"{number} {body.name} {review_total}".encode())
        blocked = source.site != SITE
        state = RunState.BLOCKED if blocked else RunState.ACCEPTED
        store.finish_run(run.id, RunVerdict(state, "网站返回验证页面" if blocked else "", {"ok": 3}))
    ingest(store, workspace, as_of=at, executor=Inline(), read=read)
    for body in workspace.registry.bodies:
        for edition in (e for e in store.editions(body.id, 2025) if e.current):
            store.save_evaluation(judged(body.id, edition.id, at))


def judged(body_id: str, edition_id: int, at: datetime) -> Evaluation:
    """Return what an evaluation leaves behind that found nothing."""
    return Evaluation(body_id, 2025, edition_id, "on_time", None, "", "", at, {}, ())


def _publish(store: Store, workspace: Workspace, run_id: int, data: bytes) -> None:
    sha256 = Archive(workspace.archive).put(data)
    url = f"{SITE}t{data[:1].decode()}.html"
    visit = Visit(url, url, now(), now(), VisitOutcome.OK, 200, sha256=sha256, size=len(data), media_type="text/html")
    capture = Capture(url, "年度报告", "2026-01-20", sha256)
    store.record_visits([Record(run_id, FrontierEntry(url, "report"), visit, capture=capture)])


def read(data: bytes, *, source: str, hints: Hints = Hints()) -> tuple[Report, ...]:  # noqa: B008 - frozen
    """Read the pages that `look` publishes: the name of the body and the total of its reviews."""
    _, body, total = data.decode().split()
    cells: dict[str, Cell] = {**table3(), **table4((10, 1, 0, 0, int(total)))}
    day = date(2026, 1, 20)
    report = Report(
        source=source,
        body=body,
        year=2025,
        form="2021",
        forms={"t2": "2021", "t3": "2021", "t4": "2021"},
        title=f"{body}2025年政府信息公开工作年度报告",
        dates=(
            DateWitness(day, DateSource.PAGE_METADATA, "发布日期：2026-01-20"),
            DateWitness(day, DateSource.SIGNATURE, "2026年1月20日"),
        ),
        sections={"1": Section("1", "一、总体情况", "概况。")},
        cells=cells,
        text="概况。",
        structured=True,
    )
    return (report,)


def add_finding(
    store: Store, body_id: str, body: str, at: datetime, *, message: str = "", **said: object
) -> FindingRow:
    """Record a broken sum in a body's report of 2025, and return it."""
    values: dict[str, object] = {
        "outcome": Outcome.FAIL,
        "level": Level.ERROR,
        "cells": ("t4.review.total", "t4.review.upheld"),
        "evidence": (Evidence("表格 4，第 3 行第 5 列", "0"),),
        **said,
    }
    finding = Finding(
        rule="A104",
        version=1,
        family=Family.ARITHMETIC,
        message=message or "行政复议 总计 0 ≠ 10+1+0+0 = 11",
        message_en="review: total 0 ≠ 10+1+0+0 = 11",
        body=body,
        year=2025,
        key=f"t4.review {message}",
        law="国办公开办函〔2021〕30号",
        **values,
    )
    edition = next((e for e in store.editions(body_id, 2025) if e.current), None)
    public_id = finding_id(finding)
    store.open_finding(
        public_id, body_id, 2025, finding, edition_id=edition.id if edition else None, at=at, cause=Cause.CONTENT
    )
    row = store.finding(public_id)
    assert row is not None
    return row
