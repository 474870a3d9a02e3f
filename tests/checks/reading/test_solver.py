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


@pytest.mark.parametrize(
    "counts",
    [
        (9, 9, 9, 999, 9, 9),  # the largest sum that so many digits can have
        (10, 10, 10, 10, 10, 10),  # the smallest of numbers of two digits each
        (0, 0, 0, 0, 0, 100),
        (99, 1, 0, 0, 0, 0),
        (1, 1, 1, 1, 1, 1),
        (0, 0, 0, 0, 0, 0),
        (12045, 310, 2, 0, 17, 208),
    ],
)
def test_the_largest_and_smallest_sums_are_found(counts: tuple[int, ...]) -> None:
    row = (*counts, sum(counts))
    assert row in group_splits(["".join(map(str, row))], 7, 1)


OUTCOMES = (1, 0, 2, 0, 3, 12, 0, 0, 0, 12, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("border", range(1, 15))
def test_a_space_anywhere_in_fifteen_numbers_is_a_border(border: int) -> None:
    texts = [str(number) for number in OUTCOMES]
    assert group_splits(["".join(texts[:border]), "".join(texts[border:])], 5, 3) == (OUTCOMES,)


@pytest.mark.parametrize(
    ("row", "border"),
    [
        ((12, 0, 0, 2, 14, 0, 0, 1, 0, 1, 12, 10, 0, 0, 22), 10),
        ((0, 2, 0, 10, 12, 0, 2, 12, 1, 15, 0, 0, 0, 1, 1), 5),
    ],
)
def test_a_space_between_two_groups_settles_what_the_sums_leave_open(row: tuple[int, ...], border: int) -> None:
    texts = [str(number) for number in row]
    assert len(group_splits(["".join(texts)], 5, 3)) == 2
    assert group_splits(["".join(texts[:border]), "".join(texts[border:])], 5, 3) == (row,)
    assert group_splits(texts, 5, 3) == (row,)


def test_a_space_inside_a_number_is_a_stray_one_only_where_nothing_fits_with_it() -> None:
    assert group_splits(["1", "200000", "12"], 7, 1) == ((12, 0, 0, 0, 0, 0, 12),)
    assert group_splits(["1", "100000", "2"], 7, 1) == ()
    assert group_splits(["1", "10000", "2"], 7, 1) == ((1, 1, 0, 0, 0, 0, 2),)


def test_more_ways_than_can_be_told_apart_say_nothing() -> None:
    assert len(free_splits(["1" * 64], 3)) == 1953
    assert free_splits(["1" * 65], 3) == ()


@pytest.mark.parametrize(
    ("values", "count", "due"),
    [
        (["1", "0", "5"], 2, {(1, 0), (1, 5), (0, 5), (10, 5)}),  # 05 is no number
        (["1", "0", "5"], 3, set()),
        (["7"], 2, set()),
        (["2", "3"], 1, {(2,), (3,), (23,)}),
        (["2", "3", "4"], 1, set()),  # twice as many numbers as columns, and no more
    ],
)
def test_too_many_numbers_are_left_out_or_joined(values: list[str], count: int, due: set[tuple[int, ...]]) -> None:
    assert set(aligned(values, count)) == due


@pytest.mark.parametrize(
    ("printed", "columns", "tried"),
    [(14, 7, True), (15, 7, False), (17, 15, True), (18, 15, False), (10, 8, True), (11, 8, False)],
)
def test_of_a_wide_row_two_numbers_too_many_are_tried(printed: int, columns: int, tried: bool) -> None:
    assert any(aligned(["1"] * printed, columns)) is tried
