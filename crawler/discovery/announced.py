"""How much a list says it holds: rows and pages, in its text, its scripts or its answer."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from crawler.discovery.page import Page

_DEEPEST = 3
_PAGE_TEXT = re.compile(
    r"共\s*(\d{1,4})\s*页|(?<![\d/])\d{1,4}\s*/\s*(\d{1,4})\s*页|第\s*\d{1,4}\s*/\s*(\d{1,4})\b|总页数\s*[:：]?\s*(\d{1,4})"
)
_PAGE_SCRIPT = re.compile(
    r"\bcreatePage\w*\s*\(\D{0,20}(\d{1,4})\b|\b(?:countPage|pageCount|totalPages?|pages?Total)\b['\"]?\s*[:=(]\s*['\"]?(\d{1,4})\b",
    re.IGNORECASE,
)
_ROW_TEXT = re.compile(
    r"共\s*有?\s*(\d{1,5})\s*(?:条|篇|项)|(?<!\d)(\d{1,5})\s*条(?:记录|信息|数据)|总(?:记录|条|信息)数\s*[:：]?\s*(\d{1,5})"
)
_ROW_SCRIPT = re.compile(
    r"\b(?:recordCount|totalRecords?|totalCount|rowCount|totalRows?|allRow|totalNum)\b['\"]?\s*[:=]\s*['\"]?(\d{1,5})\b"
    r"|\blaypage\b.{0,200}?\bcount\s*:\s*['\"]?(\d{1,5})\b",
    re.IGNORECASE | re.DOTALL,
)
_SIZE_SCRIPT = re.compile(
    r"\b_?(?:limit|pageSize|page_size|perPage|prepage|rows)\b['\"]?\s*[:=]\s*['\"]?(\d{1,3})\b", re.IGNORECASE
)
_PAGES = re.compile(r"^(total_?pages?|page_?count|pages|count_?page|page_?total)$", re.IGNORECASE)
_ROWS = re.compile(
    r"^(total|all_?rows?|total_?count|count|post_count|total_?num|record_?count|row_?count|total_?rows?|totalelements)$",
    re.IGNORECASE,
)


class Announced(NamedTuple):
    """What a list says of its size; None where it says nothing."""

    rows: int | None = None
    pages: int | None = None


def announced(page: Page) -> Announced:
    """Return how many rows and pages the list on a page says it has."""
    if page.data is not None:
        figures = dict(reversed(list(told_figures(page.data))))
        return Announced(_told(figures, _ROWS), _told(figures, _PAGES))
    rows = _largest(page, _ROW_TEXT, _ROW_SCRIPT)
    pages = _largest(page, _PAGE_TEXT, _PAGE_SCRIPT)
    size = _SIZE_SCRIPT.search(page.scripts)
    if pages is None and rows is not None and size and int(size.group(1)):
        pages = -(-rows // int(size.group(1)))
    return Announced(rows, pages)


def page_size(page: Page) -> int | None:
    """Return how many rows one page of a list holds at most, as its script says, or the request for its data."""
    asked = page.sent or urlsplit(page.url).query
    found = _SIZE_SCRIPT.search(page.scripts if page.data is None else asked)
    return int(found.group(1)) if found else None


def told_figures(data: object) -> Iterator[tuple[str, int]]:
    """Yield the numbers of pages and rows that an answer tells, outermost first."""
    for entry in objects(data, deepest=_DEEPEST):
        for name, value in entry.items():
            if (_PAGES.match(name) or _ROWS.match(name)) and str(value).isdecimal():
                yield name, int(value)


def objects(data: object, *, deepest: int) -> Iterator[Mapping[str, Any]]:
    """Yield the objects inside an answer, outermost first, no deeper than so many levels."""
    if deepest < 0:
        return
    if isinstance(data, dict):
        yield data
    inner: Iterable[object] = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for value in inner:
        yield from objects(value, deepest=deepest - 1)


def _told(figures: Mapping[str, int], names: re.Pattern[str]) -> int | None:
    return next((value for name, value in figures.items() if names.match(name)), None)


def _largest(page: Page, text: re.Pattern[str], script: re.Pattern[str]) -> int | None:
    found = (*text.finditer(page.text), *script.finditer(page.scripts))
    return max((int(next(filter(None, each.groups()))) for each in found), default=None)
