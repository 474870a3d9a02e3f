"""The crawl as people start it: a process of its own against websites on loopback."""

import random
import subprocess
import sys
from argparse import Namespace
from itertools import pairwise
from pathlib import Path

import pytest

from checks.model import State
from config.clock import parse_as_of
from config.workspace import Workspace
from crawler.commands.crawl import Command
from reports.status import body_years
from reports.store import RunState, Store
from tests.crawler.conftest import DemoOffice
from tests.crawler.office import (
    ROOT,
    SETTINGS,
    Body,
    captures,
    command,
    crawl,
    last_run,
    make_office,
    outcomes,
    visits,
)
from tests.crawler.website import Answer, Website

HOME = '<title>云帆县</title><a href="/nb/">政府信息公开年报</a><a href="/x/">走进云帆</a>'
SENTENCE = "云帆县教育局依法公开政府信息，现将有关情况报告如下。"


def list_page(*years: int, more: str = "") -> str:
    entries = "".join(
        f'<li><a href="t{year}.html">云帆县教育局{year}年政府信息公开工作年度报告</a></li>' for year in years
    )
    return f"<title>政府信息公开年报_云帆县</title><ul>{entries}</ul>{more}"


def report(year: int) -> str:
    return f"<title>云帆县教育局{year}年政府信息公开工作年度报告</title><p>{year}年。{SENTENCE}</p>"


def small_site(**pages: Answer | str) -> Website:
    site = {"/": HOME, "/nb/": list_page(2025, 2024), "/nb/t2025.html": report(2025), "/nb/t2024.html": report(2024)}
    return Website(site | {f"/{path.replace('__', '/')}": page for path, page in pages.items()})


def office(tmp_path: Path, site: Website, settings: str = SETTINGS, column: str = "") -> Workspace:
    return make_office(tmp_path / "office", [Body("云帆县教育局", f"{site.url}/", column)], settings)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_full_disk_is_one_clear_line_and_costs_nothing_that_was_recorded(tmp_path: Path) -> None:
    huge = report(2025) + "".join(f"<p>{random.Random(at).randbytes(3000).hex()}</p>" for at in range(1200))  # noqa: S311
    with small_site() as site:
        site.pages["/nb/t2025.html"] = huge
        workspace = office(tmp_path, site)
        limited = ["sh", "-c", 'ulimit -f 2048 && exec "$@"', "sh", *command(workspace)]
        full = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
        before = visits(workspace)
        done = crawl(workspace)
    assert full.returncode == 2
    (line,) = [line for line in full.stderr.splitlines() if not line.startswith("巡查")]
    assert line.startswith("scrapy crawl: ")
    assert "could not be stored (File too large)" in line
    assert done.returncode == 0, done.stderr
    assert before
    assert visits(workspace)[: len(before)] == before
    assert sorted(outcomes(workspace)) == ["/", "/nb/", "/nb/t2024.html", "/nb/t2025.html"]
    assert len(visits(workspace)) == 4


def test_the_demonstration_portal_from_its_home_pages(demo_office: DemoOffice) -> None:
    done = crawl(demo_office.workspace)
    assert done.returncode == 3, done.stderr  # one site of three blocks
    states = [last_run(demo_office.workspace, place) for place in range(3)]
    assert [run.state for run in states] == [RunState.ACCEPTED, RunState.ACCEPTED, RunState.BLOCKED]
    published = sum(len(body.published) for body in demo_office.portal.story.bodies)
    assert [run.counts["reports"] for run in states] == [29, 12, 0]
    assert len(captures(demo_office.workspace)) == published == 41
    assert sum(count for name, count in states[0].counts.items() if name.startswith("decoy_")) == 7
    asked = demo_office.asked()
    assert len(asked) == len(set(asked))
    assert not [path for path in asked if "700" in path]  # the look-alikes
    assert asked.count("chenghu GET /") == 1  # a challenge is not tried again

    demo_office.forget()
    assert crawl(demo_office.workspace, "2026-04-10").returncode == 3
    again = visits(demo_office.workspace)
    assert {visit.outcome.value for visit in again} == {"unchanged"}
    assert len(captures(demo_office.workspace)) == 2 * published  # every sighting is recorded
    assert sorted(demo_office.asked()) == sorted(asked)


def test_the_front_door_and_scrapy_are_the_same(tmp_path: Path) -> None:
    with small_site() as site:
        by_scrapy = office(tmp_path / "a", site)
        by_duban = office(tmp_path / "b", site)
        first = crawl(by_scrapy)
        words = [sys.executable, "-m", "duban", "crawl", "--workspace", str(by_duban.root), "--as-of", "2026-04-09"]
        second = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert first.stdout == second.stdout
    assert outcomes(by_scrapy) == outcomes(by_duban)
    lines = [line.split(" INFO ", 1)[1] for line in _log(by_scrapy).splitlines()]
    assert lines[:2] == [f"start {site.url}/ pending=1 done=0", f"visit ok 200 home {site.url}/"]
    assert lines[-1] == f"verdict accepted {site.url}/ -"


