"""Where a body stands: only what was proven is said, and what could not be told is said to be so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from reports.ledger import evaluate, import_files
from reports.status import body_years
from reports.store import RunState, Store
from tests.reports.ledger_samples import COUNTY, FINANCE, SITE, TOWN, Desk, day, make_workspace, paper, read_paper

DUE = day("2025-01-31")
BEFORE, AFTER, LATER = day("2025-01-20"), day("2025-02-03"), day("2025-02-05")
KEYS = [
    *("body", "id", "kind", "year", "state", "due", "due_source", "published", "published_source", "last_absent"),
    *("first_seen", "days_late", "reading", "flags", "source", "findings", "edition"),
    *("checked", "as_of"),
]


@pytest.fixture
def desk(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        yield Desk(store, workspace)


def status(desk, as_of, body="fin", year=2024):
    found = {(each.id, each.year): each for each in body_years(desk.store, desk.workspace, as_of=as_of)}
    return found[body, year]


def state(desk, as_of, body="fin"):
    return str(status(desk, as_of, body).state)


def report(body=FINANCE, published="2025-01-15", cells=None, **more):
    return paper(body, 2024, cells, date=published, **more)


def test_the_object_is_that_of_the_contract(desk):
    desk.crawl(BEFORE, {"1": report()})
    desk.crawl(LATER, {"1": report()})
    told = {
        each["id"]: each for each in (entry.as_json() for entry in body_years(desk.store, desk.workspace, as_of=LATER))
    }
    assert [*told["fin"]] == KEYS
    edition = told["fin"].pop("edition")
    assert len(edition) == 64
    assert told["fin"] == {
        "body": FINANCE, "id": "fin", "kind": "department", "year": 2024, "state": "on_time",
        "due": "2025-01-31", "due_source": "law", "published": "2025-01-15", "published_source": "page.line",
        "last_absent": None, "first_seen": "2025-01-20T23:59:59+08:00", "days_late": None,
        "reading": "ok", "flags": ["simulated"],
        "source": {"state": "accepted", "last_accepted": "2025-02-05T23:59:59+08:00", "reason": None},
        "findings": {"error": 0, "warning": 0, "hint": 0, "needs_review": 0, "not_evaluated": 0},
        "checked": "2025-02-05T23:59:59+08:00",
        "as_of": "2025-02-05T23:59:59+08:00",
    }  # fmt: skip
    assert (told["town"]["state"], told["town"]["due_source"], told["town"]["reading"]) == (
        "not_found_so_far", "practice", "none",
    )  # fmt: skip
    assert (told["gov"]["state"], told["gov"]["due"]) == ("not_due", "2025-03-31")


def test_every_expected_year_has_a_line_in_the_order_of_the_registry(desk):
    lines = [(each.body, each.year) for each in body_years(desk.store, desk.workspace, as_of=day("2026-01-02"))]
    assert lines == [(body, year) for body in (COUNTY, FINANCE, TOWN) for year in (2024, 2025)]


@pytest.mark.parametrize("bodies", [{"fin"}, {"gov", "town"}, {"unknown"}, set()])
def test_what_some_bodies_are_told_is_what_all_are_told_of_them(desk, bodies):
    desk.crawl(BEFORE, {"1": report(), "2": report(COUNTY)})
    evaluate(desk.store, desk.workspace, as_of=BEFORE)
    every = body_years(desk.store, desk.workspace, as_of=AFTER)
    some = body_years(desk.store, desk.workspace, as_of=AFTER, bodies=bodies)
    assert some == tuple(row for row in every if row.id in bodies)


def test_a_year_outside_since_and_until_has_a_line_only_when_its_report_was_found(tmp_path):
    rows = f"fin,{FINANCE},department,{SITE},2025,,\ntown,{TOWN},township,{SITE},2025,,\n"
    workspace = make_workspace(tmp_path / "office", rows)
    with Store.open(workspace.database, write=True) as store:
        desk = Desk(store, workspace)
        desk.crawl(AFTER, {"1": report(), "old": paper(FINANCE, 2019)})
        lines = [(each.id, each.year, str(each.state)) for each in body_years(store, workspace, as_of=AFTER)]
        assert lines == [("fin", 2024, "not_expected")]


@pytest.mark.parametrize(
    ("runs", "as_of", "expected"),
    [
        ([], BEFORE, "due"),
        ([], day("2025-01-10"), "not_due"),
        ([], DUE, "due"),
        ([], AFTER, "not_looked"),
        ([(BEFORE, RunState.ACCEPTED, "")], AFTER, "not_looked"),
        ([(DUE, RunState.ACCEPTED, "")], AFTER, "not_looked"),
        ([(AFTER, RunState.ACCEPTED, "")], LATER, "not_found_so_far"),
        ([(AFTER, RunState.ACCEPTED, "")] * 2, LATER, "not_found_so_far"),
        ([(AFTER, RunState.ACCEPTED, ""), (AFTER + timedelta(hours=12), RunState.ACCEPTED, "")], LATER, "missing"),
        ([(AFTER, RunState.ACCEPTED, ""), (LATER, RunState.ACCEPTED, "")], AFTER, "not_found_so_far"),
        ([(AFTER, RunState.REJECTED, ""), (LATER, RunState.BLOCKED, "")], LATER, "not_looked"),
        ([(AFTER, RunState.ACCEPTED, ""), (LATER, RunState.REJECTED, "")], LATER, "not_found_so_far"),
        ([(AFTER, RunState.ACCEPTED, "body=gov"), (LATER, RunState.ACCEPTED, "sample=5")], LATER, "not_looked"),
    ],
)
def test_only_accepted_whole_runs_after_the_due_day_prove_absence(desk, runs, as_of, expected):
    for at, verdict, scope in runs:
        desk.crawl(at, {}, state=verdict, scope=scope)
    assert state(desk, as_of) == expected


@pytest.mark.parametrize(
    ("page", "list_date", "expected"),
    [
        (report(unreadable=True), None, "not_looked"),
        (report(raises=True), None, "not_looked"),
        (report(None), None, "not_looked"),
        (report(unreadable=True), "2025-01-15", "not_looked"),
        (report(unreadable=True), "2023-01-15", "missing"),
        (paper(None, 2022), None, "missing"),
        (paper(TOWN, None), None, "missing"),
        (paper(FINANCE, None), None, "not_looked"),
        (report(notice=True), None, "missing"),
        (report("青禾县水利局"), None, "missing"),
    ],
    ids=[
        "unreadable", "reader crashed", "nobody's", "unreadable, of this season", "unreadable, of an earlier season",
        "nobody's, of another year", "another's", "its own, of no year", "a notice", "of a body not listed",
    ],
)  # fmt: skip
def test_a_page_that_may_be_the_report_forbids_to_call_it_missing(desk, page, list_date, expected):
    for at in (AFTER, LATER):
        desk.crawl(at, {"1": page}, list_date=list_date)
    entry = status(desk, LATER)
    assert str(entry.state) == expected
    assert ("1 个疑似年度报告" in entry.source.reason) == (expected == "not_looked")


def test_captures_that_nobody_has_read_yet_forbid_it_too(desk):
    for at in (AFTER, LATER):
        desk.visit(at, {"1": report()})
    assert state(desk, LATER) == "not_looked"


def test_a_body_listed_yesterday_is_not_missing_by_the_runs_of_last_week(tmp_path):
    # Those runs saw its page and took it for a body that nobody had asked for.
    office = tmp_path / "office"
    before = make_workspace(office, f"gov,{COUNTY},government,{SITE},,,\n")
    with Store.open(before.database, write=True) as store:
        for at in (AFTER, LATER):
            Desk(store, before).crawl(at, {"1": report()})
        after = Desk(store, make_workspace(office))
        assert state(after, LATER) == "not_looked"
        after.crawl(day("2025-02-07"), {"1": report()})
        entry = status(after, day("2025-02-07"))
        assert (str(entry.state), entry.last_absent) == ("on_time", None)


def test_a_report_that_came_after_proven_absence_is_late_whatever_it_says(desk):
    for at in (BEFORE, AFTER):
        desk.crawl(at, {})
    desk.crawl(LATER, {"1": report(published="2025-01-30")})
    entry = status(desk, LATER)
    assert (str(entry.state), entry.last_absent, entry.first_seen) == ("late", AFTER, LATER)
    assert "back_dated" in entry.flags
    assert entry.certain


def test_a_run_that_saw_the_report_in_doubt_proves_no_back_dating(desk):
    # The reader crashed on it that day; the report was there.
    desk.crawl(AFTER, {"1": report(raises=True)})
    desk.crawl(LATER, {"1": report(published="2025-01-30")})
    entry = status(desk, LATER)
    assert (str(entry.state), entry.last_absent) == ("on_time", None)


def test_a_report_is_withdrawn_only_when_two_accepted_runs_missed_it(desk):
    desk.crawl(BEFORE, {"1": report()})
    desk.crawl(AFTER, {}, state=RunState.REJECTED)
    desk.crawl(LATER, {})
    assert state(desk, LATER) == "on_time"
    desk.crawl(day("2025-02-07"), {})
    entry = status(desk, day("2025-02-07"))
    assert (str(entry.state), entry.reading) == ("withdrawn", "ok")
    desk.crawl(day("2025-02-09"), {"2": report()})
    assert state(desk, day("2025-02-09")) == "on_time"
    assert state(desk, LATER) == "on_time", "that day it was not known yet"


@pytest.mark.parametrize(
    ("crawls", "flags", "reading"),
    [
        ([{"1": report()}, {"1": report()}], [], "ok"),
        ([{"1": report()}, {"1": report(cells={"t4.review.total": 2})}], ["changed"], "ok"),
        ([{"1": report()}, {"2": report()}], ["moved"], "ok"),
        ([{"1": report()}, {"1": report(), "1.docx": report(cells={"t4.review.total": 2})}], ["copies_disagree"], "ok"),
        ([{"1": report(picture=True), "1.docx": report()}], [], "ok"),
        ([{"1": report(picture=True)}], ["unreadable"], "unreadable"),
        ([{"1": report(), "1.docx": report()}, {"1": report()}], [], "ok"),
    ],
    ids=["same", "changed", "moved", "copies disagree", "a cover page is no other copy", "picture", "a copy less"],
)  # fmt: skip
def test_flags(desk, crawls, flags, reading):
    for at, pages in zip((BEFORE, AFTER), crawls, strict=False):
        desk.crawl(at, pages)
    entry = status(desk, AFTER)
    assert ([flag for flag in entry.flags if flag != "simulated"], entry.reading) == (flags, reading)


def test_a_rejected_run_that_saw_only_the_cover_page_does_not_exchange_the_edition(desk):
    desk.crawl(BEFORE, {"1": report(picture=True), "1.docx": report()})
    desk.crawl(AFTER, {"1": report(picture=True)}, state=RunState.REJECTED)
    entry = status(desk, AFTER)
    assert (entry.reading, [flag for flag in entry.flags if flag != "simulated"]) == ("ok", [])


def test_what_was_entered_by_hand_is_shown_as_such_and_our_own_window_says_nothing(desk, tmp_path):
    for at in (BEFORE, AFTER):
        desk.crawl(at, {}, state=RunState.BLOCKED)
    page = tmp_path / "saved.html"
    page.write_bytes(report())
    with ThreadPoolExecutor(1) as executor:
        import_files(desk.store, desk.workspace, [page], as_of=LATER, executor=executor, read=read_paper)
    entry = status(desk, LATER)
    assert (str(entry.state), entry.published, entry.source.state) == ("on_time", date(2025, 1, 15), "blocked")
    assert "hand_entered" in entry.flags
    desk.crawl(day("2025-02-07"), {"1": report()})
    assert "hand_entered" not in status(desk, day("2025-02-07")).flags


def test_nothing_recorded_yet_can_be_asked_about_too(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database) as store:
        assert {str(each.state) for each in body_years(store, workspace, as_of=AFTER)} == {"not_looked", "not_due"}
        assert {each.source.state for each in body_years(store, workspace, as_of=AFTER)} == {"never"}
