"""One text in both languages, and how values are written into it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Words(NamedTuple):
    """The same text in Chinese and in English, perhaps with named values in braces."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the text of one language."""
        return self.zh if language == "zh" else self.en

    def fill(self, language: Language, values: Mapping[str, object]) -> str:
        """Return the text of one language with its values filled in."""
        return self.in_language(language).format_map({name: written(v, language) for name, v in values.items()})


def written(value: object, language: Language) -> str:
    """Write a value into a message: words in their language, numbers plainly, sequences as a list."""
    if isinstance(value, Words):
        return value.in_language(language)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, (list, tuple)):
        return ("、" if language == "zh" else ", ").join(written(item, language) for item in value)
    return str(value)


def number(value: Decimal) -> str:
    """Write an exact decimal without exponent and without trailing zeros: 11, -3, 25.846387."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
