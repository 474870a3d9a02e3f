"""Each family of site software on pieces of pages as they were seen: what it is known by, and what it asks for."""

import json
from dataclasses import replace

import pytest

from crawler.discovery import Page, read_json, read_page, read_script
from crawler.discovery.pagers import MOST_PAGES
from crawler.families import FAMILIES, JSON_LISTS, Harvest, harvest

SITE = "http://h.example"
FOLDER = f"{SITE}/nb/"


def found(markup: str, url: str = FOLDER) -> Harvest:
    return harvest(read_page(markup, url), FAMILIES)


def asked(page: Page) -> list[str]:
    """The further requests a page leads to, as `METHOD path body`."""
    pages = harvest(page, (*FAMILIES, JSON_LISTS)).pages
    return [f"{link.method} {link.url.removeprefix(SITE)} {link.body}".strip() for link in pages]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        # page two is _1
        ('createPageHTML(4, 0, "index", "html");', ["index_1.html", "index_2.html", "index_3.html"]),
        ('createPageHTML(1, 0, "index", "html");', []),
        ("createPage(3, 0, 'index', 'shtml')", ["index_1.shtml", "index_2.shtml"]),
        # the box of the pager first, and pages counted from 1: page two is _2
        ("createPageHTML('page_div', 3, 1, 'list', 'shtml', 45)", ["list_2.shtml", "list_3.shtml"]),
        # 恩格贝: two variables, the rest written out below
        ("var currentPage = 0;//x\nvar countPage = 2//y", ["index_1.html"]),
        ("pagination_script_config = {current: 1, total: 3}", ["index_1.html", "index_2.html"]),  # MOST
        ("createPageHTML();", []),
    ],
)
def test_trs_names_its_pages_by_script(script: str, expected: list[str]) -> None:
    pages = found(f"<script>{script}</script>").pages
    assert [link.url.removeprefix(FOLDER) for link in pages] == expected


def test_a_numbered_page_of_trs_names_no_further_pages() -> None:
    assert not found('<script>createPageHTML(3, 2, "index", "html");</script>', FOLDER + "index_2.html").pages


def test_a_script_that_claims_a_million_pages_is_not_believed() -> None:
    assert len(found('<script>createPageHTML(1000000, 0, "index", "html");</script>').pages) <= MOST_PAGES


FUJIAN = """<script>listModel({maxStaticIndex: 1, listArgs: {channelid: 200210, classsql: "" || "chnlid=1813",
sortfield: "-docreltime"}, pagebar: {prepage: 10, recordCount: '25'}})</script>"""
JPAGE = """<script>$('#77').jpage({totalRecord:50, perPage:15, proxyUrl:'/module/web/jpage/dataproxy.jsp', webid:1,
columnid:90231, unitid:'77'})</script>"""
RECORDS = """<script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&k=a"></a>]]></nextgroup>
<recordset><record><![CDATA[<li><a href="/art/1.html">x</a></li>]]></record></recordset></datastore></script>"""
UNIT = """<script parseType="bulidstatic" url="/api-gateway/jpaas-publish-server/front/page/build/unit" rows="20"
queryData="{'webId':'3','tplSetId':'ab'}"></script>"""
LABEL = (
    "<script>ajax({url:'/site/label/8888', data:{labelName:'publicInfoList', organId:'29641', pageSize:'10'}})</script>"
)
LOAD = "<script>$.ajax({type:'POST', url:'/szinf/loadData', data:{channelId:'c7', pageNo:'1'}})</script>"


