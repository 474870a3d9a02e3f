"""Crawlers of one workspace as real processes, killed and stopped: nothing lost or said twice, no host hurried."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest

from config.workspace import Workspace
from crawler.leases import MOST_ATTEMPTS
from crawler.shard import Shard, host_groups
from crawler.sounding import is_sounding
from reports.archive import Archive
from reports.store import RunState, Store
from tests.crawler.office import ROOT, Body, command, make_office
from tests.crawler.website import Answer, Website

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")]

YEARS = range(2015, 2026)
DELAY = 0.25
SETTINGS = f"simulated = true\nfirst_year = 2015\n[crawl]\ndelay = {DELAY}\nlease = 3\n"
KILLED_BY_A_PAGE = """
import os, signal, sys
from crawler.session import Session

judged = Session._classify

def deadly(self, job, *answer):
    if "/deadly/" in job.entry.url:
        os.kill(os.getpid(), signal.SIGKILL)
    return judged(self, job, *answer)

Session._classify = deadly
sys.argv = ["duban", *sys.argv[1:]]
import duban
duban.main()
"""


def fill(site: Website, name: str, elsewhere: str) -> None:
    """Give a site a list of reports, the oldest of which lies on a host of another crawler."""
    titles = {year: f"{name}{year}年政府信息公开工作年度报告" for year in YEARS}
    links = {year: f"r{year}.html" for year in YEARS} | {YEARS[0]: elsewhere}
    entries = "".join(f'<li><a href="{links[year]}">{title}</a></li>' for year, title in titles.items())
    site.pages["/"] = f'<title>{name}</title><a href="/nb/">政府信息公开年报</a>'
    site.pages["/nb/"] = f"<title>政府信息公开年报</title><ul>{entries}</ul>"
    for year, title in list(titles.items())[1:]:
        site.pages[f"/nb/r{year}.html"] = report(title)


def report(title: str) -> str:
    return f"<title>{title}</title><p>{title}，依法公开政府信息的有关情况报告如下。</p>"


class Portals:
    """Several sites on loopback and the workspace that knows them."""

    def __init__(self, root: Path, stack: ExitStack, sites: int = 6) -> None:
        self.sites = [stack.enter_context(Website(delay=0.02)) for _ in range(sites)]
        names = [f"云帆县第{number}局" for number in range(sites)]
        for name, site in zip(names, self.sites, strict=True):
            path = f"/shared/{names.index(name)}.html"
            fill(site, name, self.sites[0].url + path)
            title = f"{name}{YEARS[0]}年政府信息公开工作年度报告"
            self.sites[0].pages[path] = report(title)
        bodies = [Body(name, f"{site.url}/") for name, site in zip(names, self.sites, strict=True)]
        self.office = make_office(root, bodies, SETTINGS)

    def of(self, shard: Shard) -> list[Website]:
        hosts = shard.of(host_groups(self.office.registry.sources()))
        return [site for site in self.sites if any(name.endswith(site.url[-6:]) for name in hosts)]


@pytest.fixture
def portals(tmp_path: Path) -> Iterator[Portals]:
    with ExitStack() as stack:
        yield Portals(tmp_path / "office", stack)


def start(office: Workspace, shard: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command(office, shard=shard), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def until(condition: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def assert_nothing_lost_nothing_twice(portals: Portals, *, read: bool = True) -> None:
    with Store.open(portals.office.database) as store:
        runs = [store.runs(source.key) for source in portals.office.registry.sources()]
        assert [[run.state for run in each] for each in runs] == [[RunState.ACCEPTED]] * 6
        visits = [visit for each in runs for visit in store.visits(each[0].id) if not is_sounding(visit.url)]
        captures = store.captures()
        editions = store.editions()
    assert {visit.url for visit in visits} == {site.url + path for site in portals.sites for path in site.pages}
    assert set(Counter((visit.url, visit.role) for visit in visits).values()) == {1}
    assert len(captures) == 6 * len(YEARS)
    assert len(editions) == (len(captures) if read else 0)  # once, by whoever ended last
    archive = Archive(portals.office.archive)
    assert all(archive.get(visit.sha256 or "") for visit in visits)


def assert_polite(portals: Portals, *, killed: int = 0) -> None:
    """One request at a time and the delay between two; a busy machine tells the website of a few too late.

    Of a killed crawler the website may still be answering a request when the next crawler asks.
    """
    for site in portals.sites:
        assert site.at_once <= 1 + killed
        gaps = [later.at - earlier.at for earlier, later in pairwise(site.asked)]
        assert sum(gap < DELAY / 2 for gap in gaps) <= len(gaps) / 10 + killed


def test_a_killed_crawler_s_sites_are_taken_over(portals):
    with start(portals.office, "1/2") as one, start(portals.office, "2/2") as other:
        theirs = [site for site in portals.of(Shard(2, 2)) if site is not portals.sites[0]]
        until(lambda: any(len(site.paths()) > 4 for site in theirs))
        assert one.poll() is None
        other.kill()
        told, complaint = one.communicate(timeout=240)
    assert one.returncode == 0, complaint
    assert "名录内机关" in told
    assert_nothing_lost_nothing_twice(portals)
    assert_polite(portals, killed=1)


def test_a_crawler_that_was_stopped_for_too_long_ends_when_it_wakes(portals):
    with start(portals.office, "1/2") as one, start(portals.office, "2/2") as other:
        theirs = [site for site in portals.of(Shard(2, 2)) if site is not portals.sites[0]]
        until(lambda: any(len(site.paths()) > 4 for site in theirs))
        other.send_signal(signal.SIGSTOP)
        asked = sum(len(site.asked) for site in theirs)
        one.communicate(timeout=240)
        assert sum(len(site.asked) for site in theirs) > asked
        other.send_signal(signal.SIGCONT)
        _, complaint = other.communicate(timeout=240)
    assert (one.returncode, other.returncode) == (0, 2)
    assert "gave no sign of life for too long" in complaint
    assert_nothing_lost_nothing_twice(portals, read=False)  # who ended last ended badly; `duban check` reads


def test_two_crawlers_that_live_do_each_their_part(portals):
    with start(portals.office, "1/2") as one, start(portals.office, "2/2") as other:
        ends = [crawler.communicate(timeout=240) for crawler in (one, other)]
    assert (one.returncode, other.returncode) == (0, 0), ends
    assert_nothing_lost_nothing_twice(portals)
    assert_polite(portals)
    with Store.open(portals.office.database, write=True, wait=0):
        pass


def test_a_site_that_kills_its_crawlers_is_put_aside_and_told(tmp_path):
    with ExitStack() as stack:
        killed_until_told(Portals(tmp_path / "office", stack, sites=3))


def killed_until_told(portals: Portals) -> None:
    portals.sites[1].pages["/nb/"] = Answer("", 302, {"Location": "/deadly/"})
    words = ["crawl", "-w", str(portals.office.root), "--as-of", "2026-04-09", "--shard", "1/1", "--lang", "en"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    deaths = 0
    while deaths <= MOST_ATTEMPTS + 3:
        done = subprocess.run(
            [sys.executable, "-c", KILLED_BY_A_PAGE, *words],
            check=False,
            env=environ,
            capture_output=True,
            text=True,
            timeout=240,
        )
        if done.returncode != -signal.SIGKILL:
            break
        deaths += 1
    assert (done.returncode, deaths) == (3, MOST_ATTEMPTS + 1)
    assert f"{MOST_ATTEMPTS} crawlers in a row died" in done.stdout
    with Store.open(portals.office.database) as store:
        states = [store.runs(source.key)[-1].state for source in portals.office.registry.sources()]
    assert states == [RunState.ACCEPTED, RunState.REJECTED, RunState.ACCEPTED]
