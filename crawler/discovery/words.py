"""The words of links as compiled patterns, and the normal form of text they are matched against."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any
from unicodedata import is_normalized, normalize

_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_SPACE_OF_A_LINE = re.compile(r"[^\S\n]|[\u200b\ufeff]")
_USUAL = tuple((sign, normalize("NFKC", sign)) for sign in "，：；（）！？\u3000\xa0")
"""What NFKC changes in nearly every text; replaced first, because normalising takes four times as long."""


def squeeze(text: str) -> str:
    """Return text in NFKC form without white space: NBSP, U+3000 and zero-width blanks stand inside real titles."""
    return _SPACE.sub("", _normalized(text))


def squeeze_lines(text: str) -> str:
    """Return a text with each of its lines squeezed."""
    return _SPACE_OF_A_LINE.sub("", _normalized(text))


def _normalized(text: str) -> str:
    for sign, form in _USUAL:
        text = text.replace(sign, form)
    return text if is_normalized("NFKC", text) else normalize("NFKC", text)


@dataclass(frozen=True, slots=True)
class Decoy:
    """A kind of page that looks like a report and is none."""

    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of `words.toml`; those of whole texts are anchored, the others search."""

    column: re.Pattern[str]
    step: re.Pattern[str]
    side: re.Pattern[str]
    group: re.Pattern[str]
    more: re.Pattern[str]
    report: re.Pattern[str]
    report_cut: re.Pattern[str]
    report_in_column: re.Pattern[str]
    rendering: re.Pattern[str]
    paths: re.Pattern[str]
    alike: re.Pattern[str]
    decoys: tuple[Decoy, ...]

    def decoy(self, text: str, names: Iterable[str] = ()) -> str | None:
        """Return the kind of look-alike a squeezed text is, or None.

        Names of bodies (squeezed) are looked away from: 培训中心 and 预算编审中心 publish annual reports too.
        """
        if not self.alike.search(text):
            return None
        for name in names:
            text = text.replace(name, "")
        return next((decoy.kind for decoy in self.decoys if decoy.pattern.search(text)), None)


@cache
def words() -> Words:
    """Load the vocabulary once."""
    data: dict[str, Any] = loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return Words(
        column=_whole(data["column"]),
        step=_whole(data["step"]),
        side=_whole(data["side"]),
        group=_whole(data["group"]),
        more=_whole(data["more"]),
        report=_any(data["report"]),
        report_cut=_any(data["report_cut"]),
        report_in_column=_any(data["report_in_column"]),
        rendering=_any(data["rendering"], re.IGNORECASE),
        paths=_any(data["paths"], re.IGNORECASE),
        alike=_any(data["alike"]),
        decoys=tuple(Decoy(entry["kind"], _any(entry["words"])) for entry in data["decoys"]),
    )


def _any(patterns: list[str], flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


def _whole(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(f'(?:{pattern})' for pattern in patterns)})$")
