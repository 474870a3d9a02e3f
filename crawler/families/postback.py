"""ASP.NET pages that turn by `__doPostBack`: the form is sent back with its hidden fields and a number of a page."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin

from crawler.discovery import Link, Page
from crawler.families.family import Family, marks_of, nth

_POST_BACK = re.compile(
    r"__doPostBack\(\s*'(?P<target>[^']+)'\s*,\s*'(?P<argument>(?:Page\$)?(?P<number>\d{1,3}))'\s*\)"
)
_HIDDEN = re.compile(r"<input\b[^>]*\btype\s*=\s*['\"]hidden['\"][^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?P<name>name|value)\s*=\s*(['\"])(?P<value>.*?)\2", re.IGNORECASE)
_ACTION = re.compile(r"<form\b[^>]*\baction\s*=\s*(['\"])(?P<value>.*?)\1", re.IGNORECASE)


def _marks(page: Page) -> Iterator[str]:
    yield from marks_of(unescape(page.markup), (_POST_BACK,))


def _pages(page: Page) -> Iterator[Link]:
    """The next page alone: its hidden fields are those of the page before, so every other way leads to a twin of it."""
    following = _current(page) + 1
    for found in _POST_BACK.finditer(unescape(page.markup)):
        if int(found["number"]) == following:
            fields = dict(_hidden(page.markup))
            fields |= {"__EVENTTARGET": found["target"], "__EVENTARGUMENT": found["argument"]}
            action = _ACTION.search(page.markup)
            url = urljoin(page.url, unescape(action["value"]) if action else "")
            yield Link(url, nth(following), method="POST", body=urlencode(fields))
            return


def _current(page: Page) -> int:
    number = dict(parse_qsl(page.sent)).get("__EVENTARGUMENT", "1").removeprefix("Page$")
    return int(number) if number.isdecimal() else 1


def _hidden(markup: str) -> Iterator[tuple[str, str]]:
    for field in _HIDDEN.findall(markup):
        attributes = {found["name"].lower(): unescape(found["value"]) for found in _ATTRIBUTE.finditer(field)}
        if attributes.get("name"):
            yield attributes["name"], attributes.get("value", "")


POST_BACK = Family("post_back", _marks, pages=_pages)
