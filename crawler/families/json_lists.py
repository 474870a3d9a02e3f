"""Lists that come as JSON: 广东 gkmlpt, 开普 UCAP, and any other whose answer says how many pages there are."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode, urljoin, urlsplit

from crawler.discovery import Link, Page, announced, objects, told_figures
from crawler.families.family import (
    Family,
    marks_of,
    nth,
    numbered,
    offset_field,
    page_field,
    with_field,
    with_query,
)

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
    for node in objects(nodes, deepest=_DEEPEST):
        name, number, jump = node.get("name") or node.get("title"), node.get("id"), node.get("jump_url")
        if isinstance(name, str) and jump:
            yield Link(urljoin(page.url, str(jump)), name)
        elif isinstance(name, str) and number is not None:
            yield Link(urljoin(page.url, f"/gkmlpt/api/all/{number}?page=1&sid={sid.group(1)}"), name)


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
        yield from (f"{name}={value}" for name, value in told_figures(page.data))


def _answer_pages(page: Page) -> Iterator[Link]:
    """The further pages of an answer that says how many there are, by the field its own request counted with."""
    asked = page.sent if page.method == "POST" else urlsplit(page.url).query
    field, last = page_field(asked), _last_page(page)
    if last is None:
        return
    if field and field[1] <= 1:
        for number in numbered(field[1] + 1, last + field[1] - 1):
            yield _asked_again(page, with_field(asked, field[0], number), number)
    elif not field:
        yield from _further_rows(page, asked, last)


def _further_rows(page: Page, asked: str, last: int) -> Iterator[Link]:
    """The same for a request that counts rows, `start=0&limit=10`."""
    found = offset_field(asked)
    if found and found[1] <= 1 and page.links:
        for number in numbered(2, last):
            start = found[1] + (number - 1) * len(page.links)
            yield _asked_again(page, with_field(asked, found[0], start), number)


def _asked_again(page: Page, fields: str, number: int) -> Link:
    if page.method == "POST":
        return Link(page.url, nth(number), method="POST", body=fields)
    return Link(with_query(page.url, fields), nth(number))


def _last_page(page: Page) -> int | None:
    rows, pages = announced(page)
    if pages is not None:
        return pages
    return -(-rows // len(page.links)) if rows and page.links else None


GKMLPT = Family("gkmlpt", _catalogue_marks, links=_catalogue_links)
UCAP = Family("ucap", _search_marks, pages=_search_pages)
POSTED = Family("posted", _posted_marks, pages=_posted_pages)
JSON_LISTS = Family("json_lists", _answer_marks, pages=_answer_pages)