@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [
        ({"as_of": "2026-04-31"}, SETTINGS, "-a as_of=2026-04-31: not a date"),
        ({"as_of": "2026-04-09"}, SETTINGS.replace("true", "false"), "a crawl is recorded under today's date"),
        ({"body": "无此机关"}, SETTINGS, "no body '无此机关' in the registry"),
        ({"year": "last"}, SETTINGS, "-a year=last: not a number"),
        ({"colour": "red"}, SETTINGS, "-a colour: unknown"),
        ({}, SETTINGS.replace("delay", "dealy"), "unknown key crawl.dealy"),
        ({"workspace": "/nowhere"}, SETTINGS, "/nowhere is no duban workspace"),
    ],
)
def test_wrong_use_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: dict[str, str], settings: str, words: str
) -> None:
    workspace = make_office(tmp_path, [Body("云帆县教育局", "http://127.0.0.1:9/")], settings)
    command = Command()
    command.run(
        ["annual_reports"], Namespace(spargs={"workspace": str(workspace.root), "as_of": "2026-04-09"} | arguments)
    )
    assert command.exitcode == 2
    said = capsys.readouterr().err
    assert words in said
    assert len(said.strip().splitlines()) == 1


def test_another_spider_is_left_to_scrapy() -> None:
    words = [sys.executable, "-m", "scrapy", "crawl", "nobody"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert "Spider not found: nobody" in done.stderr


def test_a_foreign_host_is_not_asked_without_a_contact(tmp_path: Path) -> None:
    workspace = make_office(tmp_path, [Body("云帆县教育局", "http://www.yunfan.example/")])
    done = crawl(workspace)
    assert done.returncode == 2
    assert "crawl.contact is empty" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_robots_txt_is_obeyed(tmp_path: Path) -> None:
    robots = Answer("User-agent: *\nDisallow: /nb/\n", media_type="text/plain")
    with small_site(**{"robots.txt": robots}) as site:
        workspace = office(tmp_path, site)
        assert crawl(workspace).returncode == 3
    assert site.paths() == ["/"]
    assert outcomes(workspace) == {"/": "ok", "/nb/": "refused_by_policy"}
    run = last_run(workspace)
    assert "robots.txt 不允许访问 1 个页面" in run.said("zh")
    assert f"robots.txt of the site forbids 1 pages, for example {site.url}/nb/" in run.said("en")


def test_crawl_delay_and_the_agent(tmp_path: Path) -> None:
    robots = Answer("User-agent: *\nCrawl-delay: 0.4\n", media_type="text/plain")
    with small_site(**{"robots.txt": robots}) as site:
        assert crawl(office(tmp_path, site)).returncode == 0
    times = [asked.at for asked in site.asked]
    assert all(after - before > 0.3 for before, after in pairwise(times))
    assert {asked.headers["user-agent"].split("/")[0] for asked in site.asked} == {"duban"}
    assert not any("cookie" in asked.headers or "referer" in asked.headers for asked in site.asked)


def test_one_request_at_a_time(tmp_path: Path) -> None:
    years = range(2023, 2026)
    pages = {f"nb__t{year}.html": report(year) for year in years}
    with small_site(nb__=list_page(*years), **pages) as site:
        site.delay = 0.02
        assert crawl(office(tmp_path, site)).returncode == 0
    assert site.at_once == 1


def test_nothing_off_the_allow_list_is_asked_for(tmp_path: Path) -> None:
    with Website({"/": "<title>clone</title>"}) as clone:
        link = f'<a href="{clone.url}/r.html">云帆县教育局2023年政府信息公开年度报告</a>'
        with small_site(nb__=list_page(2025, more=link)) as site:
            site.pages["/nb/t2025.html"] = Answer(status=302, headers={"Location": f"{clone.url}/t2025.html"})
            workspace = office(tmp_path, site)
            crawl(workspace)
    assert clone.asked == []
    assert outcomes(workspace)["/t2025.html"] == "refused_by_policy"
    assert f"left host {clone.url}/r.html" in _log(workspace)
    assert "1 份报告在名录以外的网站" in last_run(workspace).reason  # it is listed, so it is not absent


def test_traps_are_told_apart(tmp_path: Path) -> None:
    settings = SETTINGS.replace("timeout = 2.0", "timeout = 1.0\nmax_size = 20000")
    pages = {
        "/": HOME,
        "/nb/": list_page(*range(2023, 2030)),
        "/nb/t2029.html": Answer("x" * 30000),
        "/nb/t2028.html": Answer("late", delay=3),
        "/nb/t2027.html": Answer("<meta http-equiv='refresh' content='0;url=/nb/'>"),
        "/nb/t2026.html": Answer(b"\x00\x00", media_type="application/pdf"),
        "/nb/t2025.html": Answer("<script>$_ts=1</script>", status=202),
        "/nb/t2024.html": Answer(report(2024).encode("gb18030"), media_type="text/html"),
    }
    with Website(pages) as site:
        workspace = office(tmp_path, site, settings)
        done = crawl(workspace)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert {path: outcome for path, outcome in outcomes(workspace).items() if "t20" in path} == {
        "/nb/t2029.html": "too_large",
        "/nb/t2028.html": "timeout",
        "/nb/t2027.html": "soft_not_found",  # a deleted article leads to its folder
        "/nb/t2026.html": "truncated",
        "/nb/t2025.html": "blocked",
        "/nb/t2024.html": "ok",
        "/nb/t2023.html": "not_found",
    }
    assert last_run(workspace).state is RunState.BLOCKED


def test_passing_failures_are_tried_again_and_permanent_ones_not(tmp_path: Path) -> None:
    settings = SETTINGS.replace("retries = 0", "retries = 1")
    pages = {"nb__": Answer(status=503, then=Answer(list_page(2025))), "nb__t2025.html": Answer(status=404)}
    with small_site(**pages) as site:
        workspace = office(tmp_path, site, settings)
        crawl(workspace)
    assert site.paths() == ["/", "/nb/", "/nb/", "/nb/t2025.html"]
    assert outcomes(workspace) == {"/": "ok", "/nb/": "ok", "/nb/t2025.html": "not_found"}


def test_a_dead_site_and_an_untrusted_one(tmp_path: Path) -> None:
    with small_site() as site:
        dead = "http://127.0.0.1:9/"
        tls = f"{site.url.replace('http:', 'https:')}/"
        workspace = make_office(tmp_path, [Body("云帆县教育局", dead), Body("云帆县财政局", tls)])
        assert crawl(workspace).returncode == 3
    assert [visits(workspace, place)[0].outcome.value for place in range(2)] == ["connection_error", "tls_error"]
    assert "起始页面打不开" in last_run(workspace).reason


def test_a_restricted_run_is_no_proof_but_did_its_work(tmp_path: Path) -> None:
    with small_site() as site:
        workspace = office(tmp_path, site)
        done = crawl(workspace, year=2024)
        assert done.returncode == 0, done.stdout
        assert site.paths() == ["/", "/nb/", "/nb/t2024.html"]
        run = last_run(workspace)
        assert (run.state, run.scope) == (RunState.REJECTED, "year=2024")
        assert "限定范围" in run.reason
        site.asked.clear()
        crawl(workspace)
        assert len(site.paths()) == 4
    assert last_run(workspace).state is RunState.ACCEPTED


def test_fewer_reports_than_before_are_not_believed(tmp_path: Path) -> None:
    years = range(2014, 2026)
    settings = SETTINGS.replace("2023", "2014")
    with Website(
        {"/": HOME, "/nb/": list_page(*years)} | {f"/nb/t{year}.html": report(year) for year in years}
    ) as site:
        workspace = office(tmp_path, site, settings)
        assert crawl(workspace).returncode == 0
        site.pages["/nb/"] = list_page(2025, 2024)
        assert crawl(workspace, "2026-04-10").returncode == 3
    assert "只看到 2 份报告，上次合格巡查有 12 份" in last_run(workspace).reason


def test_refused_rows_give_status_3(tmp_path: Path) -> None:
    with small_site() as site:
        workspace = office(tmp_path, site)
        rows = workspace.bodies_file.read_text(encoding="utf-8")
        workspace.bodies_file.write_text(rows + ",department,,\n", encoding="utf-8")
        assert crawl(workspace).returncode == 3
    assert last_run(workspace).state is RunState.ACCEPTED


def _log(workspace: Workspace) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(workspace.logs.glob("crawl-*.log")))


