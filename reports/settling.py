"""What must be judged on a day: sources that moved, whole; of the others only what is not found, for its clock runs."""

from collections.abc import Sequence
from datetime import datetime

from config.bodies import Source
from config.clock import SHANGHAI
from config.deadlines import last_report_year
from config.workspace import Workspace
from reports.facts import Facts, facts_not_found, facts_of_source
from reports.fingerprint import fingerprint_of
from reports.portfolio.shared_rows import SharedRows
from reports.program import program
from reports.store import Store


class Settling:
    """One evaluation of the ledger, source by source.

    Where a report was found, nothing but a record of its source moves where it stands: every day it shows lies in the
    past. Without a report it is the calendar that moves it (days late), so that those are judged every time.

    Args:
        store: open to write.
        workspace: whose registry and settings count.
        as_of: the day of the ledger.
        rows: the rows that many reports share; where others are shared, every report is judged.
        anew: take nothing for settled.

    Attributes:
        mark: what tells the conditions of judging from others.
    """

    def __init__(
        self, store: Store, workspace: Workspace, as_of: datetime, rows: SharedRows, *, anew: bool = False
    ) -> None:
        self._store = store
        self._workspace = workspace
        self._as_of = as_of
        self._anew = anew
        self.mark = _mark(store, workspace, as_of, rows)
        store.forget_settled(but=self.mark)

    def settled_years(self, source: Source) -> int | None:
        """Return how many bodies and years of a source stand as they were judged; None when it must be judged whole."""
        return None if self._anew else self._store.settled_years(source.key)

    def whole(self, source: Source) -> list[Facts]:
        """Return the facts on every body and year of a source that has moved."""
        return [*facts_of_source(self._store, self._workspace, source, as_of=self._as_of)]

    def not_found(self, source: Source) -> list[Facts]:
        """Return the facts on what was not found yet of a source that has not moved."""
        years = self._store.years_not_found(source.key)
        if not years:
            return []
        return [*facts_not_found(self._store, self._workspace, source, years, as_of=self._as_of)]

    def settle(self, source: Source, judged: Sequence[Facts]) -> None:
        """Record that a source was judged whole, unless something known of it lies in the future of this day."""
        newest = self._store.newest_record(source.key)
        today = self._as_of.astimezone(SHANGHAI).date()
        shown = (witness.date for facts in judged for witness in facts.standing.witnesses)
        if (newest is None or newest <= self._as_of) and all(day <= today for day in shown):
            self._store.settle_source(source.key, self.mark, len(judged))


def _mark(store: Store, workspace: Workspace, as_of: datetime, rows: SharedRows) -> str:
    """Return what tells the conditions of judging from others: program, settings, registry, years, shared rows."""
    settings = workspace.settings
    said = (settings.simulated, settings.first_year, settings.rules, settings.limits, workspace.deadlines)
    shared = sorted((row.year, row.label) for row in rows.rows)
    return fingerprint_of(program(), said, store.registry_mark(), last_report_year(as_of), shared)
