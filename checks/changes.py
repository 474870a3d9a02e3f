"""What differs between two editions of one report: cell by cell, sentence by sentence. Only certain differences count.

What one of the readings could not understand is no difference, and neither is what only moved or was set differently.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.model import Cell, CellStatus, Report
from checks.narrative.sentences import pieces
from checks.reading.keys import key

_PLAIN = frozenset({CellStatus.READ, CellStatus.INFERRED, CellStatus.BLANK})
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell in both editions; a cell that one of them does not have is `missing` there."""

    before: Cell
    after: Cell

    @property
    def id(self) -> str:
        """The id of the cell."""
        return self.before.id


@dataclass(frozen=True, slots=True)
class TextChange:
    """The sentences that one section lost and gained; `heading` is that of the newer edition where it has one."""

    number: str
    heading: str
    removed: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def in_figures(self) -> bool:
        """Whether another number is said, or one more, or one less."""
        return _numbers(self.removed) != _numbers(self.added)


@dataclass(frozen=True, slots=True)
class Differences:
    """All certain differences.

    Attributes:
        title: both titles, where another one stands there.
        cells: in printed order.
        texts: by section.
        unclear: ids of the cells that cannot be compared, for one of the readings did not understand them.
    """

    title: tuple[str, str] | None = None
    cells: tuple[CellChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    unclear: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.title or self.cells or self.texts)

    @property
    def in_figures(self) -> bool:
        """Whether a number changed, in a table or in a sentence."""
        return bool(self.cells) or any(text.in_figures for text in self.texts)


def differences(before: Report, after: Report) -> Differences:
    """Compare two editions of a report; of one that could not be read nothing is said."""
    if not (before.readable and after.readable):
        return Differences()
    pairs = [(cell, after.cells[cell.id]) for cell in before.cells.values() if cell.id in after.cells]
    whole = all(report.structured and not _is_cut_off(report) for report in (before, after))
    return Differences(
        title=_titles(before.title, after.title),
        cells=tuple(CellChange(old, new) for old, new in pairs if _differ(old, new, whole=whole)),
        texts=tuple(_texts(before, after)),
        unclear=tuple(old.id for old, new in pairs if _is_unclear(old, new)),
    )


def _is_cut_off(report: Report) -> bool:
    return any(note.code == "cut_off" for note in report.notes)


def _titles(before: str | None, after: str | None) -> tuple[str, str] | None:
    """Both titles where they differ; one that holds the other is the same, said by another part of the page."""
    if not before or not after:
        return None
    old, new = key(before), key(after)
    return None if old in new or new in old else (before, after)


def _differ(old: Cell, new: Cell, *, whole: bool) -> bool:
    """Tell whether a cell certainly changed; that a cell came or went is certain only between whole documents."""
    if old.status in _PLAIN and new.status in _PLAIN:
        return old.value != new.value
    gone = {old.status, new.status}
    return whole and CellStatus.MISSING in gone and bool(gone & _PLAIN)


def _is_unclear(old: Cell, new: Cell) -> bool:
    understood = _PLAIN | {CellStatus.MISSING}
    return not {old.status, new.status} <= understood and key(old.text) != key(new.text)


def _texts(before: Report, after: Report) -> Iterator[TextChange]:
    """Yield what each section lost and gained; a sentence that stands elsewhere now did neither."""
    if any(_is_cut_off(report) for report in (before, after)):
        return
    everywhere = [
        {key(piece) for section in report.sections.values() for piece in pieces(section.text)}
        for report in (before, after)
    ]
    for number in sorted(before.sections.keys() | after.sections.keys()):
        old, new = before.sections.get(number), after.sections.get(number)
        removed = tuple(piece for piece in pieces(old.text if old else "") if key(piece) not in everywhere[1])
        added = tuple(piece for piece in pieces(new.text if new else "") if key(piece) not in everywhere[0])
        shown = new or old
        if shown and (removed or added):
            yield TextChange(number, shown.heading, removed, added)


def _numbers(sentences: tuple[str, ...]) -> list[str]:
    return sorted(number for sentence in sentences for number in _NUMBER.findall(key(sentence)))
