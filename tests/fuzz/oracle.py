"""What no file may bring about: a reader that fails, a cell whose text is not in the file, a value not of its text."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from checks.model import Cell, CellStatus, Report
from checks.wire import report_json

from .extraction import PAGES, TEXTS, decoded, raw

_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\ufffc]+")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]+")
"""Signs that print nothing, and part no number."""
_NUMBER = re.compile(r"([+-]?)(\d[\d,]*(?:\.\d+)?)")
_PARTLY_KNOWN = re.compile(r"[\w,.]*\ufffd[\w,.\ufffd]*")
"""What stands around the sign for characters that cannot be told."""
_PIECE = re.compile(r"\d+|[a-zA-Z]+|[^\W\da-zA-Z]+")
_END = r"(?:(?!\d)|(?=\d{1,2}[.、]\s?[^\d\s]{2}))"
"""Where a number ends: before no digit, or before the number of a label where everything stands joined."""
_DASHES = str.maketrans({"−": "-", "–": "-", "﹣": "-", "，": ",", "．": "."})
_FACTORS = (Decimal(1), Decimal("0.0001"), Decimal(10000))
"""From the units of money to the one of the form."""
_VALUED = frozenset((CellStatus.READ, CellStatus.INFERRED))


def faults_of(name: str, data: bytes, reports: Iterable[Report]) -> list[str]:
    """Return what is wrong with the reports that were read from a file of a format, in words; nothing, it is hoped."""
    reports = tuple(reports)
    cells = [cell for report in reports for cell in report.cells.values() if cell.text or cell.status in _VALUED]
    failures = [fault for report in reports for fault in _failures(report)]
    return [*failures, *filter(None, map(_wrong_value, cells)), *_inventions(name, data, reports)]


def _failures(report: Report) -> Iterator[str]:
    yield from (f"failed: {each.message_en}" for each in report.notes if each.code == "reader_failed")
    try:
        json.dumps(report_json(report), ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, ArithmeticError) as error:
        yield f"cannot be written: {type(error).__name__}: {error}"


def _wrong_value(cell: Cell) -> str:
    if (cell.value is not None) != (cell.status in _VALUED):
        return f"value and status: {cell}"
    if cell.status is CellStatus.READ and not _is_printed(cell):
        return f"value not of its text: {cell}"
    if cell.status is CellStatus.INFERRED and not (cell.how and _is_part(cell, cell.value)):
        return f"value inferred from nothing: {cell}"
    if not all(value == 0 or _is_part(cell, value) for value in cell.candidates):
        return f"candidate not of its text: {cell}"
    return ""


def _flat(text: str) -> str:
    """Return a text in half width; digits as superscripts and in circles are none."""
    if not text.isascii():
        text = "".join(" " if unicodedata.category(sign) == "No" else sign for sign in text)
    return unicodedata.normalize("NFKC", text).translate(_DASHES)


def _is_printed(cell: Cell) -> bool:
    """Tell whether the first number in the text of a cell is its value, in one of the units of money.

    What is printed several times alike, as a cell is that was merged of several, is one number.
    """
    words = set(_UNSEEN.sub("", _flat(cell.text)).split())
    found = _NUMBER.search(words.pop() if len(words) == 1 else _SPACE.sub("", _flat(cell.text)))
    if found is None or cell.value is None:
        return False
    number = Decimal(f"{found[1]}{found[2].replace(',', '')}")
    return any(abs(cell.value - number * factor) <= abs(number) / 10**25 for factor in _FACTORS)


def _is_part(cell: Cell, value: Decimal | None) -> bool:
    """Tell whether the digits of a value stand together in the text of its cell, units and points left out."""
    digits = f"{(value or Decimal(0)).copy_abs():f}".replace(".", "").strip("0")
    return digits in "".join(str(int(sign)) for sign in _flat(cell.text) if sign.isdecimal())


def _inventions(name: str, data: bytes, reports: Sequence[Report]) -> Iterator[str]:
    """Yield the cells whose text is not in the file."""
    cells = {cell.text: cell for report in reports for cell in report.cells.values() if cell.text}
    lacking = {told: _pieces(told) for told in cells}
    for text in _texts(name, data, reports) if lacking else ():
        written = Written(text)
        lacking = {told: left for told, pieces in lacking.items() if (left := written.lacks(told, pieces))}
        if not lacking:
            return
    if name in PAGES and lacking:
        pages = [Written(text) for text in PAGES[name](data)]
        lacking = {
            told: left for told, left in lacking.items() if not all(_is_torn(w, pages) for w in _flat(told).split())
        }
    yield from (f"text not in the file: {cells[told]} lacks {left}" for told, left in lacking.items())


def _texts(name: str, data: bytes, reports: Sequence[Report]) -> Iterator[str]:
    """Yield the texts of a file; also its markup where that was read as a text, for nothing tells what it is."""
    yield from TEXTS[name](data)
    if name not in {"html", "text"} and (not data.startswith(b"PK") or any("!" in each.source for each in reports)):
        yield from raw(data)
    elif any("<" in cell.text or "&" in cell.text for report in reports for cell in report.cells.values()):
        yield from decoded(data)


def _pieces(told: str) -> frozenset[str]:
    """Return the words and figures of a text, without those of which a part is told to be unknown."""
    return frozenset(_PIECE.findall(_PARTLY_KNOWN.sub(" ", _flat(told))))


def _once(word: str) -> str:
    """Return a word whose repeated characters are printed over each other, as heavy print is made."""
    return re.sub(r"(.)\1+", r"\1", word)


def _is_torn(told: str, pages: Sequence["Written"]) -> bool:
    """Tell whether a word stands on a page, or, as rows are torn, its beginning on one and its end on a later one."""
    return any(page.prints(told) for page in pages) or any(
        one.prints(told[:at]) and other.prints(told[at:])
        for one, other in combinations(pages, 2)
        for at in range(1, len(told))
    )


@dataclass
class Written:
    """A text that is in a file."""

    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        """What stands between blanks."""
        return frozenset(self.text.split())

    @cached_property
    def once(self) -> frozenset[str]:
        """The words, heavy print read once."""
        return frozenset(map(_once, _flat(self.text).split()))

    @cached_property
    def flat(self) -> str:
        """The text in half width, every blank a single one."""
        return _SPACE.sub(" ", _flat(self.text))

    @cached_property
    def closed(self) -> str:
        """The text without blanks."""
        return self.flat.replace(" ", "")

    def lacks(self, told: str, pieces: frozenset[str]) -> frozenset[str]:
        """Return the pieces of another text that are not in it; none where that one stands in it as a whole."""
        if all(word in self.words for word in told.split()) or self._has_whole(_SPACE.sub("", _flat(told))):
            return frozenset()
        return frozenset(piece for piece in pieces if not self._has_whole(piece))

    def prints(self, word: str) -> bool:
        """Tell whether a word stands in it, also on several lines of a narrow cell."""
        return _once(word) in self.once or self._has_whole(word)

    def _has_whole(self, word: str) -> bool:
        """Digits before or behind a number are not its own: a part of a number is another one."""
        if word not in self.closed:
            return False
        if not (word[:1].isdigit() or word[-1:].isdigit()):
            return True
        loose = r"\s?".join(map(re.escape, word))
        before, behind = (r"(?<!\d)" if word[0].isdigit() else ""), (_END if word[-1].isdigit() else "")
        return bool(re.search(f"{before}{loose}{behind}", self.flat))
