"""Text in columns without rulings: what narrow columns broke over two lines is put together, or marked."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.documents.printed.layout import Glyph
from checks.documents.printed.writing import em_of, gap_between, stripped

_CLOSE = 1.7
"""Line spacing, in sizes of characters, within a row of a table."""
_LABELS_BETWEEN = 2
"""Lines back to the beginning of a number: a label of one line stands halfway between the two lines of a number."""
_BREAK, _MARKS = "/", ",，.．"
_FEWEST = 3
"""Words beside each other that make a header of columns."""

_Run = list[tuple[int, Glyph]]
"""Characters without a gap, each with its index in the line."""


def with_broken_cells(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the lines with the ends of headings and numbers that narrow columns broke put behind their beginnings.

    Words closely below the words of a header, each under one of them, are the ends of these. Digits closely below a
    row of numbers, fewer than these, may be the ends of numbers or numbers of their own: a stroke between keeps both
    from being read.
    """
    done: list[list[Glyph]] = []
    for line in lines:
        rest = line
        for back in range(1, min(len(done), _LABELS_BETWEEN) + 1):
            upper = done[-back]
            if line[0].baseline - upper[0].baseline > _CLOSE * upper[0].size:
                break
            ends, mark = _heads_below(upper, line), ""
            if not ends:
                ends, mark = _digits_below(upper, line), _BREAK
            if ends:
                moved = {id(glyph) for run in ends.values() for glyph in run}
                done[-back] = list(_mended(upper, ends, mark))
                rest = stripped([glyph for glyph in line if id(glyph) not in moved])
                break
        if rest:
            done.append(rest)
    return done


def _heads_below(upper: Sequence[Glyph], line: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return the ends of the headings of columns, by the index of the last character above each of them."""
    if any(glyph.text.isdigit() for glyph in (*upper, *line)):
        return {}
    above, below = _runs(upper), _runs(line)
    return _under(above, below) if len(above) >= _FEWEST and 1 < len(below) <= len(above) else {}


def _digits_below(upper: Sequence[Glyph], line: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return the digits that may end numbers above, by the index of the last digit of each of these."""
    above, below = (list(filter(_is_number, _runs(each))) for each in (upper, line))
    return _under([run for run in above if len(run) > 1], below) if len(below) < len(above) else {}


def _runs(line: Sequence[Glyph]) -> list[_Run]:
    em, runs = em_of(line), [[(0, line[0])]]
    for index, (one, other) in enumerate(pairwise(line), 1):
        if gap_between(one, other, em) or other.text.isspace():
            runs.append([])
        runs[-1].append((index, other))
    return runs


def _is_number(run: _Run) -> bool:
    return all(glyph.text.isdigit() or glyph.text in _MARKS for _, glyph in run)


def _under(above: Sequence[_Run], below: Sequence[_Run]) -> dict[int, list[Glyph]]:
    """Return each run below by the last index of the one that it stands under; nothing unless all stand under one."""
    ends: dict[int, list[Glyph]] = {}
    for run in below:
        middle = (run[0][1].x0 + run[-1][1].x1) / 2
        over = [other for other in above if other[0][1].x0 <= middle <= other[-1][1].x1]
        if not over:
            return {}
        ends[over[0][-1][0]] = [glyph for _, glyph in run]
    return ends if len(ends) == len(below) else {}


def _mended(upper: Sequence[Glyph], ends: dict[int, list[Glyph]], mark: str) -> Iterator[Glyph]:
    for index, glyph in enumerate(upper):
        yield glyph
        for text in (*mark, *(end.text for end in ends[index])) if index in ends else ():
            yield glyph._replace(text=text, x0=glyph.x1)
