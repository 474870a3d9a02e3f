"""What a page carries besides its text: its number, and the line that stands on every page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from checks.documents.printed.layout import Item, Laid, TextLine

_NUMBER = re.compile(
    r"[-—–－·~\s]*(?:第\s*)?(?P<page>\d{1,3})(?:\s*页)?(?:[\s，,/／]*共?\s*\d{1,3}\s*页?)?[-—–－·~\s]*",
)
_EDGE = 0.09
"""The share of a page's height, above and below, in which such lines stand."""
_REPEATED = 3
"""So many pages with the same line at their edge make it a running one; on a shorter file all of them."""


def without_furniture(pages: Sequence[Laid]) -> list[Laid]:
    """Return the pages without their numbers and, but for the first time, without running lines."""
    shifts = Counter(shift for page in pages for _, shift in _numbers(page))
    shift, times = next(iter(shifts.most_common(1)), (0, 0))
    numbered = shift if times > 1 or shift == 0 else None
    texts = Counter(text for page in pages for text in {_unnumbered(line) for line in _edge_lines(page)})
    often = max(min(_REPEATED, len(pages)), 2)
    running = {text for text, count in texts.items() if count >= often and any(map(str.isalpha, text))}
    told: set[str] = set()
    return [replace(page, items=tuple(_kept(page, numbered, running, told))) for page in pages]


def _unnumbered(line: TextLine) -> str:
    """Return the text of a line without the numbers in it, which count pages or tell the time."""
    return re.sub(r"\d+", "#", line.text)


def _edge_lines(page: Laid) -> Iterator[TextLine]:
    """Yield the lines at the upper and lower edge of a page."""
    edge = page.height * _EDGE
    lines = (item for item in page.items if isinstance(item, TextLine))
    return (line for line in lines if not edge < line.baseline < page.height - edge)


def _numbers(page: Laid) -> Iterator[tuple[TextLine, int]]:
    """Yield the lines that may number a page, each with how far its number is from the page's place in the file."""
    for line in _edge_lines(page):
        match = _NUMBER.fullmatch(line.text)
        if match:
            yield line, int(match["page"]) - page.number


def _kept(page: Laid, numbered: int | None, running: AbstractSet[str], told: set[str]) -> Iterator[Item]:
    edge = set(_edge_lines(page))
    numbers = {line for line, shift in _numbers(page) if shift == numbered}
    for item in page.items:
        if isinstance(item, TextLine) and item in edge:
            text = _unnumbered(item)
            if item in numbers or text in told:
                continue
            told |= {text} & running
        yield item
