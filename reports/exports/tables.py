"""Findings, standings and cells as tables for other programs: CSV for spreadsheets, JSON with a published schema."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any, Literal

from checks.wire import report_json
from config.settings import Lang
from reports.digest.facts import Facts
from reports.exports.safety import guarded, quoted
from reports.store import Store

TableKind = Literal["findings", "status", "cells"]
TableFormat = Literal["csv", "json"]
Value = str | int | float | bool | None

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes a CSV file for one in the encoding of the machine."""

_FIRST_EVIDENCE = ("place", "text", "url", "fetched_at", "sha256")
COLUMNS: Mapping[TableKind, tuple[str, ...]] = {
    "findings": (
        "id", "rule", "version", "family", "level", "outcome", "body_id", "body", "kind", "year", "message", "reason",
        "cells", "expected", "found", "law", "first_seen", "last_seen", *_FIRST_EVIDENCE, "more_evidence",
    ),
    "status": (
        "id", "body", "kind", "year", "state", "due", "due_source", "published", "published_source", "days_late",
        "last_absent", "first_seen", "reading", "flags", "source_state", "source_last_accepted", "source_reason",
        "error", "warning", "hint", "needs_review", "not_evaluated", "edition", "checked", "as_of",
    ),
    "cells": ("body_id", "body", "year", "cell", "value", "text", "status", "place", "by", "unit", "candidates", "how"),
}  # fmt: skip
"""The columns of each CSV file; lists are written with spaces between."""


@dataclass(frozen=True, slots=True)
class Table:
    """One of the three tables: its kind, what it is about, and the store that holds the cells."""

    kind: TableKind
    facts: Facts
    store: Store
    lang: Lang

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the objects of the JSON file."""
        if self.kind == "findings":
            return ({**row.as_json(self.lang), "body_id": row.body_id} for row in self.facts.findings)
        if self.kind == "status":
            return (each.as_json(self.lang) for each in self.facts.body_years)
        return self._cells()

    def _cells(self) -> Iterator[dict[str, Any]]:
        for each in self.facts.body_years:
            edition = self.facts.editions.get((each.id, each.year))
            cells = report_json(self.store.load_report(edition.id))["cells"] if edition else {}
            for cell_id, cell in cells.items():
                yield {"body_id": each.id, "body": each.body, "year": each.year, "cell": cell_id, **cell}

    def written(self, form: TableFormat) -> Iterator[bytes]:
        """Yield the file piece by piece, so that a million cells need no memory."""
        return _json_lines(self) if form == "json" else _csv_lines(self)


def _json_lines(table: Table) -> Iterator[bytes]:
    """One object with the rows as a list, a row a line."""
    facts = table.facts
    head = {
        "duban": table.kind,
        "schema": 1,
        "office": facts.office,
        "as_of": facts.as_of.isoformat(),
        "simulated": facts.simulated,
    }
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "rows": ['.encode()
    separator = "\n"
    for row in table.rows():
        yield (separator + json.dumps(_quoted(row), ensure_ascii=False)).encode()
        separator = ",\n"
    yield b"\n]}\n"


def _quoted(value: object) -> object:
    """The same value with every text in it as a file may hold it."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return {name: _quoted(each) for name, each in value.items()}
    return [_quoted(each) for each in value] if isinstance(value, list) else value


def _csv_lines(table: Table) -> Iterator[bytes]:
    columns = COLUMNS[table.kind]
    yield (BYTE_ORDER_MARK + _record(columns)).encode()
    for row in table.rows():
        flat = _flat(row)
        yield _record(_field(flat.get(name)) for name in columns).encode()


def _record(fields: Iterable[Value]) -> str:
    """One line as RFC 4180 has it."""
    line = StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(fields)
    return line.getvalue()


def _field(value: object) -> Value:
    if isinstance(value, list):
        return guarded(" ".join(map(str, value)))
    if isinstance(value, str):
        return guarded(value)
    return value if isinstance(value, int | float) else None


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a row, with the counts and the first piece of evidence among them."""
    evidence = row.get("evidence") or []
    first = evidence[0] if evidence else {}
    source = {f"source_{name}": value for name, value in (row.get("source") or {}).items()} if _standing(row) else {}
    counts = row["findings"] if _standing(row) else {}
    return {**first, **row, **source, **counts, "more_evidence": max(len(evidence) - 1, 0)}


def _standing(row: Mapping[str, Any]) -> bool:
    """Whether a row tells where a body stands with a year."""
    return "state" in row
