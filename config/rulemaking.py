"""Who may make rules (规章): a question of the body's class, answered from its name and the registry's words.

In doubt the answer is `unknown`, and nobody is accused on it.
"""

import re
from enum import StrEnum
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any

from config.kinds import Kind

_GOVERNMENT_WORD = re.compile(r"人民政府$")
_OFFICE_WORD = re.compile(r"((人民)?政府)?办公[厅室]$")
_COUNTY = re.compile(r"(县|旗|区|林区|特区)$")
_PREFECTURE = re.compile(r"(?:自治州|^.{2,6}州)$")
_UNDECIDED = re.compile(r"(地区|行政公署|行署|盟)$")


class Power(StrEnum):
    """Whether a body may make rules.

    `reports_for` is the office of a government that may: it sometimes reports that government's figures.
    `area` is the managing body of a zone: no law gives it the power, none names it.
    """

    MAY = "may"
    REPORTS_FOR = "reports_for"
    AREA = "area"
    NONE = "none"
    UNKNOWN = "unknown"


@cache
def _data() -> dict[str, Any]:
    return loads(files("config.data").joinpath("rulemaking.toml").read_text(encoding="utf-8"))


@cache
def _cities() -> tuple[str, ...]:
    return tuple(f"{city}市" for cities in _data()["cities"].values() for city in cities)


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(_data()["provinces"])


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(_data()[key]))


def rulemaking_power(name: str, kind: Kind, level: str | None = None) -> Power:
    """Return whether a body may make rules; `level` is the registry's (`county`, `city`, `province`, `nation`)."""
    if kind in {Kind.TOWNSHIP, Kind.SUBDISTRICT}:
        return Power.NONE
    if kind is Kind.GOVERNMENT:
        return _of_region(_GOVERNMENT_WORD.sub("", name), level)
    if level == "nation" or _pattern("ministry_patterns").search(name):
        return Power.MAY if level == "nation" else Power.UNKNOWN
    if kind is Kind.DEPARTMENT:
        return _of_department(name, level)
    return Power.AREA if _pattern("area_patterns").search(name) else Power.UNKNOWN


def _of_region(region: str, level: str | None) -> Power:
    if region.endswith(_provinces()) or _PREFECTURE.search(region) or _is_city(region):
        return Power.MAY
    if _UNDECIDED.search(region):
        return Power.UNKNOWN
    if _COUNTY.search(region) or level == "county":
        return Power.NONE
    return Power.MAY if level in {"city", "province", "nation"} else Power.UNKNOWN


def _is_city(region: str) -> bool:
    for city in _cities():
        if region.endswith(city):
            before = region.removesuffix(city)
            return not before or before.endswith(("省", "自治区"))
    return False


def _of_department(name: str, level: str | None) -> Power:
    if _OFFICE_WORD.search(name):
        power = _of_region(_OFFICE_WORD.sub("", name), level)
        return Power.REPORTS_FOR if power is Power.MAY else power
    return Power.NONE
