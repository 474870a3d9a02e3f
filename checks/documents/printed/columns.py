"""Text in columns without rulings: what narrow columns broke over two lines is put together, or marked."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from checks.documents.model import TORN
from checks.documents.printed.breaks import is_open, mark_between
from checks.documents.printed.layout import Glyph
from checks.documents.printed.writing import NUMBERED, em_of, gap_between, stripped

_CLOSE = 1.7
"""Line spacing, in sizes of characters, within a row of a table."""
_LABELS_BETWEEN = 2
"""Lines back to the beginning of a number: a label of one line stands halfway between the two lines of a number."""
_MARKS = frozenset((*",，.．", TORN))
FEWEST = 3
"""Words beside each other that make a header of columns, and figures that make a row."""
_FIGURE = re.compile(
    r"[+＋\-－﹣−–]?[\d,，.．]+(?:件|条|项|个|宗|份|次|万?元)?(?:[（(].*)?|[/／—–－-]{1,3}|无|不涉及?|不适用?"
)
_POINTED = re.compile(r"\d{1,2}\.(?!\d)")
"""How a row of a table may be numbered, and a number in a text cannot begin."""
ROOM = 1.6
"""Full widths that a full line of a label may leave free."""

Run = list[tuple[int, Glyph]]
"""Characters without a gap, each with its index in the line."""


def with_broken_cells(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the lines with the ends of labels, headings, remarks and numbers behind the beginnings in narrow columns.

    Words closely below the words of a header, each under one of them, are the ends of these, and so are those below
    the label of a row which fills its column. Digits closely below a row of numbers, fewer than these, may be the ends
    of numbers or numbers of their own: the mark `TORN` between keeps both from being read.
    """
    labels = [(run[0][1].x0, run[-1][1].x1) for line in lines for run in _label(runs_of(line))[-1:]]
    done: list[list[Glyph]] = []
    bottoms: list[float] = []
    for line in lines:
        rest, bottom = line, line[0].baseline
        for back in range(1, min(len(done), _LABELS_BETWEEN) + 1):
            upper = done[-back]
            if bottom - bottoms[-back] > _CLOSE * upper[0].size:
                break
            done[-back], rest = _put_together(upper, line, labels)
            if done[-back] is not upper:
                bottoms[-back] = bottom
                break
        if rest:
            done.append(rest)
            bottoms.append(bottom)
    return done


def _put_together(
    upper: list[Glyph], line: list[Glyph], labels: Sequence[tuple[float, float]]
) -> tuple[list[Glyph], list[Glyph]]:
    """Return a line with the ends of its cells that stand on the next one, and what is left of that one.

    `labels` are the beginnings and ends of all labels beside figures.
    """
    for find in (_words_below, _heads_below, _label_below, _digits_below):
        ends = find(runs_of(upper), runs_of(line), labels) if line else {}
        if ends:
            moved = {id(glyph) for run in ends.values() for glyph in run}
            upper = list(_mended(upper, ends))
            line = stripped([glyph for glyph in line if id(glyph) not in moved])
    return upper, line


def _words_below(
    above: Sequence[Run], below: Sequence[Run], _labels: Sequence[tuple[float, float]]
) -> dict[int, list[Glyph]]:
    """Return the ends of cells that are no figures: of remarks in brackets, units, and marks for none (不涉及)."""
    ends = [
        _under([over for over in above if ends_words(text_of_run(over), text_of_run(run))], [run])
        for run in below
        if not _is_figure(run)
    ]
    return {at: glyphs for end in ends for at, glyphs in end.items()}


def ends_words(upper: str, lower: str) -> bool:
    """Tell whether words may end a cell with a remark in brackets, a unit behind a number, or a mark for none."""
    return is_open(upper) or (is_figure(upper + lower) and not set("（(") & set(upper))


def _label(runs: Sequence[Run]) -> Sequence[Run]:
    """Return the words before the figures of a row; nothing where it is no such row."""
    figures = len(figures_of(runs))
    return runs[: len(runs) - figures] if figures >= FEWEST else []


def figures_of(runs: Sequence[Run]) -> list[Run]:
    """Return the figures at the end of a line."""
    return list(takewhile(_is_figure, reversed(runs)))[::-1]


def begins_anew(text: str) -> bool:
    """Tell whether a text begins as numbered rows, headings and paragraphs do."""
    return bool(NUMBERED.match(text) or _POINTED.match(text))


