"""The text between two labels to the texts of one row, by whatever separates them.

Captures keep cells apart by tabs, bars or lines, or not at all. A separator shows blank cells only where it is known
to stand between all columns, which the full rows of the table tell.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checks.reading.linear import Linear
from checks.reading.rows import Fields
from checks.reading.values import Printed

_ORDINALS = "一二三四五六七八九十"
_VALUES = re.compile(
    r"(?:[\s\u200b-\u200f\ufeff\d.,，．+＋\-−–—－/／\\|｜*]"
    rf"|[（(](?![{_ORDINALS}][）)])(?=[^（）()]*[\d其含注])[^（）()]{{1,40}}[）)]"
    r"|万元|亿元|元|万|件|条|项(?!目)|个|宗|份|部(?!分)|篇|不涉及|不适用|无(?!法|正当)|空(?!间))*"
)
_FOREIGN = re.compile(r"[^\s\u4e00-\u9fff（(“\"‘'【\[]+")
_STRAY_NUMBER = re.compile(r"[\s|｜]*(?:(?<!\d)\d{1,2}[.、．,，)）]|[（(])\s*$")
"""The number of a heading that follows; digits glued to others are part of a figure: 479174，见附件."""
_SEVERAL_NUMBERS = re.compile(r"(?<![\d.,，/:：—–-])0\d{2,}(?![\d]*[-—–:：])")
_TABBED_LINE = re.compile(r"\n[ \u3000\xa0]*\t")
_BLANK_LINE = re.compile(r"\n[ \u3000\xa0\r]*(?=\n|$)")
_FIRST_LINE = re.compile(r"\s*?\n([^\n]*\t[^\n]*)")
"""The line behind a header when tabs divide it."""
_BARS = re.compile(r"[|｜]")
_CELL_A_LINE = re.compile(r"[ \u3000\xa0]*[|｜][ \u3000\xa0]*\n")
_HEADING = re.compile(rf"第|[（(]|\d|[{_ORDINALS}][、,，.]|信息内容")
_CELL_WORDS = re.compile(r"[^\t\n|｜]+")
_ENDS_OF_CELL = "\t\n|｜"
_LINES_OF_HEADER = 4
_LAST_DIGITS = re.compile(r"\d+\Z")
_OF_DATES = frozenset("年月日%")
"""What follows a number that is no count: 2023年, 98%."""


@dataclass(frozen=True, slots=True)
class Run:
    """What stands behind one label.

    `delimited` texts stand between marks, the first of them in `column`, counted in marks from the start of the line.
    In a `leading` run the cells of the row come first and places merged from other rows follow.
    """

    fields: Fields
    column: int = 0
    delimited: bool = False
    leading: bool = False


def find_run(linear: Linear, start: int, limit: int, *, ends_table: bool) -> tuple[Run, int]:
    """Return the row that stands behind a label, and the offset at which it ends.

    Args:
        linear: the running text.
        start: the offset behind the label.
        limit: the offset of the next label or of the end of the table.
        ends_table: whether nothing of the form follows at the limit.
    """
    end = start + _length(linear.text[start:limit])
    return _split(linear, start, end, ends_table=ends_table and end >= limit), end


def joins_digits(text: str) -> bool:
    """Tell whether the numbers of a text stand together without separators: only then does one begin with a zero."""
    return bool(_SEVERAL_NUMBERS.search(text))


def settle(runs: Mapping[str, Run], widths: Mapping[str, int], *, joined: bool) -> dict[str, Fields]:
    """Decide from the full rows of a table whether its separators show the columns, and cut every row accordingly.

    Without `joined` digits every printed number is one, and a row of few has lost its blank cells.
    """
    first = _first_column(runs, widths)
    return {row: _settled(run, widths[row], first, joined=joined) for row, run in runs.items()}


def only_row(linear: Linear, start: int, end: int, width: int, *, joined: bool) -> tuple[Fields, int]:
    """Return the texts of the one row of a table behind its header, and the offset at which it ends.

    Blanks and words count where there are as many texts as columns.
    """
    line = _FIRST_LINE.match(linear.text, start, end)
    if line:
        pieces = _pieces(linear, line.start(1), line[1], "\t")
        if len(pieces) == width:
            return Fields(tuple(pieces), "positional"), line.end()
    run, covered = find_run(linear, start, end, ends_table=True)
    return _settled(run, width, run.column if len(run.fields.texts) == width else None, joined=joined), covered


def _settled(run: Run, width: int, first: int | None, *, joined: bool) -> Fields:
    if run.delimited:
        return _cut(run, width, first)
    if run.leading:
        return _cut(run, width, run.column)
    return run.fields if joined else run.fields.separated()


def _first_column(runs: Mapping[str, Run], widths: Mapping[str, int]) -> int | None:
    """The column at which the numbers of every full row begin; None when they differ."""
    found = Counter[int]()
    for row, run in runs.items():
        filled = [at for at, text in enumerate(run.fields.texts) if text.text]
        if run.delimited and len(filled) == widths[row] and filled[-1] - filled[0] == len(filled) - 1:
            found[run.column + filled[0]] += 1
    if not found:
        found.update(_from_right(runs, widths))
    return next(iter(found)) if len(found) == 1 else None


def _from_right(runs: Mapping[str, Run], widths: Mapping[str, int]) -> set[int]:
    """Where no row is full, lines of one width leave their numbers the last columns."""
    delimited = [(row, run) for row, run in runs.items() if run.delimited]
    wide = {run.column + len(run.fields.texts) for _, run in delimited}
    return {run.column + len(run.fields.texts) - widths[row] for row, run in delimited} if len(wide) == 1 else set()


def _cut(run: Run, width: int, first: int | None) -> Fields:
    texts = run.fields.texts
    if first is None or first < run.column:
        return Fields(texts, "loose")
    inside = texts[first - run.column :][:width]
    if len(inside) < width or sum(bool(t.text) for t in inside) < len(run.fields.filled):
        return Fields(texts, "loose")
    return Fields(inside, "positional")


def _length(text: str) -> int:
    """Return how much of a text are numbers, blanks, their units, and words that fill a cell among them."""
    length, before = 0, -1
    while length > before:
        before = length
        for pattern in (_VALUES, _FOREIGN):
            match = pattern.match(text, length)
            length = match.end() if match else length
        length += _words_in_cell(text, length)
    if text[length : length + 1] in _OF_DATES:
        length = _without_date(text, length)
    stray = _STRAY_NUMBER.search(text[:length]) if length < len(text) else None
    return stray.start() if stray and text[: stray.start()].strip() else length


def _without_date(text: str, length: int) -> int:
    """Return the length without the number that a date ends with; a cell that it begins is words in whole."""
    before = len(_LAST_DIGITS.sub("", text[:length]))
    words = _CELL_WORDS.match(text, length)
    in_cell = before < length and text[before - 1 : before] in {"\t", "|", "｜"}
    return words.end() if in_cell and words else before


def _words_in_cell(text: str, at: int) -> int:
    """Return the length of words that fill a cell of a row which has not ended: 正在统计, 见附件.

    A row between tabs or bars ends with its line, one of tabbed lines with a blank line, one of cells on lines of
    their own with the next label. Headings are known by their numbers.
    """
    seen, words = text[:at], _CELL_WORDS.match(text, at)
    if not words or _HEADING.match(words.group()) or text[words.end() : words.end() + 1] not in _ENDS_OF_CELL:
        return 0
    before = seen[_first_content(seen) :]
    if _CELL_A_LINE.match(seen):
        open_row = bool(re.search(r"[|｜]\s*$", seen) and _BARS.match(text, words.end()))
    elif _is_tabbed_lines(seen):
        open_row = bool(re.search(r"\n\s*\t\s*$", seen)) and not _BLANK_LINE.search(before)
    else:
        open_row = "\n" not in before and seen.rstrip(" \u3000\xa0")[-1:] in {"\t", "|", "｜"}
    return len(words.group()) if open_row else 0


def _split(linear: Linear, start: int, end: int, *, ends_table: bool) -> Run:
    text = linear.text[start:end]
    if _is_tabbed_lines(text):
        return Run(_tabbed_lines(linear, start, text, ends_table=ends_table))
    if "\t" in text.strip("\n"):
        return _one_line(linear, start, text, "\t")
    if _BARS.search(text):
        return _barred(linear, start, _BARS.sub("|", text))
    lines = [line for line in text.split("\n") if line.strip()]
    pieces = [piece for piece in _pieces(linear, start, text, "\n") if piece.text]
    joined = len(lines) <= 1
    return Run(Fields(tuple(pieces), "joined" if joined else "loose"))


def _is_tabbed_lines(text: str) -> bool:
    """Tell whether each cell stands on a line of its own behind a tab."""
    content = _first_content(text)
    first = text.find("\t")
    line = text[content:].split("\n", 1)[0]
    return "\t" not in line and 0 <= text.find("\n") < first < content and bool(_TABBED_LINE.search(text, 0, content))


def _tabbed_lines(linear: Linear, start: int, text: str, *, ends_table: bool) -> Fields:
    """Cells that each begin with a tab on a new line, as pasted from Word; a blank line ends the row."""
    body, closed = text, ends_table
    first = _first_content(text)
    blank = _BLANK_LINE.search(text, first if first < len(text) else text.find("\t"))
    if blank:
        body, closed = text[: blank.start()], True
    tabs = list(_TABBED_LINE.finditer(body))
    ends = [*(tab.start() for tab in tabs), len(body)][1:]
    texts = [_printed(linear, start + tab.end(), body[tab.end() : end]) for tab, end in zip(tabs, ends, strict=True)]
    if not closed and texts and not texts[-1].text:
        texts.pop()  # the heading that follows stands in this cell
    return Fields(tuple(texts), "positional" if closed else "cut_off")


def _one_line(linear: Linear, start: int, text: str, mark: str) -> Run:
    """Cells between marks on the line of the label, or on the next when the label's line has none."""
    content = re.search(rf"[^\s{mark}]", text)
    at = content.start() if content else text.find(max(text.split("\n"), key=lambda line: line.count(mark)))
    line_start, line_end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line_end = line_end if line_end >= 0 else len(text)
    if re.search(r"\d", text[:line_start] + text[line_end:]):
        return Run(Fields(tuple(_words(linear, start, text, mark)), "scattered" if mark == "\t" else "loose"))
    pieces = _pieces(linear, start + line_start, text[line_start:line_end], mark)
    if _is_joined(pieces):
        return Run(Fields(tuple(p for p in pieces if p.text), "joined"))
    return _delimited(linear, start + line_start, pieces, mark, behind_label=not line_start)


