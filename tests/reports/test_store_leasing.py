"""Several crawlers on one database: who looks at which sources, what a dead one leaves, and what a late one may not."""

from contextlib import ExitStack, suppress
from datetime import timedelta

import pytest

from config.clock import now
from config.errors import UserError
from reports.store import FrontierEntry, Record, RunState, RunVerdict, Store, Visit, VisitOutcome
from reports.store.leasing import LeaseLostError
from tests.reports.ledger_samples import day, make_workspace

MINUTE = timedelta(minutes=1)
A, B, C = SITES = [f"http://{name}.example/" for name in "abc"]
HOME = FrontierEntry(A, "home")


@pytest.fixture
def workspace(tmp_path):
    rows = "".join(f"{name},青禾县{name}局,department,{site},,,\n" for name, site in zip("甲乙丙", SITES, strict=True))
    workspace = make_workspace(tmp_path / "office", rows)
    with Store.open(workspace.database, write=True) as store:
        store.sync_registry(workspace.registry, now())
    return workspace


@pytest.fixture
def source(workspace):
    return workspace.registry.sources()[0]


@pytest.fixture
def crawler(workspace):
    """Open the database under a name, to write together with others."""
    with ExitStack() as opened:
        yield lambda name: opened.enter_context(Store.open(workspace.database, write=True, wait=0, holder=name))


def claim(store, groups, at, **more):
    return store.claim(groups, now=at, until=at + MINUTE, **more)


def visited(store, run):
    answer = Visit(HOME.url, HOME.url, now(), now(), VisitOutcome.NOT_FOUND, 404)
    store.record_visits([Record(run.id, HOME, answer)])


@pytest.mark.parametrize(
    ("groups", "won"),
    [
        pytest.param({"other.example": [C]}, ["other.example"], id="other hosts"),
        pytest.param({"one.example": [C]}, [], id="another source of the same hosts"),
        pytest.param({"other.example": [B, C]}, [], id="one source of several is taken"),
        pytest.param({"one.example": [A], "other.example": [C]}, ["other.example"], id="each group by itself"),
    ],
)
def test_sources_are_claimed_with_all_of_their_hosts_or_not_at_all(crawler, groups, won):
    """Two crawlers at one host would not wait for each other between requests."""
    first, second, begun = crawler("first"), crawler("second"), now()
    assert claim(first, {"one.example": [A, B]}, begun) == {"one.example": 0}
    assert claim(second, groups, begun) == dict.fromkeys(won, 0)
    assert claim(first, {"one.example": [A, B]}, begun) == {"one.example": 0}


def test_every_crawler_that_dies_before_it_recorded_anything_is_a_failed_attempt(crawler):
    """A source on which every crawler dies is left alone in the end."""
    groups, begun = {"one.example": [A]}, now()
    claim(crawler("first"), groups, begun)
    assert claim(crawler("second"), groups, begun + 2 * MINUTE) == {"one.example": 1}
    third = crawler("third")
    assert claim(third, groups, begun + 4 * MINUTE, most_attempts=1) == {}
    assert claim(third, groups, begun + 4 * MINUTE, most_attempts=2) == {"one.example": 2}


def test_a_crawler_that_died_after_it_had_recorded_something_is_no_failed_attempt(crawler, source):
    first, begun = crawler("first"), now()
    claim(first, {"one.example": [A]}, begun)
    visited(first, first.start_run(source, day("2025-01-10"), simulated=True))
    assert claim(crawler("second"), {"one.example": [A]}, begun + 2 * MINUTE) == {"one.example": 0}


def test_what_is_given_back_is_free_at_once_and_no_failed_attempt(crawler):
    first, second, begun = crawler("first"), crawler("second"), now()
    claim(first, {"one.example": [A]}, begun)
    assert second.expired_leases(begun) == []
    first.give_back(begun)
    assert second.expired_leases(begun) == [A]
    assert claim(second, {"one.example": [A]}, begun) == {"one.example": 0}


