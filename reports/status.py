"""Where every body stands with every year's report, as the contract's `duban status` tells it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from checks.model import DateSource, State
from checks.words import Language, Words
from config.bodies import Source
from config.kinds import Kind
from config.workspace import Workspace
from reports.decisions import decided
from reports.facts import Facts, facts_of_source
from reports.history import Transition
from reports.store import EditionRow, SourceHealth, Store, counted_as

Reading = Literal["ok", "partial", "unreadable", "none"]

COUNTED = ("error", "warning", "hint", "needs_review", "not_evaluated")

_DOUBTS = Words(
    "有 {n} 个疑似年度报告的页面未能读出或未能认定归属，因此不能断定未发布",
    "{n} pages that may be annual reports could not be read or attributed, so absence is not proven",
)

_UNOPENED = Words(
    "列表上有该报告，但页面打不开（{url}），因此不能断定未发布",
    "a list names this report, but its page could not be opened ({url}), so absence is not proven",
)


@dataclass(frozen=True, slots=True)
class SourceStanding:
    """How the looking at the source of a body stands; `reason` says what stands in the way, empty when nothing does."""

    state: Literal["accepted", "rejected", "blocked", "never"]
    last_accepted: datetime | None
    reason: str
    reason_en: str = ""

    def said(self, lang: Language) -> str:
        """Return the reason in a language."""
        return self.reason_en if lang == "en" and self.reason_en else self.reason


@dataclass(frozen=True, slots=True)
class BodyYear:
    """One body and report year.

    Attributes:
        body, id: name and id of the registry.
        published: the day of publication, as far as the witnesses agree on one, and its source.
        first_seen, last_absent: in ledger time.
        certain: whether `late` is proven.
        checked: when an address of the report was last asked for; its list may have named it since.
        edition: the hash of the content that is judged, None when none was found.
        changes: what took the place of what on the site.
        findings: open ones that are not waived, by level, `needs_review`, and `not_evaluated` rules.
    """

    body: str
    id: str
    kind: Kind
    year: int
    state: State
    due: date | None
    due_source: Literal["law", "practice", "local"] | None
    published: date | None
    published_source: DateSource | None
    last_absent: datetime | None
    first_seen: datetime | None
    days_late: int | None
    certain: bool
    reading: Reading
    flags: tuple[str, ...]
    source: SourceStanding
    findings: Mapping[str, int]
    edition: str | None
    as_of: datetime
    changes: tuple[Transition, ...] = ()
    checked: datetime | None = None

    def as_json(self, lang: Language = "zh") -> dict[str, Any]:
        """Return the object that `duban status --json` prints, its reason in a language."""
        return {
            "body": self.body,
            "id": self.id,
            "kind": self.kind.value,
            "year": self.year,
            "state": self.state.value,
            "due": _iso(self.due),
            "due_source": self.due_source,
            "published": _iso(self.published),
            "published_source": self.published_source.value if self.published_source else None,
            "last_absent": _iso(self.last_absent),
            "first_seen": _iso(self.first_seen),
            "days_late": self.days_late,
            "reading": self.reading,
            "flags": list(self.flags),
            "source": {
                "state": self.source.state,
                "last_accepted": _iso(self.source.last_accepted),
                "reason": self.source.said(lang) or None,
            },
            "findings": dict(self.findings),
            "edition": self.edition,
            "checked": _iso(self.checked),
            "as_of": self.as_of.isoformat(),
        }


def body_years(
    store: Store, workspace: Workspace, *, as_of: datetime, bodies: Collection[str] | None = None
) -> tuple[BodyYear, ...]:
    """Return one entry for every body and expected report year, in the order of the registry, then by year.

    A year that is not expected of a body has an entry, `not_expected`, when a report for it was found.

    Args:
        store: open.
        workspace: whose registry and deadlines count.
        as_of: the instant asked about.
        bodies: ids of the bodies asked about; all of them when None.
    """
    sources = _sources(workspace, bodies)
    with store.transaction():
        counted = store.finding_counts(until=as_of, bodies=bodies)
        unanswered = store.unanswered_counts(bodies=bodies)
        waived = decided(store, workspace, as_of=as_of).waived
        keys = None if bodies is None else [source.key for source in sources]
        health = {entry.source: entry for entry in store.source_health(until=as_of, sources=keys)}
        found = [
            (facts, health.get(source.key))
            for source in sources
            for facts in facts_of_source(store, workspace, source, as_of=as_of)
            if bodies is None or facts.body.id in bodies
        ]
    open_findings = {key: Counter(counts) for key, counts in counted.items()}
    for row in waived:
        if bodies is None or row.body_id in bodies:
            open_findings[row.body_id, row.year][counted_as(row.finding)] -= 1
    waived_in = {(row.body_id, row.year) for row in waived}
    found.sort(key=lambda pair: (workspace.registry.position(pair[0].body), pair[0].year))
    entries = []
    for facts, source in found:
        key = facts.body.id, facts.year
        counts = {**dict.fromkeys(COUNTED, 0), **open_findings.get(key, {}), "not_evaluated": unanswered.get(key, 0)}
        entries.append(_entry(facts, _source_standing(facts, source), counts, as_of, waived=key in waived_in))
    return tuple(entries)


def _sources(workspace: Workspace, bodies: Collection[str] | None) -> tuple[Source, ...]:
    registry = workspace.registry
    if bodies is None:
        return registry.sources()
    asked = (body for body_id in bodies if (body := registry.get(body_id)))
    return tuple({source.key: source for source in map(registry.source_of, asked)}.values())


def _entry(
    facts: Facts, source: SourceStanding, findings: Mapping[str, int], as_of: datetime, *, waived: bool
) -> BodyYear:
    standing = facts.standing
    return BodyYear(
        body=facts.body.name,
        id=facts.body.id,
        kind=facts.body.kind,
        year=facts.year,
        state=standing.state,
        due=standing.due,
        due_source=standing.due_source,
        published=standing.published,
        published_source=standing.published_source,
        last_absent=standing.last_absent,
        first_seen=standing.first_seen,
        days_late=standing.days_late,
        certain=standing.certain,
        reading=_reading(facts.edition),
        flags=(*standing.flags, *(["waived"] if waived else [])),
        source=source,
        findings=findings,
        checked=facts.checked,
        edition=facts.edition.content_hash if facts.edition else None,
        as_of=as_of,
        changes=facts.changes,
    )


def _reading(edition: EditionRow | None) -> Reading:
    if edition is None:
        return "none"
    if not edition.readable:
        return "unreadable"
    return "ok" if edition.whole else "partial"


def _source_standing(facts: Facts, health: SourceHealth | None) -> SourceStanding:
    said = [_filled(_DOUBTS, n=facts.doubts)] if facts.doubts else []
    said += [_filled(_UNOPENED, url=facts.unopened[0])] if facts.unopened else []
    if health is None:
        return SourceStanding("never", None, _joined(said, "zh"), _joined(said, "en"))
    said.insert(0, Words(health.said("zh"), health.said("en")))
    return SourceStanding(health.state, health.last_accepted, _joined(said, "zh"), _joined(said, "en"))


def _filled(words: Words, **values: object) -> Words:
    return Words(words.fill("zh", values), words.fill("en", values))


def _joined(said: Iterable[Words], lang: Language) -> str:
    return ("；" if lang == "zh" else "; ").join(filter(None, (words.in_language(lang) for words in said)))


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None
