"""Rows that no form has and many reports of one year share: perhaps the form has changed, and no body is at fault."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.model import Note

UNKNOWN_ROW = "unknown_row"
"""The code of the note on a row that the form does not have."""
LEAST_BODIES = 5
_SHARE = 0.05


def unknown_row(note: Note) -> tuple[str, str] | None:
    """Return the table and the words of the row that a note calls unknown; None of any other note."""
    if note.code != UNKNOWN_ROW:
        return None
    table, _, said = note.message.partition("：")
    return table, said.partition("：")[2]


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that many reports of one year have and no form: its words, and how many bodies of how many print it."""

    year: int
    label: str
    bodies: int
    of: int


def new_rows(printed: Iterable[tuple[str, int, str]], reports: Mapping[int, int]) -> tuple[NewRow, ...]:
    """Return the rows that many bodies share, by year, those of most bodies first.

    Args:
        printed: body, report year and words of every row that was not known; a body counts once.
        reports: how many bodies reported, by year.
    """
    bodies: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for body, year, label in printed:
        bodies[year, label].add(body)
    found = (NewRow(year, label, len(those), reports.get(year, len(those))) for (year, label), those in bodies.items())
    shared = (row for row in found if row.bodies >= max(LEAST_BODIES, _SHARE * row.of))
    return tuple(sorted(shared, key=lambda row: (row.year, -row.bodies, row.label)))
