"""Deciding about a finding: the entry for `waivers.toml`, bound to the content that is judged, and its memory."""

from dataclasses import dataclass
from datetime import date, datetime

from config.errors import UserError
from config.waivers import NO_EDITION, Entry, Kind, Note
from config.workspace import Workspace
from reports.decisions.editing import Values, edit
from reports.decisions.record import take_over
from reports.naming import find_finding, user_name
from reports.store import FindingRow, Store


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides about a finding.

    Attributes:
        kind: the table of `waivers.toml`.
        said: the reason, or the remark.
        author: who decides; the user of this machine when empty.
        decided: the day of the decision.
        expires: the last day a waiver holds.
    """

    kind: Kind
    said: str
    author: str
    decided: date
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a decision: `new` is False when the file says so already."""

    row: FindingRow
    new: bool


def decide(workspace: Workspace, finding: str, decision: Decision) -> Entered:
    """Write a decision about a finding into `waivers.toml`; the same decision again changes nothing.

    Args:
        workspace: whose file is edited.
        finding: the id of the finding, or as much of its beginning as is unique.
        decision: what is decided.

    Raises:
        UserError: there is no such finding, it is not open, a waiver would have run out already, a text is empty, or
            the file is wrong or cannot be written to.
    """
    with Store.open(workspace.database) as store:
        row = find_finding(store, finding)
        edition = store.edition(row.edition_id).content_hash if row.edition_id is not None else NO_EDITION
    _require_sensible(row, decision)
    author = decision.author.strip() or user_name("--author")
    values = _values(workspace, row, edition, decision, author)

    def same(entry: Entry) -> bool:
        if isinstance(entry, Note):
            return entry.finding == row.public_id and entry.text == decision.said.strip()
        return (entry.finding, entry.edition) == (row.public_id, edition)

    return Entered(row, edit(workspace.waivers_file, decision.kind, values, same))


def remember(workspace: Workspace, *, at: datetime, wait: float = 3.0) -> None:
    """Take the edited file over into the ledger at once, as the doing of the user of this machine.

    Raises:
        UserError: another process writes to the ledger; the next `duban check` takes the file over then.
    """
    with Store.open(workspace.database, write=True, wait=wait) as store:
        take_over(store, workspace, at=at, by=user_name("--author"))


def _require_sensible(row: FindingRow, decision: Decision) -> None:
    if row.resolved_at and decision.kind != "note":
        raise UserError(f"{row.public_id} is no longer open since {row.resolved_at.date()}: there is nothing to decide")
    if decision.kind != "confirmation" and not decision.said.strip():
        raise UserError(f"a {decision.kind} needs words: say why")
    if decision.expires and decision.expires < decision.decided:
        raise UserError(f"--until {decision.expires} lies before {decision.decided}: the waiver would not hold a day")


def _values(workspace: Workspace, row: FindingRow, edition: str, decision: Decision, author: str) -> Values:
    values: dict[str, str | int | date] = {
        "rule": row.finding.rule,
        "body": _body_name(workspace, row),
        "year": row.year,
        "finding": row.public_id,
    }
    if decision.kind != "note":
        values["edition"] = edition
    if said := decision.said.strip():
        values["text" if decision.kind == "note" else "reason"] = said
    values["author"] = author
    values["decided"] = decision.decided
    if decision.expires:
        values["expires"] = decision.expires
    return values


def _body_name(workspace: Workspace, row: FindingRow) -> str:
    """Return the name a person would write, or the id where the name means several bodies or none."""
    listed = next((body for body in workspace.registry.bodies if body.id == row.body_id), None)
    named = [body for body in workspace.registry.bodies if listed and listed.name in body.names]
    return listed.name if listed and len(named) == 1 else row.body_id
