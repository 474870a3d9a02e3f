"""One cell's text to one number: what is printed, never what might have been meant."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import Literal

_BLANKS = {
    "",
    "/",
    "\\",
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
_DASHES = str.maketrans({"−": "-", "–": "-"})
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]+")
_SPACES = re.compile(r"\s+")

_DASHES_ONLY = re.compile(r"[-—―_]+")

_LONGEST = 120
"""No number of a cell is longer, its remark included."""

FORM_UNIT = "万元"
TO_WAN = {"元": Decimal("0.0001"), FORM_UNIT: Decimal(1), "亿元": Decimal(10000)}
"""Factors to the unit in which the form keeps amounts."""
_EXACT = Context(prec=2 * _LONGEST)
"""The usual 28 digits round a number that somebody mistyped beyond all measure."""
_MONEY = {"亿": "亿元", "万": FORM_UNIT, "元": "元"}
"""Units of money by what they begin with: other words of a header may stand before their end."""
_ENCLOSED = re.compile(r"[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]+")
"""Digits as superscripts and in circles: marks of footnotes, never part of a number."""


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
    if cleaned.lower() in _BLANKS or _DASHES_ONLY.fullmatch(cleaned):
        return Number("blank")
    match = _NUMBER.fullmatch(cleaned)
    if match is None:
        return Number("words")
    sign = match["sign"] or ""
    return Number(
        "number",
        value=Decimal(sign + match["number"].replace(",", "")),
        unit=match["unit"],
        remark=match["remark"],
    )


def half_width(text: str) -> str:
    """Return a text in half width, one form of dashes and commas; marks of footnotes are put in brackets."""
    return unicodedata.normalize("NFKC", _ENCLOSED.sub(r"(\g<0>)", text)).translate(_DASHES)


def _clean(text: str) -> str:
    """Half-width and without outer spaces; a space inside a number stays, for it may separate two numbers."""
    flat = _SPACES.sub(" ", _UNSEEN.sub("", half_width(text))).strip()
    return re.sub(r"(?<=\D) | (?=\D)", "", flat)


def unit_of_money(header: str) -> str | None:
    """Return the unit of money that the normalised text of a header names."""
    return next((_MONEY[character] for character in header if character in _MONEY), None)


def to_wan(value: Decimal, unit: str) -> Decimal:
    """Return an amount in the unit of the form."""
    return _EXACT.multiply(value, TO_WAN[unit]).normalize(_EXACT)
