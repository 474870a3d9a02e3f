"""Reports damaged on the way, not by their bodies: a digit torn over two cells, a shifted row, blanks that fell out."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from random import Random

from tests.writing.expected import Answer, Expected
from tests.writing.grid import Grid, Line, Slot
from tests.writing.manuscript import Block, Manuscript

from .base import Layout, Written
from .html import official
from .text import SEPARATED, one_line, value_lines


def damaged(manuscript: Manuscript, rng: Random) -> Written:
    """Write the form as a page with one to three rows of table 3 damaged: each has one cell too many."""
    grid = next(item for item in manuscript.blocks if isinstance(item, Grid) and item.table == "t3")
    hurt = set(rng.sample(range(grid.header, len(grid.lines)), rng.randint(1, 3)))
    lines = tuple(_damage(line, rng) if number in hurt else line for number, line in enumerate(grid.lines))
    blocks: list[Block] = [replace(grid, lines=lines) if item is grid else item for item in manuscript.blocks]
    data, filename, _ = official(manuscript.redrawn(blocks), rng)
    cells = [slot.cell for number in hurt for slot in grid.lines[number] if slot.cell]
    return Written(data, filename, {cell: Expected(Answer.OPEN, manuscript.gold.cells[cell]) for cell in cells})


def _damage(line: Line, rng: Random) -> Line:
    labels = [slot for slot in line if not slot.cell]
    figures = [slot for slot in line if slot.cell]
    return (*labels, *rng.choice((_torn, _shifted, _repeated))(figures, rng))


def _torn(figures: list[Slot], rng: Random) -> Iterator[Slot]:
    """Tear one figure of several digits; without any, repeat a cell."""
    long = [slot for slot in figures if slot.text.isdecimal() and len(slot.text) > 1]
    if not long:
        yield from _repeated(figures, rng)
        return
    torn = rng.choice(long)
    for slot in figures:
        yield from (replace(slot, text=slot.text[:1]), replace(slot, text=slot.text[1:])) if slot is torn else (slot,)


def _shifted(figures: list[Slot], _rng: Random) -> Iterator[Slot]:
    yield Slot("")
    yield from figures


def _repeated(figures: list[Slot], rng: Random) -> Iterator[Slot]:
    place = rng.randrange(len(figures))
    yield from figures[: place + 1]
    yield from figures[place:]


def vanished(manuscript: Manuscript, rng: Random) -> Written:
    """Write bare text of which one to three rows have blank cells, and these fall out: what is left has no columns."""
    lines = [line for grid in _grids(manuscript) for line in grid.lines if sum(bool(slot.cell) for slot in line) > 1]
    lost = {slot.cell for line in rng.sample(lines, rng.randint(1, 3)) for slot in _some(line, rng)}
    blocks = [_without(item, lost) if isinstance(item, Grid) else item for item in manuscript.blocks]
    data, filename, _ = rng.choice((value_lines, one_line))(manuscript.redrawn(blocks), rng)
    hurt = [slot.cell for line in lines for slot in line if slot.cell and lost & {each.cell for each in line}]
    values = {cell: None if cell in lost else manuscript.gold.cells[cell] for cell in hurt}
    return Written(data, filename, {cell: Expected(Answer.OPEN, value) for cell, value in values.items()})


def _grids(manuscript: Manuscript) -> list[Grid]:
    return [item for item in manuscript.blocks if isinstance(item, Grid)]


def _some(line: Line, rng: Random) -> list[Slot]:
    figures = [slot for slot in line if slot.cell]
    return rng.sample(figures, rng.randrange(1, len(figures)))


def _without(grid: Grid, lost: AbstractSet[str | None]) -> Grid:
    lines = (tuple(replace(slot, text="") if slot.cell in lost else slot for slot in line) for line in grid.lines)
    return replace(grid, lines=tuple(lines))


LAYOUTS = (
    Layout("html_damaged", "damaged", damaged),
    Layout("text_vanished", "damaged", vanished, SEPARATED),
)
