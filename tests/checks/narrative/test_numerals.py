import pytest

from checks.narrative.numerals import counts_in_digits, value_of


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("三", 3),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十六", 26),
        ("一百", 100),
        ("一百零三", 103),
        ("一百二十", 120),
        ("两百", 200),
        ("一千二百", 1200),
        ("一千零五", 1005),
        ("零", 0),
        ("一三", None),
        ("十百", None),
        ("二十十", None),
    ],
)
def test_the_value_of_a_numeral(numeral, value):
    assert value_of(numeral) == value


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("共收到政府信息公开申请二十六件。", "共收到政府信息公开申请26件。"),
        ("二〇二三年收到申请三十四件，办结三十五件。", "2023年收到申请34件，办结35件。"),
        ("十二月收到申请三十件。", "12月收到申请30件。"),
        ("全年收到申请一件。", "全年收到申请1件。"),
    ],
)
def test_counts_of_applications_are_written_in_digits(text, read):
    assert counts_in_digits(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "收到申请一件一件办。",
        "每收到一件申请办结一件。",
        "每办结十件申请回访一次。",
        "收到申请三十余件。",
        "受理申请第三件。",
        "办理一件事一次办。",
        "办理十件民生实事。",
        "依据条例三十六条答复。",
        "提供材料一式三份。",
        "未收到一件申请。",
        "收到申请上百件。",
        "七月整理台账。",
    ],
)
def test_idioms_and_other_numerals_stay(text):
    assert counts_in_digits(text) == text
