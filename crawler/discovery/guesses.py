"""Where the rest of a list may be, when neither anchors nor a known kind of site software tell: the generic path.

What is guessed is asked as a probe: a probe that fails says nothing about the site.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from crawler.discovery.page import Link, Page
from crawler.discovery.words import squeeze, words

MOST_GUESSES = 30
"""Requests that one page may lead to by guessing."""

_CUE = re.compile(
    r"createPage\w*\s*\(\D{0,20}(\d{1,3})\b|\b(?:countPage|pageCount|totalPages?|pages?Total)\b\W{1,5}(\d{1,3})\b"
    r"|共\s*(\d{1,3})\s*页|\b\d{1,3}\s*/\s*(\d{1,3})\s*页"
)
_PAGE_FIELD = re.compile(
    r"^(page|page_?no|page_?num|page_?index|cur_?page|current_?page|pn|pagenumber)$", re.IGNORECASE
)
_FILE = re.compile(r"^(?P<name>[a-z]\w*?)(?P<ending>\.\w{3,5})$", re.IGNORECASE)
_NUMBERED = re.compile(r"_\d{1,3}\.\w+$")

_QUOTED = re.compile(r"(['\"])((?:https?:)?[\w./?&=%:;-]{4,200})\1")
_DATA = re.compile(
    r"\.json\b|\.(?:jsp|do|action|aspx?|php)\?|/(?:api|search|list\w*|loadData|label|data)/", re.IGNORECASE
)
_CALL = re.compile(r"\burl\s*:\s*(['\"])([^'\"\s]+)\1")
_SENT = re.compile(r"\bdata\s*:\s*(\{[^{}]*\})")
_PAIR = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*['\"]?([^'\",{}\s]*)")
_SCRIPT = re.compile(r"<script[^>]*\ssrc\s*=\s*['\"]?([^'\"\s>]+\.js)\b", re.IGNORECASE)
_STRING = re.compile(r"(['\"])((?:(?!\1)[^\\\n]){3,200})\1")
_BOX = re.compile(
    r"<select[^>]*\bname\s*=\s*['\"](?P<name>\w+)['\"][^>]*>(?P<options>.{0,5000}?)</select>", re.IGNORECASE | re.DOTALL
)
_YEAR_OPTION = re.compile(r"<option[^>]*value\s*=\s*['\"]?(20\d\d)\b", re.IGNORECASE)
_LIBRARY = re.compile(
    r"jquery|vue|bootstrap|swiper|layui|echarts|min\.js|common|util|plugin|share|counter", re.IGNORECASE
)
_EDGE = re.compile(r"head|foot|bottom|nav|menu|login|banner|viewer|pdf|map|video|player|weather|share", re.IGNORECASE)


def guessed_pages(page: Page) -> tuple[Link, ...]:
    """Return the other pages of a list whose number some script or sentence of the page tells."""
    cue = _CUE.search(f"{page.scripts}\n{page.text}")
    if page.method != "GET" or page.data is not None or not cue:
        return ()
    last = min(int(next(filter(None, cue.groups()))), MOST_GUESSES)
    return tuple(Link(url, f"{number}: {cue.group()[:40]}") for number, url in _siblings(page.url, last))


def guessed_answers(page: Page) -> tuple[Link, ...]:
    """Return what a page that shows no entry may have its list from: frames, calls of its scripts, files beside it."""
    found = {link.key: link for link in (*_frames(page), *_calls(page), *_data(page), *_files(page))}
    return tuple(link for link in found.values() if urlsplit(link.url).netloc == urlsplit(page.url).netloc)[
        :MOST_GUESSES
    ]


def boxed_years(page: Page) -> Iterator[Link]:
    """Yield the years that a box of the page offers, as the addresses its form would ask for."""
    for box in _BOX.finditer(page.markup):
        fields = [
            pair for pair in parse_qsl(urlsplit(page.url).query, keep_blank_values=True) if pair[0] != box["name"]
        ]
        for year in dict.fromkeys(_YEAR_OPTION.findall(box["options"])):
            query = urlencode([*fields, (box["name"], year)])
            yield Link(urljoin(page.url, f"?{query}"), f"{year}年")


def paired_links(page: Page) -> Iterator[Link]:
    """Yield the titles of reports that stand as text in a script, each with the address that stands before or after it.

    `urls[i]='./5001.html';headers[i]="…年度报告"` is one of the many ways to write this.
    """
    known = words()
    strings = [(found.group(2), found.start()) for found in _STRING.finditer(page.scripts)]
    for at, (text, _) in enumerate(strings):
        squeezed = squeeze(text)
        if "<" not in text and (known.report.search(squeezed) or known.decoy(squeezed)):
            near = [strings[place][0] for place in (at - 1, at + 1) if 0 <= place < len(strings)]
            address = next((each for each in near if _is_address(each)), None)
            if address:
                yield Link(urljoin(page.url, address), text)


def _is_address(text: str) -> bool:
    return text.isascii() and bool(re.search(r"^(https?:/)?[./]|\.\w{3,5}$|\?", text)) and " " not in text


def _siblings(url: str, last: int) -> Iterator[tuple[int, str]]:
    """The addresses of pages 2 … last: by a field of the query, else by `name_N` of which some count from 0."""
    parts = urlsplit(url)
    fields = parse_qsl(parts.query, keep_blank_values=True)
    counted = next((name for name, value in fields if _PAGE_FIELD.match(name) and value == "1"), None)
    file = parts.path.rsplit("/", 1)[-1] or "index.html"
    named = _FILE.match(file)
    for number in range(1, last + 1):
        if counted and number > 1:
            query = urlencode([(name, str(number) if name == counted else value) for name, value in fields])
            yield number, urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
        elif not counted and named and not parts.query and not _NUMBERED.search(file):
            yield number, urljoin(url, f"{named['name']}_{number}{named['ending']}")


def _frames(page: Page) -> Iterator[Link]:
    for url in page.frames:
        if not _EDGE.search(urlsplit(url).path):
            yield Link(url, "iframe")


def _calls(page: Page) -> Iterator[Link]:
    """`$.ajax({type:'POST', url:'…', data:{…}})` and its kind."""
    for found in _CALL.finditer(page.scripts):
        around = page.scripts[max(found.start() - 120, 0) : found.end() + 500]
        sent = _SENT.search(around)
        fields = urlencode(dict(_PAIR.findall(sent.group(1)))) if sent else ""
        url = urljoin(page.url, unescape(found.group(2)))
        if fields and (re.search(r"['\"]get['\"]", around, re.IGNORECASE) is None):
            yield Link(url, "ajax", method="POST", body=fields)


def _data(page: Page) -> Iterator[Link]:
    for found in _QUOTED.finditer(page.markup):
        if _DATA.search(found.group(2)):
            yield Link(urljoin(page.url, unescape(found.group(2))), "data")


def _files(page: Page) -> Iterator[Link]:
    folder = page.url.rsplit("/", 1)[0] + "/"
    for name in dict.fromkeys(_SCRIPT.findall(page.markup)):
        if urljoin(page.url, name).startswith(folder) and not _LIBRARY.search(name):
            yield Link(urljoin(page.url, name), "script")
