"""What a faithful reader must answer for each cell of a rendered report, and about the report as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Answer(StrEnum):
    """The right answer for one cell.

    `OPEN` is for damage (a digit torn over two cells, a shifted row): saying nothing is right, a value is right only
    if it is the true one.
    """

    VALUE = "value"
    BLANK = "blank"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Expected:
    """The right answer for a cell; `value` is the true figure wherever the report has one, `text` what is printed."""

    answer: Answer
    value: Decimal | None = None
    text: str = ""


MISSING = Expected(Answer.MISSING)


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    """The right answers about a report.

    Attributes:
        cells: by cell id, every id of the report's forms.
        bodies: the acceptable names; the first is the full one. A page that prints none accepts None.
        titles: the acceptable titles, compared without blanks.
        published: the date the page shows, None when it shows none.
    """

    cells: Mapping[str, Expected]
    bodies: tuple[str | None, ...]
    kind: str
    year: int
    form: str
    titles: tuple[str, ...]
    published: date | None = None
    sections: tuple[str, ...] = field(default=("1", "2", "3", "4", "5", "6"))
