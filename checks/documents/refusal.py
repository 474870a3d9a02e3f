"""What is too much or too broken to be read, and how a parser says so."""

MEGABYTE = 1024 * 1024
MAX_PAGE = 20 * MEGABYTE
"""The largest file that is read: pages may carry pictures in their text; the largest report met has 0.4 MB."""
MAX_TEXT = 2 * MEGABYTE
"""The largest bare text that is read, eighty times the longest report met."""
MAX_CHARACTERS = 1_000_000
"""The most running text that one document may hold."""
MAX_CELLS = 200_000
"""The most cells of one document, places covered by spans included; the statutory tables have three hundred."""
MAX_TAGS = 1_000_000
"""The most tags of a page; a tag costs its tree some hundred bytes, a report has five thousand."""

MAX_SHEETS = 300
"""The most printed pages of one document; the longest report met has 40."""
MAX_GLYPHS = 300_000
"""The most characters of printed pages; each is looked at on its own."""
MAX_OBJECTS = 200_000
"""The most lines, pictures and runs of text of printed pages."""


class RefusedError(Exception):
    """The bytes cannot be read, or would take more room than a document needs.

    Attributes:
        code: of the note that says so.
        values: what the words of the note name.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class ExhaustedError(RefusedError):
    """An archive with all that is inside it is too much, so that nothing of it is read."""


def check_cells(count: int) -> None:
    """Refuse a document for the number of its cells.

    Raises:
        RefusedError: there are too many.
    """
    if count > MAX_CELLS:
        raise RefusedError("table_too_large", limit=MAX_CELLS)