@pytest.mark.parametrize(
    ("family", "markup", "path", "expected"),
    [
        ("trs", FUJIAN, "/nb/nlist.htm", [
            "POST /fjdzapp/search classsql=chnlid%3D1813&prepage=10&channelid=200210&sortfield=-docreltime&page=2",
            "POST /fjdzapp/search classsql=chnlid%3D1813&prepage=10&channelid=200210&sortfield=-docreltime&page=3",
        ]),
        ("hanweb", JPAGE, "/col/col90231/index.html", [
            f"GET /module/web/jpage/dataproxy.jsp?startrecord={first}&endrecord={last}&perpage=15"
            "&webid=1&columnid=90231&unitid=77"
            for first, last in ((1, 45), (46, 50))
        ]),
        ("hanweb", RECORDS, "/col/col1/index.html", ["GET /module/web/jpage/dataproxy.jsp?page=1&k=a"]),
        ("hanweb_units", UNIT, "/col/col2/index.html", [
            "GET /api-gateway/jpaas-publish-server/front/page/build/unit?webId=3&tplSetId=ab&pageNo=1&rows=20",
        ]),
        ("ucap", '<ul data-url="/common/search/9f?page=1&_pageSize=8&_isJson=true"></ul>', "/sy/c1/list.shtml", [
            "GET /common/search/9f?page=1&_pageSize=8&_isJson=true",
        ]),
        ("vsb", '<div class="_vsb_x"><a href="zfxxgknb/2.htm">下页</a></div>', "/gk/zfxxgknb.htm", [
            "GET /gk/zfxxgknb/2.htm", "GET /gk/zfxxgknb/1.htm",  # counting down
        ]),
        ("jeecms", "<p>共26条记录 1/3页</p><a href='1.jhtml'>a</a>", "/nb/index.jhtml", [
            "GET /nb/index_2.jhtml", "GET /nb/index_3.jhtml",
        ]),
        ("anhui", LABEL, "/public/column/29641?type=3", [
            "POST /site/label/8888 labelName=publicInfoList&pageSize=10&organId=29641&pageIndex=1",
        ]),
        ("posted", LOAD, "/nb/index.html", ["POST /szinf/loadData channelId=c7&pageNo=1"]),
        ("turned", "<p>共3页</p>", "/list.aspx?cid=5&page=1", [
            "GET /list.aspx?cid=5&page=2", "GET /list.aspx?cid=5&page=3",
        ]),
        ("list_files", '<script src="./list_data.js"></script><script src="/js/list.js"></script>', "/nb/", [
            "GET /nb/list_data.js",
        ]),
        ("datastores", '<ul data="datasource:44c0"></ul>', "/nb/", ["GET /nb/ds_44c0.json"]),
        ("frames", '<iframe src="/foot.html"></iframe><iframe src="a.html"></iframe>', "/nb/", ["GET /nb/a.html"]),
    ],
)  # fmt: skip
def test_what_a_family_is_known_by_and_asks_for(family: str, markup: str, path: str, expected: list[str]) -> None:
    page = read_page(markup, SITE + path)
    assert family in [name for name, marks in harvest(page, FAMILIES).recognised if all(marks)]
    assert asked(page) == expected


def test_the_catalogue_of_gkmlpt_names_its_lists() -> None:
    tree = [
        {"id": 1, "name": "指南", "children": [{"id": 2207, "name": "政府信息公开年报"}]},
        {"name": "x", "jump_url": "/y"},
    ]
    links = found(
        f"<script>window._CONFIG = {{SID: '200', TREE: {json.dumps(tree)}}}</script>", f"{SITE}/gkmlpt/index"
    ).links
    assert [(link.text, link.url) for link in links] == [
        ("指南", f"{SITE}/gkmlpt/api/all/1?page=1&sid=200"),
        ("政府信息公开年报", f"{SITE}/gkmlpt/api/all/2207?page=1&sid=200"),
        ("x", f"{SITE}/y"),
    ]


def test_a_body_of_hanweb_has_one_address_for_all_years() -> None:
    page = '<select><option value="2025">2025</option><option value="2024">2024</option></select>'
    links = found(page, f"{SITE}/module/xxgk/xxgkAnnualReport.jsp?area=11330").links
    assert [link.url.rsplit("?", 1)[1] for link in links] == ["area=11330&fbtime=2025", "area=11330&fbtime=2024"]


def test_a_list_in_the_arrays_of_a_script() -> None:
    script = "urls[i]='./1.html';headers[i]=\"云帆县年报\";year[i]='2026';month[i]='1';day[i]='9';"
    (link,) = found(f"<script>{script}</script>").links
    assert (link.url, link.text, link.date) == (f"{FOLDER}1.html", "云帆县年报", "2026-01-09")


