"""The kind of a reporting body, which decides its statutory clock."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a body is, as the registry or its name says."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    OTHER = "other"


CHINESE = {
    "政府": Kind.GOVERNMENT,
    "部门": Kind.DEPARTMENT,
    "乡镇": Kind.TOWNSHIP,
    "街道": Kind.SUBDISTRICT,
    "其他": Kind.OTHER,
}
"""The words staff write into the registry."""

_BY_NAME = (
    (re.compile(r"管委会|管理委员会|开发区|实验区|高新区|园区|(?:管理|保税|示范|保护|度假|名胜|社)区$"), Kind.OTHER),
    (re.compile(r"(办公室|办公厅|局|委|委员会|厅|队|中心)$"), Kind.DEPARTMENT),
    (re.compile(r"街道(办|办事处)?$"), Kind.SUBDISTRICT),
    (re.compile(r"[乡镇]((人民)?政府)?$"), Kind.TOWNSHIP),
    (re.compile(r"[省市州盟县区旗]((人民)?政府)?$|行政公署$"), Kind.GOVERNMENT),
)
"""Exceptions first: 经济技术开发区财政局 has no clock of its own before it is a department."""

_ADDITION = re.compile(r"[（(][^（）()]*[）)]$")
"""A scope or a second plate behind a name: （本级）, （县外事办公室）."""


def kind_by_name(name: str) -> Kind:
    """Return the kind that a body's name alone suggests; `other` when it suggests nothing."""
    exception, *others = _BY_NAME
    if exception[0].search(name):
        return exception[1]
    own = _ADDITION.sub("", name)
    return next((kind for pattern, kind in others if pattern.search(own)), Kind.OTHER)


def parse_kind(text: str) -> Kind | None:
    """Return the kind written in a registry cell, in English or Chinese; None when it is no kind."""
    word = text.strip()
    return CHINESE.get(word) or (Kind(word.lower()) if word.lower() in set(Kind) else None)
