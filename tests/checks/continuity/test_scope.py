"""Reports that cover different things are not compared: 本级 against the whole, an office against its government."""

import pytest

from checks.continuity.scope import same_scope
from checks.model import Report

COUNTY = "青禾县人民政府"


def report(title=f"{COUNTY}2023年政府信息公开工作年度报告", body=COUNTY, text=""):
    return Report(source="", title=title, body=body, text=text)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(report(), True, id="the same"),
        pytest.param(report(body="青禾县"), True, id="a short name"),
        pytest.param(
            report(f"{COUNTY}（本级）2022年政府信息公开工作年度报告"), False, id="the body alone by its title"
        ),
        pytest.param(
            report(text="本报告所列数据的统计范围仅为县政府本级。"), False, id="the body alone by its opening"
        ),
        pytest.param(report(text="本报告汇总县本级及各部门的数据。"), True, id="the body and all below it"),
        pytest.param(report(body="青禾县人民政府办公室"), False, id="its office"),
        pytest.param(report(body="青禾区人民政府"), True, id="a county that became a district"),
    ],
)
def test_scope(other, same):
    assert same_scope(report(), other) is same
    assert same_scope(other, report()) is same
