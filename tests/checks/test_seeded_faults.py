"""A quick pass of `python -m tests.bench.rules`: a few reports of every kind of fault, and some clean ones."""

import pytest

from checks.model import Level
from tests.bench import rules
from tests.writing.faults import FAULTS

SEED = 20240131


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_found(name):
    kind = rules.measure(name, SEED, 1)
    assert kind.found == kind.seeded, "\n".join(kind.missed)


def test_clean_reports_are_not_accused():
    clean = rules.accuse(SEED, range(40))
    assert clean.levels[Level.ERROR] == clean.levels[Level.WARNING] == 0, "\n".join(clean.shown)
