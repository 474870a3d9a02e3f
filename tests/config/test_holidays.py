"""Days off are shown; they move a last day only where the workspace says so."""

from datetime import date

import pytest

from config.deadlines import Deadlines, due_of
from config.holidays import day_off, next_working_day
from config.registry import load_registry


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2025-01-31", "holiday"),  # 春节
        ("2022-01-30", None),  # a Sunday that was worked
        ("2027-01-31", "weekend"),  # of 2027 only the weekends are known
        ("2027-02-01", None),
        ("2026-03-31", None),
    ],
)
def test_kind_of_day(day, kind):
    assert day_off(date.fromisoformat(day)) == kind


@pytest.mark.parametrize(
    ("day", "working"), [("2025-01-31", "2025-02-05"), ("2027-01-31", "2027-02-01"), ("2026-03-31", "2026-03-31")]
)
def test_next_working_day(day, working):
    assert next_working_day(date.fromisoformat(day)) == date.fromisoformat(working)


def test_a_day_off_moves_the_last_day_only_where_that_is_set(tmp_path):
    path = tmp_path / "bodies.csv"
    path.write_text("name,kind,site\n青石县财政局,department,http://www.qingshi.example/\n", "utf-8")
    (body,) = load_registry(path, first_year=2024).bodies
    assert due_of(body, 2024, Deadlines()).date == date(2025, 1, 31)
    moved = due_of(body, 2024, Deadlines(extend_over_days_off=True))
    assert (moved.date, moved.statutory) == (date(2025, 2, 5), date(2025, 1, 31))
    local = {"body": "青石县财政局", "year": 2024, "date": date(2025, 1, 26), "source": "通知"}
    given = Deadlines.model_validate({"extend_over_days_off": True, "local": (local,)})
    assert due_of(body, 2024, given).date == date(2025, 1, 26), "a local date is meant as it is written"
