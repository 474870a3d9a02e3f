"""Invented reporting bodies. None of these places exists."""

from dataclasses import dataclass
from random import Random

COUNTIES = ("霁川县", "星梧县", "澜汀区", "砚舟市", "栖霁区", "鹤洄县", "朔云旗", "桐翎县", "鲤湾区", "沐棠市")
TOWNS = ("松篁镇", "鹿笙乡", "墨桥镇", "雁归乡", "石榴坳镇", "茶烟乡")
STREETS = ("桐埠街道", "晚枫街道", "銮桥街道", "听涛街道")
OFFICES = ("教育局", "司法局", "水利局", "审计局", "城市管理局", "市场监督管理局", "卫生健康委员会", "文化广电和旅游局")


@dataclass(frozen=True, slots=True)
class Body:
    """A reporting body: full name, kind, the place above it, and how local people shorten the name."""

    name: str
    kind: str
    place: str
    short: str


LAWMAKERS = (
    Body("广州市人民政府", "government", "广州市", "广州市"),
    Body("浙江省人民政府", "government", "浙江省", "浙江省"),
    Body("临夏回族自治州人民政府", "government", "临夏回族自治州", "临夏州"),
    Body("水利部", "department", "", "水利部"),
)
"""Real bodies that may make rules (规章); what is written in their names is invented."""


def random_body(rng: Random) -> Body:
    """Return one of some 250 invented bodies of every kind."""
    place = rng.choice(COUNTIES)
    return rng.choice((_government, _office, _department, _department, _township, _subdistrict, _zone))(rng, place)


def _government(_rng: Random, place: str) -> Body:
    return Body(f"{place}人民政府", "government", place, place)


def _office(_rng: Random, place: str) -> Body:
    return Body(f"{place}人民政府办公室", "department", place, f"{place}政府办公室")


def _department(rng: Random, place: str) -> Body:
    office = rng.choice(OFFICES)
    return Body(f"{place}{office}", "department", place, f"{place[-1]}{office}")


def _township(rng: Random, place: str) -> Body:
    town = rng.choice(TOWNS)
    name = rng.choice((f"{town}人民政府", f"{place}{town}人民政府"))
    return Body(name, "township", place, f"{town}政府")


def _subdistrict(rng: Random, place: str) -> Body:
    street = rng.choice(STREETS)
    name = rng.choice((f"{street}办事处", f"{place}{street}办事处"))
    return Body(name, "subdistrict", place, street)


def _zone(rng: Random, place: str) -> Body:
    zone = rng.choice(("经济开发区", "高新技术产业开发区"))
    return Body(f"{place}{zone}管委会", "other", place, f"{zone}管委会")
