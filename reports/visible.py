"""Text from anywhere on its way to a person: it can show itself but do nothing."""

import json
import re
from unicodedata import category

_BREAKS = re.compile(r"[ \t]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])[ \t]*")
_KEPT = {"\u00ad": "", "\t": " ", "\u200b": "", "\ufeff": ""}
"""Soft hyphen, tab, zero-width space and byte order mark: common in pages, harmless, and no part of what is said."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_ACTING = _UNSEEN | {"Zl", "Zp"}


def visible(text: str) -> str:
    """Return text on one line in which nothing acts unseen.

    Line breaks become `↵`; control characters and the marks that reverse the direction of writing are named
    (`‹U+202E›`), so that a name or a cell can neither start a line of its own nor turn its neighbours round.
    """
    if text.isprintable():
        return text
    return "".join(_shown(char) for char in _BREAKS.sub("↵", text))


def json_line(value: object) -> str:
    """Return JSON on one line that a terminal can show: what acts unseen is escaped, which is the same JSON."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else "".join(_escaped(char) for char in text)


def _shown(char: str) -> str:
    if char in _KEPT:
        return _KEPT[char]
    return f"‹U+{ord(char):04X}›" if category(char) in _UNSEEN else char


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1] if category(char) in _ACTING else char
