"""Text made comparable: the same words in other spacing, width, quotes and brackets have the same key.

`squeeze` keeps the way back to the original offsets, so that every value found can be shown as it stands.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_DROPPED = r"\s\u200b-\u200f\u2060\ufeff\u00ad\"'“”‘’「」『』＂＇"
_KEPT_RUN = re.compile(f"[^{_DROPPED}]+")
_SAME = {
    "、": ",",
    "，": ",",
    "；": ";",
    "。": ".",
    "．": ".",
    "–": "-",
    "−": "-",
    "〔": "(",
    "〕": ")",
    "【": "(",
    "】": ")",
}


class _Table(dict[int, str | None]):
    """One character to one character (NFKC where it stays single), dropped characters to None; filled as met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        if re.match(f"[{_DROPPED}]", character):
            result = None
        else:
            result = _SAME.get(character) or unicodedata.normalize("NFKC", character)
            result = _SAME.get(result, result) if len(result) == 1 else character
        self[code] = result
        return result


_TABLE = _Table()


def key(text: str) -> str:
    """Return the text as labels are compared: no spaces and quotes, half-width, one form of brackets and commas."""
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text as its key, with the original offset of every character kept."""

    text: str
    original: str
    origins: "array[int]"
    line_starts: "array[int]"

    def origin(self, index: int) -> int:
        """Return the offset in the original of the character at `index`; the end of the text for its length."""
        return self.origins[index] if index < len(self.origins) else len(self.original)

    def origin_after(self, index: int) -> int:
        """Return the offset just behind the character before `index`."""
        return self.origins[index - 1] + 1 if index else 0

    def index(self, offset: int) -> int:
        """Return the index of the first kept character at or behind an original offset."""
        return bisect_left(self.origins, offset)

    def starts_line(self, index: int) -> bool:
        """Tell whether the character is the first of its line."""
        at = bisect_left(self.line_starts, index)
        return at < len(self.line_starts) and self.line_starts[at] == index

    def line_end(self, index: int) -> int:
        """Return the index behind the last character of the line that the character stands on."""
        at = bisect_right(self.line_starts, index)
        return self.line_starts[at] if at < len(self.line_starts) else len(self.text)


def squeeze(text: str) -> Squeezed:
    """Return the key of a text together with its way back."""
    origins = array("I")
    for run in _KEPT_RUN.finditer(text):
        origins.extend(range(run.start(), run.end()))
    starts = sorted({bisect_left(origins, at) for at in _line_offsets(text)})
    return Squeezed(text.translate(_TABLE), text, origins, array("I", starts))


def _line_offsets(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]
