"""All that a digest may say, gathered at one moment: the records of the store, nothing worded yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from checks.changes import Differences
from checks.model import Cell, Family, Finding, Level, Outcome, State
from checks.portfolio.new_rows import NewRow
from checks.words import Words
from config.settings import Lang
from reports.decisions import Decided
from reports.schedule.troubles import Troubles
from reports.store.records import CaptureRow, Cause, EditionRow, Evaluation, FindingEventKind, FindingRow, SourceHealth

if TYPE_CHECKING:
    from collections.abc import Collection

    from config.bodies import Body
    from reports.history import Transition
    from reports.notices.standing import NoticeStanding
    from reports.status import BodyYear


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """One source with the bodies that are looked for there, by id and by name.

    `doubtful` are pages of its newest run that may be anybody's report.
    """

    health: SourceHealth
    body_ids: tuple[str, ...]
    body_names: tuple[str, ...]
    doubtful: tuple[CaptureRow, ...] = ()

    def only(self, body_ids: "Collection[str]") -> "SourceFacts | None":
        """Return the source with only some of its bodies; None when it has none of them."""
        kept = [(i, name) for i, name in zip(self.body_ids, self.body_names, strict=True) if i in body_ids]
        if not kept:
            return None
        names = tuple(name for _, name in kept)
        others = set(self.body_names).difference(names)
        return replace(
            self,
            body_ids=tuple(i for i, _ in kept),
            body_names=names,
            doubtful=tuple(page for page in self.doubtful if _may_concern(page.title or "", names, others)),
        )


def _may_concern(title: str, names: "Collection[str]", others: "Collection[str]") -> bool:
    """Whether a page in doubt may be the report of some bodies: not one whose title names others alone."""
    return any(name in title for name in names) or not any(name in title for name in others)


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """One rule as the catalogue has it, and what the workspace changes about it.

    Attributes:
        level: its own level, which a change may replace.
        meanings: what an outcome of this rule means, where that is more than the general meaning.
        changed: everywhere, with region empty, and in regions.
    """

    id: str
    name: Words
    family: Family
    level: Level = Level.WARNING
    meanings: Mapping[Outcome, Words] = field(default_factory=dict)
    changed: tuple["RuleChanged", ...] = ()

    @property
    def off(self) -> bool:
        """Whether it is switched off everywhere."""
        return any(change.off and not change.region for change in self.changed)


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """What the settings change about a rule: where (a prefix of region codes, or empty), how, and why."""

    region: str = ""
    off: bool = False
    level: Level | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """What became of one finding since the last digest, and what moved it; `finding` is the last that was said."""

    kind: FindingEventKind
    cause: Cause
    finding: Finding
    public_id: str | None
    body_id: str
    body: str
    year: int


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """One edition of a report that took the place of another on the site, and what differs."""

    before: EditionRow
    after: EditionRow
    transition: "Transition"
    differences: Differences


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a recipient knows from the last digest.

    Attributes:
        as_of: the day it spoke of.
        last_event: the newest finding event it knew.
        states: the state of every body and year then, keyed `id|year`.
        editions: the content hash of the report judged then, keyed the same.
    """

    as_of: datetime
    last_event: int
    states: Mapping[str, str]
    editions: Mapping[str, str]


@dataclass(frozen=True)
class Facts:
    """The state of the ledger for one reader.

    Attributes:
        body_years: by body in the order of the registry, then by year.
        findings: the open ones.
        editions: the current ones by body id and year.
        cells: of every edition that an open finding rests on, by edition id; loaded when asked for.
        received: applications received, by body id and year, where the report says so with certainty.
        bodies: the registry's records by id.
        evaluations: what the engine said of every body and year.
        revisions: what changed on the sites, by body id and year, oldest first.
        evaluated: the day the rules were last applied for.
        baseline: what this reader was told last; None before the first digest.
        happenings: what became of findings since then.
        notices: what bodies were asked to mend, and what became of it.
        decided: what staff decided about findings; those that are waived are not among `findings`.
        audience: whom a filtered digest is for; empty for the digest of everything.
        least: the least grave level this reader wants.
        troubles: what went wrong with what the clock starts.
        new_rows: rows that many reports of one year have and no form.
    """

    office: str
    as_of: datetime
    simulated: bool
    demo: bool
    body_years: tuple["BodyYear", ...]
    findings: tuple[FindingRow, ...] = ()
    editions: Mapping[tuple[str, int], EditionRow] = field(default_factory=dict)
    cells: Mapping[int, Mapping[str, Cell]] = field(default_factory=dict)
    received: Mapping[tuple[str, int], Decimal] = field(default_factory=dict)
    bodies: Mapping[str, "Body"] = field(default_factory=dict)
    evaluations: Mapping[tuple[str, int], Evaluation] = field(default_factory=dict)
    revisions: Mapping[tuple[str, int], tuple[RevisionFacts, ...]] = field(default_factory=dict)
    sources: tuple[SourceFacts, ...] = ()
    rules: Mapping[str, RuleFacts] = field(default_factory=dict)
    evaluated: datetime | None = None
    baseline: Baseline | None = None
    happenings: tuple[Happening, ...] = ()
    decided: Decided = field(default_factory=Decided)
    notices: tuple["NoticeStanding", ...] = ()
    audience: str = ""
    least: Level = Level.HINT
    troubles: Troubles = field(default_factory=Troubles)
    new_rows: tuple[NewRow, ...] = ()

    @cached_property
    def expected(self) -> tuple["BodyYear", ...]:
        """The bodies and years of which a report is expected."""
        return tuple(each for each in self.body_years if each.state is not State.NOT_EXPECTED)

    @cached_property
    def year(self) -> int | None:
        """The current report year: the newest of which any report is expected."""
        return max((each.year for each in self.expected), default=None)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """All report years of which reports are expected, newest first."""
        return tuple(sorted({each.year for each in self.expected}, reverse=True))

    def rule_name(self, rule_id: str, lang: Lang) -> str:
        """Return the name of a rule, empty when the catalogue no longer has it."""
        rule = self.rules.get(rule_id)
        return rule.name.in_language(lang) if rule else ""

    def only(self, body_ids: "Collection[str]", least: Level, audience: str) -> "Facts":
        """Return what concerns some bodies, with findings of a least level; what needs a person always stays."""
        return replace(
            self,
            body_years=tuple(each for each in self.body_years if each.id in body_ids),
            findings=tuple(f for f in self.findings if f.body_id in body_ids and wanted(f.finding, least)),
            happenings=tuple(h for h in self.happenings if h.body_id in body_ids and wanted(h.finding, least)),
            decided=self.decided.only(body_ids, lambda finding: wanted(finding, least)),
            received={key: value for key, value in self.received.items() if key[0] in body_ids},
            bodies={key: body for key, body in self.bodies.items() if key in body_ids},
            evaluations={key: value for key, value in self.evaluations.items() if key[0] in body_ids},
            sources=tuple(seen for each in self.sources if (seen := each.only(body_ids))),
            audience=audience,
            least=least,
        )


def wanted(finding: Finding, least: Level) -> bool:
    """Whether a reader who asked for a least level is told of a finding."""
    return finding.outcome is Outcome.NEEDS_REVIEW or finding.level.rank <= least.rank
