"""More dialects, written from the notes on real sites before looking at what the crawler knows: strangers to it."""

import json
from collections.abc import Callable

from .dialects import JSON, _epoch, _hex
from .server import Form, Served
from .site import Site, chunks

PDF = b"%PDF-1.7\n" + b"%" + b"0" * 120


def rows_with_a_look(site: Site) -> None:
    """D4 aspx: the title is plain text of its row, the anchor says 查看; `?dept=38&id=` names the page."""
    column = "/year_details.aspx?dept=38"
    site.way(column)
    rows = []
    for at, entry in enumerate(site.entries):
        address = f"/year_details.aspx?dept=38&id={entry.number}"
        rows.append(f"<tr><td>{at + 1}</td><td>{entry.title}</td><td>{entry.day}</td><td><a href='{address}'>查看</a>")
        site.article(address, entry)
    site.list_page(column, ["<table>", *rows, "</table>"])


def channels(site: Site) -> None:
    """D4 山东: `/gongkai/site_x/channel_x/doc_<24 hex>.html`; pages in folders of their own, `page_2/`."""
    column = "/gongkai/site_lixia/channel_63899ae537/"
    site.way(column, steps=(("/gongkai/", "信息公开"),))
    pages = chunks(site.entries, 10)
    for number, page in enumerate(pages, start=1):
        rows = [site.row(f"/gongkai/site_lixia/channel_63899ae537/doc_{_hex(entry, 24)}.html", entry) for entry in page]
        following = f'<a class="next" href="{column}page_{number + 1}/">下一页</a>' if number < len(pages) else ""
        site.list_page(f"{column}page_{number}/" if number > 1 else column, rows, following)
    for entry in site.entries:
        site.article(f"/gongkai/site_lixia/channel_63899ae537/doc_{_hex(entry, 24)}.html", entry)


def column_index(site: Site) -> None:
    """D4 成都: `column-index-1.shtml`; a menu of list items that open by `onclick`, without any anchor."""
    column = "/gkml/nb/column-index-1.shtml"
    menu = f"<ul><li onclick=\"window.location.href='{column}'\">{site.column_name}</li></ul>"
    site.page("/", f"{site.place}人民政府", '<map><area href="/zwgk/" alt="政务公开" shape="rect"></map>')
    site.page("/zwgk/", "政务公开", menu)
    pages = chunks(site.entries, 12)
    for number, page in enumerate(pages, start=1):
        rows = [site.row(f"/gkml/c/{entry.day:%Y-%m-%d}/{entry.number}.shtml", entry) for entry in page]
        turn = [f'<a href="column-index-{at}.shtml">{at}</a>' for at in range(1, len(pages) + 1)]
        site.list_page(f"/gkml/nb/column-index-{number}.shtml", rows, "".join(turn))
    for entry in site.entries:
        site.article(f"/gkml/c/{entry.day:%Y-%m-%d}/{entry.number}.shtml", entry)


def years_to_choose(site: Site) -> None:
    """D3: years in a box whose options are addresses; the page shown is the newest year."""
    column = "/zwgk/xxgknb/index.html"
    site.way(column)
    years = sorted({entry.year for entry in site.entries if entry.is_report}, reverse=True)
    options = "".join(f'<option value="/zwgk/xxgknb/nb_{year}n.html">{year}年</option>' for year in years)
    box = f'<select onchange="window.location=this.value"><option>请选择年份</option>{options}</select>'
    for year in years:
        mine = [entry for entry in site.entries if entry.year == year or (not entry.is_report and year == years[0])]
        rows = [site.row(f"/zwgk/xxgknb/{entry.number}.html", entry) for entry in mine]
        site.list_page(f"/zwgk/xxgknb/nb_{year}n.html", rows, box)
        if year == years[0]:
            site.list_page(column, rows, box)
        for entry in mine:
            site.article(f"/zwgk/xxgknb/{entry.number}.html", entry)


