"""Lists that stand in scripts, in files beside the page, or in frames."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from crawler.discovery import Link, Page
from crawler.families.family import Family, marks_of

_ARRAY = re.compile(r"\b(?P<name>urls?|links?|hrefs?)\s*\[\s*(?P<at>\w+)\s*\]\s*=\s*(['\"])(?P<value>.*?)\3")
_TITLE = re.compile(r"\b(?:headers?|titles?|subjects?)\s*\[\s*(?P<at>\w+)\s*\]\s*=\s*(['\"])(?P<value>.*?)\2")
_PART = re.compile(r"\b(?P<part>year|month|day)s?\s*\[\s*(?P<at>\w+)\s*\]\s*=\s*['\"]?(?P<value>\d+)")


def _array_marks(page: Page) -> Iterator[str]:
    if _TITLE.search(page.scripts):
        yield from marks_of(page.scripts, (_ARRAY,))


def _array_links(page: Page) -> Iterator[Link]:
    """`urls[i]='…';headers[i]="…";year[i]=…;month[i]=…;day[i]=…`, one line an entry, the index a number or a name."""
    for chunk in _entries(page.scripts):
        url, title = _ARRAY.search(chunk), _TITLE.search(chunk)
        if url and title:
            yield Link(urljoin(page.url, url["value"]), title["value"], _date(chunk))


def _entries(scripts: str) -> Iterator[str]:
    """The script cut before each address: what stands up to the next one belongs to it."""
    starts = [found.start() for found in _ARRAY.finditer(scripts)]
    for start, end in zip(starts, [*starts[1:], len(scripts)], strict=True):
        yield scripts[start:end]


def _date(chunk: str) -> str | None:
    parts = {found["part"]: int(found["value"]) for found in _PART.finditer(chunk)}
    return "{year:04d}-{month:02d}-{day:02d}".format(**parts) if len(parts) == 3 else None


_SCRIPT_FILE = re.compile(r"<script[^<>]{0,500}\ssrc\s*=\s*['\"]?([^'\"\s>]+\.js)\b[^<>]{0,500}>", re.IGNORECASE)
_LIST_NAME = re.compile(r"list|data|news|docs?|nb|xxgk|article|record", re.IGNORECASE)
_LIBRARY = re.compile(
    r"jquery|vue|bootstrap|swiper|layui|echarts|min\.js|require|base|common|util|plugin|lazy|share|analytics"
)


def _file_marks(page: Page) -> Iterator[str]:
    yield from (f"script {name}" for name in _list_files(page))


def _file_pages(page: Page) -> Iterator[Link]:
    """A script file beside the page that writes its list with `document.writeln`, as in districts of 武汉."""
    for name in _list_files(page):
        yield Link(urljoin(page.url, name), "清单文件")


def _list_files(page: Page) -> Iterator[str]:
    """Script files of the page's own folder whose name speaks of a list."""
    folder = page.url.rsplit("/", 1)[0] + "/"
    for name in dict.fromkeys(_SCRIPT_FILE.findall(page.markup)):
        file = name.rsplit("/", 1)[-1]
        is_near = urljoin(page.url, name).startswith(folder)
        if is_near and _LIST_NAME.search(file) and not _LIBRARY.search(file.lower()):
            yield name


_DATASOURCE = re.compile(r"\bdata\s*=\s*['\"]datasource:([\w-]+)['\"]", re.IGNORECASE)


def _store_marks(page: Page) -> Iterator[str]:
    yield from marks_of(page.markup, (_DATASOURCE,), ("datasource:",))


def _store_pages(page: Page) -> Iterator[Link]:
    """`<ul data="datasource:ID">` is filled from `ds_ID.json` beside the page."""
    for name in dict.fromkeys(_DATASOURCE.findall(page.markup)):
        yield Link(urljoin(page.url, f"ds_{name}.json"), "清单文件")


_VIEWER = re.compile(r"viewer|pdf|map|video|player|weather|share|counter", re.IGNORECASE)


def _frame_marks(page: Page) -> Iterator[str]:
    yield from (f"frame {urlsplit(url).path}" for url in _inner(page))


def _frame_pages(page: Page) -> Iterator[Link]:
    """The list of a column in a frame of the same host; headers, footers and viewers are frames too."""
    for url in _inner(page):
        yield Link(url, "框架页")


def _inner(page: Page) -> Iterator[str]:
    host = urlsplit(page.url).netloc
    for url in dict.fromkeys(page.frames):
        if urlsplit(url).netloc == host and not _VIEWER.search(url) and not _EDGE.search(url):
            yield url


_EDGE = re.compile(r"head|foot|top\b|bottom|nav|menu|login|search|banner", re.IGNORECASE)

ARRAYS = Family("arrays", _array_marks, links=_array_links)
LIST_FILES = Family("list_files", _file_marks, pages=_file_pages)
DATASTORES = Family("datastores", _store_marks, pages=_store_pages)
FRAMES = Family("frames", _frame_marks, pages=_frame_pages)