def test_the_leases_of_a_crawler_that_is_no_more_run_out_at_once(workspace, crawler):
    """The system frees its lock, so that nobody waits for the end of its leases."""
    alive, begun = crawler("alive"), now()
    claim(alive, {"one.example": [A]}, begun)
    with Store.open(workspace.database, write=True, wait=0, holder="dead") as dead:
        claim(dead, {"other.example": [B]}, begun)
    heir = crawler("heir")
    assert heir.expired_leases(begun) == [B]
    assert heir.expired_leases(begun + 2 * MINUTE) == [A, B]


def test_leases_are_prolonged_until_the_runs_of_their_sources_are_closed(crawler, source):
    first, second, begun = crawler("first"), crawler("second"), now()
    assert second.last_lease_of_others() is None
    claim(first, {"one.example": [A], "other.example": [B]}, begun)
    assert first.renew(begun + 5 * MINUTE) == 2
    assert second.last_lease_of_others() == begun + 5 * MINUTE
    run = first.start_run(source, day("2025-01-10"), simulated=True)
    first.finish_run(run.id, RunVerdict(RunState.ACCEPTED))
    assert first.renew(begun + 9 * MINUTE) == 1
    assert claim(second, {"one.example": [A]}, begun) == {"one.example": 0}


@pytest.mark.parametrize("late", [visited, lambda store, run: store.finish_run(run.id, RunVerdict(RunState.ACCEPTED))])
def test_a_crawler_that_slept_records_nothing_of_what_another_took_over(crawler, source, late):
    asleep, heir, begun = crawler("asleep"), crawler("heir"), now()
    claim(asleep, {"one.example": [A]}, begun)
    run = asleep.start_run(source, day("2025-01-10"), simulated=True)
    claim(heir, {"one.example": [A]}, begun + 2 * MINUTE)
    with pytest.raises(LeaseLostError, match=r"another crawler has taken over .* nothing was recorded twice"):
        late(asleep, run)
    assert (heir.visits(run.id), heir.run(run.id).state) == ([], RunState.RUNNING)
    visited(heir, run)
    assert len(heir.visits(run.id)) == 1


def test_nobody_writes_alone_while_others_write_together(workspace):
    with (
        Store.open(workspace.database, write=True, wait=0, holder="one") as one,
        Store.open(workspace.database, write=True, wait=0, holder="two"),
    ):
        assert one.writing_together() == ["one", "two"]
        with pytest.raises(UserError, match=r"in use by crawlers that share it \(one, two\); wait until"):
            Store.open(workspace.database, write=True, wait=0.1)
    left = workspace.database.with_name("duban.crawler-killed.lock")
    left.touch()
    with Store.open(workspace.database, write=True, wait=0) as alone:
        assert (alone.writing_together(), left.exists()) == ([], False)
        with pytest.raises(UserError, match="in use by process"):
            Store.open(workspace.database, write=True, wait=0, holder="one")


def test_what_one_crawler_writes_comes_whole_or_not_at_all_to_the_others(crawler, source):
    one, two = crawler("one"), crawler("two")
    with suppress(KeyboardInterrupt), one.transaction():
        one.start_run(source, day("2025-01-10"), simulated=True)
        raise KeyboardInterrupt
    assert two.runs(source.key) == []


def test_an_interrupted_crawl_by_several_crawlers_is_taken_up_and_one_that_ended_is_not(workspace, source):
    with Store.open(workspace.database, write=True, wait=0) as alone:
        assert alone.begin_crew(day("2025-01-10")) == []
        whole = alone.start_run(source, day("2025-01-10"), simulated=True)
        alone.finish_run(whole.id, RunVerdict(RunState.ACCEPTED))
        narrow = alone.start_run(source, day("2025-01-10"), simulated=True, scope="year=2024")
        alone.finish_run(narrow.id, RunVerdict(RunState.ACCEPTED))
        assert [run.id for run in alone.begin_crew(day("2025-01-10"))] == [whole.id]
        assert alone.begin_crew(day("2025-01-11")) == []
        alone.begin_crew(day("2025-01-10"))
        alone.end_crew()
        assert alone.begin_crew(day("2025-01-10")) == []
