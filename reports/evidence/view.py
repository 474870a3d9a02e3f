"""What a protocol of evidence says, ready to be laid out: words in the reader's language, nothing to decide."""

from dataclasses import dataclass

from config.settings import Lang
from reports.digest.view import Item, Revised


@dataclass(frozen=True, slots=True)
class Line:
    """One fact on a page: what it is called, and what it is."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class PageLines:
    """One page behind the finding; `marked` says what a reader must not overlook, or is empty."""

    heading: str
    marked: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file handed over with the protocol: its name, its size in bytes, its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """A whole protocol.

    Attributes:
        made: when it was drawn up, by the real clock.
        calendar: the dates that the standing of the report rests on.
        absence: what was looked through without finding the report, a line a run; empty where that plays no part.
        life: what became of the finding, oldest first.
    """

    lang: Lang
    office: str
    simulated: bool
    demo: bool
    made: str
    body: str
    year: int
    item: Item
    calendar: str
    revisions: tuple[Revised, ...]
    pages: tuple[PageLines, ...]
    absence: tuple[str, ...]
    life: tuple[Line, ...]
    files: tuple[FileLine, ...]
