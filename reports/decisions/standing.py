"""Which decisions hold: those that match a finding, on the content they were decided on, and have not run out."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, NamedTuple

from checks.engine import finding_id
from checks.model import Finding, Report
from checks.words import Language, Words
from config.bodies import Body
from config.errors import UserError
from config.waivers import NO_EDITION, Confirmation, Decision, Entry, Note, Waiver
from config.workspace import Workspace
from reports.content import content_of
from reports.store import FindingRow, Store
from reports.wording import DECISION

Why = Literal["unknown_body", "unmatched", "expired", "lapsed"]

_WHY: Mapping[Why, Words] = {
    "unknown_body": Words("名录中没有这个机关", "the registry lists no such body"),
    "unmatched": Words("没有与之相符的未决问题", "no open finding matches it"),
    "expired": Words("已过期，不再有效", "it has run out"),
    "lapsed": Words("报告内容已变，须重新核实", "the report has changed since; decide anew"),
}
_IDLE = Words("{kind} {about}（{author}）：{why}", "{kind} {about} ({author}): {why}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided about one finding and holds now."""

    waiver: Waiver | None = None
    confirmation: Confirmation | None = None
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the keys that `duban check --json` adds to a finding: `waived`, `confirmed`, `notes`."""
        waiver, confirmation = self.waiver, self.confirmation
        return {
            "waived": _plain(waiver, reason=waiver.reason, expires=waiver.expires.isoformat()) if waiver else None,
            "confirmed": _plain(confirmation, reason=confirmation.reason or None) if confirmation else None,
            "notes": [_plain(note, text=note.text) for note in self.notes],
        }


def _plain(decision: Entry, **said: str | None) -> dict[str, Any]:
    day = decision.decided.isoformat() if decision.decided else None
    return {**said, "author": decision.author or None, "decided": day}


NOTHING = Verdict()


@dataclass(frozen=True, slots=True)
class Idle:
    """A decision that holds for nothing, and why; `body_id` is that of the registry, if it lists the body."""

    decision: Entry
    why: Why
    body_id: str | None = None

    def line(self, language: Language) -> str:
        """Return it in one line for people."""
        values = {
            "kind": DECISION.word(self.decision.kind, language),
            "about": self.decision.about,
            "author": self.decision.author,
            "why": _WHY[self.why].in_language(language),
        }
        return _IDLE.fill(language, values)


@dataclass(frozen=True, slots=True)
class Decided:
    """All decisions of a workspace at an instant.

    Attributes:
        verdicts: by the public id of the finding.
        waived: the open findings that are waived.
        idle: what holds for nothing.
    """

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    waived: tuple[FindingRow, ...] = ()
    idle: tuple[Idle, ...] = ()

    def on(self, public_id: str) -> Verdict:
        """Return what holds for a finding."""
        return self.verdicts.get(public_id, NOTHING)

    def only(self, body_ids: Collection[str], wanted: Callable[[Finding], bool]) -> "Decided":
        """Return what concerns some bodies: their waived findings that are wanted, and their idle decisions."""
        waived = tuple(row for row in self.waived if row.body_id in body_ids and wanted(row.finding))
        return replace(self, waived=waived, idle=tuple(each for each in self.idle if each.body_id in body_ids))


class Subject(NamedTuple):
    """A finding that decisions may be about: the ids it goes by, and the hashes its report is known by."""

    ids: frozenset[str]
    public_id: str
    hashes: frozenset[str]


def decided(store: Store, workspace: Workspace, *, as_of: datetime) -> Decided:
    """Return what was decided about the findings that were open at an instant.

    Raises:
        UserError: `waivers.toml` is wrong.
    """
    bench = _Bench(store, as_of)
    rows: dict[str, FindingRow] = {}
    for decision in workspace.waivers.decisions:
        body = body_meant(workspace, decision)
        if body is None:
            bench.idle.append(Idle(decision, "unknown_body"))
            continue
        found = [row for row in store.findings_of(body.id, decision.year) if row.finding.rule == decision.rule]
        opened = [row for row in found if _open_at(row, as_of)]
        rows |= {row.public_id: row for row in opened}
        bench.decide(decision, body, [bench.subject(row) for row in opened], known=_named(decision, found))
    waived = tuple(rows[key] for key, verdict in bench.verdicts.items() if verdict.waiver)
    return Decided(bench.verdicts, waived, tuple(bench.idle))


def decided_on_files(
    store: Store, workspace: Workspace, reports: Iterable[tuple[Report, Iterable[Finding]]], *, as_of: datetime
) -> Decided:
    """Return what was decided about findings on reports in files; a decision that is about no file here is not idle.

    Raises:
        UserError: `waivers.toml` is wrong.
    """
    bench = _Bench(store, as_of)
    named = [(decision, body_meant(workspace, decision)) for decision in workspace.waivers.decisions]
    for report, findings in reports:
        listed = _listed(workspace, report.body)
        mine = [(decision, body) for decision, body in named if body and body == listed]
        if mine:
            hashes = _hashes_of_file(store, mine[0][1], report)
            told = [*findings]
            for decision, body in mine:
                subjects = [
                    _of_file(f, body, hashes) for f in told if (f.rule, f.year) == (decision.rule, decision.year)
                ]
                bench.decide(decision, body, subjects, known=True)
    return Decided(bench.verdicts)


def body_meant(workspace: Workspace, decision: Decision) -> Body | None:
    """Return the body of the registry that a decision is about."""
    return _listed(workspace, decision.body)


def _listed(workspace: Workspace, name: str | None) -> Body | None:
    try:
        return workspace.registry.find(name) if name else None
    except UserError:
        return None


class _Bench:
    """Where decisions meet findings."""

    def __init__(self, store: Store, as_of: datetime) -> None:
        self._store = store
        self._today = as_of.date()
        self._bound = {entry: made.edition for entry, made in store.standing_decisions().items()}
        self._hashes: dict[int | None, frozenset[str]] = {None: frozenset({NO_EDITION})}
        self.verdicts: dict[str, Verdict] = {}
        self.idle: list[Idle] = []

    def subject(self, row: FindingRow) -> Subject:
        """Return a finding of the ledger as decisions know it."""
        edition_id = row.edition_id
        if edition_id is not None and edition_id not in self._hashes:
            self._hashes[edition_id] = self._store.hashes_of(edition_id)
        return Subject(frozenset({row.public_id}), row.public_id, self._hashes[edition_id])

    def decide(self, decision: Entry, body: Body, subjects: Iterable[Subject], *, known: bool) -> None:
        """Apply a decision to the findings it means; `known` tells whether it ever meant any."""
        meant = [each for each in subjects if _means(decision, each.ids)]
        holding = [each for each in meant if self._on_this_content(decision, each)]
        why = self._idle(decision, meant, holding, known=known)
        if why:
            self.idle.append(Idle(decision, why, body.id))
        else:
            for each in holding:
                verdict = self.verdicts.get(each.public_id, NOTHING)
                self.verdicts[each.public_id] = _with(verdict, decision)

    def _on_this_content(self, decision: Entry, subject: Subject) -> bool:
        bound = decision.edition or self._bound.get(decision.fingerprint)
        return isinstance(decision, Note) or bound is None or bound in subject.hashes

    def _idle(self, decision: Entry, meant: list[Subject], holding: list[Subject], *, known: bool) -> Why | None:
        if isinstance(decision, Waiver) and decision.expires < self._today:
            return "expired"
        if not meant:
            return "unmatched" if isinstance(decision, Waiver) or not known else None
        return None if holding else "lapsed"


def _with(verdict: Verdict, decision: Entry) -> Verdict:
    match decision:
        case Waiver():
            longest = verdict.waiver and verdict.waiver.expires >= decision.expires
            return verdict if longest else replace(verdict, waiver=decision)
        case Confirmation():
            return verdict if verdict.confirmation else replace(verdict, confirmation=decision)
        case Note():
            return replace(verdict, notes=(*verdict.notes, decision))


def _means(decision: Decision, ids: Iterable[str]) -> bool:
    return decision.finding is None or any(each.startswith(decision.finding) for each in ids)


def _named(decision: Decision, rows: Iterable[FindingRow]) -> bool:
    return any(_means(decision, (row.public_id,)) for row in rows)


def _open_at(row: FindingRow, at: datetime) -> bool:
    return row.first_seen <= at and (row.resolved_at is None or row.resolved_at > at)


def _hashes_of_file(store: Store, body: Body, report: Report) -> frozenset[str]:
    own = content_of(report, "").hash
    known = store.edition_with(body.id, report.year, own) if report.year else None
    return frozenset({own}) if known is None else store.hashes_of(known) | {own}


def _of_file(finding: Finding, body: Body, hashes: frozenset[str]) -> Subject:
    """Return a finding on a file; the ledger knows it by the name of the registry."""
    return Subject(frozenset(_ids(finding, body)), finding_id(finding), hashes)


def _ids(finding: Finding, body: Body) -> Iterator[str]:
    for name in (finding.body, body.name, f"{body.name} {body.id}"):
        yield finding_id(replace(finding, body=name))
