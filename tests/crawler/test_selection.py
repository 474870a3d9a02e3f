from pathlib import Path

import pytest

from crawler.discovery import Judged, Link, Signal
from crawler.discovery.links import LinkRole
from crawler.policy import Policy
from crawler.selection import MOST_STEPS, Left, Restriction, Selection
from reports.store import FrontierEntry
from tests.crawler.office import Body, make_office

SITE = "http://www.yunfan.example/"


def judged(
    text: str = "政府信息公开年报", role: LinkRole = "list", *, url: str = "x/", year: int | None = None, by: str = ""
) -> Judged:
    return Judged(
        Link(SITE + url if "://" not in url else url, text, "2026-01-20"), role, (Signal(by or "words", 50),), year=year
    )


def selection(root: Path, restriction: Restriction | None = None) -> Selection:
    bodies = [Body("云帆县人民政府", SITE, kind="government"), Body("云帆县人民政府办公室", SITE)]
    (source,) = make_office(root, bodies).registry.sources()
    return Selection(source, Policy.of([SITE]), restriction or Restriction())


def test_a_taken_link_keeps_its_words_and_date(tmp_path: Path) -> None:
    taken = selection(tmp_path).take(judged(), FrontierEntry(SITE, "home"), in_column=False)
    assert taken == FrontierEntry(SITE + "x/", "list", 1, SITE, "政府信息公开年报", "2026-01-20")


def test_pages_of_one_list_are_one_step(tmp_path: Path) -> None:
    deep = FrontierEntry(SITE, "list", depth=MOST_STEPS, title="2025年")
    taken = selection(tmp_path).take(judged("第2页", by="pager"), deep, in_column=True)
    assert isinstance(taken, FrontierEntry)
    assert (taken.depth, taken.title) == (MOST_STEPS, "2025年")


@pytest.mark.parametrize(
    ("link", "depth", "in_column", "reason"),
    [
        (judged(), MOST_STEPS, True, "too deep"),
        (judged("政务公开", "column"), 1, True, "way back"),  # the menu stands on every page
        (judged("政务公开", "column"), 3, False, "way back"),
        (judged(url="http://other.example/"), 0, False, "host"),
        (judged("2019年政府信息公开年报", "report", year=2019), 1, True, "year"),
    ],
)
def test_links_that_are_left(tmp_path: Path, link: Judged, depth: int, in_column: bool, reason: str) -> None:
    left = selection(tmp_path).take(link, FrontierEntry(SITE, "list", depth), in_column=in_column)
    assert isinstance(left, Left)
    assert left.reason == reason


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("云帆县人民政府办公室2025年政府信息公开工作年度报告", True),
        ("云帆县人民政府2025年政府信息公开工作年度报告", False),  # the summary of the whole county
        ("2025年政府信息公开工作年度报告", True),  # nobody is named: only the page can tell
        ("青禾市民政局2025年政府信息公开工作年度报告", True),
    ],
)
def test_when_one_body_is_asked_for(tmp_path: Path, title: str, taken: bool) -> None:
    office = selection(tmp_path).source.bodies[1]
    wanted = selection(tmp_path, Restriction(body=office))
    found = wanted.take(judged(title, "report", year=2025), FrontierEntry(SITE, "list", 1), in_column=True)
    assert isinstance(found, FrontierEntry) is taken


def test_the_scope_in_words(tmp_path: Path) -> None:
    office = selection(tmp_path).source.bodies[1]
    assert Restriction(body=office, year=2025, sample=3).scope == "body=云帆县人民政府办公室 year=2025 sample=3"
    assert Restriction().scope == ""


@pytest.mark.parametrize(
    ("page", "link", "asked"),
    [
        (SITE, "https://www.yunfan.example/nb/", "http://www.yunfan.example/nb/"),
        ("https://www.yunfan.example/", "http://www.yunfan.example/nb/", "https://www.yunfan.example/nb/"),
        (SITE, "http://www.yunfan.example/ZFXXGKNB/C1/", "http://www.yunfan.example/ZFXXGKNB/C1/"),
    ],
)
def test_http_and_https_of_one_host_are_one_document(tmp_path: Path, page: str, link: str, asked: str) -> None:
    taken = selection(tmp_path).take(judged(url=link), FrontierEntry(page, "home"), in_column=False)
    assert isinstance(taken, FrontierEntry)
    assert taken.url == asked


@pytest.mark.parametrize(
    ("text", "url", "role"),
    [
        ("镇街", "nb/zj/", "probe"),  # no word explains it, and it lies below the column
        ("县教育局", "nb/jyj/", None),  # a body that is none of this source
        ("镇街", "gk/zj/", None),
        ("走进云帆", "nb/about/", None),  # pages outside the column link to it too
    ],
)
def test_groups_of_the_column_that_nobody_knows_are_opened(tmp_path: Path, text: str, url: str, role: str) -> None:
    rules = selection(tmp_path)
    rules.outside.add(f"{SITE}nb/about/")
    link = Judged(Link(SITE + url, text), None)
    taken = rules.take(link, FrontierEntry(f"{SITE}nb/", "list"), in_column=True)
    assert (taken.role if isinstance(taken, FrontierEntry) else None) == role
