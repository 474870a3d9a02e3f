"""The documents that are mutated: written by `tests/writing`, most of them cut down to one section with one table."""

import re
import zlib
from base64 import a85decode
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache, partial
from random import Random

from tests.writing import LAYOUTS, Gold, Layout, dice, random_gold
from tests.writing.grid import Grid, cut
from tests.writing.layouts.word import converted
from tests.writing.manuscript import Heading, Manuscript, compose

POOL = 160
WHOLE = 10
"""One document of so many is a complete report."""
_LINES = 4
"""Lines of a small table below its header."""
_FURNITURE = re.compile(
    rb"<style.*?</script>|<ul>.*?</ul>|<h3>.*?</h3>|<div class=.(?:bread|related|footer).>.*?</div>|</?o:p>"
    rb"| style=(?:'[^']*'|\"[^\"]*\")| (?:class|width|valign|align|lang)=[\w%-]+",
    re.DOTALL,
)
"""What surrounds a report on a page, and how it looks."""
_SPELT = {
    "html": "official word nested metadata cut four rows flattened charset glued browser",
    "text": "cells wrapped tabs grid lines pipes pipe_lines oneline joined",
    "docx": "raw python zip",
    "xlsx": "one sheets",
    "ofd": "drawn four",
    "pdf": "drawn four unruled",
    "doc": "python",
}
_LAYOUT_OF = {"doc": "docx"}


@cache
def originals(name: str, seed: int, count: int = POOL) -> tuple[bytes, ...]:
    """Return some documents of one format; the same seed gives the same ones."""
    rng = dice("originals", name, seed)
    prefix = _LAYOUT_OF.get(name, name)
    layouts = [LAYOUTS[f"{prefix}_{rest}"] for rest in _SPELT[name].split()]
    written = (_written(rng.choice(layouts), rng, whole=number % WHOLE == 0) for number in range(count))
    return tuple(_FINISHED.get(name, tuple)(list(written)))


def _written(layout: Layout, rng: Random, *, whole: bool) -> bytes:
    gold = layout.prepare(random_gold(rng), rng)
    gold = _telling(gold, rng) if layout.family != "joined" and rng.random() < 0.5 else gold
    manuscript = compose(gold, rng, layout.medium, four_tables=layout.four_tables)
    return layout.write(manuscript if whole else _cut_down(manuscript, rng), rng).data


def _telling(gold: Gold, rng: Random) -> Gold:
    """Return a report in which no two figures are the same, so that one in the wrong place is seen as wrong."""
    figures = rng.sample(range(1000, 10**6), len(gold.cells))
    return gold.having({cell: Decimal(figure) for cell, figure in zip(gold.cells, figures, strict=True)})


def _cut_down(manuscript: Manuscript, rng: Random) -> Manuscript:
    """Leave one heading and the beginning of its table."""
    at = rng.choice([index for index, block in enumerate(manuscript.blocks) if isinstance(block, Grid)])
    grid = manuscript.blocks[at]
    assert isinstance(grid, Grid)
    last = grid.header + _LINES
    heading = next(block for block in reversed(manuscript.blocks[:at]) if isinstance(block, Heading))
    return manuscript.redrawn([heading, cut(grid, last)[0] if len(grid.lines) > last else grid])


def _without_furniture(pages: list[bytes]) -> Iterator[bytes]:
    for number, page in enumerate(pages):
        yield page if number % WHOLE == 0 else _FURNITURE.sub(b"", page)


def _as_doc(files: list[bytes]) -> list[bytes]:
    return converted(files, "docx", "doc:MS Word 97")


_STREAM = re.compile(rb"(<<[^>]*?>?>)\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_OBJECTS = 10**5
"""A table of objects tells of no higher number: a damaged one would make it fill the memory."""
_FILTER = re.compile(rb"/Filter\s*(?:\[[^\]]*\]|/\w+)")


def unpacked(pdf: bytes) -> bytes:
    """Return a PDF whose pages are drawn in plain words; fonts stay packed, and its table of objects is made anew."""
    return indexed(_STREAM.sub(_plain, pdf))


def _plain(found: re.Match[bytes]) -> bytes:
    dictionary, data = found[1], found[2]
    named = _FILTER.search(dictionary)
    if named is None or b"/Length1" in dictionary:
        return found[0]
    try:
        packed = a85decode(data.strip().removesuffix(b"~>")) if b"ASCII85" in named[0] else data
        data = zlib.decompress(packed) if b"Flate" in named[0] else packed
    except (ValueError, zlib.error):
        return found[0]
    dictionary = re.sub(rb"/Length\s+\d+", b"/Length %d" % len(data), _FILTER.sub(b"", dictionary))
    return dictionary + b"\nstream\n" + data + b"\nendstream"


def indexed(pdf: bytes) -> bytes:
    """Return a PDF with a table that tells where its objects are."""
    trailer = re.search(rb"trailer\s*(<<.*?>>)\s*startxref", pdf, re.DOTALL)
    begin = pdf.rfind(b"\nxref")
    if trailer is None or begin < 0:
        return pdf
    body = pdf[: begin + 1]
    numbered = ((int(found[1]), found.start(1)) for found in re.finditer(rb"(?m)^(\d+) 0 obj", body))
    places = {number: place for number, place in numbered if number < _OBJECTS}
    entries = [
        b"%010d 00000 %c \n" % (places.get(number, 0), b"n" if number in places else b"f")
        for number in range(max(places, default=0) + 1)
    ]
    table = b"xref\n0 %d\n%s" % (len(entries), b"".join(entries))
    return body + table + b"trailer\n" + trailer[1] + b"\nstartxref\n%d\n%%%%EOF\n" % len(body)


_FINISHED: dict[str, Callable[[list[bytes]], object]] = {
    "html": _without_furniture,
    "doc": _as_doc,
    "pdf": partial(map, unpacked),
}
