"""A figure is odd only beside many peers, far from all of them, and large in itself."""

from decimal import Decimal

import pytest

from checks.portfolio.peers import outliers

CELL = "t2.penalties.decisions"


def told(values, group="township 1301"):
    figures = {str(n): {CELL: Decimal(value)} for n, value in enumerate(values)}
    return outliers(figures, dict.fromkeys(figures, group))


def odd(values):
    return {body: found[0].value for body, found in told(values).items() if found}


USUAL = [30, 35, 40, 28, 33, 36, 41, 25, 38, 31] * 3


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param([*USUAL, 3500], {"30": 3500}, id="a hundred times as much"),
        pytest.param([*USUAL, 900], {}, id="thirty times: a large township"),
        pytest.param([*[0, 1, 0, 0, 1] * 6, 180], {}, id="a small figure among none"),
        pytest.param([*[0] * 30, 400], {"30": 400}, id="many among none"),
        pytest.param([1, 10, 100, 1000, 10000, 100000] * 5, {}, id="peers that differ as widely themselves"),
        pytest.param([*USUAL[:19], 3500], {}, id="too few peers"),
    ],
)
def test_odd_figures(values, found):
    assert odd(values) == found


def test_bodies_without_enough_peers_are_not_told_of_at_all():
    assert told([30] * 20) == {}
    assert set(told([30] * 21).values()) == {()}


def test_bodies_of_other_groups_are_no_peers():
    figures = {str(n): {CELL: Decimal(value)} for n, value in enumerate([*USUAL, 3500])}
    groups = dict.fromkeys(figures, "one") | {"30": "another"}
    assert not any(outliers(figures, groups).values())
