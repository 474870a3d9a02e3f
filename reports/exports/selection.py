"""What one export is about: the facts of its scope, in the order of the registry, and where each finding rests."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from config.settings import Lang
from config.workspace import Workspace
from reports.digest.facts import Facts
from reports.digest.gather import gather_judged
from reports.digest.lexicon import Lexicon
from reports.exports.scope import EVERYTHING, Scope
from reports.store import EditionRow, FindingEvent, FindingRow, Store


@dataclass(frozen=True)
class Selection:
    """One part of the ledger at an instant.

    Attributes:
        facts: of the scope.
        store: open to read; holds events and cells.
        scope: what was asked for.
        subject: the name of the body or subtree, empty for everybody.
        lang: of what is written for people.
    """

    facts: Facts
    store: Store
    scope: Scope
    subject: str
    lang: Lang

    @classmethod
    def of(cls, store: Store, workspace: Workspace, scope: Scope, *, as_of: datetime, lang: Lang) -> "Selection":
        """Gather what a scope holds.

        Raises:
            UserError: the scope names no body of the registry, reports wait to be judged, or the ledger stands at a
                later day.
        """
        facts = scope.of(gather_judged(store, workspace, as_of=as_of), workspace)
        return cls.over(facts, store, lang, scope=scope, subject=scope.name(workspace))

    @classmethod
    def over(
        cls, facts: Facts, store: Store, lang: Lang, *, scope: Scope = EVERYTHING, subject: str = ""
    ) -> "Selection":
        """Take facts that are gathered and narrowed already; the arguments are the attributes."""
        place = {(each.id, each.year): number for number, each in enumerate(facts.body_years)}
        known = [row for row in facts.findings if (row.body_id, row.year) in place]
        findings = tuple(sorted(known, key=lambda row: place[row.body_id, row.year]))
        return cls(replace(facts, findings=findings), store, scope, subject, lang)

    @property
    def held(self) -> tuple[FindingRow, ...]:
        """The findings and those that staff have waived, body by body."""
        waived = [row for row in self.facts.decided.waived if self.scope.year in {None, row.year}]
        order = {(each.id, each.year): number for number, each in enumerate(self.facts.body_years)}
        rows = [row for row in (*self.facts.findings, *waived) if (row.body_id, row.year) in order]
        return tuple(sorted(rows, key=lambda row: order[row.body_id, row.year]))

    @property
    def words(self) -> Lexicon:
        """The words of its language."""
        return Lexicon(self.lang)

    @property
    def made(self) -> datetime:
        """When the ledger was last brought up to date, in ledger time: the date of every file that is written."""
        return self.facts.evaluated or self.facts.as_of

    @cached_property
    def newest_events(self) -> dict[int, FindingEvent]:
        """The newest event of every finding there ever was, by `FindingRow.id`."""
        return {event.finding_id: event for event in self.store.finding_events() if event.at <= self.facts.as_of}

    def edition_of(self, row: FindingRow) -> EditionRow | None:
        """Return the current edition of the report a finding is about; None where there is none."""
        return self.facts.editions.get((row.body_id, row.year))
