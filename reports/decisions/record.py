"""Taking `waivers.toml` over into the ledger's memory of who decided what when."""

from datetime import datetime

from config.waivers import NO_EDITION, Entry, Waiver
from config.workspace import Workspace
from reports.decisions.standing import body_meant, decided
from reports.store import DecisionMade, Store


def take_over(store: Store, workspace: Workspace, *, at: datetime, by: str | None = None) -> tuple[DecisionMade, ...]:
    """Record which entries `waivers.toml` has gained and lost; the same file again records nothing.

    An entry that names no edition is bound to the content that is judged now. The file is read anew, because a command
    may have edited it since the workspace was opened.

    Args:
        store: open to write.
        workspace: whose file is taken over.
        at: when it is seen, in ledger time.
        by: the user whose command changed it; None when it is only found so.

    Returns:
        The entries that were bound to a content because they name none.

    Raises:
        UserError: `waivers.toml` is wrong.
    """
    present = Workspace(workspace.root)
    before = store.standing_decisions()
    now = {decision.fingerprint: decision for decision in present.waivers.decisions}
    gained = [_made(store, present, decision) for entry, decision in now.items() if entry not in before]
    with store.transaction():
        for entry, made in before.items():
            if entry not in now:
                store.record_decision(made, action="withdrawn", at=at, by=by)
        for made in gained:
            store.record_decision(made, action="made", at=at, by=by)
        ruled = decided(store, present, as_of=at)
        held = ((row.id, ruled.on(row.public_id).waiver) for row in ruled.waived)
        store.set_waived({key: (w.author, w.reason, w.expires.isoformat()) for key, w in held if w})
    return tuple(made for made in gained if made.kind != "note" and made.edition and not now[made.entry].edition)


def _made(store: Store, workspace: Workspace, decision: Entry) -> DecisionMade:
    body = body_meant(workspace, decision)
    return DecisionMade(
        entry=decision.fingerprint,
        kind=decision.kind,
        rule=decision.rule,
        body_id=body.id if body else None,
        body=decision.body,
        year=decision.year,
        finding=decision.finding,
        edition=decision.edition or (_judged(store, body.id, decision.year) if body else None),
        said=decision.said,
        author=decision.author,
        decided=decision.decided.isoformat() if decision.decided else None,
        expires=decision.expires.isoformat() if isinstance(decision, Waiver) else None,
    )


def _judged(store: Store, body_id: str, year: int) -> str:
    edition = store.current_edition(body_id, year)
    return edition.content_hash if edition else NO_EDITION
