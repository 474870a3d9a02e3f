"""The JSON Schemas of the tables, made from the words of the code; `python -m reports.exports.schema` writes them."""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from checks.model import CellStatus, DateSource, Family, Level, Outcome, State
from config.kinds import Kind
from reports.exports.tables import TableKind
from reports.status import COUNTED

FOLDER = Path("docs/schema")

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NAME: Schema = {"type": "string", "minLength": 1}
YEAR: Schema = {"type": "integer", "minimum": 2008, "maximum": 2100}
COUNT: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "format": "date"}
INSTANT: Schema = {"type": "string", "format": "date-time"}
SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
CELL: Schema = {"type": "string", "pattern": r"^t[234](\.[a-z_]+){2,3}$"}


def _one_of(words: Iterable[str] | type[StrEnum], *, nullable: bool = False) -> Schema:
    return {"enum": [*(str(word) for word in words), *([None] if nullable else [])]}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _record(fields: Mapping[str, Schema], optional: Iterable[str] = ()) -> Schema:
    """An object with these fields; later versions may add others."""
    required = [name for name in fields if name not in set(optional)]
    return {"type": "object", "required": required, "properties": dict(fields)}


_EVIDENCE = _record(
    {
        "place": TEXT,
        "text": TEXT,
        "url": _or_null(TEXT),
        "fetched_at": _or_null(INSTANT),
        "sha256": _or_null(SHA256),
    }
)
_FINDING = _record(
    {
        "id": {"type": "string", "pattern": "^[0-9a-f]+$"},
        "rule": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"},
        "version": {"type": "integer", "minimum": 1},
        "family": _one_of(Family),
        "level": _one_of(Level),
        "outcome": _one_of((Outcome.FAIL, Outcome.NEEDS_REVIEW)),
        "body_id": NAME,
        "body": NAME,
        "kind": _one_of(Kind, nullable=True),
        "year": YEAR,
        "message": NAME,
        "reason": _or_null(TEXT),
        "cells": _list(CELL),
        "expected": {"type": ["number", "string", "null"]},
        "found": {"type": ["number", "string", "null"]},
        "law": TEXT,
        "evidence": _list(_EVIDENCE),
        "source": TEXT,
        "first_seen": INSTANT,
        "last_seen": INSTANT,
    }
)
_STATUS = _record(
    {
        "body": NAME,
        "id": NAME,
        "kind": _one_of(Kind),
        "year": YEAR,
        "state": _one_of(State),
        "due": _or_null(DAY),
        "due_source": _one_of(("law", "practice", "local"), nullable=True),
        "published": _or_null(DAY),
        "published_source": _one_of(DateSource, nullable=True),
        "last_absent": _or_null(INSTANT),
        "first_seen": _or_null(INSTANT),
        "days_late": _or_null({"type": "integer"}),
        "reading": _one_of(("ok", "partial", "unreadable", "none")),
        "flags": _list(NAME),
        "source": _record(
            {
                "state": _one_of(("accepted", "rejected", "blocked", "never")),
                "last_accepted": _or_null(INSTANT),
                "reason": _or_null(TEXT),
            }
        ),
        "findings": _record(dict.fromkeys(COUNTED, COUNT)),
        "edition": _or_null(SHA256),
        "checked": _or_null(INSTANT),
        "as_of": INSTANT,
    }
)
_CELL = _record(
    {
        "body_id": NAME,
        "body": NAME,
        "year": YEAR,
        "cell": CELL,
        "value": _or_null({"type": "number"}),
        "text": TEXT,
        "status": _one_of(CellStatus),
        "place": TEXT,
        "by": _one_of(("text", "ocr")),
        "unit": TEXT,
        "candidates": _list({"type": "number"}),
        "how": _list(TEXT),
    },
    optional=("unit", "candidates", "how"),
)
_ROWS: Mapping[TableKind, tuple[str, Schema]] = {
    "findings": ("Open findings: faults, and what needs a person's eyes (outcome needs_review).", _FINDING),
    "status": ("Where every body stands with every expected report year.", _STATUS),
    "cells": ("Every cell of the statutory tables of every current report.", _CELL),
}


def schema_of(kind: TableKind) -> Schema:
    """Return the JSON Schema (2020-12) of a table's JSON file."""
    description, row = _ROWS[kind]
    head: Schema = {
        "duban": {"const": kind},
        "schema": {"const": 1},
        "office": NAME,
        "as_of": INSTANT,
        "simulated": {"type": "boolean"},
        "rows": _list(row),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"duban export {kind}",
        "description": description,
        **_record(head),
    }


def schema_files() -> dict[Path, str]:
    """Return the files under `docs/schema` with what stands in them."""
    return {FOLDER / f"{kind}.json": json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n" for kind in _ROWS}


if __name__ == "__main__":
    for file, text in schema_files().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
