"""Several crawlers of one workspace: how the registry is divided, who holds what, whose turn it is at a host."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from config.bodies import Source
from config.clock import now
from config.errors import UserError
from config.workspace import Workspace
from crawler import turns as turns_module
from crawler.leases import MOST_ATTEMPTS, Leases, holder_name
from crawler.run import crawl
from crawler.shard import Shard, host_groups
from crawler.turns import HostTurns
from reports.store import FrontierEntry, Record, RunState, RunVerdict, Store, Visit, VisitOutcome
from reports.store.leasing import LeaseLostError
from reports.store.lock import InUseError
from tests.crawler.office import Body, make_office

HOSTS = [f"http://site{number}.test/" for number in range(6)]


def source(site: str, column: str | None = None) -> Source:
    return Source(f"{site} {column}", site, column, ())


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make_office(tmp_path / "office", [Body(f"云帆县第{number}局", site) for number, site in enumerate(HOSTS)])


@contextmanager
def crawler(office: Workspace, shard: str = "1/1") -> Iterator[tuple[Store, Leases]]:
    """A crawler with its leases, whose clock nobody keeps: it gives no sign of life."""
    with Store.open(office.database, write=True, holder=holder_name()) as store:
        store.sync_registry(office.registry, now())
        turns = HostTurns(office.root / "turns", store.holder, 60)
        yield store, Leases(store, host_groups(office.registry.sources()), Shard.parse(shard), 60, turns)


def expire(office: Workspace) -> None:
    db = sqlite3.connect(office.database)
    db.execute("UPDATE leases SET until = '2026-01-01T00:00:00+08:00'")
    db.commit()
    db.close()


@pytest.mark.parametrize("text", ["0/2", "3/2", "2", "a/b", "1/0", "-1/2", "1/2/3"])
def test_a_shard_that_is_none_is_refused(text):
    with pytest.raises(UserError, match=f"--shard {text}: not a part"):
        Shard.parse(text)


def test_every_group_is_in_one_part_and_stays_there_whatever_else_is_listed():
    groups = host_groups(source(f"http://s{number}.test/") for number in range(500))
    parts = [set(Shard(part, 4).of(groups)) for part in range(1, 5)]
    assert sum(map(len, parts)) == len(set().union(*parts)) == 500
    assert min(map(len, parts)) > 80
    fewer = host_groups(source(f"http://s{number}.test/") for number in range(0, 500, 7))
    assert set(Shard(2, 4).of(fewer)) == parts[1] & set(fewer)


def test_parts_of_crawlers_that_start_together_are_of_one_size():
    groups = host_groups(source(f"http://s{number}.test/") for number in range(61))
    parts = [Shard(part, 4, evenly=True).of(groups) for part in range(1, 5)]
    assert sorted(map(len, parts)) == [15, 15, 15, 16]
    assert set().union(*parts) == set(groups)


def test_sources_that_share_a_host_directly_or_through_others_are_one_group():
    joined = [
        source("http://a.test/"),
        source("http://c.test/", "http://b.test/x"),
        source("http://d.test/"),
        source("http://a.test/", "http://b.test/y"),
        source("http://a.test:8080/"),
    ]
    groups = host_groups(joined)
    assert {name: len(members) for name, members in groups.items()} == {
        "a.test:80": 3,
        "a.test:8080": 1,
        "d.test:80": 1,
    }
    assert host_groups(reversed(joined)).keys() == groups.keys()


def test_two_crawlers_share_the_work_and_nobody_writes_alone_meanwhile(office):
    with crawler(office, "1/2") as (_, one), crawler(office, "2/2") as (_, other):
        mine, theirs = one.claim(), other.claim()
        assert set(mine) | set(theirs) == set(host_groups(office.registry.sources()))
        assert not set(mine) & set(theirs)
        assert (one.claim(), other.claim()) == ({}, {})
        with pytest.raises(InUseError, match="in use by crawlers that share it"):
            Store.open(office.database, write=True, wait=0)
    with Store.open(office.database, write=True, wait=0):
        pass


def test_who_writes_alone_keeps_crawlers_out(office):
    with Store.open(office.database, write=True), pytest.raises(InUseError, match="in use by process"):
        Store.open(office.database, write=True, wait=0, holder=holder_name())


def test_what_a_crawler_that_is_no_more_held_is_taken_over_at_once(office):
    with crawler(office) as (_, dead):
        held = dead.claim()
    with crawler(office) as (_, heir):
        heir.claim()  # nobody died of them in company yet, but nothing was recorded: they come one by one
        taken = [heir.claim() for _ in range(len(held) - 1)]
    assert [len(won) for won in taken] == [1] * (len(held) - 1)


def test_what_a_crawler_gave_back_is_nobody_s_failure(office):
    with crawler(office) as (store, stopped):
        held = stopped.claim()
        store.give_back(now())
    with crawler(office) as (_, heir):
        assert heir.claim() == dict.fromkeys(held, 0)


def test_a_crawler_that_gave_no_sign_of_life_records_nothing_more(office):
    first = office.registry.sources()[0]
    with ExitStack() as stack:
        slept, asleep = stack.enter_context(crawler(office))
        asleep.claim()
        run = slept.start_run(first, now(), simulated=True)
        slept.record_visits([visit(run.id, "a")])
        expire(office)
        heir, leases = stack.enter_context(crawler(office))
        assert first.site in {s.site for hosts in leases.claim() for s in host_groups(office.registry.sources())[hosts]}
        with pytest.raises(LeaseLostError, match="gave no sign of life"):
            slept.record_visits([visit(run.id, "b")])
        assert len(heir.visits(run.id)) == 1
        heir.record_visits([visit(run.id, "b")])


def visit(run_id: int, path: str) -> Record:
    url = HOSTS[0] + path
    return Record(run_id, FrontierEntry(url, "list"), Visit(url, url, now(), now(), VisitOutcome.TIMEOUT))


def test_attempts_are_counted_until_something_is_recorded(office):
    (hosts,) = host_groups([office.registry.sources()[0]])
    groups = {hosts: [office.registry.sources()[0].key]}
    seen = []
    for attempt in range(MOST_ATTEMPTS + 2):
        with crawler(office) as (store, _):
            store.expired_leases(now())
            seen.append(store.claim(groups, now=now(), until=now() + timedelta(minutes=1))[hosts])
            if attempt == MOST_ATTEMPTS:
                run = store.start_run(office.registry.sources()[0], now(), simulated=True)
                store.record_visits([visit(run.id, "a")])
    assert seen == [*range(MOST_ATTEMPTS + 1), 0]


def test_a_lease_ends_with_the_run(office):
    with crawler(office) as (store, leases):
        leases.claim()
        run = store.start_run(office.registry.sources()[0], now(), simulated=True)
        store.finish_run(run.id, RunVerdict(RunState.REJECTED, "试验"))
        assert store.last_lease_of_others() is None
        assert store.renew(now()) == len(HOSTS) - 1


def test_one_crawler_asks_a_host_at_a_time_and_the_next_waits_for_the_delay(tmp_path, monkeypatch):
    one, other = (HostTurns(tmp_path, name, 30) for name in ("one", "other"))
    assert one.take("a.test:80", 5)
    assert one.take("a.test:80", 5)
    assert not other.take("a.test:80", 0)
    assert other.take("b.test:80", 5)
    one.give_back("a.test:80")
    assert not other.take("a.test:80", 60)
    assert one.take("a.test:80", 60)  # its own requests are kept apart by its downloader
    one.give_back("a.test:80")
    later = time.monotonic() + 61
    monkeypatch.setattr(turns_module, "monotonic", lambda: later)
    assert other.take("a.test:80", 60)


def test_the_turn_of_a_crawler_that_hangs_comes_to_an_end(tmp_path, monkeypatch):
    one, other, third = (HostTurns(tmp_path, name, 30) for name in ("one", "other", "third"))
    assert one.take("a.test:80", 1)
    begun = time.monotonic()
    monkeypatch.setattr(turns_module, "monotonic", lambda: begun + 25)
    one.prolong()
    monkeypatch.setattr(turns_module, "monotonic", lambda: begun + 50)
    assert not other.take("a.test:80", 1)
    monkeypatch.setattr(turns_module, "monotonic", lambda: begun + 60)
    assert other.take("a.test:80", 1)
    assert not third.take("a.test:80", 1)
    other.give_back("a.test:80")
    one.give_back("a.test:80")
    monkeypatch.setattr(turns_module, "monotonic", lambda: begun + 62)
    assert third.take("a.test:80", 1)


def test_a_shard_is_whole_sources(office):
    with pytest.raises(UserError, match="--shard looks at whole sources"):
        crawl(office, as_of=now(), year=2024, shard=Shard(1, 2))
