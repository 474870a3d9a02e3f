"""Sets that are alike are found without comparing each with each; the share of agreeing bins is their similarity."""

import pytest

from checks.portfolio.minhash import BINS, bands, candidates, signature
from tests.writing import dice

SPREAD = 4


def sets(alike: float, size: int, number: int) -> tuple[set[int], set[int]]:
    """Two sets of hashes with a Jaccard similarity."""
    rng = dice("sets", alike, size, number)
    hashes = [SPREAD * each for each in rng.sample(range(2**30), 2 * size)]
    common = round(2 * size * alike / (1 + alike))
    return set(hashes[:size]), set(hashes[size - common : 2 * size - common])


@pytest.mark.parametrize(("alike", "size"), [(0.2, 300), (0.5, 300), (0.9, 300), (0.5, 40)])
def test_signatures_agree_in_the_share_that_the_sets_have_in_common(alike, size):
    agreeing = []
    for number in range(60):
        one, other = (signature(each, spread=SPREAD) for each in sets(alike, size, number))
        agreeing.append(sum(a == b for a, b in zip(one, other, strict=True)) / BINS)
    assert sum(agreeing) / len(agreeing) == pytest.approx(alike, abs=0.07)


def test_a_signature_depends_on_the_set_alone():
    one, _ = sets(0.5, 50, 0)
    assert signature(sorted(one), spread=SPREAD) == signature(sorted(one, reverse=True), spread=SPREAD)
    assert signature((), spread=SPREAD) == ()


@pytest.mark.parametrize(
    ("alike", "least", "most"), [(0.7, 0.99, 1.0), (0.5, 0.95, 1.0), (0.02, 0.0, 0.02)], ids=["0.7", "0.5", "0.02"]
)
def test_the_pairs_that_are_looked_at(alike, least, most):
    found = sum(
        (0, 1) in set(candidates([bands(signature(each, spread=SPREAD)) for each in sets(alike, 200, number)]))
        for number in range(200)
    )
    assert least * 200 <= found <= most * 200


def test_sets_without_any_hash_are_no_candidates():
    assert list(candidates([bands(())] * 3)) == []


def test_many_equal_sets_cost_no_square():
    one, _ = sets(0.5, 50, 0)
    pairs = set(candidates([bands(signature(one, spread=SPREAD))] * 400))
    assert len(pairs) < 400 * 13
    assert {place for pair in pairs for place in pair} == set(range(400))
