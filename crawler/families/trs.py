"""拓尔思 TRS WCM: static lists whose pager is written by script, and the Fujian kind, static first and POST after.

Page two is `index_1.html`: the first page has no number. Nothing but a script names the number of pages.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode, urljoin, urlsplit

from crawler.discovery import Link, Page
from crawler.families.family import Family, marks_of, nth, numbered

_CALL = re.compile(r"\bcreatePage(?:HTML)?\s*\(([^)]*)\)")
_COUNT = re.compile(r"\bcountPage\s*=\s*[\"']?(\d+)")
_CURRENT = re.compile(r"\bcurrentPage\s*=\s*(\d+)")
_CONFIGURED = re.compile(r"pagination_script_config\b.{0,200}?\btotal\b\D{1,6}(\d+)", re.DOTALL)
_FILE = re.compile(r"^(?P<name>.+?)(?:_(?P<number>\d{1,3}))?\.(?P<ending>s?html?)$")

_HALF_STATIC = re.compile(r"\bmaxStaticIndex\s*:\s*(\d+)")
_RECORDS = re.compile(r"\brecordCount\s*:\s*['\"]?(\d+)")
_PER_PAGE = re.compile(r"\bprepage\s*:\s*['\"]?(\d+)")
_CHANNEL = re.compile(r"\b(?:searchId|channelid)\b['\"]?\s*[:=]\s*['\"]?(\d+)")
_WHERE = re.compile(r"\bclasssql\s*:[^,\n]*?['\"](chnlid=\d+)['\"]")
_SORT = re.compile(r"\bsortfield\s*:\s*['\"]([^'\"]+)['\"]")
_SEARCH = "/fjdzapp/search"


def _marks(page: Page) -> Iterator[str]:
    yield from marks_of(page.scripts, (_CALL, _COUNT, _CONFIGURED, _HALF_STATIC))


def _pages(page: Page) -> Iterator[Link]:
    """A numbered page is not asked: the unnumbered one named them all, and it alone tells how its script counts.

    A script that counts from 0 calls page two `_1`, one that counts from 1 calls it `_2`.
    """
    for pages, current, name, ending in (*_calls(page), *_variables(page)):
        if current <= 1 and not _is_numbered(page.url, current):
            for number in numbered(1, pages - 1):
                yield Link(urljoin(page.url, f"{name}_{number + current}.{ending}"), nth(number + 1))
    yield from _posted(page)


def _calls(page: Page) -> Iterator[tuple[int, int, str, str]]:
    """`createPageHTML(pages, current, name, ending)`; some sites put the id of the pager's box first."""
    for found in _CALL.finditer(page.scripts):
        values = [value.strip(" \t\r\n'\"") for value in found.group(1).split(",")]
        if values and not values[0].isdecimal():
            del values[0]
        if len(values) >= 4 and values[0].isdecimal() and values[1].isdecimal() and values[2] and values[3]:
            yield int(values[0]), int(values[1]), values[2], values[3].lstrip(".")


def _variables(page: Page) -> Iterator[tuple[int, int, str, str]]:
    """`var countPage = N; var currentPage = 0` with the pager written out below, on a page named like its siblings."""
    count = _COUNT.search(page.scripts) or _CONFIGURED.search(page.scripts)
    if not count or any(_calls(page)):
        return
    current = _CURRENT.search(page.scripts)
    file = _FILE.match(_file_name(page.url))
    yield (
        int(count.group(1)),
        int(current.group(1)) if current else 0,
        file["name"] if file else "index",
        file["ending"] if file else "html",
    )


def _is_numbered(url: str, current: int) -> bool:
    file = _FILE.match(_file_name(url))
    return bool(file and file["number"] and current and int(file["number"]) == current)


def _posted(page: Page) -> Iterator[Link]:
    """The entries behind the static ones, from the search of the site: 10 of 20 stand in the page, as in Fujian."""
    static, records, where = (found.search(page.scripts) for found in (_HALF_STATIC, _RECORDS, _WHERE))
    if not (static and records and where):
        return
    per_page = _PER_PAGE.search(page.scripts)
    size = max(int(per_page.group(1)) if per_page else 10, 1)
    channel, sort = _CHANNEL.search(page.scripts), _SORT.search(page.scripts)
    fields = {"classsql": where.group(1), "prepage": str(size)}
    fields |= {"channelid": channel.group(1)} if channel else {}
    fields |= {"sortfield": sort.group(1)} if sort else {}
    for number in numbered(int(static.group(1)) + 1, -(-int(records.group(1)) // size)):
        body = urlencode({**fields, "page": number})
        yield Link(urljoin(page.url, _SEARCH), nth(number), method="POST", body=body)


def _file_name(url: str) -> str:
    return urlsplit(url).path.rsplit("/", 1)[-1]


TRS = Family("trs", _marks, pages=_pages)
