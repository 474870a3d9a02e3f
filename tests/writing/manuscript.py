"""A report written out but not yet laid out: what every layout prints, each in its own way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from . import words
from .expected import ExpectedReport
from .gold import Gold
from .grid import Clerk, Grid
from .hand import Hand, Medium, random_hand


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one of the six sections."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of narrative."""

    text: str


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A report as its clerk hands it over.

    Attributes:
        title: the lines of the title.
        date: the line under the title that says when and by whom it was published, label and text; empty when absent.
        blocks: headings, paragraphs and tables in order.
        signature: body and date at the end, empty when absent.
    """

    gold: Gold
    hand: Hand
    title: tuple[str, ...]
    date: tuple[str, str]
    blocks: tuple[Block, ...]
    signature: tuple[str, ...]
    expected: ExpectedReport

    def paper(self) -> Iterator[Block]:
        """Yield the blocks as on paper: the title's lines first, the signature last."""
        yield from map(Paragraph, self.title)
        yield from self.blocks
        yield from map(Paragraph, self.signature)

    def redrawn(self, blocks: Sequence[Block]) -> "Manuscript":
        """Return the same report with other blocks."""
        return replace(self, blocks=tuple(blocks))


def compose(gold: Gold, rng: Random, medium: Medium, *, four_tables: bool | None = None) -> Manuscript:
    """Write out a report in a hand that the medium can carry.

    Args:
        four_tables: whether table 2 is printed as one table for each paragraph of article 20; chance when None.
    """
    hand = random_hand(rng, medium)
    clerk = Clerk(gold, hand)
    title = words.random_title(rng, gold)
    apart = rng.random() < 0.2 if four_tables is None else four_tables
    table2 = clerk.table2_apart() if apart else (clerk.table2(),)
    tables = (table2, (clerk.table3(_often(rng)),), (clerk.table4(_often(rng)),))
    blocks = tuple(_blocks(rng, gold, tables))
    dated = rng.random() < 0.85
    date = (rng.choice(words.DATE_LABELS), words.printed_date(rng, gold.published)) if dated else ("", "")
    signature = (gold.body.name, words.signature_date(gold.published)) if rng.random() < 0.4 else ()
    expected = ExpectedReport(
        cells=clerk.expected,
        bodies=title.bodies,
        kind=gold.body.kind,
        year=gold.year,
        form=gold.form,
        titles=title.readings,
        published=gold.published.date() if dated or signature else None,
    )
    return Manuscript(gold, hand, title.lines, date, blocks, signature, expected)


def _often(rng: Random) -> bool:
    return rng.random() < 0.7


def _blocks(rng: Random, gold: Gold, tables: Sequence[Sequence[Grid]]) -> Iterator[Block]:
    headings = [Heading(text) for text in words.random_headings(rng)]
    yield from map(Paragraph, words.preamble(rng, gold) if rng.random() < 0.7 else ())
    yield headings[0]
    yield from map(Paragraph, words.overview(rng, gold))
    for heading, grids in zip(headings[1:4], tables, strict=True):
        yield heading
        yield from grids
    yield headings[4]
    yield from map(Paragraph, words.problems(rng, gold))
    yield headings[5]
    yield from map(Paragraph, words.other_matters(rng, gold))
