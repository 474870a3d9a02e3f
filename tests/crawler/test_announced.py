import json
from dataclasses import replace

import pytest

from crawler.discovery import Announced, announced, page_size, read_json, read_page

URL = "http://h.example/nb/"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>云帆县</p>", Announced()),
        ("<div>共25条记录 1/3页</div>", Announced(25, 3)),
        ("<div>共 <b>3</b> 页</div>", Announced(None, 3)),
        ("<div>总记录数：25</div>", Announced(25, None)),
        ("<script>createPageHTML(4, 0, 'index', 'html');</script>", Announced(None, 4)),
        ("<script>createPage('pager', 7, 1)</script>", Announced(None, 7)),
        ("<script>var countPage = 5//共多少页</script>", Announced(None, 5)),
        ("<script>$('#p').page({totalRecord:25, perPage:10})</script>", Announced(25, 3)),
        ("<script>listModel({pagebar:{prepage: 10, recordCount: '20'}})</script>", Announced(20, 2)),
        ("<script>laypage.render({elem:'p', count:25, limit:8})</script>", Announced(25, 4)),
        ("<p>2025年1/3季度</p>", Announced()),
        ("<p>发布日期：2026/01/20 页面</p>", Announced()),
    ],
)
def test_what_a_page_says_of_its_list(markup: str, expected: Announced) -> None:
    assert announced(read_page(f"<title>年报</title>{markup}", URL)) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"allRow": 25, "totalPage": 3, "list": []}, Announced(25, 3)),  # 苏州
        ({"articles": [], "classify": {"post_count": 25}}, Announced(25, None)),  # 广东 gkmlpt
        ({"code": 200, "data": {"total": "25", "rows": [{"total": 7}]}}, Announced(25, None)),
        ({"message": "ok"}, Announced()),
    ],
)
def test_what_an_answer_says_of_its_list(answer: object, expected: Announced) -> None:
    page = read_json(json.dumps(answer), URL)
    assert page is not None
    assert announced(page) == expected


@pytest.mark.parametrize(
    ("query", "sent", "size"),
    [
        ("_isJson=true&_pageSize=20", "", 20),  # 开普 UCAP
        ("page=1&rows=15", "", 15),
        ("", '{"pageNo": 1, "pageSize": 10}', 10),
        ("pageIndex=2", "", None),
    ],
)
def test_how_many_rows_a_request_asked_for(query: str, sent: str, size: int | None) -> None:
    page = read_json("[]", f"{URL}?{query}")
    assert page is not None
    assert page_size(replace(page, sent=sent)) == size


@pytest.mark.parametrize(
    ("markup", "turns"),
    [
        ('<a href="javascript:goPage(2)">下一页</a>', ("下一页",)),
        ('<a href="#" onclick="next()">下一页 ></a>', ("下一页>",)),
        ("<button>加载更多</button>", ("加载更多",)),
        ('<div onclick="all()">点击查看全部年报</div>', ("点击查看全部年报",)),
        ('<a class="bds_more" href="#">更多</a>', ()),  # the box for sharing has it on every page
        ('<span onclick="turn(2)">尾页</span>', ("尾页",)),
        ("<a href=\"javascript:__doPostBack('p','2')\">2</a>", ("2",)),
        ('<a href="index_1.html">下一页</a>', ()),
        ('<a class="disabled" href="javascript:;">下一页</a>', ()),
        ("<span>下一页</span>", ()),
        ('<a href="javascript:goPage(1)">上一页</a>', ()),
    ],
)
def test_what_turns_the_page_without_an_address(markup: str, turns: tuple[str, ...]) -> None:
    assert read_page(markup, URL).turns == turns


@pytest.mark.parametrize(
    ("markup", "years"),
    [
        ('<li onclick="show(2023)">2023年</li><li onclick="show(2022)">2022年度年报</li>', {2023, 2022}),
        ('<a href="javascript:;">2023</a>', {2023}),
        ('<a href="javascript:;" class="off">2023</a>', set()),
        ('<a href="nb2023/">2023年</a>', set()),
        ('<a href="javascript:;">2023年工作要点</a>', set()),
    ],
)
def test_years_that_open_by_script_alone(markup: str, years: set[int]) -> None:
    assert read_page(markup, URL).scripted_years == years
