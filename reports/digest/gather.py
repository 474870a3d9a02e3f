"""From the store to the facts of a digest; nothing is worded here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache

from checks.catalogue import MEANINGS, rules
from checks.changes import differences
from checks.model import Cell, Finding, Level
from config.errors import UserError
from config.settings import RuleSetting
from config.workspace import Workspace
from reports.decisions import decided
from reports.digest.facts import Baseline, Facts, Happening, RevisionFacts, RuleChanged, RuleFacts, SourceFacts, wanted
from reports.history import Transition
from reports.notices.standing import standings
from reports.portfolio.shared_rows import SharedRows
from reports.schedule.troubles import Troubles, troubles
from reports.status import body_years
from reports.store import CaptureRow, EditionRow, FindingEvent, FindingEventKind, FindingRow, RunState, Store

RECEIVED = "t3.received.total"
"""The cell with the applications received in a year."""

_EDITIONS_AT_HAND = 64


def gather_judged(store: Store, workspace: Workspace, *, as_of: datetime) -> Facts:
    """Return what the ledger knows at an instant, once every report that it knows was judged.

    Raises:
        UserError: the ledger stands at a later day, reports wait to be judged, or a file of the workspace is wrong.
    """
    evaluated = store.evaluated()
    if evaluated and as_of < evaluated:
        raise UserError(
            f"the ledger stands at {evaluated.date()} and cannot tell what was known on {as_of.date()}; "
            f"the digest of that day, if there was one, lies in {workspace.digests}"
        )
    facts = gather(store, workspace, as_of=as_of)
    _require_judged(store, facts)
    return facts


def _require_judged(store: Store, facts: Facts) -> None:
    """A report that no rule has looked at must not be told of as one in which nothing was found."""
    judged = {key: evaluation.edition_id for key, evaluation in facts.evaluations.items()}
    waiting = [key for key, edition in facts.editions.items() if judged.get(key) != edition.id]
    if waiting or store.unread_captures():
        raise UserError("there are reports that have not been read or judged yet: run `duban check` first")


def gather(store: Store, workspace: Workspace, *, as_of: datetime) -> Facts:
    """Return what the ledger knows at an instant, for a reader who was told nothing before.

    Raises:
        UserError: a file of the workspace is wrong.
    """
    settings = workspace.settings
    with store.transaction():
        ruled = decided(store, workspace, as_of=as_of)
        waived = {row.id for row in ruled.waived}
        findings = tuple(row for row in store.open_findings() if row.first_seen <= as_of and row.id not in waived)
        rows = body_years(store, workspace, as_of=as_of)
        return Facts(
            office=settings.office,
            as_of=as_of,
            simulated=settings.simulated,
            demo=settings.demo,
            body_years=rows,
            findings=findings,
            editions=_editions(store),
            cells=_Cells(store, findings),
            received=store.current_values(RECEIVED),
            bodies={body.id: body for body in workspace.registry.bodies},
            evaluations=store.evaluations(),
            revisions={(row.id, row.year): revisions_of(store, row.changes) for row in rows if row.changes},
            sources=_sources(store, workspace, as_of),
            rules=rule_facts(settings.rules),
            evaluated=store.evaluated(),
            decided=ruled,
            notices=standings(store, ruled, as_of=as_of),
            new_rows=SharedRows(store).rows,
            troubles=Troubles() if settings.simulated else troubles(workspace.schedule_log, as_of),
        )


def _editions(store: Store) -> Mapping[tuple[str, int], EditionRow]:
    return {(edition.body_id, edition.year): edition for edition in store.current_editions()}


def revisions_of(store: Store, changes: Iterable[Transition]) -> tuple[RevisionFacts, ...]:
    """Return the changes of a published report with what differs in each."""
    return tuple(
        RevisionFacts(
            store.edition(change.before),
            store.edition(change.after),
            change,
            differences(store.load_report(change.before), store.load_report(change.after)),
        )
        for change in changes
    )


class _Cells(Mapping[int, Mapping[str, Cell]]):
    """The cells of the editions that findings rest on, loaded when asked for: all at once would fill the memory."""

    def __init__(self, store: Store, findings: Iterable[FindingRow]) -> None:
        drawn = {row.edition_id for row in findings if row.finding.cells and row.edition_id is not None}
        self._ids = dict.fromkeys(sorted(drawn))
        self._load = lru_cache(maxsize=_EDITIONS_AT_HAND)(store.load_cells)

    def __getitem__(self, edition_id: int) -> Mapping[str, Cell]:
        if edition_id not in self._ids:
            raise KeyError(edition_id)
        return self._load(edition_id)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def _sources(store: Store, workspace: Workspace, as_of: datetime) -> tuple[SourceFacts, ...]:
    health = {entry.source: entry for entry in store.source_health(until=as_of)}
    return tuple(
        SourceFacts(
            health[source.key],
            tuple(body.id for body in source.bodies),
            tuple(body.name for body in source.bodies),
            _doubtful(store, source.key, as_of),
        )
        for source in workspace.registry.sources()
        if source.key in health
    )


def _doubtful(store: Store, source: str, as_of: datetime) -> tuple[CaptureRow, ...]:
    """The doubtful pages of the newest run: a page that is still there is seen again by every run."""
    runs = [run.id for run in store.runs(source, until=as_of) if run.state is not RunState.RUNNING]
    return tuple(page for page in store.doubtful_captures(source) if runs and page.run_id == runs[-1])


def rule_facts(settings: Mapping[str, RuleSetting]) -> Mapping[str, RuleFacts]:
    """Return every rule of the catalogue with what the settings change about it."""
    return {
        rule.id: RuleFacts(
            id=rule.id,
            name=rule.name,
            family=rule.family,
            level=rule.level,
            meanings={outcome: said for outcome, said in rule.meanings.items() if said != MEANINGS[outcome]},
            changed=_changed(setting) if (setting := settings.get(rule.id)) else (),
        )
        for rule in rules()
    }


def _changed(setting: RuleSetting) -> tuple[RuleChanged, ...]:
    everywhere = (("", setting),) if setting.changes else ()
    return tuple(
        RuleChanged(region, change.off, Level(change.level) if change.level else None, change.reason.strip())
        for region, change in (*everywhere, *((each.region, each) for each in setting.regions))
    )


def happenings(store: Store, facts: Facts, baseline: Baseline) -> tuple[Happening, ...]:
    """Return what became of this reader's findings after the events they knew, each once, in the order of events."""
    events: dict[int, list[FindingEvent]] = defaultdict(list)
    for event in store.finding_events(after=baseline.last_event):
        if event.at <= facts.as_of:
            events[event.finding_id].append(event)
    still_open = {row.id: row for row in facts.findings}
    of_others = {row.id for row in store.open_findings()} - still_open.keys()
    told = (
        _happening(store, still_open.get(finding_id), seen, facts)
        for finding_id, seen in events.items()
        if finding_id not in of_others
    )
    return tuple(each for each in told if each)


