"""How official documents number their parts (一、 （一） 1. by GB/T 9704—2012), write days and end sentences."""

from datetime import date

from config.settings import Lang

_DIGITS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    leading = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return leading + (_DIGITS[ones] if ones or not tens else "")


def ordinal(level: int, number: int, lang: Lang) -> str:
    """Return what stands before the title of a part; beyond 99 (26 in English) plain figures."""
    if lang == "en":
        return (f"{number}. ", f"({number}) ", f"{chr(96 + number)}) " if number <= 26 else f"{number}) ")[level - 1]
    chinese = numeral(number) if number <= 99 else str(number)
    return (f"{chinese}、", f"（{chinese}）", f"{number}. ")[level - 1]


def written_day(day: date, lang: Lang) -> str:
    """Return a day as letters date themselves: 2026年2月5日."""
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else day.isoformat()


def without_stop(text: str) -> str:
    """Return a sentence without its full stop, for a phrase that sets one."""
    return text.rstrip("。. ")
