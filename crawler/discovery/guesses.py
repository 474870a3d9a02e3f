"""Where the rest of a list may be, when neither anchors nor a known kind of site software tell: the generic path.

What is guessed is asked as a probe: a probe that fails says nothing about the site.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from crawler.discovery.anchors import Link
from crawler.discovery.announced import announced
from crawler.discovery.page import Page

MOST_GUESSES = 30
"""Requests that one page may lead to by guessing."""

_PAGE_FIELD = re.compile(
    r"^(page|page_?no|page_?num|page_?index|cur_?page|current_?page|pn|pagenumber)$", re.IGNORECASE
)
_FILE = re.compile(r"^(?P<name>[a-z]\w*?)(?P<ending>\.\w{3,5})$", re.IGNORECASE)
_NUMBERED = re.compile(r"_\d{1,3}\.\w+$")
_TEMPLATE = re.compile(
    r"(['\"])(?P<before>[\w./?&=%:;-]*[=_/-])\1\s*\+\s*[\w.()\s]{1,30}?(?:[+-]\s*1\s*\)?\s*)?(?:\+\s*(['\"])(?P<after>\.\w{3,5}|/)\3|[;,)\s}\"])"
)
_BOX = re.compile(
    r"<select[^<>]{0,500}\bname\s*=\s*['\"](?P<name>\w+)['\"][^<>]{0,500}>(?P<options>.{0,5000}?)</select>",
    re.IGNORECASE | re.DOTALL,
)
_YEAR_OPTION = re.compile(r"<option[^<>]{0,500}value\s*=\s*['\"]?(20\d\d)\b", re.IGNORECASE)


def guessed_pages(page: Page) -> tuple[Link, ...]:
    """Return the other pages of a list whose number some script or sentence of the page tells.

    Where nothing tells it, but something turns the page by script, the next one is tried.
    """
    if page.method != "GET" or page.data is not None:
        return ()
    told = _pages_told(page)
    if told:
        numbers = range(1, min(told, MOST_GUESSES) + 1)
        return tuple(_numbered_links(page, numbers, f"{told} pages"))
    following = _number_of(page.url) + 1
    return tuple(_numbered_links(page, range(following, following + 1), page.turns[0])) if page.turns else ()


def _pages_told(page: Page) -> int:
    """The number of pages as announced, or from the rows announced and those shown with a date."""
    rows, pages = announced(page)
    shown = sum(link.date is not None for link in page.links)
    return pages or (-(-rows // shown) if rows and 0 < shown < rows else 0)


def _numbered_links(page: Page, numbers: range, why: str) -> Iterator[Link]:
    templates = tuple(_templates(page))
    for number in numbers:
        for before, after in templates:
            yield Link(urljoin(page.url, f"{before}{number}{after}"), f"{number}: {why}")
    if not templates:
        yield from (Link(url, f"{number}: {why}") for number, url in _siblings(page.url, numbers))


def _templates(page: Page) -> Iterator[tuple[str, str]]:
    """Addresses that a script puts together around a number: `'list?page=' + n`, `'index_' + n + '.html'`."""
    seen = ((unescape(found["before"]), found["after"] or "") for found in _TEMPLATE.finditer(page.markup))
    for before, after in dict.fromkeys(seen):
        name = before.rsplit("?", 1)[-1].rsplit("&", 1)[-1].rstrip("=") if "?" in before else ""
        if _PAGE_FIELD.match(name) or (not name and after and before.endswith(("_", "-", "/"))):
            yield before, after


def _number_of(url: str) -> int:
    """The number of the page at an address, 1 where it has none."""
    fields = dict(parse_qsl(urlsplit(url).query))
    value = next((value for name, value in fields.items() if _PAGE_FIELD.match(name) and value.isdecimal()), "1")
    return int(value)


def boxed_years(page: Page) -> Iterator[Link]:
    """Yield the years that a box of the page offers, as the addresses its form would ask for."""
    for box in _BOX.finditer(page.markup):
        fields = [
            pair for pair in parse_qsl(urlsplit(page.url).query, keep_blank_values=True) if pair[0] != box["name"]
        ]
        for year in dict.fromkeys(_YEAR_OPTION.findall(box["options"])):
            query = urlencode([*fields, (box["name"], year)])
            yield Link(urljoin(page.url, f"?{query}"), f"{year}年")


def _siblings(url: str, numbers: range) -> Iterator[tuple[int, str]]:
    """The addresses of further pages: by a field of the query, else by `name_N` of which some count from 0."""
    parts = urlsplit(url)
    fields = parse_qsl(parts.query, keep_blank_values=True)
    counted = next((name for name, value in fields if _PAGE_FIELD.match(name) and value.isdecimal()), None)
    file = parts.path.rsplit("/", 1)[-1] or "index.html"
    named = _FILE.match(file)
    for number in numbers:
        if counted and number > 1:
            query = urlencode([(name, str(number) if name == counted else value) for name, value in fields])
            yield number, urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
        elif not counted and named and not parts.query and not _NUMBERED.search(file):
            yield number, urljoin(url, f"{named['name']}_{number}{named['ending']}")
