"""Text of the web on its way into other programs: it may be read there, and do nothing.

All text that an export quotes passes through one of these functions.
"""

import re
from functools import lru_cache

from reports.masking import mask
from reports.visible import visible

_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MOST_IN_A_CELL = 32_767
"""Characters that Excel takes in one cell."""

_KEPT = 16_000
"""Characters that are left of a longer text: they fit even where each counts twice."""

_CUT = "…（过长，已截断 cut）"
_DANGEROUS = frozenset("=+-@＝＋－＠'")


def quoted(text: str) -> str:
    """Return text for a program to read, as it was found: personal numbers masked, halves of characters replaced."""
    return mask(_whole(text))


def shown(text: str) -> str:
    """Return text for a person to read, on one line: what acts unseen or may not stand in XML is named instead."""
    return _NO_CHARACTERS.sub(lambda match: f"‹U+{ord(match[0]):04X}›", mask(visible(_whole(text))))


def _whole(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text)


def cell_text(text: str) -> str:
    """Return text for a cell of a workbook; what is longer than a cell may be is cut, and says so."""
    said = shown(text)
    return said if _length(said) <= _MOST_IN_A_CELL else said[:_KEPT] + _CUT


@lru_cache(maxsize=1 << 14)
def guarded(text: str) -> str:
    """Return text for a field of a CSV file that no spreadsheet takes for a formula.

    Where the first character that is no space could begin a formula (`= + - @`, also full-width) or is an apostrophe,
    an apostrophe is put before all. To undo it, remove one leading apostrophe.
    """
    said = shown(text)
    return f"'{said}" if said.lstrip()[:1] in _DANGEROUS else said


def _length(text: str) -> int:
    """The length as Excel counts it: in units of UTF-16."""
    return len(text) + sum(char > "\uffff" for char in text)
