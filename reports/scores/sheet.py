"""Scores with their derivation: nothing is taken off for what was not seen, not read, not sure or waived."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from checks.catalogue import rules
from checks.model import Family, Outcome, State
from checks.words import Language, Words
from config.errors import UserError
from config.kinds import Kind
from config.scores import Scores, default_scores
from config.workspace import Workspace
from reports.ledger import refuse_to_go_back
from reports.status import BodyYear, body_years
from reports.store import FindingRow, Store

Waived = Callable[[FindingRow], bool]
"""Tells whether a finding was waived and so costs nothing."""

_UNSCORED = {
    State.NOT_DUE: Words("尚未到期", "not due yet"),
    State.DUE: Words("尚未到期", "not due yet"),
    State.NOT_LOOKED: Words("未能查看：{why}", "not looked at: {why}"),
    State.NOT_FOUND_SO_FAR: Words("暂未找到，尚不能证实未发布", "not found so far, which proves nothing yet"),
    State.NOT_FOUND: Words("没有法定期限，未找到报告", "no clock runs for it, and no report was found"),
}
_UNREADABLE = Words("找到报告，但无法读出", "found, but could not be read")
_UNJUDGED = Words("尚未评判", "not judged yet")
_PARTLY = Words("只读出一部分，不参加排名", "read in part only, so not ranked")
_FEW = Words(
    "同类只有 {n} 个有得分，少于 {least} 个，不排名", "not ranked: {n} of this kind have a score, fewer than {least}"
)


@dataclass(frozen=True, slots=True)
class Deduction:
    """What one finding costs; `points` is less than its weight where the bound of its family was reached."""

    finding: str
    rule: str
    family: str
    level: str
    weight: Decimal
    points: Decimal
    message: Words

    def as_json(self, lang: Language) -> dict[str, Any]:
        """Return the object that stands in the JSON of a score."""
        return {
            "finding": self.finding,
            "rule": self.rule,
            "family": self.family,
            "level": self.level,
            "weight": float(self.weight),
            "points": float(self.points),
            "message": self.message.in_language(lang),
        }


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one body for one report year.

    Attributes:
        points: None where there is nothing to score.
        full: what it would be without any deduction.
        reason: why there is no score, or no rank.
        open_questions: findings that a person must decide, for which nothing was taken off.
        waived: findings for which nothing was taken off because they were waived.
        rank: 1 for the highest; equal scores share one.
        peers: bodies of its kind that are ranked with it.
    """

    body: str
    id: str
    kind: Kind
    year: int
    points: Decimal | None
    full: Decimal
    deductions: tuple[Deduction, ...] = ()
    reason: Words | None = None
    open_questions: int = 0
    waived: int = 0
    rank: int | None = None
    peers: int = 0

    def as_json(self, lang: Language = "zh") -> dict[str, Any]:
        """Return the object that `duban score --json` prints."""
        return {
            "body": self.body,
            "id": self.id,
            "kind": self.kind.value,
            "year": self.year,
            "score": None if self.points is None else float(self.points),
            "full": float(self.full),
            "deductions": [each.as_json(lang) for each in self.deductions],
            "rank": self.rank,
            "peers": self.peers,
            "needs_review": self.open_questions,
            "waived": self.waived,
            "reason": self.reason.in_language(lang) if self.reason else None,
        }


def nothing_waived(_: FindingRow) -> bool:
    """Tell that a finding was not waived."""
    return False


def score_sheet(
    store: Store,
    workspace: Workspace,
    *,
    as_of: datetime,
    year: int,
    office: str | None = None,
    waived: Waived = nothing_waived,
) -> tuple[Score, ...]:
    """Return the scores of all bodies for a report year, in the order of the registry.

    Args:
        store: with a ledger that was brought up to date.
        workspace: whose weights count.
        as_of: the day asked about.
        year: the report year.
        office: only the bodies of this office, ranked among themselves.
        waived: tells which findings cost nothing.

    Raises:
        UserError: reports wait to be judged, the ledger stands at a later day, or the settings name an unknown office
            or rule.
    """
    refuse_to_go_back(store, as_of)
    if store.unread_captures():
        raise UserError("there are reports that have not been read or judged yet: run `duban check` first")
    weights = _weights(workspace)
    seen = workspace.settings.office_named(office).sees(workspace.registry) if office else None
    rows = [row for row in body_years(store, workspace, as_of=as_of) if row.year == year]
    judged = {body_id for body_id, evaluated in store.evaluations() if evaluated == year}
    return scores(
        [row for row in rows if seen is None or row.id in seen],
        store.open_findings(year=year),
        weights,
        judged=judged,
        waived=waived,
    )


