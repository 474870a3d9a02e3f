"""The other pages of a list as its anchors name them: 下一页, 尾页, numbers.

Pagers that a script writes belong to the families of site software (`crawler.families`).
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.discovery.anchors import Link
from crawler.discovery.page import Page
from crawler.discovery.words import squeeze

_NEXT = re.compile(r"^(下一?页|后一?页|尾页|末页|最后一页|next|last)[>»›]*$|^[>»›]+$", re.IGNORECASE)
_NUMBER = re.compile(r"^\[?(\d{1,3})\]?$")
_DIGITS = re.compile(r"\d+")
MOST_PAGES = 200
"""Pages of one list that are followed; a site that claims more is not believed."""


def other_pages(page: Page) -> tuple[Link, ...]:
    """Return the other pages of the list on a page, in the order in which they are named, without repetition."""
    found = {link.url: link for link in _anchors(page) if link.url != page.url}
    return tuple(found.values())[:MOST_PAGES]


def _anchors(page: Page) -> Iterator[Link]:
    for link in page.links:
        text = squeeze(link.text)
        number = _NUMBER.match(text)
        if not _is_sibling(link.url, page.url):
            continue
        if _NEXT.match(text) or (number and _counts(link.url, int(number.group(1)))):
            yield link


def _is_sibling(url: str, here: str) -> bool:
    """Tell whether an address may be a page of the same list: beside it, or the same but for its numbers."""
    if url.rsplit("/", 1)[0] in {here.rsplit("/", 1)[0], here.rsplit(".", 1)[0]}:  # 博达: x.htm, then x/2.htm
        return True
    below = here if here.endswith("/") else f"{here.rsplit('/', 1)[0]}/"
    return _shape(url) == _shape(here) or bool(re.fullmatch(r"[a-z_-]*\d{1,3}/?", url.removeprefix(below)))


def _shape(url: str) -> str:
    return _DIGITS.sub("0", urlsplit(url).netloc + urlsplit(url).path).rstrip("/")


def _counts(url: str, number: int) -> bool:
    """Tell whether the end of an address holds the number of the page, counted from 0 or 1; page one may not."""
    parts = urlsplit(url)
    last = f"{parts.path.rstrip('/').rsplit('/', 1)[-1]}?{parts.query}"
    named = {int(digits) for digits in re.findall(r"(?<!\d)\d{1,3}(?!\d)", last)}
    return number == 1 or bool({number, number - 1} & named)
