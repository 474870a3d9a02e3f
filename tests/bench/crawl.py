"""How well and how fast duban crawls: `python -m tests.bench.crawl [--quick]`.

1. From home pages only: which reports of the portals of the tests are found, and which decoys are taken.
2. Pages a second, payloads stored, against a bare Scrapy spider that only fetches the same addresses with the same
   settings in the same run; and what the server alone can do.
3. `kill -9` at random moments: what is lost, what is doubled.
4. Memory over many pages.
"""

import argparse
import multiprocessing
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from config.workspace import Workspace
from reports.store import Store
from tests.crawler.office import ROOT, Body, command, make_office
from tests.crawler.test_portals import crawl_all
from tests.portals.server import Host, Served, Servers

SETTINGS = "simulated = true\nfirst_year = 2009\n[crawl]\ndelay = 0.0\nmax_pages = 1000000\nconcurrency_per_host = 8\n"
PER_LIST = 50
BARE = """
import scrapy, sys
class Bare(scrapy.Spider):
    name = "bare"
    def start_requests(self):
        for line in open(sys.argv[1]):
            yield scrapy.Request(line.strip(), dont_filter=True)
    async def start(self):
        for request in self.start_requests():
            yield request
    def parse(self, response):
        pass
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
settings = Settings(); settings.setmodule("crawler.settings", priority="project")
settings.setdict({"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "LOG_LEVEL": "ERROR"}, priority="cmdline")
import warnings; warnings.simplefilter("ignore")
process = CrawlerProcess(settings); process.crawl(Bare); process.start()
"""


def big_site(reports: int) -> Host:
    """A site of one column with any number of reports, each of the size of a real page."""
    host = Host()
    pages = -(-reports // PER_LIST)
    filler = "".join(f"<p>本机关依法公开政府信息，第{at}项工作按规定办理并及时公布结果。</p>" for at in range(60))
    host.pages["/"] = Served('<title>云帆县</title><a href="/nb/">政府信息公开年报</a>'.encode())
    for page in range(pages):
        numbers = range(page * PER_LIST, min((page + 1) * PER_LIST, reports))
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


def _serve(reports: int, told: "multiprocessing.Queue[str]") -> None:
    with Servers({"big": big_site(reports)}) as servers:
        told.put(servers.urls["big"])
        time.sleep(3600)


@contextmanager
def served(reports: int) -> Iterator[str]:
    """The big site in a process of its own."""
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    process = context.Process(target=_serve, args=(reports, told), daemon=True)
    process.start()
    try:
        yield told.get(timeout=30)
    finally:
        process.kill()


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


def _office(folder: Path, url: str) -> Workspace:
    return make_office(folder, [Body("云帆县教育局", url)], SETTINGS)


def _crawl_only(office: Workspace) -> str:
    """The crawl without the reading that follows it, in a process of its own; prints seconds and peak memory."""
    return f"""
import sys, time, resource
sys.path.insert(0, {str(ROOT)!r})
from config.clock import parse_as_of
from config.workspace import Workspace
from crawler.run import policy_of, run_scrapy
from crawler.selection import Restriction
from crawler.session import Session
from reports.archive import Archive
from reports.store import Store
office = Workspace.open({str(office.root)!r}); as_of = parse_as_of("2026-04-09")
with Store.open(office.database, write=True) as store:
    store.sync_registry(office.registry, as_of)
    session = Session(store, Archive(office.archive), office.settings.crawl, policy_of(office.registry, office))
    run = session.open(office.registry.sources()[0], as_of, simulated=True, restriction=Restriction())
    began = time.monotonic()
    run_scrapy(session)
    print(run.done, time.monotonic() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def _timed(words: list[str]) -> tuple[str, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    began = time.monotonic()
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return done.stdout, time.monotonic() - began


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


def speed(folder: Path, reports: int) -> dict[str, object]:
    with served(reports) as url:
        office = _office(folder / "speed", url)
        pages, seconds, memory = _timed([sys.executable, "-c", _crawl_only(office)])[0].split()
        with Store.open(office.database) as store:
            urls = [visit.url for visit in store.visits(store.runs(office.registry.sources()[0].key)[-1].id)]
        listed = folder / "urls.txt"
        listed.write_text("\n".join(urls), encoding="utf-8")
        idle = folder / "idle.txt"
        idle.write_text(url, encoding="utf-8")
        script = folder / "bare.py"
        script.write_text(BARE, encoding="utf-8")
        start_up = _timed([sys.executable, str(script), str(idle)])[1]
        bare = len(urls) / (_timed([sys.executable, str(script), str(listed)])[1] - start_up)
        alone = server_alone(url, [urlsplit(each).path for each in urls])
    ours = int(pages) / float(seconds)
    return {
        "pages": int(pages),
        "duban pages/s": round(ours, 1),
        "bare scrapy pages/s": round(bare, 1),
        "share": f"{100 * ours / bare:.0f} % (bar 70 %)",
        "server alone pages/s": f"{alone:.0f} ({alone / bare:.1f} x bare, bar 5 x)",
        "peak memory MiB": int(memory),
    }


def kills(folder: Path, count: int) -> dict[str, object]:
    """Kill the crawl `count` times at random moments, then let it finish, and look for what is lost or doubled."""
    chance = random.Random(20260409)  # noqa: S311 - the same moments in every run
    reports, within, fell = 600, 0, 0
    with served(reports) as url:
        office = _office(folder / "kills", url)
        Store.open(office.database, write=True).close()  # kills while the database is being made are another matter
        for _ in range(count):
            with subprocess.Popen(
                command(office), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as one:
                began = time.monotonic()
                before = _written(office)
                while _written(office) == before and one.poll() is None and time.monotonic() - began < 30:
                    time.sleep(0.002)
                time.sleep(chance.uniform(0, 0.15))
                fell += one.poll() is None
                within += any(office.archive.rglob("*.part"))
                one.kill()
        subprocess.run(command(office), cwd=ROOT, capture_output=True, check=False)
        with Store.open(office.database) as store:
            run = store.runs(office.registry.sources()[0].key)[-1]
            visited = Counter(visit.url for visit in store.visits(run.id))
            captured = Counter(capture.url for capture in store.captures())
    expected = 1 + -(-reports // PER_LIST) + reports
    return {
        "kills": count,
        "inside the crawl": fell,
        "inside a write of a payload": within,
        "pages lost": expected - len(visited),
        "visits doubled": sum(visited.values()) - len(visited),
        "captures doubled": sum(captured.values()) - len(captured),
    }


def _written(office: Workspace) -> tuple[int, int]:
    wal = office.root / "duban.sqlite-wal"
    return (wal.stat().st_size, wal.stat().st_mtime_ns) if wal.exists() else (0, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything, in about two minutes")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print_figures("discovery", discovery(folder))
        print_figures("speed", speed(folder, 1500 if quick else 100_000))
        print_figures("kills", kills(folder, 5 if quick else 50))


def print_figures(title: str, figures: dict[str, object]) -> None:
    print(title, flush=True)
    for key, value in figures.items():
        print(f"  {key:28} {value}", flush=True)


if __name__ == "__main__":
    main()
