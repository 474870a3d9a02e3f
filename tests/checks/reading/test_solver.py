from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.reading.solver import aligned, free_splits, group_splits

COUNTS = st.lists(st.integers(0, 300), min_size=6, max_size=6)


def test_a_row_of_pingtan_2019_has_one_split() -> None:
    assert group_splits(["230", "000023"], 7, 1) == ((23, 0, 0, 0, 0, 0, 23),)


def test_fifteen_numbers_of_pingtan_2021_are_told_apart_by_their_groups() -> None:
    assert group_splits(["10203120001200000"], 5, 3) == ((1, 0, 2, 0, 3, 12, 0, 0, 0, 12, 0, 0, 0, 0, 0),)


def test_three_numbers_without_a_sum_stay_open() -> None:
    assert len(free_splits(["693665"], 3)) == 10
    assert free_splits(["000"], 3) == ((0, 0, 0),)


def test_a_real_fault_leaves_no_split() -> None:
    assert group_splits(["6000007"], 7, 1) == ()


@given(COUNTS)
def test_the_true_row_is_always_among_the_splits(counts: list[int]) -> None:
    row = (*counts, sum(counts))
    assert row in group_splits(["".join(map(str, row))], 7, 1)


@given(COUNTS, st.integers(1, 6))
def test_a_space_between_two_cells_is_a_border(counts: list[int], border: int) -> None:
    row = (*counts, sum(counts))
    texts = [str(number) for number in row]
    splits = group_splits(["".join(texts[:border]), "".join(texts[border:])], 7, 1)
    assert row in splits
    assert set(splits) <= set(group_splits(["".join(texts)], 7, 1))


@given(COUNTS)
def test_every_split_prints_as_the_same_digits_and_adds_up(counts: list[int]) -> None:
    digits = "".join(map(str, (*counts, sum(counts))))
    for split in group_splits([digits], 7, 1):
        assert "".join(map(str, split)) == digits
        assert sum(split[:-1]) == split[-1]


def test_a_number_printed_over_two_cells_is_one_of_the_alignments() -> None:
    readings = list(aligned(["2", "0", "0", "0", "0", "0", "0", "20"], 7))
    assert (20, 0, 0, 0, 0, 0, 20) in readings
    assert (2, 0, 0, 0, 0, 0, 20) in readings


@pytest.mark.parametrize("digits", ["1" * 55, "120110210201001000002110102122201", "5019" * 9])
@pytest.mark.parametrize(("count", "groups"), [(7, 1), (5, 3)])
def test_digits_without_end_are_given_up_in_time(digits: str, count: int, groups: int) -> None:
    """Damaged captures join whole tables; every way to split them took minutes."""
    started = process_time()
    assert group_splits([digits], count, groups) == ()
    assert process_time() - started < 2