def short_names(site: Site) -> None:
    """D3: a group for each body under the name people call it, 县教育局 or 教育局; years alone lead to the reports."""
    column = "/gknb/"
    site.way(column)
    names = dict(zip(site.bodies, ("县政府", "县教育局", "水利局"), strict=True))
    site.list_page(
        column, [f'<li><a href="/gknb/o{at}/">{names[body]}</a></li>' for at, body in enumerate(site.bodies)]
    )
    decoys = [entry for entry in site.entries if not entry.is_report]
    for at, body in enumerate(site.bodies):
        mine = [entry for entry in site.entries if entry.body == body]
        rows = [f'<li><a href="/gknb/o{at}/{entry.year}/">{entry.year}年度</a></li>' for entry in mine]
        rows += [site.row(f"/gknb/{entry.number}.html", entry) for entry in decoys if at == 0]
        site.list_page(f"/gknb/o{at}/", rows)
        for entry in mine:
            site.article(f"/gknb/o{at}/{entry.year}/", entry)
    for entry in decoys:
        site.article(f"/gknb/{entry.number}.html", entry)


def files(site: Site) -> None:
    """D7: pages that only hold a file: in a viewer, embedded, as an object, or behind a script of downloads."""
    column = "/zfxxgk/nb/list.html"
    site.way(column)
    site.list_page(column, [site.row(f"/zfxxgk/nb/{entry.number}.html", entry) for entry in site.entries])
    for at, entry in enumerate(site.entries):
        page = f"/zfxxgk/nb/{entry.number}.html"
        if not entry.is_report:
            site.article(page, entry)
            continue
        file = f"/upload/{entry.number}.pdf"
        ways = (
            f'<iframe src="/generic2/web/viewer.html?file={file}"></iframe>',
            f'<embed src="{file}" type="application/pdf">',
            f'<object data="{file}"></object>',
            f'<a href="/system/_content/download.jsp?urltype=news&wbfileid={entry.number}">{entry.title}.pdf</a>',
            f'<a href="javascript:void(0)" onclick="window.open(\'{file}\')">附件下载</a>',
        )
        if at % len(ways) == 3:
            file = f"/system/_content/download.jsp?urltype=news&wbfileid={entry.number}"
        site.page(page, entry.title, f"<h1>{entry.title}</h1>{ways[at % len(ways)]}")
        site.pages[file] = Served(PDF + str(entry.number).encode(), "application/octet-stream")
        site.reports[file] = entry


def posted_back(site: Site) -> None:
    """D4 aspx: `__doPostBack` turns the page: the form is sent back with its hidden fields."""
    column = "/zwgk/nblist.aspx?id=7"
    site.way(column)
    pages = chunks(site.entries, 10)

    def markup(number: int) -> str:
        turn = "".join(
            f"<a href=\"javascript:__doPostBack('ctl00$pager','{at}')\">{at}</a>" for at in range(1, len(pages) + 1)
        )
        rows = "".join(site.row(f"/zwgk/show.aspx?id={entry.number}", entry) for entry in pages[number - 1])
        return (
            f'<form action="nblist.aspx?id=7"><input type="hidden" name="__VIEWSTATE" value="v{number}==">'
            '<input type="hidden" name="__EVENTTARGET" value=""><input type="hidden" name="__EVENTARGUMENT" value=""/>'
            f"<ul>{rows}</ul><div>{turn}</div></form>"
        )

    site.page(column, f"{site.column_name}_{site.place}", markup(1), crumbs=("政务公开", site.column_name))

    def turned(form: Form) -> Served | None:
        if not form.get("__VIEWSTATE") or form.get("__EVENTTARGET") != "ctl00$pager":
            return None
        head = f"<html><head><title>{site.column_name}_{site.place}</title></head><body>"
        return Served((head + markup(int(form["__EVENTARGUMENT"])) + "</body></html>").encode())

    site.handlers["POST /zwgk/nblist.aspx"] = turned
    for entry in site.entries:
        site.article(f"/zwgk/show.aspx?id={entry.number}", entry)


