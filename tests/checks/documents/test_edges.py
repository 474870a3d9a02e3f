"""What pages show of runs of characters that go on beyond their edges, or hold one as wide as no character is."""

from collections.abc import Sequence

import pytest

from checks.documents.printed.edges import shown
from checks.documents.printed.layout import Glyph
from tests.drawing import read, texts, write

WIDTH, HEIGHT, SIZE = 595.0, 842.0, 10.0


def run(x: float, words: str, *widths: float, baseline: float = 400.0) -> list[Glyph]:
    """Characters one behind the other, five points wide but for the last ones, which may go back."""
    steps = [*[5.0] * (len(words) - len(widths)), *widths]
    glyphs = []
    for character, step in zip(words, steps, strict=True):
        glyphs.append(Glyph(character, min(x, x + step), max(x, x + step), baseline, SIZE))
        x += step
    return glyphs


def flat(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Characters of a font that has no height."""
    return [glyph._replace(size=0.5) for glyph in glyphs]


@pytest.mark.parametrize(
    ("drawn", "left"),
    [
        pytest.param(run(100, "920818"), "920818", id="on the page"),
        pytest.param(run(580, "920818"), "\ufffd\ufffd\ufffd", id="over its right edge"),
        pytest.param(run(-12, "920818"), "\ufffd\ufffd\ufffd\ufffd", id="over its left edge"),
        pytest.param(run(575, "共920件"), "共\ufffd\ufffd\ufffd", id="a unit beyond it"),
        pytest.param(run(700, "920818"), "", id="beside it"),
        pytest.param(run(100, "920818", baseline=-3), "", id="above it"),
        pytest.param(run(100, "920818", baseline=853), "", id="below it"),
        pytest.param(run(100, "规章") + run(580, "件数多"), "规章件数多", id="words alone"),
        pytest.param(run(100, "39") + run(580, "920818"), "39\ufffd\ufffd\ufffd", id="another number of the page"),
        pytest.param(run(300, "928", -1050.0), "\ufffd\ufffd\ufffd", id="a damaged width leads off it"),
        pytest.param(run(300, "8928", -1050.0, 5.0), "\ufffd\ufffd\ufffd", id="and what follows is gone"),
        pytest.param(run(300, "928", 31.0), "\ufffd\ufffd\ufffd", id="a width that none has"),
        pytest.param(run(300, "928", 29.0), "928", id="as wide as a sign of three ems"),
        pytest.param(flat(run(300, "928")), "928", id="a font without height"),
    ],
)
def test_figures_that_go_on_beyond_the_page_are_not_known(drawn: Sequence[Glyph], left: str) -> None:
    assert "".join(glyph.text for glyph in shown(drawn, WIDTH, HEIGHT)) == left


def test_text_beyond_the_page_of_a_pdf_is_not_read() -> None:
    """A fuzzed file (seed 70, 2766) had two numbers of a row in one, pulled together left of the page."""
    page = write((100, 700, "731276"), (-300, 700, "920818"), (-420, 680, "287919"), (580, 660, "135901"))
    assert texts(read(page)) == ["731276", "\ufffd" * 4]
