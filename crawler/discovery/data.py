"""Answers that are no page: JSON lists and script files, read as pages of links."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from crawler.discovery.anchors import Link, absolute
from crawler.discovery.announced import objects
from crawler.discovery.page import MOST_LINKS, Page, written_links
from crawler.discovery.titles import date_in
from crawler.discovery.words import squeeze, words

_CALLBACK = re.compile(r"^\s*[\w.$]+\s*\(\s*([\[{].*[\]}])\s*\)\s*;?\s*$", re.DOTALL)
_TITLES = re.compile(r"title|subject|headline|^(bt|name|infoname)$", re.IGNORECASE)
_URLS = re.compile(r"(url|link|href|path)$", re.IGNORECASE)
_DATES = re.compile(r"time|date", re.IGNORECASE)
_ASSIGNED = re.compile(r"=\s*(?=[\[{])")
_DEEPEST = 12
MOST_VALUES = 100
"""Values in the scripts of one page that are tried."""

_CHINA = timedelta(hours=8)
_SECONDS, _MILLISECONDS = range(10**8, 10**10), range(10**11, 10**13)


def read_json(text: str, url: str) -> Page | None:
    """Read a JSON answer, or one wrapped into a callback: every object with a title and an address is a link.

    Pieces of HTML inside it are read too. Return None where the text is no JSON object or list, or
    holds more links than are looked at.
    """
    wrapped = _CALLBACK.match(text)
    try:
        data = json.loads(wrapped.group(1) if wrapped else text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, (dict, list)):
        return None
    links = tuple(islice(_links(data, url, 0), MOST_LINKS + 1))
    return _page(url, links, text, data=data) if len(links) <= MOST_LINKS else None


def unaddressed_reports(page: Page) -> Iterator[str]:
    """Yield the titles of reports that an answer names without an address: the page puts it together from an id."""
    for entry in objects(page.data, deepest=_DEEPEST):
        title = _title(entry)
        if words().report.search(squeeze(title)) and _link(entry, page.url) is None:
            yield title


def read_script(text: str, url: str) -> Page:
    """Read a script file: the links it writes into the page that includes it."""
    return _page(url, tuple(written_links(text, "", url)), text, scripts=text)


def read_xml(text: str, url: str) -> Page | None:
    """Read a list of XML records, each with a title and an address as elements; None where there are none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    data = [] if root is None else [record for node in root.iter() if len(record := _record(node)) > 1]
    links = tuple(_links(data, url, 0))
    return _page(url, links, text, data=data) if links else None


def _record(node: Any) -> dict[str, str]:  # noqa: ANN401 - an element of lxml, which has no types
    """The children of an element that hold text alone, by name."""
    named = ((child.tag, child.text) for child in node if isinstance(child.tag, str) and not len(child))
    return {tag.rpartition("}")[2]: text.strip() for tag, text in named if text and text.strip()}


def embedded_links(page: Page) -> Iterator[Link]:
    """Yield the links of JSON that lies in the scripts of a page: a state, the tree of a menu, the rows of a list."""
    decoder, at = json.JSONDecoder(), 0
    for found in islice(_ASSIGNED.finditer(page.scripts), MOST_VALUES):
        if found.end() < at:
            continue
        try:
            data, at = decoder.raw_decode(page.scripts, found.end())
        except (ValueError, RecursionError):
            continue
        yield from _links(data, page.url, 0)


def _page(url: str, links: tuple[Link, ...], text: str, *, scripts: str = "", data: object = None) -> Page:
    return Page(
        url=url,
        title="",
        metas={},
        breadcrumb=(),
        text="\n".join(link.text for link in links),
        scripts=scripts,
        refresh=None,
        links=links,
        markup=text,
        data=data,
    )


def _links(data: object, base: str, depth: int) -> Iterator[Link]:
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        link = _link(data, base)
        if link:
            yield link
        for value in data.values():
            yield from _links(value, base, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _links(value, base, depth + 1)
    elif isinstance(data, str) and "<a" in data:
        yield from written_links(data, "", base)


def _link(entry: Mapping[str, Any], base: str) -> Link | None:
    title = _title(entry)
    addresses = (value for name, value in entry.items() if _URLS.search(name) and isinstance(value, str) and value)
    url = next((found for value in addresses if (found := absolute(value, base))), None)
    if not title or not url:
        return None
    dates = (date_of(value) for name, value in entry.items() if _DATES.search(name))
    return Link(url, title, next((date for date in dates if date), None))


def _title(entry: Mapping[str, Any]) -> str:
    titles = (value for name, value in entry.items() if _TITLES.search(name) and isinstance(value, str))
    return _plain(next(titles, ""))


def _plain(title: str) -> str:
    """A title without the markup that searches put around the words they found."""
    return " ".join(LexborHTMLParser(title).text().split()) if "<" in title else " ".join(title.split())


def date_of(value: object) -> str | None:
    """Return the day a value names: a written date, or seconds or milliseconds since 1970, told in China."""
    text = str(value)
    if text.isdecimal():
        number = int(text)
        seconds = number if number in _SECONDS else number / 1000 if number in _MILLISECONDS else None
        return (datetime.fromtimestamp(seconds, UTC) + _CHINA).date().isoformat() if seconds else None
    return date_in(text)
