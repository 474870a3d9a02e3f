from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.reading.numbers import parse_number, to_wan, unit_of_money


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
        ("88285①", "88285"),  # a footnote, which NFKC would make a digit
        ("70756²", "70756"),
        ("2\u200b8", "28"),
        ("-" + "9" * 30, "-" + "9" * 30),  # a key that stuck: 28 digits are what Python computes with
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


@pytest.mark.parametrize(("length", "kind"), [(120, "number"), (121, "words")])
def test_a_number_with_its_remark_has_a_limit(length: int, kind: str) -> None:
    """A paragraph that slipped into a cell is no remark."""
    text = f"22（{'注' * (length - 4)}）"
    assert (len(text), parse_number(text).kind) == (length, kind)
    assert parse_number(" " * length).kind == "blank"


def test_money_is_converted_exactly() -> None:
    assert to_wan(Decimal("258463.87"), "元") == Decimal("25.846387")
    assert to_wan(Decimal("1.5"), "亿元") == Decimal(15000)
    assert to_wan(Decimal("9" * 30), "元") == Decimal("9" * 26 + ".9999")


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("本年收费金额(单位:万元,保留4位小数)", "万元"),
        ("采购总金额(单位:元)", "元"),
        ("采购总金额", None),
        ("采购总金额(单位:万数量元)", "万元"),
    ],
)
def test_the_unit_of_a_header(header: str, unit: str | None) -> None:
    assert unit_of_money(header) == unit


@given(st.integers(0, 10**9))
def test_any_count_survives_separators_and_width(value: int) -> None:
    printed = f"{value:,}"
    wide = printed.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)} | {ord(","): "，"})
    assert parse_number(printed).value == parse_number(wide).value == parse_number(f" {value}\n").value == value


@given(st.text(max_size=30))
def test_any_text_gives_an_answer(text: str) -> None:
    number = parse_number(text)
    assert (number.kind == "number") == (number.value is not None)
