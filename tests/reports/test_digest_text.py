"""Characters that act unseen are shown; everything else stays as it is."""

from datetime import UTC, date, datetime

import pytest

from config.clock import end_of_day
from reports.digest.text import day, minute, shorten
from reports.visible import visible


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("青禾县教育局", "青禾县教育局"),
        ("总计 0 ≠ 10+1+0+0 = 11 〔2021〕30号 “三安全一稳定”", "总计 0 ≠ 10+1+0+0 = 11 〔2021〕30号 “三安全一稳定”"),
        # Cells of Word tables hold paragraphs.
        ("1\n2\r\n3", "1↵2↵3"),
        ("a\u2028b\u2029c\x85d\x0be", "a↵b↵c↵d↵e"),
        # Pages pasted from Word carry byte order marks and zero-width spaces inside numbers.
        ("\ufeff14\u200b205", "14205"),
        # A right-to-left override turns "财政局.exe" round; a name must not do that to its neighbours.
        ("局\u202e政财", "局‹U+202E›政财"),
        ("\u2066x\u2069\u200f", "‹U+2066›x‹U+2069›‹U+200F›"),
        ("\x00\x1b[31m", "‹U+0000›‹U+001B›[31m"),
        ("\ud800", "‹U+D800›"),
        ("\ue000", "‹U+E000›"),
    ],
)
def test_visible(raw: str, shown: str):
    assert visible(raw) == shown


def test_spaces_that_separate_are_kept():
    assert visible(", ") == ", "


@pytest.mark.parametrize(("text", "limit", "short"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("", 3, "")])
def test_shorten(text: str, limit: int, short: str):
    assert shorten(text, limit) == short


def test_days_are_days_of_china():
    assert day(datetime(2026, 1, 31, 16, 30, tzinfo=UTC)) == "2026-02-01"
    assert day(date(2026, 1, 31)) == "2026-01-31"
    assert day(None) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (end_of_day(date(2026, 2, 5)), "2026-02-05 23:59:59+08:00"),
        ("2026-02-05T01:00:00+00:00", "2026-02-05 09:00:00+08:00"),
        ("2026-02-05T09:00:00", "2026-02-05 09:00:00"),
        ("yesterday", "yesterday"),
        (None, ""),
    ],
)
def test_minutes_name_their_zone(value: datetime | str | None, words: str):
    assert minute(value) == words
