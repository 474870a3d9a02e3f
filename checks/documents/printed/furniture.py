"""What a page carries besides its text: its number, and the line that stands on every page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from checks.documents.printed.layout import Item, Laid, TextLine

_NUMBER = re.compile(
    r"[-—–－·~\s]*(?:第\s*)?(?P<page>\d{1,3})(?:\s*页)?(?:[\s，,/／]*共?\s*\d{1,3}\s*页?)?[-—–－·~\s]*",
)
_EDGE = 0.09
"""The share of a page's height, above and below, in which such lines stand."""
_REPEATED = 3
"""So many pages with the same line at their edge make it a running one; on a shorter file all of them."""


class _PageNumber(NamedTuple):
    """A line that may number its page, `shift` away from the page's place in the file.

    `bare` digits on top may also be the end of a number that the page break tears.
    """

    line: TextLine
    shift: int
    on_top: bool
    bare: bool


def without_furniture(pages: Sequence[Laid]) -> list[Laid]:
    """Return the pages without their numbers and running lines; the first on top is kept, for it may be the title."""
    numbers = _page_numbers([number for page in pages for number in _candidates(page)])
    texts = Counter(text for page in pages for text in {_unnumbered(line) for line in _edge_lines(page)})
    often = max(min(_REPEATED, len(pages)), 2)
    running = {text for text, count in texts.items() if count >= often and any(map(str.isalpha, text))}
    told: set[str] = set()
    return [replace(page, items=tuple(_kept(page, numbers, running, told))) for page in pages]


def _page_numbers(candidates: Sequence[_PageNumber]) -> set[TextLine]:
    """Return the lines that number the pages: those whose numbers go with the pages, most of all or from the first."""
    shift, times = next(iter(Counter(each.shift for each in candidates).most_common(1)), (0, 0))
    if times == 1 and shift != 0:
        return set()
    going_along = [each for each in candidates if each.shift == shift]
    on_top = sum(each.on_top for each in going_along)
    return {each.line for each in going_along if on_top > 1 or not (each.on_top and each.bare)}


def _unnumbered(line: TextLine) -> str:
    """Return the text of a line without the numbers in it, which count pages or tell the time."""
    return re.sub(r"\d+", "#", line.text)


def _edge_lines(page: Laid) -> Iterator[TextLine]:
    """Yield the lines at the upper and lower edge of a page."""
    edge = page.height * _EDGE
    lines = (item for item in page.items if isinstance(item, TextLine))
    return (line for line in lines if not edge < line.baseline < page.height - edge)


def _candidates(page: Laid) -> Iterator[_PageNumber]:
    """Yield the outermost line above and below that is a number."""
    found = [_page_number(line, match, page) for line in _edge_lines(page) if (match := _NUMBER.fullmatch(line.text))]
    yield from [each for each in found if each.on_top][:1]
    yield from [each for each in found if not each.on_top][-1:]


def _page_number(line: TextLine, match: re.Match[str], page: Laid) -> _PageNumber:
    on_top = line.baseline < page.height / 2
    return _PageNumber(line, int(match["page"]) - page.number, on_top, line.text.isdigit())


def _kept(page: Laid, numbers: AbstractSet[TextLine], running: AbstractSet[str], told: set[str]) -> Iterator[Item]:
    edge = set(_edge_lines(page))
    for item in page.items:
        if isinstance(item, TextLine) and item in edge:
            text = _unnumbered(item)
            if item in numbers or text in told:
                continue
            if text in running and item.baseline > page.height / 2:
                continue
            told |= {text} & running
        yield item
