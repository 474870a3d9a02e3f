import pytest

from crawler.discovery import date_in, squeeze, year_in


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("云帆县教育局2025年政府信息公开工作年度报告", 2025),
        ("2024年度政府信息公开工作年度报告", 2024),
        ("政府信息公开工作2023年度报告", 2023),
        ("二〇二二年政府信息公开工作年度报告", 2022),
        ("二○二一年政府信息公开年度报告", 2021),  # the circle ○ in place of 〇, as many editors type it
        ("云帆县２０２５年政府信息公开工作年度报告", 2025),
        ("政府信息公开年报", None),
        ("电话020251234567", None),
    ],
)
def test_the_report_year_of_a_title(title: str, year: int | None) -> None:
    assert year_in(squeeze(title)) == year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-20", "2026-01-20"),
        ("[2026-01-20]", "2026-01-20"),  # NPPA, SASAC, 宁波
        ("2026/1/5", "2026-01-05"),
        ("2026.01.20", "2026-01-20"),
        ("2026年1月20日", "2026-01-20"),
        ("发布时间:2026-01-20 09:30", "2026-01-20"),
        ("2026-13-40 或 2026-01-02", "2026-01-02"),
        ("01-20", None),  # MOE: the year is only in the address
        ("1234562026-01-201", None),
    ],
)
def test_the_dialects_of_dates_in_lists(text: str, day: str | None) -> None:
    assert date_in(text) == day
