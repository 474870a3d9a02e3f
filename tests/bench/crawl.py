"""How well and how fast duban crawls: `python -m tests.bench.crawl [--quick] [--only PART]`.

discovery  From home pages only: which reports of the portals of the tests are found, and which decoys are taken.
speed      Pages a second, payloads stored, against a bare Scrapy spider that only fetches the same addresses with the
           same settings, in turns with it, medians; and what the server alone can do.
hosts      The same over many hosts, where `duban crawl` starts as many crawlers as there are processors, their start
           included; the bare spider asks them all from one process.
kills      `kill -9` of all processes at random moments: what is lost, what is doubled. Whoever writes keeps a byte in a
           mapped file that says what it is doing; a kill leaves it as it was, so it tells in which write the kill fell.
memory     Resident memory over many pages, the judging of the run included.
revisit    What a planned look at the unchanged portals costs a day after the first: requests and bytes of bodies.
"""

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen

from config.workspace import Workspace
from crawler.sounding import is_sounding
from reports.archive import Archive, DamagedError
from reports.store import Store
from tests.bench.records import Figure, figures
from tests.crawler.office import ROOT, Body, command, make_office
from tests.crawler.test_portals import crawl_all
from tests.portals import write_all
from tests.portals.server import Host, Served, Servers, serving

SETTINGS = "simulated = true\nfirst_year = 2009\n[crawl]\ndelay = 0.0\nmax_pages = 1000000\nconcurrency_per_host = 8\n"
REVISITED = "simulated = true\nfirst_year = 2020\n[crawl]\ndelay = 0.0\ntimeout = 20.0\n"
MOST_LISTS = 150
"""Pages of the one list; a crawler may well take more for a trap."""
HOSTS = 60
BARE = """
import scrapy, sys, time, warnings
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for line in open(sys.argv[1]):
            yield scrapy.Request(line.strip(), dont_filter=True)
    def parse(self, response):
        pass

warnings.simplefilter("ignore")
settings = Settings()
settings.setmodule("crawler.settings", priority="project")
settings.setdict({"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "LOG_LEVEL": "ERROR"}, priority="cmdline")
began, before = time.monotonic(), time.process_time()
process = AsyncCrawlerProcess(settings)
process.crawl(Bare)
process.start()
print(time.monotonic() - began, time.process_time() - before)
"""
CRAWL = """
import sys, time
from os import times
from config.clock import parse_as_of
from config.workspace import Workspace
from crawler.assessment import facts_of
from crawler.engine import run_scrapy
from crawler.policy import policy_of
from crawler.selection import Restriction
from crawler.session import Session
from reports.archive import Archive
from reports.store import Store

def resident(name="VmRSS"):
    return int(next(line for line in open("/proc/self/status") if line.startswith(name)).split()[1]) // 1024

def sample():
    if every and run.done % every == 0:
        print(f"{run.done}={resident()}", end=" ")

office, every = Workspace.open(sys.argv[1]), int(sys.argv[2])
as_of = parse_as_of("2026-04-09")
with Store.open(office.database, write=True) as store:
    store.sync_registry(office.registry, as_of)
    session = Session(store, Archive(office.archive), office.settings.crawl, policy_of(office.registry, office))
    run = session.open(office.registry.sources()[0], as_of, simulated=True, restriction=Restriction())
    session.tell = sample
    began, before = time.monotonic(), sum(times()[:4])
    run_scrapy(session)
    seconds, worked = time.monotonic() - began, sum(times()[:4]) - before
    if every:
        facts_of(store, session.archive, run)
        print(f"judged={resident()} peak={resident('VmHWM')}", end=" ")
    print(run.done, seconds, worked)
"""
"""The crawl without the reading that follows it: prints pages, seconds and seconds of processor,
and memory every so many pages."""

CREW = """
import sys, time
from os import times
from config.clock import parse_as_of
from config.workspace import Workspace
from crawler.crew import crawlers_for, look_in_crew
from crawler.looking import Task
from crawler.shard import host_groups

office = Workspace.open(sys.argv[1])
crawlers = crawlers_for(len(host_groups(office.registry.sources())), office.settings.crawl)
began, before = time.monotonic(), sum(times()[:4])
look_in_crew(office, Task(parse_as_of("2026-04-09"), "zh"), crawlers, lambda _: None)
print(crawlers, time.monotonic() - began, sum(times()[:4]) - before)
"""
"""The crawl by several crawlers: prints how many, seconds with their start, seconds of processor of all."""

