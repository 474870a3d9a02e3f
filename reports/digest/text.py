"""Turning values into the characters a reader sees; text from the web can show itself but do nothing."""

from datetime import date, datetime
from functools import lru_cache

from config.clock import SHANGHAI
from reports.masking import mask
from reports.visible import visible


@lru_cache(maxsize=20_000)
def shown(text: str) -> str:
    """Return text as it may be shown to anybody: `visible`, and personal numbers in it masked."""
    return mask(visible(text))


def shorten(text: str, limit: int) -> str:
    """Return text of at most `limit` characters, with an ellipsis where it was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def day(value: date | datetime | None) -> str:
    """Return a day as YYYY-MM-DD in Asia/Shanghai, or an empty text."""
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    return value.isoformat() if value else ""


def minute(value: datetime | str | None) -> str:
    """Return an instant as `YYYY-MM-DD HH:MM:SS+08:00`, or an empty text; text in ISO form is understood."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return str(value)
    if value is None:
        return ""
    return value.astimezone(SHANGHAI).isoformat(" ", "seconds") if value.tzinfo else value.isoformat(" ", "seconds")
