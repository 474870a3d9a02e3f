"""Two real list pages, used where they are present; see their README for what they are."""

from pathlib import Path

import pytest

from crawler.discovery import Context, Judged, judge_links, read_page
from crawler.families import FAMILIES, harvest


def judged(shared: Path, name: str, url: str) -> list[Judged]:
    path = shared / "real" / "lists" / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine")
    page = read_page(path.read_text(encoding="utf-8"), url)
    return list(judge_links(page, Context(), harvest(page, FAMILIES).pages))


def test_a_list_half_static_half_dynamic(shared: Path) -> None:
    links = judged(shared, "trs_平潭_年报列表_摘录.html", "https://p.example/zwgk/zfxxgk/zfxxgknb/nlist.htm")
    reports = [each for each in links if each.role == "report"]
    assert [each.year for each in reports] == list(range(2025, 2015, -1))
    assert reports[0].link.date == "2026-03-10"  # in a `dd` of its own; the address says 13 March
    assert all(each.link.url.startswith("https://p.example/zwgk/zfxxgk/zfxxgknb/20") for each in reports)


def test_a_list_that_mixes_reports_with_news(shared: Path) -> None:
    links = judged(shared, "trs_恩格贝_年报列表.html", "http://e.example/xxgk/xxgknb/")
    reports = [each for each in links if each.role == "report"]
    assert len(reports) == 4
    assert {each.year for each in reports} == {2018, 2019}
    assert [each.link.url for each in links if each.role == "list"] == ["http://e.example/xxgk/xxgknb/index_1.html"]
    assert not any("会议" in each.link.text for each in reports)
