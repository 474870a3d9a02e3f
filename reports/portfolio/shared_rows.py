"""Rows of the tables that no form has and many reports of one year share."""

from collections import defaultdict

from checks.portfolio.new_rows import UNKNOWN_ROW, NewRow, new_rows, unknown_row
from reports.facts import Facts
from reports.store import Store

NONE: frozenset[str] = frozenset()


class SharedRows:
    """Which reports have such rows, by what reading noted in the reports of a ledger."""

    def __init__(self, store: Store) -> None:
        noted = store.notes_of_code(UNKNOWN_ROW)
        printed = [(body, year, row[1]) for body, year, note in noted if (row := unknown_row(note))]
        self.rows: tuple[NewRow, ...] = new_rows(printed, store.bodies_by_year() if printed else {})
        shared = {(row.year, row.label) for row in self.rows}
        found: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        for body, year, label in printed:
            if (year, label) in shared:
                found[body, year].add(label)
        self._of = {key: frozenset(labels) for key, labels in found.items()}

    def of(self, facts: Facts) -> frozenset[str]:
        """Return the shared rows that a report of a body and year has."""
        return self._of.get((facts.body.id, facts.year), NONE)
