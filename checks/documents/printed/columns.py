"""Text in columns without rulings: what narrow columns broke over two lines is put together, or marked."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from checks.documents.printed.layout import Glyph
from checks.documents.printed.writing import NUMBERED, em_of, gap_between, stripped

_CLOSE = 1.7
"""Line spacing, in sizes of characters, within a row of a table."""
_LABELS_BETWEEN = 2
"""Lines back to the beginning of a number: a label of one line stands halfway between the two lines of a number."""
BREAK = "/"
"""What keeps the two halves of a number from being read: they may as well be two numbers."""
_MARKS = ",，.．"
FEWEST = 3
"""Words beside each other that make a header of columns, and figures that make a row."""
FIGURE = re.compile(r"[+-]?[\d,，.．]+(?:件|条|项|个|宗|份|次|万?元)?|[/／—–－-]")
ROOM = 1.6
"""Full widths that a full line of a label may leave free."""

_Run = list[tuple[int, Glyph]]
"""Characters without a gap, each with its index in the line."""


def with_broken_cells(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the lines with the ends of labels, headings and numbers put behind the beginnings in narrow columns.

    Words closely below the words of a header, each under one of them, are the ends of these, and so are those below
    the label of a row which fills its column. Digits closely below a row of numbers, fewer than these, may be the ends
    of numbers or numbers of their own: a stroke between keeps both from being read.
    """
    labels = [(run[0][1].x0, run[-1][1].x1) for line in lines for run in _label(_runs(line))[-1:]]
    done: list[list[Glyph]] = []
    bottoms: list[float] = []
    for line in lines:
        rest, bottom = line, line[0].baseline
        for back in range(1, min(len(done), _LABELS_BETWEEN) + 1):
            upper = done[-back]
            if bottom - bottoms[-back] > _CLOSE * upper[0].size:
                break
            ends, mark = _words_below(upper, line, labels), ""
            if not ends:
                ends, mark = _digits_below(upper, line), BREAK
            if ends:
                moved = {id(glyph) for run in ends.values() for glyph in run}
                done[-back] = list(_mended(upper, ends, mark))
                bottoms[-back] = bottom if not mark else bottoms[-back]
                rest = stripped([glyph for glyph in line if id(glyph) not in moved])
                break
        if rest:
            done.append(rest)
            bottoms.append(bottom)
    return done


def _words_below(
    upper: Sequence[Glyph], line: Sequence[Glyph], labels: Sequence[tuple[float, float]]
) -> dict[int, list[Glyph]]:
    """Return the ends of headings or of a label, by the index of the last character above each of them.

    `labels` are the beginnings and ends of all labels beside figures.
    """
    if any(glyph.text.isdigit() for glyph in line):
        return {}
    return _heads_below(upper, line) or _label_below(_runs(upper), _runs(line), labels)


def _label(runs: Sequence[_Run]) -> Sequence[_Run]:
    """Return the words before the figures of a row; nothing where it is no such row."""
    figures = sum(1 for _ in takewhile(_is_figure, reversed(runs)))
    return runs[: len(runs) - figures] if figures >= FEWEST else []


def _label_below(
    above: Sequence[_Run], below: Sequence[_Run], labels: Sequence[tuple[float, float]]
) -> dict[int, list[Glyph]]:
    """Return the end of a label that goes on where its first line has no room; what has a number of its own begins.

    A label has no room that is as long as any other that begins where it does.
    """
    label = _label(above)
    if not label or any(NUMBERED.match("".join(glyph.text for _, glyph in run)) for run in below):
        return {}
    ends = _under(label, below)
    first, (at, last) = label[-1][0][1], label[-1][-1]
    em = em_of([glyph for _, glyph in label[-1]])
    edge = max((end for begin, end in labels if abs(begin - first.x0) < em), default=last.x1)
    fits = all(run[-1][1].x1 < edge + ROOM * em for run in below)
    return ends if fits and (edge - last.x1 < ROOM * em or at not in ends) else {}


def _heads_below(upper: Sequence[Glyph], line: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return the ends of the headings of columns, by the index of the last character above each of them."""
    if any(glyph.text.isdigit() for glyph in upper):
        return {}
    above, below = _runs(upper), _runs(line)
    return _under(above, below) if len(above) >= FEWEST and 1 < len(below) <= len(above) else {}


def _digits_below(upper: Sequence[Glyph], line: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return the digits that may end numbers above, by the index of the last digit of each of these."""
    above, below = list(filter(_is_figure, _runs(upper))), list(filter(_is_end_of_number, _runs(line)))
    broken = [run for run in above if len(run) > 1 and _is_number(run)]
    return _under(broken, below) if len(below) < len(above) else {}


def _runs(line: Sequence[Glyph]) -> list[_Run]:
    em, runs = em_of(line), [[(0, line[0])]]
    for index, (one, other) in enumerate(pairwise(line), 1):
        if gap_between(one, other, em) or other.text.isspace():
            runs.append([])
        runs[-1].append((index, other))
    return runs


def _is_figure(run: _Run) -> bool:
    """Tell whether a run fills a cell of figures: a number, maybe with its unit, or a mark for none."""
    text = "".join(glyph.text for _, glyph in run)
    return bool(FIGURE.fullmatch(text.strip()))


def _is_end_of_number(run: _Run) -> bool:
    """Tell whether a run may be the last digits of a number and its unit."""
    return (run[0][1].text.isdigit() or run[0][1].text in _MARKS) and _is_figure(run)


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
