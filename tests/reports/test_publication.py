"""Where and how a report is offered: in the column or beside it, dead links, copies, another government's website."""

from dataclasses import replace
from datetime import date

import pytest

from checks.model import Level, Outcome
from config.clock import now
from config.workspace import Workspace
from reports.facts import facts_of_source
from reports.ledger import evaluate
from reports.store import Capture, FrontierEntry, Record, RunState, RunVerdict, Store, Visit, VisitOutcome
from tests.reports.ledger_samples import FINANCE, SITE, Desk, day, make_workspace, paper

PAGE = SITE + "nb/1.html"
TITLE = f"{FINANCE}2024年政府信息公开工作年度报告"
LIST = FrontierEntry(SITE + "nb/", "list", 1, SITE, in_column=True)


@pytest.fixture
def desk(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        yield Desk(store, workspace)


def crawl(desk, as_of, *entries, outcome=VisitOutcome.OK, data=None):
    """Record an accepted run that saw the list and then these entries, one after the other."""
    run = desk.store.start_run(desk.source, day(as_of), simulated=True)
    for entry in (LIST, *entries):
        is_report = entry is not LIST and outcome is VisitOutcome.OK
        sha256 = desk.archive.put(data or paper(FINANCE, 2024)) if is_report else None
        visit = Visit(
            entry.url, entry.url, now(), now(), VisitOutcome.OK if entry is LIST else outcome, 200, {}, sha256, 9
        )
        desk.store.enqueue(run.id, [entry])
        capture = Capture(entry.url, entry.title, None, sha256) if sha256 else None
        desk.store.record_visits([Record(run.id, entry, visit, capture=capture)])
    desk.store.finish_run(run.id, RunVerdict(RunState.ACCEPTED))
    desk.ingest(day(as_of))
    return run


def facts(desk, as_of, body="fin"):
    found = facts_of_source(desk.store, desk.workspace, desk.source, as_of=day(as_of))
    return next(each for each in found if each.body.id == body and each.year == 2024)


def told(desk, as_of, rule, body="fin"):
    evaluate(desk.store, desk.workspace, as_of=day(as_of))
    found = [row.finding for row in desk.store.open_findings() if row.body_id == body]
    return [(finding.outcome, finding.level) for finding in found if finding.rule == rule]


def report(**traits):
    return FrontierEntry(PAGE, "report", 2, SITE + "nb/", TITLE, **traits)


@pytest.mark.parametrize(
    ("entries", "in_column"),
    [
        pytest.param([report(in_column=True)], True, id="from the list"),
        pytest.param([report()], False, id="from the news"),
        pytest.param([report(), report(in_column=True)], True, id="from the news, and later from the list"),
        pytest.param(
            [report(in_column=True), FrontierEntry(SITE + "nb/1.pdf", "attachment", 3, PAGE)], True, id="with its file"
        ),
        pytest.param([replace(LIST, url=PAGE, in_column=False)], True, id="the list shows the report itself"),
    ],
)
def test_in_the_column(desk, entries, in_column):
    crawl(desk, "2025-01-20", *entries)
    assert facts(desk, "2025-01-20").publication.in_column is in_column


def test_a_file_of_a_listed_page_is_in_the_column_too(desk):
    crawl(desk, "2025-01-20", report(in_column=True), FrontierEntry(SITE + "nb/1.pdf", "attachment", 3, PAGE))
    capture = next(c for c in desk.store.captures() if c.url.endswith("pdf"))
    assert desk.store.in_column([capture.id])[capture.id]


def test_a_report_beside_the_column_is_told_until_the_list_has_it(desk):
    crawl(desk, "2025-01-20", report())
    assert told(desk, "2025-01-20", "P107") == [(Outcome.FAIL, Level.WARNING)]
    crawl(desk, "2025-01-27", report(in_column=True))
    assert told(desk, "2025-01-27", "P107") == []


def test_a_dead_link_is_told_after_three_days_and_never_missing(desk):
    for number, as_of in enumerate(["2025-02-03", "2025-02-03", "2025-02-05", "2025-02-08"]):
        crawl(desk, as_of, report(in_column=True), outcome=VisitOutcome.NOT_FOUND)
        assert told(desk, as_of, "P103") == ([(Outcome.FAIL, Level.ERROR)] if number == 3 else [])
        assert told(desk, as_of, "T102") == []
    (link,) = facts(desk, "2025-02-08").publication.dead
    assert (link.url, link.days) == (PAGE, (date(2025, 2, 3), date(2025, 2, 5), date(2025, 2, 8)))
    assert facts(desk, "2025-02-08", "gov").publication.dead == ()
    crawl(desk, "2025-02-10", report(in_column=True))
    assert told(desk, "2025-02-10", "P103") == []


def test_a_title_that_names_nobody_accuses_nobody_of_a_dead_link(desk):
    for as_of in ("2025-02-03", "2025-02-05", "2025-02-08"):
        nameless = replace(report(in_column=True), title="2024年政府信息公开工作年度报告")
        crawl(desk, as_of, nameless, outcome=VisitOutcome.NOT_FOUND)
    assert told(desk, "2025-02-08", "P103") == []


def test_copies_that_disagree_name_the_numbers(desk):
    twin = paper(FINANCE, 2024, {"t2.licensing.decisions": 7})
    desk.crawl(day("2025-01-20"), {"nb/1.html": paper(FINANCE, 2024), "xxgk/1.html": twin})
    assert told(desk, "2025-01-20", "P104") == [(Outcome.FAIL, Level.WARNING)]
    (pair,) = facts(desk, "2025-01-20").publication.copies
    assert {pair.url, pair.other_url} == {PAGE, SITE + "xxgk/1.html"}
    assert "行政许可" in pair.differences[0]


ELSEWHERE = "http://www.shiting.example/nb/1.html"


@pytest.mark.parametrize(
    ("parent", "urls", "host"),
    [
        pytest.param("", [ELSEWHERE], "石汀县人民政府", id="another county"),
        pytest.param("far", [ELSEWHERE], None, id="the one above it"),
        pytest.param("", [ELSEWHERE, PAGE], None, id="there and at home"),
        pytest.param("", ["http://xxgk.platform.example/1.html"], None, id="a platform the registry does not know"),
    ],
)
def test_the_website_of_another_government(tmp_path, parent, urls, host):
    root = make_workspace(tmp_path / "office").root
    (root / "bodies.csv").write_text(
        "id,name,kind,region,site,parent\n"
        f"fin,{FINANCE},department,990101,{SITE},{parent}\n"
        "far,石汀县人民政府,government,990102,http://www.shiting.example/,\n",
        "utf-8",
    )
    workspace = Workspace.open(root)
    with Store.open(workspace.database, write=True) as store:
        desk = Desk(store, workspace)
        crawl(desk, "2025-01-20", *(replace(report(in_column=True), url=url) for url in urls))
        assert facts(desk, "2025-01-20").publication.host_of == host
        assert bool(told(desk, "2025-01-20", "P108")) is (host is not None)