def laid_pages(site: Site) -> None:
    """A pager drawn by a library from a number of rows; its jump names the address of the next page."""
    column = "/index.php?c=list&cid=33"
    site.way(column)
    pages = chunks(site.entries, 8)
    for number, page in enumerate(pages, start=1):
        script = (
            f"<script>layui.laypage.render({{elem:'pages', count:{len(site.entries)}, limit:8, curr:{number},"
            " jump:function(obj, first){ if(!first){ location.href='/index.php?c=list&cid=33&page='+obj.curr; } }});"
            "</script>"
        )
        rows = [site.row(f"/index.php?c=show&id={entry.number}", entry) for entry in page]
        path = f"{column}&page={number}" if number > 1 else column
        site.list_page(path, rows, f'<div id="pages"></div>{script}')
    for entry in site.entries:
        site.article(f"/index.php?c=show&id={entry.number}", entry)


def pages_in_the_path(site: Site) -> None:
    """§14: a page is a folder, `/list/55/2/`; several numbers are shown, and 尾页 names the last."""
    column = "/list/55/1/"
    site.way(column)
    pages = chunks(site.entries, 5)
    for number, page in enumerate(pages, start=1):
        rows = [site.row(f"/info/{_epoch(entry)}{entry.number}", entry) for entry in page]
        near = range(max(1, number - 1), min(len(pages), number + 1) + 1)
        turn = "".join(f'<a href="/list/55/{at}/">{at}</a>' for at in near)
        site.list_page(f"/list/55/{number}/", rows, f'{turn}<a href="/list/55/{len(pages)}/">尾页</a>')
    for entry in site.entries:
        site.article(f"/info/{_epoch(entry)}{entry.number}", entry)


def a_matrix(site: Site) -> None:
    """D3: a table with a row a body and a column a year; each cell says 年报 or the year alone, once 图解."""
    column = "/zfxxgkndbg/index.htm"
    site.way(column)
    years = sorted({entry.year for entry in site.entries if entry.is_report}, reverse=True)
    head = "<tr><th>单位</th>" + "".join(f"<th>{year}年</th>" for year in years) + "</tr>"
    rows = [head]
    for at, body in enumerate(site.bodies):
        cells = ""
        for year in years:
            entry = next(each for each in site.entries if each.body == body and each.year == year)
            path = f"/zfxxgkndbg/{year}/{entry.number}.htm"
            cells += f'<td><a href="{path}">{"年报" if at else f"{year}年"}</a></td>'
            site.article(path, entry)
        rows.append(f"<tr><td>{body}</td>{cells}</tr>")
    decoys = [entry for entry in site.entries if not entry.is_report]
    for entry in decoys:
        site.article(f"/zfxxgkndbg/{entry.number}.htm", entry)
    more = "".join(site.row(f"/zfxxgkndbg/{entry.number}.htm", entry) for entry in decoys)
    site.list_page(column, [f"<table>{''.join(rows)}</table>"], more)


def offsets(site: Site) -> None:
    """A JSON list counted by rows, `start=0&limit=10`, whose answer tells the total and whether there is more."""
    column = "/opennb/"
    site.way(column)
    script = "<script>axios.get('/prod-api/cms/list?channel=9&start=0&limit=10').then(show);</script>"
    site.list_page(column, ['<div id="app"></div>'], script)

    def listed(form: Form) -> Served | None:
        if form.get("channel") != "9":
            return None
        start, limit = int(form["start"]), int(form["limit"])
        found = [
            {"docTitle": entry.title, "docPubUrl": f"/opennb/{entry.number}.html", "docRelTime": str(entry.day)}
            for entry in site.entries[start : start + limit]
        ]
        answer = {"total": len(site.entries), "hasMore": start + limit < len(site.entries), "rows": found}
        return Served(json.dumps({"code": 200, "result": answer}).encode(), JSON)

    site.handlers["GET /prod-api/cms/list"] = listed
    for entry in site.entries:
        site.article(f"/opennb/{entry.number}.html", entry)


