"""`duban doctor`, `duban registry propose` and `duban crawl --dry-run`, as people start them."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.workspace import Workspace
from tests.crawler.office import ROOT, SETTINGS, Body, make_office
from tests.crawler.test_crawl import list_page, office, small_site
from tests.crawler.website import Answer, Website

DECOY = '<li><a href="j.html">《云帆县2025年政府信息公开工作年度报告》解读</a></li>'


def duban(*words: str, office: Workspace) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "duban", *words, "--workspace", str(office.root), "--as-of", "2026-04-09"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


def test_the_doctor_tells_why_and_records_nothing(tmp_path: Path) -> None:
    with small_site(nb__=list_page(2025, 2024, more=DECOY)) as site:
        workspace = office(tmp_path, site)
        said = duban("doctor", "云帆县教育局", office=workspace)
    assert said.returncode == 0, said.stderr
    assert "column+80(政府信息公开年报)" in said.stdout
    assert "放 解读 interpretation: 《云帆县2025年" in said.stdout
    assert f"年报栏目：{site.url}/nb/" in said.stdout
    assert "限定范围" not in said.stdout
    assert "找到 2 份报告" in said.stdout
    assert not workspace.database.exists()
    assert not workspace.archive.exists()


@pytest.mark.parametrize(
    ("pages", "step"),
    [
        ({"/": Answer(status=412)}, "网站是否放行"),
        ({"/": Answer(status=500)}, "打开首页或栏目"),
        ({"/": "<title>云帆县</title><a href='/x/'>走进云帆</a>"}, "从首页找到年报栏目"),
        ({"/nb/": "<title>政府信息公开年报</title><a href='/'>首页</a>"}, "读出栏目里的列表"),
        ({"/nb/": list_page(2025, more=DECOY), "/nb/t2025.html": Answer(status=503)}, "打开每一份报告"),
        ({"/nb/": list_page(2025, 2024, more="<p>共 25 条</p>")}, "看全列表"),
        ({"/nb/": list_page(2025, 2024, more='<a href="javascript:next()">下一页</a>')}, "看全列表"),
        ({"/nb/": list_page(2025, 2024, 2023)}, "列表上的报告都在"),
        ({"/robots.txt": Answer("User-agent: *\nDisallow: /nb/\n", media_type="text/plain")}, "robots.txt 是否允许"),
    ],
)
def test_the_doctor_names_the_step_that_fails(tmp_path: Path, pages: dict[str, Answer | str], step: str) -> None:
    with small_site() as site:
        site.pages.update(pages)
        said = duban("doctor", "云帆县教育局", office=office(tmp_path, site))
    assert said.returncode == 3, said.stderr
    assert f"在这一步停下：{step}" in said.stdout


def test_bodies_of_a_portal_are_proposed(tmp_path: Path) -> None:
    column = (
        '<title>政府信息公开年报</title><a href="jyj/">云帆县教育局</a><a href="slj/">云帆县水利局</a>'
        '<a href="hlz/">河流镇人民政府</a><a href="/x">部门动态</a>'
    )
    pages = {"/": '<title>云帆县</title><a href="/nb/">政府信息公开年报</a>', "/nb/": column}
    with Website(pages) as site:
        bodies = [Body("云帆县教育局", f"{site.url}/"), Body("云帆县财政局", f"{site.url}/")]
        workspace = make_office(tmp_path, bodies, SETTINGS)
        said = duban("registry", "propose", f"{site.url}/", office=workspace)
    assert said.returncode == 0, said.stderr
    rows = said.stdout.splitlines()
    assert rows[0] == "name,kind,site,column,since"
    assert f"云帆县水利局,department,{site.url}/,{site.url}/nb/slj/," in rows
    assert "+ 河流镇人民政府 (township)" in said.stderr
    assert "- 云帆县财政局: line 3" in said.stderr
    assert "部门动态" not in said.stdout
    assert not workspace.database.exists()


def test_a_dry_run_asks_and_writes_nothing(tmp_path: Path) -> None:
    with small_site() as site:
        workspace = office(tmp_path, site)
        said = duban("crawl", "--dry-run", office=workspace)
    assert said.returncode == 0, said.stderr
    assert site.url in said.stdout
    assert site.asked == []
    assert not workspace.database.exists()


def test_what_is_no_address_is_one_line(tmp_path: Path) -> None:
    workspace = make_office(tmp_path, [Body("云帆县教育局", "http://127.0.0.1:9/")])
    said = duban("registry", "propose", "www.yunfan.example", office=workspace)
    assert said.returncode == 2
    assert "not a web address" in said.stderr