def _label_below(
    above: Sequence[Run], below: Sequence[Run], labels: Sequence[tuple[float, float]]
) -> dict[int, list[Glyph]]:
    """Return the end of a label that goes on where its first line has no room; what has a number of its own begins.

    A label has no room that is as long as any other that begins where it does.
    """
    label = _label(above)
    if not label or any(begins_anew(text_of_run(run)) or _has_digits(run) for run in below):
        return {}
    ends = _under(label, below)
    first, (at, last) = label[-1][0][1], label[-1][-1]
    em = em_of([glyph for _, glyph in label[-1]])
    edge = max((end for begin, end in labels if abs(begin - first.x0) < em), default=last.x1)
    fits = all(run[-1][1].x1 < edge + ROOM * em for run in below)
    return ends if fits and (edge - last.x1 < ROOM * em or at not in ends) else {}


def _heads_below(
    above: Sequence[Run], below: Sequence[Run], _labels: Sequence[tuple[float, float]]
) -> dict[int, list[Glyph]]:
    """Return the ends of the headings of columns, by the index of the last character above each of them."""
    if any(map(_has_digits, above)) or any(map(_is_figure, below)) or any(map(_has_digits, below)):
        return {}
    return _under(above, below) if len(above) >= FEWEST and 1 < len(below) <= len(above) else {}


def _digits_below(
    above: Sequence[Run], below: Sequence[Run], labels: Sequence[tuple[float, float]]
) -> dict[int, list[Glyph]]:
    """Return the digits that may end numbers above, by the index of the last digit of each of these.

    Figures that end no number are a row of their own, and so are those beside a label which ends none.
    """
    numbers, figures = [run for run in above if _is_figure(run)], [run for run in below if _is_figure(run)]
    if len(figures) >= len(numbers) or not all(map(_is_end_of_number, figures)) or _begins_row(above, below, labels):
        return {}
    return _under([run for run in numbers if len(run) > 1 and _is_number(run)], figures)


def _begins_row(above: Sequence[Run], below: Sequence[Run], labels: Sequence[tuple[float, float]]) -> bool:
    """Tell whether words stand where the label above begins, and do not end it."""
    label = _label(above)
    at = label[-1][0][1].x0 if label else 0
    own = [run for run in below if not _is_figure(run) and label and abs(run[0][1].x0 - at) < em_of([run[0][1]])]
    return bool(own) and not _label_below(above, own, labels)


def runs_of(line: Sequence[Glyph]) -> list[Run]:
    """Return the words and numbers of a line."""
    em, runs = em_of(line), [[(0, line[0])]]
    for index, (one, other) in enumerate(pairwise(line), 1):
        if gap_between(one, other, em) or other.text.isspace():
            runs.append([])
        runs[-1].append((index, other))
    return runs


def text_of_run(run: Run) -> str:
    """Return what words of a line say."""
    return "".join(glyph.text for _, glyph in run).strip()


def _is_figure(run: Run) -> bool:
    """Tell whether a run fills a cell of figures: a number, maybe with its unit, or a mark for none."""
    return is_figure(text_of_run(run))


def is_figure(text: str) -> bool:
    """Tell whether a text fills a cell of figures, halves of numbers put together included."""
    return bool(_FIGURE.fullmatch(text.replace(TORN, "")))


def _has_digits(run: Run) -> bool:
    return any(glyph.text.isdigit() for _, glyph in run)


def _is_end_of_number(run: Run) -> bool:
    """Tell whether a run may be the last digits of a number and its unit."""
    return (run[0][1].text.isdigit() or run[0][1].text in _MARKS) and _is_figure(run)


def _is_number(run: Run) -> bool:
    return all(glyph.text.isdigit() or glyph.text in _MARKS for _, glyph in run)


def _under(above: Sequence[Run], below: Sequence[Run]) -> dict[int, list[Glyph]]:
    """Return each run below by the last index of the one that it stands under; nothing unless all stand under one."""
    ends: dict[int, list[Glyph]] = {}
    for run in below:
        middle = (run[0][1].x0 + run[-1][1].x1) / 2
        over = [other for other in above if other[0][1].x0 <= middle <= other[-1][1].x1]
        if not over:
            return {}
        ends[over[0][-1][0]] = [glyph for _, glyph in run]
    return ends if len(ends) == len(below) else {}


def _mended(upper: Sequence[Glyph], ends: dict[int, list[Glyph]]) -> Iterator[Glyph]:
    begins = {run[-1][0]: text_of_run(run) for run in runs_of(upper)}
    for index, glyph in enumerate(upper):
        yield glyph
        end = [each.text for each in ends.get(index, ())]
        if end:
            for text in (*mark_between(begins[index], "".join(end).strip()), *end):
                yield glyph._replace(text=text, x0=glyph.x1)
