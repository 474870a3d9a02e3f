"""The dialects, each a function that writes its site; the sections named are those of the notes on real sites."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime

from .server import Form, Served
from .site import HEADINGS, Entry, Site, chunks

JSON = "application/json; charset=utf-8"


def _hex(entry: Entry, length: int = 32) -> str:
    return hashlib.md5(f"{entry.title}".encode(), usedforsecurity=False).hexdigest()[:length]


def _uuid(entry: Entry) -> str:
    digits = _hex(entry)
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _epoch(entry: Entry) -> int:
    return int(datetime(entry.day.year, entry.day.month, entry.day.day, 2, tzinfo=UTC).timestamp())


def _trs(entry: Entry) -> str:
    return f"{entry.day:%Y%m}/t{entry.day:%Y%m%d}_{entry.number}.html"


def trs_call(site: Site) -> None:
    """§1: `createPageHTML(N, …)`, page two is `_1`; N is stale, so that a stub with status 200 stands past the end."""
    column = "/zwgk/zfxxgk/zfxxgknb/"
    site.way(column, steps=(("/zwgk/", "政务公开"), ("/zwgk/zfxxgk/", "政府信息公开")))
    pages = chunks(site.entries, 15)
    for number, page in enumerate(pages):
        script = f'<script>createPageHTML({len(pages) + 1}, {number}, "index", "html");</script>'
        rows = [site.row(f"./{_trs(entry)}", entry, "dl") for entry in page]
        site.list_page(f"{column}index_{number}.html" if number else column, rows, script)
    site.put(f"{column}index_{len(pages)}.html", "<html><head></head><body><!-- " + "x" * 300 + " --></body></html>")
    for entry in site.entries:
        site.article(column + _trs(entry), entry)


def trs_variables(site: Site) -> None:
    """§1: `var countPage`, the pager written out below; reports of several bodies and news in one column (恩格贝)."""
    column = "/xxgk/xxgknb/"
    site.way(column, steps=(("/xxgk/", "信息公开"),))
    pages = chunks(site.entries, 10)
    for number, page in enumerate(pages):
        script = f"<script>var currentPage = {number};//所在页\nvar countPage = {len(pages)}//共多少页</script>"
        news = '<li><a href="./202601/t20260105_77.html">县政府召开常务会议</a></li>'
        rows = [news, *(site.row(f"./{_trs(entry)}", entry) for entry in page)]
        site.list_page(f"{column}index_{number}.html" if number else column, rows, script)
    for entry in site.entries:
        site.article(column + _trs(entry), entry)


def trs_fujian(site: Site) -> None:
    """§1b: the first ten stand in the page, the rest comes by POST; an empty row is the template of the script."""
    column = "/zwgk/zfxxgk/zfxxgknb/"
    site.way(f"{column}nlist.htm")
    script = (
        "<script>var SiteInfo = {searchId: 200210};listModel({maxStaticIndex: 1,"
        " listArgs: {channelid: SiteInfo.searchId,"
        ' classsql: "" || "chnlid=1813",\n sortfield: "-docreltime"}, pagebar: {prepage: 10, recordCount: '
        f"'{len(site.entries)}'}}}});</script>"
    )
    template = '<dl ms-repeat="list"><dd><a ms-attr-href="el.chnldocurl"></a></dd></dl>'
    rows = [site.row(f"./{_trs(entry)}", entry, "dl") for entry in site.entries[:10]]
    site.list_page(f"{column}nlist.htm", [*rows, template], script)

    def search(form: Form) -> Served | None:
        if form.get("classsql") != "chnlid=1813" or form.get("channelid") != "200210":
            return None
        size, page = int(form["prepage"]), int(form["page"])
        found = [
            {"chnldocurl": column + _trs(entry), "doctitle": entry.title, "docreltime": f"{entry.day} 09:00:00"}
            for entry in site.entries[(page - 1) * size : page * size]
        ]
        return Served(json.dumps({"count": len(site.entries), "data": found}).encode(), JSON)

    site.handlers["POST /fjdzapp/search"] = search
    for entry in site.entries:
        site.article(column + _trs(entry), entry)


def _art(entry: Entry) -> str:
    return f"/art/{entry.day.year}/{entry.day.month}/{entry.day.day}/art_1815_{entry.number}.html"


def _record(site: Site, entry: Entry) -> str:
    return f"<record><![CDATA[{site.row(_art(entry), entry)}]]></record>"


def hanweb_recordset(site: Site) -> None:
    """§2: records in CDATA inside a script; an HTML parser sees no row. Further groups by an opaque address."""
    column = "/col/col1815/index.html"
    site.way(column)
    groups = chunks(site.entries, 12)

    def group(number: int) -> str:
        following = (
            f'<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page={number + 1}&key=k"></a>]]></nextgroup>'
        )
        records = "".join(_record(site, entry) for entry in groups[number])
        return f"<datastore>{following if number + 1 < len(groups) else ''}<recordset>{records}</recordset></datastore>"

    site.list_page(column, [], f'<div id="1"><script type="text/xml">{group(0)}</script></div>')
    for number in range(1, len(groups)):
        address = f"/module/web/jpage/dataproxy.jsp?page={number}&key=k"
        site.pages[address] = Served(f'<?xml version="1.0"?>{group(number)}'.encode(), "text/xml; charset=utf-8")
    for entry in site.entries:
        site.article(_art(entry), entry)


def hanweb_jpage(site: Site) -> None:
    """§3: nothing but a script in the page; the records are asked for by number, their entities escaped twice."""
    column = "/col/col90231/index.html"
    site.way(column)
    config = (
        f"<script>$('#77').jpage({{totalRecord:{len(site.entries)}, perPage:5,"
        " proxyUrl:'/module/web/jpage/dataproxy.jsp',"
        "webid:1, columnid:90231, unitid:'77', path:'/', permissiontype:0}});</script>"
    )
    site.list_page(column, [], config)

    def proxy(form: Form) -> Served | None:
        if form.get("columnid") != "90231" or form.get("unitid") != "77":
            return Served(b"<datastore><recordset></recordset></datastore>    ", "text/xml")
        first, last = int(form["startrecord"]), int(form["endrecord"])
        rows = [
            "<record><![CDATA["
            + site.row(_art(entry), entry).replace("<", "&lt;").replace(">", "&gt;")
            + "]]></record>"
            for entry in site.entries[first - 1 : last]
        ]
        markup = f'<?xml version="1.0"?><datastore><recordset>{"".join(rows)}</recordset></datastore>'
        return Served(markup.encode(), "text/xml; charset=utf-8")

    site.handlers["GET /module/web/jpage/dataproxy.jsp"] = proxy
    for entry in site.entries:
        site.article(_art(entry), entry)


def hanweb_units(site: Site) -> None:
    """§4: JSON whose `data.html` is a piece of the list; the parameters stand in an attribute of a script."""
    column = "/col/col1229214366/index.html"
    path = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    site.way(column)
    fields = "{'webId':'3','pageType':'column','tagId':'当前栏目list','tplSetId':'ab12','parseType':'bulidstatic'}"
    site.list_page(column, [], f'<script parseType="bulidstatic" url="{path}" queryData="{fields}" rows="10"></script>')

    def unit(form: Form) -> Served | None:
        if form.get("tplSetId") != "ab12":
            return None
        page, rows = int(form["pageNo"]), int(form["rows"])
        shown = site.entries[(page - 1) * rows : page * rows]
        markup = "".join(
            f'<li><a href="/col/art/{entry.day.year}/art_{_hex(entry)}.html">{entry.title}</a><b>{entry.day}</b></li>'
            for entry in shown
        )
        pager = f'<div class="page" count="{len(site.entries)}" rows="{rows}"></div>'
        return Served(json.dumps({"success": True, "data": {"html": markup + pager}}).encode(), JSON)

    site.handlers[f"GET {path}"] = unit
    for entry in site.entries:
        site.article(f"/col/art/{entry.day.year}/art_{_hex(entry)}.html", entry)


def hanweb_years(site: Site) -> None:
    """§5: a whole report at `?area=…&fbtime=YYYY`: the year is a field of the query, chosen from a box."""
    column = "/col/col77/index.html"
    site.way(column)
    rows = []
    for at, body in enumerate(site.bodies):
        address = f"/module/xxgk/xxgkAnnualReport.jsp?area=11330{at}"
        rows.append(f'<li><a href="{address}">{body}</a></li>')
        mine = [entry for entry in site.entries if entry.body == body]
        options = "".join(f'<option value="{entry.year}">{entry.year}</option>' for entry in mine)
        for entry in mine:
            site.article(f"{address}&fbtime={entry.year}", entry)
        site.page(address, "年度报告", f'<select name="fbtime">{options}</select>', crumbs=("年度报告",))
    site.list_page(column, rows)


def hanweb_column(site: Site) -> None:
    """§3: the page of the column is the newest report itself; older ones stand behind links of their years."""
    site.way("/col/col15505/index.html")
    newest = next(entry for entry in site.entries if entry.body == site.bodies[0])
    older = [entry for entry in site.entries if entry.is_report and entry is not newest]
    links = "".join(f'<li><a href="{_art(entry)}">{entry.title}</a></li>' for entry in older)
    site.article("/col/col15505/index.html", newest)
    page = site.pages["/col/col15505/index.html"]
    site.pages["/col/col15505/index.html"] = Served(page.body.replace(b"</body>", links.encode() + b"</body>"))
    for entry in older:
        site.article(_art(entry), entry)


def gkmlpt(site: Site) -> None:
    """§7: a catalogue in `window._CONFIG`, lists by `/gkmlpt/api/all/<node>`, dates in seconds since 1970."""
    site.page("/", "首页", '<a href="/gkmlpt/index">政府信息公开</a>')
    tree = [{"id": 1, "name": "法定主动公开内容", "children": [{"id": 2207, "name": site.column_name, "children": []}]}]
    script = f"<script>window._CONFIG = {{SID: '200', TREE: {json.dumps(tree)}, jump_url: ''}};</script>"
    site.page("/gkmlpt/index", "政府信息公开平台", f"<div id='app'></div>{script}")

    def articles(form: Form) -> Served | None:
        if form.get("sid") != "200":
            return None
        shown = chunks(site.entries, 10)[int(form["page"]) - 1]
        found = [
            {"title": entry.title, "url": f"/xxgk/content/post_{entry.number}.html", "date": _epoch(entry)}
            for entry in shown
        ]
        answer = {"articles": found, "classify": {"id": 2207, "post_count": len(site.entries)}}
        return Served(json.dumps(answer).encode(), JSON)

    site.handlers["GET /gkmlpt/api/all/2207"] = articles
    for entry in site.entries:
        site.article(f"/xxgk/content/post_{entry.number}.html", entry)


def ucap_static(site: Site) -> None:
    """§6: `/<site>/c1065/YYYYMM/<32 hex>.shtml`, anchors to the next page, a second block of metas in the body."""
    column = "/sy/c1065/list.shtml"
    site.way(column)
    pages = chunks(site.entries, 13)
    for number, page in enumerate(pages, start=1):
        rows = [site.row(f"/sy/c1065/{entry.day:%Y%m}/{_hex(entry)}.shtml", entry, "tr") for entry in page]
        following = f'<a href="list_{number + 1}.shtml">下一页</a>' if number < len(pages) else ""
        path = f"/sy/c1065/list_{number}.shtml" if number > 1 else column
        site.list_page(path, ["<table>", *rows, "</table>"], following)
    for entry in site.entries:
        path = f"/sy/c1065/{entry.day:%Y%m}/{_hex(entry)}.shtml"
        site.article(path, entry)
        page = site.pages[path]
        site.pages[path] = Served(
            page.body.replace(b"<body>", '<body><meta name="ColumnName" content="头部">'.encode())
        )


def ucap_search(site: Site) -> None:
    """§6: the list is JSON from `/common/search/<channel>`, asked for by page and size."""
    column = "/sy/c2233/list.shtml"
    site.way(column)
    address = "/common/search/9f3a?page=1&_pageSize=8&_isJson=true"
    site.list_page(column, [], f'<ul id="list" data-url="{address}"></ul><script>load("{address}")</script>')

    def search(form: Form) -> Served | None:
        page, size = int(form["page"]), int(form["_pageSize"])
        found = [
            {"title": entry.title, "url": f"/sy/{_hex(entry)}.shtml", "publishedTimeStr": f"{entry.day} 10:00:00"}
            for entry in site.entries[(page - 1) * size : page * size]
        ]
        answer = {"data": {"page": page, "rows": size, "total": len(site.entries), "results": found}}
        return Served(json.dumps(answer).encode(), JSON)

    site.handlers["GET /common/search/9f3a"] = search
    for entry in site.entries:
        site.article(f"/sy/{_hex(entry)}.shtml", entry)


def vsb(site: Site) -> None:
    """§9: `x.htm`, then `x/2.htm` and `x/1.htm`: pages count down; the whole article in one layout table."""
    site.way("/zwgk/zfxxgknb.htm")
    pages = chunks(site.entries, 9)
    for at, page in enumerate(pages):
        rows = [site.row(f"/info/19402/{entry.number}.htm", entry) for entry in page]
        following = len(pages) - 1 - at
        near = "zfxxgknb/" if at == 0 else ""
        pager = f'<a href="{near}{following}.htm">下页</a><a href="{near}1.htm">尾页</a>' if following else ""
        path = f"/zwgk/zfxxgknb/{len(pages) - at}.htm" if at else "/zwgk/zfxxgknb.htm"
        site.list_page(path, rows, f'<div class="_vsb_pager">{pager}</div>')
    for entry in site.entries:
        site.article(f"/info/19402/{entry.number}.htm", entry)


def jeecms(site: Site) -> None:
    """§10: `.jhtml`; the anchors of the pager jump by script, the number of pages is told in words."""
    site.way("/zfxxgknb/index.jhtml")
    pages = chunks(site.entries, 10)
    for number, page in enumerate(pages, start=1):
        rows = [site.row(f"/zfxxgknb/{entry.number}.jhtml", entry) for entry in page]
        pager = (
            f"<div>共{len(site.entries)}条记录 {number}/{len(pages)}页 <a href='javascript:void(0)'>下一页</a></div>"
        )
        site.list_page(f"/zfxxgknb/index_{number}.jhtml" if number > 1 else "/zfxxgknb/index.jhtml", rows, pager)
    for entry in site.entries:
        site.article(f"/zfxxgknb/{entry.number}.jhtml", entry)


def anhui_label(site: Site) -> None:
    """§8: `/Xxgknb/show/<id>.html`, dateless; the list is a label that the page posts for."""
    site.way("/public/column/29641?type=3&action=list")
    call = (
        "<script>Ls.ajax({url:'/site/label/8888', data:{labelName:'publicInfoList', siteId:'6795', organId:'29641',"
        " type:'3', pageSize:'10', action:'list'}});</script>"
    )
    site.list_page("/public/column/29641?type=3&action=list", [], f'<div id="list"></div>{call}')

    def label(form: Form) -> Served | None:
        if form.get("organId") != "29641":
            return None
        page, size = int(form.get("pageIndex", 1)), int(form["pageSize"])
        rows = [
            site.row(f"/Xxgknb/show/{entry.number}.html", entry)
            for entry in site.entries[(page - 1) * size : page * size]
        ]
        script = f"<script>var opts = {{pageIndex: {page}, pageCount: {-(-len(site.entries) // size)}}};</script>"
        return Served(f"<ul>{''.join(rows)}</ul>{script}".encode())

    site.handlers["POST /site/label/8888"] = label
    for entry in site.entries:
        site.article(f"/Xxgknb/show/{entry.number}.html", entry)


def anhui_static(site: Site) -> None:
    """§8 and §10: `/OpennessAnnualReport/show/`, a box of years whose pages are rendered by the server."""
    column = "/OpennessAnnualReport/list/0/page_1.html"
    site.way(column)
    years = sorted({entry.year for entry in site.entries if entry.is_report}, reverse=True)
    site.list_page(
        column, [f'<li><a href="/OpennessAnnualReport/list/{year}/page_1.html">{year}年</a></li>' for year in years]
    )
    for year in years:
        mine = [entry for entry in site.entries if entry.year == year or (not entry.is_report and year == years[0])]
        rows = [site.row(f"/OpennessAnnualReport/show/{entry.number}.html", entry) for entry in mine]
        site.list_page(f"/OpennessAnnualReport/list/{year}/page_1.html", rows)
        for entry in mine:
            site.article(f"/OpennessAnnualReport/show/{entry.number}.html", entry)


def hebei(site: Site) -> None:
    """§11: `/columns/<uuid>/202301/30/<uuid>.html`, groups of bodies, the title printed twice."""
    root = "/columns/5c1f0a52-77aa-4d0e-9c51-000000000001/"
    site.way(f"{root}index.html")
    groups = {"县政府": site.bodies[:1], "县直部门": site.bodies[1:]}
    site.list_page(
        f"{root}index.html", [f'<li><a href="{root}{at}/index.html">{name}</a></li>' for at, name in enumerate(groups)]
    )
    for at, bodies in enumerate(groups.values()):
        mine = [entry for entry in site.entries if entry.body in bodies or (not entry.is_report and at == 0)]
        rows = []
        for entry in mine:
            path = f"{root}{entry.day:%Y%m/%d}/{_uuid(entry)}.html"
            rows.append(site.row(path, entry))
            site.article(path, entry)
        site.list_page(f"{root}{at}/index.html", rows)


def js_arrays(site: Site) -> None:
    """§13: `urls[i]='…';headers[i]="…";year[i]…` in the page."""
    site.way("/gk/nb/")
    lines = "".join(
        f"urls[i]='./{entry.number}.html';headers[i]=\"{entry.title}\";"
        f"year[i]='{entry.day.year}';month[i]='{entry.day.month}';day[i]='{entry.day.day}';i++;\n"
        for entry in site.entries
    )
    site.list_page("/gk/nb/", [], f"<script>var i=0;\n{lines}</script>")
    for entry in site.entries:
        site.article(f"/gk/nb/{entry.number}.html", entry)


def script_file(site: Site) -> None:
    """§1: the list is written by a script file beside the page (districts of 武汉)."""
    site.way("/xxgk/nb/")
    site.list_page("/xxgk/nb/", [], '<script src="/js/jquery.min.js"></script><script src="./list_data.js"></script>')
    lines = "".join(f"document.writeln('{site.row(f'./{entry.number}.shtml', entry)}');\n" for entry in site.entries)
    site.put("/xxgk/nb/list_data.js", lines, media_type="application/javascript; charset=utf-8")
    for entry in site.entries:
        site.article(f"/xxgk/nb/{entry.number}.shtml", entry)


def datastore(site: Site) -> None:
    """§13: `<ul data="datasource:ID">` filled from `ds_ID.json` beside the page (NEA)."""
    site.way("/zfxxgk/nb/index.htm")
    site.list_page("/zfxxgk/nb/index.htm", ['<ul id="showData0" data="datasource:44c0"></ul>'])
    found = [
        {"showTitle": entry.title, "publishUrl": f"./c_{_hex(entry)}.htm", "publishTime": str(entry.day)}
        for entry in site.entries
    ]
    site.put("/zfxxgk/nb/ds_44c0.json", json.dumps({"datasource": found}), media_type=JSON)
    for entry in site.entries:
        site.article(f"/zfxxgk/nb/c_{_hex(entry)}.htm", entry)


def posted_json(site: Site) -> None:
    """§13: a list by POST that says how many pages there are (苏州 `loadData`)."""
    site.way("/szxxgk/nb/index.html")
    call = (
        "<script>$.ajax({type:'POST', url:'/szinf/interfaces/loadData',"
        " data:{channelId:'c77', pageNo:'1', pageSize:'7'},"
        " success:show});</script>"
    )
    site.list_page("/szxxgk/nb/index.html", [], call)

    def load(form: Form) -> Served | None:
        if form.get("channelId") != "c77":
            return None
        page, size = int(form["pageNo"]), int(form["pageSize"])
        found = [
            {"TITLE": entry.title, "URL": f"/szxxgk/{_hex(entry)}.shtml", "PUBLISHED_TIME_FORMAT": str(entry.day)}
            for entry in site.entries[(page - 1) * size : page * size]
        ]
        answer = {"allRow": len(site.entries), "totalPage": -(-len(site.entries) // size), "list": found}
        return Served(json.dumps(answer).encode(), JSON)

    site.handlers["POST /szinf/interfaces/loadData"] = load
    for entry in site.entries:
        site.article(f"/szxxgk/{_hex(entry)}.shtml", entry)


def framed(site: Site) -> None:
    """§21: a home page that jumps by script, a meta refresh on the way, the list in a frame, frames at the edges."""
    site.put("/", "<html><head><script>window.location.href='/index/';</script></head><body></body></html>")
    site.page("/index/", "首页", '<a href="/zwgk/">政务公开</a>')
    site.page("/zwgk/", "政务公开", f'<a href="/nb/">{site.column_name}</a>')
    site.put("/nb/", '<html><head><meta http-equiv="refresh" content="0;url=/nb/main.html"></head></html>')
    site.list_page("/nb/main.html", [], '<iframe src="/foot.html"></iframe><iframe src="list.html"></iframe>')
    rows = [site.row(f"/nb/{entry.number}.html", entry) for entry in site.entries]
    site.put("/nb/list.html", f"<html><body><ul>{''.join(rows)}</ul></body></html>")
    for entry in site.entries:
        site.article(f"/nb/{entry.number}.html", entry)


def dynamic(site: Site) -> None:
    """§12: `list.aspx?…&page=N` turned by script; the query is the article, on a host with a port."""
    site.way("/list.aspx?cid=55&page=1")
    pages = chunks(site.entries, 13)
    for number, page in enumerate(pages, start=1):
        rows = [site.row(f"/show.aspx?cid=55&id={entry.day:%Y%m%d}{entry.number}", entry) for entry in page]
        pager = f"<div>共{len(pages)}页 <a href=\"javascript:goPage('2')\">下一页</a></div>"
        site.list_page(f"/list.aspx?cid=55&page={number}", rows, pager)
    for entry in site.entries:
        site.article(f"/show.aspx?cid=55&id={entry.day:%Y%m%d}{entry.number}", entry)


def query_pages(site: Site) -> None:
    """§12: plain anchors `?cur_page=2`; upper-case parts of paths that must stay as they are."""
    site.way("/ZFXXGKNB/iList.jsp?cat_id=9&cur_page=1")
    pages = chunks(site.entries, 12)
    for number, page in enumerate(pages, start=1):
        rows = [site.row(f"/ZFXXGKNB/C116872/{entry.number}.htm", entry) for entry in page]
        pager = "".join(f'<a href="?cat_id=9&cur_page={at}">{at}</a>' for at in range(1, len(pages) + 1))
        site.list_page(f"/ZFXXGKNB/iList.jsp?cat_id=9&cur_page={number}", rows, pager)
    for entry in site.entries:
        site.article(f"/ZFXXGKNB/C116872/{entry.number}.htm", entry)


def folders(site: Site) -> None:
    """§14: chains of numbered folders, a year folder each; the folder is the report, without a file name."""
    site.way("/25074/37354/index.htm")
    years = sorted({entry.year for entry in site.entries if entry.is_report}, reverse=True)
    site.list_page("/25074/37354/index.htm", [f'<li><a href="{year}n/">{year}年</a></li>' for year in years])
    for year in years:
        mine = [entry for entry in site.entries if entry.year == year or (not entry.is_report and year == years[0])]
        rows = [site.row(f"content_{entry.number}/", entry) for entry in mine]
        site.list_page(f"/25074/37354/{year}n/", rows)
        for entry in mine:
            site.article(f"/25074/37354/{year}n/content_{entry.number}/", entry)


def snowflakes(site: Site) -> None:
    """§14: snowflake ids, `1.html` and `2.html` as pages of the list, each article also for telephones (`_wap`)."""
    site.way("/zfxxgknb/1.html")
    pages = chunks(site.entries, 13)
    for number, page in enumerate(pages, start=1):
        rows = []
        for entry in page:
            snowflake = 1749603841671180000 + entry.number
            rows.append(site.row(f"/zfxxgknb/{snowflake}.html", entry))
            rows.append(f'<a href="/zfxxgknb/{snowflake}_wap.html">{entry.title}</a>')
        pager = f'<a href="{number + 1}.html">下一页</a>' if number < len(pages) else ""
        site.list_page(f"/zfxxgknb/{number}.html", rows, pager)
    for entry in site.entries:
        site.article(f"/zfxxgknb/{1749603841671180000 + entry.number}.html", entry)
        site.pages[f"/zfxxgknb/{1749603841671180000 + entry.number}_wap.html"] = site.pages[
            f"/zfxxgknb/{1749603841671180000 + entry.number}.html"
        ]


def charsets(site: Site) -> None:
    """§17: a GBK page declared as UTF-8 and the reverse, gb2312 with a character beyond it; dates before links."""
    site.way("/gk/nb.asp?id=3")
    site.list_page(
        "/gk/nb.asp?id=3", [site.row(f"/gk/show.asp?id={entry.number}", entry, "tr") for entry in site.entries]
    )
    page = site.pages["/gk/nb.asp?id=3"]
    site.pages["/gk/nb.asp?id=3"] = Served(page.body.decode().encode("gb18030"), "text/html; charset=utf-8")
    for at, entry in enumerate(site.entries):
        path = f"/gk/show.asp?id={entry.number}"
        site.article(path, entry)
        text = site.pages[path].body.decode().replace("正文。", "正文，联系人龚䶮㛃。")
        body = text.encode("gb18030") if at % 2 else text.encode()
        declared = "gb2312" if at % 3 else "utf-8"
        site.pages[path] = Served(body, f"text/html; charset={declared}")


_BLANK = bytes.fromhex("89504e470d0a1a0a") + bytes(200)
PICTURE = f"data:image/png;base64,{b64encode(_BLANK).decode()}"


def pictured(site: Site) -> None:
    """W34, W50, W51: sections in words, tables as pictures beside the page (TRS `W020…`); a banner, a code, an icon."""
    site.way("/zwgk/nb/")
    site.list_page("/zwgk/nb/", [site.row(f"./{_trs(entry)}", entry) for entry in site.entries])
    for entry in site.entries:
        path = f"/zwgk/nb/{_trs(entry)}"
        site.article(path, entry)
        if entry.is_report:
            article = site.pages[path].body.decode()
            shown = f'<p><img src="{PICTURE}" width="700"><img src="/icons/print.gif" width="16" height="16"></p>'
            for heading in HEADINGS[1:4]:
                article = article.replace(f"<p>{heading}</p>", f"<p>{heading}</p>{shown}")
            article = article.replace("<body>", '<body><img src="/images/banner.jpg"><div class="article">')
            site.put_with_pictures(path, article.replace("<p>主办", '</div><img src="/images/qr.png"><p>主办'))


def _plain(address: Callable[[Entry], str], column: str) -> Callable[[Site], None]:
    """A site with one static list, which differs from others in its addresses only."""

    def write(site: Site) -> None:
        site.way(column)
        site.list_page(column, [site.row(address(entry), entry) for entry in site.entries])
        for entry in site.entries:
            site.article(address(entry), entry)

    return write


LONG_TAIL: dict[str, Callable[[Site], None]] = {
    "timestamps": _plain(lambda e: f"/{e.day:%Y%m%d}16284566{e.number}/index.html", "/2022061616284566735/index.html"),
    "liaoning": _plain(
        lambda e: f"/html/HCS/{e.day:%Y%m}/0{_epoch(e)}{e.number % 1000:06d}.html", "/html/HCS/nb/index.html"
    ),
    "no_ending": _plain(lambda e: f"/xxgk/content_{e.number}", "/xxgk/nb/"),
    "dashes": _plain(lambda e: f"/{e.day:%Y-%m/%d}/article_{_epoch(e)}{e.number}.html", "/gongkai/nianbao/"),
    "letters": _plain(lambda e: f"/c26129/{e.day:%Y%m%d}/i{e.number}.html", "/c26129/index.html"),
    "empire": _plain(lambda e: f"/e/action/ShowInfo.php?classid=174&id={e.number}", "/e/action/ListInfo/?classid=174"),
    "shanghai": _plain(lambda e: f"/nw12344/{e.day:%Y%m%d}/{_hex(e)}.html", "/nw12344/index.html"),
}
"""§14: dialects without any mark of their software."""

DIALECTS: dict[str, Callable[[Site], None]] = {
    write.__name__: write
    for write in (
        trs_call, trs_variables, trs_fujian, hanweb_recordset, hanweb_jpage, hanweb_units, hanweb_years, hanweb_column,
        gkmlpt, ucap_static, ucap_search, vsb, jeecms, anhui_label, anhui_static, hebei, js_arrays, script_file,
        datastore, posted_json, framed, dynamic, query_pages, folders, snowflakes, charsets, pictured,
    )
} | LONG_TAIL  # fmt: skip
