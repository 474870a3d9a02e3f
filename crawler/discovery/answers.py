"""What a page that shows no entry may have its list from: frames, calls of its scripts, files beside it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import chain, islice
from urllib.parse import urlencode, urljoin, urlsplit

from crawler.discovery.anchors import Link, absolute
from crawler.discovery.guesses import MOST_GUESSES
from crawler.discovery.page import Page
from crawler.discovery.words import squeeze, words

MOST_MENTIONS = 500
"""Addresses of one kind in one page that are looked at: each costs, and a hostile page repeats one without end."""

_QUOTED = re.compile(r"(['\"])((?:https?:)?[\w./?&=%:;-]{4,200})\1")
_DATA = re.compile(
    r"\.(?:json|xml)\b|\.(?:jsp|do|action|aspx?|php)\?|/(?:[\w-]*api|search|list\w*|loadData|label|data)/|^\.{0,2}/[\w./-]+\?\w+=",
    re.IGNORECASE,
)
_ASSET = re.compile(r"\.(?:js|css|png|jpe?g|gif|svg|ico|woff2?|ttf)(?:\?|$)", re.IGNORECASE)
_METHOD_CALL = re.compile(
    r"(?P<who>axios|\$|jQuery|http)\.(?P<method>get|post|getJSON)\(\s*(['\"])(?P<url>[^'\"\s]+)\3\s*,"
    r"\s*\{(?:\s*params\s*:\s*\{)?(?P<sent>[^{}]*)\}"
)
_CALL = re.compile(r"\burl\s*:\s*(['\"])([^'\"\s]+)\1")
_SENT = re.compile(r"\bdata\s*:\s*(\{[^{}]*\})")
_PAIR = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*['\"]?([^'\",{}\s]*)")
_SCRIPT = re.compile(r"<script[^<>]{0,500}\ssrc\s*=\s*['\"]?([^'\"\s>]+\.js)\b", re.IGNORECASE)
_STRING = re.compile(r"(['\"])((?:(?!\1)[^\\\n]){3,200})\1")
_LIBRARY = re.compile(
    r"jquery|vue|bootstrap|swiper|layui|echarts|min\.js|common|util|plugin|share|counter", re.IGNORECASE
)
_EDGE = re.compile(r"head|foot|bottom|nav|menu|login|banner|viewer|pdf|map|video|player|weather|share", re.IGNORECASE)


def guessed_answers(page: Page) -> tuple[Link, ...]:
    """Return what a page that shows no entry may have its list from: frames, calls of its scripts, files beside it."""
    ways = (_frames(page), _calls(page), _data(page), _files(page))
    written = chain.from_iterable(islice(way, MOST_MENTIONS) for way in ways)
    meant = (replace(link, url=url) for link in written if (url := absolute(link.url, page.url)))
    found = {link.key: link for link in meant if urlsplit(link.url).netloc == urlsplit(page.url).netloc}
    return tuple(found.values())[:MOST_GUESSES]


def paired_links(page: Page) -> Iterator[Link]:
    """Yield the titles of reports that stand as text in a script, each with the address that stands before or after it.

    `urls[i]='./5001.html';headers[i]="…年度报告"` is one of the many ways to write this.
    """
    known = words()
    strings = [(found.group(2), found.start()) for found in _STRING.finditer(page.scripts)]
    for at, (text, _) in enumerate(strings):
        squeezed = squeeze(text)
        if "<" not in text and (known.column.match(squeezed) or known.report.search(squeezed) or known.decoy(squeezed)):
            near = [strings[place][0] for place in (at - 1, at + 1) if 0 <= place < len(strings)]
            address = next((each for each in near if _is_address(each)), None)
            if address:
                yield Link(urljoin(page.url, address), text)


def _is_address(text: str) -> bool:
    return text.isascii() and bool(re.search(r"^(https?:/)?[./]|\.\w{3,5}$|\?", text)) and " " not in text


def _frames(page: Page) -> Iterator[Link]:
    for url in page.frames:
        if not _EDGE.search(urlsplit(url).path):
            yield Link(url, "iframe")


def _calls(page: Page) -> Iterator[Link]:
    """`$.ajax({type:'POST', url:'…', data:{…}})`, `$.post('…', {…})`, `axios.get('…', {params: {…}})` and such."""
    for found in islice(_CALL.finditer(page.scripts), MOST_MENTIONS):
        around = page.scripts[max(found.start() - 120, 0) : found.end() + 500]
        sent = _SENT.search(around)
        if sent:
            is_get = re.search(r"['\"]get['\"]", around, re.IGNORECASE) is not None
            yield _call(page, found.group(2), sent.group(1), is_get=is_get, as_json="JSON.stringify" in around)
    for found in _METHOD_CALL.finditer(page.scripts):
        is_get = found["method"].lower() != "post"
        yield _call(page, found["url"], found["sent"], is_get=is_get, as_json=found["who"] == "axios")


def _call(page: Page, address: str, sent: str, *, is_get: bool, as_json: bool) -> Link:
    url, fields = urljoin(page.url, unescape(address)), dict(_PAIR.findall(sent))
    if not is_get:
        return Link(url, "ajax", method="POST", body=json.dumps(fields) if as_json else urlencode(fields))
    joint = "&" if urlsplit(url).query else "?"
    return Link(f"{url}{joint}{urlencode(fields)}", "ajax")


def _data(page: Page) -> Iterator[Link]:
    for found in _QUOTED.finditer(page.markup):
        if _DATA.search(found.group(2)) and not _ASSET.search(found.group(2)):
            yield Link(urljoin(page.url, unescape(found.group(2))), "data")


def _files(page: Page) -> Iterator[Link]:
    folder = page.url.rsplit("/", 1)[0] + "/"
    for name in dict.fromkeys(_SCRIPT.findall(page.markup)):
        if urljoin(page.url, name).startswith(folder) and not _LIBRARY.search(name):
            yield Link(urljoin(page.url, name), "script")
