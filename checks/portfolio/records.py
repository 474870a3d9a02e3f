"""What a report looks like beside others, as records that the rules of the portfolio judge."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Companion:
    """Another report: whose, of which year, and the payload it was read from."""

    body: str
    year: int
    url: str | None = None
    fetched_at: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand in two reports alike, as each prints them."""

    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a report's own words stands in another one.

    Own words are those that are not common to the reports of the place; numbers, years and names do not count.

    Attributes:
        other: the report that is alike.
        percent: of the own words, 0 to 100.
        passages: the longest of them.
        other_first: whether the other was published on an earlier day; None where that is not known.
        template_known: whether enough reports of the place are at hand to know what is common to them.
    """

    other: Companion
    percent: int
    passages: tuple[Passage, ...] = ()
    other_first: bool | None = None
    template_known: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell of a government's report that is not what its bodies add up to."""

    cell: str
    found: Decimal
    expected: Decimal


@dataclass(frozen=True, slots=True)
class Total:
    """A government's report against the sums over the bodies below it.

    Attributes:
        bodies: how many bodies there are.
        lacking: those of them whose report is not at hand or not fully read; with any of them nothing is compared.
        scope: which bodies add up to it: `all`, `departments`, `office`; None where nothing adds up to most of it.
        agreeing: how many cells that are not 0 agree with that sum.
        differences: the others.
    """

    bodies: int
    lacking: tuple[str, ...] = ()
    scope: str | None = None
    agreeing: int = 0
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlier:
    """A figure far above those of peers: `peers` of them have one, `median` is the middle of theirs."""

    cell: str
    value: Decimal
    median: Decimal
    peers: int


@dataclass(frozen=True, slots=True)
class Companions:
    """What is known of one report beside the others at hand.

    Attributes:
        compared: whether reports of other bodies were at hand.
        earlier_reports: how many earlier reports of the body are at hand.
        read: whether any text of sections one and five was read.
        enough, enough_problems: whether there are enough own words to compare, and enough in section five.
        earlier: the own earlier report that is most alike; None where none is.
        problems: the same for section five alone, against the newest earlier report.
        alike: the report of another body that is most alike; None where none is.
        total: of a government.
        office: the office of this government, where its tables are the same to the last cell and others have figures.
        peers: whether enough peers have figures to compare with.
        outliers: figures far above those of peers.
    """

    compared: bool = False
    earlier_reports: int = 0
    read: bool = True
    enough: bool = True
    enough_problems: bool = True
    earlier: Likeness | None = None
    problems: Likeness | None = None
    alike: Likeness | None = None
    total: Total | None = None
    office: Companion | None = None
    peers: bool = False
    outliers: tuple[Outlier, ...] = ()
