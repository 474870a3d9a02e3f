"""Lists that come as JSON: 广东 gkmlpt, 开普 UCAP, and any other whose answer says how many pages there are."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from crawler.discovery import Link, Page
from crawler.families.family import Family, marks_of, nth, numbered, page_field, with_field, with_query

_CONFIG = re.compile(r"window\._CONFIG\s*=")
_SID = re.compile(r"\bSID\b['\"]?\s*:\s*['\"]?(\w+)")
_TREE = re.compile(r"\bTREE\b['\"]?\s*:\s*(?=\[)")
_DEEPEST = 12

_UCAP = re.compile(r"<ucap(?:title|content)\b|/common/search/[\w-]+|\bchannelId\b", re.IGNORECASE)
_UCAP_SEARCH = re.compile(r"/common/search/[\w-]+[^'\"\s<>+]*")

_ENDPOINT = re.compile(
    r"(?:url|action)\s*[:=]\s*['\"]([^'\"\s]+(?:loadData|JsonList|search/list/\w+|/list\.json|getFileList\w*)[^'\"\s]*)['\"]"
)
_SENT = re.compile(r"\bdata\s*:\s*(\{[^{}]*\})")
_SENT_PAIR = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*['\"]?([^'\",{}\s]*)")
_PAGES = re.compile(r"^(totalpages?|pagecount|pages|totalpage|page_count|countpage|pagetotal)$", re.IGNORECASE)
_ROWS = re.compile(
    r"^(total|allrow|totalcount|count|post_count|totalnum|recordcount|total_count|rowcount)$", re.IGNORECASE
)


def _catalogue_marks(page: Page) -> Iterator[str]:
    if _SID.search(page.scripts):
        yield from marks_of(page.scripts, (_CONFIG,))


def _catalogue_links(page: Page) -> Iterator[Link]:
    """The nodes of the catalogue, whose lists are had by `/gkmlpt/api/all/<node>`; a node may jump elsewhere."""
    sid, tree = _SID.search(page.scripts), _TREE.search(page.scripts)
    if not (sid and tree):
        return
    try:
        nodes, _ = json.JSONDecoder().raw_decode(page.scripts, tree.end())
    except (ValueError, RecursionError):
        return
    for node in _walk(nodes, 0):
        name, number, jump = node.get("name") or node.get("title"), node.get("id"), node.get("jump_url")
        if isinstance(name, str) and jump:
            yield Link(urljoin(page.url, str(jump)), name)
        elif isinstance(name, str) and number is not None:
            yield Link(urljoin(page.url, f"/gkmlpt/api/all/{number}?page=1&sid={sid.group(1)}"), name)


def _walk(data: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _walk(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _walk(value, depth + 1)


def _search_marks(page: Page) -> Iterator[str]:
    if page.data is None:
        yield from marks_of(page.markup, (_UCAP,), ("<ucap", "/common/search/", "channelid"))


def _search_pages(page: Page) -> Iterator[Link]:
    """`/common/search/<channel>?page=1&_pageSize=20&_isJson=true`, where the page does not name it whole."""
    named = _UCAP_SEARCH.search(page.markup)
    if not named:
        return
    path, _, query = named.group().replace("&amp;", "&").partition("?")
    asked = query if page_field(query) else urlencode({"page": 1, "_pageSize": 20, "_isJson": "true"})
    yield Link(urljoin(page.url, f"{path}?{asked}"), nth(1))


def _posted_marks(page: Page) -> Iterator[str]:
    if page.data is None:
        yield from marks_of(page.scripts, (_ENDPOINT,))


def _posted_pages(page: Page) -> Iterator[Link]:
    """The request that a script of the page makes for its list: address, method and fields stand in its call."""
    for found in _ENDPOINT.finditer(page.scripts):
        around = page.scripts[max(found.start() - 300, 0) : found.end() + 500]
        sent = _SENT.search(around)
        fields = dict(_SENT_PAIR.findall(sent.group(1))) if sent else {}
        url = urljoin(page.url, found.group(1))
        if re.search(r"\bpost\b", around, re.IGNORECASE):
            yield Link(url, nth(1), method="POST", body=urlencode(fields))
        else:
            query = "&".join(part for part in (urlsplit(url).query, urlencode(fields)) if part)
            yield Link(with_query(url, query), nth(1))


def _answer_marks(page: Page) -> Iterator[str]:
    if page.data is not None:
        yield from (f"{name}={value}" for name, value in _figures(page.data))


def _answer_pages(page: Page) -> Iterator[Link]:
    """The further pages of an answer that says how many there are, by the field its own request counted with."""
    query = urlsplit(page.url).query
    asked = page.sent if page.method == "POST" else query
    field = page_field(asked)
    last = _last_page(page)
    if not field or field[1] > 1 or last is None:
        return
    for number in numbered(field[1] + 1, last + field[1] - 1):
        fields = with_field(asked, field[0], number)
        if page.method == "POST":
            yield Link(page.url, nth(number), method="POST", body=fields)
        else:
            yield Link(with_query(page.url, fields), nth(number))


def _last_page(page: Page) -> int | None:
    figures = dict(reversed(list(_figures(page.data))))
    pages = next((value for name, value in figures.items() if _PAGES.match(name)), None)
    if pages is not None:
        return pages
    rows = next((value for name, value in figures.items() if _ROWS.match(name)), None)
    return -(-rows // len(page.links)) if rows and page.links else None


def _figures(data: object) -> Iterator[tuple[str, int]]:
    """The numbers of pages and rows that an answer tells, outermost first."""
    for entry in _walk(data, _DEEPEST - 3):
        for name, value in entry.items():
            if (_PAGES.match(name) or _ROWS.match(name)) and str(value).isdecimal():
                yield name, int(value)


GKMLPT = Family("gkmlpt", _catalogue_marks, links=_catalogue_links)
UCAP = Family("ucap", _search_marks, pages=_search_pages)
POSTED = Family("posted", _posted_marks, pages=_posted_pages)
JSON_LISTS = Family("json_lists", _answer_marks, pages=_answer_pages)
