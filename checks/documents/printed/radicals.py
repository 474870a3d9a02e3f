"""Characters that fonts of PDF files stand for wrongly: radicals in the place of the characters that look the same."""

import unicodedata

_SUPPLEMENT = (
    "⺁厂⺈刀⺌小⺍小⺝月⺟母⺠民⺫目⺬示⺮竹⺶羊⺼肉⺽臼⻁虎⻃西⻄西⻅见⻆角⻉贝⻋车⻑長⻒長⻓长⻔门"
    "⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)
"""The radicals without a decomposition, each before its character."""


class _Characters(dict[int, str]):
    """Radicals and compatibility ideographs as the characters that readers see; filled as met."""

    def __init__(self) -> None:
        super().__init__(
            {ord(radical): seen for radical, seen in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)}
        )

    def __missing__(self, code: int) -> str:
        character = chr(code)
        looked_up = 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF
        self[code] = unicodedata.normalize("NFKC", character) if looked_up else character
        return self[code]


_SEEN = _Characters()
UNKNOWN = "\ufffd"
"""What stands for a character that cannot be told."""


def seen(code: int) -> str:
    """Return the character that a code point of a PDF shows; one that cannot be told is the replacement character."""
    if code in {0, 0xFFFE, 0xFFFF} or 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF:
        return UNKNOWN
    return _SEEN[code]
