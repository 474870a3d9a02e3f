"""A quick pass of `python -m tests.bench.reading`: a few reports in every layout, by writers that know the answers."""

import re

import pytest

from checks.reading import read_bytes
from tests.bench import reading
from tests.bench.grading import Grade
from tests.writing import LAYOUTS

SEED, REPORTS = 20240131, 6
IN_PART = {"pdf_unruled": 97, "pdf_unruled_otherwise": 90, "pdf_chromium_plain": 90, "pdf_libreoffice_plain": 45}
"""Tables without rulings, with the share of their cells that is read at least."""
WHOLE = [layout.name for layout in reading.chosen(None, reading.QUICK)[0] if layout.name not in IN_PART]


def measured(name):
    return reading.measure(LAYOUTS[name], reading.render(LAYOUTS[name], SEED, REPORTS))


@pytest.mark.parametrize("name", WHOLE)
def test_every_cell_and_every_fact_of_a_layout_is_read_rightly(name):
    tally = measured(name)
    assert not tally.misses, "\n".join(map(str, tally.misses))
    assert not tally.mistaken, "\n".join(tally.mistaken)


@pytest.mark.parametrize(("name", "share"), IN_PART.items())
def test_what_cannot_be_read_whole_is_never_read_wrongly(name, share):
    tally = measured(name)
    assert not [miss for miss in tally.misses if miss.grade is Grade.WRONG]
    assert tally.share(Grade.EXACT) > share


LINES = [name for name in WHOLE if name.startswith("text_")]
IN_A_RUN = ("text_oneline", "text_joined", "text_joined_faulty", "text_vanished")
"""Layouts in which several cells stand at the place where their digits begin."""


@pytest.mark.parametrize("name", LINES)
def test_a_cell_stands_where_its_place_says(name):
    for data, filename, _ in reading.render(LAYOUTS[name], SEED, REPORTS):
        lines = re.split(r"\r\n|\r|\n", decoded(data))
        cells = max(read_bytes(data, source=filename), key=lambda report: len(report.cells)).cells.values()
        for cell in (cell for cell in cells if cell.text):
            line, character = map(int, re.fullmatch(r"line (\d+), character (\d+)", cell.place).groups())
            at = lines[line - 1][character - 1 :].lstrip()
            first = cell.text.split()[0]
            assert first in at[:60] if name in IN_A_RUN else at.startswith(first), cell


def decoded(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
