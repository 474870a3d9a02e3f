"""What happens to PDF files: to their objects, to what a page draws, to the table of objects and to the trailer."""

import re
from random import Random

from tests.fuzz.originals import indexed

from . import Mutator, piece
from .octets import OCTETS
from .words import odd_figure, swapped_figures, swapped_lines

_OBJECT = re.compile(rb"(?ms)^\d+ \d+ obj.*?endobj\n?")
_NUMBER = re.compile(rb"(?<![\w.#])-?\d+(?:\.\d+)?(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z][\w+-]*")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]+>")
_CONTENT = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBERS = (b"0", b"-1", b"1", b"99999", b"-99999", b"2147483648", b"1e30", b"0.00001", b"90", b"18446744073709551616")
_NAMES = (
    b"/Page",
    b"/Pages",
    b"/Font",
    b"/Image",
    b"/Form",
    b"/FlateDecode",
    b"/LZWDecode",
    b"/JBIG2Decode",
    b"/Identity-H",
    b"/ObjStm",
    b"/XRef",
    b"/Crypt",
    b"/Encrypt",
    b"/Kids",
    b"/Contents",
    b"/Rotate",
    b"/UserUnit",
    b"/A#00B",
)
_OPERATORS = (
    b"q",
    b"Q",
    b"BT",
    b"ET",
    b"3 Tr",
    b"0 Tr",
    b"1 0 0 1 0 0 cm",
    b"0 1 -1 0 0 0 cm",
    b"0 0 0 0 0 0 cm",
    b"W n",
    b"f",
    b"S",
    b"9 Tz",
    b"0 Tf",
    b"-1 0 0 1 300 0 Tm",
    b"/X Do",
    b"1e9 0 0 1e9 0 0 cm",
    b"BI /W 9 ID x EI",
    b"T*",
)


def _replaced(pattern: re.Pattern[bytes], data: bytes, new: bytes | None, rng: Random) -> bytes:
    """Write something else, or what stands in another such place, in a place that fits a pattern."""
    found = list(pattern.finditer(data))
    if not found:
        return data
    place = rng.choice(found)
    return data[: place.start()] + (rng.choice(found)[0] if new is None else new) + data[place.end() :]


def objects(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Lose, double or exchange an object."""
    found = list(_OBJECT.finditer(data))
    if not found:
        return data
    one, two = rng.choice(found), rng.choice(found)
    return data[: one.start()] + rng.choice((b"", one[0] * 2, two[0])) + data[one.end() :]


def number(data: bytes, _other: bytes, rng: Random) -> bytes:
    return _replaced(_NUMBER, data, rng.choice(_NUMBERS), rng)


def name(data: bytes, _other: bytes, rng: Random) -> bytes:
    return _replaced(_NAME, data, rng.choice((None, *_NAMES)), rng)


def reference(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Refer to another object, maybe the own one, or to none."""
    return _replaced(_REFERENCE, data, rng.choice((None, None, b"9999 0 R", b"null")), rng)


def string(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Print another text, of another place or none."""
    return _replaced(
        _STRING, data, rng.choice((None, None, b"()", b"(12 34)", b"<D800>", b"<0031003200>", b"(\\061\\000)")), rng
    )


def _drawing(data: bytes, rng: Random) -> tuple[int, int]:
    found = list(_CONTENT.finditer(data))
    return rng.choice(found).span(1) if found else piece(data, rng)


def operators(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Change the lines that draw a page, in their order or in their numbers."""
    start, end = _drawing(data, rng)
    drawn = data[start:end]
    if rng.random() < 0.5:
        drawn = rng.choice((swapped_lines, odd_figure, swapped_figures))(drawn, drawn, rng)
    else:
        lines = drawn.split(b"\n")
        lines.insert(rng.randrange(len(lines) + 1), rng.choice(_OPERATORS))
        drawn = b"\n".join(lines)
    return data[:start] + drawn + data[end:]


def shifted(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Move what a page draws, as where texts are printed over each other."""
    start, end = _drawing(data, rng)
    found = list(re.finditer(rb"(-?[\d.]+) (-?[\d.]+) (Tm|Td|m|l|re)\b", data[start:end]))
    if not found:
        return data
    place = rng.choice(found)
    moved = b"%f %s" % (float(place[1].strip(b".") or 0) + rng.choice((-200, -6, -2, 0.5, 3, 40)), place[2])
    return data[: start + place.start()] + moved + data[start + place.end(2) :]


def reindexed(data: bytes, _other: bytes, _rng: Random) -> bytes:
    """Mend the table of objects, so that what was changed before is seen."""
    return indexed(data)


PRINTED: tuple[Mutator, ...] = (
    *(objects, number, number, name, reference, string, operators, operators, shifted, shifted),
    *(reindexed, reindexed),
    *OCTETS,
)
