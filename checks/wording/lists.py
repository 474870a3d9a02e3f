"""The word lists of this package, each a TOML file, read once."""

import re
from functools import cache
from importlib.resources import files
from re import Pattern
from tomllib import loads
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Typo(BaseModel):
    """One known misprint.

    Attributes:
        wrong: a sign string that is always there, looked for first.
        right: what is meant.
        pattern: the misprint in its surroundings, where `wrong` alone may be right.
        passed, failed: real shapes that must not and must be told; they are tests.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    wrong: str
    right: str
    pattern: str = ""
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _shapes_agree(self) -> Self:
        shapes = re.compile(self.pattern or self.wrong)
        if not all(shapes.search(text) for text in self.failed) or any(map(shapes.search, self.passed)):
            raise ValueError(f"the shapes given for {self.wrong} do not agree with its pattern")
        return self


@cache
def typos() -> tuple[tuple[Typo, Pattern[str]], ...]:
    """Return the known misprints with their patterns."""
    entries = (Typo.model_validate(entry) for entry in _read("typos")["typos"])
    return tuple((entry, re.compile(entry.pattern or entry.wrong)) for entry in entries)


@cache
def doubled_words() -> tuple[tuple[str, str], ...]:
    """Return the words that never stand twice in a row, longest first, each with itself printed twice."""
    return tuple((word, word + word) for word in sorted(_read("typos")["doubled"], key=len, reverse=True))


@cache
def words(name: str, entry: str) -> tuple[str, ...]:
    """Return one list of words of one file."""
    return tuple(_read(name)[entry])


@cache
def alternatives(name: str, entry: str) -> Pattern[str]:
    """Return one list of patterns of one file as a pattern that matches any of them."""
    return re.compile("|".join(f"(?:{word})" for word in words(name, entry)))


@cache
def _read(name: str) -> dict[str, list]:  # type: ignore[type-arg]
    return loads(files("checks.wording").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
