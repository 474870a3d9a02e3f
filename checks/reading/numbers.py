"""One cell's text to one number: what is printed, never what might have been meant."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

_BLANKS = {
    "",
    "/",
    "\\",
    "-",
    "--",
    "---",
    "—",
    "——",
    "―",
    "－",
    "_",
    "无",
    "不涉及",
    "不适用",
    "空",
    "无此项",
    "n/a",
    "na",
    "*",
}
_UNITS = "件|条|项|个|宗|份|部|篇|次|起|元|万元|亿元|万"
_NUMBER = re.compile(
    r"(?P<sign>[+-])?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<unit>{_UNITS})?(?P<remark>\([^()]*\))?[.。]?"
)
DASHES = str.maketrans({"−": "-", "–": "-", "﹣": "-", "，": ",", "．": "."})
_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")

_LONGEST = 120
"""No number of a cell is longer, its remark included."""

TO_WAN = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}
"""Factors to 万元, the unit in which the form keeps amounts."""


@dataclass(frozen=True, slots=True)
class Number:
    """What the text of a cell says.

    `kind` is `number` (then `value` is set), `blank` (nothing, or a mark for nothing) or `words` (something that is no
    number). `unit` and `remark` are what stands behind the number.
    """

    kind: Literal["number", "blank", "words"]
    value: Decimal | None = None
    unit: str | None = None
    remark: str | None = None


def parse_number(text: str) -> Number:
    """Read the text of one cell: full-width digits, thousands separators, signs, a unit, a remark in brackets."""
    return _parsed(text) if len(text) <= _LONGEST else Number("words" if text.strip() else "blank")


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Number:
    cleaned = _clean(text)
    if cleaned.lower() in _BLANKS:
        return Number("blank")
    match = _NUMBER.fullmatch(cleaned)
    if match is None:
        return Number("words")
    value = Decimal(match["number"].replace(",", ""))
    return Number(
        "number",
        value=-value if match["sign"] == "-" else value,
        unit=match["unit"],
        remark=match["remark"],
    )


def _clean(text: str) -> str:
    """Half-width and without outer spaces; a space inside a number stays, for it may separate two numbers."""
    flat = unicodedata.normalize("NFKC", text).translate(DASHES)
    flat = _SPACES.sub(" ", flat).strip()
    return re.sub(r"(?<=\D) | (?=\D)", "", flat)


def to_wan(number: Number) -> Decimal | None:
    """Return the value in 万元 when the cell names another unit of money; None when it names none."""
    factor = TO_WAN.get(number.unit or "")
    if factor is None or number.value is None:
        return None
    return (number.value * factor).normalize()