WATCHING = """
import mmap, sys, threading

def watch(file, at, kind, *names):
    with open(file, "r+b") as opened:
        state = mmap.mmap(opened.fileno(), 2)
    lock, inside = threading.Lock(), [0]
    def enter(step):
        with lock:
            inside[0] += step
            state[at] = 2 if inside[0] else 1
    def watched(work):
        def within(*words, **more):
            enter(1)
            try:
                return work(*words, **more)
            finally:
                enter(-1)
        return within
    for name in names:
        setattr(kind, name, watched(getattr(kind, name)))
    state[at] = 1
    return state
"""
"""Has a byte of a mapped file say whether a process is inside some methods: 1 outside, 2 inside."""

WATCHED_WRITER = f"""{WATCHING}
from pathlib import Path
from reports import filing

watch(sys.argv[1], 0, filing.Archive, "keep")
filing.main(Path(sys.argv[2]), sys.argv[3], sys.stdin.buffer, sys.stdout.buffer)
"""

WATCHED = f"""{WATCHING}
from config.clock import parse_as_of
from config.workspace import Workspace
from crawler.run import crawl
from reports.filing import InProcess
from reports.store import Store

InProcess.command = (sys.executable, "-c", sys.argv[3], sys.argv[2])
state = watch(sys.argv[2], 1, Store, "record_visits")
crawl(Workspace.open(sys.argv[1]), as_of=parse_as_of("2026-04-09"))
state[1] = 3
"""
"""The whole crawl, its payloads written by a process that is watched too; the second byte is 3 after its end."""


