from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.reading.numbers import parse_number, to_wan


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14,205", "14205"),  # 南召 2020
        ("１４，０６９", "14069"),  # full-width comma, which other checkers read as 14
        ("+98", "98"),  # 棉洋 2020, change against last year
        ("-3 ", "-3"),  # 南召 2020
        ("－3", "-3"),
        ("104,565.5", "104565.5"),
        ("16.8700万元", "16.8700"),  # 尉氏 2020
        ("22（其中修订16件）", "22"),
        ("0件", "0"),
        ("\u3000\u30000", "0"),  # 尉氏 2020 pads with ideographic spaces
        ("\xa00\u200b", "0"),
    ],
)
def test_numbers_are_read_as_printed(text: str, value: str) -> None:
    assert parse_number(text).value == Decimal(value)


@pytest.mark.parametrize("text", ["", "/", "／", "-", "--", "—", "——", "－", "无", "不涉及", "不适用", "N/A", " \xa0"])
def test_marks_for_nothing_are_blank(text: str) -> None:
    assert parse_number(text).kind == "blank"


@pytest.mark.parametrize("text", ["1 2", "1,2", "约5", "5余", "? 0", "12.3.4", "一", "3-5", "1,23,456"])
def test_what_is_no_single_number_is_words(text: str) -> None:
    assert parse_number(text).kind == "words"


def test_money_is_converted_exactly() -> None:
    assert to_wan(parse_number("258463.87元")) == Decimal("25.846387")
    assert to_wan(parse_number("1.5亿元")) == Decimal(15000)
    assert to_wan(parse_number("3件")) is None


@given(st.integers(0, 10**9))
def test_any_count_survives_separators_and_width(value: int) -> None:
    printed = f"{value:,}"
    wide = printed.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)} | {ord(","): "，"})
    assert parse_number(printed).value == parse_number(wide).value == parse_number(f" {value}\n").value == value


@given(st.text(max_size=30))
def test_any_text_gives_an_answer(text: str) -> None:
    number = parse_number(text)
    assert (number.kind == "number") == (number.value is not None)
