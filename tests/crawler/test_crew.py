"""One crawl by several crawlers: how many, that they see everything once, and that one that dies loses nothing."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from config.settings import Crawl
from config.workspace import Workspace
from crawler import crew
from crawler.crew import crawlers_for
from crawler.policy import slot
from crawler.shard import Shard
from crawler.sounding import is_sounding
from reports.store import RunState, Store
from tests.crawler.office import ROOT, Body, command, crawl, make_office
from tests.crawler.website import Answer, Website

SETTINGS = "simulated = true\nfirst_year = 2009\n[crawl]\ndelay = 0.0\nlease = 2.0\nprocesses = 2\n"
SITES, REPORTS = 6, 12


@pytest.mark.parametrize(
    ("hosts", "delay", "processes", "expected"),
    [
        (1, 0.0, 0, 1),
        (49, 0.0, 0, 1),  # the start of a process takes longer
        (50, 0.0, 0, 2),
        (128, 2.0, 0, 1),  # as many requests as one crawler has under way
        (129, 2.0, 0, 2),
        (3000, 2.0, 0, 4),
        (3000, 2.0, 1, 1),
        (3, 2.0, 8, 3),  # no more than there are hosts
        (0, 2.0, 8, 1),
    ],
)
def test_as_many_crawlers_as_hosts_and_processors_keep_busy(monkeypatch, hosts, delay, processes, expected):
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert crawlers_for(hosts, Crawl(delay=delay, processes=processes)) == expected
    assert crew.MOST_CRAWLERS == 4


def test_no_more_crawlers_than_processors(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert crawlers_for(3000, Crawl(delay=0.0)) == 2
    assert crawlers_for(3000, Crawl(delay=2.0)) == 4  # each of them waits more than half of its time


def site(body: str) -> Website:
    titles = [f"{body}{year}年政府信息公开工作年度报告" for year in range(2025, 2025 - REPORTS, -1)]
    entries = "".join(f'<li><a href="r{at}.html">{title}</a></li>' for at, title in enumerate(titles))
    pages: dict[str, Answer | str] = {
        "/": '<title>云帆县</title><a href="/nb/">政府信息公开年报</a>',
        "/nb/": f"<title>政府信息公开年报</title>{entries}",
    }
    for at, title in enumerate(titles):
        pages[f"/nb/r{at}.html"] = f"<title>{title}</title><p>{title}，依法公开政府信息的有关情况报告如下。</p>"
    return Website(pages, delay=0.03)


@pytest.fixture
def sites() -> Iterator[dict[str, Website]]:
    """Sites by their bodies, those that the second crawler begins with last."""
    with ExitStack() as stack:
        served = {f"云帆县第{number}局": stack.enter_context(site(f"云帆县第{number}局")) for number in range(SITES)}
        first = Shard(1, 2, evenly=True).of({slot(each.url): () for each in served.values()})
        yield dict(sorted(served.items(), key=lambda one: slot(one[1].url) not in first))


def office(root: Path, sites: dict[str, Website]) -> Workspace:
    return make_office(root, [Body(name, f"{each.url}/") for name, each in sites.items()], SETTINGS)


def check_that_all_was_seen_once(workspace: Workspace, sites: dict[str, Website]) -> None:
    with Store.open(workspace.database) as store:
        runs = [run for source in workspace.registry.sources() for run in store.runs(source.key)]
        visited = Counter(v.url for run in runs for v in store.visits(run.id) if not is_sounding(v.url))
        captured = Counter(capture.url for capture in store.captures())
        editions = Counter((edition.body_id, edition.year) for edition in store.editions())
        leases = store.db["leases"].count
    assert [run.state for run in runs] == [RunState.ACCEPTED] * SITES
    assert visited == Counter({each.url + path: 1 for each in sites.values() for path in each.pages})
    assert captured == Counter({url: 1 for url in visited if "/r" in url})
    assert editions == Counter(dict.fromkeys(editions, 1))
    assert len(editions) == SITES * REPORTS
    assert leases == 0


@contextmanager
def at_work(workspace: Workspace, sites: dict[str, Website]) -> "Iterator[subprocess.Popen[bytes]]":
    """A crawl of which both crawlers ask for pages."""
    served = list(sites.values())
    halves = served[: SITES // 2], served[SITES // 2 :]
    with subprocess.Popen(command(workspace), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as one:
        deadline = time.monotonic() + 60
        while not all(any(len(each.asked) > 3 for each in half) for half in halves):
            assert one.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
        yield one


def members(process: "subprocess.Popen[bytes]") -> list[int]:
    """The crawlers that a crawl has started; the other child of a pool keeps count of its semaphores."""
    found = subprocess.run(
        ["pgrep", "--parent", str(process.pid), "--full", "spawn_main"],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(pid) for pid in found.stdout.split()]


@pytest.mark.slow
def test_all_is_seen_once_and_told_in_one_table(tmp_path: Path, sites: dict[str, Website]) -> None:
    workspace = office(tmp_path, sites)
    done = crawl(workspace)
    assert done.returncode == 0, done.stderr
    assert all(each.url in done.stdout for each in sites.values())
    check_that_all_was_seen_once(workspace, sites)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="finds the crawlers by pgrep")
def test_what_a_killed_crawler_leaves_the_other_takes_over(tmp_path: Path, sites: dict[str, Website]) -> None:
    workspace = office(tmp_path, sites)
    with at_work(workspace, sites) as crawling:
        (member,) = members(crawling)
        os.kill(member, signal.SIGKILL)
        assert crawling.wait(60) == 0
    check_that_all_was_seen_once(workspace, sites)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="finds the crawlers by pgrep")
def test_the_same_command_goes_on_after_a_kill(tmp_path: Path, sites: dict[str, Website]) -> None:
    workspace = office(tmp_path, sites)
    with at_work(workspace, sites) as crawling:
        (member,) = members(crawling)
        crawling.kill()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{member}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not Path(f"/proc/{member}").exists()  # nobody is left to write
    done = crawl(workspace)
    assert done.returncode == 0, done.stderr
    check_that_all_was_seen_once(workspace, sites)
