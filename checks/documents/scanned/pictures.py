"""Pictures as files and in documents to what is written on them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from checks.documents.model import Block, Document, Paragraph, Picture, Table
from checks.documents.printed.document import laid_pages, printed_document
from checks.documents.printed.layout import Sheet
from checks.documents.refusal import RefusedError
from checks.documents.scanned.page import looks_at
from checks.documents.scanned.picture import as_page, decoded
from checks.documents.scanned.recogniser import available

MOST_PICTURES = 24
"""Pictures of one document that are looked at, at some seconds each."""
_WIDEST_ICON, _LOWEST_ROW = 400, 50
"""Pixels; smaller pictures hold no table."""
_ENOUGH = 40
"""Characters that make a text of what is recognised in a picture without a table."""

_Looks: TypeAlias = tuple[Sequence[Block], Sequence[Block]]
"""What two looks at one picture see."""


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


def with_pictures_read(document: Document, linked: Mapping[str, bytes]) -> Document:
    """Return a document with what is written on its pictures in their places.

    Args:
        document: as it was parsed.
        linked: what was received of the pictures it links to, by their addresses.
    """
    blocks = [_received(block, linked) for block in document.blocks]
    shown = dict.fromkeys(block.data for block in blocks if isinstance(block, Picture) and block.data)
    if not shown or not available():
        return document
    seen = {data: looks for data in list(shown)[:MOST_PICTURES] if data and (looks := _looks(data))}
    if not seen:
        return document

    def again() -> Document:
        other = document.again() if document.again else None
        return replace(other or document, blocks=tuple(_filled(other.blocks if other else blocks, seen, 1)))

    return replace(document, blocks=tuple(_filled(blocks, seen, 0)), again=again, doubtful=True)


def _received(block: Block, linked: Mapping[str, bytes]) -> Block:
    if isinstance(block, Picture) and block.address in linked:
        return replace(block, data=linked[block.address])
    return block


def _looks(data: bytes) -> _Looks | None:
    """Return what two looks at a picture see; None where that is neither a table nor a text."""
    try:
        gray = decoded(data)
        height, width = gray.shape
        if width < _WIDEST_ICON or height < _LOWEST_ROW:
            return None
        seen = looks_at(as_page(gray), 1)
        if not seen.first.across and len(seen.first.glyphs) < _ENOUGH:
            return None
        return _document("", [seen.first]).blocks, _document("", [seen.second]).blocks
    except RefusedError:
        return None


def _filled(blocks: Sequence[Block], seen: Mapping[bytes, _Looks], look: int) -> Iterator[Block]:
    """Yield the blocks with pictures replaced by what a look at them saw, all tables counted anew."""
    tables = 0
    for block in blocks:
        for each in _inside(block, seen, look):
            if isinstance(each, Table):
                tables += 1
                yield replace(each, number=tables)
            else:
                yield each


def _inside(block: Block, seen: Mapping[bytes, _Looks], look: int) -> Iterator[Block]:
    looks = seen.get(block.data) if isinstance(block, Picture) and block.data else None
    if isinstance(block, Picture) and looks:
        yield from (_within(block, found) for found in looks[look])
    else:
        yield block


def _within(picture: Picture, found: Block) -> Block:
    """Return what stands in a picture as a block of the document that shows the picture."""
    if isinstance(found, Table):
        return replace(found, path=picture.path, pages=(), picture=picture.place)
    if isinstance(found, Paragraph):
        return replace(found, path=picture.path, place=f"{picture.place}, {found.place}")
    return found


def _document(source: str, sheets: Sequence[Sheet]) -> Document:
    return printed_document(source, "picture", [page for page, _ in laid_pages(sheets)], {})
