"""Reports as bare text: what is left when a page is copied or captured, with its separators kept in some way."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from random import Random

from tests.writing.grid import Grid, Line, Slot, unmerged
from tests.writing.hand import Medium
from tests.writing.manuscript import Block, Manuscript

from .base import Layout, Written

TableWriter = Callable[[Grid], Iterable[str]]
MARKED = Medium(empties=False)
SEPARATED = Medium(empties=False, padding=False, foreign=False, loose_labels=False)


def capture(manuscript: Manuscript, rng: Random, write: TableWriter, gap: str = "\n") -> Written:
    """Write a text file: title, perhaps a date line, blocks with a gap between, tables as `write` does."""
    parts = ["\n".join(manuscript.title), *_date_line(manuscript, rng)]
    parts += [_block(item, write) for item in manuscript.blocks]
    parts += manuscript.signature
    encoding = rng.choice(("utf-8",) * 8 + ("utf-8-sig", "gb18030"))
    return Written(f"{gap.join(parts)}\n".encode(encoding), "report.txt")


def _date_line(manuscript: Manuscript, rng: Random) -> Iterator[str]:
    label, date = manuscript.date
    if date:
        colon = rng.choice("：:")
        yield f"{label}{colon}{date} 来源{colon}{manuscript.gold.body.name}"


def _block(item: Block, write: TableWriter) -> str:
    return "\n".join(write(item)) if isinstance(item, Grid) else item.text


def _page_numbers(rng: Random, lines: Iterable[str]) -> Iterator[str]:
    """Let the foot of a page fall between two lines of a table, in some reports."""
    chance = 0.03 if rng.random() < 0.2 else 0
    for line in lines:
        yield line
        if rng.random() < chance:
            page = rng.randrange(2, 9)
            yield rng.choice((f"— {page} —", f"- {page} -", f"第 {page} 页"))


def cell_lines(manuscript: Manuscript, rng: Random) -> Written:
    """Write one cell a line behind a tab, an empty line after each row, places merged downwards as empty cells."""
    gap = rng.choice(("\n", "\n\n", "\n \n"))
    return capture(manuscript, rng, lambda grid: _page_numbers(rng, map(_cells, unmerged(grid))), gap)


def _cells(line: Line) -> str:
    return "".join(f"\t{slot.text}\n" for slot in line)


def wrapped(manuscript: Manuscript, rng: Random) -> Written:
    """Write one cell a line as above, with labels broken over lines."""
    join = rng.choice(("\n", "\n\n", " \n"))
    return capture(manuscript, rng, lambda grid: [_cells(_wrapped(line, rng, join)) for line in unmerged(grid)])


def _wrapped(line: Line, rng: Random, join: str) -> Line:
    return tuple(slot if slot.cell or rng.random() < 0.6 else Slot(_broken(slot.text, rng, join)) for slot in line)


def _broken(label: str, rng: Random, join: str) -> str:
    if len(label) < 4:
        return label
    place = rng.randrange(3, len(label))
    return label[:place] + join + label[place:]


def tab_rows(manuscript: Manuscript, rng: Random) -> Written:
    """Write one row a line, tabs between cells, with the stray tabs that merged cells leave; zeros often overrun."""
    stretch, overrun = rng.randrange(3), rng.random() < 0.15
    write = partial(_tab_row, rng=rng, stretch=stretch, overrun=overrun)
    gap = rng.choice(("\n", "\n\n"))
    return capture(manuscript, rng, lambda grid: _page_numbers(rng, map(write, unmerged(grid))), gap)


def _tab_row(line: Line, rng: Random, stretch: int, overrun: bool) -> str:
    words = [word for slot in line for word in (slot.text, *[""] * min(slot.across - 1, stretch))]
    figures = [slot.text for slot in line if slot.cell]
    if overrun and len(figures) >= 7 and set(figures) == {"0"}:
        words += ["0"] * rng.randrange(1, 7)
    row = "\t".join(words) + "\t" * rng.choice((0, 0, 1, 2))
    return row.lstrip("\t") if rng.random() < 0.1 else row


def tab_grid(manuscript: Manuscript, rng: Random) -> Written:
    """Write one row a line with a tab for every column, as a sheet is copied; empty cells stay."""
    return capture(manuscript, rng, lambda grid: ["\t".join(_columns(line)) for line in unmerged(grid)])


def _columns(line: Line) -> Iterator[str]:
    for slot in line:
        yield slot.text
        yield from [""] * (slot.across - 1)


def value_lines(manuscript: Manuscript, rng: Random) -> Written:
    """Write one cell a line without tabs; empty cells vanish, empty lines come anywhere."""
    loose = rng.random() < 0.3
    return capture(manuscript, rng, lambda grid: _loose(grid, rng, loose))


def _loose(grid: Grid, rng: Random, loose: bool) -> Iterator[str]:
    for slot in (slot for line in grid.lines for slot in line if slot.text):
        yield slot.text
        if loose and rng.random() < 0.3:
            yield ""


def pipe_rows(manuscript: Manuscript, rng: Random) -> Written:
    """Write rows with pipes between cells, a pipe for every column."""
    left, ruled = rng.choice(("", "| ")), rng.random() < 0.3
    return capture(manuscript, rng, lambda grid: _piped(grid, left, ruled))


def _piped(grid: Grid, left: str, ruled: bool) -> Iterator[str]:
    for number, line in enumerate(unmerged(grid)):
        yield left + " | ".join(_columns(line)) + " |"
        if ruled and number == 0:
            yield left + " | ".join(["---"] * grid.width) + " |"


def pipe_lines(manuscript: Manuscript, rng: Random) -> Written:
    """Write one cell a line, each before a pipe."""
    return capture(manuscript, rng, lambda grid: [f"{slot.text} |" for line in unmerged(grid) for slot in line])


def one_line(manuscript: Manuscript, rng: Random) -> Written:
    """Write the whole report on one line, blanks between cells."""
    words = [word for item in manuscript.blocks for word in _words(item)]
    parts = [*manuscript.title, *_date_line(manuscript, rng), *words, *manuscript.signature]
    return Written(" ".join(parts).encode(), "report.txt")


def _words(item: Block) -> Iterator[str]:
    if isinstance(item, Grid):
        yield from (slot.text for line in item.lines for slot in line if slot.text)
    else:
        yield item.text


LAYOUTS = (
    Layout("text_cells", "text", cell_lines),
    Layout("text_wrapped", "text", wrapped),
    Layout("text_tabs", "text", tab_rows, MARKED),
    Layout("text_grid", "text", tab_grid),
    Layout("text_lines", "text", value_lines, SEPARATED),
    Layout("text_pipes", "text", pipe_rows),
    Layout("text_pipe_lines", "text", pipe_lines),
    Layout("text_oneline", "text", one_line, SEPARATED),
)
