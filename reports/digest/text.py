"""Turning values into the characters a reader sees; text from the web can show itself but do nothing."""

import re
from datetime import date, datetime
from functools import lru_cache
from unicodedata import category

from config.clock import SHANGHAI
from reports.masking import mask

_BREAKS = re.compile(r"[ \t]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])[ \t]*")
_KEPT = {"\u00ad": "", "\t": " ", "\u200b": "", "\ufeff": ""}
"""Soft hyphen, tab, zero-width space and byte order mark: common in pages, harmless, and no part of what is said."""


def visible(text: str) -> str:
    """Return text on one line in which nothing acts unseen.

    Line breaks become `↵`; control characters and the marks that reverse the direction of writing are named
    (`‹U+202E›`), so that a name or a cell can neither start a line of its own nor turn its neighbours round.
    """
    if text.isprintable():
        return text
    return "".join(_shown(char) for char in _BREAKS.sub("↵", text))


@lru_cache(maxsize=20_000)
def shown(text: str) -> str:
    """Return text as it may be shown to anybody: `visible`, and personal numbers in it masked."""
    return mask(visible(text))


def _shown(char: str) -> str:
    if char in _KEPT:
        return _KEPT[char]
    return f"‹U+{ord(char):04X}›" if category(char) in {"Cc", "Cf", "Cs", "Co"} else char


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
