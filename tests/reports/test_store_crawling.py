"""Runs, the frontier and visits: planned once, recorded together, taken up where they were left."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from config.clock import now
from reports.store import (
    Capture,
    FrontierEntry,
    Record,
    Run,
    RunState,
    RunVerdict,
    Store,
    Validators,
    Visit,
    VisitOutcome,
)
from tests.reports.ledger_samples import COUNTY, FINANCE, SITE, day, make_workspace

HOME = FrontierEntry(SITE, "home")
PAGE = FrontierEntry(SITE + "bg/1.html", "report", 2, SITE, "2024年年报", "2025-01-20")
SHA = "ab" * 32


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path / "office")


@pytest.fixture
def source(workspace):
    return workspace.registry.sources()[0]


@pytest.fixture
def store(workspace):
    with Store.open(workspace.database, write=True) as opened:
        yield opened


def visit(entry, outcome=VisitOutcome.OK, sha256=SHA, **headers):
    return Visit(entry.url, entry.url, now(), now(), outcome, 200, headers, sha256, 10, "text/html")


def test_the_frontier_takes_a_request_once_and_gives_it_until_it_is_visited(store, source):
    run = store.start_run(source, day("2025-01-10"), simulated=True)
    posted = FrontierEntry(SITE, "list", method="POST", body="page=2")
    store.enqueue(run.id, [HOME, PAGE, HOME, posted])
    store.enqueue(run.id, [PAGE])
    assert store.pending(run.id) == [HOME, PAGE, posted]
    found = (PAGE, FrontierEntry(SITE + "bg/2.html", "report"))
    store.record_visits([Record(run.id, HOME, visit(HOME), found)])
    assert [entry.url for entry in store.pending(run.id)] == [PAGE.url, SITE, SITE + "bg/2.html"]
    assert store.frontier_size(run.id) == (3, 1)
    assert [(row.role, row.depth, row.outcome) for row in store.visits(run.id)] == [("home", 0, VisitOutcome.OK)]


def test_a_request_that_was_never_planned_is_recorded_too(store, source):
    run = store.start_run(source, day("2025-01-10"), simulated=True)
    probe = FrontierEntry(SITE + "x", "probe")
    store.record_visits([Record(run.id, probe, visit(PAGE, VisitOutcome.NOT_FOUND, None))])
    assert store.frontier_size(run.id) == (0, 1)


def test_a_run_that_is_not_there_is_a_mistake_of_ours(store):
    with pytest.raises(KeyError):
        store.run(99)


def test_a_visit_is_recorded_with_all_that_follows_or_not_at_all(store, source):
    run = store.start_run(source, day("2025-01-10"), simulated=True)
    store.enqueue(run.id, [PAGE])
    never_stored = Capture(PAGE.url, None, None, "cd" * 32)
    with pytest.raises(sqlite3.IntegrityError):
        store.record_visits([Record(run.id, PAGE, visit(PAGE), (HOME,), never_stored)])
    assert store.visits(run.id) == []
    assert store.pending(run.id) == [PAGE]
    assert store.captures() == []


def test_an_interrupted_run_of_the_same_day_is_taken_up_and_one_of_another_day_is_closed(store, source):
    first = store.start_run(source, day("2025-01-10"), simulated=True)
    store.enqueue(first.id, [HOME])
    again = store.start_run(source, day("2025-01-10"), simulated=True)
    assert (again.id, again.resumed, first.resumed) == (first.id, True, False)
    assert store.pending(again.id) == [HOME]
    narrow = store.start_run(source, day("2025-01-10"), simulated=True, scope="year=2024")
    assert (narrow.id != first.id, narrow.resumed) == (True, False)
    other = store.start_run(source, day("2025-01-11"), simulated=True)
    states = [(run.state, run.scope) for run in store.runs(source.key)]
    assert states == [(RunState.REJECTED, ""), (RunState.REJECTED, "year=2024"), (RunState.RUNNING, "")]
    assert "interrupted" in store.run(first.id).reason_en
    store.finish_run(other.id, RunVerdict(RunState.ACCEPTED, counts={"pages": 3}))
    finished = store.run(other.id)
    assert (finished.state, finished.counts) == (RunState.ACCEPTED, {"pages": 3})
    assert store.start_run(source, day("2025-01-11"), simulated=True).resumed is False


def test_a_run_begins_in_ledger_time_and_by_the_real_clock(store, source):
    run = store.start_run(source, day("2025-01-10"), simulated=True)
    assert run.instant == day("2025-01-10")
    assert abs(run.started_at - now()) < timedelta(minutes=1)
    store.finish_run(run.id, RunVerdict(RunState.ACCEPTED))
    real = store.start_run(source, day("2025-01-11"), simulated=False)
    assert real.instant == real.started_at


def test_validators_are_those_of_the_newest_good_answer(store, source):
    run = store.start_run(source, day("2025-01-10"), simulated=True)
    assert store.validators([PAGE.url]) == {}
    newest = visit(PAGE, ETag='"2"', **{"Last-Modified": "Mon, 20 Jan 2025 01:00:00 GMT"})
    broken = visit(PAGE, VisitOutcome.SERVER_ERROR, None)
    for each in (visit(PAGE, ETag='"1"'), newest, broken, visit(PAGE, VisitOutcome.UNCHANGED)):
        store.record_visits([Record(run.id, PAGE, each)])
    assert store.validators([PAGE.url, SITE]) == {PAGE.url: Validators('"2"', "Mon, 20 Jan 2025 01:00:00 GMT", SHA)}


def test_a_confirmed_page_keeps_the_last_modified_of_its_payload(store, source):
    # A 304 without Last-Modified would otherwise look like other hints, and the page would be read again every day.
    run = store.start_run(source, day("2025-01-10"), simulated=True)
    capture = Capture(PAGE.url, PAGE.title, PAGE.list_date, SHA)
    changed = visit(PAGE, **{"Last-Modified": "Mon, 20 Jan 2025 01:00:00 GMT"})
    for each in (changed, visit(PAGE, VisitOutcome.UNCHANGED)):
        store.record_visits([Record(run.id, PAGE, each, capture=capture)])
    assert {row.last_modified for row in store.captures()} == {"Mon, 20 Jan 2025 01:00:00 GMT"}


def test_the_health_of_a_source_is_that_of_its_newest_finished_run(store, source):
    assert store.source_health() == []
    days = ["2025-01-10", "2025-01-11", "2025-01-12"]
    verdicts = [
        RunVerdict(RunState.ACCEPTED, counts={"pages": 9}),
        RunVerdict(RunState.BLOCKED, "challenge page"),
        RunVerdict(RunState.REJECTED, "a page of the list is missing"),
    ]
    for text, verdict in zip(days, verdicts, strict=True):
        store.finish_run(store.start_run(source, day(text), simulated=True).id, verdict)
    store.start_run(source, day("2025-01-13"), simulated=True)
    (health,) = store.source_health()
    assert (health.source, health.site, health.state, health.failures) == (source.key, SITE, "rejected", 2)
    assert health.reason == "a page of the list is missing"
    assert (health.last_run, health.last_accepted) == (day("2025-01-12"), day("2025-01-10"))
    (before,) = store.source_health(until=day("2025-01-11"))
    assert (before.state, before.failures) == ("blocked", 1)
    (never,) = store.source_health(until=day("2025-01-09"))
    assert (never.state, never.last_run) == ("never", None)


def test_a_body_counts_as_looked_for_only_by_runs_after_it_is_listed_by_its_name(store, workspace, tmp_path):
    first = store.start_run(workspace.registry.sources()[0], day("2025-01-10"), simulated=True)
    renamed = f"gov,{COUNTY},government,{SITE},,,\nfin,{FINANCE},department,{SITE},,,青禾县财政和国资局\n"
    second = make_workspace(tmp_path / "office", renamed)
    store.sync_registry(second.registry, day("2025-01-10"))
    assert store.known_after(SITE) == {"gov": 0, "fin": first.id, "town": 0}
    assert listed(store) == {"gov": 1, "fin": 1, "town": 0}
    store.finish_run(first.id, RunVerdict(RunState.ACCEPTED))
    other = store.start_run(second.registry.sources()[0], day("2025-01-11"), simulated=True)
    store.sync_registry(make_workspace(tmp_path / "office").registry, day("2025-01-11"))
    assert store.known_after(SITE) == {"gov": 0, "fin": other.id, "town": other.id}


def listed(store):
    return dict(store.db.execute("SELECT id, listed FROM bodies").fetchall())


def test_taking_over_the_same_registry_writes_nothing(store, workspace):
    store.sync_registry(workspace.registry, day("2025-01-10"))
    before = store.db.conn.total_changes
    store.sync_registry(workspace.registry, day("2025-01-10"))
    assert store.db.conn.total_changes == before


def test_a_run_of_a_source_that_is_recorded_as_it_is_leaves_the_registry_taken_over(store, workspace, source):
    """With 150,000 bodies every night took the whole registry over again, since runs had begun."""
    store.sync_registry(workspace.registry, day("2025-01-10"))
    mark = store.registry_mark()
    assert mark
    store.start_run(source, day("2025-01-10"), simulated=True)
    assert store.registry_mark() == mark


@pytest.mark.parametrize(
    "otherwise",
    [
        {"bodies": lambda bodies: bodies[:-1]},
        {"bodies": lambda bodies: (replace(bodies[0], aliases=("旧名",)), *bodies[1:])},
        {"bodies": lambda bodies: (replace(bodies[0], id="moved"), *bodies[1:])},
        {"column": lambda _: SITE + "other/"},
    ],
    ids=["a body less", "another former name", "another id", "another column"],
)
def test_a_run_of_a_source_that_is_otherwise_has_the_registry_taken_over_again(store, workspace, source, otherwise):
    store.sync_registry(workspace.registry, day("2025-01-10"))
    ((field, changed),) = otherwise.items()
    store.start_run(replace(source, **{field: changed(getattr(source, field))}), day("2025-01-11"), simulated=True)
    assert store.registry_mark() is None


def test_a_naive_instant_is_a_mistake_of_ours(store, source):
    run = Run(1, source.key, day("2025-01-10").replace(tzinfo=None), simulated=True, started_at=now())
    with pytest.raises(ValueError, match="time zone"):
        store.start_run(source, run.as_of, simulated=True)
