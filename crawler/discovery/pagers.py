"""The other pages of a list: anchors (下一页, 尾页, numbers) and the pagers that TRS writes by script."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from crawler.discovery.page import Link, Page
from crawler.discovery.words import squeeze

_NEXT = re.compile(r"^(下一?页|后一?页|尾页|末页|最后一页|next|last)[>»›]*$|^[>»›]+$", re.IGNORECASE)
_NUMBER = re.compile(r"^\[?(\d{1,3})\]?$")
_CALL = re.compile(r"\bcreatePage(?:HTML)?\s*\(([^)]*)\)")
_COUNT = re.compile(r"\bcountPage\s*=\s*(\d+)")
_CURRENT = re.compile(r"\bcurrentPage\s*=\s*(\d+)")
_FILE = re.compile(r"^(?P<name>.+?)(?:_(?P<number>\d{1,3}))?\.(?P<ending>s?html?)$")
MOST_PAGES = 200
"""Pages of one list that are followed; a script that claims more is not believed."""


def other_pages(page: Page) -> tuple[Link, ...]:
    """Return the other pages of the list on a page, in the order in which they are named, without repetition."""
    found = {link.url: link for link in (*_anchors(page), *_scripted(page)) if link.url != page.url}
    return tuple(found.values())[:MOST_PAGES]


def _anchors(page: Page) -> Iterator[Link]:
    folder = page.url.rsplit("/", 1)[0]
    for link in page.links:
        text = squeeze(link.text)
        number = _NUMBER.match(text)
        if link.url.rsplit("/", 1)[0] != folder:
            continue
        if _NEXT.match(text) or (number and _counts(link.url, int(number.group(1)))):
            yield link


def _counts(url: str, number: int) -> bool:
    """Tell whether the last part of an address holds the number of the page, counted from 0 or 1; page one may not."""
    parts = urlsplit(url)
    last = f"{parts.path.rsplit('/', 1)[-1]}?{parts.query}"
    named = {int(digits) for digits in re.findall(r"(?<!\d)\d{1,3}(?!\d)", last)}
    return number == 1 or bool({number, number - 1} & named)


def _scripted(page: Page) -> Iterator[Link]:
    """TRS names only the number of pages: page two is `index_1.html`, and no anchor exists before the script runs.

    A numbered page is not asked: the unnumbered one named them all, and it alone tells whether its script counts
    from 0 (page two is `_1`) or from 1 (page two is `_2`).
    """
    for pages, current, name, ending in (*_calls(page), *_variables(page)):
        if current <= 1 and not _is_numbered(page.url, current):
            for number in range(1, min(pages, MOST_PAGES)):
                yield Link(urljoin(page.url, f"{name}_{number + current}.{ending}"), f"第{number + 1}页")


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
    count = _COUNT.search(page.scripts)
    if not count or _CALL.search(page.scripts):
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


def _file_name(url: str) -> str:
    return urlsplit(url).path.rsplit("/", 1)[-1]
