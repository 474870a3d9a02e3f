import pytest

from crawler.discovery import read_page
from crawler.discovery.pagers import MOST_PAGES, other_pages

FOLDER = "http://h.example/nb/"


def files(markup: str, url: str = FOLDER) -> list[str]:
    return [link.url.removeprefix(FOLDER) for link in other_pages(read_page(markup, url))]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        # TRS: page two is _1
        ('createPageHTML(4, 0, "index", "html");', ["index_1.html", "index_2.html", "index_3.html"]),
        ('createPageHTML(1, 0, "index", "html");', []),
        ("createPage(3, 0, 'index', 'shtml')", ["index_1.shtml", "index_2.shtml"]),
        # the box of the pager first, and pages counted from 1: page two is _2
        ("createPageHTML('page_div', 3, 1, 'list', 'shtml', 45)", ["list_2.shtml", "list_3.shtml"]),
        # 恩格贝: two variables, the rest written out below
        ("var currentPage = 0;//x\nvar countPage = 2//y", ["index_1.html"]),
        ("createPageHTML();", []),
    ],
)
def test_pagers_by_script(script: str, expected: list[str]) -> None:
    assert files(f"<script>{script}</script>") == expected


def test_a_numbered_page_names_no_further_pages_by_script() -> None:
    assert files('<script>createPageHTML(3, 2, "index", "html");</script>', FOLDER + "index_2.html") == []


def test_a_script_that_claims_a_million_pages_is_not_believed() -> None:
    assert len(files('<script>createPageHTML(1000000, 0, "index", "html");</script>')) < MOST_PAGES


@pytest.mark.parametrize(
    ("anchors", "expected"),
    [
        ('<a href="list_2.html">下一页</a><a href="list_9.html">尾页</a>', ["list_2.html", "list_9.html"]),
        ('<a href="list.html">首页</a><a href="list_1.html">上一页</a>', []),
        ('<a href="index_1.html">2</a><a href="index_2.html">[3]</a>', ["index_1.html", "index_2.html"]),
        ('<a href="?page=2">2</a>', ["?page=2"]),
        ('<a href="t20260101_77.html">5</a>', []),  # a calendar: the number is not in the address
        ('<a href="/other/list_2.html">下一页</a>', []),
    ],
)
def test_pagers_by_anchors(anchors: str, expected: list[str]) -> None:
    assert files(anchors) == expected
