"""Text made comparable: the same words in other spacing, width, quotes and brackets have the same key.

`squeeze` keeps the way back to the original offsets, so that every value found can be shown as it stands.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

HAN = (
    r"\u2e80-\u2fff\u3005-\u3007\u3013\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd□"
)
"""The signs of a Chinese name, for use inside `[]`: every block of ideographs, 々〆〇, and what stands in the place of
a rare one (private use, ideographic description, 〓 □ and the mark of a broken character)."""

_DROPPED = r"\s\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u00ad\U000e0100-\U000e01ef\"'“”‘’「」『』＂＇"
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
