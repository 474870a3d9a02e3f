"""What a title says: the report year it names, and a date written beside it."""

import re
from datetime import date

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?:年|年度|度)?(?!\d)")
_DIGITS = "〇一二三四五六七八九"
_CHINESE_YEAR = re.compile(rf"二([{_DIGITS}○零]{{3}})年")
_DATE = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")


def year_in(title: str) -> int | None:
    """Return the report year a squeezed title names; the first year of several; Chinese numerals count."""
    found = _YEAR.search(title)
    if found:
        return int(found.group(1))
    chinese = _CHINESE_YEAR.search(title)
    if not chinese:
        return None
    digits = chinese.group(1).replace("○", "〇").replace("零", "〇")
    return 2000 + int("".join(str(_DIGITS.index(digit)) for digit in digits))


def date_in(text: str) -> str | None:
    """Return the first date of a text as YYYY-MM-DD; the dialects of lists are `-` `/` `.` and 年月日."""
    for found in _DATE.finditer(text):
        try:
            return date(*(int(part) for part in found.groups())).isoformat()
        except ValueError:
            continue
    return None
