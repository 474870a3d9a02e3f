"""Rows of figures without rulings that a page break tears: the ends of numbers below it mark their beginnings."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import dropwhile

from checks.documents.printed.columns import BREAK, FEWEST, FIGURE, ROOM
from checks.documents.printed.layout import Laid, TextLine, Word
from checks.documents.printed.writing import NUMBERED

_POINTED = re.compile(r"\d{1,2}\.(?!\d)")
"""How a row of a table may be numbered, and a number in a text cannot begin."""


def with_torn_rows(pages: Sequence[Laid]) -> list[Laid]:
    """Return the pages with the figures that stand on top of a page without a row put behind the numbers above them.

    A narrow column may have broken these numbers where the page ended, before or after the header that is printed
    again; a stroke between keeps both halves from being read.
    """
    done = list(pages[:1])
    for page in pages[1:]:
        done[-1:] = _mended(done[-1], page)
    return done


def _mended(above: Laid, below: Laid) -> tuple[Laid, Laid]:
    row, rest = _last_row(above), _first_figures(below, above)
    ends = _ends(row, rest) if row and rest else {}
    if not row or not rest or not ends or _is_labelled(rest, row, above):
        return above, below
    label = rest.words[: len(rest.words) - len(ends)]
    left = [rest._replace(words=label)] if label else []
    return _changed(above, row, _marked(row, ends)), _changed(below, rest, *left)


def _cells(line: TextLine) -> list[Word]:
    """Return the words of a line from its first figure on, halves of numbers put together included."""
    return list(dropwhile(lambda word: not _is_figure(word), line.words))


def _is_figure(word: Word) -> bool:
    text = word.text.strip()
    return bool(FIGURE.fullmatch(text.replace(BREAK, "") or text))


def _begins(line: TextLine, told: AbstractSet[str] = frozenset()) -> bool:
    """Tell whether a numbered row, heading or paragraph begins with a word of a line that was not told before."""
    texts = {word.text.strip() for word in line.words} - told
    return any(NUMBERED.match(text) or _POINTED.match(text) for text in texts)


def _last_row(page: Laid) -> TextLine | None:
    """Return the row of figures that a page ends with; the end of its label may follow, nothing that begins anew."""
    for item in reversed(page.items):
        if not isinstance(item, TextLine):
            return None
        if cells := _cells(item):
            return item if len(cells) >= FEWEST else None
        if _begins(item):
            return None
    return None


def _first_figures(page: Laid, before: Laid) -> TextLine | None:
    """Return the first line of a page with figures; none where something begins anew above them or with them.

    What was on the page before as well is a header or a merged label printed again.
    """
    told = {word.text.strip() for line in _lines(before) for word in line.words}
    for item in page.items:
        if not isinstance(item, TextLine) or _begins(item, told):
            return None
        if _cells(item):
            return item
    return None


def _ends(row: TextLine, rest: TextLine) -> dict[Word, Word]:
    """Return the ends of numbers by their beginnings; nothing unless each stands under one of its own.

    As many figures as the row has may be another row, of which the label is lost, unless all numbers are long.
    """
    above, below = _cells(row), _cells(rest)
    ends = {over: word for word in below for over in above if _stands_under(word, over, row.em)}
    whole = len(below) >= len(above)
    if len(ends) < len(below) or (whole and not all(len(over.text.strip()) > 1 for over in ends)):
        return {}
    return {} if whole and len(below) < len(rest.words) else ends


def _is_labelled(rest: TextLine, row: TextLine, page: Laid) -> bool:
    """Tell whether figures have a label of their own: words in the column of labels, where the last label had room."""
    if row.words[0] in _cells(row) or rest.words[0] in _cells(rest):
        return False
    last, own = _label_of(row), _label_of(rest)
    labels = [_label_of(line) for line in _lines(page) if len(_cells(line)) < len(line.words)]
    edge = max(label.x1 for label in labels if abs(label.x0 - last.x0) < row.em)
    return abs(own.x0 - last.x0) < row.em and edge - last.x1 > ROOM * row.em


def _label_of(line: TextLine) -> Word:
    """Return the last word before the figures of a line."""
    return line.words[len(line.words) - len(_cells(line)) - 1]


def _lines(page: Laid) -> list[TextLine]:
    return [item for item in page.items if isinstance(item, TextLine)]


def _stands_under(word: Word, over: Word, em: float) -> bool:
    return over.x0 - em / 2 < (word.x0 + word.x1) / 2 < over.x1 + em / 2


def _marked(row: TextLine, ends: dict[Word, Word]) -> TextLine:
    return row._replace(words=tuple(word._replace(text=word.text + _end(ends.get(word))) for word in row.words))


def _end(word: Word | None) -> str:
    return BREAK + word.text.strip() if word else ""


def _changed(page: Laid, line: TextLine, *others: TextLine) -> Laid:
    """Return a page with others in the place of one line."""
    return replace(page, items=tuple(kept for item in page.items for kept in (others if item is line else (item,))))