@pytest.mark.parametrize(
    ("answer", "sent", "expected"),
    [
        ({"totalPage": 3, "list": [{"TITLE": "a", "URL": "/1"}]}, "GET ?pageNo=1", ["pageNo=2", "pageNo=3"]),
        (
            {"total": 5, "data": [{"title": "a", "url": "/1"}, {"title": "b", "url": "/2"}]},
            "GET ?page=1",
            ["page=2", "page=3"],
        ),
        ({"totalPage": 3, "list": [{"TITLE": "a", "URL": "/1"}]}, "GET ?pageNo=2", []),
        ({"articles": [], "classify": {"post_count": 0}}, "GET ?page=1", []),
    ],
)
def test_an_answer_that_tells_how_many_pages_there_are(answer: object, sent: str, expected: list[str]) -> None:
    page = read_json(json.dumps(answer), f"{SITE}/l{sent.removeprefix('GET ')}")
    assert page is not None
    assert [line.rsplit("?", 1)[1] for line in asked(page)] == expected


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ('{"data":[{"title":"<em>年报</em>","url":"/a","date":1768900000}]}', "2026-01-20"),  # seconds
        ('cb([{"docTitle":"年报","docPubUrl":"/a","docTime":"1768900000000"}]);', "2026-01-20"),  # JSONP, milliseconds
        ('{"list":[{"TITLE":"年报","URL":"/a","TIME":"2026-01-20 10:00"}]}', "2026-01-20"),
        ('{"data":{"html":"<li><a href=\\"/a\\">年报</a><b>2026-01-20</b></li>"}}', "2026-01-20"),
    ],
)
def test_lists_in_json(text: str, date: str) -> None:
    page = read_json(text, FOLDER)
    assert page is not None
    assert [(link.url, link.text, link.date) for link in page.links] == [(f"{SITE}/a", "年报", date)]


@pytest.mark.parametrize("text", ["", "[", "3", "alert(1)", "[" * 100_000])
def test_what_is_no_json_list(text: str) -> None:
    assert read_json(text, FOLDER) is None


def test_a_script_that_writes_a_list() -> None:
    page = read_script("document.writeln('<li><a href=\"1.html\">年报</a></li>');x='<a href=\"'+u+'\">y</a>'", FOLDER)
    assert [link.url for link in page.links] == [f"{FOLDER}1.html"]


def test_a_page_of_no_family() -> None:
    assert found("<title>x</title><a href='/'>首页</a>") == Harvest()


POST_BACK = (
    '<form action="nb.aspx?id=7"><input type="hidden" name="__VIEWSTATE" value="a+b="/>'
    '<a href="javascript:__doPostBack(&#39;ctl00$pager&#39;,&#39;2&#39;)">2</a>'
    "<a href=\"javascript:__doPostBack('ctl00$pager','3')\">3</a></form>"
)


def test_a_post_back_asks_for_the_next_page_with_the_hidden_fields_of_this_one() -> None:
    (first,) = found(POST_BACK).pages
    assert (first.method, first.url) == ("POST", f"{FOLDER}nb.aspx?id=7")
    assert first.body == "__VIEWSTATE=a%2Bb%3D&__EVENTTARGET=ctl00%24pager&__EVENTARGUMENT=2"
    second = replace(read_page(POST_BACK, FOLDER), method="POST", sent=first.body)
    assert [link.body[-1] for link in harvest(second, FAMILIES).pages] == ["3"]
    third = replace(second, sent=first.body[:-1] + "3")
    assert harvest(third, FAMILIES).pages == ()


def test_an_answer_counted_by_rows() -> None:
    rows = [{"docTitle": f"报告{at}", "docPubUrl": f"/{at}.html"} for at in range(10)]
    page = read_json(json.dumps({"total": 25, "rows": rows}), f"{SITE}/list?start=0&limit=10")
    assert page is not None
    assert asked(page) == ["GET /list?start=10&limit=10", "GET /list?start=20&limit=10"]


def test_an_answer_asked_for_by_json() -> None:
    page = read_json('{"totalPage": 3, "list": [{"title": "报告", "url": "/1.html"}]}', f"{SITE}/loadData")
    assert page is not None
    posted = replace(page, method="POST", sent='{"channel": "9", "pageNo": 1}')
    assert asked(posted)[0] == 'POST /loadData {"channel": "9", "pageNo": 2}'
