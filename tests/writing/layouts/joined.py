"""Reports as text whose figures stand without separators, and what can be known from it by brute force."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from tests.writing.expected import Answer, Expected
from tests.writing.forms import AMOUNTS, signed
from tests.writing.gold import Gold, faulty
from tests.writing.grid import Grid, Line
from tests.writing.hand import Medium
from tests.writing.manuscript import Block, Manuscript
from tests.writing.splitting import consistent_rows, sum_splits, typed_splits

from .base import Layout, Written

JOINED = Medium(empties=False, padding=False, words=False, loose_labels=False, joined=True)


def joined(manuscript: Manuscript, rng: Random) -> Written:
    """Write everything in one run; some reports keep a few of the blanks between figures."""
    blanks = rng.choice((0, 0, 0.05, 0.3))
    figures = {line: _figures(line, rng, blanks) for grid in _grids(manuscript) for line in grid.lines}
    parts = [part for item in manuscript.blocks for part in _parts(item, figures, rng)]
    text = "".join([*_archive_header(manuscript), "".join(manuscript.title), " ", *parts, *manuscript.signature])
    return Written(text.encode(), "report.txt", dict(_knowable(manuscript, figures)))


def _archive_header(manuscript: Manuscript) -> Iterator[str]:
    """Yield the lines an archive puts before the text it captured."""
    label, date = manuscript.date
    if date:
        yield f"标题: {''.join(manuscript.title)}\n{label}: {date}\n文号: \n"
        yield f"栏目: 政府信息公开年报\n{'=' * 20} 正文 {'=' * 20}\n"


def _grids(manuscript: Manuscript) -> list[Grid]:
    return [item for item in manuscript.blocks if isinstance(item, Grid)]


def _figures(line: Line, rng: Random, blanks: float) -> str:
    """Join the figures of a line, with a blank here and there."""
    texts = [slot.text for slot in line if slot.cell]
    return "".join((" " if rng.random() < blanks else "") + text for text in texts)


def _parts(item: Block, figures: dict[Line, str], rng: Random) -> Iterator[str]:
    if not isinstance(item, Grid):
        yield item.text
        return
    for line in item.lines:
        yield from (slot.text for slot in line if not slot.cell)
        yield figures[line] + rng.choice(("", "", " "))


Cells = tuple[str, ...]
Splits = list[tuple[str, ...]]


def _knowable(manuscript: Manuscript, figures: dict[Line, str]) -> Iterator[tuple[str, Expected]]:
    """Yield for every cell whether its figure is the only one that the row, then the columns, leave."""
    texts = {tuple(slot.cell for slot in line if slot.cell): text for line, text in figures.items() if text}
    rows = {cells: _splits(cells, text) for cells, text in texts.items()}
    settled = consistent_rows({cells: found for cells, found in rows.items() if cells[0].startswith("t3.")})
    for cells, found in (rows | (settled or {})).items():
        unsure = Answer.OPEN if settled is None and cells[0].startswith("t3.") else Answer.AMBIGUOUS
        for place, cell in enumerate(cells):
            unique = len({split[place] for split in found}) == 1
            answer = Answer.VALUE if unique else unsure
            yield cell, Expected(answer, manuscript.gold.cells[cell], texts[cells])


def _splits(cells: Cells, text: str) -> Splits:
    text = unicodedata.normalize("NFKC", text).removesuffix("元")
    if cells[0].startswith("t2."):
        return typed_splits(text, ["amount" if c in AMOUNTS else "signed" if signed(c) else "count" for c in cells])
    return sum_splits(text, 3 if cells[0].startswith("t4.") else 1)


def with_fault(manuscript: Manuscript, rng: Random) -> Written:
    """Write a report that contains a real fault: any answer in tables 3 and 4 but a wrong figure will do."""
    data, filename, changed = joined(manuscript, rng)
    opened = {cell: replace(due, answer=Answer.OPEN) for cell, due in changed.items() if not cell.startswith("t2.")}
    return Written(data, filename, {**changed, **opened})


def _filled(gold: Gold, _rng: Random) -> Gold:
    return gold.filled()


LAYOUTS = (
    Layout("text_joined", "joined", joined, JOINED, prepare=_filled),
    Layout("text_joined_faulty", "damaged", with_fault, JOINED, prepare=faulty),
)