def _weights(workspace: Workspace) -> Scores:
    given = workspace.settings.scores
    known = {rule.id for rule in rules()}
    if unknown := sorted(given.rules.keys() - known):
        raise UserError(f"duban.toml: scores.rules names {unknown[0]}, and there is no such rule: see `duban rules`")
    return given.over(default_scores())


def scores(
    rows: Iterable[BodyYear],
    findings: Iterable[FindingRow],
    weights: Scores,
    *,
    judged: Iterable[str],
    waived: Waived = nothing_waived,
) -> tuple[Score, ...]:
    """Return the scores of some bodies of one report year, in their order, ranked among themselves.

    Args:
        rows: where each body stands; those of which nothing is expected are left out.
        findings: the open ones, the gravest first.
        weights: complete, see `Scores.over`.
        judged: ids of the bodies that the rules were asked about.
        waived: tells which findings cost nothing.
    """
    by_body: dict[str, list[FindingRow]] = defaultdict(list)
    for finding in findings:
        by_body[finding.body_id].append(finding)
    known = set(judged)
    listed = [
        _score(row, by_body[row.id], weights, judged=row.id in known, waived=waived)
        for row in rows
        if row.state is not State.NOT_EXPECTED
    ]
    return _ranked(listed, weights.minimum or 2)


def _score(row: BodyYear, findings: Sequence[FindingRow], weights: Scores, *, judged: bool, waived: Waived) -> Score:
    full = weights.full or Decimal()
    score = Score(row.body, row.id, row.kind, row.year, None, full)
    reason = _unscored(row, judged=judged)
    if reason:
        return replace(score, reason=reason)
    certain = [each for each in findings if each.finding.outcome is Outcome.FAIL and _costs(each)]
    costly = [each for each in certain if not waived(each)]
    deductions = tuple(_deductions(costly, weights))
    return replace(
        score,
        points=max(full - sum(each.points for each in deductions), Decimal()),
        deductions=deductions,
        reason=_PARTLY if row.reading == "partial" else None,
        open_questions=sum(each.finding.outcome is Outcome.NEEDS_REVIEW for each in findings),
        waived=len(certain) - len(costly),
    )


def _costs(row: FindingRow) -> bool:
    """Whether a finding states a fault of the body; that something could not be read is none."""
    return row.finding.family is not Family.READING


def _unscored(row: BodyYear, *, judged: bool) -> Words | None:
    words = _UNSCORED.get(row.state)
    if words:
        zh, en = row.source.said("zh") or "—", row.source.said("en") or "—"
        return Words(words.fill("zh", {"why": zh}), words.fill("en", {"why": en}))
    if row.reading == "unreadable":
        return _UNREADABLE
    return None if judged else _UNJUDGED


def _deductions(findings: Iterable[FindingRow], weights: Scores) -> Iterable[Deduction]:
    """Yield what each finding costs, in order, as far as the bound of its family reaches."""
    spent: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in findings:
        said = row.finding
        weight = weights.points(said.rule, said.family.value, said.level.value)
        cap = weights.cap(said.family.value)
        points = weight if cap is None else min(weight, cap - spent[said.family.value])
        spent[said.family.value] += points
        if weight:
            yield Deduction(
                finding=row.public_id,
                rule=said.rule,
                family=said.family.value,
                level=said.level.value,
                weight=weight,
                points=points,
                message=Words(said.message, said.message_en or said.message),
            )


def _ranked(listed: Sequence[Score], minimum: int) -> tuple[Score, ...]:
    kinds: dict[Kind, list[Decimal]] = defaultdict(list)
    for score in listed:
        if score.points is not None and score.reason is None:
            kinds[score.kind].append(score.points)
    return tuple(_rank(score, kinds, minimum) for score in listed)


def _rank(score: Score, kinds: Mapping[Kind, Sequence[Decimal]], minimum: int) -> Score:
    if score.points is None or score.reason is not None:
        return score
    peers = kinds[score.kind]
    if len(peers) < minimum:
        values = {"n": len(peers), "least": minimum}
        return replace(score, reason=Words(_FEW.fill("zh", values), _FEW.fill("en", values)))
    better = sum(points > score.points for points in peers)
    return replace(score, rank=better + 1, peers=len(peers))
