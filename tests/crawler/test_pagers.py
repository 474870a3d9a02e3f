import pytest

from crawler.discovery import read_page
from crawler.discovery.pagers import other_pages

FOLDER = "http://h.example/nb/"


def files(markup: str, url: str = FOLDER) -> list[str]:
    return [link.url.removeprefix(FOLDER) for link in other_pages(read_page(markup, url))]


@pytest.mark.parametrize(
    ("anchors", "expected"),
    [
        ('<a href="list_2.html">下一页</a><a href="list_9.html">尾页</a>', ["list_2.html", "list_9.html"]),
        ('<a href="list.html">首页</a><a href="list_1.html">上一页</a>', []),
        ('<a href="index_1.html">2</a><a href="index_2.html">[3]</a>', ["index_1.html", "index_2.html"]),
        ('<a href="?page=2">2</a>', ["?page=2"]),
        ('<a href="t20260101_77.html">5</a>', []),  # a calendar: the number is not in the address
        ('<a href="/other/list_2.html">下一页</a>', []),
        ('<a href="page_2/">下一页</a><a href="2/">2</a>', ["page_2/", "2/"]),  # a folder is a page
    ],
)
def test_pagers_by_anchors(anchors: str, expected: list[str]) -> None:
    assert files(anchors) == expected


def test_pages_that_differ_in_a_number_of_their_path() -> None:
    anchors = '<a href="/list/55/2/">2</a><a href="/list/55/5/">尾页</a><a href="/list/56/">栏目</a>'
    links = other_pages(read_page(anchors, "http://h.example/list/55/1/"))
    assert [link.url for link in links] == ["http://h.example/list/55/2/", "http://h.example/list/55/5/"]