def _barred(linear: Linear, start: int, text: str) -> Run:
    """Cells between bars: the row on one line, or every cell on a line of its own, merged places behind the row."""
    bars, breaks = text.count("|"), text.rstrip().count("\n")
    pieces = _pieces(linear, start, text.replace("\n", " "), "|")
    if _is_joined(pieces):
        return Run(Fields(tuple(p for p in pieces if p.text), "joined"))
    if _CELL_A_LINE.match(text) and breaks >= bars - 1 > 0:
        return Run(Fields(tuple(pieces[1:-1]), "loose"), leading=True)
    return _one_line(linear, start, text, "|")


def _delimited(linear: Linear, start: int, pieces: Sequence[Printed], mark: str, *, behind_label: bool) -> Run:
    """Leave out what stands before the first mark and is the label's, and what stands behind a closing bar."""
    before = linear.text[linear.text.rfind("\n", 0, start) + 1 : start]
    column = len(_BARS.findall(before)) if mark == "|" else before.count("\t")
    framed = (False, False) if mark != "|" else (True, True) if behind_label else _bars_around(linear.text[:start])
    opened = behind_label or (framed[0] and not pieces[0].text)
    closed = framed[1] and not pieces[-1].text
    texts = pieces[opened : len(pieces) - closed]
    return Run(Fields(tuple(texts), "loose"), column + opened, delimited=True)


