"""Rows without rulings that a page break tears: what stands below it ends the cells above it."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import dropwhile

from checks.documents.printed.breaks import put_together
from checks.documents.printed.columns import FEWEST, ROOM, begins_anew, ends_words, is_figure
from checks.documents.printed.layout import Item, Laid, TextLine, Word
from checks.documents.printed.writing import NUMBERED

_Ends = dict[Word, Word]
"""What stands below a page break by the word above it that it ends."""


def with_torn_rows(pages: Sequence[Laid]) -> list[Laid]:
    """Return the pages with what stands on top of one without a row of its own put to the last row of the one above.

    Figures and the rest of words are put behind those they end, below the header that is printed again too; where a
    number may as well be two, a mark between keeps both from being read.
    """
    done = list(pages[:1])
    for page in pages[1:]:
        done[-1:] = _mended(*_with_headings(done[-1], page))
    return done


def _with_headings(above: Laid, below: Laid) -> tuple[Laid, Laid]:
    """Return two pages with the headings of columns that the break between them tears on the one above."""
    upper, lower = [*above.items[-1:]], [*below.items[:1]]
    if not (upper and lower and isinstance(upper[0], TextLine) and isinstance(lower[0], TextLine)):
        return above, below
    ends = _heading_ends(upper[0], lower[0])
    if not ends:
        return above, below
    return _changed(above, {upper[0]: (_with_ends(upper[0], ends),)}), _changed(below, {lower[0]: ()})


def _heading_ends(headings: TextLine, rest: TextLine) -> _Ends:
    """Return words by those that they stand under; nothing where one stands under none or is a figure."""
    under = {over: word for over in headings.words for word in rest.words if _are_aligned(word, over, rest.em / 2)}
    words = headings.words if len(headings.words) >= FEWEST else ()
    alike = len(under) == len(rest.words) > 1 and headings.text != rest.text
    return under if alike and words and not any(map(_is_figure, (*words, *rest.words))) else {}


def _mended(above: Laid, below: Laid) -> tuple[Laid, Laid]:
    row = _last_row(above)
    if not row:
        return above, below
    told = {word.text.strip() for line in _lines(above) for word in line.words}
    whole, left = row, dict[TextLine, tuple[TextLine, ...]]()
    for line in _upper_lines(below, told):
        ends, labels = _ends(whole, line, above), _label_ends(whole, line, above, told)
        if not ends and (not labels or _cells(line)):
            if _cells(line):
                break
            continue
        whole = _with_ends(whole, labels | ends)
        rest = tuple(word for word in line.words if word not in {*ends.values(), *labels.values()})
        left[line] = (line._replace(words=rest),) if rest else ()
    return _changed(above, {row: (whole,)}), _changed(below, left)


def _upper_lines(page: Laid, told: AbstractSet[str]) -> Iterator[TextLine]:
    """Yield the lines on top of a page until a row, heading or paragraph begins, or something else than text.

    What was on the page before as well is a header or a merged label printed again, maybe in other lines.
    """
    for item in page.items:
        if not isinstance(item, TextLine):
            return
        begins = [text for word in item.words if begins_anew(text := word.text.strip())]
        if not all(any(_are_one(known, text) for known in told) for text in begins):
            return
        yield item


def _are_one(known: str, text: str) -> bool:
    """Tell whether a text that begins with a number is printed again, in whole or as far as it had room.

    A number alone may be that of a heading.
    """
    again = known.startswith(text) or (begins_anew(known) and text.startswith(known))
    return again and not NUMBERED.fullmatch(text)


def _cells(line: TextLine) -> list[Word]:
    """Return the words of a line from its first figure on, halves of numbers put together included."""
    return list(dropwhile(lambda word: not _is_figure(word), line.words))


def _is_figure(word: Word) -> bool:
    return is_figure(word.text.strip())


def _last_row(page: Laid) -> TextLine | None:
    """Return the row of figures that a page ends with; the end of its label may follow, nothing that begins anew.

    A sentence with blanks around its figures stands in no columns and is no row.
    """
    for item in reversed(page.items):
        if not isinstance(item, TextLine):
            return None
        if cells := _cells(item):
            in_column = len(cells) < len(item.words) and cells[0].text.startswith("\t")
            return item if in_column or (len(cells) >= FEWEST and "\t" in item.text) else None
        if any(begins_anew(word.text.strip()) for word in item.words):
            return None
    return None


def _ends(row: TextLine, rest: TextLine, page: Laid) -> _Ends:
    """Return the ends of cells by their beginnings; nothing where a figure stands under no number that it may end.

    As many figures as the row has may be another row, of which the label is lost, unless all numbers are long.
    """
    above = _cells(row)
    under = {over: word for word in rest.words for over in above if _stands_under(word, over, row.em)}
    figures = [word for word in rest.words if _is_figure(word)]
    ends = {over: word for over, word in under.items() if ends_words(over.text.strip(), word.text.strip())}
    if not figures:
        return ends
    whole = len(figures) >= len(above)
    alone = len(figures) == len(rest.words) and all(len(over.text.strip()) > 1 for over in above)
    if not set(figures) <= set(ends.values()) or (whole and not alone) or _is_labelled(rest, row, page):
        return {}
    return ends


def _label_ends(row: TextLine, rest: TextLine, page: Laid, told: AbstractSet[str]) -> _Ends:
    """Return the ends of labels that had no room for them by their beginnings."""
    labels = row.words[: len(row.words) - len(_cells(row))]
    full = [label for label in labels if label.full or (label == labels[-1] and not _has_room(row, page))]
    words = [word for word in rest.words if word.text.strip() not in told]
    under = {label: [word for word in words if _may_end(word, label, row.em)] for label in full}
    return {label: found[0] for label, found in under.items() if found}


def _may_end(word: Word, label: Word, em: float) -> bool:
    """Tell whether a word stands in the column of a label; one of several lines is as wide as its column."""
    fits = label.full is None or word.x1 - word.x0 < label.x1 - label.x0 + em
    return fits and _are_aligned(word, label, em / 2)


def _is_labelled(rest: TextLine, row: TextLine, page: Laid) -> bool:
    """Tell whether figures have a label of their own: words in the column of labels, where the last label had room."""
    if row.words[0] in _cells(row) or rest.words[0] in _cells(rest):
        return False
    return abs(_label_of(rest).x0 - _label_of(row).x0) < row.em and _has_room(row, page)


def _has_room(row: TextLine, page: Laid) -> bool:
    """Tell whether more words would have fitted behind the label of a row, beside longer ones."""
    last = _label_of(row)
    if last.full is not None:
        return not last.full
    words = [word for line in _lines(page) if "\t" in line.text for word in line.words if not _is_figure(word)]
    edge = max((word.x1 for word in words if abs(word.x0 - last.x0) < row.em), default=last.x1)
    return edge - last.x1 > ROOM * row.em


def _are_aligned(one: Word, other: Word, most: float) -> bool:
    """Tell whether words of two lines have their left edges, right edges or middles below each other."""
    left, right = one.x0 - other.x0, one.x1 - other.x1
    return min(abs(left), abs(right), abs(left + right) / 2) < most


def _label_of(line: TextLine) -> Word:
    """Return the last word before the figures of a line."""
    return line.words[len(line.words) - len(_cells(line)) - 1]


def _lines(page: Laid) -> list[TextLine]:
    return [item for item in page.items if isinstance(item, TextLine)]


def _stands_under(word: Word, over: Word, em: float) -> bool:
    return over.x0 - em / 2 < (word.x0 + word.x1) / 2 < over.x1 + em / 2


def _with_ends(row: TextLine, ends: _Ends) -> TextLine:
    words = (
        word._replace(text=put_together(word.text, ends[word].text.strip())) if word in ends else word
        for word in row.words
    )
    return row._replace(words=tuple(words))


def _changed(page: Laid, changes: dict[TextLine, tuple[TextLine, ...]]) -> Laid:
    """Return a page with others in the place of some lines."""

    def kept(item: Item) -> tuple[Item, ...]:
        return changes.get(item, (item,)) if isinstance(item, TextLine) else (item,)

    return replace(page, items=tuple(each for item in page.items for each in kept(item)))