def big_site(reports: int) -> Host:
    """A site of one column with any number of reports, each of the size of a real page."""
    host = Host()
    per_list = _per_list(reports)
    pages = -(-reports // per_list)
    filler = "".join(f"<p>本机关依法公开政府信息，第{at}项工作按规定办理并及时公布结果。</p>" for at in range(60))
    host.handlers["GET /asked"] = lambda _: Served(f"{len(host.asked)}={len(set(host.asked))}".encode())
    host.pages["/"] = Served('<title>云帆县</title><a href="/nb/">政府信息公开年报</a>'.encode())
    for page in range(pages):
        numbers = range(page * per_list, min((page + 1) * per_list, reports))
        rows = "".join(
            f'<li><a href="r{at}.html">云帆县教育局2025年政府信息公开工作年度报告（{at}）</a></li>' for at in numbers
        )
        script = f'<script>createPageHTML({pages}, {page}, "index", "html");</script>'
        path = f"/nb/index_{page}.html" if page else "/nb/"
        host.pages[path] = Served(f"<title>政府信息公开年报</title><ul>{rows}</ul>{script}".encode())
        for at in numbers:
            title = f"云帆县教育局2025年政府信息公开工作年度报告（{at}）"
            host.pages[f"/nb/r{at}.html"] = Served(f"<title>{title}</title><h1>{title}</h1>{filler}".encode())
    return host


def _per_list(reports: int) -> int:
    return max(50, -(-reports // MOST_LISTS))


def _hosts(reports: int) -> dict[str, Host]:
    return {"big": big_site(reports)}


def _many_hosts(reports: int) -> dict[str, Host]:
    return {str(number): big_site(reports) for number in range(HOSTS)}


@contextmanager
def served(reports: int) -> Iterator[str]:
    """The big site in a process of its own."""
    with serving(_hosts, reports) as urls:
        yield urls["big"]


def discovery(folder: Path) -> dict[str, object]:
    began = time.monotonic()
    seen = crawl_all(folder / "portals")
    reports = sum(len(site.reports) for site in seen.sites.values())
    found = sum(len(set(site.reports) & seen.captured[name]) for name, site in seen.sites.items())
    decoys = sum(len(site.decoys & seen.captured[name]) for name, site in seen.sites.items())
    generic = crawl_all(folder / "generic", families="off")
    alone = sum(len(set(site.reports) & generic.captured[name]) for name, site in generic.sites.items())
    return {
        "dialects": len(seen.sites),
        "reports found": f"{found}/{reports}",
        "decoys taken": decoys,
        "generic path alone": f"{alone}/{reports} ({100 * alone / reports:.1f} %)",
        "seconds": round(time.monotonic() - began, 1),
    }


def revisit(folder: Path) -> dict[str, object]:
    """Crawl all portals twice as `duban run` does, the day after the first time with nothing changed."""
    sites = write_all()
    for site in sites.values():
        site.validates = True
    costs = []
    with Servers(sites) as servers:
        bodies = [Body(body, servers.urls[name]) for name, site in sites.items() for body in site.bodies]
        office = make_office(folder / "revisit", bodies, REVISITED)
        for day in ("2026-02-10", "2026-02-11"):
            words = [sys.executable, "-m", "duban", "crawl", "--planned", "-w", office.root, "--as-of", day]
            subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
            costs.append((sum(len(site.asked) for site in sites.values()), sum(site.sent for site in sites.values())))
    with Store.open(office.database) as store:
        reports = [[run.counts.get("reports") for run in store.runs(each.key)] for each in office.registry.sources()]
    (first, bytes_first), (both, bytes_both) = costs
    return {
        "reports seen": f"{sum(runs[0] or 0 for runs in reports)}, then {sum(runs[-1] or 0 for runs in reports)}",
        "requests": f"{first}, then {both - first}: {100 * (both - first) / first:.1f} % (bar 25 %)",
        "bytes": f"{bytes_first}, then {bytes_both - bytes_first}: "
        f"{100 * (bytes_both - bytes_first) / bytes_first:.1f} % (bar 5 %)",
    }


def _office(folder: Path, url: str) -> Workspace:
    return make_office(folder, [Body("云帆县教育局", url)], SETTINGS)


def _output(code: str, *words: object) -> list[str]:
    """What a script in a process of its own prints, as words."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return done.stdout.split()


def server_alone(url: str, paths: list[str]) -> float:
    """Pages a second that one plain socket, asking without waiting, gets out of the server."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 80)) as connection:
        began, got, size = time.monotonic(), 0, 20
        for start in range(0, len(paths), size):
            batch = paths[start : start + size]
            connection.sendall(b"".join(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for path in batch))
            seen = 0
            while seen < len(batch):
                data = connection.recv(1 << 20)
                seen += data.count(b"HTTP/1.1 ")
            got += seen
        time.sleep(0)
        return got / (time.monotonic() - began)


@dataclass
class Race:
    """Turns of duban and of the bare spider over the same addresses: pages a second and milliseconds of processor."""

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    bare_work: list[float] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)

    def turn(self, office: Workspace, seconds: float, worked: float, listed: Path) -> None:
        """Add a turn of duban in a workspace, and have the bare spider fetch what duban has fetched."""
        with Store.open(office.database) as store:
            runs = [run for source in office.registry.sources() for run in store.runs(source.key)]
            self.urls = [visit.url for run in runs for visit in store.visits(run.id)]
        self.ours.append(len(self.urls) / seconds)
        self.work.append(1000 * worked / len(self.urls))
        listed.write_text("\n".join(self.urls), encoding="utf-8")
        seconds, worked = map(float, _output(BARE, listed))
        self.bare.append(len(self.urls) / seconds)
        self.bare_work.append(1000 * worked / len(self.urls))

    def told(self) -> dict[str, object]:
        """Return the figures."""
        return {
            "pages, rounds": f"{len(self.urls)}, {len(self.ours)}",
            "duban pages/s": f"{median(self.ours):.0f} ({min(self.ours):.0f} to {max(self.ours):.0f})",
            "bare scrapy pages/s": f"{median(self.bare):.0f} ({min(self.bare):.0f} to {max(self.bare):.0f})",
            "share": f"{100 * median(self.ours) / median(self.bare):.0f} % (bar 70 %)",
            "processor ms a page": f"{median(self.work):.2f}, bare {median(self.bare_work):.2f}",
        }

    def against_server(self, url: str) -> dict[str, object]:
        """Return how much more than the bare spider the server of a host gives to whoever only asks."""
        host = urlsplit(url).netloc
        paths = [parts.path for parts in map(urlsplit, self.urls) if parts.netloc == host]
        alone = server_alone(url, paths)
        return {"server alone pages/s": f"{alone:.0f} ({alone / median(self.bare):.0f} x bare, bar 5 x)"}


def speed(folder: Path, reports: int, rounds: int) -> dict[str, object]:
    race = Race()
    with served(reports) as url:
        for number in range(rounds):
            office = _office(folder / f"speed{number}", url)
            _, seconds, worked = map(float, _output(CRAWL, office.root, 0))
            race.turn(office, seconds, worked, folder / "urls.txt")
        return {**race.told(), **race.against_server(url)}


def hosts(folder: Path, reports: int, rounds: int) -> dict[str, object]:
    race = Race()
    with serving(_many_hosts, reports) as urls:
        for number in range(rounds):
            bodies = [Body(f"云帆县第{name}局", url) for name, url in urls.items()]
            office = make_office(folder / f"hosts{number}", bodies, SETTINGS)
            crawlers, seconds, worked = map(float, _output(CREW, office.root))
            race.turn(office, seconds, worked, folder / "many.txt")
        counts = {"hosts, crawlers": f"{len(urls)}, {crawlers:.0f}"}
        return {**counts, **race.told(), **race.against_server(next(iter(urls.values())))}


def memory(folder: Path, reports: int) -> dict[str, object]:
    with served(reports) as url:
        *samples, pages, seconds, _ = _output(CRAWL, _office(folder / "memory", url).root, max(reports // 10, 1))
    highest = max(int(sample.split("=")[1]) for sample in samples)
    return {
        "pages": pages,
        "MiB after pages": "  ".join(samples),
        "highest": f"{highest} MiB (bar 400)",
        "pages/s": f"{int(pages) / float(seconds):.0f}",
    }


def kills(folder: Path, count: int) -> dict[str, object]:
    """Kill the crawl `count` times at random moments, then let it finish, and look for what is lost or doubled."""
    chance = random.Random(20260409)  # noqa: S311 - the same moments in every run
    reports = 60 * count
    with served(reports) as url:
        office = _office(folder / "kills", url)
        Store.open(office.database, write=True).close()  # kills while the database is being made are another matter
        states = [_killed(office, folder / "state", chance.uniform(0, 0.5)) for _ in range(count)]
        last = subprocess.run(command(office), cwd=ROOT, capture_output=True, text=True, check=False)
        with urlopen(f"{url}asked") as answer:  # noqa: S310 - our own server
            ((asked, different),) = parse_qsl(answer.read().decode())
    expected = 1 + -(-reports // _per_list(reports)) + reports
    return {
        "kills": count,
        "inside a write of payloads": sum(payloads == 2 for payloads, _ in states),
        "inside a transaction": sum(recording == 2 for _, recording in states),
        "after the end": sum(recording == 3 for _, recording in states),
        "the last run ended with": last.returncode,
        **_damage(office, expected),
        "requests repeated": f"{int(asked) - int(different)} ({(int(asked) - int(different)) / count:.1f} a kill)",
    }


def _killed(office: Workspace, state: Path, moment: float) -> bytes:
    """Start the crawl, kill its processes so many seconds after its first write began; return what they were doing."""
    state.write_bytes(b"\0\0")
    with subprocess.Popen(
        [sys.executable, "-c", WATCHED, office.root, state, WATCHED_WRITER],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as one:
        while max(state.read_bytes()) < 2 and one.poll() is None:
            time.sleep(0.002)
        time.sleep(moment)
        with suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)
        one.wait()
        return state.read_bytes()


def _damage(office: Workspace, expected: int) -> dict[str, object]:
    archive = Archive(office.archive)
    with Store.open(office.database) as store:
        run = store.runs(office.registry.sources()[0].key)[-1]
        visits, captures = [visit for visit in store.visits(run.id) if not is_sounding(visit.url)], store.captures()
        editions = store.editions()
    visited = Counter(visit.url for visit in visits)
    captured = Counter(capture.url for capture in captures)
    contents = Counter((edition.body_id, edition.year, edition.content_hash) for edition in editions)
    return {
        "pages lost": expected - len(visited),
        "visits doubled": sum(visited.values()) - len(visited),
        "captures doubled": sum(captured.values()) - len(captured),
        "editions, doubled": f"{len(editions)}, {len(editions) - len(contents)}",
        "payloads unreadable": sum(not _readable(archive, visit.sha256) for visit in visits if visit.sha256),
    }


def _readable(archive: Archive, sha256: str) -> bool:
    try:
        return bool(archive.get(sha256))
    except DamagedError:
        return False


def _parts(*, quick: bool) -> dict[str, Callable[[Path], dict[str, object]]]:
    return {
        "discovery": discovery,
        "speed": lambda folder: speed(folder, 1500 if quick else 5000, 3 if quick else 5),
        "hosts": lambda folder: hosts(folder, 50 if quick else 150, 3 if quick else 5),
        "kills": lambda folder: kills(folder, 5 if quick else 50),
        "memory": lambda folder: memory(folder, 10_000 if quick else 100_000),
        "revisit": revisit,
    }


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield the parts for the table of all benches; a quick run leaves discovery and kills out."""
    parts = _parts(quick=quick)
    with tempfile.TemporaryDirectory() as name:
        for title in ("speed", "hosts", "memory", "revisit") if quick else parts:
            yield from figures(f"crawl, {title}", "", parts[title](Path(name)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything, in a few minutes")
    parser.add_argument("--only", choices=("discovery", "speed", "hosts", "kills", "memory", "revisit"))
    chosen = parser.parse_args()
    quick, only = chosen.quick, chosen.only
    parts = _parts(quick=quick)
    with tempfile.TemporaryDirectory() as name:
        for title, part in parts.items():
            if only in {None, title}:
                print_figures(title, part(Path(name)))


def print_figures(title: str, figures: dict[str, object]) -> None:
    print(title, flush=True)
    for key, value in figures.items():
        print(f"  {key:28} {value}", flush=True)


if __name__ == "__main__":
    main()
