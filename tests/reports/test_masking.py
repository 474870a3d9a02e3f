"""Personal numbers are masked in everything shown; figures, codes and addresses stay as they are."""

import pytest

from reports.masking import mask


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("李大山（11010519491231002X）的申请", "李大山（110*************2X）的申请"),
        ("身份证号：110105194912310021，住址", "身份证号：110*************21，住址"),
        ("电话13912345678", "电话139******78"),
        ("电话１３９１２３４５６７８。", "电话１３９******７８。"),
        ("139-1234-5678", "139********78"),
        ("139 1234 5678", "139********78"),
        ("卡 6222021234567890128", "卡 622**************28"),
        ("6222 0212 3456 7890 128", "622******************28"),
        ("开户银行账号：1101 0001 2345 67", "开户银行账号：110************67"),
        ("先13912345678后13812345679", "先139******78后138******79"),
    ],
)
def test_a_personal_number_shows_three_and_two_digits(text: str, shown: str) -> None:
    assert mask(text) == shown
    assert len(mask(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码113200000140043490",
        "http://www.example.cn/art/13912345678.html",
        "索引号 014004349/2026-00012",
        "办公电话 0512-65880000",
        "行政许可 12 3400 5600 7800",
        "SHA-256 " + "9f2c13912345678a" * 4,
        "金额 139123456.78",
        "2026-02-05 09:12:50+08:00",
        "王小明",
    ],
)
def test_what_is_no_personal_number_stays(text: str) -> None:
    assert mask(text) == text
