"""A quick pass of `python -m tests.bench.reading`: a few reports in every layout, by writers that know the answers."""

import pytest

from tests.bench import reading
from tests.bench.grading import Grade
from tests.writing import LAYOUTS

SEED, REPORTS = 20240131, 6
IN_PART = ["pdf_unruled"]
WHOLE = [layout.name for layout in reading.chosen(None, reading.QUICK)[0] if layout.name not in IN_PART]


def measured(name):
    return reading.measure(LAYOUTS[name], reading.render(LAYOUTS[name], SEED, REPORTS))


@pytest.mark.parametrize("name", WHOLE)
def test_every_cell_and_every_fact_of_a_layout_is_read_rightly(name):
    tally = measured(name)
    assert not tally.misses, "\n".join(map(str, tally.misses))
    assert not tally.mistaken, "\n".join(tally.mistaken)


@pytest.mark.parametrize("name", IN_PART)
def test_what_cannot_be_read_whole_is_never_read_wrongly(name):
    tally = measured(name)
    assert not [miss for miss in tally.misses if miss.grade is Grade.WRONG]
    assert tally.share(Grade.EXACT) > 90
