"""The last day in time: articles of law, practice, and local notices that staff have loaded."""

from datetime import date

import pytest

from config.deadlines import Deadlines, Local, due, due_of, due_soon_days, last_report_year, load_deadlines
from config.errors import UserError
from config.files import parse_toml
from config.kinds import Kind
from config.registry import load_registry


# Regulation of 2019, article 49; townships are not named there; until report year 2018 31 March for everybody.
@pytest.mark.parametrize(
    ("kind", "year", "day", "source", "words"),
    [
        ("department", 2025, "2026-01-31", "law", "第四十九条第一款"),
        ("government", 2025, "2026-03-31", "law", "第四十九条第二款"),
        ("township", 2025, "2026-01-31", "practice", "惯例"),
        ("subdistrict", 2025, "2026-01-31", "practice", "惯例"),
        ("department", 2019, "2020-01-31", "law", "第四十九条第一款"),
        ("department", 2018, "2019-03-31", "law", "第三十一条"),
        ("government", 2008, "2009-03-31", "law", "第三十一条"),
        ("township", 2017, "2018-03-31", "law", "第三十一条"),
        ("subdistrict", 2017, "2018-03-31", "practice", "惯例"),
    ],
)
def test_the_clocks_of_law_and_practice(kind, year, day, source, words):
    last = due(Kind(kind), year)
    assert (last.date, last.source) == (date.fromisoformat(day), source)
    assert words in last.law
    assert last.statutory == (last.date if source == "law" else None)


@pytest.mark.parametrize("year", [2007, 2019, 2025])
def test_other_bodies_have_no_clock(year):
    assert due(Kind.OTHER, year) is None


def test_no_clock_runs_before_the_law():
    assert due(Kind.DEPARTMENT, 2007) is None


def rows(text: str) -> tuple[Local, ...]:
    return parse_toml(text, Deadlines, "deadlines.toml").local


LOCAL = rows("""
[[local]]
region = "431200"
kind = "department"
year = 2021
date = 2022-01-28
source = "市通知"
[[local]]
region = "431200"
year = 2021
date = 2022-02-20
source = "市通知（全部）"
[[local]]
kind = "township"
year = 2021
date = 2022-02-10
source = "省通知"
[[local]]
body = "青石高新区管委会"
year = 2021
date = 2022-02-25
source = "县通知"
""")


# A city's notice of 2022: its departments by 28 January, its counties by 20 February.
@pytest.mark.parametrize(
    ("kind", "region", "body", "day"),
    [
        ("department", "431200", None, "2022-01-28"),
        ("government", "431200", None, "2022-02-20"),
        ("department", "431221", None, "2022-01-31"),
        ("township", "431221", None, "2022-02-10"),
        ("township", "431200", None, "2022-02-20"),
        ("other", "431200", None, None),
        ("other", "431200", "青石高新区管委会", "2022-02-25"),
        ("other", None, ("X1", "青石高新区管委会"), "2022-02-25"),
    ],
)
def test_the_row_that_selects_most_exactly_counts(kind, region, body, day):
    last = due(Kind(kind), 2021, region=region, body=body, local=LOCAL)
    assert (last and last.date.isoformat()) == day
    assert last is None or last.source == ("law" if day == "2022-01-31" else "local")


def test_a_local_day_is_for_its_year_alone():
    assert due(Kind.DEPARTMENT, 2022, region="431200", local=LOCAL).source == "law"


def test_a_local_day_tells_its_notice_and_the_day_of_the_law():
    last = due(Kind.DEPARTMENT, 2021, region="431200", local=LOCAL)
    assert (last.law, last.statutory) == ("市通知", date(2022, 1, 31))


# 31 January 2027 is a Sunday; an office that waits until Monday says so here.
def test_a_local_day_may_be_later_than_the_law():
    (row,) = rows('[[local]]\nkind = "department"\nyear = 2026\ndate = 2027-02-01\nsource = "顺延"')
    last = due(Kind.DEPARTMENT, 2026, local=[row])
    assert (last.date, last.statutory) == (date(2027, 2, 1), date(2027, 1, 31))


ROW = {"kind": '"department"', "year": "2025", "date": "2026-01-28", "source": '"通知"'}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": None}, "local[1] selects no body: give region, body or kind"),
        ({"source": None}, "local[1].source is missing: the notice that sets the day: title, number or address"),
        ({"source": "5"}, "local[1].source must be the notice that sets the day: title, number or address, found 5"),
        ({"date": "2025-01-28"}, "local[1] sets 2025-01-28 for report year 2025, which is due in 2026"),
        ({"date": '"31 Jan"'}, "local[1].date must be the last day in time, such as 2026-01-28, found '31 Jan'"),
        ({"year": '"2025"'}, "local[1].year must be the report year, from 2008 on, found '2025'"),
        ({"kind": '"局"'}, "local[1].kind must be government, department, township, subdistrict or other, found '局'"),
        ({"region": "431200"}, 'local[1].region must be a code of six digits, as text ("411528"), found 431200'),
        ({"days": "3"}, "unknown key local[1].days: known here are region, body, kind, year, date, source"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_one_clear_sentence(change, message):
    fields = {key: value for key, value in (ROW | change).items() if value is not None}
    with pytest.raises(UserError) as refusal:
        rows("[[local]]\n" + "\n".join(f"{key} = {value}" for key, value in fields.items()))
    assert str(refusal.value) == f"deadlines.toml: {message}"


def test_two_days_for_the_same_bodies_are_refused():
    row = "[[local]]\n" + "\n".join(f"{key} = {value}" for key, value in ROW.items()) + "\n"
    with pytest.raises(UserError, match=r"local\[2\] sets a day for the same bodies and year as local\[1\]$"):
        rows(row + row.replace("-28", "-27"))


def test_a_workspace_without_the_file_has_no_local_days(tmp_path):
    assert load_deadlines(tmp_path / "deadlines.toml") == Deadlines()


def test_rows_meet_the_registry_by_id_name_and_former_name(tmp_path):
    path = tmp_path / "bodies.csv"
    path.write_text("id,name,kind,aliases,site\nG1,青石高新区管委会,,青石工业园,a.example\n", encoding="utf-8")
    registry = load_registry(path, first_year=2021)
    for name, met in (("G1", True), ("青石高新区管委会", True), ("青石工业园", True), ("青石高新区", False)):
        deadlines = Deadlines(local=(Local(body=name, year=2025, date=date(2026, 2, 20), source="通知"),))
        assert (due_of(registry.bodies[0], 2025, deadlines) is not None) == met
        assert bool(deadlines.unmatched(registry)) != met


def test_days_before_the_due_day_and_the_newest_report_year():
    assert due_soon_days() == 14
    assert last_report_year(date(2026, 1, 1)) == 2025
