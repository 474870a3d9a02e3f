"""大汉 Hanweb jcms: records in the page or from `dataproxy.jsp`, and whole reports by `?area=…&fbtime=…`.

The records lie in CDATA, which the generic reading knows; here is how the rest of the list is asked for.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawler.discovery import Link, Page
from crawler.families.family import Family, marks_of, nth, numbered, page_field, with_field, with_query

_PROXY = re.compile(r"[\w/.:-]*/jpage/(?:more\w*)?dataproxy\.jsp[^'\"\s\]<>]*")
_RECORDSET = re.compile(r"<recordset>", re.IGNORECASE)
_RECORD = re.compile(r"<record>", re.IGNORECASE)
_NEXT_GROUP = re.compile(r"<nextgroup>.*?href\s*=\s*[\\\"']+([^\\\"']+)", re.IGNORECASE | re.DOTALL)
_TOTAL = re.compile(r"\btotalrecords?\b\W{1,4}(\d+)", re.IGNORECASE)
_PER_PAGE = re.compile(r"\bperpage\b\W{1,4}(\d+)", re.IGNORECASE)
_FIELDS = re.compile(
    r"\b(col|appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype)\b['\"]?\s*:\s*['\"]?([^'\",}\s]*)"
)
_DEFAULT_SIZE = 15

_REPORT_PAGE = re.compile(r"xxgkAnnualReport\.jsp", re.IGNORECASE)
_YEAR_OPTION = re.compile(r"<option[^<>]{0,500}value\s*=\s*['\"]?(20\d\d)['\"]?", re.IGNORECASE)


def _marks(page: Page) -> Iterator[str]:
    yield from marks_of(page.markup, (_PROXY,), ("/jpage/",))
    yield from marks_of(page.markup, (_RECORDSET,))


def _pages(page: Page) -> Iterator[Link]:
    following = _NEXT_GROUP.search(page.markup)
    if following:
        yield from _next_groups(page, urljoin(page.url, unescape(following.group(1))))
    elif not _is_proxy(page.url):
        yield from _record_ranges(page)


def _next_groups(page: Page, url: str) -> Iterator[Link]:
    """The next group of records, where the page or answer at hand names one and does not hold everything already."""
    total, records = _TOTAL.search(page.markup), len(_RECORD.findall(page.markup))
    if total and not _is_proxy(page.url) and int(total.group(1)) <= records:
        return
    if records:
        yield Link(url, "下一组")


def _record_ranges(page: Page) -> Iterator[Link]:
    """`dataproxy.jsp?startrecord=1&endrecord=45&perpage=15`, three pages a group as the script of the page asks."""
    proxy = _PROXY.search(page.markup)
    total = _TOTAL.search(page.markup)
    if not (proxy and total):
        return
    shown = len(_RECORD.findall(page.markup))
    per_page = _PER_PAGE.search(page.markup)
    group = 3 * (int(per_page.group(1)) if per_page else _DEFAULT_SIZE)
    fixed = dict(_FIELDS.findall(page.scripts))
    fixed |= dict(parse_qsl(urlsplit(unescape(proxy.group())).query))
    if int(total.group(1)) <= shown:
        return
    url = urljoin(page.url, unescape(proxy.group()))
    for number in numbered(0, (int(total.group(1)) - 1) // group):
        last = min((number + 1) * group, int(total.group(1)))
        asked = {"startrecord": number * group + 1, "endrecord": last, "perpage": group // 3, **fixed}
        yield Link(with_query(url, urlencode(asked)), nth(number + 1))


def _is_proxy(url: str) -> bool:
    return "dataproxy.jsp" in url


def _report_marks(page: Page) -> Iterator[str]:
    yield from marks_of(page.url, (_REPORT_PAGE,))
    yield from marks_of(page.markup, (_REPORT_PAGE,), ("xxgkannualreport.jsp",))


def _report_years(page: Page) -> Iterator[Link]:
    """The years a body's page of annual reports lets people choose: one address, the year is a field of the query."""
    if not _REPORT_PAGE.search(page.url) or "area=" not in page.url:
        return
    query = urlsplit(page.url).query
    base = query if "fbtime=" in query else f"{query}&fbtime="
    for year in dict.fromkeys(_YEAR_OPTION.findall(page.markup)):
        yield Link(with_query(page.url, with_field(base, "fbtime", year)), f"{year}年政府信息公开工作年度报告")


HANWEB = Family("hanweb", _marks, pages=_pages)
HANWEB_REPORTS = Family("hanweb_reports", _report_marks, links=_report_years)

_UNIT = re.compile(r"[\w/.:-]*/jpaas-publish-server/front/page/build/unit[^'\"\s<>]*")
_QUERY_DATA = re.compile(r"queryData\s*=\s*\"(\{[^\"]*\})\"|queryData\s*=\s*'(\{[^']*\})'", re.IGNORECASE)
_PAIR = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*['\"]([^'\"]*)['\"]")
_COUNT = re.compile(r"\b(?:count|total)\b\W{1,8}(\d+)")
_ROWS = re.compile(r"\b(?:rows|pageSize)\b\W{1,8}(\d+)")


def _unit_marks(page: Page) -> Iterator[str]:
    yield from marks_of(page.url, (_UNIT,))
    yield from marks_of(page.markup, (_UNIT,), ("/jpaas-publish-server/",))


def _unit_pages(page: Page) -> Iterator[Link]:
    """`…/front/page/build/unit?…&pageNo=N&rows=M`: JSON whose `data.html` is a piece of the list and its pager."""
    query = urlsplit(page.url).query
    if page.data is not None and (field := page_field(query)):
        yield from _further_units(page, query, field)
        return
    endpoint, given = _UNIT.search(page.markup), _QUERY_DATA.search(unescape(page.markup))
    if page.data is None and endpoint:
        url = urljoin(page.url, unescape(endpoint.group()))
        fields = dict(parse_qsl(urlsplit(url).query)) | dict(
            _PAIR.findall(given.group(1) or given.group(2)) if given else ()
        )
        rows = _ROWS.search(page.markup)
        asked = {**fields, "pageNo": "1", "rows": fields.get("rows") or (rows.group(1) if rows else str(_DEFAULT_SIZE))}
        yield Link(with_query(url, urlencode(asked)), nth(1))


def _further_units(page: Page, query: str, field: tuple[str, int]) -> Iterator[Link]:
    name, number = field
    count, rows = _COUNT.search(page.markup), dict(parse_qsl(query)).get("rows", "")
    if number == 1 and count and rows.isdecimal() and int(rows):
        for further in numbered(2, -(-int(count.group(1)) // int(rows))):
            yield Link(with_query(page.url, with_field(query, name, further)), nth(further))


HANWEB_UNITS = Family("hanweb_units", _unit_marks, pages=_unit_pages)
