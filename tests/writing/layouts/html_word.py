"""The markup that Word leaves in a content system: nested spans, `o:p`, mso styles, several paragraphs in a cell."""

from random import Random

from tests.writing.grid import Grid, Slot
from tests.writing.manuscript import Block

from .html_page import NBSP, cell, rows, text

_PARAGRAPH = "<p class=MsoNormal align=center style='text-align:center;mso-pagination:widow-orphan'>{}</p>"
_SPAN = "<span style='font-size:10.0pt;font-family:宋体;mso-bidi-font-family:宋体;mso-font-kerning:0pt'>{}</span>"
_LATIN = "<span lang=EN-US style='font-size:10.0pt;font-family:宋体'><font face=\"宋体\">{}</font><o:p></o:p></span>"
_ISSUE = "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
_CELL = " width=65 valign=top style='width:48.7pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt'"


def word_block(item: Block, rng: Random) -> str:
    """Write one block as Word exports it."""
    if isinstance(item, Grid):
        lines = [[_cell(slot, rng) for slot in line] for line in item.lines]
        return f"{_ISSUE}<table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0>{rows(lines)}</table>"
    return _PARAGRAPH.format(_runs(item.text, rng))


def _cell(slot: Slot, rng: Random) -> str:
    return cell("td", slot.across, slot.down, "".join(_paragraphs(slot, rng)), _CELL)


def _paragraphs(slot: Slot, rng: Random) -> list[str]:
    """Write the paragraphs of a cell; labels are often broken over several, figures never."""
    if not slot.text.strip():
        return [_PARAGRAPH.format(_LATIN.format(NBSP))]
    if slot.cell or len(slot.text) < 4 or rng.random() < 0.7:
        return [_PARAGRAPH.format(_runs(slot.text, rng))]
    middle = rng.randrange(2, len(slot.text) - 1)
    return [_PARAGRAPH.format(_runs(part, rng)) for part in (slot.text[:middle], slot.text[middle:])]


def _runs(words: str, rng: Random) -> str:
    """Write text as runs that begin and end anywhere, also inside a figure."""
    if not words:
        return _LATIN.format(NBSP)
    place = rng.randrange(len(words) + 1)
    pieces = [piece for piece in (words[:place], words[place:]) if piece]
    return "".join((_LATIN if piece.isascii() else _SPAN).format(text(piece)) for piece in pieces)
