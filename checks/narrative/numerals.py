"""Counts written in Chinese numerals, `三十四件`, in digits: only where a verb of applications stands before them.

Idioms (一件一件, 每一件, 第三条), approximations (三十余件) and numerals of anything else stay as they are. Months and
years of such a sentence are written in digits with them: 七月收到三十件 is not taken for the whole year.
"""

import re

_NUMERAL = "[一二两三四五六七八九十百千零〇]"
_VERB = (
    r"(?:收到|接收|接到|受理|新收|收悉|办理|办结|答复|办复|予以公开|部分公开|不予公开|同意公开|提供|处理|结转"
    r"|共计?|合计|总计|申请)"
)
_SPOKEN = re.compile(
    rf"(?<![每凡])(?P<lead>{_VERB}[^，,。；;、：:\d一二两三四五六七八九十]{{0,24}}?)(?P<numeral>{_NUMERAL}+)"
    rf"(?=[件份宗条](?!{_NUMERAL}|[件份宗条事例龙线实民大好]|措施|意见|规定|举措|要求|标准|禁令|准则|建议))"
)
_WORTH_A_LOOK = re.compile(rf"{_NUMERAL}[件份宗条]")
_NO_COUNT = re.compile(r"[第同另某几数式]$|每|逐|任何|未|没有|无(?!法)|条例|规定|办法")
_NOUN_OR_SUM = re.compile(r"(?:申请|共|共计|合计|总计|为)$")
_LONELY = frozenset("一两百千")
"""Numerals that alone are mostly idioms: they count only behind 申请, 共 and 为."""
_YEAR = re.compile(r"二[〇○零][一二三四五六七八九〇○零]{2}(?=年)")
_YEAR_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_MONTH = re.compile(r"(?<![\d一二三四五六七八九十])(?P<n>十[一二]?|[一二三四五六七八九])(?=月)")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def counts_in_digits(text: str) -> str:
    """Return a sentence with its spoken counts of applications, and with them its years and months, in digits."""
    if not _WORTH_A_LOOK.search(text):
        return text
    written = _SPOKEN.sub(_written, text)
    if written == text:
        return text
    dated = _YEAR.sub(lambda year: year.group().translate(_YEAR_DIGITS), written)
    return _MONTH.sub(lambda month: str(value_of(month["n"])), dated)


def _written(match: re.Match[str]) -> str:
    lead, numeral = match["lead"], match["numeral"]
    value = value_of(numeral)
    lonely = numeral in _LONELY and not _NOUN_OR_SUM.search(lead)
    if value is None or lonely or _NO_COUNT.search(lead):
        return match.group()
    return f"{lead}{value}"


def value_of(numeral: str) -> int | None:
    """Return the value of a Chinese numeral below ten thousand; None when it is not well formed: 一三, 十百."""
    total, digit, last = 0, None, 10**4
    for sign in numeral:
        if sign in _TENS:
            if _TENS[sign] >= last or (digit is None and total):
                return None
            last = _TENS[sign]
            total, digit = total + (1 if digit is None else digit) * last, None
        elif digit is None or (digit == 0 and numeral[0] not in "零〇"):
            digit = _DIGITS[sign]
        else:
            return None
    return total + (digit or 0)
