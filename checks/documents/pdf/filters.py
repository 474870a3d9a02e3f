"""How much a stream of a PDF holds unpacked, told without keeping more of it than a piece.

Filters may stand behind one another (ReportLab writes `[/ASCII85Decode /FlateDecode]`), and what one of them gives is
in memory when the next takes it: all of it counts. A filter that is not known here (of pictures, LZW) ends the count.
"""

import re
import zlib
from base64 import a85decode
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import takewhile

from checks.documents.refusal import MEGABYTE

Pieces = Iterator[bytes]

_FILTERS = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_NAME = re.compile(rb"/(\w+)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_BLANKS = b" \t\r\n\f\v\0"


def unpacked(data: bytes, start: int, dictionary: bytes, most: int) -> int:
    """Return how many bytes the filters of a stream give together; something above `most` where they give more.

    Args:
        data: the file.
        start: where the stream begins in it; its end is told by what it holds, for `/Length` may say anything.
        dictionary: that of the stream, as written.
        most: beyond which it is not counted on.
    """
    meter = _Meter(most)
    for names in _filters(dictionary):
        pieces: Pieces | None = None
        for name in takewhile(_UNPACKING.__contains__, names):
            packed = pieces or (data[at : at + MEGABYTE] for at in range(start, len(data), MEGABYTE))
            pieces = meter.passed(_UNPACKING[name](packed))
        deque(pieces or (), maxlen=0)
    return meter.size


def _filters(dictionary: bytes) -> list[list[bytes]]:
    """The names of the filters, as often as they are told, and the usual one where they do not begin with it.

    Of two entries a parser takes one, and names may stand elsewhere in the file, behind a comment or damaged.
    """
    plain = _ESCAPED.sub(lambda escaped: bytes.fromhex(escaped[1].decode()), dictionary)
    told = [_NAME.findall(several or one) for several, one in _FILTERS.findall(plain)]
    begins_as_usual = any(_UNPACKING.get(name) is _inflated for name, *_ in filter(None, told))
    return told if begins_as_usual or b"/Filter" not in plain else [*told, [b"FlateDecode"]]


class _Meter:
    """Counts what passes, and lets nothing more through when it is too much."""

    def __init__(self, most: int) -> None:
        self.size, self._most = 0, most

    def passed(self, pieces: Pieces) -> Pieces:
        for piece in pieces:
            self.size += len(piece)
            yield piece
            if self.size > self._most:
                return


def _inflated(pieces: Pieces) -> Pieces:
    unpacker = zlib.decompressobj()
    with suppress(zlib.error):
        for piece in pieces:
            rest = piece
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, MEGABYTE)
                rest = unpacker.unconsumed_tail
            if unpacker.eof:
                return


def _spelled(end: bytes, decode: Callable[[bytes], bytes]) -> Callable[[Pieces], Pieces]:
    """Return what unpacks bytes spelled in letters up to a sign; what cannot be spelled so counts as it stands."""

    def pieces_of(pieces: Pieces) -> Pieces:
        text = bytearray()
        for piece in pieces:
            text += piece
            if end in piece or b"endstream" in piece:
                break
        letters = bytes(text).partition(b"endstream")[0].partition(end)[0]
        try:
            yield decode(letters)
        except ValueError:
            yield letters

    return pieces_of


_ASCII85 = _spelled(b"~>", lambda letters: a85decode(letters, ignorechars=_BLANKS))
_HEXADECIMAL = _spelled(b">", lambda letters: bytes.fromhex(letters.decode("ascii")))
_UNPACKING: Mapping[bytes, Callable[[Pieces], Pieces]] = {
    **dict.fromkeys((b"FlateDecode", b"Fl"), _inflated),
    **dict.fromkeys((b"ASCII85Decode", b"A85"), _ASCII85),
    **dict.fromkeys((b"ASCIIHexDecode", b"AHx"), _HEXADECIMAL),
}
