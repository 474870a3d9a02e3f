"""Pictures as files and in documents to what is written on them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from checks.documents.model import Block, Document, Paragraph, Picture, Table
from checks.documents.printed.document import laid_pages, printed_document
from checks.documents.printed.layout import Sheet
from checks.documents.refusal import RefusedError
from checks.documents.scanned.page import Looks, looks_at
from checks.documents.scanned.picture import as_page, decoded
from checks.documents.scanned.recogniser import available

MOST_PICTURES = 24
"""Pictures of one document that are looked at, at some seconds each."""
_WIDEST_ICON, _LOWEST_ROW = 400, 50
"""Pixels; smaller pictures hold no table."""
_ENOUGH = 40
"""Characters that make a text of what is recognised in a picture without a table."""


def parse_picture(data: bytes, source: str) -> Document:
    """Return what is written on a picture of a page.

    Raises:
        RefusedError: it is damaged, too large, nothing is written on it, or nothing here can recognise it.
    """
    if not available():
        raise RefusedError("picture")
    looks = looks_at(as_page(decoded(data)), 1)
    if not looks.first.glyphs:
        raise RefusedError("picture_not_recognised")
    first, second = (_document(source, [sheet]) for sheet in (looks.first, looks.second))
    return replace(first, again=lambda: second, doubtful=True)


def with_pictures_read(document: Document) -> Document:
    """Return a document with what is written on the pictures that it carries in their places."""
    carried = [block for block in document.blocks if isinstance(block, Picture) and block.data]
    if not carried or not available():
        return document
    looks = {id(block): seen for block in carried[:MOST_PICTURES] if (seen := _looks(block.data or b""))}
    if not looks:
        return document
    return replace(
        document,
        blocks=tuple(_filled(document.blocks, looks, lambda seen: seen.first)),
        again=lambda: replace(document, blocks=tuple(_filled(document.blocks, looks, lambda seen: seen.second))),
        doubtful=True,
    )


def _looks(data: bytes) -> Looks | None:
    """Return what stands on a picture; None where that is neither a table nor a text."""
    try:
        gray = decoded(data)
    except RefusedError:
        return None
    height, width = gray.shape
    if width < _WIDEST_ICON or height < _LOWEST_ROW:
        return None
    seen = looks_at(as_page(gray), 1)
    return seen if seen.first.across or len(seen.first.glyphs) >= _ENOUGH else None


def _filled(blocks: Sequence[Block], looks: dict[int, Looks], which: Callable[[Looks], Sheet]) -> Iterator[Block]:
    """Yield the blocks with pictures replaced, all tables counted anew."""
    tables = 0
    for block in blocks:
        seen = looks.get(id(block))
        for each in _document("", [which(seen)]).blocks if seen else (block,):
            found = each
            if isinstance(found, Table):
                tables += 1
                found = replace(found, number=tables, path=block.path if seen else found.path)
            elif seen and isinstance(found, Paragraph):
                found = replace(found, place=f"{block.place}, {found.place}", path=block.path)
            yield found


def _document(source: str, sheets: Sequence[Sheet]) -> Document:
    return printed_document(source, "picture", [page for page, _ in laid_pages(sheets)], {})
