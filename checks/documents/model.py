"""A document as reading sees it: paragraphs and tables in reading order, each with its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from checks.model import By, Note

TORN = "↵"
"""Stands in a text between two lines that may be one number or two, so that neither is read."""

Format = Literal["text", "html", "docx", "xlsx", "doc", "xls", "pdf", "ofd", "picture", "unknown"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that a reader sees as one block. `path` tells the container it stands in, `by` how it is known."""

    text: str
    place: str
    path: tuple[int, ...] = ()
    by: By = "text"


class TableCell(NamedTuple):
    """One cell with its origin in the grid (zero-based) and how far it spans."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Table:
    """A table as a grid; `number` counts the tables of the document from 1.

    `pages` tells of a paged document on which page each row stands, counted from 1; `by` how its texts are known;
    `picture` the place of the picture it was recognised in, where a document shows it as one.
    """

    number: int
    rows: int
    cells: tuple[TableCell, ...]
    path: tuple[int, ...] = ()
    pages: tuple[int, ...] = ()
    by: By = "text"
    picture: str = ""

    @cached_property
    def by_row(self) -> tuple[tuple[TableCell, ...], ...]:
        """The cells that cover each row, left to right, spanning ones included."""
        covering: list[list[TableCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.rowspan, self.rows)):
                covering[row].append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in covering)

    def place(self, cell: TableCell) -> str:
        """Return where a cell stands, in words, counted from 1."""
        return f"{self.place_of_row(cell.row)}, column {cell.column + 1}"

    def place_of_row(self, row: int) -> str:
        """Return where a row stands, in words, counted from 1."""
        page = f"page {self.pages[row]}, " if self.pages else ""
        picture = f"{self.picture}, " if self.picture else ""
        return f"{picture}{page}table {self.number}, row {row + 1}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture large enough to hold a table.

    `data` are its bytes where the document carries them; `address` is where it links to them, as it is written there.
    """

    place: str
    path: tuple[int, ...] = ()
    data: bytes | None = None
    address: str = ""


Block = Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """What a parser made of the bytes.

    Attributes:
        source: where the bytes came from; members of archives as `a.zip!b.docx`.
        titles: what the page or file calls itself, most trusted first.
        meta: the `<meta>` tags of the head, names in lower case, first one wins.
        blocks: paragraphs and tables in reading order; empty when nothing could be read.
        attachments, frames: addresses of files the page links to and of pages it embeds, which may hold what it lacks.
        links: what its links to other pages say.
        structured: whether the format keeps tables as tables.
        again: reads the same bytes by other means, where there are such, for what the first reading leaves in doubt;
            None from it is no second opinion.
        doubtful: whether the first reading is in doubt already, for a line of a table is broken.
    """

    source: str
    format: Format
    blocks: tuple[Block, ...] = ()
    titles: tuple[str, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    attachments: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    links: frozenset[str] = frozenset()
    structured: bool = False
    again: "Callable[[], Document | None] | None" = None
    doubtful: bool = False

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
