"""The one place that reads the wall clock.

Everything else is told the time: `as_of` (the day the user asks about) or a real instant from `now()`.
"""

from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one time zone without summer time, so a fixed offset is exact and needs no zone database."""

END_OF_DAY = time(23, 59, 59)


def now() -> datetime:
    """Return the real time, aware, in Asia/Shanghai, to the second."""
    return datetime.now(SHANGHAI).replace(microsecond=0)


@lru_cache(maxsize=1024)
def end_of_day(day: date) -> datetime:
    """Return 23:59:59+08:00 of a day, the instant that `--as-of DAY` means."""
    return datetime.combine(day, END_OF_DAY, SHANGHAI)


def start_of_day(day: date) -> datetime:
    """Return 00:00:00+08:00 of a day."""
    return datetime.combine(day, time.min, SHANGHAI)


def parse_as_of(text: str | None) -> datetime:
    """Return the instant meant by `--as-of`; today when nothing was given.

    Raises:
        ValueError: the text is not a date of the form YYYY-MM-DD.
    """
    if not text:
        return end_of_day(now().date())
    return end_of_day(date.fromisoformat(text.strip()))
