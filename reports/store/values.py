"""How Python values stand in columns: instants, days, JSON, exact numbers, findings."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from checks.model import Evidence, Family, Finding, Level, Outcome
from config.clock import SHANGHAI
from config.kinds import Kind


def instant(moment: datetime) -> str:
    """Return an instant as ISO text in +08:00 to the second, so that text order is time order.

    Raises:
        ValueError: the datetime is naive.
    """
    if moment.tzinfo is None:
        raise ValueError(f"an instant needs a time zone: {moment.isoformat()}")
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


@lru_cache(maxsize=4096)
def parse_instant(text: str) -> datetime:
    """Return the datetime of an instant column, in Asia/Shanghai; what one run recorded shares its instants."""
    return datetime.fromisoformat(text).astimezone(SHANGHAI)


def maybe_instant(text: str | None) -> datetime | None:
    """Return the datetime of an instant column that may be empty."""
    return parse_instant(text) if text else None


def to_json(value: object) -> str:
    """Return compact JSON with stable order of keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def number_to_json(value: Decimal | str | None) -> str | None:
    """Return a JSON number for an exact decimal, a JSON string for words, so that both come back as they were."""
    if value is None:
        return None
    return format(value, "f") if isinstance(value, Decimal) else to_json(value)


def number_from_json(text: str | None) -> Decimal | str | None:
    """Return what `number_to_json` was given, numbers exact."""
    if text is None:
        return None
    value: Decimal | str = json.loads(text, parse_int=Decimal, parse_float=Decimal)
    return value


def finding_columns(finding: Finding) -> dict[str, Any]:
    """Return the columns of the table `findings` that say what was found."""
    return {
        "rule": finding.rule,
        "key": finding.key,
        "version": finding.version,
        "family": finding.family.value,
        "level": finding.level.value,
        "outcome": finding.outcome.value,
        "message": finding.message,
        "message_en": finding.message_en,
        "body": finding.body,
        "kind": finding.kind.value if finding.kind else None,
        "cells": to_json(finding.cells),
        "expected": number_to_json(finding.expected),
        "found": number_to_json(finding.found),
        "reason": finding.reason,
        "law": finding.law,
        "evidence": to_json([asdict(evidence) for evidence in finding.evidence]),
        "document": finding.source,
    }


def finding_from(row: Mapping[str, Any], year: int) -> Finding:
    """Return the finding of a row or of the JSON of an event."""
    return Finding(
        rule=row["rule"],
        version=row["version"],
        family=Family(row["family"]),
        level=Level(row["level"]),
        outcome=Outcome(row["outcome"]),
        message=row["message"],
        message_en=row["message_en"],
        body=row["body"],
        kind=Kind(row["kind"]) if row["kind"] else None,
        year=year,
        key=row["key"],
        cells=tuple(json.loads(row["cells"])),
        expected=number_from_json(row["expected"]),
        found=number_from_json(row["found"]),
        reason=row["reason"],
        law=row["law"],
        evidence=tuple(Evidence(**entry) for entry in json.loads(row["evidence"])),
        source=row["document"],
    )