def _bars_around(before: str) -> tuple[bool, bool]:
    """Tell whether the lines above, which name the columns, begin and end with a bar of their own."""
    lines = [line.strip() for line in before.rsplit("\n", _LINES_OF_HEADER)[1:] if _BARS.search(line)]
    return all(line[0] in "|｜" for line in lines), all(line[-1] in "|｜" for line in lines)


def _is_joined(pieces: Sequence[Printed]) -> bool:
    filled = [piece.text for piece in pieces if piece.text]
    return len(filled) == 1 and " " in filled[0]


def _pieces(linear: Linear, start: int, text: str, mark: str) -> list[Printed]:
    pieces: list[Printed] = []
    offset = start
    for piece in text.split(mark):
        pieces.append(_printed(linear, offset, piece))
        offset += len(piece) + len(mark)
    return pieces


def _words(linear: Linear, start: int, text: str, mark: str) -> Iterator[Printed]:
    """The texts of a row that several lines share, without their empty ones."""
    for word in re.finditer(rf"[^\s{mark}]+", text):
        yield _printed(linear, start + word.start(), word.group())


def _printed(linear: Linear, offset: int, text: str) -> Printed:
    lead = len(text) - len(text.lstrip())
    return Printed(text.strip(), linear.place(offset + lead))


def _first_content(text: str) -> int:
    match = re.search(r"\S", text)
    return match.start() if match else len(text)
