"""What the pages beside a digest say, ready to be laid out: words in the reader's language, nothing to decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from config.settings import Lang
from reports.digest.view import (
    Applications,
    FaultLine,
    Mark,
    OverviewRow,
    Provenance,
    RegionLine,
    Revised,
    YearFigures,
    YearItems,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page bears: whose it is, in which language, and whether its days or its bodies are invented."""

    lang: Lang
    office: str
    simulated: bool
    demo: bool


@dataclass(frozen=True, slots=True)
class YearLine:
    """Where a body stands with one year, in words, and the document that is judged."""

    year: int
    mark: Mark
    calendar: str
    flags: tuple[str, ...]
    reading: str
    document: Provenance | None


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One content of a report that was seen, and whether it is the one judged."""

    year: int
    first_seen: str
    judged: bool
    document: Provenance


@dataclass(frozen=True, slots=True)
class BodyPage:
    """All that is known of a body; `told` holds its findings by id, laid out already for this page and for theirs."""

    body: str
    kind: str
    region: tuple[str, str]
    years: tuple[YearLine, ...]
    items: tuple[YearItems, ...]
    reviews: tuple[YearItems, ...]
    told: Mapping[str, Markup]
    tables: Markup
    editions: tuple[EditionLine, ...]
    revisions: tuple[Revised, ...]


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """One finding with what it rests on; `resolved` is the day since which it is no longer held, or empty."""

    body: str
    page: str
    year: int
    public_id: str
    item: Markup
    resolved: str
    calendar: str
    document: Provenance | None
    life: tuple[tuple[str, str], ...]
    text: Markup
    cut: bool


@dataclass(frozen=True, slots=True)
class RegionPage:
    """A region: in figures with all within it, and its own bodies one by one."""

    name: str
    above: tuple[str, str] | None
    figures: tuple[YearFigures, ...]
    applications: Applications | None
    regions: tuple[RegionLine, ...]
    years: tuple[int, ...]
    bodies: tuple[OverviewRow, ...]


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """One open finding of a rule."""

    level: Mark
    body: str
    page: str
    year: int
    text: str
    evidence: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule as `duban explain` tells it, as headings with their points, and its open findings."""

    rule: str
    name: str
    statement: str
    traits: str
    chapters: tuple[tuple[str, tuple[str, ...]], ...]
    findings: tuple[RuleFinding, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The front of the pages."""

    figures: tuple[YearFigures, ...]
    applications: Applications | None
    regions: tuple[RegionLine, ...]
    faults: tuple[FaultLine, ...]
    digests: tuple[str, ...]
