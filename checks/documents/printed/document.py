"""Printed pages to a document, its tables known by their rulings alone.

Text in columns without rulings stays text, its gaps as tabs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from checks.documents.model import Document, Format
from checks.documents.printed.assembly import blocks_of, laid_out
from checks.documents.printed.layout import Figure, Fragment, Laid, Sheet
from checks.documents.printed.rulings import Grid, grids_of
from checks.documents.printed.sides import is_side_by_side
from checks.documents.refusal import RefusedError, check_cells
from checks.model import Note
from checks.notes import note


def laid_pages(sheets: Iterable[Sheet]) -> Iterator[tuple[Laid, bool]]:
    """Yield every page laid out, and whether all its tables are drawn without a broken line.

    Raises:
        RefusedError: two pages are printed on one, or there are more cells than in any report.
    """
    pages = [(sheet, grids, ()) for sheet, grids in _with_grids(sheets)]
    evens = [all(grid.even for grid in grids) for _, grids, _ in pages]
    yield from zip(laid_out(pages), evens, strict=True)


def _with_grids(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, list[Grid]]]:
    cells = 0
    for sheet in sheets:
        if is_side_by_side(sheet):
            raise RefusedError("pages_side_by_side", page=sheet.number)
        grids = grids_of(sheet.across, sheet.down)
        cells += sum(len(grid.owners) for grid in grids)
        check_cells(cells)
        yield sheet, grids


def printed_document(
    source: str,
    kind: Format,
    pages: Sequence[Laid],
    meta: Mapping[str, str],
    *,
    again: Callable[[], Document | None] | None = None,
    doubtful: bool = False,
) -> Document:
    """Return the document that some pages make; what is recognised in pictures proves nothing missing."""
    return Document(
        source=source,
        format=kind,
        blocks=tuple(blocks_of(pages)),
        meta=meta,
        notes=tuple(_notes(pages)),
        structured=any(has_table(page) for page in pages) and not any(page.by == "ocr" for page in pages),
        again=again,
        doubtful=doubtful,
    )


def has_table(page: Laid) -> bool:
    """Tell whether a ruled table stands on a page."""
    return any(isinstance(item, Fragment) for item in page.items)


def _notes(pages: Sequence[Laid]) -> Iterator[Note]:
    pictured = [item.page for page in pages for item in page.items if isinstance(item, Figure) and item.whole_page]
    if pages and len(pictured) == len(pages):
        yield note("picture")
    elif pictured:
        yield note("pages_are_pictures", pages=pictured)
