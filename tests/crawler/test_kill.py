"""`kill -9` at random moments, then the same command: nothing lost, nothing recorded twice."""

import random
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from crawler.sounding import is_sounding
from reports.archive import Archive
from reports.store import RunState, Store
from tests.crawler.office import ROOT, Body, command, crawl, last_run, make_office
from tests.crawler.website import Answer, Website

YEARS = range(2009, 2026)
BODIES = ("云帆县教育局", "云帆县财政局", "云帆县水利局")
KILLS = 5


def site_of_many_reports() -> Website:
    titles = [f"{body}{year}年政府信息公开工作年度报告" for body in BODIES for year in YEARS]
    pages: dict[str, Answer | str] = {"/": '<title>云帆县</title><a href="/nb/">政府信息公开年报</a>'}
    lists = [titles[start : start + 10] for start in range(0, len(titles), 10)]
    for number, chunk in enumerate(lists):
        entries = "".join(f'<li><a href="r{titles.index(title)}.html">{title}</a></li>' for title in chunk)
        script = f'<script>createPageHTML({len(lists)}, {number}, "index", "html");</script>'
        pages[f"/nb/index_{number}.html" if number else "/nb/"] = f"<title>政府信息公开年报</title>{entries}{script}"
    for place, title in enumerate(titles):
        pages[f"/nb/r{place}.html"] = f"<title>{title}</title><p>{title}，依法公开政府信息的有关情况报告如下。</p>"
    return Website(pages, delay=0.02)


@pytest.mark.slow
def test_a_crawl_survives_being_killed(tmp_path: Path) -> None:
    moments = random.Random(20260409)  # noqa: S311 - the same moments in every run of the tests
    with site_of_many_reports() as site:
        workspace = make_office(
            tmp_path,
            [Body(name, f"{site.url}/") for name in BODIES],
            "simulated = true\nfirst_year = 2009\n[crawl]\ndelay = 0.0\n",
        )
        for _ in range(KILLS):
            with subprocess.Popen(
                command(workspace), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as one:
                seen = len(site.asked)
                deadline = time.monotonic() + 20
                while len(site.asked) == seen and time.monotonic() < deadline:
                    time.sleep(0.005)
                time.sleep(moments.uniform(0, 0.3))
                one.kill()
        partly = len(site.paths())
        done = crawl(workspace)
    assert done.returncode == 0, done.stderr
    assert partly < len(site.pages)  # the kills fell inside the crawl

    run = last_run(workspace)
    with Store.open(workspace.database) as store:
        visited = Counter(visit.url for visit in store.visits(run.id) if not is_sounding(visit.url))
        captured = Counter(capture.url for capture in store.captures())
        runs = store.runs(run.source)
        hashes = {visit.sha256 for visit in store.visits(run.id)}
        editions = Counter((edition.body_id, edition.year, edition.content_hash) for edition in store.editions())
    assert len(runs) == 1  # one run, taken up again and again
    assert run.state is RunState.ACCEPTED
    assert visited == Counter({site.url + path: 1 for path in site.pages})  # none lost, none recorded twice
    assert captured == Counter({url: 1 for url in visited if "/r" in url})
    assert editions == Counter(dict.fromkeys(editions, 1))
    assert len(editions) == len(captured)
    assert all(Archive(workspace.archive).get(sha256 or "") for sha256 in hashes)  # no visit without its proof
    repeated = sum(count - 1 for count in Counter(site.paths()).values())
    assert repeated <= 2 * KILLS  # at most the requests in flight
