"""What a stream of a PDF holds unpacked: filters behind one another, names written otherwise, what is damaged."""

from zlib import compress

import pytest

from checks.documents.pdf.filters import unpacked
from tests.hostile import PACKED_BY

MOST = 100_000
DRAWN = b"0 0 m " * 1000
FLATE, TWICE = compress(DRAWN), compress(compress(DRAWN))
LETTERS, DIGITS = PACKED_BY["ASCII85Decode"](FLATE), PACKED_BY["ASCIIHexDecode"](FLATE)


@pytest.mark.parametrize(
    ("dictionary", "stream", "size"),
    [
        pytest.param(b"/Length 9", DRAWN, 0, id="nothing is packed"),
        pytest.param(b"/Filter/FlateDecode", FLATE, len(DRAWN), id="as most are"),
        pytest.param(b"/Filter[/FlateDecode/FlateDecode]", TWICE, len(FLATE) + len(DRAWN), id="packed twice"),
        pytest.param(b"/Filter [ /ASCII85Decode /FlateDecode ]", LETTERS, len(FLATE) + len(DRAWN), id="by ReportLab"),
        pytest.param(b"/Filter[/ASCIIHexDecode/FlateDecode]", DIGITS, len(FLATE) + len(DRAWN), id="hexadecimal"),
        pytest.param(b"/Filter/Fl", FLATE, len(DRAWN), id="the short name"),
        pytest.param(b"/Filter[/A85/Fl]", LETTERS, len(FLATE) + len(DRAWN), id="short names, as PDFium takes them"),
        pytest.param(b"/Filter/Fl#61te#44ecode", FLATE, len(DRAWN), id="letters of the name escaped"),
        pytest.param(b"/Filter 7 0 R", FLATE, len(DRAWN), id="filters that stand elsewhere"),
        pytest.param(b"/Filter[/FlateDecode", FLATE, len(DRAWN), id="a list that does not end"),
        pytest.param(b"/Filter[/FlateDecode/DCTDecode]", FLATE, len(DRAWN), id="a picture behind it"),
        pytest.param(b"/Filter[/LZWDecode/FlateDecode]", FLATE, len(DRAWN), id="not known, yet packed as usual"),
        pytest.param(b"/Filter/LZWDecode", DRAWN, 0, id="not known here"),
        pytest.param(b"/Filter/DCTDecode/Filter/FlateDecode", FLATE, len(DRAWN), id="told twice"),
        pytest.param(
            b"/Filter/FlateDecode%/Filter/A85", FLATE, len(DRAWN) + len(FLATE + b"\n"), id="told in a comment too"
        ),
        pytest.param(b"/Filter[%]\n/FlateDecode]", FLATE, len(DRAWN), id="a comment that ends the list"),
        pytest.param(b"/Filter/FlateDecode", DRAWN, 0, id="not what it says it is"),
        pytest.param(b"/Filter/ASCII85Decode", b"xyz~>", 3, id="letters that spell nothing count as they stand"),
    ],
)
def test_all_that_the_filters_give_counts(dictionary: bytes, stream: bytes, size: int) -> None:
    assert unpacked(b"stream\n" + stream + b"\nendstream " + DRAWN, len(b"stream\n"), dictionary, MOST) == size


def test_what_is_too_much_is_not_unpacked_to_its_end() -> None:
    large = compress(bytes(500_000_000), 9)
    assert MOST < unpacked(large, 0, b"/Filter/FlateDecode", MOST) < 2 * 1024**2
