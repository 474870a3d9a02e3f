"""Who may make rules, by class of body: nobody is accused in doubt."""

import pytest

from config.kinds import kind_by_name
from config.law import cite, provisions
from config.rulemaking import Power, rulemaking_power


@pytest.mark.parametrize(
    ("name", "level", "power"),
    [
        ("淮安市人民政府", None, Power.MAY),
        ("江苏省淮安市人民政府", None, Power.MAY),
        ("宁夏回族自治区人民政府", None, Power.MAY),
        ("恩施土家族苗族自治州人民政府", None, Power.MAY),
        ("东莞市人民政府", None, Power.MAY),
        ("云岫市人民政府", "city", Power.MAY),
        ("广州市人民政府办公厅", None, Power.REPORTS_FOR),
        ("云岫市人民政府", None, Power.UNKNOWN),
        ("云岫市人民政府", "county", Power.NONE),
        ("苏州市云岫市人民政府", None, Power.UNKNOWN),
        ("云岫县人民政府", None, Power.NONE),
        ("德州市德城区人民政府", None, Power.NONE),
        ("云岫县人民政府办公室", None, Power.NONE),
        ("云岫市财政局", None, Power.NONE),
        ("石汀镇人民政府", None, Power.NONE),
        ("云岫街道办事处", None, Power.NONE),
        ("云岫经济开发区管委会", None, Power.AREA),
        ("财政部", None, Power.UNKNOWN),
        ("财政部", "nation", Power.MAY),
        ("国家税务总局云岫县税务局", None, Power.UNKNOWN),
        ("云岫盟行政公署", None, Power.UNKNOWN),
        ("云岫日报社", None, Power.UNKNOWN),
    ],
)
def test_power(name, level, power):
    assert rulemaking_power(name, kind_by_name(name), level) is power


@pytest.mark.parametrize(
    ("year", "article"), [(2020, "第八十条"), (2022, "第八十条"), (2023, "第九十一条"), (2025, "第九十一条")]
)
def test_the_law_of_the_year_is_cited(year, article):
    assert article in cite(("legislation.2015", "legislation.2023"), year)


def test_a_provision_knows_its_years():
    assert provisions()["fee"].binds(2021, None)
    assert not provisions()["fee"].binds(2020, None)
