"""What a family is: one kind of site software, and how the whole of its lists is had."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.discovery import Link, Page
from crawler.discovery.pagers import MOST_PAGES

Finder = Callable[[Page], Iterable[Link]]

_PAGE_FIELD = re.compile(
    r"^(page|pageno|pagenum|page_no|pageindex|curpage|currentpage|cur_page|pn|pagenumber)$", re.IGNORECASE
)
_OFFSET_FIELD = re.compile(r"^(start|offset|skip|begin|first|startrow|startindex)$", re.IGNORECASE)


def _nothing(_: Page) -> Iterable[Link]:
    return ()


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of site software.

    Attributes:
        name: stable, for logs and people.
        marks: yields what in a page it is recognised by, in words of the page; nothing when the page is not its own.
        links: finds links that the page does not hold as anchors; their words decide what they are.
        pages: finds the requests for the rest of the list that the page shows; asked inside the column only.
    """

    name: str
    marks: Callable[[Page], Iterator[str]]
    links: Finder = _nothing
    pages: Finder = _nothing


@dataclass(frozen=True, slots=True)
class Harvest:
    """What the families found in a page.

    Attributes:
        recognised: the name of each family that knew the page, with the marks it was known by.
    """

    links: tuple[Link, ...] = ()
    pages: tuple[Link, ...] = ()
    recognised: tuple[tuple[str, tuple[str, ...]], ...] = ()


def harvest(page: Page, families: Iterable[Family]) -> Harvest:
    """Ask every family that recognises a page for the links and requests it knows of."""
    known = [(family, marks) for family in families if (marks := tuple(family.marks(page)))]
    return Harvest(
        links=tuple(link for family, _ in known for link in family.links(page)),
        pages=tuple(link for family, _ in known for link in family.pages(page)),
        recognised=tuple((family.name, marks) for family, marks in known),
    )


_lower = lru_cache(maxsize=4)(str.lower)


def marks_of(text: str, patterns: Iterable[re.Pattern[str]], needed: Iterable[str] = ()) -> Iterator[str]:
    """Yield the words by which any of the patterns knows a text.

    `needed`: one of these, in lower case, stands in whatever the patterns find; looked for first, for that is quicker.
    """
    if needed and not any(words in _lower(text) for words in needed):
        return
    for pattern in patterns:
        found = pattern.search(text)
        if found:
            yield " ".join(found.group().split())[:60]


def numbered(first: int, last: int) -> range:
    """Return the numbers of the pages from `first` to `last`, no more of them than are believed."""
    return range(first, min(last, first + MOST_PAGES - 1) + 1)


def nth(number: int) -> str:
    """Return the words of a link to a page of a list."""
    return f"第{number}页"


def page_field(fields: str) -> tuple[str, int] | None:
    """Return the field of a query or a form that holds the number of the page, with its value."""
    return _counting(fields, _PAGE_FIELD)


def offset_field(fields: str) -> tuple[str, int] | None:
    """Return the field of a query or a form that holds the number of the first row, with its value."""
    return _counting(fields, _OFFSET_FIELD)


def _counting(fields: str, names: re.Pattern[str]) -> tuple[str, int] | None:
    pairs = _pairs(fields)
    return next(((name, int(value)) for name, value in pairs if names.match(name) and str(value).isdecimal()), None)


def _pairs(fields: str) -> list[tuple[str, Any]]:
    """The fields of a query, a form, or a form that is sent as JSON."""
    if not fields.startswith("{"):
        return list(parse_qsl(fields, keep_blank_values=True))
    try:
        return list(json.loads(fields).items())
    except ValueError:
        return []


def with_field(fields: str, name: str, value: object) -> str:
    """Return a query or a form with one field changed, the others as they were."""
    pairs = _pairs(fields)
    if fields.startswith("{"):
        return json.dumps({each: value if each == name else old for each, old in pairs}, ensure_ascii=False)
    return urlencode([(each, str(value) if each == name else old) for each, old in pairs])


def with_query(url: str, query: str) -> str:
    """Return an address with another query."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