def test_a_listed_report_that_cannot_be_opened_is_never_missing(tmp_path: Path) -> None:
    """A dead link in the list: the site says there is such a report, so only that body and year stay unproven."""
    with small_site(nb__=list_page(2025, 2024)) as site:
        del site.pages["/nb/t2025.html"]
        workspace = office(tmp_path, site)
        for day in ("2026-04-09", "2026-04-11"):
            assert crawl(workspace, day).returncode == 0
    assert last_run(workspace).state is RunState.ACCEPTED
    with Store.open(workspace.database) as store:
        states = {each.year: each for each in body_years(store, workspace, as_of=parse_as_of("2026-04-12"))}
    assert (states[2025].state, states[2023].state) == (State.NOT_LOOKED, State.MISSING)
    assert f"列表上有该报告，但页面打不开（{site.url}/nb/t2025.html）" in states[2025].source.said("zh")
    assert "a list names this report" in states[2025].source.said("en")
    assert states[2023].source.said("zh") == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("<p>共 25 条</p>", "2/25"),
        ("<p>共 3 页</p>", "1/3"),
        ('<a href="javascript:turn(2)">下一页</a>', "1/?"),
        ('<div class="more" onclick="load()">加载更多</div>', "1/?"),
        ("<script>var total = {pageCount: 4};</script>", "1/4"),
    ],
)
def test_a_list_seen_in_part_proves_nothing(tmp_path: Path, more: str, said: str) -> None:
    """Nobody knows this software: its first page has ordinary links, and the rest cannot be had."""
    with small_site(nb__=list_page(2025, 2024, more=more)) as site:
        workspace = office(tmp_path, site)
        assert crawl(workspace).returncode == 3
    run = last_run(workspace)
    assert run.state is RunState.REJECTED
    assert f"{site.url}/nb/（看到/写明：{said}）" in run.said("zh")
