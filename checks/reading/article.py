"""The report in a page: what stands in one container with its headings and tables, as far as the next report."""

from collections.abc import Iterator, Sequence

from checks.documents.model import Block, Document, Paragraph, Table
from checks.reading.identity import Title, parse_title
from checks.reading.keys import key
from checks.reading.linear import Linear
from checks.reading.names import may_be_same
from checks.reading.sections import Heading, find_sections

LONGEST_TITLE = 80
"""Signs of a line that may be a title; what is longer is a sentence that names a report."""
_STATUTORY_ROWS = frozenset(("规章", "行政许可", "行政处罚", "结果维持", "自然人"))
_ENOUGH_SECTIONS = 3
"""Sections that make what follows a title a report of its own."""


def article_of(document: Document) -> tuple[Linear, tuple[Heading, ...]]:
    """Return the article and its sections: what stands in the smallest container of all headings and tables."""
    linear = Linear.of(document.blocks)
    headings = find_sections(linear)
    anchors = [linear.blocks[linear.block_at(heading.start)] for heading in headings]
    anchors += [table for table in document.tables if _is_statutory(table)]
    if not document.structured or len(anchors) < 2:
        return linear, headings
    shared = _common([block.path for block in anchors])
    inside = [at for at, block in enumerate(linear.blocks) if block.path[: len(shared)] == shared]
    first, last = inside[0], inside[-1] + 1
    if last - first > len(inside):
        article = Linear.of([linear.blocks[at] for at in inside])
        return article, find_sections(article)
    article = linear.part(first, last)
    return article, tuple(heading.shifted(linear.starts[first], len(article.text)) for heading in headings)


def _common(paths: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    shortest = min(paths, key=len)
    for length in range(len(shortest), -1, -1):
        if all(path[:length] == shortest[:length] for path in paths):
            return shortest[:length]
    return ()


def _is_statutory(table: Table) -> bool:
    return any(key(cell.text) in _STATUTORY_ROWS for cell in table.cells)


def first_report(
    linear: Linear, headings: Sequence[Heading], title: Title | None
) -> tuple[Linear, tuple[Heading, ...], Title | None]:
    """Return the article and its sections up to where a report of another body or year begins, and that one's title."""
    for at, other in _other_titles(linear, headings, title) if headings and title else ():
        rest = find_sections(Linear.of(linear.blocks[at:]))
        own = Linear.of(linear.blocks[:at])
        sections = find_sections(own)
        if min(len(sections), len(rest)) >= _ENOUGH_SECTIONS:
            return own, sections, other
    return linear, tuple(headings), None


def _other_titles(linear: Linear, headings: Sequence[Heading], own: Title) -> Iterator[tuple[int, Title]]:
    """Yield the lines behind the first heading that are titles of another body or year, the body maybe above them."""
    for at in range(linear.block_at(headings[0].start) + 1, len(linear.blocks)):
        line = _line(linear, at)
        if "报告" in line or "年报" in line:
            alone, above = parse_title(line), _line(linear, at - 1)
            whole = parse_title(f"{above}{line}") if alone and not alone.body else None
            if whole and whole.body == above and _differs(whole, own):
                yield at - 1, whole
            elif alone and _differs(alone, own):
                yield at, alone


def is_of_another(block: Block, own: Title | None) -> bool:
    """Tell whether a block is the title of a report of another body or year."""
    title = parse_title(block.text) if own and isinstance(block, Paragraph) else None
    return bool(title and own and _differs(title, own))


def _line(linear: Linear, at: int) -> str:
    """Return the text of a block where it may be a title, else nothing."""
    block = linear.blocks[at]
    return block.text if isinstance(block, Paragraph) and len(block.text) <= LONGEST_TITLE else ""


def _differs(title: Title, own: Title) -> bool:
    if title.year and own.year and title.year != own.year:
        return True
    return bool(title.body and own.body and not may_be_same(title.body, own.body))
