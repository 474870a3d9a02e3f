"""Two lines of one cell put together: what keeps their numbers apart where they may as well be two."""

import re

from checks.documents.model import TORN

_UNFINISHED = re.compile(r"[+＋\-－﹣−–]?\d{1,3}(?:[,，]\d{3})*[,，]\d{0,2}")
"""A number that breaks off within three digits behind a comma."""
_WHOLE = re.compile(r"[+＋\-－﹣−–]?\d{1,3}(?:[,，]\d{3})+(?:件|条|项|个|宗|份|次|万?元)?")
_DIGITS = re.compile(r"[\d,，.．]")


def put_together(upper: str, lower: str) -> str:
    """Return a text with its end behind it, with the mark `TORN` between where both may be numbers of their own."""
    return f"{upper}{mark_between(upper, lower)}{lower}"


def mark_between(upper: str, lower: str) -> str:
    """Return nothing where a text certainly goes on, in a bracket or in the thousands of a number, else the mark."""
    upper = upper.strip()
    both = _DIGITS.match(upper[-1:]) and _DIGITS.match(lower)
    return TORN if both and not is_open(upper) and not _is_one_number(upper, lower) else ""


def is_open(text: str) -> bool:
    """Tell whether a bracket of a text is not closed."""
    return sum(map(text.count, "（(")) > sum(map(text.count, "）)"))


def _is_one_number(upper: str, lower: str) -> bool:
    unfinished = _UNFINISHED.fullmatch(upper) or lower.startswith((",", "，"))
    return bool(unfinished and _WHOLE.fullmatch(upper + lower))