def by_kind_and_year(site: Site) -> None:
    """D3: `/2025n/bmnb2025/`: years, then 政府 and 部门, each a page of its own; old years lie in 历年年报."""
    column = "/gb/index.shtml"
    site.way(column, steps=(("/xxgk/", "政府信息公开"), ("/xxgk/fd/", "法定主动公开内容")))
    years = sorted({entry.year for entry in site.entries if entry.is_report}, reverse=True)
    older = '<li><a href="/gb/ln/">历年年度报告</a></li>'
    site.list_page(column, [*(f'<li><a href="/gb/{year}n/">{year}年度</a></li>' for year in years[:3]), older])
    site.list_page("/gb/ln/", [f'<li><a href="/gb/{year}n/">{year}年度</a></li>' for year in years[3:]])
    decoys = [entry for entry in site.entries if not entry.is_report]
    for year in years:
        groups = {f"/gb/{year}n/szf/": "县政府年报", f"/gb/{year}n/bmnb{year}/": "县政府各部门、直属机构年报"}
        site.list_page(f"/gb/{year}n/", [f'<li><a href="{path}">{name}</a></li>' for path, name in groups.items()])
        for at, path in enumerate(groups):
            mine = [
                e for e in site.entries if e.year == year and e.is_report and (e.body == site.bodies[0]) is (at == 0)
            ]
            mine += decoys if year == years[0] and at else []
            site.list_page(path, [site.row(f"./{entry.number}.shtml", entry) for entry in mine])
            for entry in mine:
                site.article(f"{path}{entry.number}.shtml", entry)


def state_in_the_page(site: Site) -> None:
    """A page drawn by a library from a state that lies in it as JSON, its Chinese written as escapes."""
    column = "/open/annual"
    site.way(column)
    found = [
        {"id": e.number, "title": e.title, "link": f"/open/annual/{e.number}", "day": str(e.day)} for e in site.entries
    ]
    state = json.dumps({"app": {"list": found, "total": len(found)}})
    site.list_page(column, ['<div id="root"></div>'], f"<script>window.__STATE__ = {state};</script>")
    for entry in site.entries:
        site.article(f"/open/annual/{entry.number}", entry)


def records_in_xml(site: Site) -> None:
    """A list that the page has as XML, elements for title, address and date, no piece of HTML in it."""
    column = "/xxgk/nb/index.html"
    site.way(column)
    site.list_page(column, ['<div id="list"></div>'], "<script>$.get('/xxgk/nb/data.xml', show);</script>")
    records = "".join(
        f"<record><title>{entry.title}</title><url>/xxgk/nb/{entry.number}.html</url><date>{entry.day}</date></record>"
        for entry in site.entries
    )
    markup = f'<?xml version="1.0" encoding="UTF-8"?><list>{records}</list>'
    site.put("/xxgk/nb/data.xml", markup, media_type="text/xml; charset=utf-8")
    for entry in site.entries:
        site.article(f"/xxgk/nb/{entry.number}.html", entry)


def a_menu_in_a_script(site: Site) -> None:
    """The menu of the information portal is a tree of nodes in a script, names and addresses as text."""
    column = "/xxgk/nb/list.html"
    site.page("/", f"{site.place}人民政府", '<a href="/xxgk/">政府信息公开</a>')
    nodes = [
        {"id": 1, "name": "政府信息公开指南", "url": "/xxgk/zn.html"},
        {"id": 2, "name": site.column_name, "url": column},
    ]
    script = f"<script>var zNodes = {json.dumps(nodes, ensure_ascii=False)};</script>"
    site.page("/xxgk/", "政府信息公开", f"<div id='tree'></div>{script}")
    site.list_page(column, [site.row(f"/xxgk/nb/{entry.number}.html", entry) for entry in site.entries])
    for entry in site.entries:
        site.article(f"/xxgk/nb/{entry.number}.html", entry)


STRANGERS: dict[str, Callable[[Site], None]] = {
    write.__name__: write
    for write in (
        rows_with_a_look, channels, column_index, years_to_choose, short_names, files, posted_back, laid_pages,
        pages_in_the_path, a_matrix, offsets, by_kind_and_year,
        state_in_the_page, records_in_xml, a_menu_in_a_script,
    )
}  # fmt: skip
