"""Printed pages of which some are pictures: what is recognised on them, laid out twice."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checks.documents.printed.document import laid_pages
from checks.documents.printed.layout import Laid, Sheet
from checks.documents.scanned.page import Looks, looks_at
from checks.documents.scanned.picture import Gray
from checks.documents.scanned.recogniser import available

MOST_PAGES_LOOKED_AT = 24
"""Pages that are pictures of which the text is recognised, at some seconds each; the rest stay pictures."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a file laid out.

    Attributes:
        first: all of them; of those that are pictures as a first look saw them.
        second: the recognised ones, by number, as a second look saw them.
        even: whether every line of every table is unbroken.
    """

    first: Sequence[Laid]
    second: Mapping[int, Laid]
    even: bool

    @property
    def doubtful(self) -> bool:
        """Whether the first reading is in doubt already."""
        return bool(self.second) or not self.even


def pages_of(sheets: Sequence[Sheet], picture: Callable[[Sheet], Gray | None]) -> Pages:
    """Return some pages laid out, those that are pictures as they are recognised; nothing is without the extra.

    Where nothing is recognised, a page stays a picture.

    Args:
        sheets: the pages.
        picture: gives a page that is a picture in the density at which pages are looked at, if it can be had.
    """
    looks = dict(_looks(sheets, picture)) if available() else {}
    read = list(laid_pages(looks[sheet.number].first if sheet.number in looks else sheet for sheet in sheets))
    second = {page.number: page for page, _ in laid_pages(look.second for look in looks.values())}
    return Pages([page for page, _ in read], second, all(even for _, even in read))


def _looks(sheets: Sequence[Sheet], picture: Callable[[Sheet], Gray | None]) -> Iterator[tuple[int, Looks]]:
    for sheet in [sheet for sheet in sheets if sheet.is_picture][:MOST_PAGES_LOOKED_AT]:
        gray = picture(sheet)
        looks = looks_at(gray, sheet.number) if gray is not None else None
        if looks and looks.first.glyphs:
            yield sheet.number, looks
