"""What a digest says, ready to be laid out: words in the reader's language, figures counted, nothing to decide.

The HTML page and the e-mail are two layouts of the same view. Text from the web stands here as it was received; making
it harmless is the business of the templates' environment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from config.settings import Lang
from reports.digest.excerpt import Excerpt


@dataclass(frozen=True, slots=True)
class Mark:
    """A code with its word, the sign that repeats it without colour, and what it means."""

    code: str
    word: str
    sign: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something."""

    mark: Mark
    number: int


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One report year in figures; the counts of `states` add up to `expected`."""

    year: int
    expected: int
    states: tuple[Count, ...]
    levels: tuple[Count, ...]
    review: int


@dataclass(frozen=True, slots=True)
class OverviewCell:
    """Where one body stands with one year; `when` is the day it rests on and how late that is."""

    mark: Mark
    when: tuple[str, ...]
    levels: tuple[Count, ...]
    review: int


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One body over the years; None where no report is expected. `anchor` leads to its findings, `page` to its page."""

    body: str
    kind: str
    page: str
    anchor: str | None
    cells: tuple[OverviewCell | None, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened since the last digest; `anchor` is where the page tells it, `page` where another does."""

    mark: Mark
    level: Mark | None
    body: str
    year: int
    text: str
    anchor: str | None
    page: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What is new since this recipient's last digest, of the day `since`; None in the first one."""

    since: str | None
    counts: tuple[Count, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day that is still ahead, and who has not published yet; `more` of these are not named."""

    day: str
    days_left: int
    rests_on: str
    expected: int
    waiting: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Provenance:
    """The document a statement rests on: where it was received, when by the real clock, and its fingerprint."""

    url: str
    fetched: str
    sha256: str
    title: str = ""
    by_hand: str | None = None


@dataclass(frozen=True, slots=True)
class RevisedCell:
    """A cell of a changed report: its words, and its raw text before and after; a word in place of a missing cell."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RevisedText:
    """The sentences that a section of a changed report lost and gained."""

    heading: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revised:
    """One change of a published report.

    Attributes:
        between: the days on which the older content was last seen and the newer one first.
        before, after: the documents in which both were first received.
        more_cells: changed cells that are not listed.
        unclear: cells that could not be compared.
    """

    anchor: str
    body: str
    year: int
    between: tuple[str, str]
    before: Provenance
    after: Provenance
    title: tuple[str, str] | None
    cells: tuple[RevisedCell, ...]
    more_cells: int
    texts: tuple[RevisedText, ...]
    unclear: int


@dataclass(frozen=True, slots=True)
class Proof:
    """A place and the raw text in it; `document` when it is another one than the section's own."""

    place: str
    text: str
    document: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One finding, told so that it can be checked by hand.

    Attributes:
        more_proofs: pieces of evidence that are not listed.
        remarks: what staff did about it.
        original: the address of the document it rests on, empty where it rests on none.
    """

    anchor: str
    public_id: str
    level: Mark
    outcome: Mark
    rule: str
    rule_name: str
    message: str
    reason: str
    law: str
    first_seen: str
    news: Mark | None
    excerpts: tuple[Excerpt, ...]
    proofs: tuple[Proof, ...]
    more_proofs: int
    original: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaivedLine:
    """A finding that staff have waived, and in words who, why and until when."""

    level: Mark
    body: str
    year: int
    rule: str
    rule_name: str
    message: str
    public_id: str
    waiver: str


@dataclass(frozen=True, slots=True)
class YearItems:
    """The findings on one body's report of one year, the standing of that report and the document judged."""

    year: int
    standing: Mark
    calendar: str
    flags: tuple[str, ...]
    document: Provenance | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class BodyItems:
    """All findings on one body, which has a `page`: those of the current report year, and those of earlier years."""

    anchor: str
    page: str
    body: str
    kind: str
    current: tuple[YearItems, ...]
    earlier: tuple[YearItems, ...]
    earlier_counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class PastLine:
    """What one rule found in earlier years: its level, or that a person must look, and on how many bodies."""

    mark: Mark
    rule: str
    rule_name: str
    years: str
    bodies: int
    number: int


@dataclass(frozen=True, slots=True)
class Past:
    """Findings of earlier years that are summed up rather than listed: how many, of which years."""

    number: int
    years: str
    lines: tuple[PastLine, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A body's reports that could not be judged, and why."""

    body: str
    years: str
    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A page that may be somebody's report and could not be read or attributed."""

    title: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A rule that could not be answered for some reports, for one reason."""

    rule: str
    rule_name: str
    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """How the looking at one source stands.

    Attributes:
        failures: finished runs since the last accepted one.
        more: bodies that are not named.
    """

    name: str
    bodies: tuple[str, ...]
    mark: Mark
    last_accepted: str
    last_run: str
    failures: int
    reason: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class JobLine:
    """Something the clock started, or should have, and how it went wrong."""

    name: str
    planned: str
    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What one rule answered over all reports; `changed` tells in words what the settings change about it, and why."""

    rule: str
    name: str
    family: str
    counts: tuple[int, int, int, int, int]
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """Reports published on one day: a bar of the chart in units of its box."""

    x: float
    y: float
    width: float
    height: float
    late: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """The reports with one last day: their bars and the line at the end of that day."""

    label: str
    top: float
    base: float
    line: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Publication over the season against the last day, and the same in words; `most` reports fell on one day."""

    width: float
    height: float
    axis: tuple[tuple[float, str], ...]
    today: float | None
    lanes: tuple[Lane, ...]
    words: str
    most: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: the code of what it counts, where it begins, how long it is."""

    code: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class FamilyBar:
    """The findings of one family, gravest level first; `top` is the upper edge of its line."""

    family: str
    top: float
    segments: tuple[Segment, ...]
    counts: tuple[Count, ...]
    end: float


@dataclass(frozen=True, slots=True)
class FamilyChart:
    """The findings of a year by family, and the same in words."""

    width: float
    height: float
    bars: tuple[FamilyBar, ...]
    words: str


@dataclass(frozen=True, slots=True)
class YearBar:
    """Applications received in a year: their sum, and over how many of how many reports it is taken."""

    year: int
    sum: str
    read: int
    expected: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Applications:
    """Applications received over the years, and the same in words; `even`: every year sums as many reports."""

    name: str
    width: float
    height: float
    base: float
    bars: tuple[YearBar, ...]
    words: str
    even: bool


@dataclass(frozen=True, slots=True)
class FaultLine:
    """What one rule found: in the current year, in earlier ones, for a person to decide, and on how many bodies."""

    level: Mark
    rule: str
    rule_name: str
    family: str
    now: int
    earlier: int
    review: int
    bodies: int


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One body in figures: its page, its standing in the current year and its open findings."""

    body: str
    kind: str
    page: str
    mark: Mark | None
    when: tuple[str, ...]
    levels: tuple[Count, ...]
    review: int
    earlier: int


@dataclass(frozen=True, slots=True)
class RegionLine:
    """One region in figures of the current year; the counts of `states` add up to `expected`."""

    name: str
    page: str
    expected: int
    states: tuple[Count, ...]
    levels: tuple[Count, ...]
    review: int


@dataclass(frozen=True, slots=True)
class Digest:
    """A whole digest for one reader.

    Attributes:
        as_of: the day it speaks of.
        audience: whom a filtered digest is for, in words; empty for the digest of everything.
        lead: the whole in one sentence.
        revisions: changes of published reports.
        clean: bodies with a readable report of the current year and nothing found.
        gaps: bodies and years that could not be judged.
        doubts: pages that may be somebody's report.
        reviews: findings that only a person can decide, and what could not be read.
        meanings: the words used, for the glossary.
        past: findings of earlier years in sum, where there are too many to list.
        waived: findings that staff have waived; no figure counts them.
        idle: decisions of staff that hold for nothing any more, in words.
        jobs: what the clock started of late and went wrong.
        new_rows: rows that many reports have and no form, in words.
        faults: the findings by rule.
        brief: whether findings and bodies stand on pages of their own and this page only sums them up.
        body_lines: bodies with something to tell, where the page only sums up.
        regions: where the page only sums up.
        more: how many entries of a part are not listed, by the name of the part.
    """

    lang: Lang
    office: str
    as_of: str
    simulated: bool
    demo: bool
    audience: str
    lead: str
    year: int | None
    figures: tuple[YearFigures, ...]
    chart: Chart | None
    overview_years: tuple[int, ...]
    overview: tuple[OverviewRow, ...]
    news: News
    deadlines: tuple[Deadline, ...]
    urgent: tuple[Change, ...]
    bodies: tuple[BodyItems, ...]
    revisions: tuple[Revised, ...]
    clean: tuple[str, ...]
    gaps: tuple[Gap, ...]
    doubts: tuple[Doubt, ...]
    reviews: tuple[BodyItems, ...]
    unanswered: tuple[Unanswered, ...]
    sources: tuple[SourceLine, ...]
    coverage: tuple[tuple[str, str], ...]
    rules: tuple[RuleLine, ...]
    meanings: tuple[Mark, ...]
    past: Past | None = None
    waived: tuple[WaivedLine, ...] = ()
    idle: tuple[str, ...] = ()
    jobs: tuple[JobLine, ...] = ()
    new_rows: tuple[str, ...] = ()
    families: FamilyChart | None = None
    applications: Applications | None = None
    faults: tuple[FaultLine, ...] = ()
    brief: bool = False
    body_lines: tuple[BodyLine, ...] = ()
    regions: tuple[RegionLine, ...] = ()
    more: Mapping[str, int] = field(default_factory=dict)
