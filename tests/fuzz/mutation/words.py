"""What happens to the words and figures of a document, whatever it is written in."""

import re
from random import Random

from . import Mutator, piece

_FIGURE = re.compile(rb"(?<![\w.])\d[\d.,]*")
_ODD_FIGURES = tuple(
    word.encode()
    for word in (
        *(
            "",
            "0",
            "00",
            "007",
            "-",
            "-5",
            "+3",
            "1,234",
            "1,23",
            "12,34,567",
            "1.5",
            "1.",
            ".5",
            "1..2",
            "1e9",
            "0x1F",
        ),
        *(
            "１２",
            "①",
            "²",
            "½",
            "٣",
            "१",
            "〇",
            "十二",
            "1 2",
            "1\u00a02",
            "1\u30002",
            "1\u200b2",
            "\u202e12\u202c",
            "3%",
        ),
        *(
            "3件",
            "3万",
            "5元",
            "5万元",
            "5亿元",
            "7(其中2)",
            "7（含上年",
            "/",
            "—",
            "无",
            "见附件",
            "****",
            "1/2",
            "2024年",
        ),
        *("9" * 30, "9" * 200, "1" * 60, "0" * 40, "1" * 119 + "元", "NaN", "Infinity", "−4", "12-3", "1\t2", "3|4"),
    )
)
_SEPARATORS = (b"\n", b"\t", b" ", b"|", b"\xc2\xa0", b"\xe3\x80\x80", b"", b"\r\n", b"\n\t", b" | ", b"\n\n")


def _figures(data: bytes, rng: Random, count: int) -> list[re.Match[bytes]]:
    found = list(_FIGURE.finditer(data))
    return sorted(rng.sample(found, min(count, len(found))), key=re.Match.start)


def odd_figure(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Write another figure, or what is none, where one stood."""
    for found in reversed(_figures(data, rng, rng.choice((1, 1, 3, 10)))):
        data = data[: found.start()] + rng.choice(_ODD_FIGURES) + data[found.end() :]
    return data


def swapped_figures(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Exchange two figures."""
    found = _figures(data, rng, 2)
    if len(found) < 2:
        return data
    one, two = found
    return data[: one.start()] + two[0] + data[one.end() : two.start()] + one[0] + data[two.end() :]


def swapped_lines(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Lose, double or exchange lines."""
    lines = data.splitlines(keepends=True)
    if len(lines) < 2:
        return data
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    what = rng.randrange(3)
    if what == 0:
        lines[one], lines[two] = lines[two], lines[one]
    elif what == 1:
        lines.insert(two, lines[one])
    else:
        del lines[one]
    return b"".join(lines)


def other_separator(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Separate what one sign separates by another, everywhere or in one place."""
    old = rng.choice([sign for sign in _SEPARATORS if sign])
    new = rng.choice(_SEPARATORS)
    if rng.random() < 0.3:
        return data.replace(old, new)
    start, end = piece(data, rng, 300)
    return data[:start] + data[start:end].replace(old, new) + data[end:]


def misspelt(data: bytes, _other: bytes, rng: Random) -> bytes:
    """Lose, double or exchange Chinese characters."""
    found = list(re.finditer(rb"[\xe4-\xe9][\x80-\xbf]{2}", data))
    if not found:
        return data
    one, two = rng.choice(found), rng.choice(found)
    return data[: one.start()] + rng.choice((b"", one[0] * 2, two[0])) + data[one.end() :]


WORDS: tuple[Mutator, ...] = (odd_figure, odd_figure, swapped_figures, swapped_lines, other_separator, misspelt)