def _happening(store: Store, row: FindingRow | None, events: list[FindingEvent], facts: Facts) -> Happening | None:
    kind = _net(events, is_open=row is not None)
    said = row.finding if row else _last_said(store, events[0].finding_id)
    if kind is None or said is None or said.year is None:
        return None
    body_id = row.body_id if row else next((each.id for each in facts.body_years if each.body == said.body), "")
    if (facts.audience and not body_id) or not wanted(said, facts.least):
        return None
    return Happening(
        kind=kind,
        cause=events[-1].cause,
        finding=said,
        public_id=row.public_id if row else None,
        body_id=body_id,
        body=said.body or "",
        year=said.year,
    )


def _net(events: list[FindingEvent], *, is_open: bool) -> FindingEventKind | None:
    """What several events come to: a finding that came and went between two digests is not told."""
    kinds = [event.kind for event in events]
    was_open = kinds[0] in {FindingEventKind.RESOLVED, FindingEventKind.CHANGED}
    if not is_open:
        return FindingEventKind.RESOLVED if was_open else None
    if kinds[0] is FindingEventKind.OPENED:
        return FindingEventKind.OPENED
    return FindingEventKind.REOPENED if FindingEventKind.REOPENED in kinds else FindingEventKind.CHANGED


def _last_said(store: Store, finding_id: int) -> Finding | None:
    history = store.finding_history(finding_id)
    return next((event.finding for event in reversed(history) if event.finding), None)
